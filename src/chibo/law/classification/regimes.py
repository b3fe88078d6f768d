"""The rules of one year's review, by the day of the decision: levels, forms, steps, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from chibo.law.calendar import CalendarGap
from chibo.law.timeline import LawGap, found, no_basis, no_calendar
from chibo.law.vocabulary import FindingGrade, ReviewGrade, ReviewRegime

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Citation, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The numbers of the forms of a day; nothing where the guidance does not show one."""

    collective: str = ""
    member: str = ""
    leader: str = ""
    outside: str = ""  # member who works outside the political system
    citation: Citation | None = None

    def of(self, *, leads: bool = False, outside: bool = False) -> str:
        """The form of one member's self-review; a leader's own form goes first."""
        if leads and self.leader:
            return self.leader
        return self.outside if outside and self.outside else self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """What is known of the review on a day. Everything not found is listed in ``gaps``, none is guessed.

    ``steps`` and ``order`` are codes with words in ``chibo.law`` book; ``levels`` and ``organisation_levels`` are the
    names of the four levels as that time wrote them.
    """

    on: date
    regime: ReviewRegime
    citation: Citation
    text: str
    levels: Mapping[ReviewGrade, str]
    organisation_levels: Mapping[ReviewGrade, str]
    forms: Forms
    steps: tuple[str, ...]
    order: tuple[str, ...]
    decided_by: str
    draft_days: int | None
    meeting_days: int | None
    has_points: bool
    title_is_award: bool
    several_posts: str
    quarterly: str
    cap_checked_by: str
    self_reviews_kept: int | None
    gaps: tuple[Finding, ...]


def regime(on: date, rules: Rulebook) -> ReviewRegime:
    """By which rules a rating decided on this day is judged; ``LawGap`` before 2011."""
    return ReviewRegime(rules.on("review.regime", on).code)


def review_rules(on: date, rules: Rulebook) -> ReviewRules:
    """Everything known of the review on a day; ``LawGap`` only before the first regime."""
    reading = rules.on("review.regime", on)
    title = rules.on("review.title_meaning", on)
    return ReviewRules(
        on=on,
        regime=ReviewRegime(reading.code),
        citation=reading.citation,
        text=reading.text,
        levels=levels(on, rules),
        organisation_levels=levels(on, rules, of_organisations=True),
        forms=forms(on, rules),
        steps=_codes("review.steps", on, rules),
        order=_codes("review.order", on, rules),
        decided_by=_text("review.decided_by", on, rules),
        draft_days=_number("review.draft_days", on, rules),
        meeting_days=_number("review.meeting_days", on, rules),
        has_points=rules.find("review.score_bands", on) is not None,
        title_is_award=title.code == "award_of_excellent",
        several_posts=_text("review.several_posts", on, rules),
        quarterly=_text("review.quarterly_leaders", on, rules),
        cap_checked_by=_text("review.cap_checked_by", on, rules),
        self_reviews_kept=_number("review.self_reviews_kept", on, rules),
        gaps=_gaps(on, rules),
    )


_OF_THE_REVIEW: Final = (
    "review.steps",
    "review.order",
    "review.forms",
    "review.decided_by",
    "review.draft_days",
    "review.meeting_days",
    "review.who",
    "review.excellent_conditions",
    "review.good_conditions",
    "review.fulfilled_conditions",
    "review.discipline_effect",
    "review.ballot",
    "review.year_end_deadline",
)


def _gaps(on: date, rules: Rulebook) -> tuple[Finding, ...]:
    absent = [key for key in _OF_THE_REVIEW if rules.find(key, on) is None]
    return tuple(no_basis(LawGap(key, on, rules.figure(key).name)) for key in absent)


def _codes(key: str, on: date, rules: Rulebook) -> tuple[str, ...]:
    reading = rules.find(key, on)
    return () if reading is None else reading.codes


def _text(key: str, on: date, rules: Rulebook) -> str:
    reading = rules.find(key, on)
    return "" if reading is None else reading.text


def _number(key: str, on: date, rules: Rulebook) -> int | None:
    reading = rules.find(key, on)
    return None if reading is None else reading.number


def levels(on: date, rules: Rulebook, *, of_organisations: bool = False) -> dict[ReviewGrade, str]:
    """The names of the four levels as written on a day, the best first.

    The old names stand beside the new grades for reading only: a decision keeps the name it was written with.
    """
    named = rules.on("review.organisation_levels" if of_organisations else "review.member_levels", on).mapping
    return {grade: str(named[grade.value]) for grade in ReviewGrade}


def forms(on: date, rules: Rulebook) -> Forms:
    """The forms of a day; an empty one where no guidance of the day names a form."""
    reading = rules.find("review.forms", on)
    if reading is None:
        return Forms()
    named = {key: str(value) for key, value in reading.mapping.items()}
    return Forms(citation=reading.citation, **named)


def title_to_level_finding(on: date, rules: Rulebook) -> Finding:
    """What to say when an old title is read as a level, or a level as a title: they are not the same thing."""
    reading = rules.on("review.title_meaning", on)
    return found("title_is_no_level", reading, grade=FindingGrade.WARN, on=on, meaning=reading.text)


def crosses_regimes(year: int, decided_on: date, rules: Rulebook) -> Finding | None:
    """Say that the rules changed between the first day of the year judged and the day of the decision."""
    first = decided_on.replace(year=year, month=1, day=1)
    before, now = rules.find("review.regime", first), rules.on("review.regime", decided_on)
    if before is None or before.value == now.value:
        return None
    params = {"year": year, "on": decided_on, "before": before.text, "now": now.text, "since": now.starts_on}
    return found("review_regime_changed", before, now, grade=FindingGrade.WARN, params=params)


def draft_window(sent: date, meeting: date, rules: Rulebook) -> Computation:
    """The last of the working days that must lie between sending the drafts and the meeting.

    The law is that of the meeting; ``working_days.first`` says whether the day of sending counts. ``LawGap`` where no
    number of days is known, ``CalendarGap`` for a year without holidays.
    """
    return rules.within_working_days("review.draft_days", sent, meeting)


def draft_sent_in_time(sent: date, meeting: date, rules: Rulebook) -> bool:
    """Whether the drafts went out early enough: the meeting lies after the last of the working days."""
    return meeting > draft_window(sent, meeting, rules).result


def draft_findings(sent: date, meeting: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Warn of drafts sent too late, with the first day on which the meeting may be held."""
    try:
        window = draft_window(sent, meeting, rules)
    except LawGap as gap:
        return (no_basis(gap),)
    except CalendarGap as gap:
        return (no_calendar(gap),)
    if meeting > window.result:
        return ()
    first = window.result + timedelta(days=1)
    params = {"sent": sent, "on": meeting, "days": window.amount}
    rule, used = rules.on(window.rule, meeting), window.readings
    late = found("draft_sent_late", rule, grade=FindingGrade.WARN, possible_from=first, switches=used, params=params)
    return (late,)
