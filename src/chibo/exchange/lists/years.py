"""Words of lists about a year, and of a tree: grades, results, years and kinds of organisation as people write them."""

from __future__ import annotations

import re
from typing import Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import is_blank

_YEAR = re.compile(r"(?<!\d)(?:19[3-9]\d|20\d{2})(?!\d)")

_HARMLESS = re.compile(r"\bkhong (vi pham|bi|co|mac|han che|khuyet)\b[^,;.]*")  # what speaks for somebody

_GRADES: Final = (
    (re.compile(r"(khong|chua) (hoan thanh|htnv|ht\b)|^khtnv|^(yeu|kem)$|^(loai )?d$"), "unfulfilled"),
    (re.compile(r"\b(khong|chua)\b"), ""),  # "không đạt xuất sắc": which one then, nobody knows
    (re.compile(r"xuat sac|^ht ?xs|^xs|^(loai )?a$"), "excellent"),
    (re.compile(r"hoan thanh tot|^ht ?t|^tot$|^(loai )?b$"), "good"),
    (re.compile(r"hoan thanh|^htnv|^ht$|^(loai )?c$"), "fulfilled"),
)
_NO_GRADE = re.compile(r"khong (xep|danh gia|phan)|mien|chua (xep|danh gia)|dien khong")

_RESULTS: Final = (
    (re.compile(r"mot phan|chua (day )?du|con (han che|thieu)"), "partly"),
    (re.compile(r"chua|khong"), "not_met"),
    (re.compile(r"da (thuc hien|hoan thanh|lam)|hoan thanh|dat|tot|thuc hien (tot|xong|day du)|xong"), "met"),
)

_KINDS: Final = (
    (re.compile(r"chi bo.*(bo phan)"), "section_cell"),
    (re.compile(r"dang (bo|uy) bo phan"), "section_chapter"),
    (re.compile(r"chi bo.*co so.*truc thuoc|chi bo truc thuoc"), "subordinate_cell"),
    (re.compile(r"chi bo co so"), "grassroots_cell"),
    (re.compile(r"dang (bo|uy).*(cap tren|tinh|thanh pho|huyen|trung uong)"), "superior_committee"),
    (re.compile(r"dang (bo|uy).*(co so)|dang (bo|uy) (xa|phuong|dac khu)|^dbcs"), "grassroots_chapter"),
    (re.compile(r"chi bo"), "cell"),
    (re.compile(r"dang (bo|uy)"), "grassroots_chapter"),
)

_WHOLE: Final = {"CB": "chi bộ", "ĐB": "đảng bộ", "ĐU": "đảng ủy"}
_SHORT = re.compile(r"\b(CB|ĐB|ĐU)\b")


class ResultError(ValueError):
    """A grade or result that is none of those known; the message is for the page, in Vietnamese."""


def year_in(text: str) -> int:
    """Read the one year a text names; nothing where it names none or several."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else 0


def grade_of(text: str) -> str:
    """Read a grade, in full or in the usual short forms; empty for who was not rated. Raises :class:`ResultError`."""
    folded = _HARMLESS.sub("", fold(text)).strip(" .,;")
    if is_blank(text) or _NO_GRADE.search(folded):
        return ""
    grade = next((grade for pattern, grade in _GRADES if pattern.search(folded)), "")
    if not grade:
        what = f"“{text}” không phải mức xếp loại"
        raise ResultError(what)
    return grade


def result_of(text: str) -> str:
    """Read what became of a commitment; empty where nothing is said. Raises :class:`ResultError`."""
    if fold(text).strip(" .") in {"", "-", "–", "…"}:
        return ""
    folded = _HARMLESS.sub("", fold(text)).strip(" .,;")
    result = next((result for pattern, result in _RESULTS if pattern.search(folded)), "")
    if not result:
        what = f"“{text}” chưa rõ là đã thực hiện hay chưa"
        raise ResultError(what)
    return result


def kind_code_of(text: str) -> str:
    """Tell the kind of an organisation from its kind or its name; empty where nothing tells."""
    folded = fold(_SHORT.sub(lambda found: _WHOLE[found[0]], text))
    return next((code for pattern, code in _KINDS if pattern.search(folded)), "")
