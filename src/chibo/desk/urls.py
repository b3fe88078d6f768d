"""Addresses of the desk."""

from django.urls import path
from django.views.generic import RedirectView

from chibo.desk.views import work

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="worklist"), name="start"),
    path("viec-can-lam/", work.work, name="worklist"),
    path("viec-can-lam/in/", work.week_sheet, name="week_sheet"),
    path("viec-can-lam/lich.ics", work.calendar, name="work_calendar"),
    path("viec-can-lam/soan-chuong-trinh/", work.prepare_meeting, name="prepare_meeting"),
]
