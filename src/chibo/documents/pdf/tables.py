"""Tables: columns, merged cells, lines, heads that come again on each page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from chibo.documents.pdf import properties
from chibo.documents.pdf.properties import VAL, number, w
from chibo.documents.pdf.runs import length, stroke
from chibo.documents.pdf.styles import sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chibo.documents.pdf.properties import Edge, Props
    from chibo.documents.pdf.styles import Styles

_MARGINS: Final = {"left": 5.4, "right": 5.4, "top": 0.0, "bottom": 0.0}
_STANDING: Final = {"center": "horizon", "bottom": "bottom", "both": "horizon"}
_MOST_COLUMNS = 63  # as in Word
_TR, _TC, _TRPR, _TCPR = w("tr"), w("tc"), w("trPr"), w("tcPr")
_WRAPPED: Final = frozenset(map(w, ("sdt", "sdtContent", "ins", "customXml")))


@dataclass(slots=True)
class Place:
    """Where blocks are written: how wide it is, whether in a cell, and the gap the block above leaves."""

    width: float
    in_cell: bool = False
    text: Props | None = None  # paragraph properties that a table style sets
    after: float = 0.0
    style: str | None = None  # of the paragraph above
    was_contextual: bool = False
    is_first: bool = True


class Write(Protocol):
    """Writes blocks; a table holds blocks, and blocks may be tables."""

    def __call__(self, elements: Iterable[Any], place: Place) -> Iterator[str]:
        """Give the code of each block."""


@dataclass(slots=True)
class Cell:
    """One cell: where it stands, how many columns and rows it spans."""

    element: Any
    props: Any
    column: int
    span: int
    rows: int = 1
    is_hidden: bool = False


@dataclass(slots=True)
class Row:
    """One row: its cells, its height and how it may break."""

    cells: list[Cell] = field(default_factory=list)
    height: float = 0.0
    is_exact: bool = False
    is_head: bool = False
    is_whole: bool = False


class Table:
    """One table, read and written."""

    def __init__(self, element: Any, styles: Styles, write: Write, width: float) -> None:
        self._write, self._width = write, width
        self._props = element.find(w("tblPr"))
        style = self._named("tblStyle")
        name = style.get(VAL) if style is not None else None
        self._lines, margins = styles.table(name)
        self._text = styles.table_text(name)
        own, kept = self._named("tblBorders"), self._named("tblCellMar")
        if own is not None:
            self._lines.update(properties.edges(own))
        self._margins = {**_MARGINS, **margins, **(sides(kept) if kept is not None else {})}
        self._rows = [_row(each) for each in _inside(element, _TR)]
        self._columns = self._widths(element)
        self._merge()

    def _named(self, name: str) -> Any:
        return self._props.find(w(name)) if self._props is not None else None

    def _widths(self, element: Any) -> list[float]:
        grid = element.find(w("tblGrid"))
        widths = [number(each.get(w("w"))) or 0.0 for each in grid] if grid is not None else []
        count = max([1, *(cell.column + cell.span for row in self._rows for cell in row.cells)])
        widths = [*widths, *[0.0] * (count - len(widths))][: max(count, len(widths))][:_MOST_COLUMNS]
        empty = [at for at, width in enumerate(widths) if width <= 0]
        if empty:
            room = max(self._width - sum(widths), 36.0 * len(empty))
            for at in empty:
                widths[at] = room / len(empty)
        most = self._width + self._margins["left"] + self._margins["right"] + 1.0
        scale = min(1.0, most / sum(widths)) if self._width > 0 else 1.0
        return [width * scale for width in widths]

    def _merge(self) -> None:
        """Give the first cell of each vertical merge its rows; the cells below it are not written."""
        open_cells: dict[int, Cell] = {}
        for row in self._rows:
            for cell in row.cells:
                merge = cell.props.find(w("vMerge")) if cell.props is not None else None
                above = open_cells.get(cell.column)
                if merge is None:
                    open_cells.pop(cell.column, None)
                elif merge.get(VAL) == "restart" or above is None or above.span != cell.span:
                    open_cells[cell.column] = cell
                else:
                    above.rows += 1
                    cell.is_hidden = True

    # --- writing ---

    def code(self, *, above: float) -> str:
        """Give the table as code."""
        heads = 0
        while heads < len(self._rows) and self._rows[heads].is_head:
            heads += 1
        rows = [self._row(at, row) for at, row in enumerate(self._rows)]
        head = f"table.header({', '.join(rows[:heads])}), " if 0 < heads < len(rows) else ""
        body = ", ".join(rows[heads:] if head else rows)
        columns = ", ".join(length(width) for width in self._columns)
        heights = ", ".join(length(row.height) if row.is_exact else "auto" for row in self._rows)
        table = f"table(columns: ({columns},), rows: ({heights},), {head}{body})"
        aligned = self._named("jc")
        align = {"center": "center", "right": "right", "end": "right"}.get(
            aligned.get(VAL) if aligned is not None else ""
        )
        said = [f"above: {length(above)}", "width: 100%"]
        if self._is_kept():
            said.append("breakable: false")
        if align:
            return f"block({', '.join(said)}, align({align}, {table}))"
        indent = self._named("tblInd")
        left = (number(indent.get(w("w"))) or 0.0) if indent is not None else 0.0
        if left:
            said.append(f"inset: (left: {length(left)})")
        return f"block({', '.join(said)}, {table})"

    def _is_kept(self) -> bool:
        """Whether the table stays on one page: a single row that may not break, such as a signature."""
        return len(self._rows) == 1 and self._rows[0].is_whole

    def _row(self, at: int, row: Row) -> str:
        codes, column = [], 0
        for cell in row.cells:
            if cell.column > column:
                codes.append(f"table.cell(colspan: {cell.column - column}, [])")
            column = cell.column + cell.span
            if not cell.is_hidden:
                codes.append(self._cell(at, row, cell))
        if column < len(self._columns):
            codes.append(f"table.cell(colspan: {len(self._columns) - column}, [])")
        return ", ".join(codes)

    def _cell(self, at: int, row: Row, cell: Cell) -> str:
        margins = dict(self._margins)
        own = cell.props.find(w("tcMar")) if cell.props is not None else None
        if own is not None:
            margins.update(sides(own))
        width = sum(self._columns[cell.column : cell.column + cell.span]) - margins["left"] - margins["right"]
        place = Place(width=max(width, 1.0), in_cell=True, text=self._text)
        body = list(self._write(cell.element, place))
        if place.after and len(body) > 1:
            body.append(f"v({length(place.after)})")
        said = self._set(at, cell, margins)
        if row.is_whole:
            said.append("breakable: false")
        inner = f"{{{'; '.join(body)}}}" if body else "[]"
        if row.height and not row.is_exact and cell is row.cells[0]:
            inner = f"at-least({length(row.height - margins['top'] - margins['bottom'])}, {inner})"
        return f"table.cell({', '.join(said)}{', ' if said else ''}{inner})"

    def _set(self, at: int, cell: Cell, margins: dict[str, float]) -> list[str]:
        said = []
        if cell.span > 1:
            said.append(f"colspan: {cell.span}")
        if cell.rows > 1:
            said.append(f"rowspan: {cell.rows}")
        edges = self._edges(at, cell)
        if edges.get("top"):
            margins = {**margins, "top": margins["top"] + edges["top"][0]}  # Word counts the line into the row
        insets = ", ".join(f"{side}: {length(value)}" for side, value in margins.items() if value)
        if insets:
            said.append(f"inset: ({insets})")
        lines = ", ".join(f"{side}: {stroke(edge)}" for side, edge in edges.items())
        if lines:
            said.append(f"stroke: ({lines})")
        standing = cell.props.find(w("vAlign")) if cell.props is not None else None
        if standing is not None and standing.get(VAL) in _STANDING:
            said.append(f"align: {_STANDING[standing.get(VAL)]}")
        shade = cell.props.find(w("shd")) if cell.props is not None else None
        fill = properties.colour(shade.get(w("fill"))) if shade is not None else None
        if fill and fill != "ffffff":
            said.append(f'fill: rgb("{fill}")')
        return said

    def _edges(self, at: int, cell: Cell) -> dict[str, Edge]:
        is_last_row = at + cell.rows >= len(self._rows)
        names = {
            "top": "top" if at == 0 else "insideH",
            "bottom": "bottom" if is_last_row else "insideH",
            "left": "left" if cell.column == 0 else "insideV",
            "right": "right" if cell.column + cell.span >= len(self._columns) else "insideV",
        }
        drawn = {side: self._lines.get(name) for side, name in names.items()}
        own = cell.props.find(w("tcBorders")) if cell.props is not None else None
        if own is not None:
            drawn.update({side: each for side, each in properties.edges(own).items() if side in drawn})
        return {side: each for side, each in drawn.items() if each}


def _inside(element: Any, wanted: str) -> list[Any]:
    found = []
    for child in element:
        if child.tag == wanted:
            found.append(child)
        elif child.tag in _WRAPPED:
            found += _inside(child, wanted)
    return found


def _row(element: Any) -> Row:
    row, column = Row(), 0
    props = element.find(_TRPR)
    if props is not None:
        column = _whole(props.find(w("gridBefore")), 0)
        row.is_head = _is_set(props, "tblHeader")
        row.is_whole = _is_set(props, "cantSplit")
        height = props.find(w("trHeight"))
        if height is not None:
            row.height = number(height.get(VAL)) or 0.0
            row.is_exact = height.get(w("hRule")) == "exact" and row.height > 0
    for each in _inside(element, _TC):
        own = each.find(_TCPR)
        span = max(1, _whole(own.find(w("gridSpan")), 1)) if own is not None else 1
        if column + span > _MOST_COLUMNS:
            break
        row.cells.append(Cell(element=each, props=own, column=column, span=span))
        column += span
    return row


def _is_set(props: Any, name: str) -> bool:
    found = props.find(w(name))
    return found is not None and properties.is_on(found)


def _whole(element: Any, otherwise: int) -> int:
    text = element.get(VAL) if element is not None else None
    return int(text) if text and text.isdigit() and len(text) < 4 else otherwise  # noqa: PLR2004
