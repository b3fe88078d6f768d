"""A walk through the sample: no page shows a closed value, and none hands something out, without a line in the log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.urls import Resolver404, resolve

from chibo.base.fields import EncryptedTextField
from chibo.base.models import AuditEntry
from chibo.base.words.acts import Group, codes_of
from tests.desk.test_pages import sign_in
from tests.house.test_downloads import FOUND, NOBODYS
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

MARK = "DẤUKÍN"
TWICE = 2  # addresses of one kind that are looked at
LINK = re.compile(r"""(?:href|action)=["'](/[^"'#]*)["'#]""")
STARTS = ("/viec-can-lam/", "/nguoi/", "/phat-trien/", "/hop/", "/danh-gia/", "/bao-cao/", "/cai-dat/", "/danh-sach/")
LOOKS = frozenset(codes_of(Group.LOOK)) | frozenset(codes_of(Group.EXPORT))

ASKS_FIRST = frozenset({"differences"})
"""Hands out only what answers a list that is sent, and writes that; a look shows an empty form."""


def mark_closed_values() -> int:
    """Put a mark into every filled protected column that is plain text; how many columns."""
    marked = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                rows = [row for row in model._default_manager.all() if (getattr(row, field.name) or "")[:1] not in "{["]
                for row in rows:
                    model._default_manager.filter(pk=row.pk).update(**{field.name: f"{MARK} {field.name}"})
                marked += bool(rows)
    return marked


def address_name(path: str) -> str | None:
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return None
    return found.view_name or found.route


@pytest.mark.django_db
def test_what_a_page_shows_of_closed_values_or_hands_out_is_written(client: Client) -> None:
    lay_sample()
    assert mark_closed_values() > 1
    sign_in(client, "bi-thu")
    waiting, silent = list(STARTS), []
    seen: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = address_name(path)
        if name is None or seen.get(name, 0) >= TWICE:
            continue
        seen[name] = seen.get(name, 0) + 1
        before = AuditEntry.objects.filter(action__in=LOOKS).count()
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if answer.status_code == 200 and owes_a_line(name, answer.headers, body):
            uids = re.findall(r"[0-9a-f-]{36}", path)
            looked = AuditEntry.objects.filter(action__in=LOOKS)
            if looked.count() == before and not looked.filter(subject_uid__in=uids).exists():
                silent.append(path)
        if "text/html" in answer.headers.get("Content-Type", ""):
            waiting += LINK.findall(body.decode())
    assert silent == []
    assert len(seen) > 100, "the walk came nowhere"


def owes_a_line(name: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer gave something that the log must tell of."""
    shows = MARK.encode() in body
    only_asked = name in ASKS_FIRST and "Content-Disposition" not in headers
    return shows or (name in FOUND and name not in NOBODYS and not only_asked)
