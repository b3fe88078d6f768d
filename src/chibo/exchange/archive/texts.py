"""What the archive says in Vietnamese: the sheet "Đọc tôi" that tells what each file is, for whoever opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.words.records import RECORDS
from chibo.exchange.archive.shape import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.exchange.archive.rows import Reach

NO_RIGHT: Final = "người xuất không có quyền xem, hoặc đã chọn không kèm phần đóng"
PATH_FIELD: Final = {"name": "path", "label": "tên trong gói này", "kind": "text"}
_MORE: Final = {
    "register.organisationkind": "loại tổ chức đảng",
    "register.figureamendment": "con số của quy định do đơn vị bổ sung",
    "base.auditentry": "nhật ký: ai đã làm gì",
}

_HEAD: Final = """GÓI DỮ LIỆU CỦA {name}

Gói này mở được không cần chương trình chibo: giải nén, rồi đọc bằng trình soạn thảo
hoặc bất kỳ chương trình nào đọc được JSON. Chữ là UTF-8.

MỖI TỆP LÀ GÌ
  DOC-TOI.txt       tờ này
  schema.json       từng tệp trong records/ có những cột nào: tên cột, tên tiếng Việt, kiểu,
                    trỏ tới tệp nào, mỗi mã nghĩa là gì
  manifest.json     số dòng, số byte và mã SHA-256 của từng phần, để biết gói còn nguyên
  made.json         ai xuất gói, khi nào, để làm gì
  records/…jsonl    mỗi tệp một loại bản ghi, mỗi dòng một bản ghi, xếp theo uid
  files/            các tệp trong kho (bản chụp, mẫu văn bản); tên gốc và loại ở cột name,
                    media_type của records/documents.storedfile.jsonl

CÁCH ĐỌC
  uid là số hiệu của một bản ghi, giữ nguyên khi chuyển máy. Cột kiểu "reference" ghi uid của
  bản ghi ở tệp khác. Người, tổ chức ở ngoài gói mà có bản ghi nhắc tới thì chỉ có uid và tên,
  ở records/elsewhere.people.jsonl và records/elsewhere.organisations.jsonl.
  Ngày ghi năm-tháng-ngày; ngày biết chưa đủ ghi năm hoặc năm-tháng. Thời điểm theo giờ UTC.
  starts_on là ngày đầu tiên được tính, ends_on là ngày đầu tiên không còn tính (trống: còn).
  Giá trị trống là "" hoặc null.
"""
_CLOSED: Final = """
PHẦN ĐÓNG
  Gói này có cả các mục thông tin riêng (số định danh, số thẻ, lý lịch, người thân, lý do miễn,
  kỷ luật…). Giữ và gửi như giữ hồ sơ giấy: không gửi qua thư điện tử, mạng xã hội.
"""
_OPENLY: Final = """
PHẦN ĐÓNG
  Gói này không kèm các mục thông tin riêng và bản chụp giấy tờ: người xuất đã chọn như vậy.
"""
_RESTRICTED: Final = """  Có {count} người đang bị hạn chế xử lý dữ liệu: chỉ ghi tên khi bản ghi khác nhắc tới.
"""


def title_of(record: str) -> str:
    """What a kind of record is called."""
    return _MORE.get(record) or RECORDS.get(record, record)


def read_me(reach: Reach) -> bytes:
    """The sheet, as Notepad shows it."""
    text = _HEAD.format(name=reach.organisation.name.upper()) + (_CLOSED if reach.is_open else _OPENLY)
    if reach.restricted:
        text += _RESTRICTED.format(count=len(reach.restricted))
    lines = [*text.splitlines(), "", "CÁC TỆP TRONG records/", *_files(reach)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _files(reach: Reach) -> Iterator[str]:
    for part in PARTS:
        if reach.sees(part):
            yield f"  {part.record}.jsonl".ljust(44) + title_of(part.record)


LOCKED: Final = """GÓI DỮ LIỆU CỦA {name}, KHÓA BẰNG CỤM MẬT KHẨU

  goi.zip.age   gói dữ liệu, mã hóa bằng age (https://age-encryption.org)
  khoa.age      khóa của gói, chính nó mở bằng cụm mật khẩu đã đặt khi xuất

Mở không cần chương trình chibo, bằng công cụ age:

  age -d -i khoa.age -o goi.zip goi.zip.age

age hỏi cụm mật khẩu, rồi ghi ra goi.zip. Mất cụm mật khẩu thì không ai mở được gói.
"""


def locked_read_me(name: str) -> bytes:
    """The sheet beside a locked archive."""
    return ("\ufeff" + LOCKED.format(name=name.upper()).replace("\n", "\r\n")).encode()
