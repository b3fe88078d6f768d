"""Addresses of signing in and of accounts. The names with ``account_``, ``mfa_``, ``usersessions_`` are allauth's."""

from django.urls import path

from chibo.accounts.views import closing, emergency, outside, people, roles, second, sign

_SECOND = "tai-khoan/hai-buoc/"

urlpatterns = [
    path("dang-nhap/", sign.sign_in, name="account_login"),
    path("dang-nhap/hai-buoc/", second.step, name="mfa_authenticate"),
    path("dang-nhap/tin-may-nay/", second.trust, name="mfa_trust"),
    path("dang-nhap/khoa/", second.key_sign_in, name="mfa_login_webauthn"),
    path("dang-nhap/co-quan/", outside.begin, {"provider_id": "co-quan"}, name="openid_connect_login"),
    path("dang-nhap/co-quan/ve/", outside.back, {"provider_id": "co-quan"}, name="openid_connect_callback"),
    path("dang-xuat/", sign.sign_out, name="account_logout"),
    path("tai-khoan/", people.own, name="own_account"),
    path("tai-khoan/mat-khau/", people.own_phrase, name="own_phrase"),
    path("tai-khoan/phien/", sign.sessions, name="usersessions_list"),
    path("tai-khoan/xac-nhan/", sign.phrase_again, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", second.code_again, name="mfa_reauthenticate"),
    path("tai-khoan/xac-nhan/khoa/", second.key_again, name="mfa_reauthenticate_webauthn"),
    path(_SECOND, second.ways, name="mfa_index"),
    path(_SECOND + "ung-dung/", second.add_app, name="mfa_activate_totp"),
    path(_SECOND + "ung-dung/bo/", second.drop_app, name="mfa_deactivate_totp"),
    path(_SECOND + "khoa/", second.add_key, name="mfa_add_webauthn"),
    path(_SECOND + "khoa/<int:pk>/bo/", second.drop_key, name="mfa_remove_webauthn"),
    path(_SECOND + "ma-du-phong/", second.show_codes, name="mfa_view_recovery_codes"),
    path(_SECOND + "ma-du-phong/lap-moi/", second.new_codes, name="mfa_generate_recovery_codes"),
    path("cai-dat/tai-khoan/", people.accounts, name="accounts"),
    path("cai-dat/tai-khoan/them/", people.add, name="account_add"),
    path("cai-dat/tai-khoan/hai-buoc/", people.second_step_rule, name="second_step_rule"),
    path("cai-dat/tai-khoan/phien/", closing.session_rule, name="session_rule"),
    path("cai-dat/tai-khoan/<uuid:uid>/", people.account, name="account_page"),
    path("cai-dat/tai-khoan/<uuid:uid>/la-ai/", people.link, name="account_link"),
    path("cai-dat/tai-khoan/<uuid:uid>/danh-tinh/", outside.identity, name="account_outside"),
    path("cai-dat/tai-khoan/<uuid:uid>/mat-khau/", people.reset_phrase, name="account_phrase"),
    path("cai-dat/tai-khoan/<uuid:uid>/go-hai-buoc/", people.take_second_step_away, name="account_second_step"),
    path("cai-dat/tai-khoan/<uuid:uid>/ngung-dung/", closing.close, name="account_close"),
    path("cai-dat/tai-khoan/<uuid:uid>/dang-xuat/", closing.sign_out_everywhere, name="account_sign_out"),
    path("cai-dat/vai-tro/<uuid:uid>/thoi/", roles.revoke, name="grant_revoke"),
    path("cai-dat/vai-tro/de-nghi/<uuid:uid>/", roles.role_request, name="role_request"),
    path("cai-dat/vai-tro/de-nghi/<uuid:uid>/xac-nhan/", roles.confirm, name="role_confirm"),
    path("cai-dat/vai-tro/de-nghi/<uuid:uid>/tu-choi/", roles.decline, name="role_decline"),
    path("khan-cap/", emergency.emergency, name="emergency"),
    path("khan-cap/<uuid:uid>/", emergency.opened, name="emergency_open"),
    path("khan-cap/<uuid:uid>/da-biet/", emergency.known, name="emergency_known"),
    path("cai-dat/mo-khan-cap/", emergency.rule, name="emergency_rule"),
]
