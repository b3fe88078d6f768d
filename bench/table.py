"""What the measurements share: a throw-away place, percentiles, and the table as text."""

from __future__ import annotations

import os
import platform
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT = Path(__file__).parent.parent / "docs" / "develop" / "performance.md"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def drawn(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def machine() -> str:
    """The machine in one line: processors, system, Python; its name is nobody's business."""
    return f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def publish(section: str, text: str) -> None:
    """Print; with ``--write`` also put the text between the markers of its section in the report."""
    print(text)
    if "--write" not in sys.argv:
        return
    pattern = re.compile(rf"(<!-- {section} -->\n).*?(\n<!-- /{section} -->)", re.DOTALL)
    before = REPORT.read_text("utf-8")
    if not pattern.search(before):
        msg = f"{REPORT} has no section {section}"
        raise SystemExit(msg)
    REPORT.write_text(pattern.sub(lambda found: f"{found[1]}{text}{found[2]}", before), "utf-8")
