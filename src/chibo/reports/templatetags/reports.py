"""How a cell of a table is shown, whatever it holds."""

from __future__ import annotations

from datetime import date

from django import template

from chibo.base.templatetags.chibo import ngay

register = template.Library()


@register.filter
def o_bang(cell: str | date | None) -> str:
    """Show a day as the house shows days, a word as it is, nothing as a dash."""
    return ngay(cell) if isinstance(cell, date) else (cell or "–")
