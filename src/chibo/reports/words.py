"""What the pages of the reports call things."""

from __future__ import annotations

from typing import Final

STATES: Final[dict[str, tuple[str, str]]] = {
    "not_begun": ("Chưa đến kỳ", "inf"),
    "no_base": ("Chưa tính được", "warn"),
    "no_result": ("Chưa có kết quả", "inf"),
    "hidden": ("Không hiện", "inf"),
    "running": ("Đang thực hiện", "inf"),
    "on_level": ("Đang đạt", "ok"),
    "reached": ("Đạt", "ok"),
    "missed": ("Không đạt", "err"),
}
"""The state of a target: its tag and the tone of it."""
