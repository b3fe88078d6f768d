"""Minutes and resolutions say what the record says, in the order of the form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import NotAllowedError
from chibo.meetings import papers
from chibo.meetings.models import AgendaItem, Meeting, MinutesNote
from tests.documents.reading import lines, opened, text
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from tests.papers.conftest import Desk

RECOGNITION = AgendaItem.Sort.RECOGNITION


def test_the_minutes_say_everything_in_its_order(desk: Desk) -> None:
    vote = desk.voted(RECOGNITION, approve=3, against=0)
    desk.resolved("công nhận", vote)
    made = papers.minutes_docx(desk.meeting, MONDAY)
    assert made.name == "Biên bản họp chi bộ định kỳ 05-06-2018.docx"
    assert made.gaps == ()
    assert lines(made.content) == [
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH (MẪU)",
        "CHI BỘ MẪU",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Điện Biên Phủ, ngày 05 tháng 6 năm 2018",
        "BIÊN BẢN",
        "họp chi bộ định kỳ tháng 6 năm 2018",
        "-----",
        "14 giờ, ngày 05 tháng 6 năm 2018, tại Phòng họp tầng 2, Chi bộ Mẫu tổ chức họp chi bộ định kỳ.",
        "I. THÀNH PHẦN",
        "Tổng số đảng viên của chi bộ: 5 đồng chí; trong đó chính thức: 4 đồng chí, dự bị: 1 đồng chí.",
        "Có mặt: 4 đồng chí; trong đó chính thức: 3 đồng chí, dự bị: 1 đồng chí.",
        "Vắng mặt: 1 đồng chí; trong đó chính thức: 1 đồng chí, dự bị: 0 đồng chí.",
        "Chủ trì: đồng chí Lò Mẫu An, Bí thư chi bộ.",
        "Thư ký hội nghị: đồng chí Nguyễn Mẫu Bích.",
        "Các đồng chí vắng mặt:",
        "- Đồng chí Trần Mẫu Cường: vắng có lý do: đi công tác.",
        "II. NỘI DUNG",
        "Chi bộ nghe thông báo giá cả thị trường.",
        "1. Việc giao kỳ trước",
        "Người trình bày: đồng chí Lò Mẫu An.",
        "Đồng chí Bích: đã xong.",
        "Đồng chí Dung: còn một việc.",
        "Kết luận: Giao đồng chí Dung xong trước ngày 20-6-2018.",
        "2. Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ",
        (
            "Biểu quyết: bỏ phiếu kín; phát ra 3 phiếu, thu về 3 phiếu, hợp lệ 3 phiếu; tán thành 3 trên 4 đảng viên "
            "chính thức (75%), không tán thành 0; đủ số cần thiết là 3."
        ),
        "Hội nghị thông qua Nghị quyết số 07-NQ/CB.",
        "3. Xét đề nghị kết nạp: Lò Mẫu Xuân",
        "III. KẾT LUẬN CỦA HỘI NGHỊ",
        "Các đồng chí làm đúng hạn việc được giao.",
        "Biên bản đã được đọc trước hội nghị và được hội nghị nhất trí thông qua cùng ngày.",
        "THƯ KÝ",
        "(Ký, ghi rõ họ tên)",
        "Nguyễn Mẫu Bích",
        "CHỦ TRÌ",
        "(Ký, ghi rõ họ tên)",
        "Lò Mẫu An",
    ]


def test_minutes_not_adopted_say_so_and_show_what_is_missing(desk: Desk) -> None:
    desk.meeting.state, desk.meeting.adopted_on, desk.meeting.minute_taker = Meeting.State.OPENED, None, None
    made = papers.minutes_docx(desk.meeting, MONDAY)
    assert "Biên bản chưa được hội nghị thông qua." in lines(made.content)
    assert "nhất trí thông qua" not in text(made.content)
    assert made.gaps == ("thư_ký",)
    assert "Thư ký hội nghị: đồng chí ……." in lines(made.content)


def test_a_planned_meeting_has_no_counts_yet(desk: Desk) -> None:
    for name in ("members_total", "members_official", "present_total", "present_official"):
        setattr(desk.meeting, name, None)
    made = papers.minutes_docx(desk.meeting, MONDAY)
    assert set(made.gaps) >= {"tổng_số", "chính_thức", "dự_bị", "có_mặt", "vắng_dự_bị"}


def test_an_old_meeting_without_items_leaves_room_for_them(desk: Desk) -> None:
    AgendaItem.objects.filter(meeting=desk.meeting).delete()
    made = papers.minutes_docx(desk.meeting, MONDAY)
    assert made.gaps == ("nội_dung_họp",)


def test_a_second_vote_and_a_lost_one_are_told(desk: Desk) -> None:
    vote = desk.voted(RECOGNITION, approve=2, against=1)
    vote.round = 2
    assert papers.vote_sentence(vote) == (
        "lần 2, bỏ phiếu kín; phát ra 3 phiếu, thu về 3 phiếu, hợp lệ 3 phiếu; tán thành 2 trên 4 đảng viên chính thức "
        "(50%), không tán thành 1; không đủ số cần thiết là 3."
    )


def test_a_note_after_adoption_stands_below_the_signatures(desk: Desk) -> None:
    MinutesNote.objects.create(
        meeting=desk.meeting, on=date(2018, 6, 11), text="Sửa tên tệp phụ lục.", written_by="Nguyễn Mẫu Bích"
    )
    said = lines(papers.minutes_docx(desk.meeting, MONDAY).content)
    assert said[-2:] == ["Ghi thêm sau khi thông qua", "- Ngày 11 tháng 6 năm 2018: Sửa tên tệp phụ lục."]


def test_a_resolution_bears_number_text_vote_and_signature(desk: Desk) -> None:
    resolution = desk.resolved("công nhận", desk.voted(RECOGNITION, approve=3, against=0))
    made = papers.resolution_docx(resolution, MONDAY)
    said = lines(made.content)
    assert (made.name, made.gaps) == ("Nghị quyết 07 05-06-2018.docx", ())
    for wanted in (
        "Số 07-NQ/CB",
        "NGHỊ QUYẾT",
        "đề nghị công nhận",
        "Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ ngày 05 tháng 6 năm 2018,",
        "Đề nghị cấp trên xem xét.",
        "Giao chi ủy hoàn thiện hồ sơ.",
        "- Đảng ủy Khối các cơ quan tỉnh (mẫu) (để báo cáo),",
    ):
        assert wanted in said
    assert said[-3:] == ["T/M CHI BỘ", "BÍ THƯ", "Lò Mẫu An"]


def test_the_deputy_signs_where_there_is_no_secretary(desk: Desk) -> None:
    desk.house.an.offices.update(ends_on=date(2018, 6, 1))
    resolution = desk.resolved("công nhận", desk.voted(RECOGNITION, approve=3, against=0), number=None)
    made = papers.resolution_docx(resolution, MONDAY)
    assert lines(made.content)[-3:] == ["T/M CHI BỘ", "PHÓ BÍ THƯ", "Nguyễn Mẫu Bích"]
    assert made.gaps == ("số",)
    desk.house.bich.offices.all().delete()
    assert papers.resolution_docx(resolution, MONDAY).gaps == ("số", "người_ký")


def test_an_older_paper_takes_the_older_form(desk: Desk) -> None:
    resolution = desk.resolved("công nhận", desk.voted(RECOGNITION, approve=3, against=0))
    widths = []
    for day in (date(2018, 2, 5), date(2018, 6, 5), date(2026, 6, 5)):
        resolution.on = day
        section = opened(papers.resolution_docx(resolution, MONDAY).content).sections[0]
        assert section.left_margin is not None
        widths.append(round(section.left_margin.mm))
    assert widths == [35, 30, 30]


def test_taking_a_paper_out_is_logged_and_needs_the_right(desk: Desk) -> None:
    papers.make_minutes(actor=actor(), on=MONDAY, meeting=desk.meeting)
    (entry,) = AuditEntry.objects.filter(chain=str(desk.house.organisation.uid))
    assert (entry.action, entry.subject_uid) == ("meetings.make_paper", str(desk.meeting.uid))
    resolution = desk.resolved("công nhận", desk.voted(RECOGNITION, approve=3, against=0))
    with pytest.raises(NotAllowedError):
        papers.make_resolution(actor=actor(Permission.VIEW_MEETINGS), on=MONDAY, resolution=resolution)
    assert AuditEntry.objects.count() == 1
