"""One person's whole story: what happened, what the law computes from it, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.words.findings import DUTIES as DUTY_WORDS
from chibo.base.words.findings import MILESTONES, PAPERS, PHASES, STAGES, STEPS, duty_text
from chibo.desk import addresses
from chibo.desk.queries.person import jobs_of, spells_of
from chibo.desk.words import BUTTONS, MOVED_FOR_A_TIME, PAGES
from chibo.development import facts
from chibo.development.models import DevelopmentCase
from chibo.law import journey
from chibo.law.vocabulary import DutyGroup, MilestoneKind, Stage, StepKind
from chibo.register.facts import rulebook_of
from chibo.register.models import Admission, Exemption, Membership, Transfer
from chibo.register.queries import rows_about
from chibo.reports.queries import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import Q

    from chibo.base.access import Actor
    from chibo.law.facts import CaseFacts
    from chibo.law.journey import Duty, Milestone, Outlook
    from chibo.law.verdict import Citation, Finding
    from chibo.register.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the line. ``is_computed``: a day that follows from the law, not an act that happened."""

    on: date
    text: str
    is_computed: bool = False
    mark: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something missing or due: what, why, and the button that repairs it."""

    title: str
    why: str
    button: str
    address: str
    citations: tuple[Citation, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the page of a person shows."""

    case: DevelopmentCase | None
    stage: str
    mentors: tuple[str, ...]
    points: tuple[Point, ...]
    duties: tuple[Lack, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    missing_at: str
    gaps: tuple[Finding, ...]


def story_of(actor: Actor, person: Person, on: date) -> Story:
    """Tell a person's story up to ``on`` and what the law computes beyond it. The person was guarded by the caller.

    A road in an organisation out of the actor's reach is not told; what the register knows of its days is.
    """
    reach = rows_about(actor, person, Permission.VIEW_CASES, field="scope_key")
    if person.organisation is None:
        return _story(person, on, reach)
    question = ("story", person.uid, on, reach.identity)
    return kept(person.organisation, *question, make=lambda: _story(person, on, reach))


def _story(person: Person, on: date, reach: Q) -> Story:
    cases = facts.ready(DevelopmentCase.objects.filter(reach, person=person))
    newest = list(cases.order_by("-opened_on", "-pk"))
    case = next((one for one in newest if one.closed_on is None), newest[0] if newest else None)
    line = list(_register_points(person, on, has_case=case is not None))
    if case is None:
        return Story(
            case=None, stage="", mentors=(), points=_ordered(line), duties=(), missing=(), missing_at="", gaps=()
        )
    (known,) = facts.of([case])
    rules = rulebook_of(case.organisation, on)
    seen = journey.outlook(known, on, rules)
    line.extend(_case_point(one, on) for one in journey.timeline(known, on, rules))
    address = _dossier_address(case, seen)
    is_open = case.closed_on is None
    return Story(
        case=case,
        stage=STAGES[seen.stage],
        mentors=_mentors(known, on) if is_open else (),
        points=_ordered(line),
        duties=tuple(_lack(case, duty) for duty in seen.duties if duty.kind in PAGES and _is_near(duty, on))
        if is_open
        else (),
        missing=_missing(seen) if is_open else (),
        missing_at=address,
        gaps=seen.gaps if is_open else (),
    )


def _missing(seen: Outlook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The papers that are not there, by when they have to be."""
    found: dict[str, list[str]] = {}
    for one in seen.missing:
        whose = f" (đ/c {one.author})" if one.author else ""
        found.setdefault(PHASES[one.phase], []).append(f"{PAPERS[one.paper]}{whose}")
    return tuple((phase, tuple(papers)) for phase, papers in found.items())


def _is_near(duty: Duty, on: date) -> bool:
    return duty.group(on) is not DutyGroup.LATER


def _mentors(known: CaseFacts, on: date) -> tuple[str, ...]:
    return tuple(one.name for one in known.mentors if one.is_helping(on))


def _dossier_address(case: DevelopmentCase, seen: Outlook) -> str:
    probation = seen.stage is Stage.PROBATIONARY
    return addresses.recognition_dossier(case) if probation else addresses.admission_dossier(case)


def _lack(case: DevelopmentCase, duty: Duty) -> Lack:
    said = duty_text(duty)
    title = DUTY_WORDS[duty.kind].title.split(":")[0].replace(" về {person}", "")
    month = duty.params.get("month")
    return Lack(
        title=title.replace("{month}", f"{getattr(month, 'month', '')}"),
        why=said.reason,
        button=BUTTONS.get(duty.kind, said.button),
        address=getattr(addresses, PAGES[duty.kind])(case),
        citations=duty.citations,
        day=duty.due_on or duty.opens_on,
    )


def _case_point(one: Milestone, on: date) -> Point:
    kind = one.kind
    text = MILESTONES[kind] if isinstance(kind, MilestoneKind) else STEPS[StepKind(kind)]
    citations = (one.computation.citation,) if one.computation else ()
    mark = ""
    if not one.is_recorded and one.on > on:
        mark = "dự kiến"
    elif not one.is_recorded and kind is not MilestoneKind.PROBATION_ENDS:
        mark = "đã qua"
    return Point(on=one.on, text=text, is_computed=not one.is_recorded, mark=mark, citations=citations)


def _register_points(person: Person, on: date, *, has_case: bool) -> Iterator[Point]:
    """What the register knows; the days of the road come from the case where there is one."""
    opened = {row.starts_on for row in spells_of(person, on) if row.joined_by == Membership.JoinedBy.OPENING}
    for job in jobs_of(person, on):
        name = job.workplace.name
        by_book = job.starts_on in {
            *opened,
            getattr(job, "book_opened_on", None),
        }  # what a list does not tell the day of
        said = f"Có tên trong danh sách {name} khi mở sổ" if by_book else f"Vào làm tại {name}"
        yield Point(on=job.starts_on, text=said)
        if job.ends_on and job.ends_on <= on:
            yield Point(on=job.ends_on, text=f"Thôi làm tại {job.workplace.name}")
    if not has_case:
        for admission in Admission.objects.filter(person=person):
            yield from _admission_points(admission, on)
    for spell in spells_of(person, on):
        yield from _spell_points(spell, on)
    yield from _exemption_points(person, on)
    away = Transfer.objects.filter(person=person, sort=Transfer.Sort.TEMPORARY, starts_on__lte=on)
    for move in away:
        yield Point(
            on=move.starts_on, text=f"{MOVED_FOR_A_TIME[Transfer.Direction(move.direction)]} {move.other_place}"
        )


def _exemption_points(person: Person, on: date) -> Iterator[Point]:
    for held in Exemption.objects.filter(person=person, starts_on__lte=on).select_related("organisation"):
        yield Point(on=held.starts_on, text=f"Được miễn công tác, sinh hoạt đảng ở {held.organisation.name}")
        if held.ends_on and held.ends_on <= on:
            yield Point(on=held.ends_on, text="Hết miễn công tác, sinh hoạt đảng")


def _admission_points(admission: Admission, on: date) -> Iterator[Point]:
    days = (
        (admission.decided_on, "Quyết định kết nạp (mốc tính tuổi đảng)"),
        (admission.ceremony_on, "Lễ kết nạp (ngày vào Đảng)"),
        (admission.official_on, "Đảng viên chính thức"),
    )
    for day, text in days:
        if day is not None and day <= on:
            yield Point(on=day, text=text)


def _spell_points(spell: Membership, on: date) -> Iterator[Point]:
    name = spell.organisation.name
    if spell.joined_by == Membership.JoinedBy.TRANSFER_IN:
        origin = f" từ {spell.joined_from}" if spell.joined_from else ""
        yield Point(on=spell.starts_on, text=f"Chuyển sinh hoạt đến {name}{origin}")
    elif spell.joined_by == Membership.JoinedBy.OPENING:
        said = (
            "Đảng viên của {} từ lễ kết nạp"
            if getattr(spell, "began_with_ceremony", False)
            else "Có tên trong danh sách {} khi mở sổ"
        )
        yield Point(on=spell.starts_on, text=said.format(name))
    elif spell.joined_by == Membership.JoinedBy.REORGANISED:
        yield Point(on=spell.starts_on, text=f"Về {name} do sắp xếp tổ chức (từ {spell.joined_from})")
    if spell.ends_on and spell.ends_on <= on:
        goal = f", đến {spell.left_to}" if spell.left_to else ""
        how = spell.get_left_by_display() or "rời chi bộ"
        yield Point(on=spell.ends_on, text=f"{how[:1].upper()}{how[1:]}{goal}")


def _ordered(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: (point.on, point.is_computed)))
