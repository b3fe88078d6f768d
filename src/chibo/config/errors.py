"""From an error to one line of Vietnamese and an exit code."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.utils import DatabaseError
from sqlcipher3 import dbapi2

from chibo.base import blocked
from chibo.base.engine.base import WrongKey
from chibo.base.keys import KeyProblem
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.config.answers import CANNOT, FINDING, WRONG
from chibo.config.prepare import CannotRun

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG_KEY = "khóa không mở được cơ sở dữ liệu này: sai khóa, hoặc tệp đã hỏng. Xem docs/operate/cai-dat.md, mục Khóa."
DISK_FULL = "ổ đĩa {where}đã đầy. Giải phóng chỗ trống rồi chạy lại; dữ liệu đã có còn nguyên."


def line_for(error: Exception, translated: Callable[[str], str]) -> tuple[str, int] | None:
    """Give the line and the exit code, or nothing for an error that nobody foresaw."""
    if isinstance(error, CommandError):
        text = str(error)
        return (translated(text), WRONG) if text.startswith("Error: ") else (text, error.returncode)
    if isinstance(error, CannotRun | KeyProblem | ImproperlyConfigured):
        return str(error), CANNOT
    if isinstance(error, FaultyError | NotAllowedError | NotYoursError):
        return str(error), FINDING
    return _from_below(error)


def _from_below(error: Exception) -> tuple[str, int] | None:
    if isinstance(error, WrongKey):
        return WRONG_KEY, CANNOT
    if "disk is full" in str(error) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        where = f"có {error.filename} " if isinstance(error, OSError) and error.filename else ""
        return DISK_FULL.format(where=where), CANNOT
    if isinstance(error, DatabaseError | dbapi2.Error) and blocked.said(error):
        return blocked.said(error), CANNOT
    if isinstance(error, DatabaseError | dbapi2.Error):
        return f"cơ sở dữ liệu không làm việc được ({type(error).__name__}). Chạy “chibo verify” để kiểm tra.", CANNOT
    if isinstance(error, PermissionError | FileNotFoundError) and error.filename:
        return f"không mở được {error.filename}", CANNOT
    return None
