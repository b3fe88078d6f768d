"""What the desk adds to the words of the law: groups, the page behind each button, and what a limit is."""

from __future__ import annotations

from typing import Final

from chibo.base.words.findings import DUTY_GROUPS
from chibo.law.vocabulary import DutyGroup, DutyKind
from chibo.register.models import Transfer

MOVED_FOR_A_TIME: Final = {
    Transfer.Direction.INTO: "Đến sinh hoạt tạm thời từ",
    Transfer.Direction.OUT: "Chuyển sinh hoạt tạm thời đến",
}
"""How a move for a time is told, before the place on the other side of it."""

GROUPS: Final = {
    group: DUTY_GROUPS[group]
    for group in (DutyGroup.OVERDUE, DutyGroup.THIS_WEEK, DutyGroup.NEXT_30_DAYS, DutyGroup.WAITING)
}
"""The groups of the worklist, in their order (decision 42)."""

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

PAGES: Final = {
    DutyKind.CONSIDER_RECOGNITION: "recognition_dossier",
    DutyKind.PREPARE_RECOGNITION_DOSSIER: "recognition_dossier",
    DutyKind.OPEN_ADMISSION_DOSSIER: "admission_dossier",
    DutyKind.CONSIDER_ADMISSION: "admission_dossier",
    DutyKind.SEND_TO_NEW_MEMBER_CLASS: "probation",
    DutyKind.SEND_TO_AWARENESS_CLASS: "case",
    DutyKind.RENEW_AWARENESS_CERTIFICATE: "case",
    DutyKind.AWAIT_ADMISSION_DECISION: "decision",
    DutyKind.HOLD_CEREMONY: "ceremony",
    DutyKind.ASSIGN_PROBATION_MENTOR: "probation_mentor",
    DutyKind.AWAIT_RECOGNITION_DECISION: "recognition",
    DutyKind.WRITE_MENTOR_NOTE: "case",
    DutyKind.MAKE_UP_MISSING_DATE: "decision",
}
"""Where the button of a duty of one case leads: a function of ``desk.addresses``."""

BUTTONS: Final = {DutyKind.WRITE_MENTOR_NOTE: "Nhập ghi chú tháng"}
"""Where the page behind a button does something else than the words of the law say: chibo sends no reminders."""
