"""How the desk shows days without a year, shares for a bar, and values of the register."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

from chibo.base.templatetags.chibo import ngay
from chibo.base.vietnamese import fold
from chibo.law.calendar import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def viet_hoa_dau(text: str) -> str:
    """Give a text with its first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


@register.filter
def ngay_thang(day: date) -> SafeString:
    """Show a day without its year, where the year stands nearby: 21-5."""
    return format_html('<time datetime="{}">{}-{}</time>', day.isoformat(), day.day, day.month)


@register.filter
def danh_dau(text: str, words: Iterable[str]) -> SafeString:
    """Mark the words of a text that begin with one of the folded words asked, so that it shows why it was found."""
    asked = tuple(words)
    parts = ((part, bool(asked) and fold(part).startswith(asked)) for part in re.split(r"(\s+)", text))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if is_found else part,) for part, is_found in parts)
    )


@register.filter
def nhan_100(share: Fraction) -> float:
    """Give a share in per cent, for a bar."""
    return float(share * 100)


@register.filter
def gia_tri(value: object) -> str:
    """Show a value of the register: partial dates as days are shown, codes of the sex in words, texts as they are."""
    if isinstance(value, PartialDate):
        return ngay(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return {"female": "Nữ", "male": "Nam"}.get(str(value), str(value))
