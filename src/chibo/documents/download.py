"""How a made or kept file is handed over: saved, never shown inside our pages, never kept by a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from chibo.documents.pdf import as_pdf

if TYPE_CHECKING:
    from django.http import HttpRequest

    from chibo.documents.render import MadePaper

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
}


def attachment(name: str, content: bytes, media_type: str = "") -> HttpResponse:
    """Answer with a file to be saved under ``name``; without ``media_type`` it follows from the name's ending."""
    kind = media_type or MEDIA_TYPES.get("." + name.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def handed(request: HttpRequest, made: MadePaper) -> HttpResponse:
    """Answer with a made paper: as it was made, or with ``?dang=pdf`` as PDF."""
    paper = as_pdf(made) if wants_pdf(request) else made
    return attachment(paper.name, paper.content)


def wants_pdf(request: HttpRequest) -> bool:
    """Whether the address asks for PDF."""
    return request.GET.get("dang") == "pdf"
