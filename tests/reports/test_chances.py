"""The reckoning of chances: by hand where hands can, by its laws everywhere, and against futures that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports import chances
from chibo.reports.chances import End, Road, Waiting, is_beyond, joined_by
from tests.reports.futures import YEAR, Cell, cells

if TYPE_CHECKING:
    from collections.abc import Iterator

JOINED, LEFT, OPEN = End.JOINED, End.LEFT, End.OPEN


def roads(*told: tuple[int, End]) -> tuple[Road, ...]:
    return tuple(Road(days=days, end=end) for days, end in told)


MANY = roads(*[(600, JOINED)] * 150, *[(300, LEFT)] * 50)  # of 200, three in four joined, all on day 600


def test_with_many_roads_the_chance_is_the_share_that_joined() -> None:
    fresh = joined_by([Waiting(roads=MANY, elapsed=0, left=700)] * 2)
    assert fresh.mean == pytest.approx(2 * 0.75)
    assert (fresh.least, fresh.most) == (1, 2)
    assert fresh.mass == pytest.approx(1 - 0.25**2)


def test_who_has_passed_the_day_on_which_others_left_is_sure_to_join() -> None:
    later = joined_by([Waiting(roads=MANY, elapsed=400, left=201)])
    assert (later.least, later.most) == (1, 1)
    assert later.mean == pytest.approx(1.0)


def test_nobody_joins_before_the_first_who_ever_did() -> None:
    soon = joined_by([Waiting(roads=MANY, elapsed=400, left=199)])
    assert (soon.least, soon.most) == (0, 0)
    assert soon.mean == pytest.approx(0.0)


def test_open_roads_count_only_as_long_as_they_were_seen() -> None:
    seen_short = roads(*[(600, JOINED)] * 100, *[(100, OPEN)] * 300)
    assert joined_by([Waiting(roads=seen_short, elapsed=0, left=700)]).mean == pytest.approx(1.0)
    seen_long = roads(*[(600, JOINED)] * 100, *[(900, OPEN)] * 300)
    assert joined_by([Waiting(roads=seen_long, elapsed=0, left=700)]).mean == pytest.approx(0.25)


def test_few_roads_give_a_wider_range_than_many_of_the_same_kind() -> None:
    few = roads((600, JOINED), (610, JOINED), (620, JOINED), (300, LEFT))
    waits = [Waiting(roads=few, elapsed=0, left=700)] * 6
    surer = [Waiting(roads=few * 60, elapsed=0, left=700)] * 6
    wide, narrow = joined_by(waits), joined_by(surer)
    assert wide.most - wide.least > narrow.most - narrow.least
    assert joined_by(waits) == wide  # the same records, the same page


def test_who_waits_longer_than_anybody_before_widens_the_range_and_nothing_else() -> None:
    known = Waiting(roads=MANY, elapsed=400, left=300)
    unknown = Waiting(roads=MANY, elapsed=600, left=300)
    assert is_beyond(unknown)
    count = joined_by([known, unknown])
    assert (count.least, count.most, count.beyond) == (1, 2, 1)
    assert count.mean == pytest.approx(1.0)


def test_nobody_on_the_road() -> None:
    none = joined_by([])
    assert (none.least, none.most, none.mass, none.mean, none.beyond) == (0, 0, 1.0, 0.0, 0)


ROADS = st.lists(st.builds(Road, days=st.integers(0, 3000), end=st.sampled_from(End)), max_size=12).map(tuple)
WAITS = st.lists(st.builds(Waiting, roads=ROADS, elapsed=st.integers(0, 3000), left=st.integers(0, 3000)), max_size=6)


@pytest.fixture(scope="module")
def _few_draws() -> Iterator[None]:
    """The laws of counts hold for any number of draws; few make the examples quick."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chances, "DRAWS", 5)
        yield


@pytest.mark.usefixtures("_few_draws")
@given(WAITS)
def test_a_count_is_always_a_count(people: list[Waiting]) -> None:
    count = joined_by(people)
    assert 0 <= count.least <= count.most <= len(people)
    assert 0.8 - 1e-9 <= count.mass <= 1 + 1e-9
    assert -1e-9 <= count.mean <= len(people) - count.beyond + 1e-9


@pytest.mark.usefixtures("_few_draws")
@given(ROADS, st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 2000))
def test_more_time_never_means_fewer(past: tuple[Road, ...], elapsed: int, left: int, more: int) -> None:
    sooner = joined_by([Waiting(roads=past, elapsed=elapsed, left=left)])
    later = joined_by([Waiting(roads=past, elapsed=elapsed, left=left + more)])
    assert later.mean >= sooner.mean - 1e-9


# --- the back-test: 200 cells whose future is known, and cells have at least three completed cases when they ask


def asked(seed: int) -> list[Cell]:
    def completed(cell: Cell) -> int:
        return sum(walk.end is JOINED and walk.ended <= cell.asked for walk in cell.walks)

    return [cell for cell in cells(230, seed) if completed(cell) >= 3][:200]


@pytest.mark.parametrize("horizon", [YEAR, 2 * YEAR])
def test_the_range_keeps_its_word_and_beats_last_years_count(horizon: int) -> None:
    some = asked(2018)
    counts = [(cell, joined_by(cell.waiting(horizon))) for cell in some]
    covered = sum(count.least <= cell.truth(horizon) <= count.most for cell, count in counts) / len(some)
    promised = sum(count.mass for _, count in counts) / len(some)
    error = sum(abs(count.mean - cell.truth(horizon)) for cell, count in counts) / len(some)
    naive = sum(abs(cell.last_year(horizon) - cell.truth(horizon)) for cell in some) / len(some)
    assert len(some) == 200
    assert abs(covered - promised) <= 0.05
    assert error < naive / 2
