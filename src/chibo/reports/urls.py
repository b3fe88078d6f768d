"""Addresses of the reports."""

from django.urls import path
from django.views.generic import RedirectView

from chibo.reports import views

urlpatterns = [
    path("bao-cao/", RedirectView.as_view(pattern_name="quick_report"), name="reports"),
    path("bao-cao/nhanh/", views.quick_report, name="quick_report"),
    path("bao-cao/danh-sach/<slug:what>/", views.list_behind, name="figure_list"),
    path("bao-cao/du-bao/", views.forecast_page, name="forecast"),
]
