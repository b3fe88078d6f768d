"""Filters and tags of the house: dates that never break, figures with a comma, citations, findings, bars."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.base import dates, web, words
from chibo.base.forms import DayField
from chibo.base.words.findings import sentence
from chibo.law.calendar import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField
    from django.template import Context

    from chibo.base.words.findings import FindingText
    from chibo.law.verdict import Citation, Finding

register = template.Library()
_NOTHING = mark_safe("")
_SENTENCE = re.compile(r"(?<=\w[.?!”])\s+(?=[^\W\da-z_])")
_WHOLE = re.compile(r"\b\d{1,2}-\d{1,2}(?:-\d{4})?\b|\b\d{4}-\d{4}\b|\b\d{1,4}[A-Z]?-[A-ZĐ]{2,}(?:/[A-ZĐ]+)?")


@register.filter
def chu_to(request: HttpRequest | str | None) -> bool:
    """Whether this browser asked for large letters; a page without a request has small ones."""
    return isinstance(request, HttpRequest) and web.wants_large_text(request)


@register.filter
def ngay(day: date | PartialDate | None) -> SafeString:
    """Show a day as ``<time>`` that does not break: 5-2-2018; a partial date as far as it is known."""
    if not day:
        return _NOTHING
    if isinstance(day, PartialDate):
        known = [str(part) for part in (day.day, day.month, day.year) if part]
        return format_html('<time datetime="{}">{}</time>', str(day), "-".join(known))
    local = dates.local_day(day) if isinstance(day, datetime) else day
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), dates.say_date(local))


@register.filter
def ngay_dai(day: date | None) -> SafeString:
    """Show a day in words: thứ Hai, ngày 5 tháng 2 năm 2018."""
    if not day:
        return _NOTHING
    return format_html('<time class="long" datetime="{}">{}</time>', day.isoformat(), dates.say_long(day))


@register.filter
def lien(text: object) -> SafeString:
    """Escape a text and keep its dates, terms and numbers of papers in one piece: 5-2-2018, 2015-2020, 29-QĐ/TW."""
    escaped = conditional_escape(text if isinstance(text, str) else str(text))
    return mark_safe(_WHOLE.sub(r'<span class="whole">\g<0></span>', escaped))  # noqa: S308 - escaped above


@register.filter
def cau_dau(text: object) -> tuple[str, str]:
    """Part a fault into its first sentence, which becomes the link, and the rest: what next, by which rule."""
    first, _, rest = _SENTENCE.sub("\n", str(text), count=1).partition("\n")
    return first, rest


@register.filter
def thu_ngay(day: date | None) -> SafeString:
    """Show a day with its weekday, at the beginning of a line: Thứ Hai, 21-5-2018."""
    if not day:
        return _NOTHING
    weekday = dates.WEEKDAYS[day.weekday()]
    return format_html("{}, {}", weekday[:1].upper() + weekday[1:], ngay(day))


@register.filter
def gio(moment: datetime | None) -> str:
    """Show the time of day of a moment in Viet Nam: 8:12."""
    return dates.say_time(moment) if moment else ""


@register.filter
def phan_tram(share: Fraction | Decimal | float | None) -> str:
    """Show a share of 1 as a percentage with at most one decimal: 92%, 90,5%."""
    if share is None:
        return ""
    exact = Decimal(share.numerator) / share.denominator if isinstance(share, Fraction) else Decimal(str(share))
    rounded = (exact * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0").replace(".", ",") + "%"


@register.filter
def so(number: float | Decimal | None) -> str:
    """Show a number as Vietnamese write it: 1.234 and 90,5."""
    if number is None:
        return ""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


@register.filter
def svg(number: float | Fraction) -> str:
    """Write a number for an attribute of an SVG: a point, at most two decimals, whatever the language is."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


@register.inclusion_tag("base/_cite.html")
def can_cu(citations: Iterable[Citation] | Citation | None) -> dict[str, Any]:
    """Show "Căn cứ: …" with how sure each is; nothing where there is none."""
    many = citations if isinstance(citations, list | tuple) else [citations] if citations else []
    return {"lines": [_line(citation) for citation in many]}


def _line(citation: Any) -> dict[str, Any]:
    if isinstance(citation, str):
        return {"text": citation, "url": "", "rule": "", "remarks": []}
    remarks = [words.CONFIDENCE[citation.confidence], words.CARRIED_FORWARD if citation.carried_forward else ""]
    known = [remark for remark in remarks if remark]
    url = citation.url if citation.url.startswith(("https://", "http://")) else ""  # some only name a public file
    return {"text": citation.text, "url": url, "rule": citation.rule, "remarks": known}


@register.inclusion_tag("base/_finding.html")
def finding(found: Finding) -> dict[str, Any]:
    """Show one finding: what, why, from when, what next, and the articles."""
    return {"found": found, "text": cau(found)}


@register.filter
def cau(found: Finding) -> FindingText:
    """Give the wording of a finding, for templates that place its parts themselves."""
    return sentence(found)


@register.inclusion_tag("base/_bar.html")
def thanh(share: float, label: str, mark: float | None = None) -> dict[str, Any]:
    """Draw a bar filled to ``share`` percent; ``mark`` draws a line at that percentage; ``label`` is read aloud."""
    return {"share": share, "label": label, "mark": mark}


@register.filter
def muc(findings: Iterable[Finding] | None, grade: str) -> list[Finding]:
    """Keep the findings of one grade: stop, warn or tick."""
    return [found for found in findings or () if found.grade == grade]


@register.filter
def la_ngay(field: BoundField) -> bool:
    """Whether a field holds a day, which is said again in words below it."""
    return isinstance(field.field, DayField)


@register.filter
def doc_lai(field: BoundField) -> str:
    """Say in words what day stands in a field; empty where it is no day."""
    return field.field.echo(field.value()) if isinstance(field.field, DayField) else ""


@register.simple_tag
def dem(*groups: Iterable[object] | None) -> int:
    """Count everything in the groups together."""
    return sum(len(list(group or ())) for group in groups)


@register.inclusion_tag("base/_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """Draw the menu; the current item comes from ``menu`` in the context, else from the address."""
    current = str(context.get("menu") or "") or _current(context)
    items = [
        {"href": f"/{key}/", "label": label, "is_current": key == current, "is_more": key not in words.FIRST_IN_MENU}
        for key, label in words.MENU.items()
    ]
    return {"items": items, "more_is_current": any(item["is_more"] and item["is_current"] for item in items)}


def _current(context: Context) -> str:
    request = context.get("request")
    first = request.path.split("/")[1] if request else ""
    return words.BELONGS_TO.get(first, first)


@register.filter
def bac(grade: str) -> str:
    """Say the grade of a finding: Cần sửa, Nên xem lại, Cần người xem trên giấy."""
    return next(text for known, text in words.GRADES.items() if known == grade)
