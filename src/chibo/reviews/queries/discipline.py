"""Kỷ luật: what stands, until when one may complain, and what follows for rights, rating and help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.base.words.findings import REVIEW_GRADES
from chibo.development.models import Mentorship
from chibo.law.discipline import rating_effect
from chibo.law.timeline import LawGap
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import Admission, Membership
from chibo.register.queries import below, home
from chibo.reviews.models import Discipline

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person


def standing_of(person: Person, on: date) -> str:
    """Whether a member was ``probationary`` or ``official`` on a day. One query, two where no day is known."""
    last = Admission.objects.filter(person=person, ceremony_on__lte=on).order_by("-ceremony_on").first()
    if last is None:
        return "official"  # who was there when the book was opened
    since = last.recognised_on or last.official_on
    if since is None:
        is_told = Membership.objects.filter(person=person, was_official=True, starts_on__lte=on).exists()
        return "official" if is_told else "probationary"
    return "official" if since <= on else "probationary"


def in_force(on: date) -> Q:
    """The filter for disciplines that count on a day: begun, not struck out, not lapsed as far as that is known."""
    begun = Q(effective_on__lte=on) & (Q(annulled_on=None) | Q(annulled_on__gt=on))
    return begun & (Q(lapses_on=None) | Q(lapses_on__gt=on))


def disciplines(actor: Actor, organisation: Organisation) -> QuerySet[Discipline]:
    """Every discipline of a unit and under it that the actor may read, the latest first. The caller notes the reading.

    Who may read a closed record is a right, so this goes by the tree of today.
    """
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    found = Discipline.objects.filter(below(organisation), reach).select_related("person", "organisation")
    return found.order_by("-effective_on", "-pk")


def discipline_for(actor: Actor, uid: UUID | str) -> Discipline:
    """Return a discipline whose sensitive blocks the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    found = Discipline.objects.filter(reach, uid=uid).select_related("person", "organisation__kind").first()
    if found is None:
        raise NotYoursError
    return found


def of_year(year: int) -> QuerySet[Discipline]:
    """The disciplines that took effect in a year, struck out ones left out: what the year's level knows of.

    A reader who may not see disciplines must not be shown them by name.
    """
    during = Q(effective_on__gte=date(year, 1, 1), effective_on__lte=date(year, 12, 31))
    return Discipline.objects.filter(during, annulled_on=None).order_by("effective_on", "pk")


def helpers_to_replace(organisation: Organisation, on: date) -> QuerySet[Mentorship]:
    """Open help by members with a discipline that counts: the cell assigns somebody else. One query.

    An introducer who is disciplined is replaced (29-QĐ/TW point 3.2.2); the new one need not have been together for
    twelve months.
    """
    disciplined = Discipline.objects.filter(in_force(on), below(organisation)).values("person")
    held = Mentorship.objects.filter(covering(on), case__organisation=organisation, case__closed_on=None)
    return held.filter(mentor__in=disciplined).select_related("case__person").order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineRow:
    """One discipline and where it stands on a day."""

    row: Discipline
    state: str
    is_standing: bool
    can_complain: bool
    rating: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplinePage:
    """The disciplines of a unit and the rules of the day that were found."""

    organisation: Organisation
    rows: tuple[DisciplineRow, ...]
    citations: tuple[Citation, ...]
    has_lapse_rule: bool
    may_edit: bool


_KEYS = ("discipline.cell_may_decide", "discipline.effective_from", "discipline.complaint_days")


def discipline_page(actor: Actor, on: date) -> DisciplinePage:
    """Return the disciplines of the actor's own unit; the caller notes the reading. Raises :class:`NotAllowedError`."""
    organisation = home(actor)
    key = organisation.scope_key
    if not actor.may(Permission.VIEW_SENSITIVE, key):
        raise NotAllowedError("xem kỷ luật")
    rules = rulebook_of(organisation, on)
    readings = (rules.find(name, on) for name in _KEYS)
    return DisciplinePage(
        organisation=organisation,
        rows=tuple(_row(row, on, rules) for row in disciplines(actor, organisation)),
        citations=tuple(reading.citation for reading in readings if reading is not None),
        has_lapse_rule=rules.find("discipline.lapse_months", on) is not None,
        may_edit=actor.may(Permission.EDIT_REGISTER, key),
    )


def _row(row: Discipline, on: date, rules: Rulebook) -> DisciplineRow:
    state, stands = _state(row, on)
    open_still = row.complaint_until is not None and on <= row.complaint_until and row.complained_on is None
    return DisciplineRow(
        row=row, state=state, is_standing=stands, can_complain=stands and open_still, rating=_rating(row, rules)
    )


def _state(row: Discipline, on: date) -> tuple[str, bool]:
    if row.annulled_on is not None and row.annulled_on <= on:
        return "đã thay đổi hoặc xóa bỏ", False
    if row.lapses_on is not None and row.lapses_on <= on:
        return "đã hết hiệu lực", False
    if row.complained_on is not None and row.complaint_closed_on is None:
        return "đang khiếu nại", True
    return "đang có hiệu lực", True


def _rating(row: Discipline, rules: Rulebook) -> str:
    """What the year's grade becomes by the law of the year's last day; empty where no text was found."""
    try:
        return REVIEW_GRADES[rating_effect(date(row.effective_on.year, 12, 31), rules)]
    except LawGap:
        return ""
