"""Addresses of signing in and of accounts. The names of the first two are those that allauth asks for."""

from django.urls import path

from chibo.accounts.views import people, sign

urlpatterns = [
    path("dang-nhap/", sign.sign_in, name="account_login"),
    path("dang-xuat/", sign.sign_out, name="account_logout"),
    path("tai-khoan/mat-khau/", people.own_phrase, name="own_phrase"),
    path("cai-dat/tai-khoan/", people.accounts, name="accounts"),
    path("cai-dat/tai-khoan/them/", people.add, name="account_add"),
    path("cai-dat/tai-khoan/<uuid:uid>/", people.account, name="account_page"),
    path("cai-dat/tai-khoan/<uuid:uid>/la-ai/", people.link, name="account_link"),
    path("cai-dat/tai-khoan/<uuid:uid>/mat-khau/", people.reset_phrase, name="account_phrase"),
    path("cai-dat/vai-tro/<uuid:uid>/thoi/", people.revoke, name="grant_revoke"),
]
