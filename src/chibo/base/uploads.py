"""What is uploaded stays in memory: a plain copy never lies in a temporary file, however large the upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

if TYPE_CHECKING:
    from typing import IO

MOST: int = 20 * 1024 * 1024 + 1  # one byte more than any file that is kept: enough to see that it is too large


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
