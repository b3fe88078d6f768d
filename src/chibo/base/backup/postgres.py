"""PostgreSQL's part of a backup: pg_dump and pg_restore found on the machine, nothing of it in the open on the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING, Any

from chibo.base.backup.packing import PIECE
from chibo.base.backup.problem import BackupProblem
from chibo.base.seals import touching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.backup.packing import Packing

_PART = 4 * PIECE
_KEPT = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/libpq/bin", "/usr/local/opt/libpq/bin")
_KEPT_ON_WINDOWS = ("PostgreSQL/*/bin",)
_HOW = (
    "Cài bộ lệnh PostgreSQL cùng phiên bản với máy chủ hoặc mới hơn: Debian, Ubuntu: sudo apt install "
    "postgresql-client; Windows, macOS: bộ cài tại postgresql.org, chọn Command Line Tools. Rồi làm lại."
)
_HELP = {
    "max_locks_per_transaction": " Máy chủ hết chỗ ghi khóa. Tăng max_locks_per_transaction trong postgresql.conf "
    "(ví dụ lên 256), khởi động lại máy chủ rồi làm lại.",
    "No space left on device": " Ổ đĩa của máy chủ PostgreSQL đã đầy. Giải phóng chỗ trống rồi làm lại.",
}
_SILENT = "không nói lý do"
SCRATCH = "chibo_thu_"  # how the name of a database made for one trial begins
_HEAD = 1024  # bytes in which pg_restore makes its settings, before it names a table
# Everything of ours in the schema goes before a backup takes its place; in one transaction with what comes.
_EMPTIED = """
SET LOCAL client_min_messages = warning;
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
  EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE one.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, one.name);
END LOOP;
FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
  EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
END LOOP; END $$
"""


def tool(name: str) -> str:
    """Find a program of PostgreSQL, the newest there is; raises :class:`BackupProblem` telling what to install."""
    if sys.platform == "win32":
        root = Path(os.environ.get("PROGRAMFILES", r"C:\Program Files"))
        found = [path for kept in _KEPT_ON_WINDOWS for path in root.glob(f"{kept}/{name}.exe")]
    else:
        found = [path for kept in _KEPT for path in Path("/").glob(f"{kept.lstrip('/')}/{name}")]
    newest = max(found, key=_version, default=None)
    named = str(newest) if newest else shutil.which(name)
    if not named:
        raise BackupProblem(f"Máy này không có lệnh {name}. {_HOW}")
    return named


def _version(path: Path) -> int:
    numbers = [part for part in path.parts if part.isdigit()]
    return int(numbers[-1]) if numbers else 0


def params(connection: Any, name: str = "") -> dict[str, str]:
    """Give how a Django connection reaches its database, in the words of libpq."""
    held = connection.settings_dict
    said = {"dbname": name or held["NAME"], "user": held["USER"], "host": held["HOST"], "port": held["PORT"]}
    said |= {key: str(value) for key, value in held.get("OPTIONS", {}).items() if isinstance(value, str | int)}
    return {key: str(value) for key, value in {**said, "password": held["PASSWORD"]}.items() if value}


def _line(reach: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Give libpq's line and the environment: the pass word never stands among the arguments, which others can read."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - only where PostgreSQL is used

    public = {key: value for key, value in reach.items() if key != "password"}
    environment = {**os.environ, "PGPASSWORD": reach["password"]} if "password" in reach else dict(os.environ)
    return make_conninfo("", **public), environment


def packed(connection: Any, packing: Packing) -> Iterator[bytes]:
    """Give what pg_dump says, in parts of a few megabytes that never lie on the disk unsealed."""
    line, environment = _line(params(connection))
    command = [tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={line}"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as dumping:  # noqa: S603
        assert dumping.stdout is not None
        complaint = _Complaint(dumping)
        number = 0
        while content := dumping.stdout.read(_PART):
            number += 1
            yield from packing.content(f"database/{number:04}", content)
    if dumping.returncode:
        raise BackupProblem(f"pg_dump không làm được: {complaint.said()}")


class _Complaint:
    """What a program says on its error stream, read beside it so that it never waits."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self._held: list[bytes] = []
        self._stream = program.stderr
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._stream is not None
        with suppress(OSError, ValueError), self._stream:
            for line in self._stream:
                self._held = [*self._held[-4:], line]

    def said(self) -> str:
        """Give the last lines as one."""
        self._thread.join()
        return " ".join(b" ".join(self._held).decode(errors="replace").split()) or _SILENT


class Restoring:
    """pg_restore and psql, fed part by part; everything happens in one transaction or not at all.

    What pg_restore says goes through this process: psql hears the end of it, and commits, only where pg_restore came
    to its own end. One that is killed in the middle of a table would else leave half of it behind.
    """

    def __init__(self, reach: dict[str, str], *, schema: str, after: str = "") -> None:
        line, environment = _line(reach)
        reading = [tool("pg_restore"), "--no-owner", "--no-privileges", f"--schema={schema}", "--file=-"]
        writing = [tool("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        writing += ["--output", os.devnull, f"--dbname={line}", "--command", _EMPTIED, "--file=-"]
        writing += ["--command", after] if after else []
        pipe = subprocess.PIPE
        self._reading = subprocess.Popen(reading, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)  # noqa: S603
        self._writing = subprocess.Popen(writing, stdin=pipe, stderr=pipe, env=environment)  # noqa: S603
        assert self._reading.stdin is not None
        self._into: IO[bytes] = self._reading.stdin
        self._complaints = _Complaint(self._reading), _Complaint(self._writing)
        self._passing = threading.Thread(target=self._pass_on, name="chibo-restore", daemon=True)
        self._passing.start()

    def _pass_on(self) -> None:
        said, into = self._reading.stdout, self._writing.stdin
        assert said is not None
        assert into is not None
        with suppress(OSError), said:
            into.write(_for_any_server(said.read(_HEAD)))
            while piece := said.read(PIECE):
                into.write(piece)
        if self._reading.wait():
            self._writing.kill()
        with suppress(OSError):
            into.close()

    def take(self, pieces: Iterator[bytes]) -> None:
        """Take the next part; what a program that gave up does not take is told at the end."""
        with suppress(BrokenPipeError):
            for piece in pieces:
                self._into.write(piece)

    def end(self) -> None:
        """Wait until everything is in; raises :class:`BackupProblem`, and then nothing is."""
        with suppress(BrokenPipeError):
            self._into.close()
        self._passing.join()
        written, read = self._writing.wait(), self._reading.wait()
        reader, writer = (complaint.said() for complaint in self._complaints)
        if written and writer != _SILENT:  # the reader falls silent where the writer gave up
            raise BackupProblem(f"PostgreSQL không nhận bản sao lưu: {writer}{_what_helps(writer)}")
        if written or read:
            raise _unreadable(reader)

    def give_up(self) -> None:
        """End both programs: nothing was written."""
        for program in (self._writing, self._reading):
            program.kill()
            program.wait()
        self._passing.join()
        with suppress(OSError):
            self._into.close()
        for complaint in self._complaints:
            complaint.said()


def _for_any_server(head: bytes) -> bytes:
    """Leave out of what pg_restore says first the one setting that servers before version 17 do not know.

    Nought is what it is anyway. Newer programs than the server are what the manual asks for.
    """
    return head.replace(b"SET transaction_timeout = 0;\n", b"", 1)


def _unreadable(said: str) -> BackupProblem:
    if "unsupported version" in said:
        return BackupProblem(f"Bản sao lưu do bộ lệnh PostgreSQL mới hơn của máy này làm ra ({said}). {_HOW}")
    return BackupProblem(f"Cơ sở dữ liệu trong bản sao lưu đã hỏng: {said}")


def _what_helps(said: str) -> str:
    return next((how for mark, how in _HELP.items() if mark in said), "")


class Leafing:
    """pg_restore reading everything and keeping nothing: where no scratch database may be made."""

    def __init__(self) -> None:
        command = [tool("pg_restore"), f"--file={os.devnull}"]
        self._reading = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
        assert self._reading.stdin is not None
        self._into: IO[bytes] = self._reading.stdin
        self._complaint = _Complaint(self._reading)

    def take(self, pieces: Iterator[bytes]) -> None:
        """Take the next part."""
        with suppress(BrokenPipeError):
            for piece in pieces:
                self._into.write(piece)

    def end(self) -> None:
        """Wait for the verdict; raises :class:`BackupProblem`."""
        with suppress(BrokenPipeError):
            self._into.close()
        if self._reading.wait():
            raise _unreadable(self._complaint.said())

    def give_up(self) -> None:
        """End it."""
        self._reading.kill()
        self._reading.wait()
        with suppress(OSError):
            self._into.close()
        self._complaint.said()


@contextmanager
def scratch_database(connection: Any) -> Iterator[str | None]:
    """Make a database for a trial and drop it afterwards; nothing where this account may not make one."""
    import psycopg  # noqa: PLC0415

    name = f"{_scratch_front(connection)}{token_hex(4)}"
    with psycopg.connect("", autocommit=True, **params(connection)) as beside:  # type: ignore[arg-type]
        try:
            beside.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
        except psycopg.errors.InsufficientPrivilege:
            yield None
            return
        try:
            yield name
        finally:
            beside.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _scratch_front(connection: Any) -> str:
    """How the names of this installation's scratch databases begin; others there have databases of their own."""
    return f"{SCRATCH}{hashlib.sha256(str(connection.settings_dict['NAME']).encode()).hexdigest()[:8]}_"


def drop_left(connection: Any) -> None:
    """Drop the scratch databases of trials that were killed; one that somebody is in stays."""
    import psycopg  # noqa: PLC0415

    with suppress(psycopg.Error), psycopg.connect("", autocommit=True, **params(connection)) as beside:  # type: ignore[arg-type]
        asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in beside.execute(asked, [_scratch_front(connection)]).fetchall():
            with suppress(psycopg.Error):
                beside.execute(f'DROP DATABASE "{name}"'.encode())


def count(reach: dict[str, str]) -> dict[str, int]:
    """Give the rows of every table of a database."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect("", **reach) as beside:  # type: ignore[arg-type]
        named = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        tables = [str(name) for (name,) in beside.execute(named).fetchall()]
        counts = {}
        for name in tables:
            found = beside.execute(f'SELECT count(*) FROM "{name}"'.encode()).fetchone()  # noqa: S608 - a name of its own
            counts[name] = int(found[0]) if found else 0
        return counts


def is_empty(connection: Any) -> bool:
    """Whether nothing lies in the database yet; the notes of this connection are nobody's tables."""
    return not [name for name in connection.introspection.table_names() if name not in touching.NOTES]


def schema_of(connection: Any) -> str:
    """Give the schema that the tables lie in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
