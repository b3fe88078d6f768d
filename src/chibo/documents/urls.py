"""The address of a kept file."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [
    path("tep/<uuid:uid>/", views.file, name="file"),
]
