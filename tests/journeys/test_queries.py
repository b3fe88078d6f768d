"""Every screen that links lead to asks at most twelve questions of the database, those of one session at most fifteen.

The bars are those of issue 2 and issue 5, "Speed".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.crawl import crawled
from chibo.accounts.models import User
from tests.sample import lay_sample

if TYPE_CHECKING:
    from django.test import Client

MOST, MOST_OF_A_SESSION = 12, 15
SESSION = re.compile(r"/hop/[0-9a-f-]{36}/")
ONE_MORE = re.compile(  # the census; who read; what was opened in need; who opened which scan
    r"/bao-cao/chat-luong/|/cam-ket/ban/|/cai-dat/$|/nguoi/[0-9a-f-]{36}/ai-da-xem/"
)
TAKEN = re.compile(r"/hop/[0-9a-f-]{36}/(in|chep)/")  # every time who took it is written down and sealed
MOST_OF_WHAT_IS_TAKEN = 23


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["bi-thu", "kiem-tra"])
def test_every_screen_asks_at_most_twelve_questions(client: Client, username: str) -> None:
    cache.clear()
    lay_sample()
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/hop/soan/")
    asked: dict[str, int] = {}

    def read(address: str) -> str:
        client.get(address)  # the first look also writes who looked, and gathers what is kept until somebody writes
        with CaptureQueriesContext(connection) as questions:
            answer = client.get(address)
        if answer.status_code == 200:
            asked[address] = len(questions)
        elif answer.status_code == 302:
            return f'<a href="{answer["Location"]}">'
        return answer.content.decode()

    screens = [screen for screen, _ in crawled(read)]
    assert len(screens) > 25, "the walk reached what this role may see"
    assert {address: count for address, count in asked.items() if count > most(address)} == {}


def most(address: str) -> int:
    """The bar of a screen."""
    if TAKEN.match(address):
        return MOST_OF_WHAT_IS_TAKEN
    return MOST_OF_A_SESSION if SESSION.match(address) else MOST + bool(ONE_MORE.match(address))
