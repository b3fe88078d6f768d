"""What goes wrong with a backup, said so that the person at the machine can act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo import __version__
from chibo.base import keys

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class BackupProblem(keys.KeyProblem):
    """A backup that cannot be made or used; the text is ready to show."""


class WrongOpener(BackupProblem):
    """The sheet or the pass phrase belongs to something else."""


def wrong_sheet(source: Path) -> WrongOpener:
    """Say that the key is another one's."""
    return WrongOpener(
        f"Phiếu khôi phục không mở được {source}: phiếu của dữ liệu khác, hoặc phiếu trước hay sau một lần đổi khóa. "
        "Tìm phiếu ghi cùng thời với bản sao lưu."
    )


def wrong_phrase(source: Path) -> WrongOpener:
    """Say that the pass phrase is not the one."""
    return WrongOpener(f"Cụm mật khẩu không mở được {source}. Xem lại chữ hoa, dấu cách và bộ gõ.")


def damaged(source: Path) -> BackupProblem:
    """Say that the file is cut off or altered."""
    return BackupProblem(
        f"{source} đã hỏng hoặc bị cắt ngang (thường do rút USB khi chưa chép xong). Chép lại, hoặc dùng bản khác."
    )


def unreadable(source: Path) -> BackupProblem:
    """Say that the file cannot be read at all."""
    return BackupProblem(f"Không đọc được tệp sao lưu {source}. Xem lại đường dẫn; nếu tệp ở USB thì cắm USB vào.")


def not_ours(source: Path) -> BackupProblem:
    """Say that the file is something else."""
    return BackupProblem(f"{source} không phải bản sao lưu của chibo. Chọn tệp có đuôi .age do chibo làm ra.")


def newer(source: Path, version: str, unknown: Collection[tuple[str, str]] = ()) -> BackupProblem:
    """Say that a later program made it: by its number where that differs, by what it changed last where that is known.

    Between two releases programs bear the same number; that number would only puzzle who has it.
    """
    number = f" ({version})" if version and version != __version__ else ""
    app, name = max(unknown, default=("", ""), key=lambda one: one[1])
    change = f": dữ liệu có thay đổi “{app}.{name}” mà bản đang dùng ({__version__}) chưa biết" if name else ""
    return BackupProblem(
        f"{source} do bản chibo mới hơn làm ra{number}{change}. Lấy bản chibo đã làm ra nó, hoặc bản mới nhất, cài rồi "
        "khôi phục lại."
    )
