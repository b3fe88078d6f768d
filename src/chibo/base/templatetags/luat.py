"""How a computed date is opened: start, period, holidays left out, result, rule and readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from chibo.base.lawbook import policy_said, said
from chibo.law.reading import rulebook

if TYPE_CHECKING:
    from chibo.law.timeline import Computation

register = template.Library()


@register.inclusion_tag("base/_computation.html")
def cach_tinh(computed: Computation | None) -> dict[str, Any]:
    """Open a date into its computation, so that it can be followed by hand; nothing where nothing was computed."""
    if computed is None:
        return {"computed": None}
    law = rulebook()
    figure = law.book.get(computed.rule)
    return {
        "computed": computed,
        "amount": said(computed.amount, computed.unit),
        "is_working_days": computed.unit == "working_days",
        "name": figure.name if figure else computed.rule,
        "readings": [policy_said(used, law) for used in computed.readings],
    }
