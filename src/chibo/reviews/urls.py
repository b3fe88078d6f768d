"""Addresses of the yearly reviews."""

from django.urls import path

from chibo.reviews import views

urlpatterns = [path("danh-gia/", views.reviews, name="reviews")]
