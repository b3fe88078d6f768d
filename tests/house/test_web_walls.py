"""Walls of the web, over every address of the resolver: tokens, frames, sniffing, and where a redirect may lead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

import chibo
from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry
from tests.accounts.people import PHRASE, enter, sample_cell
from tests.house.test_order import routes
from tests.house.test_strangers import filled

if TYPE_CHECKING:
    from chibo.accounts.models import User

ELSEWHERE = (
    "https://example.org/",
    "//example.org/",
    "\\\\example.org",
    "/\\example.org",
    "javascript:alert(1)",
    "http:example.org",
)


@pytest.fixture
def secretary(db: None) -> User:
    return enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)


def signed_in(user: User, *, checks: bool) -> Client:
    client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def acts() -> int:
    """How many acts the log knows, refusals left out."""
    return AuditEntry.objects.exclude(action__in=("accounts.refused_stranger", "accounts.refused_look")).count()


@pytest.mark.parametrize("token", [None, "x" * 64])
def test_every_post_without_its_token_is_refused_before_anything_happens(token: str | None, secretary: User) -> None:
    client = signed_in(secretary, checks=True)
    data = {} if token is None else {"csrfmiddlewaretoken": token}
    before = acts()
    taken = {route: status for route in routes() if (status := client.post(filled(route), data).status_code) != 403}
    assert taken == {}
    assert acts() == before, "only that it was refused stands in the log"


def test_no_answer_is_framed_or_guessed_at(secretary: User) -> None:
    client = signed_in(secretary, checks=False)
    wrong = []
    for route in routes():
        headers = client.get(filled(route)).headers
        walls = {
            headers.get("X-Frame-Options") == "DENY",
            "frame-ancestors 'none'" in headers.get("Content-Security-Policy", ""),
            headers.get("X-Content-Type-Options") == "nosniff",
            headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        }
        wrong += [route] if False in walls else []
    assert wrong == []


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_and_large_letters_lead_nowhere_else(elsewhere: str, secretary: User) -> None:
    client = Client()
    words = {"login": "an", "password": PHRASE, "next": elsewhere}
    for address, data in ((f"/dang-nhap/?next={elsewhere}", words), ("/chu-to/", {"ve": elsewhere})):
        assert client.post(address, data)["Location"] == "/"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_no_other_method_reaches_any_address(method: str, secretary: User) -> None:
    client = signed_in(secretary, checks=False)
    assert {client.generic(method, filled(route)).status_code for route in routes()} == {405}


def test_signing_out_has_the_browser_forget(secretary: User) -> None:
    client = signed_in(secretary, checks=False)
    answer = client.post("/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/nguoi/").status_code == 302


def test_what_is_typed_becomes_a_number_in_one_place() -> None:
    source = Path(chibo.__file__).parent
    told = re.compile(r"\bint\(.*\.is(?:decimal|digit|numeric)\(|\.is(?:decimal|digit|numeric)\(.*\bint\(")
    papers = source / "documents"  # a file of Word is no request; what it may hold is measured there
    found = [
        f"{path.relative_to(source)}:{number}"
        for path in source.rglob("*.py")
        if papers not in path.parents and path != source / "base" / "numbers.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if told.search(line)
    ]
    assert found == [], "chibo.base.numbers.whole_number reads it, and thousands of figures break nothing"
