"""Addresses of what was promised and how it was judged."""

from django.urls import path

from chibo.reviews.views import yearly

urlpatterns = [path("danh-gia/", yearly.reviews, name="reviews")]
