"""The server killed while two people type the minutes and save votes (decision 49, issue 5).

Every answer that said "saved" is found again, and nothing is half-written: text and log agree to the letter, the totals
of a vote are those of one save, the chain of the log holds. On both engines; 20 times in the normal run, 200 in the
long one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import pytest

from chibo.meetings.values import print_of
from tests import killing

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

SERVER = "from tests.meetings.kill_server import serve; serve()"
ISSUED, TOKEN = 19, "k" * 32
SAVED = {HTTPStatus.OK, HTTPStatus.FOUND}


def text(number: int) -> str:
    """The n-th state of the text: it grows, as typing does."""
    return " ".join(f"câu {one}." for one in range(1, number + 1))


def totals(number: int) -> list[int]:
    """The totals of the n-th save of the vote; each is consistent in itself and unlike the one before."""
    return [ISSUED, ISSUED, ISSUED, number % ISSUED, ISSUED - number % ISSUED, 21]


@dataclass
class Written:
    """How many saves were sent, and how many of them the server had acknowledged."""

    sent: int = 0
    saved: int = 0
    wrong: list[str] = field(default_factory=list)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The answer to a saved form is a redirect; that it was saved is all we ask."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))


def post(told: dict[str, Any], path: str, fields: dict[str, object]) -> int:
    """Send one form as a browser does; give the status of the answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{told['port']}/hop/{told['meeting']}/{path}",
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Cookie": f"{told['cookie']}; {told['csrf']}={TOKEN}", "X-CSRFToken": TOKEN},
    )
    try:
        with OPENER.open(request, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def typing(told: dict[str, Any], written: Written) -> None:
    """Type on and on: the box saves itself."""
    box = f"discussion-{told['item']}"
    while True:
        number = written.sent + 1
        seen = print_of(text(written.sent))
        written.sent = number
        _note(written, post(told, "noi-dung/o/", {"box": box, box: text(number), f"seen-{box}": seen}))


def voting(told: dict[str, Any], written: Written) -> None:
    """Save the vote again and again."""
    while True:
        number = written.sent + 1
        names = ("issued", "collected", "valid", "approve", "against")
        written.sent = number
        counts = dict(zip(names, totals(number), strict=False))
        _note(written, post(told, f"bieu-quyet/{told['item']}/", {"method": "secret_ballot", **counts}))


def _note(written: Written, status: int) -> None:
    if status in SAVED:
        written.saved = written.sent
    else:
        written.wrong.append(f"the server answered {status}")
        raise ConnectionError


def until_killed(work: Callable[[dict[str, Any], Written], None], told: dict[str, Any], written: Written) -> None:
    """Work until the connection breaks."""
    try:
        work(told, written)
    except (OSError, HTTPException):
        return


def wait_for(texts: Written, votes: Written, more: int) -> None:
    """Let so many saves be acknowledged, however busy the machine is, before the moment comes."""
    wanted, patience = texts.saved + votes.saved + more, time.monotonic() + 60
    while texts.saved + votes.saved < wanted and time.monotonic() < patience and not (texts.wrong or votes.wrong):
        time.sleep(0.002)


@dataclass
class Installation:
    """One installation whose server is started and killed."""

    environment: dict[str, str]
    program: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        """Load the program; its servers are started by ``started``."""
        self.program = killing.shell(self.environment, SERVER)

    def started(self) -> dict[str, Any]:
        """Start a server; give what it found in the records."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write("start\n")
        self.program.stdin.flush()
        told: dict[str, Any] = json.loads(self.program.stdout.readline())
        return told

    def killed(self, times: int, seed: int) -> None:
        """Kill it at random moments, and look each time what it had kept."""
        chance = random.Random(seed)
        texts, votes = Written(), Written()
        for _ in range(times):
            told = self.started()
            self.agrees(told, texts, votes)
            workers = [
                threading.Thread(target=until_killed, args=(work, told, written))
                for work, written in ((typing, texts), (voting, votes))
            ]
            for worker in workers:
                worker.start()
            wait_for(texts, votes, chance.randrange(9))
            time.sleep(chance.uniform(0.0, 0.04))
            os.kill(told["process"], signal.SIGKILL)
            for worker in workers:
                worker.join()
            assert (texts.wrong, votes.wrong) == ([], [])
        told = self.started()
        os.kill(told["process"], signal.SIGKILL)
        self.agrees(told, texts, votes)
        assert min(texts.saved, votes.saved) > times / 5, "the server was given time to write"

    def agrees(self, told: dict[str, Any], texts: Written, votes: Written) -> None:
        """What lies there was sent, nothing acknowledged is missing, and the log says the same."""
        number = told["texts_logged"]
        assert texts.saved <= number <= texts.sent
        assert told["text"] == text(number), "the text is the one of the last line of the log"
        number = told["votes_logged"]
        assert votes.saved <= number <= votes.sent
        assert told["vote"] == (totals(number) if number else None)
        assert told["breaks"] == 0
        texts.sent, votes.sent = told["texts_logged"], told["votes_logged"]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """The sample cell, on the engine of this run."""
    with killing.installed(tmp_path) as environment:
        killing.command(environment, "manage", "collectstatic", "--noinput", "-v0")
        made = Installation(environment=environment)
        try:
            yield made
        finally:
            made.program.communicate()


@pytest.mark.django_db
def test_a_killed_server_keeps_every_acknowledged_word_and_vote(installation: Installation) -> None:
    installation.killed(times=20, seed=20)


@pytest.mark.long
@pytest.mark.django_db
def test_a_server_killed_at_200_moments_keeps_every_acknowledged_word_and_vote(installation: Installation) -> None:
    installation.killed(times=200, seed=200)
