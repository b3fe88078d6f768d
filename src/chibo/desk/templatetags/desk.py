"""Texts of the worklist: days inside a sentence do not break."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.base.dates import WEEKDAYS
from chibo.base.templatetags.chibo import ngay
from chibo.law.calendar import PartialDate

if TYPE_CHECKING:
    from fractions import Fraction

register = template.Library()
_DAY = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])")


@register.filter
def co_ngay(text: str) -> SafeString:
    """Escape a sentence and put every day in it (5-2-2018) into ``<time>``, which never breaks."""
    return mark_safe(_DAY.sub(_marked, conditional_escape(text)))  # noqa: S308 - escaped just before


def _marked(found: re.Match[str]) -> str:
    day, month, year = (int(part) for part in found.groups())
    try:
        return f'<time datetime="{date(year, month, day).isoformat()}">{found[0]}</time>'
    except ValueError:
        return found[0]


@register.filter
def viet_hoa_dau(text: str) -> str:
    """Give a text with its first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


@register.filter
def thu(day: date) -> str:
    """Say the day of the week: thứ Hai."""
    return WEEKDAYS[day.weekday()]


@register.filter
def ngay_thang(day: date) -> SafeString:
    """Show a day without its year, where the year stands nearby: 21-5."""
    return format_html('<time datetime="{}">{}-{}</time>', day.isoformat(), day.day, day.month)


@register.filter
def nhan_100(share: Fraction) -> float:
    """Give a share in per cent, for a bar."""
    return float(share * 100)


@register.filter
def gia_tri(value: object) -> str:
    """Show a value of the register: partial dates as days are shown, codes of the sex in words, texts as they are."""
    if isinstance(value, PartialDate):
        return ngay(value)
    return {"female": "Nữ", "male": "Nam"}.get(str(value), str(value))
