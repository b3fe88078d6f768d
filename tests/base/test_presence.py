"""One start serves a data folder; a second one is told where, and a killed one leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from chibo.base import presence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = """
import sys
import threading
from pathlib import Path
from chibo.base import presence
presence.serve(Path(sys.argv[1]))
presence.served_at(sys.argv[2])
print("serving", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _nobody_serves() -> Iterator[None]:
    presence.serve_no_more()
    yield
    presence.serve_no_more()


@pytest.mark.parametrize("address", ["http://127.0.0.1:8321/", ""])
def test_a_second_start_is_told_where_and_a_killed_first_one_leaves_the_place_free(
    tmp_path: Path, address: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, str(tmp_path), address], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == b"serving"
        with pytest.raises(presence.AlreadyServed) as told:
            presence.serve(tmp_path)
        first.kill()
        first.wait()
    assert told.value.address == address
    assert "chibo đang chạy trên dữ liệu này rồi" in str(told.value)
    assert (address or "đang chuẩn bị") in str(told.value)
    presence.serve(tmp_path)
    presence.served_at("http://127.0.0.1:8322/")
    assert (tmp_path / presence.SERVING).read_text() == "http://127.0.0.1:8322/"


def test_who_ends_gives_the_place_back(tmp_path: Path) -> None:
    presence.serve(tmp_path)
    presence.serve_no_more()
    presence.serve(tmp_path)


def test_what_one_at_a_time_may_do_waits_for_the_other(tmp_path: Path) -> None:
    done: list[str] = []

    def second() -> None:
        with presence.one_at_a_time(tmp_path / "lock"):
            done.append("second")

    with presence.one_at_a_time(tmp_path / "lock"):
        other = threading.Thread(target=second)
        other.start()
        other.join(0.2)
        done.append("first")
    other.join(10)
    assert done == ["first", "second"]
