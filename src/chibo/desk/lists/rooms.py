"""The lists of every room as tables: work, meetings, resolutions, numbers, classes, commitments, reviews, honours.

Each is what its page shows, with the filter of the page, and no closed field of anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.desk.lists.shape import ListKind, SheetList
from chibo.desk.queries.numbers import number_book
from chibo.desk.queries.worklist import worklist
from chibo.desk.words import GROUPS
from chibo.development.models import Certificate
from chibo.development.queries.training import class_lines, classes_for
from chibo.documents.queries import LineKind
from chibo.documents.wording import capital
from chibo.meetings.models import Concern, Resolution, Task
from chibo.meetings.queries.guarded import meetings
from chibo.register.models import Organisation
from chibo.register.queries import below
from chibo.reviews.models import CommitmentRound, YearReview
from chibo.reviews.queries.badges import open_badges
from chibo.reviews.queries.commendations import commendations
from chibo.reviews.queries.commitments import commitment_round_for, commitment_round_page
from chibo.reviews.queries.rounds import round_for, round_page
from chibo.reviews.queries.targets import targets
from chibo.reviews.queries.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.desk.lists.shape import Wanted
    from chibo.desk.queries.lines import WorkRow
    from chibo.documents.sheets import Cell
    from chibo.register.models import Person
    from chibo.reviews.queries.commitments import RoundRow

Line = tuple["Cell", ...]


def _numbered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple((place, *line) for place, line in enumerate(lines, start=1))


def _mention(people: Iterable[Person | None]) -> None:
    audit.mention(one.uid for one in people if one is not None)


def _whose(people: Iterable[Person | None]) -> tuple[int | None, ...]:
    return tuple(one.pk if one is not None else None for one in people)


# ---------------------------------------------------------------------- work


def _work(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    found = worklist(actor, organisation, on)
    if wanted.get("ai") == "toi" and actor.person_uid:
        found = found.of(actor.person_uid)
    _mention(row.person for row in found.rows)
    columns = ("TT", "Họ và tên", "Việc", "Nhóm", "Hạn", "Bắt đầu từ", "Ai làm", "Vì sao", "Căn cứ")
    return SheetList(
        title="Việc cần làm",
        columns=columns,
        rows=_numbered(_work_line(row) for row in found.rows),
        people=_whose(row.person for row in found.rows),
    )


def _work_line(row: WorkRow) -> Line:
    return (
        row.person.full_name if row.person is not None else "",
        row.title,
        GROUPS.get(row.group, ""),
        row.due_on,
        row.start_by,
        ", ".join(row.doers.names) or row.doers.text,
        row.reason,
        "; ".join(citation.text for citation in row.citations),
    )


# ---------------------------------------------------------------------- meetings


def _meetings(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del on, wanted
    lines = (
        (
            row.on,
            f"{row.starts_at:%H:%M}" if row.starts_at else "",
            row.get_kind_display(),
            row.get_form_display(),
            row.topic.title if row.topic is not None else "",
            row.place,
            str(row.chair or ""),
            str(row.minute_taker or ""),
            row.members_total,
            row.present_total,
            row.get_state_display(),
        )
        for row in meetings(actor, organisation).select_related("topic")
    )
    columns = ("TT", "Ngày", "Giờ", "Loại", "Hình thức", "Chuyên đề", "Nơi họp", "Chủ trì", "Thư ký")
    more = ("Đảng viên", "Có mặt", "Tình trạng")
    return SheetList(title="Cuộc họp", columns=(*columns, *more), rows=_numbered(lines), people=None)


def _resolutions(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = Resolution.objects.filter(organisation=organisation).select_related("meeting").order_by("-on", "-pk")
    lines = (
        (
            f"{row.number:02d}-{row.symbol}" if row.number is not None else "",
            row.on,
            row.title,
            row.meeting.on if row.meeting is not None else None,
        )
        for row in rows
    )
    columns = ("TT", "Số", "Ngày", "Trích yếu", "Cuộc họp ngày")
    return SheetList(title="Nghị quyết", columns=columns, rows=_numbered(lines), people=None)


def _tasks(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = list(Task.objects.filter(organisation=organisation).select_related("person", "meeting").order_by("-pk"))
    _mention(row.person for row in rows)
    lines = ((row.person.full_name, row.text, row.meeting.on, row.due_on, row.done_on) for row in rows)
    columns = ("TT", "Họ và tên", "Việc", "Giao ngày", "Hạn", "Xong ngày")
    people = _whose(row.person for row in rows)
    return SheetList(title="Việc giao trong cuộc họp", columns=columns, rows=_numbered(lines), people=people)


def _concerns(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = Concern.objects.filter(organisation=organisation).select_related("meeting", "follower").order_by("-pk")
    lines = (
        (
            row.meeting.on,
            row.get_source_display(),
            row.topic,
            row.answer,
            row.answered_on,
            str(row.follower or ""),
            row.due_on,
        )
        for row in rows
    )
    columns = ("TT", "Họp ngày", "Của", "Nội dung", "Trả lời", "Ngày trả lời", "Người theo dõi", "Hạn trả lời")
    return SheetList(title="Kiến nghị của đơn vị", columns=columns, rows=_numbered(lines), people=None)


_USED: Final = {
    LineKind.GIVEN: "",
    LineKind.SPOILT: "đã hủy",
    LineKind.SKIPPED: "bỏ qua",
    LineKind.UNEXPLAINED: "chưa rõ",
}


def _numbers(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    book = number_book(actor, organisation, on, wanted.get("nhiem-ky", ""))
    lines = (
        (
            f"{one.numbers}-{section.symbol}",
            one.line.dated,
            one.line.title,
            one.line.given_to,
            ": ".join(part for part in (_USED[one.line.kind], one.line.reason) if part),
        )
        for section in book.sections
        for one in section.lines
    )
    title = f"Sổ số văn bản {book.term.name}" if book.term is not None else "Sổ số văn bản"
    columns = ("TT", "Số", "Ngày", "Trích yếu", "Người lấy số", "Ghi chú")
    return SheetList(title=title, columns=columns, rows=_numbered(lines), people=None)


# ---------------------------------------------------------------------- training


def _classes(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del on, wanted
    found = class_lines(classes_for(actor).filter(organisation=organisation).order_by("-starts_on", "-id"))
    lines = (
        (
            one.row.get_kind_display(),
            one.row.name,
            one.row.organiser,
            one.row.place,
            one.row.starts_on,
            one.row.last_on,
            one.row.seats,
            one.sent,
            one.attended,
            one.certified,
            one.row.cancelled_on,
        )
        for one in found
    )
    columns = ("TT", "Loại lớp", "Tên lớp", "Nơi mở lớp", "Địa điểm", "Khai giảng", "Bế giảng", "Số người được cử")
    more = ("Đã cử", "Đã dự", "Có giấy chứng nhận", "Hoãn, hủy ngày")
    return SheetList(title="Lớp bồi dưỡng", columns=(*columns, *more), rows=_numbered(lines), people=None)


def _certificates(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    held = Certificate.objects.filter(organisation=organisation, voided_on=None).select_related("person")
    rows = list(held.order_by("-issued_on", "-id"))
    _mention(row.person for row in rows)
    lines = (
        (
            row.person.full_name,
            row.get_kind_display(),
            row.name,
            row.issued_on,
            row.number,
            row.issued_by,
            row.kept_at,
        )
        for row in rows
    )
    columns = ("TT", "Họ và tên", "Loại lớp", "Tên lớp", "Ngày cấp", "Số", "Nơi cấp", "Để ở")
    people = _whose(row.person for row in rows)
    return SheetList(title="Giấy chứng nhận", columns=columns, rows=_numbered(lines), people=people)


# ---------------------------------------------------------------------- reviews


def _commitments(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    turn = commitment_round_for(actor, _round(wanted, _turns(organisation)))
    found = commitment_round_page(turn, on)
    _mention(row.person for row in found.rows)
    columns = ("TT", "Họ và tên", "Ngày nộp", "Nộp muộn", "Miễn nộp ngày", "Xác nhận ngày", "Kết quả cuối năm")
    lines = (_commitment_line(row) for row in found.rows)
    people = _whose(row.person for row in found.rows)
    return SheetList(title=f"Cam kết {turn.name} {turn.year}", columns=columns, rows=_numbered(lines), people=people)


def _turns(organisation: Organisation) -> QuerySet[CommitmentRound]:
    return CommitmentRound.objects.filter(organisation=organisation).order_by("-year", "-pk")


def _reviews(organisation: Organisation) -> QuerySet[YearReview]:
    return YearReview.objects.filter(organisation=organisation).exclude(opened_on=None).order_by("-year")


def _round(wanted: Wanted, rounds: QuerySet[Any]) -> UUID:
    """The round asked for, else the latest; raises ``NotYoursError`` where there is none."""
    try:
        uid: UUID | None = UUID(wanted["dot"]) if "dot" in wanted else rounds.values_list("uid", flat=True).first()
    except ValueError:
        uid = None
    if uid is None:
        raise NotYoursError
    return uid


def _commitment_line(row: RoundRow) -> Line:
    held = row.commitment
    if held is None:
        return (row.person.full_name, "chưa nộp", "", None, None, "")
    late = "có" if row.is_late else ""
    done = (held.excused_on, held.confirmed_on, held.get_result_display())
    return (row.person.full_name, held.handed_on, late, *done)


def _grades(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del on
    review = round_for(actor, _round(wanted, _reviews(organisation)))
    rows = round_page(review, limit=0).rows
    _mention(row.subject.person for row in rows)
    lines = (
        (
            str(row.subject.person or review.organisation),
            row.subject.get_standing_display(),
            row.subject.group,
            row.subject.handed_in_on,
            row.own,
            row.proposed,
            row.decided,
        )
        for row in rows
    )
    columns = ("TT", "Họ và tên", "Diện", "Nhóm", "Nộp bản kiểm điểm", "Tự nhận", "Đề nghị", "Mức quyết định")
    people = _whose(row.subject.person for row in rows)
    return SheetList(title=f"Kiểm điểm, xếp loại {review.year}", columns=columns, rows=_numbered(lines), people=people)


def _commendations(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = list(commendations(organisation))
    _mention(row.person for row in rows)
    lines = (
        (
            str(row.person or organisation),
            row.year,
            row.get_form_display(),
            capital(row.get_occasion_display()),
            row.merit,
            row.proposed_on,
            row.decided_on,
            row.number,
            row.decided_by,
        )
        for row in rows
    )
    columns = ("TT", "Họ và tên", "Năm", "Hình thức", "Về", "Thành tích", "Ngày đề nghị", "Ngày quyết định")
    more = ("Số quyết định", "Cấp quyết định")
    people = _whose(row.person for row in rows)
    return SheetList(title="Khen thưởng", columns=(*columns, *more), rows=_numbered(lines), people=people)


def _badges(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del on, wanted
    rows = list(open_badges(actor, organisation))
    _mention(row.person for row in rows)
    lines = (
        (
            row.person.full_name,
            row.organisation.name,
            row.years,
            capital(row.get_basis_display()),
            row.counts_from,
            row.completes_on,
            row.ceremony_on,
            row.proposed_on,
            row.decided_on,
            row.number,
        )
        for row in rows
    )
    columns = ("TT", "Họ và tên", "Nơi sinh hoạt", "Năm tuổi Đảng", "Diện", "Tuổi Đảng tính từ", "Đủ năm ngày")
    more = ("Đợt trao", "Ngày đề nghị", "Ngày quyết định", "Số quyết định")
    people = _whose(row.person for row in rows)
    return SheetList(
        title="Huy hiệu Đảng đang đề nghị", columns=(*columns, *more), rows=_numbered(lines), people=people
    )


def _titles(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = titles(organisation)
    lines = ((row.year, row.name, row.decided_on, row.number, row.decided_by) for row in rows)
    columns = ("TT", "Năm", "Danh hiệu", "Ngày quyết định", "Số quyết định", "Cấp quyết định")
    return SheetList(title="Danh hiệu", columns=columns, rows=_numbered(lines), people=None)


def _targets(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del actor, on, wanted
    rows = (one for term in organisation.terms.order_by("-starts_on") for one in targets(term))
    lines = (
        (
            row.term.name,
            row.year,
            capital(row.get_metric_display()),
            row.said_value,
            row.get_base_display(),
            row.ground,
            row.resolved_on,
        )
        for row in rows
    )
    columns = ("TT", "Nhiệm kỳ", "Năm", "Chỉ tiêu", "Số", "Mẫu số", "Căn cứ", "Ngày nghị quyết")
    return SheetList(title="Chỉ tiêu", columns=columns, rows=_numbered(lines), people=None)


def _tree(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del on, wanted
    held = Organisation.objects.filter(below(organisation, field="scope_key")).select_related("kind", "parent")
    rows = (row for row in held.order_by("scope_key") if actor.may(Permission.VIEW_PEOPLE, row.scope_key))
    lines = (
        (
            row.name,
            row.kind.name,
            row.code,
            row.parent.name if row.parent is not None else row.superior_name,
            row.place,
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    )
    columns = ("TT", "Tên tổ chức", "Loại", "Mã", "Cấp trên trực tiếp", "Địa danh", "Từ ngày", "Kết thúc ngày")
    return SheetList(title="Các tổ chức đảng", columns=columns, rows=_numbered(lines), people=None)


_P = Permission
ROOMS: Final[dict[str, ListKind]] = {
    "viec-can-lam": ListKind(title="Việc cần làm", permission=_P.VIEW_CASES, gather=_work, asks=("ai",)),
    "to-chuc": ListKind(title="Các tổ chức đảng", permission=_P.VIEW_PEOPLE, gather=_tree),
    "cuoc-hop": ListKind(title="Cuộc họp", permission=_P.VIEW_MEETINGS, gather=_meetings),
    "nghi-quyet": ListKind(title="Nghị quyết", permission=_P.VIEW_MEETINGS, gather=_resolutions),
    "viec-giao": ListKind(title="Việc giao trong cuộc họp", permission=_P.VIEW_MEETINGS, gather=_tasks),
    "kien-nghi": ListKind(title="Kiến nghị của đơn vị", permission=_P.VIEW_MEETINGS, gather=_concerns),
    "so-van-ban": ListKind(title="Sổ số văn bản", permission=_P.VIEW_MEETINGS, gather=_numbers, asks=("nhiem-ky",)),
    "lop-boi-duong": ListKind(title="Lớp bồi dưỡng", permission=_P.VIEW_CASES, gather=_classes),
    "giay-chung-nhan": ListKind(title="Giấy chứng nhận", permission=_P.VIEW_CASES, gather=_certificates),
    "cam-ket": ListKind(
        title="Cam kết của đợt mới nhất",
        permission=_P.VIEW_PEOPLE,
        gather=_commitments,
        asks=("dot",),
        is_there=lambda organisation: _turns(organisation).exists(),
    ),
    "xep-loai": ListKind(
        title="Kiểm điểm, xếp loại của đợt mới nhất",
        permission=_P.VIEW_REPORTS,
        gather=_grades,
        asks=("dot",),
        is_there=lambda organisation: _reviews(organisation).exists(),
    ),
    "khen-thuong": ListKind(title="Khen thưởng", permission=_P.VIEW_PEOPLE, gather=_commendations),
    "huy-hieu": ListKind(title="Huy hiệu Đảng đang đề nghị", permission=_P.VIEW_PEOPLE, gather=_badges),
    "danh-hieu": ListKind(title="Danh hiệu", permission=_P.VIEW_REPORTS, gather=_titles),
    "chi-tieu": ListKind(title="Chỉ tiêu", permission=_P.VIEW_REPORTS, gather=_targets),
}
"""By their address. What a page filters by is passed on by ``asks``."""
