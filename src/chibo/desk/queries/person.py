"""The head of a person's page, and the parts of it that open on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q, Subquery

from chibo.base.access import Permission
from chibo.base.once import once
from chibo.base.words.findings import PAPERS
from chibo.development.facts import papers_in_force
from chibo.development.models import DevelopmentCase
from chibo.law.calendar import age_on
from chibo.law.reading import rulebook
from chibo.law.vocabulary import PaperKind
from chibo.meetings.models import Attendance, Meeting
from chibo.meetings.queries import tasks_of
from chibo.register.facts import covering
from chibo.register.life import begun
from chibo.register.models import (
    Admission,
    Employment,
    Membership,
    OfficeHolding,
    Person,
    PersonFact,
    Restriction,
    Term,
)
from chibo.register.queries import guests_on, official_since, rows_about
from chibo.register.returning import OUT_OF_THE_PARTY, bar_to_return
from chibo.reports.queries import kept

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import Paper
    from chibo.law.calendar import PartialDate
    from chibo.law.timeline import Reading
    from chibo.meetings.models import Task

_MEETINGS = 24
GUEST: Final = "Đảng viên sinh hoạt tạm thời"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above every part of a person's page."""

    standing: str
    age: int | None
    position: str
    offices: tuple[str, ...]
    is_member: bool
    is_restricted: bool = False
    gone_by: str = ""  # how somebody went for good: no move brings them back

    @property
    def has_died(self) -> bool:
        """Whether a death is what stands against coming back."""
        return self.gone_by == Membership.LeftBy.DEATH


def head_of(person: Person, on: date) -> Head:
    """Say what a person is on a day: member or not, age in full years, post, offices. Kept until somebody writes."""
    if person.organisation is None:
        return _head(person, on)
    return kept(person.organisation, "head", person.uid, on, make=lambda: _head(person, on))


def _head(person: Person, on: date) -> Head:
    spell = next(reversed(spells_of(person, on)), None)
    is_member = spell is not None and (spell.ends_on is None or spell.ends_on > on)
    job = next((one for one in jobs_of(person, on) if one.ends_on is None or one.ends_on > on), None)
    offices = OfficeHolding.objects.filter(covering(on), person=person) if is_member else ()
    since: date | None = getattr(spell, "official_since", None)
    member = "Đảng viên chính thức" if since is not None and since <= on else "Đảng viên dự bị"
    is_restricted, is_guest, has_died = _marks(person, on)
    gone = "Đã từ trần" if has_died and died_on(person, on) is not None else _outside(spell)
    outside = GUEST if is_guest else gone
    birth = person.birth
    return Head(
        standing=member if is_member else outside,
        age=age_on(birth.earliest, on) if birth and birth.is_full else None,
        position=job.position if job else "",
        offices=tuple(str(one) for one in offices),
        is_member=is_member,
        is_restricted=is_restricted,
        gone_by="" if is_member else _gone_by(person, on, has_died=has_died),
    )


def _gone_by(person: Person, on: date, *, has_died: bool) -> str:
    """How somebody who is no member went for good. No query but for who left the Party."""
    if has_died:
        return Membership.LeftBy.DEATH
    spells = spells_of(person, on)
    left_party = any(row.left_by in OUT_OF_THE_PARTY for row in spells)
    ceremonies = person.admissions.values_list("ceremony_on", flat=True) if left_party else ()
    bar = bar_to_return(spells, ceremonies, None, on)
    return bar[0] if bar is not None else ""


def _outside(spell: Membership | None) -> str:
    """What somebody is who is no member: gone, or never one."""
    return said_gone(spell.left_by) if spell else "Quần chúng"


def died_on(person: Person, on: date) -> PartialDate | None:
    """The day on which somebody who is no member died, as known on a day. One query, in a reading request once."""
    rows = PersonFact.objects.filter(person=person, field=PersonFact.Field.DEATH)
    fact = once(("death", person.pk), rows.first)
    return fact.since if fact is not None and begun(fact, on) else None


def _marks(person: Person, on: date) -> tuple[bool, bool, bool]:
    """Whether a person's data are restricted on a day, whether they are here for a time, and whether a death is told.

    One query.
    """
    mine = {"person": OuterRef("pk")}
    asked = Person.objects.filter(pk=person.pk).annotate(
        is_restricted=Exists(Restriction.objects.filter(covering(on), **mine)),
        is_guest=Exists(guests_on(on).filter(**mine)),
        has_died=Exists(PersonFact.objects.filter(field=PersonFact.Field.DEATH, **mine)),
    )
    return asked.values_list("is_restricted", "is_guest", "has_died").first() or (False, False, False)


def said_gone(left_by: str) -> str:
    """How somebody is not a member any more: another cell, another road, or death."""
    if left_by == Membership.LeftBy.DEATH:
        return "Đã từ trần"
    return "Đã ra khỏi Đảng" if left_by in OUT_OF_THE_PARTY else "Đã chuyển đi"


def spells_of(person: Person, on: date) -> tuple[Membership, ...]:
    """The memberships begun by a day, oldest first, each with its organisation and ``official_since``.

    ``began_with_ceremony``: the person was admitted that day. One query, in a request that reads once for the head and
    the story.
    """
    held = Admission.objects.filter(person=OuterRef("person"), ceremony_on=OuterRef("starts_on"))
    spells = Membership.objects.filter(person=person, starts_on__lte=on).select_related("organisation")
    spells = spells.annotate(began_with_ceremony=Exists(held))
    if person.organisation is not None:
        spells = spells.annotate(official_since=official_since(person.organisation, on, person="person"))
    return once(("spells", person.pk, on), lambda: tuple(spells.order_by("starts_on", "pk")))


def jobs_of(person: Person, on: date) -> tuple[Employment, ...]:
    """The employments begun by a day, oldest first, each with its workplace and ``book_opened_on``.

    That is the first day of the first term there, on which lists begin what they do not tell the day of. One query,
    in a reading request once.
    """
    terms = Term.objects.filter(organisation=OuterRef("workplace__organisation")).order_by("starts_on")
    jobs = Employment.objects.filter(person=person, starts_on__lte=on).select_related("workplace")
    jobs = jobs.annotate(book_opened_on=Subquery(terms.values("starts_on")[:1]))
    return once(("jobs", person.pk, on), lambda: tuple(jobs.order_by("starts_on", "pk")))


def birth_bound_by(person: Person, on: date) -> Reading | None:
    """What binds the birth date of somebody admitted by a day to the first file; nothing without law. One query."""
    source = rulebook().find("background.age_source", on)
    is_admitted = source is not None and Admission.objects.filter(person=person, ceremony_on__lte=on).exists()
    return source if is_admitted else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One paper: its name and the record."""

    name: str
    paper: Paper


def papers_of_person(actor: Actor, person: Person) -> tuple[PaperRow, ...]:
    """Return the papers of the cases of a person that the actor reaches, those of the oldest first. Two queries."""
    reach = rows_about(actor, person, Permission.VIEW_CASES, field="scope_key")
    cases = list(DevelopmentCase.objects.filter(reach, person=person).order_by("opened_on", "pk"))
    place = {case.pk: number for number, case in enumerate(cases)}
    papers = sorted(papers_in_force(cases), key=lambda paper: place[paper.case_id])
    return tuple(PaperRow(name=PAPERS[PaperKind(paper.kind)], paper=paper) for paper in papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One meeting of the cell while the person belonged to it; ``mark`` is empty for somebody present."""

    meeting: Meeting
    mark: str
    reason: str

    @property
    def known(self) -> bool:
        """Whether it is on record who was absent, not only how many were there."""
        return not self.meeting.from_old_file


def meetings_of_person(actor: Actor, person: Person, on: date) -> tuple[Attended, ...]:
    """Return the last meetings held while the person belonged to the cell, latest first. Three queries.

    Of a cell that the person left before, only to who reaches its meetings too: they tell why somebody was absent.
    """
    spells = spells_of(person, on)
    if not spells:
        return ()
    during = Q()
    for spell in spells:
        within = Q(organisation=spell.organisation_id, on__gte=spell.starts_on)
        during |= within & Q(on__lt=spell.ends_on) if spell.ends_on else within
    reach = rows_about(actor, person, Permission.VIEW_MEETINGS)
    held = Meeting.objects.filter(reach, during, on__lte=on).exclude(state=Meeting.State.PLANNED).order_by("-on", "-pk")
    marks = {row.meeting_id: row for row in Attendance.objects.filter(person=person)}
    return tuple(
        Attended(
            meeting=meeting,
            mark=marks[meeting.pk].get_mark_display() if meeting.pk in marks else "",
            reason=marks[meeting.pk].reason if meeting.pk in marks else "",
        )
        for meeting in held[:_MEETINGS]
    )


def tasks_of_person(actor: Actor, person: Person) -> tuple[Task, ...]:
    """Return the tasks that sessions in reach gave a person, the latest first, with their reports. Two queries."""
    return tuple(tasks_of(person).filter(rows_about(actor, person, Permission.VIEW_MEETINGS)))
