"""What the desk says: of each duty its title, its reason, its button and its tag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.law.vocabulary import DutyGroup, DutyKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chibo.law.journey import Duty

GROUPS: Final = {
    DutyGroup.OVERDUE: "Quá hạn",
    DutyGroup.THIS_WEEK: "Tuần này",
    DutyGroup.NEXT_30_DAYS: "30 ngày tới",
    DutyGroup.WAITING: "Chờ người khác",
}

LIMITS: Final = frozenset(
    {
        DutyKind.CONSIDER_RECOGNITION,
        DutyKind.CONSIDER_ADMISSION,
        DutyKind.HOLD_CEREMONY,
        DutyKind.AWAIT_ADMISSION_DECISION,
        DutyKind.AWAIT_RECOGNITION_DECISION,
    }
)
"""Duties whose last day is set by a regulation: "việc có hạn theo quy định"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWords:
    """The words of one kind of duty; ``goes_to`` names the page its button opens."""

    title: str
    button: str
    goes_to: str
    reason: Callable[[Duty, Mapping[str, object]], str]


def _day(value: object) -> str:
    return say_date(value) if isinstance(value, date) else "chưa rõ ngày"


def _recognition(duty: Duty, said: Mapping[str, object]) -> str:
    missing = said.get("missing")
    papers = f" Hồ sơ còn thiếu {missing} giấy tờ." if missing else " Hồ sơ đã đủ giấy tờ."
    return (
        f"Hết 12 tháng dự bị ngày {_day(duty.params.get('ends_on'))}. "
        f"Chi bộ xét chậm nhất ngày {_day(duty.due_on)}.{papers}"
    )


def _new_member_class(duty: Duty, _said: Mapping[str, object]) -> str:
    return (
        f"Hết dự bị ngày {_day(duty.params.get('ends_on'))}. "
        "Thiếu giấy chứng nhận thì chưa đủ hồ sơ xét công nhận chính thức."
    )


def _open_dossier(duty: Duty, _said: Mapping[str, object]) -> str:
    computed = duty.computation
    amount = getattr(duty.params.get("computed") or computed, "amount", None)
    months = f"Đủ {amount} tháng được giúp đỡ" if amount else "Đủ điều kiện lập hồ sơ"
    valid = duty.params.get("valid_until")
    serves = f" Giấy chứng nhận lớp nhận thức về Đảng còn giá trị đến ngày {_day(valid)}." if valid else ""
    return f"{months} ngày {_day(duty.opens_on)}: có thể lập hồ sơ kết nạp.{serves}"


def _note(duty: Duty, said: Mapping[str, object]) -> str:
    names = said.get("mentors")
    who = ", ".join(f"đ/c {name}" for name in names) if isinstance(names, tuple | list) and names else "người giúp đỡ"
    last = duty.params.get("last_written_on")
    before = f" Gần nhất: {_day(last)}." if last else " Chưa có ghi chú nào."
    return f"{who[:1].upper()}{who[1:]} chưa gửi.{before}"


def _awaited(duty: Duty, _said: Mapping[str, object]) -> str:
    resolved = _day(duty.params.get("resolved_on"))
    return f"Chi bộ có nghị quyết ngày {resolved}. Cấp có thẩm quyền xem xét chậm nhất ngày {_day(duty.due_on)}."


def _ceremony(duty: Duty, _said: Mapping[str, object]) -> str:
    received = duty.params.get("received_on")
    got = f", chi bộ nhận ngày {_day(received)}" if received else ""
    decided = _day(duty.params.get("decided_on"))
    return f"Quyết định kết nạp ngày {decided}{got}. Tổ chức lễ chậm nhất ngày {_day(duty.due_on)}."


def _renew(duty: Duty, _said: Mapping[str, object]) -> str:
    return (
        f"Giấy chứng nhận lớp nhận thức về Đảng có giá trị đến ngày {_day(duty.due_on)}. "
        "Quá ngày đó mà chi bộ chưa xét thì phải học lại."
    )


def _consider_admission(duty: Duty, _said: Mapping[str, object]) -> str:
    return f"Chi bộ xét chậm nhất ngày {_day(duty.due_on)}; quá ngày đó phải làm lại một phần hồ sơ."


_MISSING_DATES: Final = {
    StepKind.ADMISSION_DECIDED: "ngày ghi trong quyết định kết nạp (mốc tính tuổi đảng)",
    StepKind.ADMISSION_DECISION_RECEIVED: "ngày chi bộ nhận quyết định kết nạp (mốc tính hạn tổ chức lễ)",
}


def _missing_date(duty: Duty, _said: Mapping[str, object]) -> str:
    kind = str(duty.params.get("date_of", ""))
    what = next((text for known, text in _MISSING_DATES.items() if known == kind), "một ngày trong hồ sơ")
    return f"Chưa ghi {what}. Bổ sung ngày thì chương trình mới tính được hạn."


def _said(text: str) -> Callable[[Duty, Mapping[str, object]], str]:
    return lambda _duty, _params: text


def _words(
    title: str, button: str, goes_to: str, reason: Callable[[Duty, Mapping[str, object]], str] | str
) -> DutyWords:
    return DutyWords(
        title=title, button=button, goes_to=goes_to, reason=_said(reason) if isinstance(reason, str) else reason
    )


DUTIES: Final[dict[DutyKind, DutyWords]] = {
    DutyKind.CONSIDER_RECOGNITION: _words(
        "Xét công nhận chính thức: {name}", "Soạn nghị quyết", "recognition_dossier", _recognition
    ),
    DutyKind.SEND_TO_NEW_MEMBER_CLASS: _words("Lớp đảng viên mới: {name}", "Cử đi học", "case", _new_member_class),
    DutyKind.OPEN_ADMISSION_DOSSIER: _words(
        "Lập hồ sơ kết nạp: {name}", "Lập hồ sơ", "admission_dossier", _open_dossier
    ),
    DutyKind.SEND_TO_AWARENESS_CLASS: _words(
        "Lớp bồi dưỡng nhận thức về Đảng: {name}",
        "Cử đi học",
        "case",
        "Chưa có giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng; thiếu giấy này thì chưa đủ hồ sơ kết nạp.",
    ),
    DutyKind.RENEW_AWARENESS_CERTIFICATE: _words(
        "Giấy chứng nhận lớp nhận thức sắp hết giá trị: {name}", "Xem hồ sơ", "case", _renew
    ),
    DutyKind.CONSIDER_ADMISSION: _words(
        "Xét đề nghị kết nạp: {name}", "Soạn nghị quyết", "admission_dossier", _consider_admission
    ),
    DutyKind.AWAIT_ADMISSION_DECISION: _words("Chờ quyết định kết nạp: {name}", "Ghi quyết định", "case", _awaited),
    DutyKind.HOLD_CEREMONY: _words("Lễ kết nạp: {name}", "Chuẩn bị lễ", "case", _ceremony),
    DutyKind.ASSIGN_PROBATION_MENTOR: _words(
        "Phân công người giúp đỡ: {name}",
        "Phân công",
        "case",
        "Đảng viên dự bị chưa có đảng viên chính thức được phân công giúp đỡ.",
    ),
    DutyKind.PREPARE_RECOGNITION_DOSSIER: _words(
        "Chuẩn bị hồ sơ chính thức: {name}",
        "Mở hồ sơ",
        "recognition_dossier",
        lambda duty, _: f"Hết 12 tháng dự bị ngày {_day(duty.params.get('ends_on'))}. Chuẩn bị trước các giấy tờ.",
    ),
    DutyKind.AWAIT_RECOGNITION_DECISION: _words("Chờ quyết định công nhận: {name}", "Ghi quyết định", "case", _awaited),
    DutyKind.WRITE_MENTOR_NOTE: _words("Ghi chú tháng {month} về {name}", "Ghi từ phiếu giấy", "case", _note),
    DutyKind.MAKE_UP_MISSING_DATE: _words("Bổ sung ngày còn thiếu: {name}", "Bổ sung ngày", "case", _missing_date),
}


def title_of(duty: Duty, name: str) -> str:
    """Say what is to be done, for whom."""
    month = duty.params.get("month")
    return DUTIES[duty.kind].title.format(name=name, month=month.month if isinstance(month, date) else "")
