"""Quy tắc riêng và cách hiểu: what an organisation may set for itself, and how each value is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.lawbook import said
from chibo.base.numbers import whole_number
from chibo.base.refusal import NotYoursError
from chibo.desk.queries.law import ValueField
from chibo.law.reading import rulebook
from chibo.register.facts import rulebook_of
from chibo.register.models import OrganisationRule

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Figure, Rulebook
    from chibo.register.models import Organisation

_TABLES: Final = frozenset({"code", "map", "list", "papers"})  # shapes that no single box can hold
_YES_NO: Final = (("yes", "Có"), ("no", "Không"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SettableRule:
    """One rule or reading as it stands on a day; ``is_own``: the organisation, or one above it, set it."""

    key: str
    name: str
    now: str
    note: str
    is_own: bool


def readings(organisation: Organisation, on: date) -> tuple[SettableRule, ...]:
    """The readings of what the texts leave open (decision 10), each with the one in use."""
    rules = rulebook_of(organisation, on)
    return tuple(
        SettableRule(
            key=policy.name,
            name=policy.title,
            now=policy.options[rules.policy(policy.name)],
            note=policy.note,
            is_own=rules.policy(policy.name) != policy.default,
        )
        for policy in rules.policies()
    )


def local_rules(organisation: Organisation, on: date) -> tuple[SettableRule, ...]:
    """The figures that the Centre leaves to organisations, or that only organisations set (decision 12).

    How long before a day the worklist begins to speak (``lead.``) comes last: it changes no judgment.
    """
    rules = rulebook_of(organisation, on)
    settable = sorted(
        (one for one in rules.figures() if _is_settable(one)), key=lambda one: one.key.startswith("lead.")
    )
    return tuple(_local(figure, rules, on) for figure in settable)


def _is_settable(figure: Figure) -> bool:
    return figure.delegable and figure.unit not in _TABLES


def _local(figure: Figure, rules: Rulebook, on: date) -> SettableRule:
    reading, central = rules.find(figure.key, on), figure.on(on)
    now = said(reading.value, figure.unit) if reading is not None else "chưa đặt"
    is_own = reading is not None and (central is None or reading.value != central.value)
    return SettableRule(key=figure.key, name=figure.name, now=now, note=figure.note, is_own=is_own)


def sort_of(key: str) -> str:
    """Tell whether a key is a reading or a rule of one's own; raises ``NotYoursError`` for what nobody may set."""
    if any(policy.name == key for policy in rulebook().policies()):
        return OrganisationRule.Sort.POLICY.value
    figure = rulebook().book.get(key)
    if figure is None or not _is_settable(figure):
        raise NotYoursError(key)
    return OrganisationRule.Sort.OVERLAY.value


def rule_for(organisation: Organisation, key: str, on: date) -> SettableRule:
    """The rule of an address; raises ``NotYoursError``."""
    sort_of(key)
    return next(one for one in (*readings(organisation, on), *local_rules(organisation, on)) if one.key == key)


def rule_field(key: str) -> ValueField:
    """How the value of a rule is asked for; raises ``NotYoursError``."""
    if sort_of(key) == OrganisationRule.Sort.POLICY:
        policy = next(one for one in rulebook().policies() if one.name == key)
        return ValueField(kind="choice", label="Cách hiểu", choices=tuple(policy.options.items()))
    unit = rulebook().figure(key).unit
    if unit == "flag":
        return ValueField(kind="flag", label="Áp dụng", choices=_YES_NO)
    if unit == "share":
        return ValueField(kind="share", label="Tỷ lệ", hint="Ghi phân số, ví dụ 2/3.")
    name = said(0, unit).removeprefix("0").strip()
    return ValueField(kind="number", label=f"Số ({name})" if name else "Số")


def rule_value(key: str, given: object) -> object:
    """Turn what the form gave into what a rule keeps; what does not fit stays as given, for the verb to refuse."""
    kind = rule_field(key).kind
    if kind == "flag":
        return given == "yes"
    number = whole_number(str(given)) if kind == "number" else None
    return given if number is None else number
