"""Addresses of the desk. It stands first among the rooms: ``hop/`` and ``hop/soan/`` are served with what is due."""

from django.urls import path

from chibo.desk.queries import proposals_of
from chibo.desk.views import work
from chibo.meetings.views import listing

DUE = {"proposals_of": proposals_of}

urlpatterns = [
    path("", work.start, name="start"),
    path("viec-can-lam/", work.work, name="worklist"),
    path("viec-can-lam/in/", work.week_sheet, name="week_sheet"),
    path("viec-can-lam/lich.ics", work.calendar, name="work_calendar"),
    path("hop/", listing.meetings, DUE),
    path("hop/soan/", listing.draw_up, DUE),
]
