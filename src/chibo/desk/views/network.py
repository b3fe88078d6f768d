"""Cài đặt → Dùng trong mạng nội bộ: how other machines reach the program, and the certificate they install."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from chibo.base.access import Permission
from chibo.base.web import door, missing, page
from chibo.desk.queries.network import certificate_to_install, reached

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
@door(Permission.CHANGE_SETTINGS)
def network(request: HttpRequest) -> HttpResponse:
    """Show how the program is reached and what to do on each kind of machine."""
    return page(request, "desk/network.html", {"menu": "cai-dat", "found": reached()})


@require_GET
@door(Permission.CHANGE_SETTINGS)
def certificate(request: HttpRequest) -> HttpResponse:
    """Hand over the certificate to install."""
    content = certificate_to_install()
    if content is None:
        return missing(request)
    answer = HttpResponse(content, content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="chibo-chung-thu-goc.crt"'
    return answer
