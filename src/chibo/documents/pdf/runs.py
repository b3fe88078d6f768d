"""The text inside a paragraph, as typst code in which every text is a quoted string: nothing in it can be code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from chibo.documents.pdf import pictures, properties
from chibo.documents.pdf.faces import shown
from chibo.documents.pdf.lists import BULLETS
from chibo.documents.pdf.properties import Props, w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chibo.documents.pdf.package import Package
    from chibo.documents.pdf.properties import Edge

STANDARD: Final = 14.0  # the size that paper.typ sets
_SPACES: Final = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\\": "\\\\", '"': '\\"'})
_LONGEST_WORD: Final = 40  # letters; a longer one would run over the edge, so it may break
_LONG_WORD: Final = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_STEP: Final = re.compile(r"\S{1,12}")
_MAY_BREAK: Final = "\u200b"
_SMALL_CAPS = 0.8
_RUN, _RPR = w("r"), w("rPr")
_INSIDE: Final = frozenset(  # elements that only wrap others
    map(w, ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "customXml", "moveTo", "dir", "bdo", "fldSimple"))
)
_FIELDS: Final = {"PAGE": "number-of-page", "NUMPAGES": "pages", "SECTIONPAGES": "pages"}
_ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


@dataclass(slots=True)
class Text:
    """What a paragraph says: code, parted where tabs stand, and the text boxes that were anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # a new page begins with the part of this number
    is_empty: bool = True


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """A text as typst takes it: whatever it holds, it stays a text."""
    said = shown(text)
    if len(said) > _LONGEST_WORD:
        said = _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_STEP.findall(word[0])), said)
    return f'"{said.translate(_SPACES)}"'


@lru_cache(maxsize=4096)
def length(points: float) -> str:
    """A measure as typst takes it."""
    return f"{points:.2f}".rstrip("0").rstrip(".") + "pt"


def stroke(edge: Edge) -> str:
    """A line as typst takes it."""
    thick, _, dashes = edge
    return f'(thickness: {length(thick)}, dash: "{dashes}")' if dashes else length(thick)


class Runs:
    """Reads the runs of one part of the file (its body, a header): pictures belong to the part."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._targets: Mapping[str, str] | None = None

    def read(self, paragraph: Any, base: Props) -> Text:
        """Read a paragraph whose letters have the properties ``base`` where nothing else is set."""
        return _Reader(self, base).read(paragraph)

    def picture(self, element: Any) -> str:
        """A picture as code."""
        if self._targets is None:
            self._targets = self._package.targets(self._part)
        return pictures.drawn(element, self._targets, self._package.media)

    def character(self, name: str | None) -> Props:
        """What a character style sets."""
        return self._package.styles.character(name)


class _Reader:
    """Reads one paragraph from left to right; neighbours that look the same become one text."""

    def __init__(self, runs: Runs, base: Props) -> None:
        self.runs, self.base = runs, base
        self.text = Text()
        self._fields: list[str] = []  # of each open field: its code is read, its old value shown, or ours put instead
        self._code = ""
        self._done: list[str] = []
        self._same: list[str] = []
        self._props: Props = base
        self._base_size = base.get("size") or 10.0

    def read(self, paragraph: Any) -> Text:
        self._walk(paragraph)
        self._end_part()
        return self.text

    def _walk(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _INSIDE:
                self._inside(child)

    def _inside(self, element: Any) -> None:
        name = _first_word(element.get(w("instr")))
        if name in _FIELDS:
            self._put_code(_FIELDS[name], self.base)
        else:
            self._walk(element)

    def _run(self, run: Any) -> None:
        props = self._props_of(run)
        if props.get("hidden"):
            return
        for child in run:
            reader = _READERS.get(child.tag)
            if reader is not None:
                reader(self, child, props)

    def _props_of(self, run: Any) -> Props:
        if not len(run) or run[0].tag != _RPR:
            return self.base
        own = properties.run(run[0])
        if not own:
            return self.base
        named = self.runs.character(own["style"]) if own.get("style") else {}
        return {**self.base, **named, **own}

    # --- what stands in a run ---

    def alternatives(self, element: Any, props: Props) -> None:
        """Read the first of several ways to say the same that we know."""
        for branch in element:
            known = [child for child in branch if child.tag in _READERS]
            for child in known:
                _READERS[child.tag](self, child, props)
            if known:
                return

    def letters(self, element: Any, props: Props) -> None:
        """Read text; the code of a field is none, nor its old value where ours stands."""
        if element.text and (not self._fields or self._fields[-1] == "shown"):
            self.put(element.text, props)

    def tab(self, element: Any, props: Props) -> None:
        """End a part of the line."""
        del element, props
        self._end_part()

    def new_line(self, element: Any, props: Props) -> None:
        """Go on in the next line, or on the next page."""
        kind = element.get(w("type"))
        if kind == "page":
            self._end_part()
            self.text.breaks.append(len(self.text.parts))
        elif kind != "column":
            self._put_code("linebreak()", props)

    def symbol(self, element: Any, props: Props) -> None:
        """Read a sign of a symbol font."""
        code = (element.get(w("char")) or "").lower()
        if len(code) == 4 and set(code) <= set("0123456789abcdef") and not code.startswith("d"):  # noqa: PLR2004
            sign = chr(int(code, 16))
            self.put(BULLETS.get(sign, sign), props)

    def hyphen(self, element: Any, props: Props) -> None:
        """Read the hyphen at which no line may break."""
        del element
        self.put("-", props)

    def field_mark(self, element: Any, props: Props) -> None:
        """Follow a field: its code, then its value as it was last worked out; page numbers are ours."""
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append("code")
            self._code = ""
        elif self._fields and kind in {"separate", "end"} and self._fields[-1] == "code":
            name = _first_word(self._code)
            self._fields[-1] = "ours" if name in _FIELDS else "shown"
            if name in _FIELDS:
                self._put_code(_FIELDS[name], props)
        if self._fields and kind == "end":
            self._fields.pop()

    def field_code(self, element: Any, props: Props) -> None:
        """Gather the code of a field."""
        del props
        self._code += element.text or ""

    def drawing(self, element: Any, props: Props) -> None:
        """Read a picture; a text box is set below the paragraph, so that its words are not lost."""
        boxes = element.findall(f".//{w('txbxContent')}")
        self.text.boxes += boxes
        code = "" if boxes else self.runs.picture(element)
        if code:
            self._put_code(code, props)

    # --- gathering ---

    def put(self, text: str, props: Props) -> None:
        """Add text; the same look goes on in one piece."""
        if props is not self._props:
            self._end_look()
            self._props = props
        self._same.append(text)
        self.text.is_empty = False

    def _put_code(self, code: str, props: Props) -> None:
        self._end_look()
        self._props = props
        self._done.append(dressed(code, props, self._base_size) if code != "linebreak()" else code)
        self.text.is_empty = False

    def _end_look(self) -> None:
        if not self._same:
            return
        said, self._same = "".join(self._same), []
        if self._props.get("caps") or self._props.get("small_caps"):
            said = said.upper()
        self._done.append(dressed(quoted(said), self._props, self._base_size))

    def _end_part(self) -> None:
        self._end_look()
        self.text.parts.append("; ".join(self._done))
        self._done = []


def dressed(code: str, props: Props, base_size: float) -> str:
    """Set a piece in its look, as far as it differs from the paragraph's."""
    said = _look(
        bool(props.get("bold")),
        bool(props.get("italic")),
        _size(props, base_size),
        props.get("colour"),
        props.get("tracking"),
    )
    if said:
        code = f"text({said}, {code})"
    if props.get("underline"):
        code = f"underline({code})"
    if props.get("strike"):
        code = f"strike({code})"
    raised = props.get("raised")
    return f"{_RAISED[raised]}({code})" if raised in _RAISED else code


_RAISED: Final = {"superscript": "super", "subscript": "sub"}


def _size(props: Props, base_size: float) -> float | None:
    size = float(props.get("size") or base_size)
    if props.get("small_caps") and not props.get("caps"):
        size *= _SMALL_CAPS
    return None if size == base_size else size


@lru_cache(maxsize=512)
def _look(bold: bool, italic: bool, size: float | None, colour: str | None, tracking: float | None) -> str:  # noqa: FBT001
    said = []
    if bold:
        said.append('weight: "bold"')
    if italic:
        said.append('style: "italic"')
    if size:
        said.append(f"size: {length(size)}")
    if colour and colour != "000000":
        said.append(f'fill: rgb("{colour}")')
    if tracking:
        said.append(f"tracking: {length(tracking)}")
    return ", ".join(said)


def _first_word(code: str | None) -> str:
    words = (code or "").split()
    return words[0].upper() if words else ""


_READERS: Final[Mapping[str, Callable[[_Reader, Any, Props], None]]] = {
    w("t"): _Reader.letters,
    w("tab"): _Reader.tab,
    w("ptab"): _Reader.tab,
    w("br"): _Reader.new_line,
    w("cr"): _Reader.new_line,
    w("sym"): _Reader.symbol,
    w("noBreakHyphen"): _Reader.hyphen,
    w("fldChar"): _Reader.field_mark,
    w("instrText"): _Reader.field_code,
    w("drawing"): _Reader.drawing,
    w("pict"): _Reader.drawing,
    _ALTERNATIVES: _Reader.alternatives,
}
