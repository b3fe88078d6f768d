"""Marks of state secrets in typed texts: such a text may not be on this machine (decision 8).

A help, no guarantee: only a mark that stands alone in a line is known for sure; pictures are not read.
"""

from __future__ import annotations

import unicodedata
from typing import Final

STAMPS: Final = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
_EDGES: Final = " .:;*_-–()[]"


def stamp_in(text: str) -> str:
    """Give the mark that stands alone in a line of a text; empty where none does."""
    lines = (" ".join(line.strip(_EDGES).split()).upper() for line in unicodedata.normalize("NFC", text).splitlines())
    return next((line for line in lines if line in STAMPS), "")


def refused(stamp: str) -> str:
    """Why a text with a mark is not kept."""
    return (
        f"Không nhận đoạn có dòng {stamp}. Bí mật nhà nước chỉ được soạn và giữ trên máy dành riêng; "
        "để bản giấy đúng nơi quy định. Nếu không phải dấu mật, viết khác đi."
    )
