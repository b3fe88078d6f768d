"""Cài đặt: what an installation knows of its organisation, and by which rules it reads the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission
from chibo.law.calendar import CalendarGap
from chibo.register.facts import rulebook_of
from chibo.register.models import OfficeHolding, OrganisationRule, Term
from chibo.register.queries import office_holders
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule of the organisation's own: what it is about, its value in words, its ground and days."""

    name: str
    value: str
    ground: str
    starts_on: date
    ends_on: date | None
    is_chosen_reading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchLine:
    """One way of reading the law that the texts leave open: the reading in use and whether it was chosen here."""

    title: str
    reading: str
    note: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One year of the holiday calendar; ``days`` is nothing for a year nobody entered."""

    year: int
    days: tuple[date, ...]
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """What the page shows."""

    organisation: Organisation
    offices: tuple[OfficeHolding, ...]
    sees_people: bool
    terms: tuple[tuple[Term, tuple[Target, ...]], ...]
    rules: tuple[RuleLine, ...]
    switches: tuple[SwitchLine, ...]
    years: tuple[YearLine, ...]
    calendar_source: str


def settings_of(actor: Actor, organisation: Organisation, on: date) -> SettingsView:
    """Gather the settings of an organisation as they stand on a day. Five queries.

    Who sits on the committee is told to whoever may see people.
    """
    sees_people = actor.may(Permission.VIEW_PEOPLE, organisation.scope_key)
    rules = rulebook_of(organisation, on)
    own_rules = tuple(OrganisationRule.objects.filter(organisation=organisation).order_by("sort", "key", "starts_on"))
    terms = list(Term.objects.filter(organisation=organisation).order_by("-starts_on"))
    targets: dict[int, list[Target]] = {}
    own = Target.objects.filter(term__organisation=organisation, unit=organisation, year=None, withdrawn_on=None)
    for target in own.order_by("metric"):
        targets.setdefault(target.term_id, []).append(target)
    return SettingsView(
        organisation=organisation,
        offices=tuple(office_holders(organisation, on)) if sees_people else (),
        sees_people=sees_people,
        terms=tuple((term, tuple(targets.get(term.pk, ()))) for term in terms),
        rules=tuple(_rule(rule, rules) for rule in own_rules),
        switches=_switches(rules),
        years=tuple(_year(year, rules) for year in range(on.year - 1, on.year + 3)),
        calendar_source=rules.holidays.source,
    )


COMMITTEE: Final = tuple(
    (office.value, str(office.label))
    for office in (
        OfficeHolding.Office.SECRETARY,
        OfficeHolding.Office.DEPUTY_SECRETARY,
        OfficeHolding.Office.COMMITTEE_MEMBER,
    )
)
"""The offices of a cell's committee, highest first: value and name."""


def committee_of(organisation: Organisation, on: date) -> tuple[OfficeHolding, ...]:
    """Give who is on the committee on a day, highest office first. One query."""
    offices = [value for value, _ in COMMITTEE]
    return tuple(office_holders(organisation, on).filter(office__in=offices).select_related("organisation"))


def _rule(rule: OrganisationRule, rules: Rulebook) -> RuleLine:
    is_reading = rule.sort == OrganisationRule.Sort.POLICY
    if is_reading:
        policy = next((one for one in rules.policies() if one.name == rule.key), None)
        name = policy.title if policy else rule.key
        value = policy.options.get(str(rule.value), str(rule.value)) if policy else str(rule.value)
    else:
        figure = rules.figure(rule.key)
        name, value = figure.name, f"{rule.value} {_UNITS.get(figure.unit, '')}".strip()
    return RuleLine(
        name=name,
        value=value,
        ground=rule.ground,
        starts_on=rule.starts_on,
        ends_on=rule.ends_on,
        is_chosen_reading=is_reading,
    )


def _switches(rules: Rulebook) -> tuple[SwitchLine, ...]:
    return tuple(
        SwitchLine(
            title=policy.title,
            reading=policy.options[rules.policy(policy.name)],
            note=policy.note,
            is_default=rules.policy(policy.name) == policy.default,
        )
        for policy in rules.policies()
    )


def _year(year: int, rules: Rulebook) -> YearLine:
    days = tuple(sorted(day for day in rules.holidays.days if day.year == year))
    try:
        rules.holidays.is_working_day(date(year, 1, 1))
    except CalendarGap:
        return YearLine(year=year, days=(), is_known=False)
    return YearLine(year=year, days=days, is_known=True)


_UNITS = {
    "months": "tháng",
    "days": "ngày",
    "working_days": "ngày làm việc",
    "years": "năm",
    "persons": "người",
    "times": "lần",
    "rounds": "lần",
    "minutes": "phút",
    "hours": "giờ",
}
