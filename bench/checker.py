"""How fast the checker is: one full dossier, 20,000 of them, and the cost of more papers.

Baseline: ``json.loads`` of the same dossier's file, measured in the same run. Run: ``python -m bench.checker [--all]``.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from chibo.law.checker import check
from chibo.law.dossier import from_file
from tests.law import seeded

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_MS = 5.0
MANY, MANY_SECONDS = 20_000, 60.0


def median_ms(run: Callable[[], object], rounds: int) -> float:
    """The median time of a call in milliseconds."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def one(rounds: int = 200) -> tuple[float, float, float]:
    """One full dossier: reading its JSON, building its facts, checking it; medians in milliseconds."""
    text = json.dumps(seeded.built(seeded.BASE), ensure_ascii=False)
    dossier, on = from_file(json.loads(text)), seeded.checked_on(seeded.BASE)
    check(dossier, on, seeded.RULES)
    return (
        median_ms(lambda: json.loads(text), rounds),
        median_ms(lambda: from_file(json.loads(text)), rounds),
        median_ms(lambda: check(dossier, on, seeded.RULES), rounds),
    )


def by_papers(rounds: int = 20) -> list[tuple[int, float]]:
    """Check the same dossier with one, two, four and eight times its papers."""
    dossier, on = from_file(seeded.built(seeded.BASE)), seeded.checked_on(seeded.BASE)
    letters = tuple(sheet for sheet in dossier.papers if sheet.kind == "member_sheet")
    measured = []
    for times in (1, 2, 4, 8):
        more = letters * (len(dossier.papers) * (times - 1))
        grown = replace(dossier, papers=(*dossier.papers, *more))
        measured.append((len(grown.papers), median_ms(partial(check, grown, on, seeded.RULES), rounds)))
    return measured


def many(count: int) -> float:
    """Check many dossiers of all shapes, one after another, on one core; seconds."""
    shapes = seeded.clean_shapes()
    held = [(seeded.dossier(shape), seeded.checked_on(shape)) for shape in shapes]
    begun = time.perf_counter()
    for index in range(count):
        dossier, on = held[index % len(held)]
        check(dossier, on, seeded.RULES)
    return time.perf_counter() - begun


def main() -> int:
    """Print the figures as ratios to the baseline; 1 when a limit is broken."""
    loads, facts, checked = one()
    print(f"json.loads of one file (baseline): {loads:.3f} ms")
    print(f"facts from the file: {facts:.3f} ms = {facts / loads:.1f} x baseline")
    print(f"check of one full dossier: {checked:.3f} ms = {checked / loads:.1f} x baseline (limit {ONE_MS} ms)")
    for papers, taken in by_papers():
        print(f"  {papers} papers: {taken:.3f} ms, {taken / papers * 1000:.0f} us a paper")
    count = MANY if "--all" in sys.argv else MANY // 20
    seconds = many(count)
    whole = seconds * MANY / count
    print(f"{count} dossiers: {seconds:.1f} s; {MANY} in {whole:.1f} s (limit {MANY_SECONDS} s)")
    return int(checked > ONE_MS or whole > MANY_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
