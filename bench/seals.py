"""What the seals of records cost (ADR 0038): acts with and without them, and the comparison of every record.

Run: ``python bench/seals.py [--acts 200] [--write]``. On a throw-away folder with the sample cell, on SQLCipher only.
Acts of both kinds take turns, ten by ten, so that neither has the smaller tables or the quieter minute.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.pages import prepared
from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from collections.abc import Iterator

TURN = 10


def main() -> None:
    """Load the sample, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=200, help="acts of each kind")
    parser.add_argument("--write", action="store_true", help="put the table into docs/develop/performance.md")
    wanted = parser.parse_args().acts
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        prepared(Path(folder))
        bare: list[float] = []
        sealed: list[float] = []
        for first in range(-TURN, wanted, TURN):  # the first turn of each warms up
            bare += acts("Không", first, is_sealed=False)
            sealed += acts("Có", first, is_sealed=True)
        publish("seals", told(bare[TURN:], sealed[TURN:], *compared()))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def acts(mark: str, first: int, *, is_sealed: bool) -> list[float]:
    """Enter people one by one, each an act of its own; seconds of the processor for each."""
    from chibo.accounts.queries import system_actor  # noqa: PLC0415 - the settings are there by now
    from chibo.base import clock  # noqa: PLC0415
    from chibo.register.actions import add_person  # noqa: PLC0415
    from chibo.register.models import Organisation  # noqa: PLC0415

    cell, on, taken = Organisation.objects.get(parent=None), clock.today(), []
    with nothing_at_the_end() if not is_sealed else as_ever():
        for number in range(first + TURN, first + 2 * TURN):
            start = time.process_time()
            add_person(
                actor=system_actor(at=clock.now()), on=on, organisation=cell, full_name=f"Lò Mẫu {mark} {number}"
            )
            taken.append(time.process_time() - start)
    return taken


@contextmanager
def as_ever() -> Iterator[None]:
    """Leave everything as it is."""
    yield


@contextmanager
def nothing_at_the_end() -> Iterator[None]:
    """Let acts end without a print; the triggers still note what is touched."""
    from chibo.base.seals import sealing  # noqa: PLC0415 - the settings are there by now

    kept = sealing.end
    sealing.end = lambda connection: None  # noqa: ARG005 - stands for the real one
    try:
        yield
    finally:
        sealing.end = kept


def compared() -> tuple[int, float]:
    """Compare every record with its seal; how many there are, and the seconds of the processor."""
    from django.db import connection  # noqa: PLC0415 - the settings are there by now

    from chibo.base.seals import checking  # noqa: PLC0415

    start = time.process_time()
    found: Any = checking.compare(connection)
    return found.count, time.process_time() - start


def told(bare: list[float], sealed: list[float], count: int, seconds: float) -> str:
    """The table, and how it reads."""
    rows = [
        (what, f"{1000 * percentile(taken, 0.5):.2f}", f"{1000 * percentile(taken, 0.95):.2f}")
        for what, taken in (("an act without its seals", bare), ("the same with them", sealed))
    ]
    ratio = percentile(sealed, 0.5) / percentile(bare, 0.5)
    said = (
        f"An act costs {ratio:.2f} times what it would without its seals (median of {len(bare)} entered people). "
        f"Comparing {count} records with their seals took {seconds:.2f} s of the processor, "
        f"{1e6 * seconds / max(1, count):.0f} µs a record. {machine()}."
    )
    return drawn(("What", "median, ms of the processor", "95th percentile"), rows) + "\n\n" + said


if __name__ == "__main__":
    main()
