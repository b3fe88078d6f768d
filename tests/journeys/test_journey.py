"""One person from the Excel list to official member, through every screen; with scripts and without.

Every day that the program computes is checked against the law's own calendar, and stands here in plain figures too.
"""

from __future__ import annotations

from datetime import date

import pytest

from chibo.law.calendar import add_months
from chibo.law.reading import rulebook
from tests.journeys.lists import office_list
from tests.journeys.secretary import Secretary, read_docx

BINH = "Lê Mẫu Bình"
SUPERIOR = "Đảng ủy Khối các cơ quan tỉnh (mẫu)"
SHELF = "Bản giấy để ở đâu|Nơi để bản giấy"  # two pages name the place differently
VOTE_BASE = "21 đảng viên chính thức"
RECEIVED, LAST_DAY = date(2019, 9, 10), date(2019, 10, 22)
CEREMONY, OFFICIAL = date(2019, 10, 7), date(2020, 10, 7)


@pytest.mark.parametrize("secretary", [True, False], ids=["scripts", "no-scripts"], indirect=True)
def test_one_person_from_the_list_to_official_member(secretary: Secretary) -> None:
    she_comes_in_with_the_list(secretary)
    secretary.program.it_is("5-6-2018")
    the_cell_brings_her_into_the_source(secretary)
    secretary.program.it_is("5-8-2019")
    she_becomes_a_candidate_and_applies(secretary)
    her_dossier_is_gathered(secretary)
    the_cell_proposes_her_admission(secretary)
    secretary.program.it_is("7-10-2019")
    she_is_admitted(secretary)
    secretary.program.it_is("1-9-2020")
    her_year_of_probation_passes(secretary)
    nobody_recognises_her_early(secretary)
    secretary.program.it_is("20-10-2020")
    her_second_dossier_is_gathered(secretary)
    the_cell_proposes_her_recognition(secretary)
    secretary.program.it_is("10-11-2020")
    she_is_recognised(secretary)


def she_comes_in_with_the_list(s: Secretary) -> None:
    assert "23 đảng viên / 25 cán bộ" in s.today
    s.uploads_the_list("danh sách cơ quan 2018.xlsx", office_list())
    assert s.heading == "Đối chiếu cột: danh sách cơ quan 2018.xlsx"
    assert "Tiêu đề ở dòng 7, trang “DS 2018”" in s.sees
    s.chooses("Ngày về cơ quan", "Ngày vào cơ quan")
    assert s.is_chosen("Ngày vào Đảng", "Ngày vào Đảng (lễ kết nạp)")
    s.presses("Tiếp: kiểm tra từng dòng")
    assert "Sẽ thêm 1 người, gồm 0 đảng viên và 1 quần chúng; cập nhật 0, không đổi 25." in s.sees
    assert "23 đảng viên / 25 cán bộ" in s.today_in_another_window, "nothing is written before the confirmation"
    s.presses("Nhập 1 người")
    assert s.heading == "Đã nhập 1 người"
    assert "23 đảng viên / 26 cán bộ" in s.today
    s.opens_the_person(BINH)
    assert "25 tuổi" in s.sees
    s.follows("Đính chính")
    s.follows("Đoàn viên Thanh niên")
    s.chooses("Giá trị mới", "Là đoàn viên")
    s.writes("Giấy tờ chứng minh", "sổ đoàn viên")
    s.writes("Người quyết định", "Bí thư Lò Mẫu An")
    s.presses("Đính chính")
    assert "Đã đính chính đoàn viên thanh niên." in s.sees


def the_cell_brings_her_into_the_source(s: Secretary) -> None:
    meeting = s.calls_a_meeting("5-6-2018")
    for matter in ("Đưa vào nguồn", "Công nhận quần chúng ưu tú", "Phân công người giúp đỡ"):
        s.puts_on_the_agenda(matter, BINH)
    s.takes_attendance(meeting)
    assert "21 / 21 đảng viên chính thức có mặt" in s.sees
    s.adopts_the_minutes(
        meeting,
        {
            "Đưa vào nguồn": "Đưa chị Lê Mẫu Bình vào nguồn phát triển đảng viên.",
            "Công nhận quần chúng ưu tú": "Công nhận chị Lê Mẫu Bình là quần chúng ưu tú.",
            "Phân công người giúp đỡ": "Phân công đồng chí Quàng Mẫu Dung và đồng chí Lường Mẫu Mai giúp đỡ.",
        },
    )
    s.opens("/phat-trien/")
    s.follows("Đưa vào nguồn")
    s.chooses("Người", BINH)
    s.writes("Ngày chi bộ đưa vào nguồn", "5/6/2018")
    s.chooses("Nghị quyết", "Đưa vào nguồn")
    s.presses("Ghi vào nguồn")
    assert f"{BINH}" in s.column("Nguồn")
    s.opens_the_road(BINH)
    s.records(
        "Công nhận quần chúng ưu tú", "05062018", {"Nghị quyết của chi bộ": "quần chúng ưu tú"}, now="Quần chúng ưu tú"
    )
    s.follows("Phân công người giúp đỡ")
    s.chooses("Người giúp đỡ thứ nhất", "Quàng Mẫu Dung")
    s.chooses("Người giúp đỡ thứ hai", "Lường Mẫu Mai")
    assert not s.offers("Người giúp đỡ thứ nhất", "Sùng Mẫu Vừ"), "a probationary member helps nobody"
    s.writes("Ngày phân công", "5-6-18")
    s.chooses("Nghị quyết của chi bộ", "Phân công người giúp đỡ")
    s.presses("Ghi phân công")
    assert "Đ/c Quàng Mẫu Dung" in s.box("Người giúp đỡ")
    assert "Đ/c Lường Mẫu Mai" in s.box("Người giúp đỡ")


def she_becomes_a_candidate_and_applies(s: Secretary) -> None:
    s.opens_the_road(BINH)
    s.records("Công nhận đối tượng Đảng", "5-9-2018", now="Đối tượng Đảng")
    s.records(
        "Giấy chứng nhận lớp nhận thức về Đảng",
        "20-10-2018",
        {"Số văn bản": "112-CN/TT", "Nơi ban hành": "Trung tâm Chính trị", SHELF: "cặp số 31"},
    )
    s.records("Nhận đơn xin vào Đảng", "10-6-2019", {SHELF: "cặp số 31"}, now="Đề nghị kết nạp")
    assert s.is_refused("chi-bo-de-nghi-ket-nap", "5-8-2019")
    for missing in ("Kết luận thẩm tra lý lịch", "Giấy giới thiệu của đảng viên", "Tổng hợp ý kiến nhận xét"):
        assert missing in s.refusal, "everything that is missing is said at once"


def her_dossier_is_gathered(s: Secretary) -> None:
    kept = {SHELF: "cặp số 31"}
    s.records("Nhận lý lịch của người xin vào Đảng", "17-6-2019", kept)
    s.records("Kết luận thẩm tra lý lịch", "8-7-2019", kept)
    s.records("Nghị quyết giới thiệu của đoàn thể", "15-7-2019", {"Số văn bản": "09-NQ/ĐTN"})
    s.records("Tổng hợp ý kiến nhận xét", "22-7-2019", kept)
    s.opens_the_dossier("ket-nap")
    assert "Có 1 chỗ nên xem lại" in s.refusal
    assert "chưa có đề nghị của chi đoàn" in s.refusal
    s.adds_a_paper("Nghị quyết giới thiệu đoàn viên ưu tú", "15-7-2019", kept)
    s.adds_a_paper("Giấy giới thiệu người vào Đảng", "16-7-2019", {"Người viết": "Quàng Mẫu Dung", **kept})
    assert "Danh mục giấy tờ (đủ 7 trên 9)" in s.sees
    assert not s.is_told_of_faults, s.sees


def the_cell_proposes_her_admission(s: Secretary) -> None:
    item = f"Xét đề nghị kết nạp: {BINH}"
    meeting = s.calls_a_meeting("5-8-2019")
    s.puts_on_the_agenda("Xét đề nghị kết nạp", BINH, is_voted=True)
    s.takes_attendance(meeting, {"Đỗ Mẫu Lâm": "đi công tác"})
    assert "20 / 21 đảng viên chính thức có mặt" in s.sees
    assert "Vạch đen: 2/3 = 14 người" in s.sees
    assert "Cả dự bị: 22 / 23 đảng viên" in s.sees
    s.writes_what_was_said(
        meeting, item, "Đồng chí Quàng Mẫu Dung giới thiệu. Chi bộ thảo luận.", "Đủ điều kiện đề nghị kết nạp."
    )
    s.opens(f"{meeting}bieu-quyet/")
    assert "Cần 14 phiếu tán thành (2/3 của 21)" in s.sees
    assert VOTE_BASE in s.sees
    s.counts_the_ballots(meeting, item, {"Phát ra": 20, "Thu về": 21, "Hợp lệ": 21, "Tán thành": 22})
    assert "Có 3 chỗ cần sửa" in s.refusal, s.sees
    s.counts_the_ballots(
        meeting, item, {"Phát ra": 20, "Thu về": 20, "Hợp lệ": 20, "Tán thành": 19, "Không tán thành": 1}
    )
    assert "19 / 21 chính thức = 90,5% Đạt 2/3" in s.sees
    s.adopts_the_minutes(meeting, {item: "Đề nghị kết nạp quần chúng Lê Mẫu Bình."})
    s.opens(s.case)
    s.records(
        "Chi bộ đề nghị kết nạp",
        "5-8-2019",
        {"Kết quả biểu quyết": "19/21", SHELF: "cặp số 31"},
    )
    paper = read_docx(s.takes_the_paper("6-knd"))
    for fact in (
        BINH,
        "14 tháng 7 năm 1992",
        "05 tháng 8 năm 2019",
        "Tổng số đảng viên của chi bộ: 23 đồng chí; trong đó chính thức: 21 đồng chí, dự bị: 2 đồng chí",
        "Có mặt: 22 đồng chí; trong đó chính thức: 20 đồng chí",
        "đi công tác",
        "phát ra 20 phiếu, thu về 20 phiếu, hợp lệ 20 phiếu",
        "19 đồng chí, đạt 90,5% so với 21 đảng viên chính thức",
        "Số 04-NQ/CB",
        "Chủ trì: đồng chí Lò Mẫu An, Bí thư chi bộ",
        "Thư ký hội nghị: đồng chí Nguyễn Mẫu Bích",
    ):
        assert fact in paper, fact


def she_is_admitted(s: Secretary) -> None:
    s.opens(f"{s.case}quyet-dinh/")
    s.writes("Số quyết định", "218-QĐ/ĐUK")
    s.writes("Ngày quyết định", "3-9-2019")
    assert s.field("Cấp ủy ban hành").input_value() == SUPERIOR
    s.writes("Ngày chi bộ nhận", "10-9-2019")
    s.presses("Ghi quyết định")
    assert rulebook().within_working_days("ceremony.deadline", RECEIVED, CEREMONY).result == LAST_DAY
    assert "Tổ chức chậm nhất thứ Ba, ngày 22 tháng 10 năm 2019" in s.sees
    assert "30 ngày làm việc sau 10-9-2019" in s.box("Cách tính hạn")
    s.writes("Ngày lễ kết nạp", "2-9-2019")
    s.presses("Ghi lễ kết nạp")
    assert "3-9-2019" in s.refusal
    assert "Chưa ghi gì vào hồ sơ" in s.sees
    s.writes("Ngày lễ kết nạp", "7-10-2019")
    s.chooses("Người giúp đỡ trong năm dự bị", "Quàng Mẫu Dung")
    s.presses("Ghi lễ kết nạp")
    assert s.heading == f"Năm dự bị: {BINH}"
    assert add_months(CEREMONY, 12) == OFFICIAL
    assert "Kết nạp 7-10-2019 · Hết 12 tháng 7-10-2020" in s.sees
    today = s.today
    assert "24 đảng viên / 26 cán bộ" in today
    assert "Chính thức 21 Dự bị 3" in today


def her_year_of_probation_passes(s: Secretary) -> None:
    s.opens("/viec-can-lam/")
    assert BINH in s.sees
    s.opens(f"{s.case}viec/")
    s.writes("Việc được giao", "Phụ trách tủ sách pháp luật")
    s.writes("Ngày giao", "6-1-2020")
    s.presses("Giao việc")
    assert "Phụ trách tủ sách pháp luật" in s.box("Việc đã giao")
    s.follows("Ghi kết quả")
    s.writes("Ngày xong", "1-6-2020")
    s.writes("Kết quả", "Đã lập danh mục 120 đầu sách")
    s.presses("Ghi")
    done = s.box("Việc đã giao")
    assert "Xong 1-6-2020" in done
    assert "Đã lập danh mục 120 đầu sách" in done
    s.opens(f"{s.case}du-bi/")
    assert "Phụ trách tủ sách pháp luật" in s.sees
    s.follows("Nhập ghi chú tháng")
    s.picks("2 lần trở lên")
    s.picks("Hoàn thành tốt")
    s.writes("3. Ghi chú", "Đã hướng dẫn cách lập kế hoạch công tác quý III.")
    s.presses("Gửi ghi chú")
    assert "Đã nhận" in s.heading + s.sees
    s.records("Giấy chứng nhận lớp đảng viên mới", "15-6-2020", {SHELF: "cặp số 31"})


def nobody_recognises_her_early(s: Secretary) -> None:
    s.opens(f"{s.case}cong-nhan/")
    assert "Ngày chính thức: 7-10-2020 (lễ kết nạp 7-10-2019 cộng 12 tháng)" in s.sees
    s.writes("Số quyết định", "77-QĐ/ĐUK")
    s.writes("Ngày quyết định", "1-9-2020")
    s.presses("Ghi quyết định")
    assert "hết 12 tháng dự bị ngày 7-10-2020" in s.refusal
    assert "Điều lệ" in s.refusal
    assert "Điều 5" in s.refusal
    s.opens(s.case)
    assert "Đang ở bước: Dự bị" in s.sees


def her_second_dossier_is_gathered(s: Secretary) -> None:
    kept = {SHELF: "cặp số 31"}
    s.opens_the_road(BINH)
    s.records("Nhận bản tự kiểm điểm", "8-10-2020", kept)
    s.records("Nhận xét của người giúp đỡ", "9-10-2020", kept)
    s.records("Tổng hợp ý kiến về đảng viên dự bị", "12-10-2020", kept)
    s.opens_the_dossier("chinh-thuc")
    wrong = {"Giấy này ghi ngày kết nạp là": "3-9-2019", SHELF: "cặp số 31"}
    s.replaces_a_paper("Bản tự kiểm điểm", "8-10-2020", wrong)
    assert "3-9-2019" in s.refusal, "a paper that gives the day of the decision as the day of admission is found"
    s.replaces_a_paper("Bản tự kiểm điểm", "8-10-2020", {**wrong, "Giấy này ghi ngày kết nạp là": "7-10-2019"})
    assert "Cần sửa" not in s.sees


def the_cell_proposes_her_recognition(s: Secretary) -> None:
    item = f"Xét đề nghị công nhận chính thức: {BINH}"
    meeting = s.calls_a_meeting("20-10-2020")
    s.puts_on_the_agenda("Xét đề nghị công nhận chính thức", BINH, is_voted=True)
    s.takes_attendance(meeting)
    assert "21 / 21 đảng viên chính thức có mặt" in s.sees
    assert "Cả dự bị: 24 / 24 đảng viên" in s.sees
    s.counts_the_ballots(meeting, item, {"Phát ra": 21, "Thu về": 21, "Hợp lệ": 21, "Tán thành": 21})
    assert "21 / 21 chính thức = 100% Đạt 2/3" in s.sees
    s.adopts_the_minutes(meeting, {item: "Đề nghị công nhận đồng chí Lê Mẫu Bình là đảng viên chính thức."})
    s.opens(s.case)
    s.records(
        "Chi bộ đề nghị công nhận chính thức",
        "20-10-2020",
        {"Kết quả biểu quyết": "21/21", SHELF: "cặp số 31"},
    )


def she_is_recognised(s: Secretary) -> None:
    s.opens(f"{s.case}cong-nhan/")
    s.writes("Số quyết định", "301-QĐ/ĐUK")
    s.writes("Ngày quyết định", "10-11-2020")
    s.presses("Ghi quyết định")
    assert "Hồ sơ đã khép 10-11-2020" in s.sees
    assert "Chính thức (đã xong) tính từ 7-10-2020" in s.sees
    s.opens_the_person(BINH)
    assert "Đảng viên chính thức" in s.sees
    assert "7-10-2020 Hết 12 tháng dự bị" in s.sees
    today = s.today
    assert "24 đảng viên / 26 cán bộ" in today
    assert "Chính thức 22 Dự bị 2" in today
