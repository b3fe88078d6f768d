"""Nothing is said to run before it answers, and no key is taken away before it was read."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

from chibo.config import launch

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def heard(capsys: pytest.CaptureFixture[str], words: str) -> str:
    """What was said up to some words."""
    said, until = "", time.monotonic() + 60
    while words not in said and time.monotonic() < until:
        time.sleep(0.05)
        said += capsys.readouterr().out
    assert words in said
    return said


def test_a_server_that_takes_long_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launch, "PATIENCE", 0.2)
    (tmp_path / "server.key").write_text("key", encoding="ascii")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        greeting = threading.Thread(
            target=launch._greet,
            args=(port, ("https://a:1/", "https://b:1/"), tmp_path, False, "Đặt CHIBO_HOSTS"),
            daemon=True,
        )
        greeting.start()
        said = heard(capsys, "chưa trả lời")
        assert greeting.is_alive()
        assert (tmp_path / "server.key").exists()
        assert "đang chạy" not in said
        server.listen()
        greeting.join(60)
    said = capsys.readouterr().out
    assert "đang chạy tại https://a:1/" in said
    assert "Đặt CHIBO_HOSTS" in said
    assert not (tmp_path / "server.key").exists()
