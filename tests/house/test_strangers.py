"""Every address refuses a stranger, whatever it is asked."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.urls import Resolver404, resolve, reverse

from tests.house.test_order import routes

if TYPE_CHECKING:
    from django.test import Client

# What a stranger must be able to open: the way in, and pages without a word about anyone.
OPEN = {"dang-nhap/", "dang-xuat/", "tro-giup/", "chu-to/", "doc-ngay/", "ma/"}
CODES = "ma/"  # what lies behind a code of self-service asks for the code, not for an account
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "2018", "str": "x", "slug": "x", "path": "x"}
CLOSED = [route for route in routes() if route not in OPEN]


def filled(route: str) -> str:
    """Put something lawful into each hole of a route."""
    plain = re.sub(r"\(\?P<([a-z_]+)>([^)]*)\)", choice, route.removeprefix("^").removesuffix("$"))
    return "/" + re.sub(r"<(?:([a-z]+):)?[a-z_]+>", lambda hole: SAMPLES.get(hole[1] or "str", "x"), plain)


def choice(hole: re.Match[str]) -> str:
    """The first choice of a hole in a pattern, the first letter of a class, or an identity where it asks for one."""
    if "uid" in hole[1]:
        return SAMPLES["uuid"]
    letters = re.fullmatch(r"\[(.)[^\]]*\](?:\{(\d+)\}|\+)", hole[2])
    return letters[1] * int(letters[2] or 1) if letters else hole[2].split("|")[0]


@pytest.fixture
def inhabited(db):
    """An installation that somebody uses: the pages of the first run are closed too."""
    get_user_model().objects.create(username="bi-thu")


def test_every_sample_leads_to_its_view() -> None:
    assert CLOSED
    assert [route for route in CLOSED if not resolves(filled(route))] == []


def resolves(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@pytest.mark.usefixtures("inhabited")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", CLOSED)
def test_a_stranger_is_turned_away(client: Client, method: str, route: str) -> None:
    answer = getattr(client, method)(filled(route), follow=True)
    if answer.status_code == 200:
        asked = "development:door" if route.startswith(CODES) else "account_login"
        assert answer.request["PATH_INFO"] == reverse(asked)
    else:
        assert answer.status_code in {403, 404, 405}


@pytest.mark.usefixtures("inhabited")
@pytest.mark.parametrize("route", CLOSED)
def test_every_answer_carries_the_strict_headers(client: Client, route: str) -> None:
    headers = client.get(filled(route)).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
