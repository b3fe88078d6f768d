"""The wording of what a person and those around the person write before the cell considers: 1, 2, 4, 4A, 5B, 5C-KNĐ.

Facts are placeholders. What the sources do not show of a form is marked by ``sheet.compare`` and listed in
docs/law/forms.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

SIGN = "(Ký, ghi rõ họ tên)"
_ITEMS = [
    ("01", "Họ và tên đang dùng (chữ in hoa)", "{{ HỌ_TÊN }}"),
    ("02", "Nam, nữ", "{{ giới_tính }}"),
    ("03", "Họ và tên khai sinh", "{{ tên_khai_sinh }}"),
    ("04", "Các bí danh", "{{ bí_danh }}"),
    ("05", "Ngày, tháng, năm sinh", "{{ ngày_sinh }}"),
    ("06", "Nơi sinh (nơi đăng ký khai sinh)", "{{ nơi_sinh }}"),
    ("07", "Quê quán", "{{ quê_quán }}"),
    ("08", "Nơi cư trú", "thường trú: {{ nơi_thường_trú }}; tạm trú: {{ nơi_tạm_trú }}"),
    ("09", "Dân tộc", "{{ dân_tộc }}"),
    ("10", "Tôn giáo", "{{ tôn_giáo }}"),
]
"""The places of a life history whose numbers the sources show; the editions number the rest differently."""
_LEARNING = [
    ("", "Giáo dục phổ thông", "{{ giáo_dục_phổ_thông }}"),
    ("", "Giáo dục nghề nghiệp", "{{ giáo_dục_nghề_nghiệp }}"),
    ("", "Giáo dục đại học và sau đại học", "{{ giáo_dục_đại_học }}"),
    ("", "Học hàm", "{{ học_hàm }}"),
    ("", "Lý luận chính trị", "{{ lý_luận }}"),
    ("", "Ngoại ngữ", "{{ ngoại_ngữ }}"),
    ("", "Tin học", "{{ tin_học }}"),
    ("", "Tiếng dân tộc thiểu số", "{{ tiếng_dân_tộc }}"),
]
_OCCUPATION = ("", "Nghề nghiệp hiện nay", "{{ nghề_nghiệp }}")
_UNION = ("", "Ngày và nơi vào Đoàn TNCS Hồ Chí Minh", "{{ ngày_vào_Đoàn }}")
_FIRST = [
    ("", "Ngày và nơi kết nạp vào Đảng lần thứ nhất", "{{ kết_nạp_lần_đầu }}"),
    ("", "Ngày và nơi công nhận chính thức lần thứ nhất", "{{ chính_thức_lần_đầu }}"),
    ("", "Người giới thiệu vào Đảng lần thứ nhất", "{{ người_giới_thiệu_lần_đầu }}"),
]
_SELF = [
    ("Những công việc, chức vụ đã qua", "những_chức_vụ", "từ tháng, năm nào đến tháng, năm nào; làm gì; ở đâu"),
    ("Đặc điểm lịch sử", "đặc_điểm_lịch_sử", "tự khai; không có thì ghi: không"),
    ("Những lớp đào tạo, bồi dưỡng đã qua", "các_lớp", "tên lớp, nơi học, thời gian, văn bằng hoặc chứng chỉ"),
    ("Đi nước ngoài", "đi_nước_ngoài", "không đi thì ghi: không"),
    ("Khen thưởng", "khen_thưởng", "không có thì ghi: không"),
    ("Kỷ luật", "kỷ_luật", "không có thì ghi: không"),
]


def items(sheet: Sheet) -> None:
    """Write the numbered places of a life history with what the records know beside each."""
    sheet.numbered([*_ITEMS, _OCCUPATION, *_LEARNING, _UNION])


def history(sheet: Sheet) -> None:
    """Write the stretches of the personal history that somebody typed."""
    sheet.tag("if quá_trình")
    sheet.rows(
        ["Từ", "Đến", "Làm gì, ở đâu", "Người biết"],
        [24, 34, sheet.width - 96, 38],
        "đoạn in quá_trình",
        ["{{ đoạn.từ }}", "{{ đoạn.đến }}", "{{ đoạn.việc }}: {{ đoạn.nơi }}", "{{ đoạn.người_biết }}"],
    )
    sheet.tag("endif")


def family(sheet: Sheet) -> None:
    """Write the relatives that somebody listed: who there is, never a word on any of them."""
    sheet.tag("if người_thân")
    sheet.rows(
        ["Quan hệ", "Họ và tên", "Ghi chú"],
        [46, 64, sheet.width - 110],
        "người in người_thân",
        ["{{ người.quan_hệ }}", "{{ người.họ_tên }}", "{% if người.ghi_chú %}{{ người.ghi_chú }}{% endif %}"],
    )
    sheet.tag("endif")


def _application_guide(sheet: Sheet) -> None:
    sheet.compare("từ nơi làm việc trở đi (giấy chứng nhận, nhận thức và động cơ, đề nghị, nơi viết, ngày, chữ ký)")
    sheet.note_heading(form="Tờ hướng dẫn viết", number="1-KNĐ")
    sheet.title("TỜ HƯỚNG DẪN", "viết đơn xin vào Đảng", hyphens=False)
    sheet.para(
        "Đơn do người xin vào Đảng tự viết tay, sau khi học lớp bồi dưỡng nhận thức về Đảng. Tờ này ghi sẵn những điều "
        "đã có trong hồ sơ để chép cho khớp; không nộp tờ này thay đơn.",
        italic=True,
    )
    sheet.facts(
        [
            ("Kính gửi", "{{ nơi_gửi_đơn }}"),
            ("Họ và tên", "{{ họ_tên }}"),
            ("Sinh ngày", "{{ ngày_sinh }}"),
            ("Nơi sinh", "{{ nơi_sinh }}"),
            ("Quê quán", "{{ quê_quán }}"),
            ("Dân tộc", "{{ dân_tộc }}"),
            ("Tôn giáo", "{{ tôn_giáo }}"),
            ("Trình độ học vấn", "{{ trình_độ }}"),
            ("Nơi cư trú", "{{ nơi_ở }}"),
            ("Nghề nghiệp", "{{ nghề_nghiệp }}"),
            ("Nơi làm việc", "{{ nơi_làm_việc }}"),
            ("Giấy chứng nhận lớp nhận thức về Đảng", "{{ giấy_chứng_nhận }}"),
        ]
    )
    sheet.para("", lead="Các phần tự viết", bold=True)
    sheet.para("1. Nhận thức về Đảng và động cơ xin vào Đảng: viết bằng lời của mình, không chép bài của người khác.")
    sheet.para("2. Đề nghị chi bộ xét, đề nghị kết nạp vào Đảng; lời hứa.")
    sheet.para("3. Nơi viết, ngày, tháng, năm; ký, ghi rõ họ tên.")
    sheet.para("Viết một loại mực, không tẩy xóa, không để người khác viết thay, không nộp bản sao chụp.")
    _compared(sheet)


def _compared(sheet: Sheet) -> None:
    sheet.plain("☐ Đã đối chiếu bản viết tay với bảng trên.")
    sheet.plain("Người đối chiếu: ………………………………  Ngày: ………………………")


def _application(sheet: Sheet) -> None:
    sheet.compare("từ nơi làm việc trở đi (giấy chứng nhận, nhận thức và động cơ, đề nghị, chữ ký)")
    sheet.personal_heading(form="1-KNĐ")
    sheet.title("ĐƠN XIN VÀO ĐẢNG")
    sheet.addressee("{{ nơi_gửi_đơn }}")
    sheet.para("Tôi là: {{ họ_tên }}, sinh {{ ngày_sinh }}.")
    sheet.para("Nơi sinh: {{ nơi_sinh }}.")
    sheet.para("Quê quán: {{ quê_quán }}.")
    sheet.para("Dân tộc: {{ dân_tộc }}. Tôn giáo: {{ tôn_giáo }}.")
    sheet.para("Trình độ học vấn: {{ trình_độ }}.")
    sheet.para("Nơi cư trú: {{ nơi_ở }}.")
    sheet.para("Nghề nghiệp: {{ nghề_nghiệp }}. Nơi làm việc: {{ nơi_làm_việc }}.")
    sheet.para("Tôi đã học lớp bồi dưỡng nhận thức về Đảng, có giấy chứng nhận {{ giấy_chứng_nhận }}.")
    sheet.room("Nhận thức về Đảng và động cơ xin vào Đảng: ", "nhận_thức", "do người xin vào Đảng tự viết")
    sheet.para(
        "Tôi làm đơn này, kính đề nghị chi bộ xét, đề nghị kết nạp tôi vào Đảng Cộng sản Việt Nam, để tôi được phấn "
        "đấu trong hàng ngũ của Đảng."
    )
    sheet.signature("", "NGƯỜI LÀM ĐƠN", "{{ họ_tên }}", hint=SIGN)


def _background_guide(sheet: Sheet) -> None:
    sheet.compare("số thứ tự các mục sau mục 10 khác nhau giữa các bản in; mục 24 là lời cam đoan ở một bản")
    sheet.note_heading(form="Tờ hướng dẫn viết", number="2-KNĐ")
    sheet.title("TỜ HƯỚNG DẪN", "viết lý lịch của người xin vào Đảng", hyphens=False)
    sheet.para(
        "Lý lịch do người xin vào Đảng tự khai, tự viết, không tẩy xóa, không bỏ dòng; mục không có thì ghi “không”. "
        "Cột bên phải là những điều đã có trong hồ sơ, để chép cho khớp; chỗ …… là chưa có ai ghi.",
        italic=True,
    )
    items(sheet)
    sheet.tag("if đã_từng_vào_Đảng")
    sheet.numbered(_FIRST)
    sheet.tag("endif")
    sheet.para("", lead="Lịch sử bản thân", bold=True)
    sheet.para("Ghi liền từ tuổi đi học đến nay, không để trống quãng nào; mỗi quãng ghi người biết rõ để xác nhận.")
    history(sheet)
    sheet.para("", lead="Hoàn cảnh gia đình", bold=True)
    sheet.para(
        "Khai ông bà nội, ngoại; cha, mẹ hoặc người trực tiếp nuôi dưỡng từ nhỏ; cha, mẹ vợ (chồng); vợ (chồng); anh, "
        "chị, em ruột của bản thân và của vợ (chồng); các con. Mỗi người ghi họ tên, năm sinh, quê quán, nơi cư trú, "
        "nghề nghiệp và lịch sử chính trị qua từng thời kỳ."
    )
    family(sheet)
    sheet.para("", lead="Các mục tự khai", bold=True)
    for name, _, hint in _SELF:
        sheet.para(f"- {name}: {hint}.")
    sheet.para("- Tự nhận xét; lời cam đoan và chữ ký của người khai.")
    sheet.para(
        "Không ghi vào phần nhận xét của chi ủy và chứng nhận của cấp ủy cơ sở: phần ấy chỉ ghi sau khi có kết quả "
        "thẩm tra.",
        italic=True,
    )
    _compared(sheet)


def _background(sheet: Sheet) -> None:
    sheet.compare("thứ tự và số các mục sau mục 10; lời cam đoan; lời nhận xét và chứng nhận")
    sheet.personal_heading(form="2-KNĐ")
    sheet.title("LÝ LỊCH", "của người xin vào Đảng")
    items(sheet)
    sheet.tag("if đã_từng_vào_Đảng")
    sheet.numbered(_FIRST)
    sheet.tag("endif")
    sheet.para("", lead="Lịch sử bản thân", bold=True)
    history(sheet)
    sheet.room("Tóm tắt: ", "tóm_tắt_quá_trình", "bổ sung quãng chưa có trong bảng")
    for name, key, hint in _SELF:
        sheet.room(f"{name}: ", key, hint)
    sheet.para("", lead="Hoàn cảnh gia đình", bold=True)
    family(sheet)
    sheet.room("Khai từng người: ", "khai_gia_đình", "năm sinh, quê quán, nơi cư trú, nghề nghiệp, lịch sử chính trị")
    sheet.room("Tự nhận xét: ", "tự_nhận_xét", "về phẩm chất chính trị, đạo đức, lối sống, năng lực công tác")
    sheet.para(
        "Tôi cam đoan đã khai đầy đủ, rõ ràng, trung thực và chịu trách nhiệm trước Đảng về những điều đã khai trong "
        "lý lịch này.",
        lead="Cam đoan: ",
    )
    sheet.signature("", "NGƯỜI KHAI", "{{ họ_tên }}", hint=SIGN)
    sheet.room("Nhận xét của chi ủy (chi bộ): ", "nhận_xét_chi_ủy", "chỉ ghi sau khi có kết quả thẩm tra")
    sheet.room("Chứng nhận của cấp ủy cơ sở: ", "chứng_nhận_cấp_ủy", "chỉ ghi, ký và đóng dấu sau khi thẩm tra xong")


# --- what the unions write ---


def _union(sheet: Sheet, *, number: str, head: str, body: str, who: str, unit: str) -> None:
    sheet.compare("mọi trường; phần đầu văn bản; cách ghi biểu quyết; người ký")
    sheet.heading(form=number, body="ban_chấp_hành", is_numbered=True, head=head)
    sheet.title("NGHỊ QUYẾT", f"giới thiệu {who} vào Đảng")
    sheet.para("Căn cứ Điều 4 Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.para(f"Xét quá trình phấn đấu của {body} và ý kiến của {unit},")
    sheet.para(
        f"{{{{ Ngày_họp }}}}, {{{{ tên_ban_chấp_hành }}}} họp xét, giới thiệu {body} {{{{ họ_tên }}}}, sinh "
        "{{ ngày_sinh }}{% if chức_danh %}, {{ chức_danh }}{% endif %}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}"
        "{% endif %}, để chi bộ xem xét, đề nghị kết nạp vào Đảng."
    )
    sheet.para("{{ tổng_số_ủy_viên }} đồng chí; có mặt: {{ có_mặt_ủy_viên }} đồng chí.", lead="Tổng số ủy viên: ")
    sheet.room("1. Ưu điểm: ", "ưu_điểm", "phẩm chất chính trị; đạo đức, lối sống; năng lực; quan hệ quần chúng")
    sheet.room("2. Khuyết điểm, hạn chế: ", "khuyết_điểm", "ghi rõ, đúng mức")
    sheet.para(
        "tán thành {{ tán_thành_ủy_viên }} đồng chí; không tán thành {{ không_tán_thành_ủy_viên }} đồng chí.",
        lead="Kết quả biểu quyết: ",
    )
    sheet.centred("BAN CHẤP HÀNH QUYẾT NGHỊ")
    sheet.para(
        f"Giới thiệu {body} {{{{ họ_tên }}}} với {{{{ tên_chi_bộ }}}} để xem xét, đề nghị kết nạp vào Đảng Cộng sản "
        "Việt Nam; xin chịu trách nhiệm về nội dung giới thiệu này."
    )
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}", "{{ người_ký }}")


def _youth_union(sheet: Sheet) -> None:
    _union(
        sheet,
        number="4-KNĐ",
        head="ĐOÀN TNCS HỒ CHÍ MINH",
        body="đoàn viên ưu tú",
        who="đoàn viên ưu tú",
        unit="chi đoàn",
    )


def _trade_union(sheet: Sheet) -> None:
    _union(
        sheet,
        number="4A-KNĐ",
        head="CÔNG ĐOÀN VIỆT NAM",
        body="đoàn viên công đoàn",
        who="đoàn viên công đoàn",
        unit="công đoàn bộ phận (tổ công đoàn)",
    )


# --- what others say ---


def _person_line(sheet: Sheet) -> None:
    sheet.facts(
        [
            ("Họ và tên", "{{ họ_tên }}"),
            ("Sinh ngày", "{{ ngày_sinh }}"),
            ("Nơi ở", "{{ nơi_ở }}"),
            ("Nghề nghiệp, nơi làm việc", "{{ nghề_nghiệp }}, {{ nơi_làm_việc }}"),
        ]
    )


_SUBJECT = "{% if là_đảng_viên_dự_bị %}đảng viên dự bị{% else %}người xin vào Đảng{% endif %}"


def _residence_opinion(sheet: Sheet) -> None:
    sheet.compare("cả tờ: phiếu lấy ý kiến là nề nếp địa phương (5B)")
    sheet.heading(body="nơi_ban_hành")
    sheet.title("Ý KIẾN NHẬN XÉT", f"của chi ủy (chi bộ) nơi cư trú đối với {_SUBJECT}")
    sheet.addressee("{{ nơi_hỏi }}")
    sheet.para(
        f"{{{{ tên_chi_bộ }}}} đề nghị chi ủy (chi bộ) nơi cư trú cho ý kiến nhận xét về {_SUBJECT} có tên dưới đây:"
    )
    _person_line(sheet)
    sheet.para("", lead="Phần của chi ủy (chi bộ) nơi cư trú", bold=True)
    sheet.room("1. Chấp hành chính sách, pháp luật nơi cư trú: ", "chấp_hành", "nêu việc cụ thể")
    sheet.room("2. Tham gia hoạt động, quan hệ với nhân dân: ", "tham_gia", "nêu việc cụ thể")
    sheet.room("3. Ý kiến: ", "ý_kiến_nơi_cư_trú", "nhất trí hay không nhất trí, lý do")
    sheet.para("……, ngày …… tháng …… năm ……", italic=True)
    sheet.two_signatures(
        ("XÁC NHẬN CỦA CẤP ỦY", " "), ("T/M CHI ỦY NƠI CƯ TRÚ", " "), hint="(Ký, ghi rõ chức vụ, họ tên)"
    )


def _organisation_opinion(sheet: Sheet) -> None:
    sheet.compare("cả tờ: phiếu lấy ý kiến là nề nếp địa phương (5C)")
    sheet.heading(body="nơi_ban_hành")
    sheet.title("Ý KIẾN NHẬN XÉT", f"của tổ chức chính trị - xã hội đối với {_SUBJECT}")
    sheet.addressee("{{ nơi_hỏi }}")
    sheet.para(
        f"{{{{ tên_chi_bộ }}}} đề nghị tổ chức chính trị - xã hội nơi người có tên dưới đây sinh hoạt họp, cho ý kiến "
        f"nhận xét về {_SUBJECT}:"
    )
    _person_line(sheet)
    sheet.para("", lead="Phần của tổ chức chính trị - xã hội", bold=True)
    sheet.para("{{ số_dự_họp }} người; số người phát biểu: {{ số_phát_biểu }} người.", lead="Số người dự họp: ")
    sheet.room("1. Ưu điểm: ", "ưu_điểm", "nêu việc cụ thể")
    sheet.room("2. Khuyết điểm, hạn chế: ", "khuyết_điểm", "ghi rõ, đúng mức")
    sheet.para("{{ số_tán_thành }} người; không tán thành: {{ số_không_tán_thành }} người.", lead="3. Tán thành: ")
    sheet.signature("T/M TỔ CHỨC", "(Ký, ghi rõ chức vụ, họ tên)", " ")


# --- the check of the life history ---


def _verification_request(sheet: Sheet) -> None:
    sheet.compare(
        "cả công văn; thời hạn trả lời (30 ngày làm việc trong nước, 90 ở ngoài nước: nhớ lại, chưa xác nhận)"
    )
    subject = "V/v thẩm tra lý lịch của người xin vào Đảng"
    sheet.heading(body="nơi_ban_hành", is_numbered=True, is_draft=True, subject=subject)
    sheet.addressee("{{ nơi_nhận_công_văn }}")
    sheet.para(
        "{{ tên_nơi_ban_hành }} đang xem xét hồ sơ của quần chúng {{ họ_tên }}, sinh {{ ngày_sinh }}, quê quán: "
        "{{ quê_quán }}, nơi ở: {{ nơi_ở }}, người xin vào Đảng."
    )
    sheet.tag("if căn_cứ_thẩm_tra")
    sheet.para("Thực hiện {{ căn_cứ_thẩm_tra }} về thẩm tra lý lịch của người vào Đảng,")
    sheet.tag("endif")
    sheet.para("Đề nghị cấp ủy thẩm tra, xác nhận vào lý lịch gửi kèm về những người sau đây:")
    sheet.rows(
        ["TT", "Họ và tên", "Quan hệ", "Nơi cần hỏi"],
        [12, 52, 44, sheet.width - 108],
        "người in người_thẩm_tra",
        ["{{ loop.index }}", "{{ người.họ_tên }}", "{{ người.quan_hệ }}", "{{ người.nơi_hỏi }}"],
    )
    sheet.para(
        "Với người xin vào Đảng: {{ nội_dung_chính_trị }}; việc chấp hành chủ trương, chính sách "
        "của Đảng, pháp luật của Nhà nước; phẩm chất, đạo đức, lối sống.",
        lead="Nội dung thẩm tra. ",
    )
    sheet.para(
        "Với người thân: {{ nội_dung_chính_trị }}; việc chấp hành chủ trương, chính sách của Đảng, "
        "pháp luật của Nhà nước."
    )
    sheet.para("Kết quả xin gửi về {{ tên_nơi_ban_hành }}. Xin trân trọng cảm ơn.")
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}")


def _verifier_mission(sheet: Sheet) -> None:
    sheet.compare("cả giấy")
    sheet.heading(body="nơi_ban_hành", is_numbered=True, is_draft=True)
    sheet.title("GIẤY GIỚI THIỆU", "đi thẩm tra lý lịch của người xin vào Đảng")
    sheet.addressee("{{ nơi_nhận_công_văn }}")
    sheet.para(
        "{{ tên_nơi_ban_hành }} giới thiệu đồng chí {{ người_đi_thẩm_tra }}{% if chức_vụ_người_đi %}, "
        "{{ chức_vụ_người_đi }}{% endif %}, là đảng viên chính thức đang sinh hoạt tại {{ tên_chi_bộ }},"
    )
    sheet.para(
        "đến quý cấp ủy để thẩm tra lý lịch của quần chúng {{ họ_tên }}, sinh {{ ngày_sinh }}, quê quán: "
        "{{ quê_quán }}, người xin vào Đảng, và những người sau đây:"
    )
    sheet.rows(
        ["TT", "Họ và tên", "Quan hệ", "Nơi cần hỏi"],
        [12, 52, 44, sheet.width - 108],
        "người in người_thẩm_tra",
        ["{{ loop.index }}", "{{ người.họ_tên }}", "{{ người.quan_hệ }}", "{{ người.nơi_hỏi }}"],
    )
    sheet.para("Đề nghị quý cấp ủy giúp đỡ để đồng chí hoàn thành nhiệm vụ.")
    sheet.para("Giấy này có giá trị đến hết {{ hết_hạn }}.")
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}")


FORMS: dict[str, Callable[[Sheet], None]] = {
    "1-knd-huong-dan": _application_guide,
    "1-knd": _application,
    "2-knd-huong-dan": _background_guide,
    "2-knd": _background,
    "4-knd": _youth_union,
    "4a-knd": _trade_union,
    "5b-knd": _residence_opinion,
    "5c-knd": _organisation_opinion,
    "de-nghi-tham-tra": _verification_request,
    "giay-di-tham-tra": _verifier_mission,
}
