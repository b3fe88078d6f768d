"""The wording of each paper, in the solemn style of Party offices; sentences are our own, facts are placeholders.

The official sample of a form is compared by the office before use: docs/law/forms.md says what is unconfirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools import docx_forms_above, docx_forms_dossier, docx_forms_member, docx_forms_road
from tools.docx_forms_above import MEMBER, basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet


STRENGTHS = "về phẩm chất chính trị; đạo đức, lối sống; năng lực công tác; quan hệ quần chúng"
WEAKNESSES = "ghi rõ, đúng mức"


def _members(sheet: Sheet) -> None:
    """Write the counts, always split into official and probationary, then chair and minute taker."""
    sheet.para(
        "{{ tổng_số }} đồng chí; trong đó chính thức: {{ chính_thức }} đồng chí, dự bị: {{ dự_bị }} đồng chí.",
        lead="Tổng số đảng viên của chi bộ: ",
    )
    sheet.para(
        "{{ có_mặt }} đồng chí; trong đó chính thức: {{ có_mặt_chính_thức }} đồng chí, "
        "dự bị: {{ có_mặt_dự_bị }} đồng chí.",
        lead="Có mặt: ",
    )
    sheet.para(
        "{{ vắng }} đồng chí; trong đó chính thức: {{ vắng_chính_thức }} đồng chí, dự bị: {{ vắng_dự_bị }} đồng chí."
        "{% if có_người_vắng %} Lý do vắng mặt: {{ lý_do_vắng }}.{% endif %}",
        lead="Vắng mặt: ",
    )
    sheet.para("đồng chí {{ chủ_trì }}{% if chức_vụ_chủ_trì %}, {{ chức_vụ_chủ_trì }}{% endif %}.", lead="Chủ trì: ")
    sheet.para("đồng chí {{ thư_ký }}.", lead="Thư ký hội nghị: ")


def _findings(sheet: Sheet) -> None:
    """Write the conclusion on the person: the meeting's own words, or room for strengths and weaknesses."""
    sheet.tag("if kết_luận")
    sheet.tag("for đoạn in kết_luận")
    sheet.para("{{ đoạn }}")
    sheet.tag("endfor")
    sheet.tag("else")
    sheet.room("1. Ưu điểm: ", "ưu_điểm", STRENGTHS)
    sheet.room("2. Khuyết điểm, hạn chế: ", "khuyết_điểm", WEAKNESSES)
    sheet.tag("endif")


def _vote(sheet: Sheet, purpose: str) -> None:
    sheet.para(
        "Chi bộ biểu quyết bằng hình thức {{ hình_thức }}"
        "{% if số_phiếu %}: phát ra {{ phát_ra }} phiếu, thu về {{ thu_về }} phiếu, "
        "hợp lệ {{ hợp_lệ }} phiếu{% endif %}. "
        f"Số đảng viên chính thức tán thành {purpose}: {{{{ tán_thành }}}} đồng chí, đạt {{{{ tỷ_lệ_tán_thành }}}} "
        "so với {{ mẫu_số }} đảng viên chính thức; không tán thành: {{ không_tán_thành }} đồng chí, "
        "chiếm {{ tỷ_lệ_không_tán_thành }}"
        "{% if có_người_không_tán_thành %}, với lý do: {{ lý_do_không_tán_thành }}{% endif %}.",
        lead="Kết quả biểu quyết: ",
    )


def _cell_signs(sheet: Sheet) -> None:
    sheet.signature("T/M CHI BỘ", "{{ chức_vụ_ký }}")


def _admission_resolution(sheet: Sheet) -> None:
    sheet.compare("mọi trường (song song với 13-KNĐ); căn cứ Điều 4; nơi nhận")
    sheet.heading(form="6-KNĐ", is_numbered=True)
    sheet.title("NGHỊ QUYẾT", "đề nghị kết nạp đảng viên")
    sheet.para("Căn cứ Điều 4 Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.para(
        "Căn cứ đơn xin vào Đảng, lý lịch đã được thẩm tra, giấy giới thiệu của đảng viên chính thức được phân công "
        "giúp đỡ, ý kiến của tổ chức chính trị - xã hội nơi sinh hoạt và của chi ủy nơi cư trú;"
    )
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.para(
        "{{ Ngày_họp }}, {{ tên_chi_bộ }} họp xét, đề nghị kết nạp quần chúng {{ họ_tên }}, sinh {{ ngày_sinh }}"
        "{% if chức_danh %}, {{ chức_danh }}{% endif %}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}, vào Đảng."
    )
    _members(sheet)
    sheet.para(
        "Sau khi nghe {{ cấp_ủy_báo_cáo }} báo cáo, xem xét hồ sơ và thảo luận, "
        "chi bộ kết luận về người xin vào Đảng như sau:"
    )
    _findings(sheet)
    _vote(sheet, "kết nạp")
    sheet.closing("Đối chiếu với tiêu chuẩn, điều kiện quy định trong Điều lệ Đảng và kết quả biểu quyết,")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.para("Đề nghị {{ nơi_đề_nghị }} xét, kết nạp quần chúng {{ họ_tên }} vào Đảng Cộng sản Việt Nam.")
    _cell_signs(sheet)


def _recognition_resolution(sheet: Sheet) -> None:
    sheet.compare(
        "thứ tự và lời của ưu, khuyết điểm; cách ghi phiếu và tỷ lệ; câu đề nghị; nơi nhận; căn cứ khác Điều lệ"
    )
    sheet.heading(form="13-KNĐ", is_numbered=True)
    sheet.title("NGHỊ QUYẾT", "đề nghị công nhận đảng viên chính thức")
    sheet.para("Căn cứ Điều 5 Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.para(
        "Căn cứ bản tự kiểm điểm của đảng viên dự bị, bản nhận xét của đảng viên chính thức được phân công giúp đỡ, "
        "ý kiến của tổ chức chính trị - xã hội nơi sinh hoạt và của chi ủy nơi cư trú;"
    )
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.para(
        "{{ Ngày_họp }}, {{ tên_chi_bộ }} họp xét, đề nghị công nhận đảng viên dự bị, đồng chí {{ họ_tên }}, "
        "sinh {{ ngày_sinh }}{% if chức_danh %}, {{ chức_danh }}{% endif %}, là đảng viên chính thức."
    )
    sheet.para(
        "Đồng chí {{ họ_tên }} được kết nạp{% if kết_nạp_lại %} lại{% endif %} vào Đảng {{ ngày_vào_Đảng }} "
        "(ngày tổ chức lễ kết nạp), theo quyết định ký {{ ngày_quyết_định_kết_nạp }}; "
        "hết 12 tháng dự bị {{ ngày_hết_dự_bị }}."
    )
    _members(sheet)
    sheet.para(
        "Sau khi nghe {{ cấp_ủy_báo_cáo }} báo cáo, xem xét hồ sơ và thảo luận, "
        "chi bộ kết luận về đảng viên dự bị như sau:"
    )
    _findings(sheet)
    _vote(sheet, "công nhận")
    sheet.closing("Đối chiếu với tiêu chuẩn đảng viên, điều kiện quy định trong Điều lệ Đảng và kết quả biểu quyết,")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.para(
        "Đề nghị {{ nơi_đề_nghị }} xét, công nhận đảng viên dự bị, đồng chí {{ họ_tên }}, là đảng viên chính thức "
        "từ {{ ngày_hết_dự_bị }}."
    )
    _cell_signs(sheet)


def _opinions(sheet: Sheet) -> None:
    """Write what both syntheses share; the person is named by the caller's paragraphs."""
    sheet.para("", lead="1. Ý kiến của tổ chức chính trị - xã hội nơi sinh hoạt")
    sheet.tag("for ý_kiến in ý_kiến_đoàn_thể")
    sheet.para(
        "{{ ý_kiến.tổ_chức }}{% if ý_kiến.văn_bản %} ({{ ý_kiến.văn_bản }}){% endif %}: {{ ý_kiến.nội_dung }}.",
        lead="- ",
    )
    sheet.tag("endfor")
    sheet.para("Tổng số được lấy ý kiến: {{ số_hỏi_đoàn_thể }} người; tán thành: {{ số_tán_thành_đoàn_thể }} người.")
    sheet.para("", lead="2. Ý kiến của chi ủy (chi bộ) nơi cư trú")
    sheet.para("Chi ủy (chi bộ) {{ chi_ủy_cư_trú }}: {{ ý_kiến_cư_trú }}.", lead="- ")
    sheet.room("3. Ý kiến chưa thống nhất, lý do: ", "ý_kiến_khác", "nếu không có, ghi: không")


def _committee_signs(sheet: Sheet) -> None:
    sheet.signature("T/M {{ CẤP_ỦY }}", "{{ chức_vụ_ký }}")


def _opinions_synthesis(sheet: Sheet) -> None:
    sheet.compare("mọi trường; ai ký khi chi bộ không có chi ủy")
    sheet.heading(form="5-KNĐ")
    sheet.title(
        "TỔNG HỢP Ý KIẾN NHẬN XÉT",
        "của tổ chức chính trị - xã hội nơi sinh hoạt\nvà chi ủy nơi cư trú đối với người xin vào Đảng",
    )
    sheet.para(
        "{{ chủ_thể }} đã lấy ý kiến về quần chúng {{ họ_tên }}, sinh {{ ngày_sinh }}"
        "{% if chức_danh %}, {{ chức_danh }}{% endif %}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}, "
        "nơi ở: {{ nơi_ở }}, người xin vào Đảng. Kết quả tổng hợp như sau:"
    )
    _opinions(sheet)
    sheet.room("4. Nhận xét của {{ cấp_ủy_báo_cáo }}: ", "nhận_xét_cấp_ủy", "nhất trí hay không, lý do")
    sheet.para("{{ Cấp_ủy }} báo cáo chi bộ xem xét, quyết định.")
    _committee_signs(sheet)


def _probation_opinions_synthesis(sheet: Sheet) -> None:
    sheet.compare("mọi trường; ai ký khi chi bộ không có chi ủy")
    sheet.heading(form="12-KNĐ")
    sheet.title(
        "TỔNG HỢP Ý KIẾN NHẬN XÉT",
        "của tổ chức chính trị - xã hội nơi sinh hoạt\nvà chi ủy nơi cư trú đối với đảng viên dự bị",
    )
    sheet.para(
        "{{ chủ_thể }} đã lấy ý kiến về đảng viên dự bị, đồng chí {{ họ_tên }}, "
        "sinh {{ ngày_sinh }}{% if chức_danh %}, {{ chức_danh }}{% endif %}, nơi ở: {{ nơi_ở }}, "
        "vào Đảng {{ ngày_vào_Đảng }}, hết 12 tháng dự bị {{ ngày_hết_dự_bị }}. Kết quả tổng hợp như sau:"
    )
    _opinions(sheet)
    sheet.room("4. Nhận xét của {{ cấp_ủy_báo_cáo }}: ", "nhận_xét_cấp_ủy", "nhất trí hay không, lý do")
    sheet.para("{{ Cấp_ủy }} báo cáo chi bộ xem xét, quyết định.")
    _committee_signs(sheet)


def _mentor_remarks(sheet: Sheet) -> None:
    sheet.compare("mọi trường; bảng việc được giao là của chương trình")
    sheet.personal_heading(form="11-KNĐ")
    sheet.title("BẢN NHẬN XÉT", "đảng viên dự bị")
    sheet.addressee("{{ nơi_gửi }}")
    sheet.para(
        "Tôi là {{ người_giúp_đỡ }}, sinh {{ ngày_sinh_người_giúp_đỡ }}, "
        "vào Đảng {{ ngày_vào_Đảng_người_giúp_đỡ }}, chính thức {{ ngày_chính_thức_người_giúp_đỡ }}"
        "{% if chức_danh_người_giúp_đỡ %}, {{ chức_danh_người_giúp_đỡ }}{% endif %}, "
        "đang sinh hoạt tại {{ tên_chi_bộ }}."
    )
    sheet.para(
        "Từ {{ ngày_phân_công }}, tôi được chi bộ phân công giúp đỡ đảng viên dự bị, đồng chí {{ họ_tên }}, "
        "sinh {{ ngày_sinh }}, vào Đảng {{ ngày_vào_Đảng }}, hết 12 tháng dự bị {{ ngày_hết_dự_bị }}."
    )
    sheet.tag("if việc_được_giao")
    sheet.para("", lead="Việc được giao trong thời gian dự bị và kết quả", bold=True)
    sheet.rows(
        ["Việc được giao", "Ngày giao", "Kết quả"],
        [75, 30, sheet.width - 105],
        "việc in việc_được_giao",
        ["{{ việc.tên }}", "{{ việc.ngày_giao }}", "{{ việc.kết_quả }}"],
    )
    sheet.tag("endif")
    sheet.tag("if số_tháng_ghi")
    sheet.para("Trong thời gian ấy tôi đã ghi nhận {{ số_tháng_ghi }} tháng, gặp gỡ, trao đổi {{ số_lần_gặp }} lần.")
    sheet.tag("endif")
    sheet.para("Qua theo dõi, giúp đỡ, tôi nhận xét về đồng chí {{ họ_tên }} như sau:")
    sheet.room("1. Ưu điểm: ", "ưu_điểm", STRENGTHS)
    sheet.room("2. Khuyết điểm, hạn chế: ", "khuyết_điểm", WEAKNESSES)
    sheet.para(
        "Tôi báo cáo chi bộ xét, đề nghị công nhận đảng viên dự bị, đồng chí {{ họ_tên }}, là đảng viên chính thức "
        "và xin chịu trách nhiệm trước Đảng về nội dung nhận xét này."
    )
    sheet.signature("", "NGƯỜI NHẬN XÉT", "{{ người_giúp_đỡ }}", hint="(Ký, ghi rõ họ tên)")


def _member_introduction(sheet: Sheet) -> None:
    sheet.compare("mọi trường")
    sheet.personal_heading(form="3-KNĐ")
    sheet.title("GIẤY GIỚI THIỆU", "người vào Đảng")
    sheet.addressee("{{ nơi_gửi }}")
    sheet.para(
        "Tôi là {{ người_giúp_đỡ }}, sinh {{ ngày_sinh_người_giúp_đỡ }}, "
        "vào Đảng {{ ngày_vào_Đảng_người_giúp_đỡ }}, chính thức {{ ngày_chính_thức_người_giúp_đỡ }}"
        "{% if chức_danh_người_giúp_đỡ %}, {{ chức_danh_người_giúp_đỡ }}{% endif %}, "
        "đang sinh hoạt tại {{ tên_chi_bộ }}."
    )
    sheet.para(
        "Từ {{ ngày_phân_công }}, tôi được chi bộ phân công giúp đỡ quần chúng {{ họ_tên }}, "
        "sinh {{ ngày_sinh }}, quê quán: {{ quê_quán }}, nơi ở: {{ nơi_ở }}"
        "{% if chức_danh %}, {{ chức_danh }}{% endif %}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}, "
        "phấn đấu vào Đảng."
    )
    sheet.para("Qua theo dõi, giúp đỡ, tôi xin báo cáo với chi bộ những vấn đề chính như sau:")
    sheet.para("đã thẩm tra, kết luận {{ ngày_kết_luận_lý_lịch }}.", lead="1. Lý lịch: ")
    sheet.room("2. Ưu điểm: ", "ưu_điểm", STRENGTHS)
    sheet.room("3. Khuyết điểm, hạn chế: ", "khuyết_điểm", WEAKNESSES)
    sheet.para(
        "Tôi giới thiệu và đề nghị chi bộ xét, đề nghị kết nạp quần chúng {{ họ_tên }} vào Đảng Cộng sản Việt Nam; "
        "xin chịu trách nhiệm trước Đảng về lời giới thiệu này."
    )
    sheet.signature("", "NGƯỜI GIỚI THIỆU", "{{ người_giúp_đỡ }}", hint="(Ký, ghi rõ họ tên)")


def _self_review_guide(sheet: Sheet) -> None:
    sheet.compare("các phần cần viết")
    sheet.note_heading(form="Tờ hướng dẫn viết", number="10-KNĐ")
    sheet.title("TỜ HƯỚNG DẪN", "viết bản tự kiểm điểm của đảng viên dự bị", hyphens=False)
    sheet.para(
        "Bản tự kiểm điểm do đồng chí tự viết, sau khi hết 12 tháng dự bị. Tờ này ghi sẵn những điều đã có trong "
        "hồ sơ để chép cho khớp; không nộp tờ này thay bản tự kiểm điểm.",
        italic=True,
    )
    sheet.facts(
        [
            ("Họ và tên", "{{ họ_tên }}"),
            ("Sinh ngày", "{{ ngày_sinh }}"),
            ("Quê quán", "{{ quê_quán }}"),
            ("Nơi ở", "{{ nơi_ở }}"),
            ("Chức danh, nơi làm việc", "{{ chức_danh }}, {{ nơi_làm_việc }}"),
            ("Chi bộ", "{{ tên_chi_bộ }}"),
            ("Ngày vào Đảng (ngày lễ kết nạp)", "{{ ngày_vào_Đảng }}"),
            ("Ngày ký quyết định kết nạp", "{{ ngày_quyết_định_kết_nạp }}"),
            ("Hết 12 tháng dự bị (viết từ ngày này)", "{{ ngày_hết_dự_bị }}"),
            ("Người được phân công giúp đỡ", "{{ người_giúp_đỡ }}"),
            ("Giấy chứng nhận lớp đảng viên mới", "{{ giấy_chứng_nhận }}"),
        ]
    )
    sheet.tag("if việc_được_giao")
    sheet.para("", lead="Việc chi bộ đã giao", bold=True)
    sheet.rows(
        ["Việc được giao", "Ngày giao", "Kết quả"],
        [75, 30, sheet.width - 105],
        "việc in việc_được_giao",
        ["{{ việc.tên }}", "{{ việc.ngày_giao }}", "{{ việc.kết_quả }}"],
    )
    sheet.tag("endif")
    sheet.para("", lead="Các phần cần viết", bold=True)
    sheet.para("1. Kính gửi chi ủy, chi bộ; giới thiệu bản thân như bảng trên.")
    sheet.para(
        "2. Ưu điểm trong thời gian dự bị: lập trường, tư tưởng chính trị; đạo đức, lối sống; việc được giao và "
        "kết quả; học tập lý luận; ý thức tổ chức kỷ luật; quan hệ quần chúng."
    )
    sheet.para("3. Khuyết điểm, hạn chế, nguyên nhân.")
    sheet.para("4. Biện pháp và thời hạn khắc phục.")
    sheet.para("5. Đề nghị chi bộ xét, đề nghị công nhận đảng viên chính thức; lời hứa; ngày viết, ký, ghi rõ họ tên.")
    sheet.plain("☐ Đã đối chiếu bản viết tay với bảng trên.")
    sheet.plain("Người đối chiếu: ………………………………  Ngày: ………………………")


def _each(sheet: Sheet, loop: str, text: str, *, lead: str = "") -> None:
    """Write one paragraph for each entry of a list."""
    sheet.tag(f"for {loop}")
    sheet.para(text, lead=lead)
    sheet.tag("endfor")


def _minutes(sheet: Sheet) -> None:
    sheet.heading()
    sheet.title("BIÊN BẢN", "{{ trích_yếu }}")
    sheet.para(
        "{{ Thời_gian }}{% if nơi_họp %}, tại {{ nơi_họp }}{% endif %}, {{ tên_chi_bộ }} tổ chức {{ loại_họp }}."
    )
    sheet.para("", lead="I. THÀNH PHẦN", bold=True)
    _members(sheet)
    sheet.tag("if danh_sách_vắng")
    sheet.para("", lead="Các đồng chí vắng mặt:", bold=True)
    _each(sheet, "người in danh_sách_vắng", "- Đồng chí {{ người.họ_tên }}: {{ người.lý_do }}.")
    sheet.tag("endif")
    sheet.para("", lead="II. NỘI DUNG", bold=True)
    _each(sheet, "đoạn in mở_đầu", "{{ đoạn }}")
    _agenda(sheet)
    sheet.tag("if kết_luận_chung")
    sheet.para("", lead="III. KẾT LUẬN CỦA HỘI NGHỊ", bold=True)
    _each(sheet, "đoạn in kết_luận_chung", "{{ đoạn }}")
    sheet.tag("endif")
    _adoption(sheet)


def _agenda(sheet: Sheet) -> None:
    sheet.tag("if not nội_dung")
    sheet.para("{{ nội_dung_họp }}")
    sheet.tag("endif")
    sheet.tag("for mục in nội_dung")
    sheet.para("", lead="{{ loop.index }}. {{ mục.tên }}", bold=True)
    sheet.tag("if mục.người_trình_bày")
    sheet.para("{{ mục.người_trình_bày }}.", lead="Người trình bày: ")
    sheet.tag("endif")
    _each(sheet, "đoạn in mục.ý_kiến", "{{ đoạn }}")
    _each(sheet, "lần in mục.biểu_quyết", "{{ lần }}", lead="Biểu quyết: ")
    _each(sheet, "đoạn in mục.kết_luận", "{{ đoạn }}", lead="Kết luận: ")
    _each(sheet, "dòng in mục.nghị_quyết", "{{ dòng }}")
    sheet.tag("endfor")


def _adoption(sheet: Sheet) -> None:
    sheet.tag("if đã_thông_qua")
    sheet.closing("Biên bản đã được đọc trước hội nghị và được hội nghị nhất trí thông qua {{ khi_thông_qua }}.")
    sheet.tag("else")
    sheet.closing("Biên bản chưa được hội nghị thông qua.")
    sheet.tag("endif")
    sheet.two_signatures(("THƯ KÝ", "{{ thư_ký }}"), ("CHỦ TRÌ", "{{ chủ_trì }}"))
    sheet.tag("if ghi_sau")
    sheet.para("", lead="Ghi thêm sau khi thông qua", bold=True)
    _each(sheet, "ghi in ghi_sau", "- {{ ghi }}")
    sheet.tag("endif")


def _resolution(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True)
    sheet.title("NGHỊ QUYẾT", "{{ trích_yếu }}")
    sheet.tag("if ngày_họp")
    sheet.para("Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.tag("endif")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.tag("if nội_dung")
    sheet.tag("for đoạn in nội_dung")
    sheet.para("{{ đoạn }}")
    sheet.tag("endfor")
    sheet.tag("else")
    sheet.para("{{ nội_dung_nghị_quyết }}")
    sheet.tag("endif")
    sheet.tag("if biểu_quyết")
    sheet.para("{{ biểu_quyết }}", lead="Kết quả biểu quyết: ")
    sheet.tag("endif")
    _cell_signs(sheet)


def _deletion_proposal(sheet: Sheet) -> None:
    sheet.compare("số mẫu và mọi trường")
    sheet.heading(is_numbered=True)
    sheet.title("NGHỊ QUYẾT", "đề nghị xóa tên trong danh sách đảng viên dự bị")
    basis(sheet, "Điều 5")
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.para(
        f"{{{{ Ngày_họp }}}}, {{{{ tên_chi_bộ }}}} họp xét tư cách đảng viên dự bị, {MEMBER}, sinh {{{{ ngày_sinh }}}}"
        "{% if chức_danh %}, {{ chức_danh }}{% endif %}, vào Đảng "
        "{{ ngày_vào_Đảng }}, hết 12 tháng dự bị {{ ngày_hết_dự_bị }}."
    )
    _members(sheet)
    sheet.room("Lý do không đủ tư cách: ", "lý_do", "nêu việc cụ thể")
    _vote(sheet, "đề nghị xóa tên")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.para(
        f"Đề nghị {{{{ nơi_đề_nghị }}}} xét, quyết định xóa tên trong danh sách đảng viên dự bị đối với {MEMBER}."
    )
    _cell_signs(sheet)


PAPERS: dict[str, Callable[[Sheet], None]] = {
    "3-knd": _member_introduction,
    "5-knd": _opinions_synthesis,
    "6-knd": _admission_resolution,
    "10-knd-huong-dan": _self_review_guide,
    "11-knd": _mentor_remarks,
    "12-knd": _probation_opinions_synthesis,
    "13-knd": _recognition_resolution,
    "bien-ban": _minutes,
    "nghi-quyet": _resolution,
    "de-nghi-xoa-ten": _deletion_proposal,
    **docx_forms_dossier.FORMS,
    **docx_forms_above.FORMS,
    **docx_forms_road.FORMS,
    **docx_forms_member.FORMS,
}
