"""How papers say days, shares and texts. Everything a template gets has passed through here and is plain."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from chibo.base.dates import say_date, say_paper_date

if TYPE_CHECKING:
    from chibo.law.calendar import PartialDate


_DATE = re.compile(r"\b\d{1,2}-(?:\d{1,2}-)?\d{4}\b")
_FIRM_HYPHEN = "\N{NON-BREAKING HYPHEN}"


def day(known: date | PartialDate | None) -> str | None:
    """``ngày 05 tháng 02 năm 2018``, or as far as the day is known: ``tháng 02 năm 2018``, ``năm 2018``."""
    if known is None or isinstance(known, date):
        return say_paper_date(known) if known else None
    if known.is_full:
        return say_paper_date(known.earliest)
    whole = say_paper_date(known.earliest)  # ngày 01 tháng … năm …: cut before the part that is known
    return whole[whole.index("tháng" if known.month else "năm") :]


def short_day(known: date | PartialDate | None) -> str | None:
    """``5-2-2018``, for the narrow cells of tables; a day known in part as far as it is known: ``2-2018``, ``2018``."""
    if known is None or isinstance(known, date):
        return say_date(known) if known else None
    return "-".join(str(part) for part in (known.day, known.month, known.year) if part)


def unbroken(text: str) -> str:
    """A sentence whose dates no line may break: the hyphens of ``31-3-2018`` and ``3-2018`` become firm ones."""
    return _DATE.sub(lambda found: found[0].replace("-", _FIRM_HYPHEN), text)


def percent(part: int | None, whole: int | None) -> str | None:
    """``90,5%``: at most one decimal, half up; nothing where one of the two is unknown."""
    if part is None or not whole:
        return None
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{share:f}".removesuffix(".0").replace(".", ",") + "%"


def paragraphs(text: str) -> list[str]:
    """The lines of a text that somebody typed, without empty ones."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def capital(text: str) -> str:
    """The same words with a capital first letter."""
    return text[:1].upper() + text[1:]


def number(value: int | None) -> str | None:
    """A paper's number with at least two digits: ``07``."""
    return None if value is None else f"{value:02d}"


def as_chapter(name: str) -> str:
    """The body as a paper's heading names it: ``Đảng ủy Khối …`` → ``Đảng bộ Khối …``."""
    return "Đảng bộ" + name[len("Đảng ủy") :] if name.startswith("Đảng ủy") else name


def as_committee(name: str) -> str:
    """The body that is asked to decide: ``Đảng bộ xã …`` → ``Đảng ủy xã …``."""
    return "Đảng ủy" + name[len("Đảng bộ") :] if name.startswith("Đảng bộ") else name
