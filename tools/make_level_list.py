"""Write the checklist by system level into docs/operate/an-toan.md, out of docs/operate/cap-do.yaml.

Run it after a change of the data; a house test compares the page with what this writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "docs" / "operate" / "cap-do.yaml"
TARGET = ROOT / "docs" / "operate" / "an-toan.md"
BEGIN, END = "<!-- bảng từ cap-do.yaml -->\n", "<!-- hết bảng -->"
SURE = {"high": "đã thấy văn bản hoặc bản tóm tắt", "low": "chưa đối chiếu được văn bản gốc", "none": "chưa có căn cứ"}


def text() -> str:
    """The whole page, with the table between its two marks."""
    above, _, rest = TARGET.read_text(encoding="utf-8").partition(BEGIN)
    return above + BEGIN + _tables(yaml.safe_load(DATA.read_text(encoding="utf-8"))) + END + rest.partition(END)[2]


def _tables(data: dict[str, Any]) -> str:
    day = data["checked_on"]
    lines = ["", "| Quy định | Văn bản | Độ tin cậy |", "|---|---|---|"]
    lines += [
        f"| {each['says']} | {each['instrument'] or 'không tìm thấy'} | {SURE[each['confidence']]} |"
        for each in data["law"]
    ]
    lines += ["", "| Cần làm | Cấp độ | Độ tin cậy | Trong chibo |", "|---|---|---|---|"]
    lines += [
        f"| {each['what']} | {', '.join(map(str, each['levels']))} | {SURE[each['confidence']]} | {each['here']} |"
        for each in data["checks"]
    ]
    return "\n".join([*lines, "", f"Đối chiếu lần cuối: {day.day}-{day.month}-{day.year}.", "", ""])


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET.relative_to(ROOT))
