"""The inside of the workshop's process: reads jobs from its input, answers each, knows no setting of the program."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chibo.base.refusal import FaultyError
from chibo.documents.workshop import frame, unframed

if TYPE_CHECKING:
    from typing import BinaryIO

_MEMORY = 2 * 1024 * 1024 * 1024


def answer(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do one job; what is wrong with the file comes back as ``faults``."""
    try:
        return _JOBS[asked["job"]](asked)
    except FaultyError as error:
        return {"faults": [asdict(fault) for fault in error.faults]}, b""


# A job loads only what it needs: a process lives for one job.


def _preview(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from chibo.documents.preview import drawn  # noqa: PLC0415

    pages, picture = drawn(asked["content"], asked["media_type"])
    return {"pages": pages}, picture


def _template(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from chibo.documents.office.trial import tried  # noqa: PLC0415

    done = tried(asked["content"], asked["facts"])
    return {"fields": [[list(path), written] for path, written in done.fields.items()]}, done.content


def _pages(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from chibo.documents.pages import pictured  # noqa: PLC0415

    return {}, pictured(asked["content"])


def _workbook(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from chibo.documents.office.workbooks import checked  # noqa: PLC0415

    return {"names": [[one.name, one.sheet, one.cell] for one in checked(asked["content"])]}, b""


_JOBS = {"preview": _preview, "template": _template, "pages": _pages, "workbook": _workbook}


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer one frame after the other until there are no more."""
    while head := incoming.read(8):
        outgoing.write(frame(*answer(unframed(head + incoming.read(int(head, 16))))))
        outgoing.flush()


def confine() -> None:
    """Forbid what a reader of files never needs; on Windows the time limit and the narrow formats must do."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for limit, most in (("RLIMIT_AS", _MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, limit), (most, most))
        except (ValueError, OSError):  # macOS knows some of them by name only
            continue


if __name__ == "__main__":
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)
