"""What keeps a database from being opened or written although nothing is wrong with it: no reason to restore."""

from __future__ import annotations

from typing import Final

_WHOLE: Final = "Chưa thấy gì hỏng, đừng khôi phục."
_SAID: Final = {
    "is locked": "cơ sở dữ liệu đang bị chương trình khác giữ (sao chép, diệt vi-rút, đồng bộ, hoặc một cửa sổ chibo "
    f"bị treo). {_WHOLE} Đóng chương trình ấy hoặc khởi động lại máy, rồi làm lại.",
    "readonly database": "cơ sở dữ liệu chỉ đọc được, không ghi được (quyền của tệp hay thư mục dữ liệu, ổ đĩa mở chỉ "
    f"để đọc, USB gạt khóa). {_WHOLE} Cho người chạy chibo quyền ghi vào thư mục dữ liệu rồi làm lại.",
    "read-only transaction": "máy chủ PostgreSQL đang chỉ cho đọc (máy dự phòng, hoặc người quản trị đặt như vậy). "
    f"{_WHOLE} Hỏi người quản trị máy chủ.",
    "unable to open database": "không mở được tệp cơ sở dữ liệu (quyền của tệp hay thư mục dữ liệu, ổ đĩa chưa gắn). "
    f"{_WHOLE} Cho người chạy chibo quyền đọc, ghi thư mục dữ liệu rồi làm lại.",
}


def said(error: Exception) -> str:
    """Say what is in the way and what to do; empty for an error that is something else."""
    return next((told for mark, told in _SAID.items() if mark in str(error)), "")
