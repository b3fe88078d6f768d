"""How a file is refused: what it is, why it cannot be read, and what to do with it."""

from __future__ import annotations

from chibo.base.refusal import Fault, FaultyError


def refused(what: str, then: str, why: str = "") -> FaultyError:
    """The refusal of a file, beside its field on the page."""
    return FaultyError([Fault(what=what, why=why, next=then, field="file")])


def broken(why: str) -> FaultyError:
    """The file ends early or does not hold together."""
    return refused(
        "Không đọc được tệp.", "Mở lại tệp bằng Excel, lưu thành tệp mới rồi tải lên; hoặc xin lại tệp gốc.", why
    )


def locked() -> FaultyError:
    """The file is encrypted with a pass phrase."""
    return refused("Tệp có mật khẩu nên không đọc được.", "Mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên.")


def too_large(what: str) -> FaultyError:
    """The file holds more than the memory of an office machine should be asked for."""
    return refused(what, "Chép riêng bảng danh sách sang tệp mới, hoặc chia thành nhiều tệp rồi nhập từng tệp.")
