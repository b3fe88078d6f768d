"""Addresses of what was promised and how it was judged."""

from django.urls import path

from chibo.reviews.views import hub, yearly

urlpatterns = [
    path("danh-gia/", hub.hub, name="reviews"),
    path("danh-gia/cac-nam/", yearly.years, name="review_years"),
]
