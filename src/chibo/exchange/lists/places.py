"""Old and new names of places: what a province, district or commune became on 1-7-2025.

The units are frozen in ``places.json.gz`` (made by ``tools/freeze_places.py``, which names source, version, licence and
checksum): as they stood right before 1-7-2025, and as they stood in July 2025. What they were called before that (the
districts of 1990, say) is not in it and is not guessed; nor are changes after July 2025. Nothing is ever overwritten:
what is found becomes a sentence beside what was typed.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.vietnamese import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CHANGED_ON: Final = date(2025, 7, 1)
_PARTS, _DASHES = re.compile(r"\s*[,;/\n]\s*"), re.compile(r"\s+[-–]\s+")
_TYPES: Final[Mapping[str, str]] = {
    "tinh": "province",
    "t.": "province",
    "thanh pho": "city",  # a province or a part of one
    "tp.": "city",
    "tp": "city",
    "huyen": "district",
    "h.": "district",
    "quan": "district",
    "q.": "district",
    "thi xa": "district",
    "tx.": "district",
    "tx": "district",
    "xa": "commune",
    "x.": "commune",
    "phuong": "commune",
    "p.": "commune",
    "thi tran": "commune",
    "tt.": "commune",
    "tt": "commune",
    "dac khu": "commune",
}
_TYPED = re.compile(rf"({'|'.join(sorted(map(re.escape, _TYPES), key=len, reverse=True))})(?:\s+|(?<=\.))")
_LEVELS: Final[Mapping[str, frozenset[str]]] = {
    "province": frozenset({"", "province", "city"}),
    "district": frozenset({"", "district", "city"}),
    "commune": frozenset({"", "commune"}),
}
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as it stood before 1-7-2025 (``ended_on`` set, with its district), or since. Parts above are filled in."""

    province: str
    district: str = ""
    commune: str = ""
    ended_on: date | None = None

    @property
    def said(self) -> str:
        """Its whole name, the smallest part first: "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên"."""
        parts = (self.commune, self.district, self.province)
        return ", ".join(part[:1].lower() + part[1:] for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the units come from."""

    source: str
    source_url: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a typed place: the kind it names itself (``""``: none) and its name."""

    kind: str
    name: str

    @classmethod
    def read(cls, text: str) -> _Part:
        whole = unicodedata.normalize("NFC", text).strip(" .")
        found = _TYPED.match(fold(whole))
        return cls(_TYPES[found[1]], whole[found.end() :].strip()) if found else cls("", whole)

    def may_be(self, level: str) -> bool:
        """Whether it can name a unit of a level."""
        return self.kind in _LEVELS[level]


class _Names:
    """Units by their name without its kind: found with or without marks, those with the same marks first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = {}
        for name in names:
            self._by_key.setdefault(_key(_Part.read(name).name), []).append(name)

    def like(self, part: _Part, level: str) -> list[str]:
        """The names that a part can mean; the kind it names itself must fit."""
        if not part.may_be(level):
            return []
        found = self._by_key.get(_key(part.name), [])
        same = [name for name in found if sort_key(_Part.read(name).name) == sort_key(part.name)]
        return same or found


def _key(name: str) -> str:
    return re.sub(r"[\s\-–'’.]+", " ", fold(name)).strip()


class _Units:
    """All units, before and since."""

    def __init__(self) -> None:
        packed = files("chibo.exchange.lists").joinpath("places.json.gz").read_bytes()
        told = json.loads(gzip.decompress(packed))
        self.source = Source(**{name: told[name] for name in ("source", "source_url", "version", "licence")})
        self.new = [Unit(province=province, commune=commune) for province, commune in told["new"]]
        self.old: dict[str, dict[str, dict[str, list[int]]]] = {
            province: {district: dict(communes) for district, communes in districts.items()}
            for province, districts in told["old"].items()
        }
        self.old_provinces = _Names(self.old)
        self.districts = {province: _Names(districts) for province, districts in self.old.items()}
        self.communes = {
            (province, district): _Names(name for name in communes if name)
            for province, districts in self.old.items()
            for district, communes in districts.items()
        }
        by_province: dict[str, list[str]] = {}
        for unit in self.new:
            by_province.setdefault(unit.province, []).append(unit.commune)
        self.new_provinces = _Names(by_province)
        names = {
            *self.old,
            *(name for province in self.old.values() for name in province),
            *(u.commune for u in self.new),
        }
        dashed = sorted({fold(_Part.read(name).name) for name in names if _DASHES.search(name)})
        self.dashed = re.compile("|".join(map(re.escape, dashed)))
        self.new_communes = {province: _Names(communes) for province, communes in by_province.items()}


@cache
def _units() -> _Units:
    return _Units()


def source() -> Source:
    """Where the units come from."""
    return _units().source


def units_on(text: str, on: date) -> tuple[Unit, ...]:
    """The units that a typed place can mean as they stood on a day; several where the name stands in several places.

    Days before 1-7-2025 are answered by the units right before that day.
    """
    parts = [part for piece in _pieces(text) if (part := _Part.read(piece)).name]
    if not parts:
        return ()
    return tuple(_new(parts) if on >= CHANGED_ON else _old(parts))


def _pieces(text: str) -> list[str]:
    """The parts of a place: between commas, or where there are none, between dashes that stand in no name."""
    whole = unicodedata.normalize("NFC", text).strip()
    if _PARTS.search(whole):
        return _PARTS.split(whole)
    for found in _units().dashed.finditer(fold(whole)):
        name = whole[found.start() : found.end()]
        whole = whole.replace(name, _DASHES.sub("-", name))
    return _DASHES.split(whole)


def _new(parts: Sequence[_Part]) -> Iterator[Unit]:
    units = _units()
    provinces = units.new_provinces.like(parts[-1], "province")
    rest = parts[:-1] if provinces else parts
    for province in provinces or units.new_communes:
        if not rest:
            yield Unit(province=province)
        elif provinces or rest[-1].kind == "commune":  # a bare name alone stands for no commune
            for commune in units.new_communes[province].like(rest[-1], "commune"):
                yield Unit(province=province, commune=commune)


def _old(parts: Sequence[_Part]) -> Iterator[Unit]:
    units = _units()
    provinces = units.old_provinces.like(parts[-1], "province")
    rest = parts[:-1] if provinces else parts
    if not rest:
        yield from (Unit(province=province, ended_on=CHANGED_ON) for province in provinces)
        return
    within = provinces or list(units.old)
    districts = [(one, found) for one in within for found in units.districts[one].like(rest[-1], "district")]
    if districts:
        yield from _in_districts(districts, rest[:-1])
    elif provinces and rest[-1].may_be("commune"):
        everywhere = [(one, district) for one in provinces for district in units.old[one]]
        yield from _communes(everywhere, rest[-1])


def _in_districts(districts: Sequence[tuple[str, str]], rest: Sequence[_Part]) -> Iterator[Unit]:
    """The commune named before the districts; the districts themselves where what stands before is no commune."""
    found = list(_communes(districts, rest[-1])) if rest else []
    if found or (rest and rest[-1].kind == "commune"):
        yield from found
        return
    for province, district in districts:
        yield Unit(province=province, district=district, ended_on=CHANGED_ON)


def _communes(districts: Sequence[tuple[str, str]], part: _Part) -> Iterator[Unit]:
    units = _units()
    for province, district in districts:
        for commune in units.communes[province, district].like(part, "commune"):
            yield Unit(province=province, district=district, commune=commune, ended_on=CHANGED_ON)


def became(unit: Unit) -> tuple[Unit, ...]:
    """The communes to which a unit of before 1-7-2025 went, each once, that of the greater part first."""
    units = _units()
    districts = units.old.get(unit.province, {})
    places: dict[int, None] = {}
    for district, communes in districts.items():
        if unit.district in {"", district}:
            for commune, went_to in communes.items():
                if unit.commune in {"", commune}:
                    places.update(dict.fromkeys(went_to))
    return tuple(units.new[place] for place in places)


def place_note(text: str, on: date) -> str:
    """What there is to say about a typed place on a day: what it became on 1-7-2025; nothing where it is current.

    Nothing either where the text names no known unit, or several of one name that went different ways.
    """
    if on < CHANGED_ON or any(unit.commune for unit in units_on(text, on)):
        return ""
    told = {_sentence(unit) for unit in units_on(text, date(2025, 6, 30))}
    return told.pop() if len(told) == 1 else ""


def _sentence(unit: Unit) -> str:
    went_to = became(unit)
    provinces = list(dict.fromkeys(one.province for one in went_to))
    since = f"từ {say_date(CHANGED_ON)}"
    if not unit.district:
        new = ", ".join(Unit(province=province).said for province in provinces)
        return "" if provinces == [unit.province] else f"{unit.said} {since} thuộc {new}"
    if not unit.commune:
        new = " và ".join(Unit(province=province).said for province in provinces)
        return f"{unit.said} {since} không còn cấp huyện; địa bàn nay thuộc {len(went_to)} xã, phường của {new}"
    if len(went_to) == 1:
        return f"{unit.said} {since} thuộc {went_to[0].said}"
    shown = " và ".join(one.said for one in went_to[:_MOST_TOLD])
    more = f" và {len(went_to) - _MOST_TOLD} nơi khác" if len(went_to) > _MOST_TOLD else ""
    return f"{unit.said} {since} chia về {shown}{more}"
