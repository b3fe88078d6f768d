"""The address of a kept file."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [
    path("tep/<uuid:uid>/", views.file, name="file"),
    path("ban-chup/<uuid:uid>/", views.scan, name="scan"),
    path("ban-chup/<uuid:uid>/anh-nho.jpg", views.scan_picture, name="scan_picture"),
]
