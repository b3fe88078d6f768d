"""Questions on discipline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.law import discipline
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions.yearly import CODES
from chibo.law.vocabulary import Discipline, DisciplineBar

if TYPE_CHECKING:
    from datetime import date

_FORMS: Final = {
    "khien_trach": Discipline.REPRIMAND,
    "canh_cao": Discipline.WARNING,
    "cach_chuc": Discipline.DISMISSAL,
    "cach_chuc_if_post": Discipline.DISMISSAL,
    "khai_tru": Discipline.EXPULSION,
    "giai_tan": Discipline.DISSOLUTION,
}
_FORM_CODES: Final = {form: code for code, form in reversed(_FORMS.items())}


def _form(given: Given) -> Discipline:
    named = given.text("form", "discipline")
    if named not in _FORMS:
        raise NotCovered(named)
    return _FORMS[named]


def by(given: Given) -> str:
    """Who decides a form of discipline."""
    above = given.flag("superior_task", "higher_committee_member", "managed_by_higher", "superior_matter")
    return discipline.deciding_body(_form(given), given.on(), given.rules, is_superior_matter=above).value


def cell_committee_may(given: Given) -> bool:
    """Whether the committee of a cell may."""
    return discipline.cell_committee_may(_form(given), given.on(), given.rules)


def effective(given: Given) -> str:
    """From what event a discipline of the cell binds."""
    given.rules.on("discipline.effective_from", given.on())
    return "announcement_of_vote_result"


def forms(given: Given) -> list[str]:
    """The forms of discipline for this membership, or for an organisation."""
    status = given.text("status", "kind", default="official")
    if status in {"organisation", "party_organisation"}:
        return [_FORM_CODES[form] for form in discipline.organisation_forms(given.on(), given.rules)]
    if status not in {"official", "probationary"}:
        raise NotCovered(status)
    post = given.flag("has_post") if given.has("has_post") else None
    listed = discipline.member_forms(given.on(), given.rules, is_probationary=status == "probationary", has_post=post)
    if_post = "cach_chuc_if_post" if post is None else "cach_chuc"
    return [if_post if form is Discipline.DISMISSAL else _FORM_CODES[form] for form in listed]


def processed_now(given: Given) -> bool:
    """Whether discipline may be considered while something holds."""
    named = given.text("condition", "while", "situation")
    bars = given.rules.on("discipline.not_processed_while", given.on()).codes
    if named not in set(DisciplineBar):
        raise NotCovered(named)
    return named not in bars


def complaint_until(given: Given) -> date:
    """The last day to complain."""
    return discipline.complaint_until(given.day("told", "announced", "received"), given.rules).result


def rating_effect(given: Given) -> str:
    """The level that a discipline in the year leads to."""
    return CODES[discipline.rating_effect(given.on(), given.rules)]
