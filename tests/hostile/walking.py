"""Walking the program as one account: every link, every form, and what an answer must never hold."""

from __future__ import annotations

import re
from collections import deque
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from bench.crawl import MENU
from tests.hostile.strings import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

SENDS_OUT = re.compile(r"^/dang-xuat/")  # would end the walk
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
_ACTIVE = {"iframe", "object", "embed", "base", "applet", "frame"}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form, with what the page put into it."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a page, sent by one of its buttons."""

    page: str
    action: str
    method: str
    fields: tuple[Field, ...]
    button: tuple[str, str] = ("", "")

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two forms one: the screen, the method, the button and the names of the fields."""
        names = sorted({field.name for field in self.fields})
        return (screen(self.action), self.method, *self.button, *names)

    def filled(self) -> dict[str, list[Any]]:
        """What a browser would send if nobody touched anything."""
        data: dict[str, list[Any]] = {}
        for each in self.fields:
            if each.kind not in {"file", "unticked"}:
                data.setdefault(each.name, []).append(each.value)
        if self.button[0]:
            data.setdefault(self.button[0], []).append(self.button[1])
        return data


@dataclass(slots=True)
class Visitor:
    """One account that walks, tries, and notes what went wrong; nothing it sends is kept."""

    user: Any
    wrong: list[str] = field(default_factory=list)
    asked: int = 0
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __post_init__(self) -> None:
        self.client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def asks(self, method: str, address: str, fields: Mapping[str, Any] | None = None, **raw: Any) -> HttpResponseBase:
        """Send one request, a form's ``fields`` or a ``raw`` body with headers, and take back whatever it changed."""
        self.asked += 1
        cookies = deepcopy(self.client.cookies)
        cache.clear()  # the limits of trying are tested elsewhere
        before = transaction.savepoint()  # not `atomic`: an act inside must be the outermost, as it is for a user
        try:
            if fields is None:
                answer: HttpResponseBase = self.client.generic(method, address, **raw)
            else:
                answer = self.client.get(address, fields) if method == "GET" else self.client.post(address, fields)
            body(answer)
        finally:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
        self.client.cookies = cookies
        return answer

    def tries(self, what: str, method: str, address: str, fields: Mapping[str, Any] | None = None, **raw: Any) -> None:
        """Send one request and note everything that must not be in its answer."""
        answer = self.asks(method, address, fields, **raw)
        for fault in faults_of(answer):
            self.wrong.append(f"{self.user.username} {method} {screen(address)} [{what}]: {fault}")

    def screens(self, first: tuple[str, ...] = MENU) -> Iterator[tuple[str, list[Form]]]:
        """Walk every screen that links lead to, once, with its forms."""
        waiting, seen = deque(first), set[str]()
        while waiting:
            address = waiting.popleft()
            named = screen(address)
            if named in seen or SENDS_OUT.search(address):
                continue
            seen.add(named)
            answer = self.asks("GET", address)
            for fault in faults_of(answer):
                self.wrong.append(f"{self.user.username} GET {address}: {fault}")
            tree = tree_of(answer)
            if tree is None:
                continue
            waiting.extend(links_of(tree, address))
            yield address, list(forms_of(tree, address))


def screen(address: str) -> str:
    """The route that answers an address: what differs by a name or an identity only is one screen."""
    try:
        return str(resolve(urlsplit(address).path).route)
    except Resolver404:
        return address.partition("?")[0]


def body(answer: HttpResponseBase) -> bytes:
    """All bytes of an answer, streamed ones too; kept, for a stream flows once."""
    if isinstance(answer, StreamingHttpResponse):
        if not hasattr(answer, "read_once"):
            answer.read_once = b"".join(cast("Iterator[bytes]", answer))  # type: ignore[attr-defined]
        return cast("bytes", answer.read_once)  # type: ignore[attr-defined]
    return cast("HttpResponse", answer).content


def tree_of(answer: HttpResponseBase) -> html.HtmlElement | None:
    """The page of an answer, as a browser reads it."""
    content = body(answer)
    if not content.strip() or not answer.get("Content-Type", "").startswith("text/html"):
        return None
    return html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def links_of(tree: html.HtmlElement, page: str) -> Iterator[str]:
    """Where the links of a page lead inside the program."""
    for link in tree.iter("a"):
        target = link.get("href", "")
        if target and not _OUTSIDE.match(target) and not target.startswith("#"):
            yield urljoin(page, target).partition("#")[0]


def forms_of(tree: html.HtmlElement, page: str) -> Iterator[Form]:
    """Every form of a page, once for each of its buttons."""
    for form in tree.iter("form"):
        fields = tuple(each for control in form.iter("input", "select", "textarea") for each in fields_of(control))
        buttons = {(b.get("name") or "", b.get("value") or "", b.get("formaction") or "") for b in form.iter("button")}
        for name, value, elsewhere in sorted(buttons or {("", "", "")}):
            action = urljoin(page, elsewhere or form.get("action") or page)
            if not SENDS_OUT.search(action):
                method = (form.get("method") or "get").upper()
                yield Form(page=page, action=action, method=method, fields=fields, button=(name, value))


def fields_of(control: html.HtmlElement) -> Iterator[Field]:
    name = control.get("name")
    if not name or control.get("disabled") is not None or name == "csrfmiddlewaretoken":
        return
    if control.tag == "select":
        choices = tuple(option.get("value", option.text or "") for option in control.iter("option"))
        picked = [option.get("value", "") for option in control.iter("option") if option.get("selected") is not None]
        yield Field(name=name, kind="select", value=(picked or [*choices, ""])[0], choices=choices)
    elif control.tag == "textarea":
        yield Field(name=name, kind="text", value=control.text or "")
    else:
        kind = control.get("type", "text")
        if kind in {"radio", "checkbox"} and control.get("checked") is None:
            kind = "unticked"
        yield Field(name=name, kind=kind, value=control.get("value", "on" if kind == "checkbox" else ""))


def uploaded(file: tuple[str, bytes]) -> SimpleUploadedFile:
    """A file as a form brings it; its name is not tidied up."""
    made = SimpleUploadedFile("x", file[1])
    made.__dict__["_name"] = file[0]
    return made


# --- what an answer must never hold ---


def faults_of(answer: HttpResponseBase) -> Iterator[str]:
    """Everything that must not be in an answer, whatever was sent."""
    if answer.status_code >= 500 and answer.status_code != 507:
        yield said_error(answer)
    for name, value in answer.items():
        if MARK in name.lower() or re.search(r"[\r\n\x00]", value):
            yield f"header {name!r}: {value[:80]!r}"
    yield from wrong_redirect(answer)
    if any(MARK in name for name in answer.cookies):
        yield "a cookie of the sender's"
    content = body(answer)
    if b"Traceback (most recent call last)" in content:
        yield "a traceback"
    if f"1337{MARK}".encode() in content:
        yield "a template was evaluated"
    tree = tree_of(answer)
    if tree is not None:
        yield from living_in(tree)


def said_error(answer: HttpResponseBase) -> str:
    """What broke, and where in our code."""
    kind, value, trace = getattr(answer, "exc_info", None) or (None, None, None)
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/chibo/" in code.co_filename:
            places.append(f"{code.co_filename.rpartition('/chibo/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    named = kind.__name__ if kind else ""
    return f"{answer.status_code} {named} {str(value)[:120]} at {' '.join(places[-2:])}"


def wrong_redirect(answer: HttpResponseBase) -> Iterator[str]:
    target = answer.get("Location", "")
    if target and (_OUTSIDE.match(target) or urlsplit(target).netloc):
        yield f"sends elsewhere: {target[:80]}"


def living_in(tree: html.HtmlElement) -> Iterator[str]:
    """What a browser would run or load because somebody typed it."""
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if (
            MARK in node.tag
            or node.tag in _ACTIVE
            or (node.tag == "script" and not node.get("src", "").startswith("/tinh/"))
        ):
            yield f"element <{node.tag[:30]}>"
        for name, value in node.attrib.items():
            if name.startswith("on") or MARK in name or name == "style":
                yield f"attribute {name[:30]} of <{node.tag}>"
            if name in _ADDRESSES and MARK in value and _OUTSIDE.match(value.strip()):
                yield f"{name} leads to {value[:60]!r}"
