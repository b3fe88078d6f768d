"""How a made or kept file is handed over: saved, never shown inside our pages, never kept by a cache."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def attachment(name: str, content: bytes, media_type: str = "") -> HttpResponse:
    """Answer with a file to be saved under ``name``; without ``media_type`` it follows from the name's ending."""
    kind = media_type or MEDIA_TYPES.get("." + name.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
