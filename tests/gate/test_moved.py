"""Whoever changes cell takes along the member's file; what the former cell wrote in its own work stays with it.

A member holds one row of every kind in the cell that is left, each text of it marked; then comes a transfer, or the
cell goes into another. Every page is read by those who reach the new cell only. The normal run asks the pages about
somebody or something and the main lists, the long run every address.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client

from chibo.accounts.models import Grant, User
from chibo.base.models import Installation
from chibo.desk.moving import actions as moving
from chibo.development.models import DevelopmentCase, DossierSection, Paper, Step, TaskRemark
from chibo.exchange.archive.rows import Reach, rows_of
from chibo.exchange.archive.shape import PARTS
from chibo.law.vocabulary import DataRequestKind, PaperKind, StepKind
from chibo.meetings.models import Attendance, Concern, Meeting, Task
from chibo.register import actions as register
from chibo.register.actions import Decision
from chibo.register.models import DataRequest, Exemption, Organisation, Person, Transfer
from chibo.reports.queries.kept import forget
from chibo.reviews.models import Campaign, Commendation, Commitment, PartyBadge
from tests.factories import FOUNDED, MONDAY, OrganisationFactory, WorkplaceFactory, actor, member
from tests.gate.addresses import addresses
from tests.gate.holes import about, words
from tests.gate.rows import Rows
from tests.gate.test_names import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.gate.rows import Row

pytestmark = pytest.mark.django_db
HELD_ON: Final = date(2018, 3, 5)
LEFT_ON: Final = date(2018, 5, 2)
MARK: Final = re.compile(r"Vết\.([a-z]+\.[a-z_]+)\.")
LISTS: Final = frozenset({"viec-can-lam/", "nguoi/", "phat-trien/", "hop/", "danh-gia/", "du-lieu/", "to-chuc/"})
GOES_ALONG: Final = frozenset(
    {
        "certificate.issued_by",
        "certificate.name",
        "certificate.number",
        "commendation.merit",
        "employment.position",
        "partybadge.given_at",
        "partybadge.number",
        "workplace.name",
    }
)
"""What the member's file tells wherever the member is: the post held now, certificates, what was decided in honour."""
CARRIED: Final = frozenset({"exemption.decision"})
"""What goes on in the other cell where a merger carries it."""
OF_THE_REGISTER: Final = frozenset(
    {
        "register.datarequest",
        "register.employment",
        "register.erasure",
        "register.exemption",
        "register.groupplace",
        "register.officeholding",
        "register.restriction",
        "register.transfer",
    }
)
KINDS: Final[tuple[type[Row], ...]] = tuple(
    model
    for part in PARTS
    if part.record.startswith(("meetings.", "development.", "reviews.")) or part.record in OF_THE_REGISTER
    if (model := apps.get_model(part.record)) is not DossierSection  # its words are JSON of a form of its own
)
PATHS: Final = {apps.get_model(part.record): part for part in PARTS}


class MarkedRows(Rows):
    """Rows of one organisation, each made anew, every text of which says where it stands."""

    def of(self, model: type[Row]) -> Any:
        if model not in self._held:
            self._held[model] = self._made(model)
        return self._held[model]

    @staticmethod
    def _has_default(field: models.Field[Any, Any]) -> bool:
        is_whose = isinstance(field, models.ForeignKey) and field.remote_field.model is Person
        return not (is_told(field) or is_whose) and Rows._has_default(field)

    def _value(self, field: models.Field[Any, Any]) -> Any:
        if is_told(field):
            return f"Vết.{field.model._meta.model_name}.{field.name}."
        return HELD_ON if isinstance(field, models.DateField) else super()._value(field)


def is_told(field: models.Field[Any, Any]) -> bool:
    """Whether a field holds free words."""
    is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return is_text and (field.max_length or 200) >= 60 and field.name not in {"scope_key", "kind", "details"}


@dataclass(frozen=True)
class Moved:
    """The cell that was left, the cell come to, the level above both; who changed, and the rows left behind."""

    left: Organisation
    new: Organisation
    above: Organisation
    mover: Person
    rows: MarkedRows


def moved(move: Callable[[Organisation, Organisation, Person], None]) -> Moved:
    """Two cells under one level; the mover has a row of every kind in the one and now belongs to the other."""
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=FOUNDED)
    above = OrganisationFactory.create(name="Đảng ủy Trên", scope_key="7000")
    left = OrganisationFactory.create(name="Chi bộ Cũ", scope_key="7000001", parent=above)
    new = OrganisationFactory.create(name="Chi bộ Mới", scope_key="7000002", parent=above)
    for one in (left, new):
        WorkplaceFactory.create(organisation=one)
        member(one, "Vàng Mẫu Khác")
    mover = member(left, "Giàng Mẫu Chuyển")
    rows = MarkedRows(left, SPECIAL)
    rows.special = {**SPECIAL, TaskRemark: {"session_task": lambda: rows.of(Task)}}
    rows.put(mover)
    for kind in KINDS:
        rows.of(kind)
    move(left, new, mover)
    mover.refresh_from_db()
    cache.clear()
    forget()
    return Moved(left, new, above, mover, rows)


SPECIAL: Final[dict[type[Row], dict[str, Any]]] = {
    Campaign: {"evaluated_on": HELD_ON},
    Commendation: {"proposed_on": HELD_ON, "decided_on": HELD_ON},
    Commitment: {"checked_on": HELD_ON, "handed_on": HELD_ON},
    Concern: {"answered_on": HELD_ON},
    DataRequest: {"done_on": HELD_ON},
    DevelopmentCase: {"closed_on": LEFT_ON},
    Meeting: {"on": HELD_ON, "state": Meeting.State.ADOPTED},
    Paper: {"kind": PaperKind.APPLICATION.value},
    PartyBadge: {"decided_on": HELD_ON},
    Step: {"kind": StepKind.SOURCE_ADDED.value},
}


def by_transfer(left: Organisation, new: Organisation, mover: Person) -> None:
    """Leave with the papers of a transfer, and come with them."""
    told: dict[str, Any] = {"actor": actor(), "on": MONDAY, "other_place": "Đảng bộ tỉnh", "starts_on": LEFT_ON}
    moving.send_off(person=mover, sort="permanent", **told)
    mover.refresh_from_db()
    moving.take_in(person=mover, organisation=new, **told)


def by_merger(left: Organisation, new: Organisation, mover: Person) -> None:
    """The cell goes into the other one."""
    del mover
    decision = Decision(number="12-QĐ/ĐU", decided_on=HELD_ON, decided_by="Đảng ủy Mẫu", reason="sắp xếp")
    register.merge_organisations(actor=actor(), on=MONDAY, units=[left], into=new, day=LEFT_ON, decision=decision)


MOVES: Final = pytest.mark.parametrize("move", [by_transfer, by_merger])


@MOVES
@pytest.mark.parametrize("role", [Grant.Role.SECRETARY, Grant.Role.AUDITOR])
def test_the_new_cell_reads_nothing_that_the_former_one_noted(
    move: Callable[[Organisation, Organisation, Person], None], role: str, request: pytest.FixtureRequest
) -> None:
    house = moved(move)
    along = GOES_ALONG | gone_along(house) | (CARRIED if move is by_merger else set())
    going_on = Exemption.objects.filter(organisation=house.new, ends_on=None, starts_on=LEFT_ON)
    assert going_on.exists() is (move is by_merger), "what is in force goes on in the cell that a merger makes"
    client = signed_in(house.new, role)
    faults = [
        f"{path}: {found}"
        for path in asked(house, every=request.config.getoption("--long"))
        if (found := sorted(marks(client, path) - along))
    ]
    assert faults == []


@MOVES
def test_oneself_and_the_level_above_read_what_the_former_cell_noted(
    move: Callable[[Organisation, Organisation, Person], None],
) -> None:
    house = moved(move)
    start = f"/nguoi/{house.mover.uid}/"
    for client in (signed_in(house.above, Grant.Role.SECRETARY), signed_in(house.new, Grant.Role.MENTOR, house.mover)):
        assert {"attendance.reason", "task.text"} <= marks(client, f"{start}hop/")
        assert {"commitmentround.name", "campaign.name", "classplace.reason"} <= marks(client, f"{start}danh-gia/")
        assert "transfer.reason" in marks(client, f"{start}chuyen/")


@MOVES
def test_the_copy_on_a_signed_paper_holds_what_the_cell_that_hands_it_over_keeps(
    move: Callable[[Organisation, Organisation, Person], None],
) -> None:
    house = moved(move)
    register.receive_request(
        actor=actor(), on=MONDAY, person=house.mover, kind=DataRequestKind.ACCESS, received_on=MONDAY, signed_at="Tủ 1"
    )
    path = f"/nguoi/{house.mover.uid}/du-lieu/tai/"
    notes = {"attendance.reason", "classplace.reason", "subject.reason"}
    handed = signed_in(house.new, Grant.Role.SECRETARY).post(path)
    own = signed_in(house.new, Grant.Role.MENTOR, house.mover).post(path)
    assert handed.status_code == 200
    assert not notes & set(MARK.findall(read(handed)))
    assert notes <= set(MARK.findall(read(own)))


def test_the_archive_of_the_new_cell_leaves_what_the_former_one_noted() -> None:
    house = moved(by_transfer)
    for kind in (Attendance, Exemption, Transfer, Task):
        left_behind = house.rows.of(kind)
        archived = rows_of(PATHS[kind], Reach(organisation=house.new, actor=actor(), on=MONDAY))
        assert left_behind not in archived


def gone_along(house: Moved) -> set[str]:
    """The texts of rows that the move itself brought into the new cell."""
    found = set()
    for kind in KINDS:
        rows = kind._default_manager.filter(pk=house.rows.of(kind).pk)
        keys = {key for path in PATHS[kind].paths for key in rows.values_list(path, flat=True)}
        if house.new.scope_key in keys:
            found |= {f"{kind._meta.model_name}.{field.name}" for field in kind._meta.concrete_fields}
    return found


def signed_in(organisation: Organisation, role: str, person: Person | None = None) -> Client:
    """Somebody with one role over an organisation and what is below, asked for the pass phrase a moment ago."""
    user = User(username=f"nguoi-{role}-{organisation.pk}", display_name="Vừ Mẫu Tôi", person=person)
    user.set_unusable_password()
    user.save()
    Grant.objects.create(user=user, organisation=organisation, role=role, reach=Grant.Reach.BELOW, starts_on=FOUNDED)
    client = Client()
    client.force_login(user)
    session = client.session
    session["fresh"] = time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def asked(house: Moved, *, every: bool) -> Iterator[str]:
    """Each page about the mover, each about a row that was left behind, and the lists."""
    for address in addresses():
        kind = about(address)
        if kind in house.rows._held and address.holes == ("uid",):
            yield address.filled({"uid": str(house.rows.of(kind).uid)})
        elif not address.holes and address.name != "account_logout" and (every or address.route in LISTS):
            yield address.filled(words(address))


def marks(client: Client, path: str) -> set[str]:
    """The texts that a page tells, by the record and field they were written into."""
    return set(MARK.findall(read(client.get(path))))
