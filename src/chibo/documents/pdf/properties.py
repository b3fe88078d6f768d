"""How a paragraph and a run are set: Word's elements read into plain values, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Props = dict[str, Any]
Edge = tuple[float, float, str]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_FURTHEST: Final = 5000.0  # points; a measure beyond it is a slip of the pen, and would hide the text
_EIGHTH: Final = 8.0


def w(name: str) -> str:
    """The full name of one of Word's elements or attributes."""
    return _W + name


VAL: Final = w("val")


def number(text: str | None, divisor: float = 20.0) -> float | None:
    """A measure in points; Word counts in twentieths. Nothing where there is none, or none that can be read."""
    try:
        value = float(text) / divisor if text else None
    except ValueError:
        return None
    if value is None or value != value or abs(value) > _FURTHEST:  # noqa: PLR0124 - not a number is unlike itself
        return None
    return value


def is_on(element: Any) -> bool:
    """Whether a switch such as bold is on; an empty element means yes."""
    return (element.get(VAL) or "1").lower() not in _OFF


def colour(text: str | None) -> str | None:
    """Six hexadecimal digits, or nothing for ``auto`` and what cannot be read."""
    return text.lower() if text and len(text) == 6 and set(text) <= _HEX else None  # noqa: PLR2004


def _switch(name: str) -> Callable[[Any, Props], None]:
    def read(element: Any, props: Props) -> None:
        props[name] = is_on(element)

    return read


def _value(name: str, divisor: float = 0) -> Callable[[Any, Props], None]:
    def read(element: Any, props: Props) -> None:
        props[name] = number(element.get(VAL), divisor) if divisor else element.get(VAL)

    return read


def _colour(element: Any, props: Props) -> None:
    props["colour"] = colour(element.get(VAL))


_RUN: Final[Mapping[str, Callable[[Any, Props], None]]] = {
    w("b"): _switch("bold"),
    w("i"): _switch("italic"),
    w("u"): _switch("underline"),
    w("strike"): _switch("strike"),
    w("dstrike"): _switch("strike"),
    w("caps"): _switch("caps"),
    w("smallCaps"): _switch("small_caps"),
    w("vanish"): _switch("hidden"),
    w("sz"): _value("size", 2.0),
    w("color"): _colour,
    w("vertAlign"): _value("raised"),
    w("spacing"): _value("tracking", 20.0),
    w("rStyle"): _value("style"),
}


def run(element: Any) -> Props:
    """Read the properties of a run (``rPr``)."""
    return _read(element, _RUN)


# --- paragraphs ---


def _indent(element: Any, props: Props) -> None:
    for name, words in (("left", ("start", "left")), ("right", ("end", "right"))):
        for word in words:
            known = number(element.get(w(word)))
            if known is not None:
                props[name] = known
    first, hanging = number(element.get(w("firstLine"))), number(element.get(w("hanging")))
    if hanging is not None:
        props["first"] = -hanging
    elif first is not None:
        props["first"] = first


def _spacing(element: Any, props: Props) -> None:
    for name in ("before", "after"):
        known = number(element.get(w(name)))
        if known is not None:
            props[name] = known
    line = element.get(w("line"))
    if line is not None:
        rule = element.get(w("lineRule")) or "auto"
        known = number(line, 240.0 if rule == "auto" else 20.0)
        if known:
            props["line"], props["rule"] = known, rule


def _tabs(element: Any, props: Props) -> None:
    stops = dict(props.get("tabs", {}))
    for tab in element:
        place = number(tab.get(w("pos")))
        if place is None:
            continue
        if tab.get(VAL) == "clear":
            stops.pop(place, None)
        else:
            stops[place] = (tab.get(VAL) or "left", tab.get(w("leader")) or "none")
    props["tabs"] = stops


def _borders(element: Any, props: Props) -> None:
    props["borders"] = edges(element)


def edges(element: Any) -> dict[str, Edge | None]:
    """Read the lines around something: side → (thickness, distance, dashes), ``None`` where there is none."""
    found: dict[str, Edge | None] = {}
    for edge in element:
        side = edge.tag.removeprefix(_W)
        side = {"start": "left", "end": "right"}.get(side, side)
        if (edge.get(VAL) or "nil") in {"nil", "none"}:
            found[side] = None
        else:
            thick = number(edge.get(w("sz")), _EIGHTH) or 0.5
            space = number(edge.get(w("space")), 1.0) or 0.0
            found[side] = (min(max(thick, 0.25), 6.0), space, _dashes(edge.get(VAL)))
    return found


def _dashes(kind: str | None) -> str:
    name = (kind or "").lower()
    return "dotted" if name.startswith("dott") else "dashed" if "dash" in name else ""


def _number(element: Any, props: Props) -> None:
    for part in element:
        if part.tag == w("numId"):
            props["list"] = part.get(VAL)
        elif part.tag == w("ilvl"):
            props["level"] = part.get(VAL)


_PARAGRAPH: Final[Mapping[str, Callable[[Any, Props], None]]] = {
    w("jc"): _value("align"),
    w("ind"): _indent,
    w("spacing"): _spacing,
    w("keepNext"): _switch("keep"),
    w("keepLines"): _switch("whole"),
    w("pageBreakBefore"): _switch("new_page"),
    w("contextualSpacing"): _switch("contextual"),
    w("tabs"): _tabs,
    w("pBdr"): _borders,
    w("numPr"): _number,
    w("pStyle"): _value("style"),
}


def paragraph(element: Any, over: Props | None = None) -> Props:
    """Read the properties of a paragraph (``pPr``), over those of its style."""
    return _read(element, _PARAGRAPH, over)


def _read(element: Any, table: Mapping[str, Callable[[Any, Props], None]], over: Props | None = None) -> Props:
    props: Props = dict(over) if over else {}
    if element is not None:
        for child in element:
            reader = table.get(child.tag)
            if reader is not None:
                reader(child, props)
    return props
