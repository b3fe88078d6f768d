"""All addresses: each room names its own, in Vietnamese (decision 26)."""

from __future__ import annotations

from django.urls import include, path

_ROOMS = (
    "desk",
    "development",
    "meetings",
    "reviews",
    "reports",
    "exchange",
    "accounts",
    "documents",
    "base",
)

urlpatterns = [path("", include(f"chibo.{room}.urls")) for room in _ROOMS]
urlpatterns += [path("", include("chibo.desk.first_run_urls"))]

handler400 = "chibo.base.web.unreadable"
handler403 = "chibo.base.web.forbidden"
handler404 = "chibo.base.web.missing"
handler429 = "chibo.accounts.views.arrival.too_fast"  # allauth asks for it
handler500 = "chibo.base.web.server_fault"
