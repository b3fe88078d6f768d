"""Filters of the road: addresses and words of steps and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from chibo.development import kept, papers, queries, words

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.verdict import Finding

register = template.Library()


@register.filter
def duong_dan(kind: str) -> str:
    """Give the part of the address that names a step."""
    return next(slug for known, slug in words.STEP_SLUGS.items() if known == kind)


@register.filter
def ten_buoc(kind: str) -> str:
    """Name a step."""
    return words.say_step(kind)


@register.filter
def ten_viec(act: str) -> str:
    """Name an act of a plan."""
    return queries.ACTS[act]


@register.filter
def thang(month: date) -> str:
    """Name a month: 5-2018."""
    return f"{month.month}-{month.year}"


@register.filter
def nhan_xet(stored: list[dict[str, Any]]) -> list[Finding]:
    """Read back the findings a step keeps, for the wording of today."""
    return kept.findings_of(stored)


@register.filter
def mau(kind: str) -> str:
    """Give the form we can make of a paper (``13-knd``); empty where it comes from elsewhere."""
    form = next((form for known, form in papers.FORMS.items() if known == kind), None)
    return form.template if form is not None else ""


@register.filter
def bieu_mau(kind: str) -> papers.Form | None:
    """Give the form of a paper: who signs it, what it repeats."""
    return next((form for known, form in papers.FORMS.items() if known == kind), None)


@register.filter
def so_ngay(days: int | None) -> str:
    """Say how long: 15 ngày, 3 tháng, 2 năm 1 tháng; a month is taken as 30 days, for reading only."""
    if days is None:
        return ""
    if days < _LONG:
        return f"{days}\u00a0ngày"
    months = days // 30
    years, rest = divmod(months, 12)
    if not years:
        return f"{months}\u00a0tháng"
    return f"{years}\u00a0năm {rest}\u00a0tháng" if rest else f"{years}\u00a0năm"


_LONG = 90
