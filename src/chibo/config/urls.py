"""All addresses: each room names its own, in Vietnamese (decision 26)."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

_ROOMS = ("desk", "register", "development", "meetings", "reviews", "reports", "exchange", "accounts", "documents")

urlpatterns = [
    path("", include(f"chibo.{room}.urls"))
    for room in _ROOMS
    if find_spec(f"chibo.{room}") and find_spec(f"chibo.{room}.urls")
]
