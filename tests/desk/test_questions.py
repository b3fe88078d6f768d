"""How many questions a page asks of the database: bounded with nothing kept in memory, and the same with more rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.development import actions
from chibo.development.models import DevelopmentCase
from chibo.register.actions import correct_person
from chibo.register.models import Employment, Person, Workplace
from chibo.reports.queries.kept import forget
from tests.factories import MONDAY, PersonFactory, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

MOST = 12
FIRST_VIEW = {"/viec-can-lam/": 42, "/viec-can-lam/in/": 46, "/nguoi/{person}/": 18, "/bao-cao/nhanh/": 17}
FIRST_VIEW |= {"/bao-cao/bang-loi/": 41, "/bao-cao/hinh/": 18, "/nguoi/{person}/danh-gia/": 16, "/cai-dat/": 13}
"""The pages of ADR 0013: what the first view after a write may ask. Every other page has the bar of twelve."""
LATER = {"/cai-dat/": 13}
"""What a later view may ask, where it is more than twelve."""

PAGES = (
    *FIRST_VIEW,
    "/nguoi/",
    "/nguoi/{person}/giay-to/",
    "/nguoi/{person}/hop/",
    "/bao-cao/du-bao/",
    "/hop/",
    "/phat-trien/",
    "/phat-trien/bang/",
    "/phat-trien/{case}/",
    "/ho-so/{case}/ket-nap/",
    "/danh-gia/",
    "/danh-gia/cac-nam/",
    "/danh-gia/danh-hieu/",
    "/danh-gia/huy-hieu/",
    "/danh-gia/khen-thuong/",
    "/cai-dat/",
)


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    cache.clear()
    client.force_login(
        User.objects.get(username="bi-thu"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.post("/hop/soan/")
    return client


def address(page: str) -> str:
    case = DevelopmentCase.objects.select_related("person").get(person__full_name="Lò Mẫu Xuân")
    return page.format(case=case.uid, person=case.person.uid)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(questions)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_few_questions_with_nothing_kept(secretary: Client, page: str) -> None:
    path = address(page)
    secretary.get(path)  # the first look of a day at a dossier also writes its line in the log
    forget()
    assert asked(secretary, path) <= FIRST_VIEW.get(page, MOST)
    assert asked(secretary, path) <= LATER.get(page, MOST)


@pytest.mark.parametrize("page", PAGES)
def test_more_people_on_the_road_cost_no_more_questions(secretary: Client, sample: Organisation, page: str) -> None:
    path = address(page)
    forget()
    before = asked(secretary, path)
    place = Workplace.objects.filter(organisation=sample).earliest("pk")
    for _ in range(3):
        person = PersonFactory.create(organisation=sample)
        Employment.objects.create(person=person, workplace=place, starts_on=date(2016, 1, 4))
        actions.open_case(actor=actor(), on=MONDAY, person=person, organisation=sample, source_on=date(2018, 5, 4))
    forget()
    assert asked(secretary, path) <= before


def test_what_was_kept_stays_kept_when_somebody_only_looks(secretary: Client) -> None:
    path = address("/nguoi/{person}/")
    asked(secretary, path)
    kept = asked(secretary, path)
    before = AuditEntry.objects.count()
    secretary.get("/viec-can-lam/in/")
    assert AuditEntry.objects.count() > before, "taking the sheet is told"
    assert asked(secretary, path) == kept


def test_what_was_kept_is_made_anew_after_any_act(secretary: Client) -> None:
    path = address("/nguoi/{person}/")
    asked(secretary, path)
    kept = asked(secretary, path)
    person = Person.objects.get(full_name="Lò Mẫu Xuân")
    changes = {"birth": "1990-01-05"}
    correct_person(actor=actor(), on=MONDAY, person=person, changes=changes, proof="bản gốc", decided_by="Bí thư")
    assert asked(secretary, path) > kept
