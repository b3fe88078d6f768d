"""What a look at the log found, in words: which chain, which line, what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base import audit, witness
from chibo.base.dates import local_day, say_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.base.audit import Break
    from chibo.base.witness import Gap, Report

NAMES: Final = {audit.INSTALLATION: "Nhật ký chung của máy", witness.SEALS: "Sổ niêm phong"}
WHAT_NEXT: Final = (
    "Việc nên làm: chưa ghi gì thêm vào máy này; sao lưu ra USB và giữ riêng; đối chiếu với tờ niêm phong và bản sao "
    "lưu gần nhất; báo cấp ủy và người quản trị máy. Không ai sửa lại nhật ký cho khớp."
)


def chain_said(chain: str, names: Mapping[str, str]) -> str:
    """How a chain is called: by its organisation, or what it is of the machine."""
    if chain in NAMES:
        return NAMES[chain]
    return f"Nhật ký của {names[chain]}" if chain in names else f"Nhật ký của tổ chức {chain[:8]}…"


def break_said(found: Break, names: Mapping[str, str]) -> str:
    """Say one place where the log does not hold."""
    place = "số" if found.chain == witness.SEALS else "dòng"
    return f"{chain_said(found.chain, names)}, {place} {found.seq}: {found.what}."


def first_breaks(report: Report, names: Mapping[str, str]) -> list[str]:
    """Say the first broken line of each chain, and how many more there are."""
    by_chain: dict[str, list[Break]] = {}
    for found in report.breaks:
        by_chain.setdefault(found.chain, []).append(found)
    lines = []
    for found_here in by_chain.values():
        first = min(found_here, key=lambda found: found.seq)
        more = len(found_here) - 1
        lines.append(break_said(first, names) + (f" Sau đó còn {more} chỗ nữa." if more else ""))
    return lines


def gap_said(gap: Gap) -> str:
    """Say kindly that some days are missing because the machine was restored from a copy."""
    first, last = (local_day(at) for at in (gap.begins, gap.ends))
    when = f"từ {say_date(first)} đến {say_date(last)}" if first != last else f"trong ngày {say_date(first)}"
    return f"Nhật ký bị đứt đoạn {when} (máy khôi phục từ bản sao lưu). Đã ghi chú."


def looked_at(report: Report) -> str:
    """Say how much was looked at."""
    said = f"Đã xem {report.lines} dòng của {report.chains} chuỗi nhật ký"
    said += f", {report.seals} niêm phong" if report.seals else ", chưa có niêm phong nào"
    said += f", {report.witnessed} dòng của tệp nhân chứng" if report.witnessed else ""
    said += f"; {report.blanked} dòng đã xóa nội dung theo yêu cầu xóa dữ liệu" if report.blanked else ""
    return said + "."
