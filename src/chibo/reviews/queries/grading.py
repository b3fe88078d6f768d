"""The pages on which levels are typed: proposals, the count of the vote, decisions; a page of people at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from chibo.register.facts import rulebook_of
from chibo.reviews.facts import circumstances_of
from chibo.reviews.models import Classification, PointSheet, Subject
from chibo.reviews.queries.ceiling import GroupCeiling, ceiling_page
from chibo.reviews.queries.regime import names_on
from chibo.reviews.queries.rounds import PAGE, ballot_of, meetings_to_count, subjects_of, subjects_page
from chibo.reviews.words import EXAMPLE_GROUND, EXAMPLE_LINES, EXAMPLE_NAME, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.meetings.models import Meeting
    from chibo.reviews.models import YearReview

Grade = Classification.Grade
LEVELS: Final = ("xuat-sac", "tot", "hoan-thanh", "khong")
"""The boxes of the four levels on the page of the vote, in the order of the levels."""
SHEET_KINDS: Final = tuple(PointSheet.Subject.choices)
_RATED = Q(standing=Subject.Standing.RATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingLine:
    """One subject with the levels it can be given, in the words of its day, and what is chosen."""

    subject: Subject
    choices: tuple[tuple[str, str], ...]
    own: str
    proposed: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingPage:
    """A page of people whose levels are typed. ``after`` is the uid of the last when more follow."""

    lines: tuple[GradingLine, ...]
    after: str
    ceilings: tuple[GroupCeiling, ...]
    is_final: bool

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects of the page, in the order of names."""
        return tuple(line.subject for line in self.lines)

    def typed(self, own: Mapping[Subject, str], proposed: Mapping[Subject, str]) -> GradingPage:
        """The same page with what was typed."""
        lines = (replace(line, own=own[line.subject], proposed=proposed[line.subject]) for line in self.lines)
        return replace(self, lines=tuple(lines))

    def chosen(self, grades: Mapping[Subject, str]) -> GradingPage:
        """The same page with the levels that were chosen."""
        return replace(self, lines=tuple(replace(line, chosen=grades[line.subject]) for line in self.lines))


def grading_page(review: YearReview, *, after: str = "", undecided: bool = False) -> GradingPage:
    """The rated subjects of a round, a page of them; ``undecided`` keeps those without a decision. Six queries."""
    only = _RATED & Q(grade="") if undecided else _RATED
    subjects, following = subjects_page(review, after=after, limit=PAGE, only=only)
    return _page(review, subjects, following)


def grading_of(subject: Subject) -> GradingPage:
    """The same for one subject."""
    rated = [subject] if subject.standing == Subject.Standing.RATED else []
    return _page(subject.review, rated, "")


def _page(review: YearReview, subjects: list[Subject], following: str) -> GradingPage:
    day = review.judged_on
    rules = rulebook_of(review.organisation, day)
    names, body_names = names_on(day, rules), names_on(day, rules, is_body=True)
    ceilings = ceiling_page(review)
    return GradingPage(
        lines=tuple(_line(one, body_names if one.is_body else names) for one in subjects),
        after=following,
        ceilings=ceilings.groups,
        is_final=ceilings.is_final,
    )


def _line(subject: Subject, names: Mapping[str, str]) -> GradingLine:
    return GradingLine(
        subject=subject,
        choices=tuple(names.items()),
        own=subject.own_grade,
        proposed=subject.proposed,
        chosen=subject.grade or subject.proposed,
    )


# ---------------------------------------------------------------------- the vote


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One line of the count: a subject and its four boxes, each with its name, its label and what stands in it."""

    subject: Subject
    boxes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPage:
    """What the page of the vote shows."""

    lines: tuple[VoteLine, ...]
    meetings: tuple[Meeting, ...]
    levels: tuple[str, ...]
    initial: Mapping[str, Any]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everybody who can be voted on, in the order of names."""
        return tuple(line.subject for line in self.lines)


def ballot_page(review: YearReview, posted: Mapping[str, str]) -> BallotPage:
    """The count as typed, else as it was recorded last. Six queries."""
    subjects = list(subjects_of(review).filter(_RATED))
    rules = rulebook_of(review.organisation, review.judged_on)
    levels = tuple(names_on(review.judged_on, rules).values())
    last = ballot_of(review)
    counted = {line.subject_id: line for line in last.lines.all()} if last else {}
    lines = []
    for one in subjects:
        known = counted.get(one.pk)
        shown = [str(getattr(known, grade)) if known else "" for grade in Grade.values]
        if posted:
            shown = [str(posted.get(f"{level}-{one.uid}", "")) for level in LEVELS]
        named = (f"{level}-{one.uid}" for level in LEVELS)
        lines.append(VoteLine(subject=one, boxes=tuple(zip(named, levels, shown, strict=True))))
    initial = {}
    if last:
        initial = {name: getattr(last, name) for name in ("issued", "collected", "valid")}
        initial["meeting"] = str(last.meeting.uid)
    return BallotPage(lines=tuple(lines), meetings=meetings_to_count(review), levels=levels, initial=initial)


# ---------------------------------------------------------------------- beginnings of forms


def who_decides(review: YearReview) -> str:
    """The name of the level that decides, as the register knows it: the organisation directly above."""
    organisation = review.organisation
    return organisation.parent.name if organisation.parent is not None else organisation.superior_name


def standing_of(subject: Subject) -> dict[str, object]:
    """What the form of a subject's standing begins with; the caller has noted that the circumstances are read."""
    return {
        "circumstances": sorted(circumstances_of(subject)),
        "standing": subject.standing if subject.is_by_hand else "",
        "reason": subject.reason if subject.is_by_hand else "",
        "kind": subject.kind,
        "group": subject.group,
    }


def example_sheet(kind: str, on: date) -> dict[str, object]:
    """The example of the program for a kind of subject, as a form begins with it."""
    known = kind if kind in EXAMPLE_LINES else PointSheet.Subject.MEMBER.value
    lines = as_text(EXAMPLE_LINES[known])
    return {"subject": known, "name": EXAMPLE_NAME, "ground": EXAMPLE_GROUND, "starts_on": on, "lines": lines}


def waiting_for_self_review(review: YearReview) -> tuple[Subject, ...]:
    """Who is reviewed and has not handed in, in the order of names. One query."""
    rows = subjects_of(review).filter(handed_in_on__isnull=True).exclude(standing=Subject.Standing.LEFT_OUT)
    return tuple(rows)
