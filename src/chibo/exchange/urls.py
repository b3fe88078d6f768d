"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from chibo.exchange import views

urlpatterns = [
    path("nhap-danh-sach/", views.imports, name="imports"),
    path("nhap-danh-sach/<uuid:uid>/", views.minutes, name="import"),
    path("nhap-danh-sach/<uuid:uid>/doi-chieu/", views.columns, name="import_columns"),
    path("nhap-danh-sach/<uuid:uid>/kiem-tra/", views.rows, name="import_rows"),
    path("nhap-danh-sach/<uuid:uid>/hoan-tac/", views.undo, name="import_undo"),
]
