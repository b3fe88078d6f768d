"""Write the table of docs/develop/security.md out of docs/develop/asvs.yaml; the words above the table stay.

Run it after a change of the data; a house test compares the page with what this writes.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "docs" / "develop" / "asvs.yaml"
TARGET = ROOT / "docs" / "develop" / "security.md"
BEGIN = "<!-- written by tools/make_asvs_table.py from asvs.yaml -->"
VERDICTS = ("met", "not applicable", "open")
CHAPTERS = (
    "Encoding",
    "Validation and the order of work",
    "The browser",
    "HTTP",
    "Files",
    "Signing in",
    "Sessions",
    "Rights",
    "Self-contained tokens",
    "OAuth and OpenID Connect",
    "Cryptography",
    "Communication",
    "Configuration",
    "Data protection",
    "Code and parts",
    "Logs and errors",
    "WebRTC",
)


def rows() -> list[dict[str, Any]]:
    """Every requirement with its verdict, in the order of the standard."""
    read: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


def text() -> str:
    """The whole page: what a person wrote above the mark, the table below it."""
    above = TARGET.read_text(encoding="utf-8").partition(BEGIN)[0]
    return above + BEGIN + "\n" + table(rows())


def table(said: list[dict[str, Any]]) -> str:
    """Counts first, then a table a chapter."""
    count = Counter((row["level"], row["verdict"]) for row in said)
    lines = ["", f"| Level | {' | '.join(VERDICTS)} | all |", "|---|---|---|---|---|"]
    lines += [_counts(f"{level}", [count[level, verdict] for verdict in VERDICTS]) for level in (1, 2)]
    lines.append(_counts("1 and 2", [count[1, verdict] + count[2, verdict] for verdict in VERDICTS]))
    for chapter, group in groupby(said, key=lambda row: int(row["id"][1:].partition(".")[0])):
        lines += ["", f"### V{chapter} {CHAPTERS[chapter - 1]}", ""]
        lines += ["| Id | Level | What it asks | Verdict | Where; why |", "|---|---|---|---|---|"]
        lines += [_line(row) for row in group]
    return "\n".join(lines) + "\n"


def _counts(head: str, counts: list[int]) -> str:
    return f"| {head} | {' | '.join(map(str, counts))} | {sum(counts)} |"


def _line(row: dict[str, Any]) -> str:
    places = ", ".join(f"`{place}`" for place in row.get("where", ()))
    said = "; ".join(filter(None, (places, row.get("why", ""))))
    verdict = "**open**" if row["verdict"] == "open" else row["verdict"]
    return f"| {row['id']} | {row['level']} | {row['about']} | {verdict} | {said} |"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET.relative_to(ROOT))
