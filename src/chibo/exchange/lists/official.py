"""Official lists of ethnic groups and religions: what a typed word is called there; what was typed stays as it is.

The lists with their instruments stand in ``official.yaml``. No official list of family classes was found, so none is
kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = re.compile(r"^(nguoi|dan toc|dt) ")
_NONE = frozenset({"khong", "khongco", "khongtongiao", "khongtheotongiao", "khongtheodao"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialList:
    """One official list: its title, the instrument, where it was seen, and its entries by what people call them."""

    title: str
    instrument: str
    seen_at: tuple[str, ...]
    confidence: str
    names: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]  # folded name → the entries that it may mean; a name of its own comes first

    def entries_of(self, text: str) -> tuple[str, ...]:
        """The entries that a typed word may mean; empty where the list does not know it."""
        return self.others.get(_key(text), ())

    def spelled(self, text: str) -> str:
        """The list's spelling of a name that only differs in capitals, signs or "dân tộc" before it; else as typed."""
        found = self.entries_of(text)
        return found[0] if len(found) == 1 and _key(found[0]) == _key(text) else text

    def note_of(self, text: str) -> str:
        """What there is to say about a typed word; nothing where it is blank, or the list's own name."""
        if is_blank(text) or _key(text) in _NONE:
            return ""
        found = self.entries_of(text)
        if not found:
            return f"“{text}” không có trong {self.title[:1].lower()}{self.title[1:]}"
        if len(found) == 1 and _key(found[0]) == _key(text):
            return ""
        return f"“{text}” trong danh mục là {' hoặc '.join(found)}"


def _key(text: str) -> str:
    words = _PREFIX.sub("", " ".join(fold(text).split()))
    return re.sub(r"[\s\-–'’.]+", "", words)


@cache
def _lists() -> dict[str, OfficialList]:
    told = yaml.safe_load(files("chibo.exchange.lists").joinpath("official.yaml").read_text(encoding="utf-8"))
    return {name: _list(raw) for name, raw in told.items()}


def _list(raw: dict[str, Any]) -> OfficialList:
    names = tuple(entry["name"] for entry in raw["entries"])
    others: dict[str, tuple[str, ...]] = {}
    for entry in raw["entries"]:
        for other in entry.get("others", ()):
            before = others.get(_key(other), ())
            if entry["name"] not in before:
                others[_key(other)] = (*before, entry["name"])
    others |= {_key(name): (name,) for name in names}  # Thổ is a group, and another name of two: the group is meant
    return OfficialList(
        title=raw["title"],
        instrument=raw["instrument"],
        seen_at=tuple(raw["seen_at"]),
        confidence=raw["confidence"],
        names=names,
        others=others,
    )


def ethnic_groups() -> OfficialList:
    """The 54 ethnic groups."""
    return _lists()["ethnic_groups"]


def religions() -> OfficialList:
    """The religions of the statistics office's list."""
    return _lists()["religions"]
