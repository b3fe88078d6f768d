"""Questions on badges, on numbers and kinds of papers, and on people who ask about their data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from chibo.law import privacy, tenure, writing
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions import sessions
from chibo.law.vocabulary import DataRequestKind

if TYPE_CHECKING:
    from datetime import date

_DECISION = ("decision", "decision_date", "admission_decision_date", "party_age_from")


# ---------------------------------------------------------------------- badges


def badge_due(given: Given) -> int | None:
    """The badge due at so many Party years, or on a day."""
    has = _held(given)
    if given.has("party_years", "years"):
        return tenure.badge_due_at(given.number("party_years", "years"), given.on(), given.rules, has=has)
    badge = tenure.badge_due(given.day(*_DECISION), given.on("asked_on"), given.rules, has=has)
    return None if badge is None else badge.years


def _held(given: Given) -> tuple[int, ...]:
    held = given.facts.get("has_badges") or []
    if not isinstance(held, list) or any(isinstance(one, bool) or not isinstance(one, int) for one in held):
        raise NotCovered("has_badges")
    return tuple(held)


def earliest(given: Given) -> date:
    """The first day on which a badge may be given."""
    return tenure.earliest_badge(
        _complete(given),
        given.number("years", "badge"),
        given.on(),
        given.rules,
        is_ill=given.flag("seriously_ill", "ill", "gravely_ill"),
        is_posthumous=given.flag("posthumous", "deceased", "died"),
    ).result


def _complete(given: Given) -> date:
    if given.has("complete", "complete_on"):
        return given.day("complete", "complete_on")
    return given.rules.add_months(given.day(*_DECISION), 12 * given.number("years", "badge"))


def complete_on(given: Given) -> date:
    """The day on which the years of a badge are complete."""
    return _complete(given)


def vnd(given: Given) -> int:
    """The money that goes with a badge."""
    wage = given.number("base_wage") if given.has("base_wage") else None
    return tenure.badge_money(given.number("years", "badge"), given.on(), given.rules, base_wage=wage)


# ---------------------------------------------------------------------- papers, data


def line(given: Given) -> str:
    """The line of number and symbol of a paper."""
    number, kind, body = given.number("seq", "number"), given.text("type", "kind"), given.text("body")
    return writing.number_line(number, kind, body, given.on("dated"), given.rules)


def allowed(given: Given) -> bool:
    """Whether a cell issues a kind of paper; or one of the other things that can be allowed."""
    if given.has("issuer", "type"):
        return writing.cell_may_issue(_kind(given), given.on("dated"), given.rules)
    return sessions.allowed(given)


def also_not(given: Given) -> list[str]:
    """The other kinds that a cell does not issue, as words without accents."""
    asked = writing.kind_code(_kind(given))
    barred = writing.cell_may_not_issue(given.on("dated"), given.rules)
    return [code.replace("_", " ") for code in barred if code != asked]


def _kind(given: Given) -> str:
    if given.text("issuer") not in {"cell", "chi_bo", "CB"}:
        raise NotCovered("issuer")
    return given.text("type", "kind")


def answer_by(given: Given) -> date:
    """The last day to answer a person who asks about the own data."""
    return privacy.answer_by(given.day("received", "received_on", "asked_on"), given.rules).result


def done_by(given: Given) -> date:
    """The last day to do what a person asked about the own data."""
    return privacy.done_by(
        _request(given),
        given.day("received", "received_on", "asked_on"),
        given.rules,
        with_others=given.flag("third_party", "with_others"),
        is_extended=given.flag("extended"),
    ).result


def may_extend(given: Given) -> bool:
    """Whether the time to do it can be extended once."""
    return privacy.may_extend(_request(given), given.day("received", "received_on", "asked_on"), given.rules)


def notify_by(given: Given) -> str:
    """The moment by which a breach is told, to the minute."""
    try:
        found_at = datetime.fromisoformat(given.text("found_at"))
    except ValueError:
        raise NotCovered("found_at") from None
    return privacy.notify_by(found_at, given.rules).isoformat(timespec="minutes")


def _request(given: Given) -> DataRequestKind:
    try:
        return DataRequestKind(given.text("request", "right"))
    except ValueError:
        raise NotCovered("request") from None
