"""The real program as a user starts it: a process of its own, an encrypted data folder, granian on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 180.0
SAID = "said.txt"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(kw_only=True)
class Program:
    """One installation in ``place``: its data, its key beside it, its own caches; nothing of the user's is touched."""

    place: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.place / "data"

    @property
    def environment(self) -> dict[str, str]:
        """What it sees of the world: none of the settings of this test run."""
        mine = ("CHIBO_", "DJANGO_", "COVERAGE_", "COV_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
        home = self.place / "home"
        home.mkdir(exist_ok=True)
        return kept | {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "share"),
            "CHIBO_KEY_FILE": str(self.place / "key"),
            "CHIBO_MOST_A_MINUTE": "0",  # a test clicks faster than a hand
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the ``chibo`` command to its end."""
        command = [sys.executable, "-m", "chibo", *words, "--data", str(self.data)]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def start(self) -> float:
        """Start it and wait for the sign-in page; give the seconds that took."""
        began = time.monotonic()
        words = ["start", "--sample", "--no-browser", "--port", str(self.port), "--data", str(self.data)]
        with (self.place / SAID).open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "chibo", *words],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                msg = f"the program did not start:\n{self.said()}"
                raise AssertionError(msg)
            time.sleep(0.05)
        return time.monotonic() - began

    def said(self) -> str:
        """Everything it printed."""
        return (self.place / SAID).read_text("utf-8")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/dang-nhap/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def it_is(self, day: str) -> None:
        """Move the sample's working day while the program runs."""
        done = self.run("sample", "--day", day)
        assert done.returncode == 0, done.stderr

    def stop(self) -> None:
        """Stop it as Ctrl-C does, and wait until it has left."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
