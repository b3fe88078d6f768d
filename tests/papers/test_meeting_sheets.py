"""The sheets of a sitting say what the record says, in order; ballots come four to a page and cannot be told apart."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry, AuditMention
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.meetings import papers
from chibo.meetings.models import AgendaItem, Meeting
from tests.documents.reading import lines, opened, text
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from tests.papers.conftest import Desk

ADMISSION, RECOGNITION, TASKS = AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION, AgendaItem.Sort.TASKS
HEAD = [
    "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH (MẪU)",
    "CHI BỘ MẪU",
    "*",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Điện Biên Phủ, ngày 05 tháng 6 năm 2018",
]
SIGNED = ["T/M CHI BỘ", "BÍ THƯ", "Lò Mẫu An"]
WHEN = [
    "1. Thời gian: 14 giờ, ngày 05 tháng 6 năm 2018.",
    "2. Địa điểm: Phòng họp tầng 2.",
    "3. Điều hành: Chủ trì: đồng chí Lò Mẫu An, Bí thư chi bộ; thư ký: đồng chí Nguyễn Mẫu Bích.",
]
SENT = [
    "Nơi nhận:",
    "- Các đồng chí đảng viên,",
    "- Đảng ủy Khối các cơ quan tỉnh (mẫu) (để báo cáo),",
    "- Lưu chi bộ.",
]


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """The meeting with two matters to vote on."""
    desk.meeting.items.filter(sort__in=(ADMISSION, RECOGNITION)).update(is_voted=True)
    return desk


def test_the_agenda(asked: Desk) -> None:
    made = papers.sheet_docx(asked.meeting, "chuong-trinh")
    assert (made.name, made.gaps) == ("Chương trình họp 05-06-2018.docx", ())
    assert lines(made.content) == [
        *HEAD,
        "CHƯƠNG TRÌNH",
        "họp chi bộ định kỳ tháng 6 năm 2018",
        "-----",
        *WHEN,
        "4. Nội dung",
        *("TT", "Nội dung", "Người trình bày", "Số phút"),
        *("1.", "Việc giao kỳ trước", "đồng chí Lò Mẫu An", "10"),
        *("2.", "Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ (biểu quyết)", "–", "10"),
        *("3.", "Xét đề nghị kết nạp: Lò Mẫu Xuân (biểu quyết)", "–", "10"),
        "Dự kiến 30 phút.",
        *SENT,
        *SIGNED,
    ]


def test_the_invitation(asked: Desk) -> None:
    made = papers.sheet_docx(asked.meeting, "giay-moi")
    said = lines(made.content)
    assert made.gaps == ()
    assert said[: len(HEAD) + 2] == [*HEAD, "GIẤY MỜI", "họp chi bộ định kỳ tháng 6 năm 2018"]
    assert "Kính gửi: các đồng chí đảng viên, Chi bộ Mẫu" in said
    assert said[said.index(WHEN[0]) :][:7] == [
        *WHEN,
        "4. Nội dung: ",
        "- Việc giao kỳ trước;",
        "- Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ;",
        "- Xét đề nghị kết nạp: Lò Mẫu Xuân;",
    ]
    assert said[-3:] == SIGNED


def test_a_session_of_the_committee_invites_the_committee(asked: Desk) -> None:
    asked.meeting.kind = Meeting.Kind.COMMITTEE
    assert "Kính gửi: các đồng chí chi ủy viên, Chi bộ Mẫu" in lines(
        papers.sheet_docx(asked.meeting, "giay-moi").content
    )


def test_the_roll_names_everybody_and_leaves_room_to_sign(asked: Desk) -> None:
    made = papers.sheet_docx(asked.meeting, "diem-danh")
    said = lines(made.content)
    assert said[said.index("TT") :][:18] == [
        *("TT", "Họ và tên", "Diện", "Ký tên", "Lý do vắng"),
        *("1.", "Lò Mẫu An", "Chính thức"),
        *("2.", "Nguyễn Mẫu Bích", "Chính thức"),
        *("3.", "Trần Mẫu Cường", "Chính thức", "đi công tác"),
        *("4.", "Quàng Mẫu Dung", "Chính thức"),
    ]
    assert "Cả chi bộ: 5 đảng viên; trong đó chính thức 4, dự bị 1." in said
    assert "Có mặt: 4; vắng có lý do: 1; vắng không có lý do: 0." in said
    asked.meeting.state = Meeting.State.PLANNED
    planned = papers.sheet_docx(asked.meeting, "diem-danh")
    assert planned.gaps == ("có_mặt", "vắng_có_lý_do", "vắng_không_lý_do")


def test_ballots_are_four_to_a_page_and_all_alike(asked: Desk) -> None:
    made = papers.sheet_docx(asked.meeting, "phieu-bieu-quyet")
    assert made.gaps == ()
    tables = opened(made.content).tables
    assert len(tables) == 2  # four voters: one sheet for each of the two matters
    for table in tables:
        ballots = [cell.text for row in table.rows for cell in row.cells]
        assert len(ballots) == 4
        assert len(set(ballots)) == 1
    assert [line for line in tables[0].rows[0].cells[0].text.splitlines() if line] == [
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH (MẪU)",
        "CHI BỘ MẪU",
        "PHIẾU BIỂU QUYẾT",
        "Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ",
        "(họp ngày 05 tháng 6 năm 2018)",
        "☐  Tán thành",
        "☐  Không tán thành",
        "Đánh dấu × vào một ô. Không ký, không ghi tên.",
        "Phiếu để trống hoặc đánh dấu cả hai ô là phiếu không hợp lệ.",
    ]


def test_no_ballot_carries_anything_to_trace_a_voter(asked: Desk) -> None:
    content = papers.sheet_docx(asked.meeting, "phieu-bieu-quyet").content
    said = text(content)
    for voter in (asked.house.an, asked.house.bich, asked.house.cuong, asked.house.dung):
        assert voter.full_name not in said
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert not any("PAGE" in body for body in parts.values()), "a page number would tell sheets apart"
    assert "Lò Mẫu An" not in parts["docProps/core.xml"]
    assert not re.search(r"số thứ tự|mã phiếu|Số phiếu", said, flags=re.IGNORECASE)


def test_one_matter_alone_and_none_at_all(asked: Desk) -> None:
    item = asked.item(TASKS)
    made = papers.sheet_docx(asked.meeting, "phieu-bieu-quyet", item)
    assert (made.name, text(made.content).count("Việc giao kỳ trước")) == ("Phiếu biểu quyết 1 05-06-2018.docx", 4)
    asked.meeting.items.update(is_voted=False)
    with pytest.raises(FaultyError, match="không có mục nào bỏ phiếu kín"):
        papers.sheet_docx(asked.meeting, "to-kiem-phieu")


def test_the_count_sheet_is_blank_and_names_the_base(asked: Desk) -> None:
    asked.meeting.base = 4
    made = papers.sheet_docx(asked.meeting, "to-kiem-phieu", asked.item(ADMISSION))
    said = lines(made.content)
    assert made.gaps == ()
    assert said[len(HEAD) : len(HEAD) + 2] == ["TỜ KIỂM PHIẾU", "Xét đề nghị kết nạp: Lò Mẫu Xuân"]
    assert (
        "Số đảng viên chính thức tính biểu quyết: 4 người; số đảng viên chính thức có mặt: 3 người. "
        "Đảng viên dự bị không biểu quyết, không kiểm phiếu."
    ) in said
    assert said[-4:] == ["(Ký, ghi rõ họ tên)", "CHỦ TRÌ", "(Ký, ghi rõ họ tên)", "Lò Mẫu An"]


def test_the_minutes_of_the_count_say_the_totals_over_the_frozen_base(asked: Desk) -> None:
    vote = asked.voted(RECOGNITION, approve=2, against=0)
    vote.valid = 2
    vote.save()
    made = papers.sheet_docx(asked.meeting, "bien-ban-kiem-phieu", asked.item(RECOGNITION))
    said = lines(made.content)
    assert said[len(HEAD) : len(HEAD) + 4] == [
        "BIÊN BẢN KIỂM PHIẾU",
        "họp chi bộ định kỳ tháng 6 năm 2018",
        "-----",
        (
            "14 giờ, ngày 05 tháng 6 năm 2018, tại Phòng họp tầng 2, Chi bộ Mẫu tổ chức họp chi bộ định kỳ, "
            "bỏ phiếu kín về việc: Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ."
        ),
    ]
    begin = said.index("Số phiếu phát ra")
    assert said[begin : begin + 12] == [
        *("Số phiếu phát ra", "3", "Số phiếu thu về", "3", "Số phiếu hợp lệ", "2", "Số phiếu không hợp lệ", "1"),
        *("Số phiếu tán thành", "2", "Số phiếu không tán thành", "0"),
    ]
    assert said[begin + 12] == (
        "Tỷ lệ: 2 trên 4 đảng viên chính thức, đạt 50%; không tán thành 0, chiếm 0%; không đủ số cần thiết là 3 (2/3)."
    )
    assert made.gaps == ("người_kiểm_phiếu", "tên_người_kiểm_phiếu")


def test_a_count_not_recorded_yet_is_left_to_be_written(asked: Desk) -> None:
    made = papers.sheet_docx(asked.meeting, "bien-ban-kiem-phieu", asked.item(ADMISSION))
    assert {"phát_ra", "thu_về", "hợp_lệ", "không_hợp_lệ", "tán_thành"} <= set(made.gaps)


def test_a_draft_says_that_it_is_one_and_bears_no_number(asked: Desk) -> None:
    item = asked.item(ADMISSION)
    item.draft = "Đề nghị kết nạp.\nGiao chi ủy hoàn thiện hồ sơ."
    made = papers.sheet_docx(asked.meeting, "du-thao-nghi-quyet", item)
    said = lines(made.content)
    assert made.gaps == ("số",)
    assert "Số ……-NQ/CB" in said
    assert said[said.index("Số ……-NQ/CB") :][1] == "(Dự thảo)"
    assert said[said.index("NGHỊ QUYẾT") :][1] == "Xét đề nghị kết nạp: Lò Mẫu Xuân"
    assert said[said.index("CHI BỘ QUYẾT NGHỊ") :][1:3] == ["Đề nghị kết nạp.", "Giao chi ủy hoàn thiện hồ sơ."]


def test_a_cell_issues_no_notice_of_conclusions_while_the_rule_forbids_it(asked: Desk) -> None:
    with pytest.raises(FaultyError) as refused:
        papers.sheet_docx(asked.meeting, "thong-bao-ket-luan")
    assert refused.value.faults[0].what == "Chi bộ không ban hành thông báo vào ngày này."
    asked.meeting.on = date(2026, 6, 5)
    made = papers.sheet_docx(asked.meeting, "thong-bao-ket-luan")
    said = lines(made.content)
    assert "Số ……-TB/CB" in said
    begin = said.index("1. Việc giao kỳ trước")
    assert said[begin : begin + 4] == [
        "1. Việc giao kỳ trước",
        "Giao đồng chí Dung xong trước ngày 20-6-2018.",
        "Kết luận chung",
        "Các đồng chí làm đúng hạn việc được giao.",
    ]


def test_the_whole_set_before_and_after_the_meeting(asked: Desk) -> None:
    asked.item(ADMISSION)
    AgendaItem.objects.filter(meeting=asked.meeting, sort=ADMISSION).update(draft="Đề nghị kết nạp.")
    asked.meeting.state = Meeting.State.PLANNED
    made = papers.make_meeting_set(actor=actor(), on=MONDAY, meeting=asked.meeting)
    assert [paper.name.partition(" 05-06")[0] for paper in made.papers] == [
        "Chương trình họp",
        "Giấy mời họp",
        "Danh sách điểm danh",
        "Phiếu biểu quyết",
        "Tờ kiểm phiếu",
        "Dự thảo nghị quyết 3",
    ]
    asked.meeting.state = Meeting.State.ADOPTED
    asked.resolved("công nhận", asked.voted(RECOGNITION, approve=3, against=0))
    made = papers.make_meeting_set(actor=actor(), on=MONDAY, meeting=asked.meeting)
    assert [paper.name for paper in made.papers][6:] == [
        "Biên bản kiểm phiếu 2 05-06-2018.docx",
        "Biên bản họp chi bộ định kỳ 05-06-2018.docx",
        "Nghị quyết 07 05-06-2018.docx",
    ]
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist()[0] == "01 Chương trình họp 05-06-2018.docx"
        assert "07 Biên bản kiểm phiếu 2 05-06-2018.docx: người kiểm phiếu" in archive.read(papers.GAPS_FILE).decode()


def test_taking_a_sheet_out_is_logged_and_needs_the_right(asked: Desk) -> None:
    papers.make_sheet(actor=actor(), on=MONDAY, meeting=asked.meeting, kind="diem-danh")
    (entry,) = AuditEntry.objects.filter(action="meetings.make_paper")
    assert (entry.subject_uid, entry.changes["paper"]) == (str(asked.meeting.uid), [None, "diem-danh"])
    assert entry.changes["mentioned"][0] == AuditMention.objects.filter(entry_id=entry.pk).count() > 0, (
        "who stands on it"
    )
    with pytest.raises(NotAllowedError):
        papers.make_meeting_set(actor=actor(Permission.VIEW_MEETINGS), on=MONDAY, meeting=asked.meeting)
    with pytest.raises(NotYoursError):
        papers.make_sheet(actor=actor(), on=MONDAY, meeting=asked.meeting, kind="khong-co")
    other = Meeting.objects.create(organisation=asked.house.organisation, on=date(2018, 7, 5))
    strange = AgendaItem.objects.create(meeting=other, order=1, title="việc khác")
    with pytest.raises(NotYoursError):
        papers.make_sheet(actor=actor(), on=MONDAY, meeting=asked.meeting, kind="phieu-bieu-quyet", item=strange)
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("day", [date(2017, 6, 5), date(2018, 6, 5), date(2026, 6, 5)])
def test_every_sheet_can_be_made_in_every_form(asked: Desk, day: date) -> None:
    asked.meeting.on = day
    for kind in papers.SHEETS:
        if kind == "thong-bao-ket-luan" and day.year < 2026:
            continue
        said = text(papers.sheet_docx(asked.meeting, kind, asked.item(RECOGNITION)).content)
        assert "None" not in said
        assert "{{" not in said
        assert "{%" not in said
