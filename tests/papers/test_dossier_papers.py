"""Papers of the dossiers repeat the record: who is addressed how, which date is which, and what is not known."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.development.models import Mentorship
from chibo.development.papers import due_papers_zip, make_paper, paper_docx, papers_due
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.models import AgendaItem
from chibo.register.models import Admission, OfficeHolding
from tests.documents.reading import lines, text
from tests.factories import MONDAY, actor
from tests.papers.conftest import HELD

if TYPE_CHECKING:
    from tests.papers.conftest import Desk

RECOGNITION, ADMISSION = AgendaItem.Sort.RECOGNITION, AgendaItem.Sort.ADMISSION
AFTER = date(2018, 6, 6)


def test_the_resolution_on_recognition(desk: Desk) -> None:
    vote = desk.voted(RECOGNITION, approve=3, against=0)
    resolution = desk.resolved("công nhận", vote)
    desk.stepped(desk.vu, StepKind.CELL_PROPOSED_RECOGNITION, HELD, resolution=resolution, vote=vote)
    made = paper_docx(desk.vu, PaperKind.CELL_RECOGNITION_RESOLUTION, AFTER)
    assert made.name == "13-KNĐ Sùng Mẫu Vừ.docx"
    assert made.gaps == ("ưu_điểm", "khuyết_điểm")
    assert lines(made.content) == [
        "Mẫu 13-KNĐ",
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH (MẪU)",
        "CHI BỘ MẪU",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 07-NQ/CB",
        "Điện Biên Phủ, ngày 05 tháng 6 năm 2018",
        "NGHỊ QUYẾT",
        "đề nghị công nhận đảng viên chính thức",
        "-----",
        "Căn cứ Điều 5 Điều lệ Đảng Cộng sản Việt Nam;",
        (
            "Căn cứ bản tự kiểm điểm của đảng viên dự bị, bản nhận xét của đảng viên chính thức được phân công "
            "giúp đỡ, ý kiến của tổ chức chính trị - xã hội nơi sinh hoạt và của chi ủy nơi cư trú;"
        ),
        "Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ ngày 05 tháng 6 năm 2018,",
        (
            "Ngày 05 tháng 6 năm 2018, Chi bộ Mẫu họp xét, đề nghị công nhận đảng viên dự bị, đồng chí Sùng Mẫu Vừ, "
            "sinh ngày 08 tháng 5 năm 1985, Chuyên viên, là đảng viên chính thức."
        ),
        (
            "Đồng chí Sùng Mẫu Vừ được kết nạp vào Đảng ngày 19 tháng 5 năm 2017 (ngày tổ chức lễ kết nạp), theo quyết "
            "định ký ngày 24 tháng 4 năm 2017; hết 12 tháng dự bị ngày 19 tháng 5 năm 2018."
        ),
        "Tổng số đảng viên của chi bộ: 5 đồng chí; trong đó chính thức: 4 đồng chí, dự bị: 1 đồng chí.",
        "Có mặt: 4 đồng chí; trong đó chính thức: 3 đồng chí, dự bị: 1 đồng chí.",
        "Vắng mặt: 1 đồng chí; trong đó chính thức: 1 đồng chí, dự bị: 0 đồng chí. Lý do vắng mặt: đi công tác.",
        "Chủ trì: đồng chí Lò Mẫu An, Bí thư chi bộ.",
        "Thư ký hội nghị: đồng chí Nguyễn Mẫu Bích.",
        "Sau khi nghe chi ủy báo cáo, xem xét hồ sơ và thảo luận, chi bộ kết luận về đảng viên dự bị như sau:",
        "1. Ưu điểm: …… (về phẩm chất chính trị; đạo đức, lối sống; năng lực công tác; quan hệ quần chúng)",
        "2. Khuyết điểm, hạn chế: …… (ghi rõ, đúng mức)",
        (
            "Kết quả biểu quyết: Chi bộ biểu quyết bằng hình thức bỏ phiếu kín: phát ra 3 phiếu, thu về 3 phiếu, "
            "hợp lệ 3 phiếu. Số đảng viên chính thức tán thành công nhận: 3 đồng chí, đạt 75% so với 4 đảng viên chính "
            "thức; không tán thành: 0 đồng chí, chiếm 0%."
        ),
        "Đối chiếu với tiêu chuẩn đảng viên, điều kiện quy định trong Điều lệ Đảng và kết quả biểu quyết,",
        "CHI BỘ QUYẾT NGHỊ",
        (
            "Đề nghị Đảng ủy Khối các cơ quan tỉnh (mẫu) xét, công nhận đảng viên dự bị, đồng chí Sùng Mẫu Vừ, là đảng "
            "viên chính thức từ ngày 19 tháng 5 năm 2018."
        ),
        "Nơi nhận:",
        "- Đảng ủy Khối các cơ quan tỉnh (mẫu) (để báo cáo),",
        "- Lưu chi bộ.",
        "T/M CHI BỘ",
        "BÍ THƯ",
        "Lò Mẫu An",
    ]


def test_the_facts_of_a_resolution_are_those_of_the_record(desk: Desk) -> None:
    vote = desk.voted(RECOGNITION, approve=3, against=0)
    desk.stepped(desk.vu, StepKind.CELL_PROPOSED_RECOGNITION, HELD, vote=vote, number="09-NQ/CB")
    facts = paper_docx(desk.vu, PaperKind.CELL_RECOGNITION_RESOLUTION, AFTER).facts
    meeting = desk.meeting
    assert (facts["tổng_số"], facts["chính_thức"]) == (meeting.members_total, meeting.members_official)
    assert (facts["có_mặt"], facts["có_mặt_chính_thức"]) == (meeting.present_total, meeting.present_official)
    assert (facts["tán_thành"], facts["không_tán_thành"], facts["mẫu_số"]) == (vote.approve, vote.against, vote.base)
    assert (facts["số"], facts["ký_hiệu"]) == ("09", "NQ/CB")
    admission = Admission.objects.get(person=desk.house.vu)
    assert facts["ngày_vào_Đảng"] == f"ngày {admission.ceremony_on.day} tháng 5 năm 2017"
    assert admission.decided_on is not None
    assert facts["ngày_quyết_định_kết_nạp"] == f"ngày {admission.decided_on.day} tháng 4 năm 2017"


def test_the_resolution_on_admission_speaks_of_a_non_member(desk: Desk) -> None:
    item = desk.item(ADMISSION)
    item.conclusion = "Quần chúng Lò Mẫu Xuân hoàn thành tốt nhiệm vụ.\nCần tích cực phát biểu hơn."
    item.save()
    vote = desk.voted(ADMISSION, approve=3, against=0)
    made = paper_docx(desk.xuan, "6-knd", AFTER)
    said = lines(made.content)
    assert made.gaps == ("số",)
    assert "Căn cứ Điều 4 Điều lệ Đảng Cộng sản Việt Nam;" in said
    assert said[said.index("Quần chúng Lò Mẫu Xuân hoàn thành tốt nhiệm vụ.") + 1] == "Cần tích cực phát biểu hơn."
    assert (
        "Đề nghị Đảng ủy Khối các cơ quan tỉnh (mẫu) xét, kết nạp quần chúng Lò Mẫu Xuân vào Đảng Cộng sản Việt Nam."
    ) in said
    assert "đồng chí Lò Mẫu Xuân" not in text(made.content)
    assert "ngày_vào_Đảng" not in made.facts
    assert made.facts["mẫu_số"] == vote.base


def test_a_vote_that_was_not_carried_makes_no_resolution(desk: Desk) -> None:
    desk.voted(ADMISSION, approve=2, against=1)
    with pytest.raises(FaultyError) as refused:
        paper_docx(desk.xuan, PaperKind.CELL_ADMISSION_RESOLUTION, AFTER)
    (fault,) = refused.value.faults
    assert fault.what == "Chưa soạn nghị quyết về Lò Mẫu Xuân: biểu quyết đạt 2/4, cần 3."
    assert "Báo cáo đầy đủ kết quả biểu quyết" in fault.next


def test_a_draft_before_the_vote_leaves_its_figures_open(desk: Desk) -> None:
    gaps = paper_docx(desk.xuan, PaperKind.CELL_ADMISSION_RESOLUTION, AFTER).gaps
    assert set(gaps) >= {"số", "hình_thức", "tán_thành", "tỷ_lệ_tán_thành", "mẫu_số"}


def test_a_draft_before_the_vote_does_not_invent_the_day_of_the_meeting(desk: Desk) -> None:
    AgendaItem.objects.filter(subject=desk.xuan.person).delete()
    made = paper_docx(desk.xuan, PaperKind.CELL_ADMISSION_RESOLUTION, AFTER)
    assert set(made.gaps) >= {"ngày_văn_bản", "ngày_họp"}
    assert "06 tháng 6 năm 2018" not in text(made.content)


def test_the_helper_remarks_repeat_acts_not_thoughts(desk: Desk) -> None:
    made = paper_docx(desk.vu, PaperKind.MENTOR_REMARKS, AFTER)
    said = lines(made.content)
    assert made.name == "11-KNĐ Sùng Mẫu Vừ.docx"
    assert said[:6] == [
        "Mẫu 11-KNĐ",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Điện Biên Phủ, ngày 06 tháng 6 năm 2018",
        "BẢN NHẬN XÉT",
        "đảng viên dự bị",
        "-----",
    ]
    assert (
        "Từ ngày 19 tháng 5 năm 2017, tôi được chi bộ phân công giúp đỡ đảng viên dự bị, đồng chí Sùng Mẫu Vừ, "
        "sinh ngày 08 tháng 5 năm 1985, vào Đảng ngày 19 tháng 5 năm 2017, hết 12 tháng dự bị ngày 19 tháng 5 năm 2018."
    ) in said
    start = said.index("Việc được giao")
    assert said[start : start + 9] == [
        "Việc được giao",
        "Ngày giao",
        "Kết quả",
        "Viết tin cho trang thông tin",
        "5-1-2018",
        "xong ngày 27-4-2018",
        "Trực ngày lễ",
        "5-4-2018",
        "trực đủ 3 buổi",
    ]
    assert "Trong thời gian ấy tôi đã ghi nhận 2 tháng, gặp gỡ, trao đổi 5 lần." in said
    assert said[-3:] == ["NGƯỜI NHẬN XÉT", "(Ký, ghi rõ họ tên)", "Quàng Mẫu Dung"]
    assert "chuyện riêng" not in text(made.content)
    assert "Nơi nhận:" not in said


def test_two_introducers_write_two_papers(desk: Desk) -> None:
    first, second = Mentorship.objects.filter(case=desk.xuan).order_by("pk")
    made = [paper_docx(desk.xuan, PaperKind.MEMBER_INTRODUCTION, AFTER, str(each.uid)) for each in (first, second)]
    assert [each.name for each in made] == [
        "3-KNĐ Lò Mẫu Xuân (Quàng Mẫu Dung).docx",
        "3-KNĐ Lò Mẫu Xuân (Trần Mẫu Cường).docx",
    ]
    assert "1. Lý lịch: đã thẩm tra, kết luận ngày 10 tháng 5 năm 2018." in lines(made[0].content)
    assert lines(made[1].content)[-1] == "Trần Mẫu Cường"
    with pytest.raises(NotYoursError):
        paper_docx(desk.xuan, PaperKind.MEMBER_INTRODUCTION, AFTER, str(desk.helper.uid))


def test_the_synthesis_names_the_union_and_leaves_the_rest_to_people(desk: Desk) -> None:
    made = paper_docx(desk.xuan, PaperKind.OPINIONS_SYNTHESIS, AFTER)
    said = lines(made.content)
    assert ("- Công đoàn (Nghị quyết số 02-NQ/CĐ ngày 15 tháng 5 năm 2018): giới thiệu quần chúng vào Đảng.") in said
    assert set(made.gaps) == {
        "nơi_ở",
        "số_hỏi_đoàn_thể",
        "số_tán_thành_đoàn_thể",
        "chi_ủy_cư_trú",
        "ý_kiến_cư_trú",
        "ý_kiến_khác",
        "nhận_xét_cấp_ủy",
    }
    assert said[-3:] == ["T/M CHI ỦY", "BÍ THƯ", "Lò Mẫu An"]
    OfficeHolding.objects.filter(office=OfficeHolding.Office.COMMITTEE_MEMBER).delete()
    small = lines(paper_docx(desk.vu, PaperKind.PROBATION_OPINIONS_SYNTHESIS, AFTER).content)
    assert small[-3:] == ["T/M CHI BỘ", "BÍ THƯ", "Lò Mẫu An"]
    assert "4. Nhận xét của bí thư chi bộ: …… (nhất trí hay không, lý do)" in small


def test_the_guide_sheet_keeps_the_three_dates_apart_and_looks_like_no_paper(desk: Desk) -> None:
    desk.stepped(desk.vu, StepKind.NEW_MEMBER_CLASS_CERTIFIED, date(2017, 11, 24))
    said = lines(paper_docx(desk.vu, PaperKind.SELF_REVIEW, AFTER).content)
    pairs = dict(itertools.pairwise(said))
    assert pairs["Ngày vào Đảng (ngày lễ kết nạp)"] == "ngày 19 tháng 5 năm 2017"
    assert pairs["Ngày ký quyết định kết nạp"] == "ngày 24 tháng 4 năm 2017"
    assert pairs["Hết 12 tháng dự bị (viết từ ngày này)"] == "ngày 19 tháng 5 năm 2018"
    assert pairs["Giấy chứng nhận lớp đảng viên mới"] == "ngày 24 tháng 11 năm 2017"
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in said


def test_the_date_of_a_recorded_act_dates_its_paper_and_chooses_its_form(desk: Desk) -> None:
    desk.stepped(desk.vu, StepKind.MENTOR_REMARKED, date(2026, 6, 1))
    made = paper_docx(desk.vu, PaperKind.MENTOR_REMARKS, date(2026, 8, 3))
    assert "Điện Biên Phủ, ngày 01 tháng 6 năm 2026" in lines(made.content)


def test_papers_we_have_no_template_for(desk: Desk) -> None:
    for kind in (PaperKind.BACKGROUND_CHECK, "99-knd", "../6-knd"):
        with pytest.raises(NotYoursError):
            paper_docx(desk.xuan, kind, AFTER)


def test_what_is_due_follows_the_dossier(desk: Desk) -> None:
    due = papers_due(desk.xuan, AFTER)
    assert [(each.form.number, each.author, each.dated_from) for each in due] == [
        ("1-KNĐ", "", None),
        ("2-KNĐ", "", None),
        ("3-KNĐ", "Quàng Mẫu Dung", None),
        ("3-KNĐ", "Trần Mẫu Cường", None),
        ("5B", "", None),
        ("5C", "", None),
        ("5-KNĐ", "", None),
        ("6-KNĐ", "", None),
    ]
    ends = date(2018, 5, 19)
    assert [(each.form.number, each.author, each.dated_from) for each in papers_due(desk.vu, AFTER)] == [
        ("5B", "", None),
        ("5C", "", None),
        ("10-KNĐ", "", ends),
        ("11-KNĐ", "Quàng Mẫu Dung", ends),
        ("12-KNĐ", "", ends),
        ("13-KNĐ", "", ends),
        ("1-HSĐV", "", None),
        ("2-HSĐV", "", None),
    ]
    assert all(each.citation.text for each in due)


def test_all_due_papers_come_in_one_archive_with_a_sheet_of_gaps(desk: Desk) -> None:
    desk.voted(ADMISSION, approve=2, against=1)
    made = due_papers_zip(actor=actor(), on=AFTER, case=desk.xuan)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        told = archive.read("Chỗ còn trống.txt").decode("utf-8-sig")
        assert all(archive.read(name)[:2] == b"PK" for name in names[:-1])
    assert made.name == "Giấy tờ cần soạn Lò Mẫu Xuân.zip"
    assert names == [
        "1-KNĐ Lò Mẫu Xuân.docx",
        "2-KNĐ Lò Mẫu Xuân.docx",
        "3-KNĐ Lò Mẫu Xuân (Quàng Mẫu Dung).docx",
        "3-KNĐ Lò Mẫu Xuân (Trần Mẫu Cường).docx",
        "5B Lò Mẫu Xuân.docx",
        "5C Lò Mẫu Xuân.docx",
        "5-KNĐ Lò Mẫu Xuân.docx",
        "Chỗ còn trống.txt",
    ]
    assert "  - chi ủy cư trú\r\n" in told
    assert "6-KNĐ Nghị quyết đề nghị kết nạp đảng viên: chưa soạn được.\r\n  Chưa soạn nghị quyết" in told
    (entry,) = AuditEntry.objects.filter(chain=str(desk.house.organisation.uid))
    assert entry.action == "development.make_papers"
    assert entry.changes["papers"][-1] == "cell_admission_resolution"


def test_who_may_not_make_papers_is_told(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        make_paper(actor=actor(Permission.VIEW_CASES), on=MONDAY, case=desk.vu, kind="13-knd")
    with pytest.raises(NotAllowedError):
        due_papers_zip(actor=actor(Permission.VIEW_CASES), on=MONDAY, case=desk.vu)
    assert not AuditEntry.objects.exists()
