"""Browsers and systems in words a person recognises."""

from __future__ import annotations

import pytest

from chibo.base.words.machines import browser_said

_MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            f"{_MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
            "Chrome trên Windows",
        ),
        (f"{_MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge trên Windows"),
        (f"{_MOZILLA} (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox trên Linux"),
        (f"{_MOZILLA} (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome trên Android"),
        (f"{_MOZILLA} (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari trên iPhone"),
        ("Máy số 1", "Máy số 1"),
        ("", ""),
    ],
)
def test_a_browser_is_said_in_words(agent: str, said: str) -> None:
    assert browser_said(agent) == said
