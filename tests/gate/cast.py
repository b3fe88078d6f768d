"""Two branches, the level above and a group below: the records lie in the first branch, actors stand everywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.apps import apps
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.test import Client

from chibo.accounts.models import Grant, SavedFilter, User
from chibo.base import vault
from chibo.base.jobs import actors
from chibo.base.models import Job
from chibo.development.models import CaseTask, DoorCode, Goal, Mentorship, PlanItem
from chibo.development.queries.goals import ACTS
from chibo.documents.actions import keep_template, keep_workbook
from chibo.documents.models import NumberCounter, OfficeTemplate, Scan, StoredFile
from chibo.exchange.actions import upload_list
from chibo.register.models import FigureAmendment, Organisation, Person, Term, Transfer
from chibo.reports.queries.figure_names import faults_of
from chibo.reviews.models import Commendation
from tests.documents.office_files import FORM, REGIME, downloaded
from tests.factories import (
    FOUNDED,
    MONDAY,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    WorkplaceFactory,
    actor,
    member,
)
from tests.gate.holes import ABOUT, INSIDE, OWN_FORM
from tests.gate.rows import Rows
from tests.reports.test_own_forms import workbook
from tests.sample import lay_sample

HERE, BELOW = Grant.Reach.HERE, Grant.Reach.BELOW
PLACES: Final = ("own", "other", "above", "above, below too", "below")
SEES_ALL: Final = ("own", "above, below too")
OUTSIDE: Final = frozenset({"other", "above", "below"})
"""Who stands here sees nobody of the branch, whatever the role."""
WHEN: Final = ("over", "tomorrow")
SEES_THE_RECORDS: Final = frozenset(SEES_ALL)
NO_ROLE: Final = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody at the gate: a role in a place, no role at all, or nobody signed in.

    ``when`` tells that the role is over (its time has come, or it was handed on), or that it begins tomorrow.
    """

    role: str = NO_ROLE
    place: str = ""
    is_signed_in: bool = True
    when: str = ""

    @property
    def acts_as(self) -> str:
        """The role somebody has today."""
        return NO_ROLE if self.when else self.role

    @property
    def stands(self) -> str:
        """Where somebody stands by a role of today."""
        return "" if self.when else self.place

    def __str__(self) -> str:
        if not self.is_signed_in:
            return "not signed in"
        return f"{self.role} ({self.place}){self.when and f', {self.when}'}" if self.role else "no role"


EVERYBODY: Final = (
    Who(is_signed_in=False),
    Who(),
    *(Who(role, place) for role in Grant.Role.values for place in PLACES),
    *(Who(Grant.Role.SECRETARY, place, when=when) for place in SEES_ALL for when in WHEN),
)


@dataclass(slots=True)
class World:
    """The organisations, the rows of the first branch, and a client for everybody."""

    branch: Organisation
    rows: Rows
    names: frozenset[str]
    users: dict[Who, User] = field(default_factory=dict)
    clients: dict[Who, Client] = field(default_factory=dict)
    own_form: OfficeTemplate | None = None

    def client(self, who: Who) -> Client:
        """Whoever it is, signed in, and asked for the pass phrase a moment ago."""
        if who not in self.clients:
            self.clients[who] = Client()
            if who.is_signed_in:
                self.clients[who].force_login(self.users[who])
        if who.is_signed_in:
            session = self.clients[who].session
            if time.time() - session.get("fresh", 0) > 120:
                session["fresh"] = time.time()
                session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
                session.save()
        return self.clients[who]


def world() -> World:
    """Build everything; inside a transaction that the caller ends."""
    branch = lay_sample()
    above = OrganisationFactory.create(name="Đảng ủy Trên", scope_key="7000")
    _put_below(branch, above)
    other = OrganisationFactory.create(name="Chi bộ Khác", scope_key="7000900", parent=above)
    below = OrganisationFactory.create(name="Tổ Dưới", scope_key=branch.scope_key + "0001", parent=branch)
    names = frozenset(Person.objects.values_list("full_name", flat=True))
    for number, place in enumerate((above, other, below)):
        WorkplaceFactory.create(organisation=place)
        TermFactory.create(organisation=place)
        for name in ("Vàng", "Giàng"):
            member(place, f"{name} Mẫu Ngoài{number}")
    made = World(branch=branch, rows=_rows(branch), names=names, own_form=own_form(branch))
    places = {
        "own": (branch, HERE),
        "other": (other, BELOW),
        "above": (above, HERE),
        "above, below too": (above, BELOW),
        "below": (below, BELOW),
    }
    for number, who in enumerate(EVERYBODY):
        if who.is_signed_in:
            user = User(username=f"nguoi{number}", display_name=f"Vừ Mẫu Số{number}")
            user.set_unusable_password()
            user.save()
            made.users[who] = user
            if who.role:
                organisation, reach = places[who.place]
                Grant.objects.create(
                    user=user,
                    organisation=organisation,
                    role=who.role,
                    reach=reach,
                    starts_on=MONDAY + timedelta(days=1) if who.when == "tomorrow" else FOUNDED,
                    ends_on=MONDAY if who.when == "over" else None,
                )
    helper = made.rows.of(Mentorship).mentor
    User.objects.filter(person=helper).update(person=None)
    User.objects.filter(pk=made.users[HELPER].pk).update(person=helper)
    Job.objects.filter(pk=made.rows.of(Job).pk).update(actor_uid=str(made.users[OWNER].uid))
    for kind in {*ABOUT.values(), *INSIDE.values()} - {OWN_FORM}:
        made.rows.of(kind)
    return made


OWNER: Final = Who(Grant.Role.SECRETARY, "own")  # whose job it is that runs
HELPER: Final = Who(Grant.Role.MENTOR, "own")  # who helps in person


def _put_below(branch: Organisation, above: Organisation) -> None:
    """Hang the sample below the level above, keys and all."""
    for model in apps.get_models():
        if any(one.name == "scope_key" for one in model._meta.concrete_fields):
            rows = model._default_manager.exclude(scope_key="").exclude(pk=above.pk if model is Organisation else None)
            rows.update(scope_key=Concat(Value(above.scope_key), "scope_key", output_field=CharField()))
    Organisation.objects.filter(pk=branch.pk).update(parent=above)
    branch.refresh_from_db()


def _rows(branch: Organisation) -> Rows:
    some = actor()
    rows = Rows(branch, {})
    rows.special = {
        StoredFile: {"digest": lambda: vault.store(b"%PDF-1.4"), "media_type": "application/pdf"},
        SavedFilter: {"is_shared": True},
        Scan: {"file": lambda: rows.of(StoredFile), "seen_with": "view_cases", "kept_with": "record_steps"},
        Commendation: {"proposed_on": MONDAY},
        FigureAmendment: {"key": "ceremony.deadline", "known": dict, "value": 20, "confidence": "high"},
        Goal: {"count": 1, "by": MONDAY},
        CaseTask: {"given_on": lambda: rows.of(Mentorship).starts_on},  # what the helper may know
        PlanItem: {"act": next(iter(ACTS))},
        DoorCode: {"mentorship": lambda: rows.of(Mentorship)},
        NumberCounter: {"term_uid": lambda: rows.of(Term).uid},
        Job: {"title": "Bộ giấy", "actor": lambda: actors.plain(some)},
        Transfer: {  # somebody on the way here: a member nowhere
            "person": lambda: PersonFactory.create(organisation=branch),
            "sort": "permanent",
            "direction": "out",
            "other_organisation": branch,
        },
    }
    rows.put(
        keep_template(
            actor=some,
            on=MONDAY,
            organisation_uid=branch.uid,
            scope_key=branch.scope_key,
            regime=REGIME,
            template=FORM,
            name="mau.docx",
            content=downloaded(),
        )
    )
    listed = (Path("tests/exchange/lists") / "can-bo-2018.xlsx").read_bytes()
    rows.put(upload_list(actor=some, on=MONDAY, organisation=branch, name="can-bo.xlsx", content=listed))
    return rows


def own_form(branch: Organisation) -> OfficeTemplate:
    """A workbook of the office with one figure in it."""
    return keep_workbook(
        actor=actor(),
        on=MONDAY,
        organisation_uid=branch.uid,
        scope_key=branch.scope_key,
        template="Biểu 2A",
        name="bieu.xlsx",
        content=workbook({"dv": "B2"}),
        judge=faults_of,
    )
