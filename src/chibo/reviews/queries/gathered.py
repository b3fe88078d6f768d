"""Where the topics of the room meet: each adds its line to the three lists below, and nothing else.

A topic gives any of: a card of the page Đánh giá, dated duties for the worklist (and with it the week sheet, the
calendar file and the agenda), a block of a person's page. None may ask more of the database with more rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.reviews.queries import honours_told, promises_told, titles, training, yearly_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person
    from chibo.reviews.values import Block, Card, Due

CARDS: Final[tuple[Callable[[Actor, Organisation, date], Card | None], ...]] = (
    promises_told.commitment_card,
    promises_told.campaign_card,
    promises_told.awareness_card,
    yearly_told.card,
    titles.card,
    training.card,
    honours_told.commendation_card,
    honours_told.badge_card,
    honours_told.discipline_card,
)
"""The page Đánh giá, topic by topic; nothing for an actor who may not see the topic."""

DUTIES: Final[tuple[Callable[[Actor, Organisation, date, Rulebook], Iterable[Due]], ...]] = (
    promises_told.commitment_duties,
    promises_told.campaign_duties,
    yearly_told.due,
    honours_told.duties,
)
"""What falls due in an organisation, topic by topic. The caller has the right to see cases."""

BLOCKS: Final[tuple[Callable[[Actor, Person, date], Block | None], ...]] = (
    promises_told.commitment_block,
    promises_told.campaign_block,
    promises_told.awareness_block,
    yearly_told.block,
    training.block,
    honours_told.honours_block,
    honours_told.discipline_block,
)
"""What a person's page shows; nothing for an actor who may not see it. The person was guarded by the caller."""


def cards(actor: Actor, organisation: Organisation, on: date) -> tuple[Card, ...]:
    """Return the cards that an actor may see, in the order of the list."""
    return tuple(filter(None, (card(actor, organisation, on) for card in CARDS)))


def duties(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """Return what falls due for an actor, topic by topic; the number of queries does not grow with the rows."""
    for topic in DUTIES:
        yield from topic(actor, organisation, on, rules)


def blocks(actor: Actor, person: Person, on: date) -> tuple[Block, ...]:
    """Return the blocks of a person's page that an actor may see, in the order of the list."""
    return tuple(filter(None, (block(actor, person, on) for block in BLOCKS)))
