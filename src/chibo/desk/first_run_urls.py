"""Addresses of the first run."""

from django.urls import path

from chibo.desk.views import first_run

urlpatterns = [
    path("bat-dau/", first_run.start, name="first_run"),
    path("bat-dau/khoi-phuc/", first_run.restore, name="first_run_restore"),
    path("bat-dau/<slug:step>/", first_run.question, name="first_run_step"),
]
