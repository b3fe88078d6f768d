"""A dossier file taken apart into the rows of the tables; what no table holds becomes sections, as people type them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.development.facts import ready
from chibo.development.models import DevelopmentCase, DossierSection, Mentorship, Paper, Step
from chibo.law.dossier import to_file
from chibo.law.vocabulary import StepKind
from tests.factories import (
    AdmissionFactory,
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    WorkplaceFactory,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.dossier import DossierFacts
    from chibo.register.models import Organisation, Person

SECTIONS = {
    "remarks": "remarks",
    "ticks": "ticks",
    "verification": "verification",
    "has_open_question": "open_question",
    "opinions": "opinions",
    "meetings": "meetings",
    "decisions": "decisions",
    "recognition": "recognition",
    "binding": "binding",
    "records": "records",
    "steps": "steps",
    "context": "context",
}
IN_PERSON = {"name", "uid", "birth", "id_number", "home_place", "ethnic_group", "schooling", "is_youth_union_member"}
IN_HELPER = {"starts_on", "ends_on", "recognised_on", "left_on", "is_introducer", "is_replacement", "uid"}
IN_PAPER = {"kind", "quotes", "signed", "present"}
ENTERED = date(2026, 1, 5)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Loader:
    """Puts one dossier into the database."""

    def __init__(self, dossier: DossierFacts) -> None:
        self.data: dict[str, Any] = to_file(dossier)
        self.people: dict[str, Person] = {}
        self.organisation = self.make_organisation()
        self.case = self.make_case()

    def load(self) -> DevelopmentCase:
        """Load everything; the case comes back as a page would read it."""
        for helper in self.data.get("helpers") or ():
            self.load_helper(helper)
        for paper in self.data.get("papers", ()):
            self.load_paper(paper)
        self.load_ceremony(self.data.get("ceremony"))
        for block, name in SECTIONS.items():
            if self.data.get(block) is not None:
                self.section(name, self.data[block])
        found: DevelopmentCase = ready(DevelopmentCase.objects.filter(pk=self.case.pk)).get()
        return found

    def section(self, name: str, content: object) -> None:
        if content not in ({}, []):
            text = json.dumps(content, ensure_ascii=False)
            DossierSection.objects.create(case=self.case, name=name, content=text, entered_on=ENTERED)

    def make_organisation(self) -> Organisation:
        told = dict(self.data.get("organisation", {}))
        section, base = told.pop("has_section_committee", False), told.pop("has_base_committee", False)
        code = f"kind_{section}_{base}".lower()
        kind = KindFactory.create(code=code, has_section_committee=section, has_base_committee=base)
        made = OrganisationFactory.create(name=told.pop("name", ""), kind=kind)
        WorkplaceFactory.create(
            organisation=made,
            has_youth_union=told.pop("has_youth_union", False),
            has_trade_union=told.pop("has_trade_union", True),
        )
        self.told_of_organisation = told
        return made

    def make_case(self) -> DevelopmentCase:
        told = self.data.get("person", {})
        person = PersonFactory.create(
            organisation=self.organisation,
            full_name=told.get("name", ""),
            birth=told.get("birth", ""),
            identity_number=told.get("id_number", ""),
            native_place=told.get("home_place", ""),
            ethnicity=told.get("ethnic_group", ""),
            schooling=told.get("schooling", ""),
            is_youth_union_member=told.get("is_youth_union_member", False),
        )
        self.people[person.full_name] = person
        case = DevelopmentCase.objects.create(
            person=person,
            organisation=self.organisation,
            scope_key=self.organisation.scope_key,
            opened_on=date(2010, 1, 4),
            special_track=told.get("special_track", False),
        )
        self.case = case
        self.section("person", {name: value for name, value in told.items() if name not in IN_PERSON})
        self.section("organisation", self.told_of_organisation)
        return case

    def load_helper(self, told: dict[str, Any]) -> None:
        if not told.get("starts_on"):
            self.more_of_helpers([told])
            return
        person = self.people.get(f"{told['name']} {told.get('left_on', '')}") or self.make_member(told)
        period = Mentorship.Period.PROBATION if told.get("for_probation") else Mentorship.Period.BEFORE_ADMISSION
        Mentorship.objects.create(
            case=self.case,
            mentor=person,
            period=period,
            starts_on=date.fromisoformat(told["starts_on"]),
            ends_on=day(told.get("ends_on")),
            is_introducer=told.get("is_introducer", True),
            is_replacement=told.get("is_replacement", False),
        )
        left = {name: value for name, value in told.items() if name not in IN_HELPER}
        if set(left) - {"name", "for_probation"}:
            self.more_of_helpers([left])

    def more_of_helpers(self, rows: Iterable[dict[str, Any]]) -> None:
        known = DossierSection.objects.filter(case=self.case, name="helpers").first()
        told = json.loads(known.content) if known else []
        if known:
            known.delete()
        self.section("helpers", [*told, *rows])

    def make_member(self, told: dict[str, Any]) -> Person:
        person = PersonFactory.create(organisation=self.organisation, full_name=told["name"])
        self.people[f"{person.full_name} {told.get('left_on', '')}"] = person  # a file may tell two things of one name
        self.people.setdefault(person.full_name, person)
        if told.get("recognised_on"):
            AdmissionFactory.create(person=person, recognised_on=day(told["recognised_on"]))
        if told.get("left_on"):
            MembershipFactory.create(person=person, ends_on=day(told["left_on"]))
        return person

    def load_paper(self, told: dict[str, Any]) -> None:
        dated = told.get("dated") or ""
        is_full = len(dated) == len("2018-05-21")
        author = self.people.get(told.get("author", ""))
        own = IN_PAPER | ({"dated"} if is_full else set()) | ({"author"} if author else set())
        details = {name: value for name, value in told.items() if name not in own}
        Paper.objects.create(
            case=self.case,
            kind=told["kind"],
            dated=day(dated) if is_full else None,
            author=author,
            is_present=told.get("present", True),
            is_signed=told.get("signed", True),
            quotes=told.get("quotes", {}),
            details=json.dumps(details, ensure_ascii=False) if details else "",
            withdrawn_on=ENTERED if told.get("replaced") else None,
        )

    def load_ceremony(self, told: dict[str, Any] | None) -> None:
        if told is None:
            return
        kinds = {StepKind.ADMITTED: "held_on", StepKind.ADMISSION_DECISION_RECEIVED: "decision_received_on"}
        for kind, name in kinds.items():
            if told.get(name):
                Step.objects.create(case=self.case, kind=kind, on=date.fromisoformat(told[name]))
        if told.get("joined_on_recorded"):
            AdmissionFactory.create(
                person=self.case.person,
                decided_on=day(told.get("tenure_from_recorded")),
                ceremony_on=day(told["joined_on_recorded"]),
                official_on=None,
                recognised_on=None,
            )


def load(dossier: DossierFacts) -> DevelopmentCase:
    """Put a dossier into the database; gives its case as a page reads it."""
    return Loader(dossier).load()
