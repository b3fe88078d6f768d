"""What ``test_markers`` runs inside ``chibo manage shell``: markers typed into everything that takes a text."""

from __future__ import annotations

import json
import os
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from bench.crawl import _NO_SCREEN, crawled
from chibo.accounts.models import User
from chibo.accounts.queries import system_actor
from chibo.base import backup, clock, jobs, vault
from chibo.base.fields import EncryptedTextField, KeyField
from chibo.base.models import LogSeal
from chibo.base.records import sealed_anew
from chibo.base.seals import layout
from chibo.register.models import Organisation
from chibo.reports.collection import ask_for_every_grid

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FRONT = "qzxj"
LEFT_COLUMNS = ("digest", "scope_key", "state", "law", "key_check")  # the program reads what it wrote there itself
LEFT_OUT = ("dang-xuat", "khoa", "sao-luu", "cum-mat-khau", "bao-mat", "tai-khoan", "mau/", "xoa-du-lieu")
SCREENS = int(os.environ.get("CHIBO_MARKED_SCREENS", "40"))
SHORTEST = 20  # a shorter column holds a code, not a text


class Marks:
    """Numbered markers, each used once."""

    count = 0

    def next(self) -> str:
        """Give the next one."""
        self.count += 1
        return f"{FRONT}{self.count:05d}kv"


MARKS = Marks()


class Forms(HTMLParser):
    """Every form of a page with a marker in each field that takes a text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in one element."""
        found = dict(attrs)
        if tag == "form" and (found.get("method") or "").lower() == "post":
            self.forms.append((found.get("action") or "", {}))
        name = found.get("name")
        if not name or not self.forms:
            return
        fields, kind = self.forms[-1][1], found.get("type") or "text"
        if tag == "textarea" or (tag == "input" and kind in {"text", "search"}):
            fields[name] = found.get("value") if found.get("inputmode") else MARKS.next()
        elif tag == "input" and kind == "file":
            fields[name] = SimpleUploadedFile("danh-sach.csv", list_of_people())
        elif (tag == "input" and kind in {"hidden", "date", "number"}) or tag == "button":
            fields[name] = found.get("value") or ("2018-05-21" if kind == "date" else "1")
        elif tag == "input" and kind in {"radio", "checkbox"}:
            fields.setdefault(name, found.get("value") or "on")


def list_of_people() -> bytes:
    """A list to import, its names markers."""
    lines = [f"{MARKS.next()} Mẫu {MARKS.next()};2/4/19{70 + number};{MARKS.next()}" for number in range(5)]
    return ("Họ tên;Ngày sinh;Quê quán\n" + "\n".join(lines)).encode()


def fill_rows() -> None:
    """Put a marker into every text column of every record."""
    for model in layout.sealed_models():
        if model is LogSeal:  # a seal of the log proves itself: it would rightly be found changed
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.TextField | models.CharField)
            and not isinstance(field, KeyField)
            and not (field.choices or field.unique or field.primary_key)
            and field.name not in {getattr(model, "KEPT_IN_VAULT", ""), *LEFT_COLUMNS}
            and (field.max_length or SHORTEST) >= SHORTEST
        ]
        for key in list(model._base_manager.values_list("pk", flat=True)):
            for name in names:
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=key).update(**{name: MARKS.next()})
                except (DatabaseError, ValueError, ValidationError):
                    continue  # a check of the table wants something else there


def type_in(client: Client) -> None:
    """Walk every screen, send each form once with markers, fetch the papers that it links to."""
    papers = set[str]()

    def read(address: str) -> str:
        html = client.get(address).content.decode(errors="replace")
        papers.update(link for link in html.split('"') if link.startswith("/") and _NO_SCREEN.search(link))
        found = Forms()
        found.feed(html)
        for action, fields in found.forms:
            to = action or address
            if not any(part in to for part in LEFT_OUT):
                client.post(to, {name: value for name, value in fields.items() if value is not None})
        return html

    for number, _ in enumerate(crawled(read)):
        if number >= SCREENS:
            break
    for address in sorted(papers)[:8]:
        b"".join(client.get(address))
    for address in (f"/tim/?q={MARKS.next()}", f"/nguoi/{MARKS.next()}/", f"/{MARKS.next()}"):
        client.get(address)


def break_down(task: jobs.Task) -> tuple[str, str]:
    """A job that breaks in the middle, with a marker in its error and in its file."""
    task.file.write(MARKS.next().encode() * 10_000)
    raise ZeroDivisionError(MARKS.next())


def leave() -> None:
    """Leave markers everywhere, say how many there are, and wait to be told to end."""
    settings.CHIBO_JOB_KINDS["thu"] = "tests.base.marker_work.break_down"
    cell, place = Organisation.objects.get(parent=None), Path(settings.DATA_DIR).parent
    actor, on = system_actor(at=clock.now()), clock.today()
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(User.objects.get(username="bi-thu"), backend=BACKEND)
    type_in(client)
    with transaction.atomic():
        fill_rows()
        sealed_anew(actor=actor, on=on, count=MARKS.count)
    for _ in range(20):
        vault.store((MARKS.next() * 3000).encode())
    ask_for_every_grid(actor=actor, on=on, unit=Organisation.objects.get(pk=cell.pk), day=on)
    jobs.ask(
        actor=actor,
        on=on,
        kind="thu",
        title=MARKS.next(),
        organisation_uid=cell.uid,
        scope_key="",
        given={"a": "b"},
        by=[],
    )
    jobs.run_waiting()
    (place / "backups").mkdir()
    backup.make(connection, Path(settings.DATA_DIR), place / "backups" / "a.age", at=clock.now())
    os.write(1, (json.dumps({"count": MARKS.count, "columns": in_protected_columns()}) + "\n").encode())
    sys.stdin.readline()


def in_protected_columns() -> list[str]:
    """Which protected columns hold a marker in plain, as the database itself has them."""
    wrong = []
    for model in layout.sealed_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                with connection.cursor() as cursor:
                    cursor.execute(f'SELECT "{field.column}" FROM "{model._meta.db_table}"')
                    if any(FRONT in str(value) for (value,) in cursor.fetchall()):
                        wrong.append(f"{model._meta.label}.{field.name}")
    return wrong
