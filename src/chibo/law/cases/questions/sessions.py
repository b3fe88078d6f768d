"""Questions on sessions, votes of a meeting, exemption, bodies and terms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.law import congress, exemption, quorum, sitting
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions import clocks
from chibo.law.timeline import Overlay
from chibo.law.vocabulary import ExemptionGround, Sex

if TYPE_CHECKING:
    from chibo.law.timeline import Reading, Rulebook

_OFFICIAL: Final = ("official", "official_members")
_LOCAL_MINUTES: Final = ("local_minimum", "local_minutes", "local_figure", "local_min_minutes")
_SEXES: Final = {"M": Sex.MALE, "male": Sex.MALE, "F": Sex.FEMALE, "female": Sex.FEMALE}
_GROUNDS: Final = {
    "maternity": ExemptionGround.MATERNITY,
    "long_treatment": ExemptionGround.LONG_TREATMENT,
    "treatment": ExemptionGround.LONG_TREATMENT,
    "abroad": ExemptionGround.ALONE_ABROAD,
    "alone_abroad": ExemptionGround.ALONE_ABROAD,
    "no_organisation": ExemptionGround.NO_ORGANISATION,
    "mobile_work": ExemptionGround.MOBILE_WORK,
    "waiting_retirement": ExemptionGround.WAITING_RETIREMENT,
    "waiting_for_retirement": ExemptionGround.WAITING_RETIREMENT,
    "age": ExemptionGround.AGE_AND_HEALTH,
    "age_and_health": ExemptionGround.AGE_AND_HEALTH,
    "old_age": ExemptionGround.AGE_AND_HEALTH,
}


# ---------------------------------------------------------------------- votes


def base(given: Given) -> int:
    """The base of a vote, from counts."""
    if given.has("base"):
        return given.number("base")
    away = ("temporary_transfer", "temporarily_transferred", "transferred_away", "absent_transferred", "away")
    return quorum.base_of_counts(
        given.number(*_OFFICIAL),
        given.on("vote_date"),
        given.rules,
        away=given.number(*away) if given.has(*away) else 0,
        exempt_absent=given.number("absent_exempt") if given.has("absent_exempt") else 0,
    )


def needed_for_majority(given: Given) -> int:
    """The votes needed for what is no admission and no recognition."""
    return quorum.needed_on(base(given), given.on("vote_date"), given.rules, key="vote.cell_majority")[0]


def adopted(given: Given) -> bool:
    """Whether a draft is adopted."""
    return given.number("for", "approve", "approving") >= needed_for_majority(given)


def may_act(given: Given) -> bool:
    """Whether the cell has the official members to meet and vote at all."""
    return quorum.cell_can_vote(given.number(*_OFFICIAL), given.on(), given.rules)


def remedy(given: Given) -> str | None:
    """What to do about a cell that cannot act."""
    return None if may_act(given) else "higher committee adds members or merges"


def allowed(given: Given) -> bool:
    """Whether something is allowed: counting votes, meeting by groups, meeting online, several in one ceremony."""
    if given.has("candidate_status"):
        return congress.may_count_votes(given.text("candidate_status"), given.on(), given.rules)
    if given.has("times_this_year", "has_groups"):
        cell = sitting.CellFacts(
            members=given.number("members"),
            groups=int(given.flag("has_groups")),
            earlier=given.number("times_this_year") if given.has("times_this_year") else 0,
        )
        return sitting.by_group_allowed(cell, given.on(), given.rules)
    if given.has("cannot_gather", "cannot_meet", "apart"):
        left_out = [given.number(name) for name in ("exempt", "suspended") if given.has(name)]
        cell = sitting.CellFacts(
            members=given.number("members"),
            left_out=sum(left_out),
            apart=given.number("cannot_gather", "cannot_meet", "apart"),
        )
        return sitting.online_allowed(cell, given.on(), given.rules)
    return clocks.allowed(given)


# ---------------------------------------------------------------------- bodies and terms


def committee(given: Given) -> bool:
    """Whether the cell elects a committee."""
    return _bodies(given).has_committee


def elects(given: Given) -> list[str]:
    """What the cell elects."""
    return list(_bodies(given).elects)


def max_committee(given: Given) -> int:
    """The most members a committee may have."""
    return _bodies(given).most_members


def _bodies(given: Given) -> congress.Bodies:
    return congress.bodies(given.number(*_OFFICIAL), given.on("congress"), given.rules)


def secretary_appointed(given: Given) -> bool:
    """Whether the superior appoints the secretary after so many ballots."""
    return congress.superior_appoints_secretary(given.number("ballots", "rounds"), given.on(), given.rules)


def planned(given: Given) -> date:
    """The day of the next ordinary congress by the rule."""
    return congress.next_congress(given.day("congress"), given.rules, grassroots=_is_grassroots(given)).result


def latest_with_consent(given: Given) -> date:
    """The last day to which it may move with consent."""
    due = given.day("planned") if given.has("planned") else planned(given)
    return congress.latest_congress(due, given.on("congress"), given.rules).result


def _is_grassroots(given: Given) -> bool:
    return given.flag("grassroots") or given.text("kind", default="") in {"grassroots_cell", "grassroots"}


# ---------------------------------------------------------------------- one session


def _local(given: Given) -> Rulebook:
    """The law with the local length of a session, where the facts name one."""
    if not given.has(*_LOCAL_MINUTES):
        return given.rules
    own = given.number(*_LOCAL_MINUTES)
    keys = ("meeting.min_minutes", "meeting.min_minutes_combined")
    overlays = [Overlay(key=key, value=own, starts_on=date.min, citation="local") for key in keys]
    return given.rules.with_local(overlays=overlays)


def _least(given: Given) -> Reading:
    members = given.number("members") if given.has("members") else None
    combined = given.flag("thematic_included", "combined")
    least = sitting.least_minutes(given.on("meeting_date"), _local(given), members=members, combined=combined)
    if least is None:
        raise NotCovered("meeting.min_minutes")
    return least


def minimum(given: Given) -> int:
    """The least length of the session in minutes."""
    return _least(given).number


def meets_minimum(given: Given) -> bool:
    """Whether the session was long enough."""
    return given.number("minutes") >= _least(given).number


def at_least_one_day(given: Given) -> bool:
    """Whether the papers went out a day ahead."""
    return sitting.papers_in_time(given.moment("published", "sent"), given.moment("meeting"), given.rules)


def rate(given: Given) -> float:
    """The share of members who came, exempt ones apart, to four places."""
    exempt = given.number("exempt") if given.has("exempt") else 0
    share = sitting.attendance_share(given.number("members"), given.number("present"), exempt=exempt)
    if share is None:
        raise NotCovered("members")
    return round(float(share), 4)


def mark(given: Given) -> int:
    """The points for attendance."""
    exempt = given.number("exempt") if given.has("exempt") else 0
    share = sitting.attendance_share(given.number("members"), given.number("present"), exempt=exempt)
    if share is None:
        raise NotCovered("members")
    unexcused = given.number("unexcused") if given.has("unexcused") else 0
    return sitting.attendance_mark(share, given.on(), given.rules, unexcused=unexcused)


def quality(given: Given) -> str:
    """The class of the session."""
    return sitting.quality_class(given.points("score", "points"), given.on(), given.rules)


# ---------------------------------------------------------------------- members


def may_be_exempt(given: Given) -> bool:
    """Whether the cell may exempt this member."""
    named = given.text("reason", "ground", default="age_and_health")
    if named not in _GROUNDS:
        raise NotCovered(named)
    request = exemption.RequestFacts(
        ground=_GROUNDS[named],
        is_own_request=given.flag("own_request", default=True),
        age=given.number("age") if given.has("age") else None,
        sex=_SEXES.get(given.text("sex", default="")),
        is_weak=given.flag("weak_health"),
    )
    return exemption.may_be_exempt(request, given.on(), given.rules)


def procedure_proposed(given: Given) -> bool:
    """Whether absence without reason in so many months of a year leads to a procedure."""
    months = range(1, given.number("months_absent", "months_without_meeting", "months") + 1)
    excused = given.flag("good_reason", "excused")
    return not excused and sitting.absent_too_long(list(months), given.on(), given.rules) is not None


def next_reconciliation(given: Given) -> date:
    """The last day for the next comparison of the members' list with the levels above and below."""
    last = given.day("last")
    return given.rules.after_months("member_list.reconcile_every", last, given.on()).result
