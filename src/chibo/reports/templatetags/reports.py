"""How a cell of a table is shown, whatever it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

from chibo.base.templatetags.chibo import lien, ngay

if TYPE_CHECKING:
    from chibo.register.models import Organisation
    from chibo.reports.queries import Progress
    from chibo.reports.queries.figures import Figure, Words
    from chibo.reports.queries.statistics import Cell, Grid

register = template.Library()


@register.filter
def o_bang(cell: str | date | None) -> str:
    """Show a day as the house shows days, a word as it is, nothing as a dash."""
    return ngay(cell) if isinstance(cell, date) else (cell or "–")


@register.simple_tag
def o_dem(found: Grid, cell: Cell, may_open: bool) -> str:  # noqa: FBT001 - Django passes what the template says
    """Show one count; where there is somebody and the reader may look, it opens the list of them."""
    if cell.count is None:
        return "ẩn"
    if not cell.count or not may_open:
        return str(cell.count)
    address = f"{reverse('statistics_people')}?{found.question.query}&{cell.query}"
    return format_html('<a href="{}">{}</a>', address, cell.count)


@register.simple_tag
def so_chi_tieu(told: Progress, part: str, on: date, may_open: bool) -> str:  # noqa: FBT001 - Django passes what the template says
    """Show the part (``tu``) or the base (``mau``) of a target; where the reader may look, it opens its list."""
    count = (told.part if part == "tu" else told.base) or 0
    if not count or not may_open or not told.opens:
        return str(count)
    address = reverse("target_people", args=[told.target.uid])
    return format_html('<a href="{}?phan={}&amp;ngay={}">{}</a>', address, part, on.isoformat(), count)


STOCK = {"dang-vien", "chinh-thuc", "du-bi", "nu", "dan-toc-thieu-so"}
FLOW = {"ket-nap-trong-ky", "ket-nap-lai", "chuyen-den", "mo-so", "chuyen-di", "tu-tran", "giam-khac", "tang", "giam"}


@register.simple_tag
def so_lieu(part: Words | Figure, unit: Organisation) -> str:
    """Show a piece of prose; a figure opens what lies behind it: of a cell the list, above it the table by unit."""
    what = getattr(part, "what", "")
    address = _behind(part, what, unit) if what else ""
    return format_html('<a href="{}">{}</a>', address, lien(part.text)) if address else lien(part.text)


def _behind(part: Words | Figure, what: str, unit: Organisation) -> str:
    """The address of what a figure counted; nothing where above the cell no table tells it."""
    on, since = getattr(part, "on", None), getattr(part, "since", None)
    own = urlencode({"don_vi": str(unit.uid)})
    target = what.removeprefix("chi-tieu/")
    pages = {
        "du-bao": reverse("forecast"),
        "chi-tieu": f"{reverse('targets')}?{own}&ngay={on}",
        f"chi-tieu/{target}": "" if target == what else f"{reverse('target_people', args=[target])}?phan=tu&ngay={on}",
    }
    if what in pages:
        return pages[what]
    if unit.kind.is_cell:
        return f"{reverse('figure_list', args=[what])}?{getattr(part, 'query', '')}&{own}"
    if what in STOCK:
        return f"{reverse('statistics')}?{own}&hang=dien&ngay={on}"
    return f"{reverse('turnover')}?{own}&tu={since}&den={on}" if what in FLOW else ""
