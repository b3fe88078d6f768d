"""Questions on shares, votes and what follows when they do not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import probation, quorum
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions.papers import certificate_valid
from chibo.law.probation import AfterRounds

if TYPE_CHECKING:
    from fractions import Fraction

_REPORT_UP = "report to immediate superior and competent committee, which decides"


def _members(given: Given) -> int:
    return given.number("official_members", "committee_members", "standing_members", "members")


def _threshold(given: Given) -> tuple[Fraction, bool]:
    on = given.on("vote_date", "cell_meeting_date")
    body = given.text("body", default=_body(given))
    if body == "cell":
        reading = given.rules.on("vote.cell_threshold", on)
        return reading.share, reading.comparison == "more_than"
    if body not in {"base_committee", "delegated_base_committee", "standing_committee"}:
        raise NotCovered(body)
    is_standing, decides = body == "standing_committee", body == "delegated_base_committee"
    rule = quorum.committee_rule(on, given.rules, decides=decides, standing=is_standing)
    return rule.share, rule.more_than


def _body(given: Given) -> str:
    if given.has("official_members"):
        return "cell"
    if given.has("standing_members"):
        return "standing_committee"
    return "base_committee" if given.has("committee_members") else "unknown"


def needed(given: Given) -> int:
    """The least number of approving votes."""
    share, more_than = _threshold(given)
    return quorum.needed(_members(given), share, more_than=more_than)


def passes(given: Given) -> bool:
    """Whether the approving votes are enough."""
    share, more_than = _threshold(given)
    return quorum.passes(given.number("approve", "approving"), _members(given), share, more_than=more_than)


def min_share(given: Given) -> str:
    """The share that must approve, with ">" where it must be passed."""
    share, more_than = _threshold(given)
    return f"> {share}" if more_than else str(share)


def of(given: Given) -> str:
    """What the share is taken of."""
    body = given.text("body", default=_body(given))
    names = {
        "cell": "all official members",
        "base_committee": "all committee members",
        "delegated_base_committee": "all committee members",
        "standing_committee": "all standing committee members",
    }
    if body not in names:
        raise NotCovered(body)
    return names[body]


def cell_can_vote(given: Given) -> bool:
    """Whether the cell has enough official members to vote."""
    return quorum.cell_can_vote(given.number("official_members"), given.on("cell_meeting_date"), given.rules)


def action(given: Given) -> str | None:
    """What to do next; nothing when nothing is wrong."""
    if given.has("certificate_date"):
        return None if certificate_valid(given) else "retake_class"
    if given.has("rounds"):
        rounds, reached = given.number("rounds"), given.flag("reached_two_thirds")
        after = probation.after_rounds(rounds, given.on(), given.rules, reached=reached)
        return _REPORT_UP if after is AfterRounds.REPORT_UP else after.value
    if given.has("official_members") and not given.has("approve"):
        return None if cell_can_vote(given) else "superior_assigns_members_or_merges_cell"
    raise NotCovered("action")
