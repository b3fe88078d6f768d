"""What is uploaded stays in memory: a plain copy never lies in a temporary file, however large the upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponse
from django.template.loader import render_to_string

from chibo.base.numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from django.http import HttpRequest

MOST: int = 20 * 1024 * 1024 + 1  # one byte more than any file that is kept: enough to see that it is too large
MOST_TOGETHER: int = 5 * MOST + 1024 * 1024  # bytes of one request: several whole files, and the fields beside them


def not_too_large(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is too large for the memory of an office PC is refused before any of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        length = whole_number(said)
        if said.isdecimal() and (length is None or length > MOST_TOGETHER):  # none: longer than any number there is
            return HttpResponse(render_to_string("base/errors/too_large.html"), status=413)
        return get_response(request)

    return answer


class OnlyMemory(MemoryFileUploadHandler):
    """Django's handler for small files, for every file; what goes beyond the limit is counted no further."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[Any, Any] | None:
        """Take every upload."""
        del input_data, META, content_length, boundary, encoding
        self.activated = True
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep what fits."""
        del start
        self.file.write(raw_data[: max(0, MOST - self.file.tell())])
        return None

    def file_complete(self, file_size: int) -> Any:
        """Give the file as far as it was kept."""
        return super().file_complete(min(file_size, MOST))
