"""Every address of the resolver with hostile segments, questions, cookies, kinds of content, methods and bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from chibo.accounts.models import Grant
from tests.hostile.strings import MARK, chosen, everything, zipped
from tests.hostile.test_crawl import sent, visitor
from tests.house.test_order import routes
from tests.house.test_strangers import filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.hostile.walking import Visitor

pytestmark = pytest.mark.django_db

SEED = 21112018
STRINGS = [string for string in everything() if len(string) < 4000]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "XQ7Z")
QUESTIONS = (
    "q",
    "ve",
    "next",
    "trang",
    "tu",
    "den",
    "ngay",
    "nam",
    "on",
    "day",
    "to_chuc",
    "nguoi",
    "loai",
    "page",
    "viec",
)
KINDS = {
    "application/json": b'{"a": [',
    "text/xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "multipart/form-data": b"no boundary",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="a\r\nX-Xq7z: 1"\r\n\r\n1\r\n--x',
    "multipart/form-data; boundary=" + "x" * 300: b"--x",
    "application/x-www-form-urlencoded; charset=utf-7": b"a=+ADw-script+AD4-",
    "application/x-www-form-urlencoded; charset=xq7z": b"a=%ff%fe",
    "application/x-www-form-urlencoded": b"&".join(b"f%d=1" % number for number in range(2000)),
    "application/zip": zipped({"a": b"\0" * 1_000_000}),
    "text/plain; charset=\xff": b"\xff\xfe",
}
HEADERS = {
    "HTTP_COOKIE": f'chibo_csrf={MARK}; chibo_phien=../../{MARK}; chibo_chu=<{MARK}>; a="; \x01',
    "HTTP_REFERER": f"javascript:{MARK}()",
    "HTTP_X_FORWARDED_HOST": f"{MARK}.example.org",
    "HTTP_X_FORWARDED_FOR": f"{MARK}\x00",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_ACCEPT_LANGUAGE": f"{MARK};q=" + "9" * 300,
    "HTTP_IF_MODIFIED_SINCE": "99999999999999",
    "HTTP_IF_NONE_MATCH": '"' + MARK * 500,
    "HTTP_RANGE": "bytes=0-,-1,9999999999999999999-",
    "HTTP_USER_AGENT": f"<script>{MARK}()</script>",
    "HTTP_HX_REQUEST": "true",
    "HTTP_HX_CURRENT_URL": f"//{MARK}.example.org",
    "HTTP_ORIGIN": "null",
}


def spoilt(route: str, take: Random) -> str:
    """An address of a route with a hostile string in one of its holes, or behind it."""
    plain = filled(route)
    segments = plain.strip("/").split("/")
    place = take.randrange(len(segments) + 1)
    hostile = quote(sent(take.choice(STRINGS)), safe=take.choice(["", "/", "%"]))
    return "/" + "/".join([*segments[:place], hostile, *segments[place + 1 :]]) + take.choice(["", "/"])


def attack(who: Visitor, route: str, take: Random, *, is_long: bool) -> None:
    plain = filled(route)
    if "dang-xuat" in plain:
        return
    tries = [trial for trial in trials(route, plain, take, is_long=is_long) if is_long or take.random() < 0.4]
    for what, method, address, raw in tries:
        who.tries(what, method, address, **raw)


def trials(route: str, plain: str, take: Random, *, is_long: bool) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """What is tried on one address: what it is called, the method, the address as asked, body and headers."""
    for _ in range(20 if is_long else 1):
        yield "segment", "GET", spoilt(route, take), {}
        question = "&".join(f"{name}={quote(sent(take.choice(STRINGS)), safe='')}" for name in QUESTIONS)
        yield "question", take.choice(("GET", "POST")), f"{plain}?{question[:6000]}", {}
    for method in METHODS if is_long else take.sample(METHODS, 2):
        yield method, method, plain, {}
    for kind in KINDS if is_long else take.sample(sorted(KINDS), 1):
        yield kind, "POST", plain, {"content_type": kind, "data": KINDS[kind]}
    for name in HEADERS if is_long else take.sample(sorted(HEADERS), 1):
        yield name, "GET", plain, {name: HEADERS[name]}


def test_every_address_withstands_what_no_browser_sends(request: pytest.FixtureRequest) -> None:
    who, take = visitor(Grant.Role.SECRETARY), chosen(SEED)
    is_long = bool(request.config.getoption("--long"))
    assert len(routes()) > 200
    for route in routes():
        attack(who, route, take, is_long=is_long)
    assert who.wrong == []


def test_a_body_that_is_too_large_is_refused() -> None:
    who = visitor(Grant.Role.SECRETARY)
    body = b"a=" + b"x" * (21 * 1024 * 1024)
    answer = who.asks("POST", "/chu-to/", content_type="application/x-www-form-urlencoded", data=body)
    assert answer.status_code == 400
