"""Logs that say where something broke and never about whom."""

from __future__ import annotations

import logging
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


_SUSPICIOUS = "yêu cầu đáng ngờ, đã từ chối"


class NamelessFormatter(logging.Formatter):
    """Writes the place and the kind of an error, but no message of an exception and no argument of a log call.

    Messages of exceptions quote values ("duplicate key ... (name)=(...)"), and addresses and arguments may too. Django
    logs a suspicious request by the text of its exception, which quotes what was sent: of those the kind is said alone.
    """

    converter = time.gmtime  # type: ignore[assignment] # one time for all logs: UTC, like the log of acts
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """Give one line, and the places of the error below it."""
        said = _SUSPICIOUS if record.name.startswith("django.security.") else record.msg
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {said}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _value, trace = record.exc_info
            line += f"\n{kind.__module__}.{kind.__qualname__}\n{_places(trace)}"
        return line


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
