"""The first start with migrations and sample, and a later start, each to the first page. See performance.md."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.table import drawn, machine, publish
from tests.journeys.program import Program

FIRST_S, LATER_S = 15, 5
TIMES = 3


def main() -> None:
    """Start a fresh installation, stop it, start it again; the slowest of three counts."""
    first: list[float] = []
    later: list[float] = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory(prefix="chibo-bench-") as place:
            program = Program(place=Path(place))
            for taken in (first, later):
                taken.append(program.start())
                program.stop()
    rows = [
        (what, f"{min(taken):.1f}", f"{max(taken):.1f}", bar, "over" if max(taken) > bar else "")
        for what, taken, bar in (("first start", first, FIRST_S), ("later start", later, LATER_S))
    ]
    table = drawn(("", "fastest s", "slowest s", "bar s", ""), rows)
    publish("start", f"{TIMES} times each; {machine()}.\n\n{table}")


if __name__ == "__main__":
    main()
