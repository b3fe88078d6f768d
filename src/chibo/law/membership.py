"""What surrounds a membership: votes that failed, deletion, card, transfer, list, and decisions made wrongly."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Computation, Rulebook

_WITH_RECOGNITION = "decided_with_recognition"


@unique
class CardFault(StrEnum):
    """What can be wrong with a member's card."""

    NOT_OFFICIAL = "before_recognition"
    DIGITS = "digits"
    NOT_WITH_RECOGNITION = "not_with_recognition"
    LATE = "late"


@unique
class CorrectionFault(StrEnum):
    """What can be wrong with making a decision good, confirming it, or cancelling it."""

    NOTHING_DECIDED = "nothing_decided"
    BEFORE_DECISION = "before_decision"
    NOT_CURED = "not_cured"


def may_consider_removal(months_missed: int, on: date, rules: Rulebook) -> bool:
    """Whether months without meetings or dues are enough for the cell to consider deleting the name (208-QĐ/TW)."""
    return months_missed >= rules.on("deletion.no_meeting_or_fee", on).number


def may_vote_again(failed_rounds: int, on: date, rules: Rulebook) -> bool:
    """Whether the cell may vote once more on recognition or deletion; after three rounds the levels above decide."""
    return failed_rounds < rules.on("vote.max_rounds_recognition", on).number


def result_goes_up(on: date, rules: Rulebook) -> bool:
    """Whether a vote below the share is reported in full to the competent committee (01-HD/TW 2021, 5.1)."""
    return rules.find("vote.below_threshold", on) is not None


def card_digits(on: date, rules: Rulebook) -> int:
    """How many digits a card number has on a day."""
    return rules.on("party_card.number_digits", on).number


def card_faults(
    number: str,
    decided_on: date | None,
    issued_on: date | None,
    recognised_on: date | None,
    met_on: date | None,
    rules: Rulebook,
) -> tuple[CardFault, ...]:
    """Say what is wrong with a card: to official members only, with the recognition or at the next meeting (6.1)."""
    day = decided_on or issued_on
    if day is None:
        return ()
    faults = []
    if recognised_on is None or day < recognised_on:
        faults.append(CardFault.NOT_OFFICIAL)
    if number and not (number.isascii() and number.isdecimal() and len(number) == card_digits(day, rules)):
        faults.append(CardFault.DIGITS)
    is_together = rules.on("party_card.issued_when", day).code == _WITH_RECOGNITION
    if is_together and decided_on is not None and recognised_on is not None and decided_on > recognised_on:
        faults.append(CardFault.NOT_WITH_RECOGNITION)
    if not is_together and met_on is not None and issued_on is not None and issued_on > met_on:
        faults.append(CardFault.LATE)
    return tuple(faults)


def transfer_deadline(moved_on: date, rules: Rulebook) -> Computation:
    """The last day to complete an official transfer, from the day the move takes effect (29-QĐ/TW 6.3)."""
    return rules.within_working_days("transfer.official_deadline", moved_on, moved_on)


def list_due(reconciled_on: date, rules: Rulebook) -> Computation:
    """The day on which the list of members must be reconciled again (form 7-HSĐV)."""
    return rules.after_months("member_list.reconcile_every", reconciled_on, reconciled_on)


def correction_faults(
    on: date | None, decided_on: date | None, cured_on: date | None, *, is_confirmation: bool = False
) -> tuple[CorrectionFault, ...]:
    """Say what is wrong with the correction of a decision: there must be one, older, and cured before confirmed."""
    faults = []
    if decided_on is None:
        faults.append(CorrectionFault.NOTHING_DECIDED)
    elif on is not None and on < decided_on:
        faults.append(CorrectionFault.BEFORE_DECISION)
    if is_confirmation and (cured_on is None or (on is not None and on < cured_on)):
        faults.append(CorrectionFault.NOT_CURED)
    return tuple(faults)
