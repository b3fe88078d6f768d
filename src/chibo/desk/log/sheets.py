"""Two papers about the log: the sheet that proves a file taken out of it, and the sheet of a seal for the safe."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from chibo.base import witness
from chibo.base.dates import say_moment
from chibo.documents.proofs import Proof, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from chibo.base.models import LogSeal

_HALF = 32
_BY_HAND = (
    "Cách kiểm tra khi không có chibo: tính SHA-256 của tệp rồi so với dòng ghi ở trên (Windows: certutil -hashfile "
    "TỆP SHA256; Linux: sha256sum TỆP). Từng dòng: SHA-256 của cột “Lời đã băm” phải bằng cột “Mã băm”; trong cột “Lời "
    "đã băm” có mã của dòng liền trước trong chuỗi và SHA-256 của cột “Nội dung đã băm”."
)
_KEEP = (
    "Cất tờ này trong tủ hồ sơ, không để cạnh máy. Khi cần, quét mã hoặc gõ mã ngắn ở trang Niêm phong nhật ký: chương "
    "trình cho biết nhật ký từ hôm ấy về trước còn nguyên hay không."
)
HOW_TO_CHECK = ("Cách kiểm tra khi có chibo (không cần dữ liệu, không cần khóa): chibo verify --log TỆP", _BY_HAND)
WHERE_TO_KEEP = (_KEEP, "Tờ này không chứa tên người và không cho biết đã làm việc gì.")


def proof_of_file(
    *,
    unit: str,
    name: str,
    content: bytes,
    chains: Iterable[tuple[str, int, int, int, str]],
    sieve: str,
    by: str,
    at: datetime,
) -> bytes:
    """Make the sheet that goes with a file; ``chains`` are name, first and last number, lines, hash of the last."""
    rows = [(chain, str(first), str(last), str(count), _halved(digest)) for chain, first, last, count, digest in chains]
    return sheet(
        Proof(
            above=unit,
            title="TỜ KIỂM CHỨNG NHẬT KÝ XUẤT RA TỆP",
            facts=(
                ("Tệp", name),
                ("SHA-256 của tệp", _halved(hashlib.sha256(content).hexdigest())),
                ("Số dòng", str(sum(int(row[3]) for row in rows))),
                ("Lọc theo", sieve or "không lọc"),
                ("Xuất lúc", say_moment(at)),
                ("Người xuất", by),
            ),
            columns=("Chuỗi", "Từ số", "Đến số", "Số dòng", "Mã băm dòng cuối"),
            rows=rows,
            notes=HOW_TO_CHECK,
            signs=("Người xuất", "Người nhận"),
        )
    )


def sealing_sheet(made: LogSeal, unit: str) -> bytes:
    """Make the printable sheet of a seal, with its QR code and the short code that can be typed."""
    return sheet(
        Proof(
            above=unit,
            title="TỜ NIÊM PHONG NHẬT KÝ",
            facts=(
                ("Niêm phong lần", str(made.number)),
                ("Lúc", say_moment(made.at)),
                ("Người niêm phong", made.by),
                ("Số chuỗi có dòng mới", str(len(made.heads))),
                ("Mã đầy đủ (SHA-256)", _halved(made.digest)),
            ),
            code=witness.code(made),
            typed=witness.short(made.digest),
            notes=WHERE_TO_KEEP,
            signs=("Người niêm phong", "Người cất giữ"),
        )
    )


def _halved(digest: str) -> str:
    """A digest that a line can break in the middle."""
    return f"{digest[:_HALF]} {digest[_HALF:]}".strip()
