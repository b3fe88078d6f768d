"""What the columns of records are called on a person's own copy, where the record itself has no Vietnamese name."""

from __future__ import annotations

from typing import Final

from chibo.base.words.findings import DUTIES, PAPERS, STAGES, STEPS

COLUMNS: Final[dict[str, str]] = {
    "asked_on": "ngày đề nghị",
    "base_sentence": "mẫu số",
    "closed_on": "ngày kết thúc",
    "code": "mã",
    "direction": "chiều",
    "email": "thư điện tử",
    "excellent": "phiếu hoàn thành xuất sắc",
    "fulfilled": "phiếu hoàn thành",
    "good": "phiếu hoàn thành tốt",
    "is_void": "đã rút",
    "joined_by": "vào bằng",
    "kind": "loại",
    "left_by": "ra bằng",
    "mark": "điểm danh",
    "name": "mục",
    "next_due": "việc tiếp theo, hạn",
    "next_duty": "việc tiếp theo",
    "opened_on": "ngày bắt đầu",
    "paper": "giấy tờ",
    "period": "giai đoạn",
    "place": "thứ tự",
    "points": "điểm",
    "conditions": "điều kiện đạt",
    "quotes": "điều chép trên giấy",
    "sort": "loại",
    "stage": "bước",
    "state": "tình trạng",
    "unfulfilled": "phiếu không hoàn thành",
    "written_by": "người ghi",
}
"""By the name of the column."""

UNTOLD: Final = frozenset(
    {
        "asked_by_person",
        "asked_by_uid",
        "counts",
        "decided_by_uid",
        "digest",
        "is_adjusted",
        "order",
        "password",
        "scope_key",
        "last_login",
    }
)
"""Columns that serve the program and say nothing to a person."""

CODES: Final[dict[tuple[str, str], dict[str, str]]] = {
    ("development.step", "kind"): {key.value: said for key, said in STEPS.items()},
    ("development.paper", "kind"): {key.value: said for key, said in PAPERS.items()},
    ("development.developmentcase", "stage"): {key.value: said for key, said in STAGES.items()},
    ("development.developmentcase", "next_duty"): {key.value: said.button for key, said in DUTIES.items()},
    ("development.planitem", "act"): {key.value: said for key, said in STEPS.items()},
}
"""Words for codes that a column keeps, by record and column."""

_HINTS: Final = {
    "contact": "Ai nhận, ở đâu, giờ nào. Hiện ở thông báo về dữ liệu cá nhân; để trống thì là bí thư.",
    "restriction": "Văn bản không nói rõ. Danh sách theo quy định của Đảng vẫn có đủ mọi người.",
    "ground": "Văn bản nào, điểm nào. Hiện cạnh loại dữ liệu này ở thông báo; để trống thì theo chương trình.",
}


def hint_of(key: str) -> str:
    """What to write where an organisation states something itself, and where it will stand."""
    return _HINTS[key.partition(".")[0]]
