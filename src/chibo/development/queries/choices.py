"""What a form of this room offers: possible mentors and authors, the slip of a month, a paper's start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from chibo.development.models import Mentorship, MonthlyNote
from chibo.development.words import HANDWRITTEN
from chibo.law.calendar import month_end
from chibo.register.facts import covering
from chibo.register.models import Admission, Membership, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase, Paper
    from chibo.law.vocabulary import PaperKind


def possible_mentors(case: DevelopmentCase, on: date) -> QuerySet[Person]:
    """Give the official members of the cell on a day, by name, without the person of the case; the law judges again."""
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=case.organisation)
    official = Admission.objects.filter(
        Q(recognised_on__lte=on) | Q(recognised_on=None, official_on__lte=on), person=OuterRef("pk")
    )
    found = Person.objects.filter(Exists(spells), Exists(official)).exclude(pk=case.person_id)
    return found.order_by("sort_key", "pk")


def possible_authors(case: DevelopmentCase, on: date) -> list[Person]:
    """Give who may have written a paper: the person of the case first, then the members."""
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=case.organisation)
    members = Person.objects.filter(Exists(spells)).exclude(pk=case.person_id)
    return [case.person, *members.order_by("sort_key", "pk")]


def paper_initial(case: DevelopmentCase, kind: PaperKind, old: Paper | None, author_name: str) -> dict[str, object]:
    """Give what the form of a paper starts with: the copy it replaces, else what is usual for its kind."""
    if old is not None:
        return {
            "dated": old.dated,
            "number": old.number,
            "author": str(old.author.uid) if old.author is not None else "",
            "kept_at": old.kept_at,
            "is_signed": True,
            "is_handwritten": old.is_handwritten,
            **_quoted(old),
        }
    start: dict[str, object] = {"is_handwritten": kind in HANDWRITTEN, "is_signed": True}
    if kind in HANDWRITTEN:
        start["author"] = str(case.person.uid)
    elif author_name:
        named = Mentorship.objects.filter(case=case, mentor__full_name=author_name).select_related("mentor").first()
        start["author"] = str(named.mentor.uid) if named is not None else ""
    return start


def _quoted(paper: Paper) -> dict[str, object]:
    said = paper.quotes
    days = {"admitted_on": said.get("admitted_on"), "born_on": said.get("birth")}
    return {**{name: _day(day) for name, day in days.items() if day}, "full_name": said.get("name", "")}


def _day(text: str) -> date | str:
    """Give a whole date as a date, so that the form shows it as 5-2-2018; anything else as it stands."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


@dataclass(frozen=True, kw_only=True)
class NoteSlip:
    """The month a note is asked for, its last day, and whether it is there already, in this way or another.

    ``earlier`` is the month before where nobody wrote about it.
    """

    month: date
    due_on: date
    is_written: bool
    came_otherwise: bool
    earlier: date | None


def note_slip(mentorship: Mentorship, on: date, asked: str, way: str = MonthlyNote.Way.TYPED) -> NoteSlip:
    """Give the month to write about: ``asked`` as ``5-2018`` where it can be read, else the month of ``on``."""
    month = _month(asked) or on.replace(day=1)
    held = set(MonthlyNote.objects.filter(mentorship=mentorship).values_list("month", "way"))
    months = {each for each, _ in held}
    before = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
    is_owed = before >= mentorship.starts_on.replace(day=1) and before not in months and before != month
    return NoteSlip(
        month=month,
        due_on=month_end(month),
        is_written=(month, way) in held,
        came_otherwise=month in months and (month, way) not in held,
        earlier=before if is_owed else None,
    )


def _month(asked: str) -> date | None:
    parts = asked.split("-")
    try:
        month, year = (int(part) for part in parts)
        return date(year, month, 1)
    except ValueError:
        return None
