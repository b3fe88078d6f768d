"""Numbered and bulleted lists: the sign that Word puts before each paragraph of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from chibo.documents.pdf import properties
from chibo.documents.pdf.properties import VAL, Props, w

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 3999
_LETTERS = 26
# Bullets stand in Word's symbol fonts; these are the same signs in ours.
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf06f": "○", "o": "○", "\uf0d8": "►", "\uf0fc": "√", "\uf076": "♦"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how it counts, what it writes, how its paragraphs are set."""

    form: str
    text: str
    start: int
    follows: str
    paragraph: Props
    run: Props


@dataclass(slots=True)
class Numbering:
    """The lists of one paper while it is read from top to bottom."""

    levels: dict[str, dict[int, Level]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def fresh(self) -> Numbering:
        """The same lists, counting from the start."""
        return Numbering(levels=self.levels)

    def level(self, props: Props) -> Level | None:
        """The level that a paragraph belongs to, if any."""
        found = self.levels.get(props.get("list") or "0")
        return found.get(_whole(props.get("level"), 0)) if found else None

    def sign(self, props: Props) -> str:
        """The next sign of the paragraph's list; deeper levels begin anew."""
        name, depth = props["list"], _whole(props.get("level"), 0)
        levels = self.levels[name]
        level = levels[depth]
        self.counts[name, depth] = self.counts.get((name, depth), level.start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == name and key[1] > depth]:
            del self.counts[deeper]
        if level.form == "bullet":
            return BULLETS.get(level.text, level.text)
        return re.sub(r"%(\d)", lambda hole: self._said(name, levels, int(hole[1]) - 1), level.text)

    def _said(self, name: str, levels: dict[int, Level], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return spelled(self.counts.get((name, depth), level.start), level.form)


def spelled(count: int, form: str) -> str:
    """A number as a list writes it."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02d}"
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            return _roman(count) if form == "lowerRoman" else _roman(count).upper()
        case _:
            return str(count)


def _roman(count: int) -> str:
    if not 0 < count <= _MOST:
        return str(count)
    said = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        said += letters * (count // value)
        count %= value
    return said


def numbering_of(root: Any) -> Numbering:
    """Read the lists of a file; ``None`` for a file without any."""
    if root is None:
        return Numbering(levels={})
    abstract = {each.get(w("abstractNumId")): each for each in root.iterchildren(w("abstractNum"))}
    levels: dict[str, dict[int, Level]] = {}
    for number in root.iterchildren(w("num")):
        points = number.find(w("abstractNumId"))
        drawn = abstract.get(points.get(VAL)) if points is not None else None
        if drawn is None:
            continue
        found = _levels(drawn)
        for override in number.iterchildren(w("lvlOverride")):
            found.update(_levels(override))
        levels[number.get(w("numId")) or ""] = found
    return Numbering(levels=levels)


def _levels(element: Any) -> dict[int, Level]:
    return {_whole(each.get(w("ilvl")), 0): _level(each) for each in element.iterchildren(w("lvl"))}


def _level(element: Any) -> Level:
    return Level(
        form=_of(element, "numFmt", "decimal"),
        text=_of(element, "lvlText", ""),
        start=_whole(_of(element, "start", "1"), 1),
        follows=_of(element, "suff", "tab"),
        paragraph=properties.paragraph(element.find(w("pPr"))),
        run=properties.run(element.find(w("rPr"))),
    )


def _of(element: Any, name: str, otherwise: str) -> str:
    found = element.find(w(name))
    return otherwise if found is None else found.get(VAL) or ""


def _whole(text: object, otherwise: int) -> int:
    try:
        return int(str(text))
    except ValueError:
        return otherwise
