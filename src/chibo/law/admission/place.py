"""Where a person is considered, and whose history is verified (01-HD/TW 3.4, 6.2, 6.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from chibo.law.calendar import PartialDate
    from chibo.law.timeline import Rulebook


@unique
class ConsideringBody(StrEnum):
    """Which Party organisation considers the admission."""

    TRAINING_INSTITUTION = "party_organisation_of_training_institution"
    SECONDMENT_PLACE = "party_organisation_of_secondment_place"
    HOME = "party_organisation_of_workplace_or_residence"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlace:
    """The body that considers somebody away at study, and the remarks it needs from elsewhere."""

    body: ConsideringBody
    remarks: tuple[str, ...] = ()


def considering_body(months_away: int, on: date, rules: Rulebook, *, seconded: bool = False) -> StudyPlace:
    """Find who considers: full-time study or secondment of the months asked for moves it there (6.2a)."""
    if months_away < rules.on("place.study_or_secondment_min_months", on).number:
        return StudyPlace(body=ConsideringBody.HOME)
    body = ConsideringBody.SECONDMENT_PLACE if seconded else ConsideringBody.TRAINING_INSTITUTION
    return StudyPlace(body=body, remarks=("sending_unit_if_any", "residence_party_organisation"))


def school_may_admit(
    study_ended: PartialDate | None, employed_since: PartialDate | None, admitted_on: PartialDate
) -> bool:
    """Whether the school's organisation still had authority: while studying, or until work elsewhere began."""
    if study_ended is None or admitted_on.latest <= study_ended.latest:
        return True
    return employed_since is None or admitted_on.latest < employed_since.earliest


def contract_long_enough(months: int, on: date, rules: Rulebook) -> bool:
    """Whether a labour contract is long enough for the cell at the workplace to consider (6.4c)."""
    return months >= rules.on("place.min_contract_months", on).number


def verification_required(
    side: str, member_relatives: Collection[str], on: date, rules: Rulebook, *, statement_is_clear: bool
) -> bool:
    """Whether a side of the family must be verified; a member among the near relatives exempts it (3.4c)."""
    exempting = rules.on("verify.exempt_if_relative_member", on).mapping[side]
    return not (statement_is_clear and any(relative in exempting for relative in member_relatives))
