"""Freeze Viet Nam's public holidays into the law's data, with source and version (decision 11).

Run by a maintainer when the calendar of a new year is announced: ``python tools/freeze_holidays.py``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import holidays
import yaml
from holidays.version import __version__ as version

TARGET = Path(__file__).resolve().parent.parent / "src" / "chibo" / "law" / "holidays.yaml"


def frozen(first: int, last: int) -> dict[str, object]:
    """Collect the days of a run of years as plain data; a day whose name differs by year keeps its own name."""
    days = holidays.country_holidays("VN", years=range(first, last + 1), language="vi")
    return {
        "source": f"gói holidays {version}, Việt Nam, loại ngày nghỉ công cộng",
        "source_url": "https://github.com/vacanza/holidays",
        "version": version,
        "years": list(range(first, last + 1)),
        "days": {day.isoformat(): days[day] for day in sorted(days) if first <= day.year <= last},
    }


def main() -> None:
    """Write the file; refuse nothing, the tests compare it with the sample cell's calendar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=2011)
    parser.add_argument("--last", type=int, default=2027)
    arguments = parser.parse_args()
    text = yaml.safe_dump(frozen(arguments.first, arguments.last), allow_unicode=True, sort_keys=False, width=120)
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
