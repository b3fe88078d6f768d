"""Nơi cấp: which bodies may give which certificates, and until when, as the organisation's own list says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.vietnamese import text_key
from chibo.development.models import ClassKind, TrainingBody
from chibo.documents.queries.templates import above_and_here
from chibo.law.admission import district_centres_end
from chibo.law.reading import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body of the list with the days on which it may give certificates: its own, bounded by the law."""

    row: TrainingBody
    ends_on: date | None
    is_bounded_by_law: bool
    is_ours: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """The classes whose certificates it may give, in words."""
        return tuple(kind.label for kind in ClassKind if kind.value in self.row.kinds)

    def may_give(self, kind: str, day: date) -> bool:
        """Whether it may give a certificate of a kind on a day."""
        begun = self.row.starts_on is None or self.row.starts_on <= day
        return kind in self.row.kinds and begun and (self.ends_on is None or day < self.ends_on)


def body_of(row: TrainingBody, *, is_ours: bool = True, rules: Rulebook | None = None) -> Body:
    """Give a body with its last day: a district centre ends at the latest with the district level."""
    bound = None
    if row.sort == TrainingBody.Sort.DISTRICT_CENTRE:
        bound = district_centres_end(rules or rulebook())
    is_bounded = bound is not None and (row.ends_on is None or row.ends_on > bound)
    return Body(row=row, ends_on=bound if is_bounded else row.ends_on, is_bounded_by_law=is_bounded, is_ours=is_ours)


def bodies_of(organisation: Organisation) -> tuple[Body, ...]:
    """Give the bodies that the organisation or one above it put on the list, by name. One query."""
    rows = TrainingBody.objects.filter(organisation__scope_key__in=above_and_here(organisation.scope_key))
    rules = rulebook()
    return tuple(
        body_of(row, is_ours=row.organisation_id == organisation.pk, rules=rules) for row in sorted(rows, key=_by_name)
    )


def _by_name(body: TrainingBody) -> tuple[bytes, int]:
    return text_key(body.name), body.pk


def bodies_above(scope_keys: Iterable[str]) -> dict[str, tuple[Body, ...]]:
    """Give the lists of many organisations by their keys, each with those above it. One query."""
    wanted = {key: above_and_here(key) for key in scope_keys}
    keys = {key for keys in wanted.values() for key in keys}
    found = TrainingBody.objects.filter(organisation__scope_key__in=keys).select_related("organisation")
    rows = sorted(found, key=_by_name)
    rules = rulebook()
    return {
        key: tuple(body_of(row, rules=rules) for row in rows if row.organisation.scope_key in above)
        for key, above in wanted.items()
    }


def issuer_remark(bodies: Iterable[Body], kind: str, name: str, day: date) -> str:
    """Say what is wrong with the giver of a certificate (E17), or nothing; nothing either where no list is kept."""
    listed = list(bodies)
    if not any(kind in body.row.kinds for body in listed):
        return ""
    named = [body for body in listed if body.row.name.casefold() == name.strip().casefold()]
    if not named:
        return f"“{name}” không có trong danh sách nơi được cấp giấy chứng nhận."
    if not any(body.may_give(kind, day) for body in named):
        return f"“{name}” chưa được hoặc không còn được cấp giấy vào ngày {say_date(day)}."
    return ""
