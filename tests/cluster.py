"""A PostgreSQL of our own for one run of the tests: made in a temporary folder, reached by a socket, thrown away."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

ACCOUNT = "postgres"  # the program refuses to run as root


def start() -> str:
    """Start a cluster that ends with this process; give the address of its database."""
    binaries = _binaries()
    place = Path(tempfile.mkdtemp(prefix="chibo-pg-"))
    other = ACCOUNT if os.geteuid() == 0 else None
    if other:
        shutil.chown(place, ACCOUNT, ACCOUNT)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=place, user=other, group=other)

    run("initdb", "-D", str(place / "data"), "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-k {place} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=50"
    options += " -c max_locks_per_transaction=256"  # two restores at once lock every table and index of both
    run("pg_ctl", "-D", str(place / "data"), "-w", "-s", "-l", str(place / "log"), "-o", options, "start")

    def stop() -> None:
        run("pg_ctl", "-D", str(place / "data"), "-w", "-s", "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)

    atexit.register(stop)
    return f"postgres://{ACCOUNT}@/postgres?host={quote(str(place), safe='')}"


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    if found:
        return found[-1].parent
    if named:
        return Path(named).parent
    raise RuntimeError("PostgreSQL is not installed: sudo apt install postgresql")
