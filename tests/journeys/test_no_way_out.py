"""A day with the real program, watched from its first line: it opens no address but its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from bench.crawl import crawled
from chibo.accounts.queries import SAMPLE_PHRASE
from tests import guard
from tests.journeys.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Watched(Program):
    """The program with the guard in front of everything it loads."""

    @property
    def environment(self) -> dict[str, str]:
        """What it sees of the world, and the guard."""
        return super().environment | guard.watched(self.place)

    @property
    def ways_out(self) -> str:
        """What led out, one a line."""
        told = self.place / "guard" / "way-out"
        return told.read_text(encoding="utf-8") if told.exists() else ""


@pytest.fixture
def watched(first: Program, tmp_path: Path) -> Iterator[Watched]:
    shutil.copytree(first.place, tmp_path, dirs_exist_ok=True)
    started = Watched(place=tmp_path)
    try:
        started.start()
        yield started
    finally:
        started.stop()


def read(opener: OpenerDirector, program: Program, path: str, data: dict[str, str] | None = None) -> str:
    sent = urlencode(data).encode() if data else None
    with opener.open(program.address + path, sent, timeout=60) as answer:
        return str(answer.read().decode())


def test_from_signing_in_to_every_screen_a_paper_and_a_backup_nothing_leads_out(watched: Watched) -> None:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    token = TOKEN.findall(read(opener, watched, "/dang-nhap/"))[0]
    words = {"login": "bi-thu", "password": SAMPLE_PHRASE, "csrfmiddlewaretoken": token}
    assert "Đăng xuất" in read(opener, watched, "/dang-nhap/", words)
    screens = [screen for screen, _ in crawled(lambda address: read(opener, watched, address))]
    assert len(screens) > 60
    assert watched.run("papers", "--person", "Xuân", "--out", str(watched.place / "giay")).returncode == 0
    assert watched.run("verify").returncode == 0
    assert watched.run("backup", str(watched.place / "x.age")).returncode == 0
    assert watched.ways_out == ""


def test_a_program_that_speaks_would_be_told(tmp_path: Path) -> None:
    watched = Watched(place=tmp_path)
    script = "import socket; socket.create_connection(('192.0.2.7', 80), 1)"
    done = subprocess.run([sys.executable, "-c", script], env=watched.environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert "192.0.2.7" in watched.ways_out
