"""Addresses of signing in and of accounts. The names are those that allauth asks for."""

from django.urls import path

from chibo.accounts.views import sign

urlpatterns = [
    path("dang-nhap/", sign.sign_in, name="account_login"),
    path("dang-xuat/", sign.sign_out, name="account_logout"),
]
