"""Addresses of what was promised and how it was judged."""

from django.urls import include, path

from chibo.reviews.views import hub, targets, titles, yearly

urlpatterns = [
    path("danh-gia/", hub.hub, name="reviews"),
    path("danh-gia/cac-nam/", yearly.years, name="review_years"),
    path("danh-gia/danh-hieu/", titles.titles, name="review_titles"),
    path("danh-gia/danh-hieu/ghi/", titles.record, name="review_title_new"),
    path("danh-gia/danh-hieu/<uuid:uid>/bo-ghi/", titles.withdraw, name="review_title_withdraw"),
    path("cai-dat/chi-tieu/", targets.target, name="target"),
    path("cai-dat/chi-tieu/<uuid:uid>/", targets.target_change, name="target_change"),
    path("", include("chibo.reviews.round_urls")),
]
