"""What is hidden above the cell stays hidden, whatever tables are laid beside each other and subtracted."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.reports.queries.statistics.hiding import SMALLEST_SHOWN, Veil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Place = tuple[str, ...]
MANY = st.sampled_from([0, 0, 1, 2, 3, 5, 8, 13])


def counts(*sizes: int) -> st.SearchStrategy[dict[Place, int]]:
    places = list(product(*([chr(97 + n) for n in range(size)] for size in sizes)))
    told = st.lists(MANY, min_size=len(places), max_size=len(places))
    return told.map(lambda many: {place: n for place, n in zip(places, many, strict=True) if n})


SQUARES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(lambda sizes: counts(*sizes))
CUBES = st.tuples(st.integers(2, 3), st.integers(2, 3), st.integers(2, 3)).flatmap(lambda sizes: counts(*sizes))


class Attack:
    """Somebody with every table of a unit and a day, who adds and subtracts what is shown in any way."""

    def __init__(self, joint: Mapping[Place, int]) -> None:
        self.veil = Veil(joint)
        self.width = len(next(iter(joint)))
        self.values = [self.veil.values(axis) for axis in range(self.width)]
        self.atoms = list(product(*self.values))

    def sets(self) -> Iterator[dict[int, str]]:
        for many in range(self.width + 1):
            for axes in combinations(range(self.width), many):
                for place in product(*(self.values[axis] for axis in axes)):
                    yield dict(zip(axes, place, strict=True))

    def told(self, at: Mapping[int, str]) -> list[Fraction]:
        return [Fraction(all(atom[axis] == value for axis, value in at.items())) for atom in self.atoms]

    def given_away(self) -> list[dict[int, str]]:
        """The hidden sets of one or two whose count follows from the shown ones."""
        known: list[list[Fraction]] = []
        for at in self.sets():
            if self.veil.shows(at):
                row = reduced(self.told(at), known)
                if any(row):
                    known.append(row)
        few = [at for at in self.sets() if 0 < self.veil.count(at) < SMALLEST_SHOWN]
        assert not any(self.veil.shows(at) for at in few)
        return [at for at in few if not any(reduced(self.told(at), known))]


def reduced(row: list[Fraction], known: list[list[Fraction]]) -> list[Fraction]:
    for other in known:
        lead = next(place for place, value in enumerate(other) if value)
        if row[lead]:
            factor = row[lead] / other[lead]
            row = [value - factor * beside for value, beside in zip(row, other, strict=True)]
    return row


@settings(max_examples=60, deadline=None)
@given(SQUARES.filter(bool))
def test_no_sum_of_shown_counts_gives_a_hidden_one_away(joint: dict[Place, int]) -> None:
    assert Attack(joint).given_away() == []


@settings(max_examples=60, deadline=None)
@given(CUBES.filter(bool))
def test_nor_do_tables_of_three_dimensions_with_filters(joint: dict[Place, int]) -> None:
    assert Attack(joint).given_away() == []


@given(SQUARES.filter(bool))
def test_the_gaps_of_a_line_hold_more_people_than_there_are_gaps(joint: dict[Place, int]) -> None:
    veil = Veil(joint)
    for row in veil.values(0):
        gaps = [column for column in veil.values(1) if not veil.shows({0: row, 1: column})]
        if gaps and veil.shows({0: row}) and len(gaps) < len(veil.values(1)):
            assert sum(veil.count({0: row, 1: column}) for column in gaps) > len(gaps)


def test_the_opposite_filter_hides_the_same_people() -> None:
    """Ten young members, eight of them men: the table of men may not show the eight."""
    men: dict[Place, int] = {("young", "man"): 8, ("old", "man"): 20, ("aged", "man"): 4}
    joint: dict[Place, int] = {**men, ("young", "woman"): 2, ("old", "woman"): 15, ("aged", "woman"): 9}
    veil = Veil(joint)
    assert veil.shows({0: "young"})
    assert veil.shows({1: "man"})
    assert not veil.shows({0: "young", 1: "woman"})
    assert not veil.shows({0: "young", 1: "man"})


def test_one_and_one_are_not_told_by_their_sum() -> None:
    veil = Veil({("a",): 1, ("b",): 1, ("c",): 5, ("d",): 9})
    assert [veil.shows({0: value}) for value in "abcd"] == [False, False, False, True]
    assert veil.shows({})


def test_a_net_that_hangs_on_one_thread_gets_another() -> None:
    """Two blocks of hidden counts joined by one: what is hidden in the rows of a block less its columns is that one."""
    joint: dict[Place, int] = {(row, column): 9 for row in "abcd" for column in "abcd"}
    joint |= {(row, column): 2 for block in ("ab", "cd") for row in block for column in block}
    joint["a", "c"] = 1
    assert Attack(joint).given_away() == []
