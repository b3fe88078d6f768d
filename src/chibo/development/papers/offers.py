"""Which forms can be made of a case on a day, part by part of the road: what is due first, nothing that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.development import facts
from chibo.development.models import Mentorship
from chibo.development.papers.due import due_of, may_be_typed, waits_for_ceremony
from chibo.development.papers.kinds import FORMS, PARTS, LetterKind, Part
from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.vocabulary import Confidence, PaperKind, StepKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.development.facts import Gathered
    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.due import DuePaper
    from chibo.development.papers.kinds import Form, FormKind
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation

_S, _P, _L = StepKind, PaperKind, LetterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One form that can be made; ``due`` where the road lacks it now, once for each member who writes one."""

    kind: FormKind
    form: Form
    authors: tuple[tuple[str, str], ...] = ()
    due: tuple[DuePaper, ...] = ()

    @property
    def is_unseen(self) -> bool:
        """Whether no source shows the form's fields."""
        return self.form.sure is Confidence.LOW

    @property
    def said(self) -> str:
        """Whether the road lacks it now."""
        return "Cần soạn" if self.due else "Khi cần"

    @property
    def dated_from(self) -> date | None:
        """The first day the paper may bear, where the law knows one."""
        return self.due[0].dated_from if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPart:
    """One part of the road with its forms; ``is_past``: what it is about has happened."""

    title: str
    offers: tuple[Offer, ...]
    is_past: bool


def offers(case: DevelopmentCase, on: date) -> tuple[OfferedPart, ...]:
    """List what can be made of a guarded case, in the order of the road."""
    gathered, rules = facts.gather([case])[0], rulebook_of(case.organisation, on)
    due = due_of(gathered, on, rules)
    done = {StepKind(step.kind) for step in gathered.steps}
    found: dict[Part, list[Offer]] = {part: [] for part in Part}
    for kind, form in FORMS.items():
        if _fits(kind, gathered, done, on, rules):
            found[form.part].append(
                Offer(
                    kind=kind,
                    form=form,
                    authors=tuple(_authors(kind, gathered)) if form.is_personal else (),
                    due=tuple(each for each in due if each.kind is kind),
                )
            )
    past = {Part.HELP, Part.DOSSIER, Part.ADMISSION, Part.CEREMONY} if _S.ADMITTED in done else set()
    return tuple(
        OfferedPart(title=PARTS[part], offers=tuple(rows), is_past=part in past and not any(row.due for row in rows))
        for part, rows in found.items()
        if rows
    )


def _authors(kind: FormKind, gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Name each member who writes one and the mentorship by which the paper is asked for."""
    before = kind is _P.MEMBER_INTRODUCTION
    period = Mentorship.Period.BEFORE_ADMISSION if before else Mentorship.Period.PROBATION
    for row in gathered.mentorships:
        if row.period == period and row.ends_on is None and (row.is_introducer or not before):
            yield row.mentor.full_name, str(row.uid)


def _fits(kind: FormKind, gathered: Gathered, done: set[StepKind], on: date, rules: Rulebook) -> bool:
    """Whether a form has a sense for this person, on this day, with these levels above."""
    form, place = FORMS[kind], gathered.facts.organisation
    if kind in _BY_LEVEL and not getattr(place, _BY_LEVEL[kind]):
        return False
    if kind in _BY_ROUTE:
        return introduction_route(gathered.facts) is _BY_ROUTE[kind]
    if kind in {_L.TYPED_APPLICATION, _L.TYPED_BACKGROUND}:
        return may_be_typed(rules, on)
    if kind in _WHEN:
        return _WHEN[kind](done)
    return form.part not in _AFTER_THE_CEREMONY or _S.ADMITTED in done


_AFTER_THE_CEREMONY: Final = {Part.PROBATION, Part.RECOGNITION, Part.MEMBER_FILE}
_BY_LEVEL: Final[dict[FormKind, str]] = {
    _P.SECTION_ADMISSION_APPRAISAL: "has_section_committee",
    _P.SECTION_RECOGNITION_APPRAISAL: "has_section_committee",
    _P.BASE_ADMISSION_RESOLUTION: "has_base_committee",
    _P.BASE_RECOGNITION_RESOLUTION: "has_base_committee",
}
_BY_ROUTE: Final[dict[FormKind, IntroductionRoute]] = {
    _P.YOUTH_UNION_RESOLUTION: IntroductionRoute.YOUTH_UNION,
    _P.TRADE_UNION_RESOLUTION: IntroductionRoute.TRADE_UNION,
}
_WHEN: Final[dict[FormKind, Callable[[set[StepKind]], bool]]] = {
    _L.INTRODUCTION_HELPED: lambda done: not done & {_S.CELL_PROPOSED_ADMISSION, _S.ADMITTED},
    _L.INTRODUCTION_PROPOSED: lambda done: (
        _S.CELL_PROPOSED_ADMISSION in done and not done & {_S.ADMISSION_DECIDED, _S.ADMITTED}
    ),
    _L.INTRODUCTION_DECIDED_INSIDE: waits_for_ceremony,
    _L.INTRODUCTION_DECIDED_OUTSIDE: waits_for_ceremony,
    _L.CEREMONY_PROGRAMME: lambda done: _S.ADMISSION_DECIDED in done,
    _L.LATE_CEREMONY_REQUEST: waits_for_ceremony,
    _L.LATE_RECOGNITION_EXPLANATION: lambda done: _S.ADMITTED in done,
    _L.DELETION_PROPOSAL: lambda done: _S.ADMITTED in done and _S.RECOGNITION_DECIDED not in done,
    _L.DELETION_DECISION: lambda done: _S.ADMITTED in done and _S.RECOGNITION_DECIDED not in done,
}


# --- the office's own rules on papers ---

RULES: Final = (
    ("local.typed_papers", "Đơn và lý lịch của người xin vào Đảng được đánh máy"),
    ("local.whole_text", "Văn bản phải viết trọn: giấy còn chỗ trống thì không soạn"),
)
"""The rules an office may set on papers, each with its name; off until it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRule:
    """One rule on papers as it stands on a day, with its ground where the office set it."""

    name: str
    is_on: bool
    ground: str


def paper_rules(organisation: Organisation, on: date) -> tuple[PaperRule, ...]:
    """Give the rules on papers of an organisation on a day."""
    book = rulebook_of(organisation, on)
    readings = [(name, book.find(key, on)) for key, name in RULES]
    return tuple(
        PaperRule(
            name=name,
            is_on=reading is not None and bool(reading.value),
            ground=reading.citation.text if reading is not None else "",
        )
        for name, reading in readings
    )
