"""Step 4: the totals of a vote over a base that is computed and then frozen. Nobody's own vote is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import FaultyError, RefusedError
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import FindingGrade
from chibo.meetings import faults, follow_faults, queries
from chibo.meetings.actions.common import put_down, refuse_if, take_up
from chibo.meetings.actions.counting import Count, count_faults
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries import VoteTerms

ABOUT_ONE = (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)
_COUNTED = ("method", "issued", "collected", "valid", "approve", "against")


@transaction.atomic
def record_vote(  # noqa: PLR0913 - five totals, the way of voting and whose they are
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    method: str,
    approve: int,
    against: int = 0,
    issued: int | None = None,
    collected: int | None = None,
    valid: int | None = None,
    again: bool = False,
    version: int | None = None,
) -> Vote:
    """Record the totals of a vote on an item; below the threshold it is a result like any other (``Vote.passes``).

    Until a resolution rests on it, recording again corrects the totals; ``again`` opens the next round instead.
    A secret ballot needs all five totals, raised cards only two. Raises ``FaultyError`` with every contradiction,
    ``RefusedError`` where the law stops the vote itself (a cell below three official members).
    """
    meeting = take_up(actor, item.meeting, version)
    refuse_if(_too_early(meeting, item, on))
    terms = _terms(meeting, item)
    count = Count.of(method, issued=issued, collected=collected, valid=valid, approve=approve, against=against)
    vote = _row(item, again=again)
    refuse_if([*_not_open(item), *count_faults(count, terms, meeting.present_official or 0)])
    _ask_the_law(terms)
    before = {name: getattr(vote, name) for name in _COUNTED} if vote.pk else dict.fromkeys(_COUNTED)
    for name in _COUNTED:
        setattr(vote, name, getattr(count, name))
    vote.base, vote.base_sentence = terms.base, terms.sentence
    vote.needed, vote.threshold = terms.needed, terms.wanted
    vote.save()
    changes: dict[str, object] = {name: [before[name], getattr(vote, name)] for name in _COUNTED}
    changes["base"] = [None, vote.base]
    put_down(actor, meeting, on, "record_vote", {"item": [item.uid, item.uid], **changes})
    return vote


def _too_early(meeting: Meeting, item: AgendaItem, on: date) -> list[Fault | None]:
    return [
        faults.in_future(meeting.on, on, "ghi biểu quyết") if meeting.on > on else None,
        faults.attendance_first("ghi biểu quyết") if meeting.state == Meeting.State.PLANNED else None,
        None if item.is_voted else faults.no_vote_on_item(item.title),
        follow_faults.nobody_to_vote_on(item.title) if item.sort in ABOUT_ONE and item.subject_id is None else None,
    ]


def _row(item: AgendaItem, *, again: bool) -> Vote:
    last = item.votes.order_by("-round").first()
    if last is None or again:
        return Vote(item=item, round=last.round + 1 if last else 1)
    return last


def _not_open(item: AgendaItem) -> list[Fault | None]:
    return [faults.vote_already_resolved(item.title) if item.resolutions.exists() else None]


def _terms(meeting: Meeting, item: AgendaItem) -> VoteTerms:
    """The base of the day as the register has it. Where a resolution already rests on the frozen one, that stays."""
    terms = queries.base_of_vote(meeting, item)
    if meeting.base is None or terms.base == meeting.base:
        return terms
    if meeting.resolutions.exists():
        return queries.frozen_terms(meeting, item.sort, rulebook_of(meeting.organisation, meeting.on))
    raise FaultyError([faults.register_moved(meeting.base, terms.base)])


def _ask_the_law(terms: VoteTerms) -> None:
    """Decision 33: two thirds out of reach is a warning, the count decides; a cell too small cannot vote at all."""
    if any(found.grade is FindingGrade.STOP for found in terms.findings):
        raise RefusedError(Verdict(findings=terms.findings))
