"""A process of its own for a file that somebody brought: it may hang or break, the program does not (ADR 0018).

One process a job, with nothing of ours in it: no key, no database, no settings. It gets the file through a pipe, gives
its answer through a pipe, may write no file where the system can forbid it, and is ended when its time is up.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import chibo

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS: Final = 20.0
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_KEPT: Final = ("SYSTEMROOT", "WINDIR", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_COMMAND: Final = ("-P", "-m", "chibo.documents.workshop_bench")


class TookTooLong(Exception):
    """The job was ended because its time was up."""


class Broke(Exception):
    """The process ended without an answer: the file broke the library that read it."""


def run(job: str, content: bytes, *, seconds: float = SECONDS, **asked: Any) -> dict[str, Any]:
    """Do one job on a file: ``asked`` and the answer are plain values, bytes under ``content``.

    Raises :class:`TookTooLong` and :class:`Broke`.
    """
    with _AT_ONCE, started() as process:
        try:
            said, _ = process.communicate(frame({"job": job, **asked}, content), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise TookTooLong(job) from error
    if process.returncode != 0:
        raise Broke(job)
    return unframed(said)


def started() -> subprocess.Popen[bytes]:
    """Start a process that answers one job after the other until its input ends."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"PYTHONPATH": str(Path(chibo.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module, no word of a user
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a library complains of may hold words of the file
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def frame(said: Mapping[str, Any], content: bytes) -> bytes:
    """Eight digits of length, then the words, with the bytes among them."""
    body = json.dumps({**said, "content": base64.b64encode(content).decode("ascii")}).encode()
    return f"{len(body):08x}".encode() + body


def unframed(raw: bytes) -> dict[str, Any]:
    """Read one frame; raises :class:`Broke` for anything else."""
    try:
        said = json.loads(raw[8 : 8 + int(raw[:8], 16)])
        return {**said, "content": base64.b64decode(said["content"])}
    except (ValueError, KeyError, TypeError) as error:
        raise Broke("answer") from error
