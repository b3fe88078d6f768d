"""Names by which an office's own workbook asks for figures: a word for each value, joined by ``_va_``.

``dv`` is every member on the last day of the period, ``dv_nu`` the women, ``dv_nu_va_tuoi_18_30`` the women of that
age. The words are made from the dimensions themselves, so a name is never promised that no table knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.base.vietnamese import fold
from chibo.reports.bands import bands
from chibo.reports.queries.statistics import DIMENSIONS, WAYS_IN, WAYS_OUT, Question, counted, turnover
from chibo.reports.queries.statistics.hiding import Veil

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics import Dimension, Turnover

MOST_CONDITIONS: Final = 2  # above the cell more would tell of too few; two are what a table has
_AND: Final = "_va_"
_ALIKE: Final = 70
_MEMBERS: Final = "dv"
_FREE: Final = {"dan-toc": "dan_toc_", "trinh-do": "trinh_do_", "ly-luan": "ly_luan_", "nam-vao-dang": "vao_dang_"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: the dimension and the value that it stands for, and what it says."""

    word: str
    dimension: str
    value: str
    meaning: str


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")


def _bands(what: str, prefix: str, dimension: str, unit: str) -> tuple[Word, ...]:
    return tuple(
        Word(
            f"{prefix}_{band.first}_{band.last}" if band.last is not None else f"{prefix}_tu_{band.first}",
            dimension,
            band.key,
            f"{DIMENSIONS[dimension].name.lower()} {band.name} {unit}",
        )
        for band in bands()[what]
    )


WORDS: Final[Mapping[str, Word]] = {
    one.word: one
    for one in (
        Word("nu", "gioi-tinh", "female", "nữ"),
        Word("nam", "gioi-tinh", "male", "nam"),
        Word("chinh_thuc", "dien", "official", "đảng viên chính thức"),
        Word("du_bi", "dien", "probationary", "đảng viên dự bị"),
        Word("doan_vien", "doan", "yes", "đoàn viên Thanh niên"),
        *_bands("age", "tuoi", "tuoi-doi", "tuổi"),
        *_bands("party_age", "tuoi_dang", "tuoi-dang", "năm"),
        Word("chua_ghi_gioi_tinh", "gioi-tinh", "", "chưa ghi giới tính"),
        Word("chua_ghi_tuoi", "tuoi-doi", "", "ngày sinh chưa ghi đủ"),
        Word("chua_ghi_dan_toc", "dan-toc", "", "chưa ghi dân tộc"),
        Word("chua_ghi_trinh_do", "trinh-do", "", "chưa ghi trình độ"),
        Word("chua_ghi_ly_luan", "ly-luan", "", "chưa ghi lý luận chính trị"),
    )
}
"""The words that are always there; ``dan_toc_…``, ``trinh_do_…``, ``ly_luan_…``, ``vao_dang_…`` take any value."""

_LEDGER: Final[Mapping[str, str]] = {
    **{f"tang_{_slug(name)}": way for way, name in WAYS_IN.items()},
    **{f"giam_{_slug(name).removeprefix('giam_')}": way for way, name in WAYS_OUT.items()},
}
_STOCKS: Final = {"dau_ky": "đảng viên đầu kỳ", "cuoi_ky": "đảng viên cuối kỳ, tính từ đầu kỳ, tăng, giảm"}
_TEXTS: Final = {"ten_don_vi": "tên đơn vị", "tu_ngay": "ngày đầu kỳ", "den_ngay": "ngày cuối kỳ, ngày lấy số liệu"}


def explained() -> tuple[tuple[str, str], ...]:
    """Every name there is, with what it says, for the page that lists them."""
    free = [
        (
            f"{_MEMBERS}_{prefix}…",
            f"{DIMENSIONS[key].name.lower()}, ghi giá trị không dấu: {_MEMBERS}_{prefix}{example}",
        )
        for (key, prefix), example in zip(_FREE.items(), ("kinh", "dai_hoc", "trung_cap", "2018"), strict=True)
    ]
    told = {**WAYS_IN, **WAYS_OUT}
    return (
        (_MEMBERS, "mọi đảng viên ngày cuối kỳ"),
        *((f"{_MEMBERS}_{one.word}", one.meaning) for one in WORDS.values()),
        *free,
        *_STOCKS.items(),
        *((name, f"trong kỳ: {told[way].lower()}") for name, way in _LEDGER.items()),
        *_TEXTS.items(),
    )


def faults_of(names: Iterable[str]) -> list[Fault]:
    """What is wrong with names, each with the likeliest one meant."""
    return [_unknown(name) for name in names if not _is_known(name.lower())]


def _is_known(name: str) -> bool:
    if name in _LEDGER or name in _STOCKS or name in _TEXTS or name == _MEMBERS:
        return True
    conditions = _conditions(name)
    return conditions is not None and len({key for key, _ in conditions}) == len(conditions) <= MOST_CONDITIONS


def _conditions(name: str) -> list[tuple[str, str]] | None:
    """The dimensions of a name with the words of their values; nothing where a word is not known."""
    if not name.startswith(f"{_MEMBERS}_"):
        return None
    found: list[tuple[str, str]] = []
    for word in name.removeprefix(f"{_MEMBERS}_").split(_AND):
        free = next((key for key, prefix in _FREE.items() if word.startswith(prefix) and word != prefix), None)
        if word in WORDS:
            found.append((WORDS[word].dimension, word))
        elif free:
            found.append((free, word))
        else:
            return None
    return found


def _unknown(name: str) -> Fault:
    known = [one for one, _ in explained() if not one.endswith("…")]
    alike = process.extractOne(name.lower(), known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    conditions = _conditions(name.lower())
    if conditions is not None:
        why = f"Một tên có nhiều nhất {MOST_CONDITIONS} điều kiện, mỗi điều kiện theo một tiêu chí khác nhau."
        return Fault(what=f"Tên “{name[:60]}” ghép sai.", why=why, next="Sửa tên ở Quản lý tên.", field="file")
    meant = f"Có phải “{alike[0]}”? " if alike else ""
    return Fault(
        what=f"Không có con số nào tên “{name[:60]}”.",
        next=f"{meant}Xem danh sách tên ô, sửa tên ở Quản lý tên, rồi tải lên lại.",
        field="file",
    )


# --- figures


def figures(
    actor: Actor, unit: Organisation, starts_on: date, last_day: date, names: Iterable[str]
) -> dict[str, int | str | None]:
    """The value of each name, in small letters; nothing where a count may not be seen.

    Raises :class:`NotYoursError`.
    """
    ledger = turnover(actor, unit, starts_on, last_day)
    texts = {"ten_don_vi": ledger.unit.name, "tu_ngay": say_date(starts_on), "den_ngay": say_date(last_day)}
    wanted = {name.lower() for name in names}
    found: dict[str, int | str | None] = {name: text for name, text in texts.items() if name in wanted}
    for name in wanted - set(texts):
        found[name] = _of_ledger(ledger, name) if name in _LEDGER or name in _STOCKS else None
    members = [name for name in wanted if name == _MEMBERS or _conditions(name)]
    veils: dict[tuple[str, ...], Veil] = {}
    for name in members:
        found[name] = _count(unit, last_day, _conditions(name) or [], veils)
    return found


def _of_ledger(ledger: Turnover, name: str) -> int | None:
    total = ledger.total
    if name in _LEDGER:
        return total.by(_LEDGER[name])
    if total.is_few:
        return None
    return total.opening if name == "dau_ky" else total.closing


def _count(
    unit: Organisation, on: date, conditions: list[tuple[str, str]], veils: dict[tuple[str, ...], Veil]
) -> int | None:
    """How many members fit the conditions; words of free values are compared without marks."""
    axes = tuple(one for one in DIMENSIONS.values() if one.key in dict(conditions)) or (DIMENSIONS["dien"],)
    keys = tuple(one.key for one in axes)
    if keys not in veils:
        question = Question(unit=unit, on=on, rows=axes[0], columns=axes[1] if len(axes) > 1 else None)
        veils[keys] = Veil(counted(question).joint(axes))
    veil = veils[keys]
    places = [keys.index(key) for key, _ in conditions]
    values = [
        _values(axes[place], word, veil.values(place)) for place, (_, word) in zip(places, conditions, strict=True)
    ]
    sets = [dict(zip(places, told, strict=True)) for told in product(*values)]
    if not unit.kind.is_cell and not all(veil.shows(at) for at in sets):
        return None
    return sum(veil.count(at) for at in sets)


def _values(dimension: Dimension, word: str, recorded: list[str]) -> list[str]:
    """The recorded values that a word stands for; a free one may be written in several ways."""
    if word in WORDS:
        return [WORDS[word].value]
    asked = word.removeprefix(_FREE[dimension.key])
    return [value for value in recorded if _slug(value) == asked]
