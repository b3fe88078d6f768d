"""A stolen disk tells nothing: no text that anybody typed lies in plain outside the database of the engine (issue 9).

Markers go into every text field of every form that can be reached and every text column of every record, into uploads,
a list, papers, jobs that break, backups. Then every byte of the data folder, the temporary folder, the caches, the logs
and the backups is searched, while the program runs and after it. On PostgreSQL the database itself lies elsewhere
(decision 48): there the protected columns are searched as the server holds them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from subprocess import PIPE
from typing import TYPE_CHECKING

import pytest

from tests import killing
from tests.base.marker_work import FRONT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = re.compile(rb"qzxj\d{5}|" + FRONT.encode("utf-16-le"))
WORK = "from tests.base.marker_work import leave; leave()"


def told_in_plain(place: Path) -> Iterator[str]:
    for path in sorted(place.rglob("*")):
        if path.is_file():
            found = PLAIN.search(path.read_bytes())
            if found or FRONT in path.name:
                yield str(path.relative_to(place))


@pytest.mark.django_db
def test_no_marker_lies_in_plain_and_without_the_key_it_is_said_what_to_do(tmp_path: Path) -> None:
    left_and_searched(tmp_path, screens=40)


@pytest.mark.long
@pytest.mark.django_db
def test_no_marker_lies_in_plain_after_every_screen(tmp_path: Path) -> None:
    left_and_searched(tmp_path, screens=1000)


def left_and_searched(tmp_path: Path, *, screens: int) -> None:
    with killing.installed(tmp_path) as environment, (tmp_path / "said.log").open("wb") as log:
        killing.command(environment, "manage", "collectstatic", "--noinput", "-v0")
        environment["CHIBO_MARKED_SCREENS"] = str(screens)
        words = [sys.executable, "-m", "chibo", "manage", "shell", "--no-imports", "-c", WORK]
        with subprocess.Popen(words, env=environment, cwd=killing.ROOT, stdin=PIPE, stdout=PIPE, stderr=log) as program:
            line = program.stdout.readline() if program.stdout else b""
            assert line, (tmp_path / "said.log").read_text("utf-8")[-2000:]
            told = json.loads(line)
            assert told["count"] >= 1000
            assert told["columns"] == []
            assert list(told_in_plain(tmp_path)) == []
            program.communicate(b"end\n", timeout=300)
        killing.command(environment, "verify")
        assert list(told_in_plain(tmp_path)) == []
        assert PLAIN.search(b"so it would be found: qzxj00001kv")
        (tmp_path / "key").rename(tmp_path / "key-away")
        done = killing.run(environment, "verify")
        assert done.returncode == 3
        assert "khóa" in done.stderr
        assert "phiếu khôi phục" in done.stderr.lower()
