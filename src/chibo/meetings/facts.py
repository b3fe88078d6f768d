"""Rows of this room as frozen facts for the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.facts import VoteFacts
from chibo.law.vocabulary import VoteMethod

if TYPE_CHECKING:
    from chibo.meetings.models import Vote


def vote_facts(vote: Vote) -> VoteFacts:
    """Give one recorded vote to the law, with the base as it was frozen.

    Load it with ``select_related("item__meeting")`` where there are many.
    """
    return VoteFacts(
        on=vote.item.meeting.on,
        base=vote.base,
        approve=vote.approve,
        against=vote.against,
        invalid=(vote.collected or 0) - (vote.valid or 0),
        present_official=vote.item.meeting.present_official,
        method=VoteMethod(vote.method),
        round=vote.round,
    )
