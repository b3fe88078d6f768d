"""What a line of the log changed, in words: fields by their names, values by their labels, never protected ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps

from chibo.base.dates import say_date
from chibo.base.privacy import BLOCKS
from chibo.desk.log.about import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Field

    from chibo.base.models import AuditEntry
    from chibo.desk.log.about import About

# Words for what the models have no Vietnamese name for; what is missing here is only counted.
FIELDS: Final[dict[str, str]] = {
    "absent": "số người vắng",
    "admissions": "số kết nạp",
    "by": "người xác nhận",
    "file": "tệp",
    "form": "hình thức",
    "guests": "số người dự",
    "items": "số nội dung",
    "kept_at": "nơi để",
    "kind": "loại",
    "lines": "số dòng",
    "list": "danh sách",
    "members": "số người",
    "member_share": "tỷ lệ đảng viên (%)",
    "minutes": "số phút",
    "name": "tên",
    "number": "số",
    "ends_on": "đến trước ngày",
    "organisation": "đơn vị",
    "paper": "giấy tờ",
    "papers": "giấy tờ",
    "person": "người",
    "mentor": "người giúp đỡ",
    "present_total": "số người có mặt",
    "reach": "phạm vi",
    "role": "vai trò",
    "rows": "số dòng",
    "secrecy": "nhận với cảnh báo, có dấu",
    "section": "mục",
    "sheet": "giấy tờ",
    "size": "dung lượng (byte)",
    "starts_on": "từ ngày",
    "state": "tình trạng",
    "table": "biểu",
    "title": "tên",
    "until": "đến lúc",
    "user": "tài khoản",
    "version": "bản",
    "view": "cách xem",
    "way": "cách đăng nhập",
    "what": "việc",
    "whole": "còn nguyên vẹn",
    "witness": "thư mục nhân chứng",
    "is_on": "đang bật",
    "minutes_open": "số phút mở",
    "roles": "vai trò",
}
SUBJECTS: Final[dict[str, str]] = {
    "accounts.user": "tài khoản",
    "accounts.grant": "vai trò",
    "base.job": "việc chạy nền",
    "base.logseal": "nhật ký",
    "base.sealrule": "nhật ký",
    "documents.officetemplate": "mẫu văn bản",
    "documents.scan": "bản chụp",
    "documents.storedfile": "tệp đã lưu",
    "exchange.listimport": "lần nhập danh sách",
    "meetings.meeting": "cuộc họp",
    "register.figureamendment": "giá trị của quy định",
    "register.organisation": "cả đơn vị",
    "register.term": "nhiệm kỳ",
    "reports.report": "báo cáo",
    "reviews.target": "chỉ tiêu",
    "reviews.yearreview": "kết quả năm",
}
HIDDEN: Final = "…"
_LABELS: Final = {block.name: block.label for block in BLOCKS}
_SENSITIVE: Final = {(block.record, field) for block in BLOCKS if block.is_sensitive for field in block.fields}
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LONGEST: Final = 120
_PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One changed field in words; ``before`` is empty where there was nothing."""

    label: str
    before: str
    after: str


def changes_said(entry: AuditEntry, names: Mapping[str, About]) -> tuple[tuple[Said, ...], int]:
    """Say what a line changed, and how many more things changed that have no words."""
    said, more, people = [], 0, 0
    told = entry.changes if isinstance(entry.changes, dict) else {}
    for key, value in told.items():
        if key == "mentioned" or (key == "role" and entry.action.startswith("privacy.")):
            continue
        if uid_of(key) is not None:
            people += 1
            continue
        one = _said(entry.subject_type, key, value, names)
        if one is None:
            more += 1
        elif one.before or one.after:
            said.append(one)
    if people:
        said.append(Said(label="số người", before="", after=str(people)))
    return tuple(said), more


def people_in(entry: AuditEntry) -> Iterator[str]:
    """The persons whose uids stand as values in a line."""
    told = entry.changes if isinstance(entry.changes, dict) else {}
    for key in ("person", "mentor"):
        values = told.get(key)
        yield from (str(value) for value in (values if isinstance(values, list) else [values]) if value)


def _said(label: str, key: str, value: Any, names: Mapping[str, About]) -> Said | None:
    if key == "block":
        return Said(label="phần", before="", after=_LABELS.get(str(value), ""))
    field = _fields(label).get(key)
    known = FIELDS.get(key) or _verbose(field)
    if not known:
        return None
    if (label, key) in _SENSITIVE:
        return Said(label=known, before="", after=HIDDEN)
    before, after = value if isinstance(value, list) and len(value) == _PAIR else (None, value)
    return Said(label=known, before=_value(field, before, names), after=_value(field, after, names))


@cache
def _fields(label: str) -> dict[str, Field[Any, Any]]:
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    return {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API


def _verbose(field: Field[Any, Any] | None) -> str:
    """A field's own Vietnamese name; the one Django makes of the code is none."""
    name = str(field.verbose_name) if field is not None else ""
    return name if field is not None and name != field.name.replace("_", " ") else ""


def _value(field: Field[Any, Any] | None, value: Any, names: Mapping[str, About]) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "có" if value else "không"
        case str():
            return _text(field, value, names)
        case list():
            parts = [_value(field, each, names) for each in value]
            return f"{len(parts)} mục" if any(part in {"", HIDDEN} for part in parts) else ", ".join(parts)[:_LONGEST]
        case dict():
            return f"{len(value)} mục"
        case _:
            return str(value)


def _text(field: Field[Any, Any] | None, value: str, names: Mapping[str, About]) -> str:
    choices = dict(field.flatchoices) if field is not None else {}
    if value in choices:
        return str(choices[value])
    if uid_of(value) is not None:
        return names[value].name if value in names else HIDDEN
    if found := _DAY.fullmatch(value):
        from datetime import date  # noqa: PLC0415 - only where a text is a day

        return say_date(date(int(found[1]), int(found[2]), int(found[3])))
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
