"""Paragraphs and tables one below the other, as calls of the functions in ``paper.typ``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chibo.documents.pdf import properties
from chibo.documents.pdf.properties import Props, w
from chibo.documents.pdf.runs import STANDARD, Runs, Text, dressed, length, quoted, stroke
from chibo.documents.pdf.tables import Place, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chibo.documents.pdf.lists import Level, Numbering
    from chibo.documents.pdf.package import Package

ASCENT, DESCENT, LINE = 0.891, 0.216, 1.149  # of the font's own line, in ems
_P, _TBL, _PPR, _RPR, _SECT = w("p"), w("tbl"), w("pPr"), w("rPr"), w("sectPr")
_WRAPPED: Final = frozenset(map(w, ("sdt", "sdtContent", "ins", "moveTo", "customXml")))
_ALIGN: Final = {"center": "center", "right": "right", "end": "right", "both": "", "distribute": ""}
_LEADERS: Final = {"dot": '"dotted"', "middleDot": '"dotted"', "hyphen": '"dashed"', "underscore": '"solid"'}
_SIDES: Final = {"right": "r", "end": "r", "decimal": "r", "center": "c"}
_EXACT_FOOT = 0.2  # of an exact line height, below the letters


class Blocks:
    """Writes the blocks of one part of the file."""

    def __init__(self, package: Package, part: str, numbering: Numbering) -> None:
        self.package, self._numbering = package, numbering
        self._runs = Runs(package, part)

    def write(self, elements: Iterable[Any], place: Place) -> Iterator[str]:
        """Give the code of each block in order."""
        for element in elements:
            tag = element.tag
            if tag == _P:
                yield from self._paragraph(element, place)
            elif tag == _TBL:
                yield from self._table(element, place)
            elif tag in _WRAPPED:
                yield from self.write(element, place)

    def _table(self, element: Any, place: Place) -> Iterator[str]:
        gap = place.after
        place.after, place.style, place.is_first = 0.0, None, False
        yield Table(element, self.package.styles, self.write, place.width).code(above=gap)

    # --- a paragraph ---

    def _paragraph(self, element: Any, place: Place) -> Iterator[str]:
        direct = element.find(_PPR)
        style = direct.find(w("pStyle")) if direct is not None else None
        name = style.get(properties.VAL) if style is not None else None
        base, runs = self.package.styles.paragraph(name)
        props = self._props(direct, {**base, **place.text} if place.text and name is None else base)
        level = self._numbering.level(props) if props.get("list") else None
        text = self._runs.read(element, runs)
        if level is not None:
            self._number(text, props, level, runs)
        if props.get("new_page") and not place.in_cell and not place.is_first:
            yield "pagebreak(weak: true)"
        is_first, gap = place.is_first, self._gap(props, name, place)
        if is_first and place.in_cell and gap:
            yield f"v({length(gap)})"  # a cell keeps the space above its first line
        yield from self._set(text, props, runs, gap, place, direct)
        for box in text.boxes:
            yield from self.write(box, Place(width=place.width, in_cell=place.in_cell))

    def _props(self, direct: Any, base: Props) -> Props:
        props = properties.paragraph(direct, base)
        level = self._numbering.level(props) if props.get("list") else None
        return properties.paragraph(direct, {**base, **level.paragraph, **_list_of(props)}) if level else props

    def _number(self, text: Text, props: Props, level: Level, runs: Props) -> None:
        look = {**runs, **{key: value for key, value in level.run.items() if value is not None}}
        said = dressed(quoted(self._numbering.sign(props)), look, runs.get("size") or 10.0)
        if level.follows == "tab":
            text.parts.insert(0, said)
            text.breaks = [at + 1 for at in text.breaks]
        else:
            text.parts[0] = f"{said}; {quoted(' ' if level.follows == 'space' else '')}; {text.parts[0]}"
        text.is_empty = False

    def _gap(self, props: Props, name: str | None, place: Place) -> float:
        before, after = props.get("before") or 0.0, place.after
        same = name == place.style and not place.is_first
        if same and props.get("contextual"):
            before = 0.0
        if same and place.was_contextual:
            after = 0.0
        place.after = props.get("after") or 0.0
        place.style, place.was_contextual, place.is_first = name, bool(props.get("contextual")), False
        return float(before + after)

    def _set(self, text: Text, props: Props, runs: Props, gap: float, place: Place, direct: Any) -> Iterator[str]:
        starts = [0, *text.breaks]
        for turn, start in enumerate(starts):
            if turn and not place.in_cell:
                yield "pagebreak()"
            end = starts[turn + 1] if turn + 1 < len(starts) else len(text.parts)
            parts = text.parts[start:end]
            if any(parts) or len(parts) > 1:
                yield self._filled(parts, props, runs, gap if not turn else 0.0)
            elif len(starts) == 1:
                yield self._empty(props, _mark(direct, runs), gap)

    def _filled(self, parts: list[str], props: Props, runs: Props, gap: float) -> str:
        said = [*_shape(props, gap), *_line(props, runs), *_border(props)]
        size = runs.get("size") or 10.0
        if size != STANDARD:
            said.append(f"s: {length(size)}")
        code = ", ".join(said)
        body = parts[0] if len(parts) == 1 else self._tabbed(parts, props)
        return f"p({code}{', ' if code else ''}{{{body}}})"

    def _tabbed(self, parts: list[str], props: Props) -> str:
        stops = sorted((props.get("tabs") or {}).items())
        left, first = props.get("left") or 0.0, props.get("first") or 0.0
        if first < 0 and all(at != left for at, _ in stops):
            stops = sorted([*stops, (left, ("left", "none"))])
        kinds = [(at, _SIDES.get(kind, "l"), _LEADERS.get(leader)) for at, (kind, leader) in stops if kind != "bar"]
        is_open = not parts[-1] and bool(kinds) and kinds[-1][2] is not None
        shown = parts[:-1] if is_open else parts
        tail = f"; rest({kinds[-1][2]})" if is_open else ""
        if len(shown) == 1:
            return f"{shown[0] or quoted('')}{tail}"
        given = "".join(f'({length(at)}, "{side}", {leader or "none"}), ' for at, side, leader in kinds)
        said = ", ".join(f"{{{part or quoted('')}}}" for part in shown)
        return f"tabbed({length(left + first)}, {length(self.package.default_tab)}, ({given}), {said}){tail}"

    def _empty(self, props: Props, runs: Props, gap: float) -> str:
        size = runs.get("size") or 10.0
        said = [f"h: {length(_height(props, size))}"]
        if gap:
            said.append(f"v: {length(gap)}")
        if props.get("keep"):
            said.append("k: true")
        left, right = props.get("left") or 0.0, props.get("right") or 0.0
        border = [each for each in _border(props) if each.startswith("e:")]
        if border:
            said += [f"l: {length(left)}", f"r: {length(right)}", *border]
        return f"g({', '.join(said)})"


def _list_of(props: Props) -> Props:
    return {key: props[key] for key in ("list", "level") if key in props}


def _mark(direct: Any, runs: Props) -> Props:
    """The look of the sign that ends a paragraph: it gives an empty line its height."""
    own = properties.run(direct.find(_RPR)) if direct is not None else {}
    return {**runs, **own}


def _height(props: Props, size: float) -> float:
    line, rule = props.get("line") or 1.0, props.get("rule") or "auto"
    if rule == "auto":
        return float(line * LINE * size)
    return float(max(line, LINE * size)) if rule == "atLeast" else float(line)


def _shape(props: Props, gap: float) -> list[str]:
    said = []
    for name, key in (("l", "left"), ("r", "right"), ("f", "first")):
        value = props.get(key)
        if value:
            said.append(f"{name}: {length(value)}")
    if gap:
        said.append(f"v: {length(gap)}")
    align = props.get("align")
    if align in _ALIGN:
        said.append(f"a: {_ALIGN[align]}" if _ALIGN[align] else "j: true")
    if props.get("keep"):
        said.append("k: true")
    if props.get("whole"):
        said.append("w: true")
    return said


def _line(props: Props, runs: Props) -> list[str]:
    """How far a line reaches over and under its foot: Word puts what is more than the letters need above them."""
    line, rule = props.get("line") or 1.0, props.get("rule") or "auto"
    size = runs.get("size") or 10.0
    if rule == "exact":
        return [f"t: {length(line * (1 - _EXACT_FOOT))}", f"b: {length(-line * _EXACT_FOOT)}"]
    if rule == "atLeast":
        over = max(line - DESCENT * size, (LINE - DESCENT) * size)
        return [f"t: {length(over)}"]
    over = line * LINE - DESCENT
    return [f"t: {over:.3f}em"]


def _border(props: Props) -> list[str]:
    drawn = {side: each for side, each in (props.get("borders") or {}).items() if each and side in _EDGES}
    if not drawn:
        return []
    lines = ", ".join(f"{side}: {stroke(edge)}" for side, edge in drawn.items())
    insets = ", ".join(f"{side}: {length(edge[1])}" for side, edge in drawn.items())
    return [f"e: ({lines})", f"i: ({insets})"]


_EDGES: Final = frozenset({"top", "bottom", "left", "right"})
