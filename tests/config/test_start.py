"""What ``start.py`` writes for the next start works in a folder whose name has Vietnamese letters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import start
from chibo.base import keys
from chibo.config import prepare

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("is_windows", [True, False])
def test_the_command_and_the_path_name_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_windows: bool
) -> None:
    house = tmp_path / "Nguyễn Văn Mẫu" / "chibo"
    venv = house / ".venv"
    packages = venv / ("Lib/site-packages" if is_windows else "lib/python3.11/site-packages")
    for folder in (packages, venv / "Scripts", venv / "bin"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(start, "HOUSE", house)
    monkeypatch.setattr(start, "VENV", venv)
    monkeypatch.setattr(start, "ON_WINDOWS", is_windows)
    start.write_house(packages)
    line = (packages / "chibo-house.pth").read_bytes().decode("ascii").strip()
    assert os.path.normpath(packages / line) == str(house / "src")
    if is_windows:
        assert (venv / "Scripts" / "chibo.cmd").read_bytes() == b'@"%~dp0python.exe" -X utf8 -m chibo %*\r\n'
    else:
        assert (venv / "bin" / "chibo").read_text(encoding="utf-8").endswith('-m chibo "$@"\n')


@pytest.mark.parametrize("given", [io.StringIO(""), None])
def test_a_run_by_the_clock_says_that_nobody_types_the_pass_phrase(
    monkeypatch: pytest.MonkeyPatch, given: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "stdin", given)
    with pytest.raises(keys.KeyProblem, match="không có ai gõ"):
        prepare.ask_pass_phrase()


WORKER = """
import multiprocessing, time
from chibo.config import launch

def work():
    launch._end_with_parent()
    print("works", flush=True)
    time.sleep(120)

if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=work).start()
    time.sleep(120)
"""


def test_a_worker_ends_with_the_start_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    script.write_text(WORKER, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == b"works"
        parent.kill()
        before = time.monotonic()
        assert parent.communicate(timeout=60)[0] == b"", "the worker held the other end of the line"
        assert time.monotonic() - before < 30
