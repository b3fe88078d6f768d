"""An installation of its own whose program is killed without warning, on the engine of this run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@contextmanager
def installed(place: Path) -> Iterator[dict[str, str]]:
    """Make the sample cell in ``place``; give the environment in which its commands run."""
    (place / "key").write_text("7c" * 32, encoding="ascii")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
    environment = kept | {
        "CHIBO_KEY_FILE": str(place / "key"),
        "CHIBO_DATA": str(place / "data"),
        "CHIBO_MOST_A_MINUTE": "0",  # tests ask faster than a hand
        "XDG_CACHE_HOME": str(place / "cache"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "TMPDIR": str(place / "tmp"),
    }
    (place / "tmp").mkdir(exist_ok=True)
    cluster = os.environ.get("CHIBO_DATABASE_URL")
    name = f"kill_{os.getpid()}_{random.randrange(10**6)}"
    if cluster:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        environment["CHIBO_DATABASE_URL"] = urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))
    try:
        command(environment, "sample")
        yield environment
    finally:
        if cluster:
            with psycopg.connect(cluster, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def run(environment: dict[str, str], *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the ``chibo`` command to its end, however it ends."""
    return subprocess.run(
        [sys.executable, "-m", "chibo", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        input=given,
    )


def command(environment: dict[str, str], *words: str) -> str:
    """Run the ``chibo`` command, which must succeed; give what it said."""
    done = run(environment, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shell(environment: dict[str, str], code: str) -> subprocess.Popen[str]:
    """Start the program on some lines of Python, its input and output in our hands."""
    words = [sys.executable, "-m", "chibo", "manage", "shell", "--no-imports", "-c", code]
    return subprocess.Popen(
        words, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
