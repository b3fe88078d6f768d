"""Addresses of what was promised and how it was judged."""

from django.urls import include, path

from chibo.reviews.views import badges, commendations, discipline, hub, targets, titles, yearly

urlpatterns = [
    path("danh-gia/", hub.hub, name="reviews"),
    path("danh-gia/cac-nam/", yearly.years, name="review_years"),
    path("danh-gia/danh-hieu/", titles.titles, name="review_titles"),
    path("danh-gia/danh-hieu/ghi/", titles.record, name="review_title_new"),
    path("danh-gia/danh-hieu/<uuid:uid>/bo-ghi/", titles.withdraw, name="review_title_withdraw"),
    path("cai-dat/chi-tieu/", targets.target, name="target"),
    path("cai-dat/chi-tieu/<uuid:uid>/", targets.target_change, name="target_change"),
    path("", include("chibo.reviews.round_urls")),
    path("danh-gia/huy-hieu/", badges.badges, name="badges"),
    path("danh-gia/huy-hieu/de-nghi/", badges.propose, name="badges_propose"),
    path("danh-gia/huy-hieu/quyet-dinh/", badges.decide, name="badges_decide"),
    path("danh-gia/huy-hieu/trao/", badges.give, name="badges_give"),
    path("danh-gia/huy-hieu/danh-sach/", badges.paper, name="badges_paper"),
    path("danh-gia/huy-hieu/danh-sach.xlsx", badges.workbook, name="badges_workbook"),
    path("danh-gia/huy-hieu/nguoi/<uuid:uid>/", badges.of_person, name="person_badges"),
    path("danh-gia/huy-hieu/nguoi/<uuid:uid>/de-nghi/", badges.ask, name="badge_ask"),
    path("danh-gia/huy-hieu/nguoi/<uuid:uid>/da-nhan/", badges.earlier, name="badge_earlier"),
    path("danh-gia/huy-hieu/<uuid:uid>/thoi/", badges.close, name="badge_close"),
    path("danh-gia/huy-hieu/<uuid:uid>/ban-de-nghi/", badges.application, name="badge_application"),
    path("danh-gia/khen-thuong/", commendations.commendations, name="commendations"),
    path("danh-gia/khen-thuong/de-nghi/", commendations.propose, name="commendation_propose"),
    path("danh-gia/khen-thuong/ghi/", commendations.record, name="commendation_record"),
    path("danh-gia/khen-thuong/danh-sach/", commendations.paper, name="commendations_paper"),
    path("danh-gia/khen-thuong/danh-sach.xlsx", commendations.workbook, name="commendations_workbook"),
    path("danh-gia/khen-thuong/<uuid:uid>/quyet-dinh/", commendations.decide, name="commendation_decide"),
    path("danh-gia/khen-thuong/<uuid:uid>/thoi/", commendations.close, name="commendation_close"),
    path("danh-gia/ky-luat/", discipline.disciplines, name="disciplines"),
    path("danh-gia/ky-luat/nguoi/<uuid:uid>/", discipline.record, name="discipline_record"),
    path("danh-gia/ky-luat/<uuid:uid>/khieu-nai/", discipline.complain, name="discipline_complain"),
    path("danh-gia/ky-luat/<uuid:uid>/thay-doi/", discipline.annul, name="discipline_annul"),
    path("", include("chibo.reviews.promise_urls")),
]
