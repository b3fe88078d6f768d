"""Addresses that belong to no kind of work."""

from django.urls import path

from chibo.base import views

urlpatterns = [
    path("tro-giup/", views.help_page, name="help"),
    path("doc-ngay/", views.read_day, name="read_day"),
    path("chu-to/", views.large_text, name="large_text"),
    path("tiep-tuc/", views.resume, name="resume"),
    path("viec-chay/", views.job_list, name="jobs"),
    path("viec-chay/<uuid:uid>/", views.job, name="job"),
    path("viec-chay/<uuid:uid>/lam/", views.job_act, name="job_act"),
    path("viec-chay/<uuid:uid>/tep/", views.job_file, name="job_file"),
]
