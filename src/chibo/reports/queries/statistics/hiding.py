"""Small counts above the cell are not shown, nor what would betray them by subtraction. Pure.

Who may be seen is decided once for every table of a unit and a day, whatever is asked as row, column or filter: a
count is a set of people told by some conditions, and a set is shown or hidden by those conditions alone. So two tables
asked with opposite filters hide the same sets. Reasons and limits: docs/adr/0033.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SMALLEST_SHOWN: Final = 3
_TWO_WAYS: Final = 2  # axes of a table whose gaps are also looked at as a net

Place = tuple[str, ...]
Axes = tuple[int, ...]
_Line = tuple[int, Place]
Knot = tuple[int, str | None]  # a row or a column of a table; nothing is the knot of its sums


class Veil:
    """What may be seen of a count over some axes (``joint``: the values of all axes → how many).

    Hidden are counts of one and two, and further ones until no sum gives a hidden one away: in every line that adds up
    to a shown sum at least two counts are missing, and together they hold more people than there are gaps. ``told`` is
    an axis over which sums are known from elsewhere even where they are small.
    """

    def __init__(self, joint: Mapping[Place, int], *, told: int | None = None) -> None:
        """Look at a count."""
        self._joint, self._told = joint, told
        self._values = [sorted(set(values)) for values in zip(*joint, strict=True)]
        self._axes = tuple(axis for axis in range(len(self._values)) if len(self._values[axis]) > 1)
        self._sums: dict[Axes, Counter[Place]] = {}
        self._gaps: dict[Axes, set[Place]] = {}

    def count(self, at: Mapping[int, str]) -> int:
        """How many have the values of some axes."""
        axes = tuple(sorted(at))
        return self._sum(axes)[tuple(at[axis] for axis in axes)]

    def shows(self, at: Mapping[int, str]) -> bool:
        """Whether the count of those with the values of some axes may be seen."""
        axes = tuple(axis for axis in sorted(at) if axis in self._axes)
        if any(at[axis] not in self.values(axis) for axis in at):
            return True  # nobody is there, and nobody could be
        return tuple(at[axis] for axis in axes) not in self._gaps_of(axes)

    def _sum(self, axes: Axes) -> Counter[Place]:
        if axes not in self._sums:
            found: Counter[Place] = Counter()
            for place, many in self._joint.items():
                found[tuple(place[axis] for axis in axes)] += many
            self._sums[axes] = found
        return self._sums[axes]

    def _gaps_of(self, axes: Axes) -> set[Place]:
        if axes not in self._gaps:
            is_free = self._told is not None and self._told in self._axes and self._told not in axes
            self._gaps[axes] = set() if is_free else _Table(self, axes).closed()
        return self._gaps[axes]

    def values(self, axis: int) -> list[str]:
        """The values of one axis that occur."""
        return self._values[axis] if self._values else []

    def table(self, axes: Axes) -> Counter[Place]:
        """The counts over some axes."""
        return self._sum(axes)

    def gaps(self, axes: Axes) -> set[Place]:
        """What is hidden over some axes."""
        return self._gaps_of(axes)

    def is_told(self, axis: int) -> bool:
        """Whether the sums over an axis are known from elsewhere."""
        return axis == self._told


class _Table:
    """One table over some axes while gaps are added to it; its sums are tables of fewer axes, settled before."""

    def __init__(self, veil: Veil, axes: Axes) -> None:
        self.veil, self.axes = veil, axes
        self.counts = veil.table(axes)
        self.gaps = {place for place, many in self.counts.items() if 0 < many < SMALLEST_SHOWN}

    def closed(self) -> set[Place]:
        """Add gaps until nothing gives one away."""
        if len(self.axes) == _TWO_WAYS:
            self._hide_noughts_of_the_few()
        elif len(self.axes) > _TWO_WAYS:
            self._box_in()
        self._close(self._touched())
        if len(self.axes) == _TWO_WAYS:
            while (more := self._beside_a_bridge()) is not None:
                self.gaps.add(more)
                self._close(self._lines_of(more))
        return self.gaps

    def _hide_noughts_of_the_few(self) -> None:
        """Where a row holds one or two people in all, its noughts would tell what those people are."""
        for at, axis in enumerate(self.axes):
            sums = self.veil.table(tuple(one for one in self.axes if one != axis))
            for rest in sorted(rest for rest in self.sums_hidden(axis) if sums[rest] < SMALLEST_SHOWN):
                self.gaps |= {(*rest[:at], value, *rest[at:]) for value in self.veil.values(axis)}

    def _box_in(self) -> None:
        """Hide whatever is part of a hidden set, and around each other small count the corners of a box.

        One person more at a corner, one less at the next, and so on round the box: no sum of fewer dimensions changes,
        so none can tell what the corners hold.
        """
        small = sorted(self.gaps)
        self.gaps |= {place for place in self._places() if self._is_within_a_gap(place)}
        for place in small:
            if not self._is_within_a_gap(place):
                self.gaps |= set(product(*zip(place, self._opposite(place), strict=True)))

    def _places(self) -> Iterator[Place]:
        return product(*(self.veil.values(axis) for axis in self.axes))

    def _is_within_a_gap(self, place: Place) -> bool:
        return any(place[:at] + place[at + 1 :] in self.sums_hidden(axis) for at, axis in enumerate(self.axes))

    def _opposite(self, place: Place) -> Place:
        """The far corner of a box: along each line from a count the one that costs least to hide."""
        far: list[str] = []
        for at, axis in enumerate(self.axes):
            line = {value: (*place[:at], value, *place[at + 1 :]) for value in self.veil.values(axis)}
            others = [value for value in line if value != place[at]]
            far.append(min(others, key=lambda value: (line[value] not in self.gaps, self._cost(line[value]))))
        return tuple(far)

    def _touched(self) -> Iterator[_Line]:
        for place in sorted(self.gaps):
            yield from self._lines_of(place)
        for at, axis in enumerate(self.axes):
            for rest in sorted(self.sums_hidden(axis)):
                yield at, rest

    def sums_hidden(self, axis: int) -> set[Place]:
        """The hidden sums over one axis."""
        return self.veil.gaps(tuple(one for one in self.axes if one != axis))

    def _lines_of(self, place: Place) -> Iterator[_Line]:
        return ((at, place[:at] + place[at + 1 :]) for at in range(len(self.axes)))

    def _close(self, lines: Iterable[_Line]) -> None:
        waiting = deque(lines)
        while waiting:
            at, rest = waiting.popleft()
            members = [(*rest[:at], value, *rest[at:]) for value in self.veil.values(self.axes[at])]
            hidden = [place for place in members if place in self.gaps]
            seen = [place for place in members if place not in self.gaps]
            if seen and self._needs_more(at, rest, hidden):
                more = min(seen, key=self._cost)
                self.gaps.add(more)
                waiting.extend(self._lines_of(more))

    def _needs_more(self, at: int, rest: Place, hidden: list[Place]) -> bool:
        axis = self.axes[at]
        if self.veil.is_told(axis):
            return len(hidden) == 1
        if rest in self.sums_hidden(axis):
            return not hidden
        return len(hidden) == 1 or (bool(hidden) and sum(self.counts[place] for place in hidden) <= len(hidden))

    def _cost(self, place: Place) -> tuple[bool, int, Place]:
        """The fewest people first; an empty place last, for noughts are shown where they can be."""
        return self.counts[place] == 0, self.counts[place], place

    def _beside_a_bridge(self) -> Place | None:
        """One more gap where a hidden count is all that joins two parts of the net of gaps: sums would give it.

        Rows and columns are the knots of the net, hidden counts its threads, hidden sums threads to the knots of sums.
        """
        net = _Net(self._threads())
        for side in net.sides_of_bridges():
            rows, columns = self.veil.values(self.axes[0]), self.veil.values(self.axes[1])
            across = [
                (row, column)
                for row, column in product(rows, columns)
                if (row, column) not in self.gaps and ((0, row) in side) != ((1, column) in side)
            ]
            if across:
                return min(across, key=self._cost)
        return None

    def _threads(self) -> Iterator[tuple[Knot, Knot]]:
        for row, column in sorted(self.gaps):
            yield (0, row), (1, column)
        yield from (((0, row), (1, None)) for (row,) in sorted(self.sums_hidden(self.axes[1])))
        yield from (((0, None), (1, column)) for (column,) in sorted(self.sums_hidden(self.axes[0])))
        if self.veil.gaps(()):
            yield (0, None), (1, None)


class _Net:
    """Knots joined by threads; a bridge is a thread without which its two ends would hang apart."""

    def __init__(self, threads: Iterable[tuple[Knot, Knot]]) -> None:
        self.near: defaultdict[Knot, list[Knot]] = defaultdict(list)
        for one, other in threads:
            self.near[one].append(other)
            self.near[other].append(one)

    def sides_of_bridges(self) -> Iterator[set[Knot]]:
        """For each bridge the knots on its far side, in the order in which they were met."""
        met, low, order = self._walked
        for knot in order:
            parent = met[knot][1]
            if parent is not None and low[knot] > met[parent][0]:
                yield self._side(knot, parent)

    @cached_property
    def _walked(self) -> tuple[dict[Knot, tuple[int, Knot | None]], dict[Knot, int], list[Knot]]:
        """When each knot was met and from where, and the earliest knot its branch reaches by another thread."""
        met: dict[Knot, tuple[int, Knot | None]] = {}
        order: list[Knot] = []
        for root in list(self.near):
            self._walk(root, met, order)
        low = {knot: place for knot, (place, _) in met.items()}
        for knot in reversed(order):
            parent = met[knot][1]
            for other in self.near[knot]:
                if other != parent:
                    is_child = met[other][1] == knot
                    low[knot] = min(low[knot], low[other] if is_child else met[other][0])
        return met, low, order

    def _walk(self, root: Knot, met: dict[Knot, tuple[int, Knot | None]], order: list[Knot]) -> None:
        """Depth first, without recursion: a knot is met when it is taken, so a thread left over leads upwards."""
        waiting: list[tuple[Knot, Knot | None]] = [(root, None)]
        while waiting:
            knot, parent = waiting.pop()
            if knot not in met:
                met[knot] = (len(order), parent)
                order.append(knot)
                waiting.extend((other, knot) for other in reversed(self.near[knot]) if other not in met)

    def _side(self, knot: Knot, parent: Knot) -> set[Knot]:
        side, waiting = {knot}, [knot]
        while waiting:
            for other in self.near[waiting.pop()]:
                if other not in side and other != parent:
                    side.add(other)
                    waiting.append(other)
        return side
