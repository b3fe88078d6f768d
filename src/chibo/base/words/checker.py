"""Wording a finding of the checker: title, what it sees, papers and dates, the repair, and what it follows from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from chibo.base.dates import say_date
from chibo.base.words.checks import SEEN, TITLES
from chibo.base.words.lists import FIELDS, PAPERS, cited, worded
from chibo.law.checker import Repair, Repairer
from chibo.law.reading import rulebook
from chibo.law.timeline import Unit

if TYPE_CHECKING:
    from chibo.law.checker import CheckFinding, PaperRef
    from chibo.law.timeline import Computation

REPAIRS: Final[dict[Repair, str]] = {
    Repair.NEW_PAPER: "làm lại giấy",
    Repair.EXPLANATION: "giải trình bằng văn bản",
    Repair.NEW_MEETING: "họp lại",
    Repair.SUPPLEMENT: "bổ sung",
    Repair.LOOK: "xem trên giấy và ghi lại",
}
REPAIRERS: Final[dict[Repairer, str]] = {
    Repairer.APPLICANT: "người được xét",
    Repairer.CELL: "chi bộ",
    Repairer.CELL_COMMITTEE: "chi ủy",
    Repairer.MENTOR: "người giúp đỡ, giới thiệu",
    Repairer.UNION: "đoàn thể",
    Repairer.RESIDENCE: "cấp ủy nơi cư trú",
    Repairer.BASE_COMMITTEE: "đảng ủy cơ sở",
    Repairer.SUPERIOR: "cấp trên",
    Repairer.RECEIVER: "người nhận hồ sơ",
}
# Papers and acts that only the checker names; the others are those of the two dossiers.
PAPER_NAMES: Final[dict[str, str]] = {
    **{kind.value: words for kind, words in PAPERS.items()},
    "candidate_resolution": "Nghị quyết công nhận đối tượng",
    "helper_resolution": "Nghị quyết phân công người giúp đỡ",
    "background_remarks": "Nhận xét, xác nhận vào lý lịch",
    "union_cell_proposal": "Đề nghị của chi đoàn",
    "submission_letter": "Công văn gửi hồ sơ",
    "transfer_certificate": "Giấy chứng nhận của nơi chuyển đi",
    "over_age_consent": "Văn bản đồng ý xét người trên 60 tuổi",
    "readmission_consent": "Văn bản đồng ý kết nạp lại",
    "schooling_exception": "Giấy tờ về trường hợp riêng học vấn",
    "late_ceremony_consent": "Văn bản đồng ý tổ chức lễ muộn",
    "delay_explanation": "Giải trình xét muộn",
    "rounds_report": "Báo cáo kết quả biểu quyết không đủ tỷ lệ",
    "cell_removal_resolution": "Nghị quyết chi bộ đề nghị xóa tên",
    "base_removal_resolution": "Nghị quyết đảng ủy đề nghị xóa tên",
    "removal_decision": "Quyết định xóa tên",
    "transfer_letter": "Giấy giới thiệu của nơi chuyển đi",
    "member_background": "Lý lịch đảng viên",
    "member_sheet": "Phiếu đảng viên",
    "id_card": "Thẻ căn cước",
    "birth_certificate": "Giấy khai sinh",
    "person_record": "Thông tin trong hồ sơ",
    "verification_request": "Yêu cầu xác minh",
    "verification_reply": "Trả lời xác minh",
    "residence_opinion": "Ý kiến nơi cư trú",
    "organisation_opinion": "Ý kiến đoàn thể",
    "edge_seal": "Đóng dấu giáp lai",
    "application_receipt": "Nhận đơn",
    "consultation_meeting": "Cuộc lấy ý kiến",
    "cell_admission_meeting": "Chi bộ họp xét kết nạp",
    "base_admission_meeting": "Đảng ủy cơ sở họp xét kết nạp",
    "cell_recognition_meeting": "Chi bộ họp xét công nhận",
    "base_recognition_meeting": "Đảng ủy cơ sở họp xét công nhận",
    "cell_removal_meeting": "Chi bộ họp xét xóa tên",
    "base_removal_meeting": "Đảng ủy cơ sở họp xét xóa tên",
    "admission_cured": "Sửa thủ tục, thẩm quyền kết nạp",
    "admission_confirmed": "Xác nhận quyết định kết nạp",
    "admission_cancelled": "Hủy quyết định kết nạp",
    "recognition_cured": "Sửa thủ tục, thẩm quyền công nhận",
    "recognition_confirmed": "Xác nhận quyết định công nhận",
    "recognition_cancelled": "Hủy quyết định công nhận",
    "card": "Phát thẻ đảng viên",
    "next_meeting": "Kỳ sinh hoạt chi bộ gần nhất",
    "host_remarks": "Nhận xét của nơi được cử đến",
    "moved": "Chuyển đi",
    "first_admission": "Vào Đảng lần thứ nhất",
    "first_recognition": "Công nhận chính thức lần thứ nhất",
    "list_entry": "Dòng trong sổ danh sách đảng viên",
    "cell_admission_minutes": "Biên bản họp xét kết nạp",
    "cell_recognition_minutes": "Biên bản họp xét công nhận",
    "attendance": "Điểm danh",
    "decision_receipt": "Nhận quyết định kết nạp",
    "ceremony": "Lễ kết nạp",
    "probation_end": "Hết 12 tháng dự bị",
    "joined_on_recorded": "Ngày vào Đảng đã ghi",
    "tenure_from_recorded": "Ngày tính tuổi Đảng đã ghi",
    "official_on_recorded": "Ngày chính thức đã ghi",
    "left_party": "Ra khỏi Đảng hoặc xóa án tích",
    "joined_unit": "Về đơn vị",
    "arrived": "Chuyển đến",
    "helper": "Người giúp đỡ",
    "member_recognised": "Công nhận chính thức của người giới thiệu",
    "together_since": "Bắt đầu cùng công tác",
    "remark": "Nhận xét định kỳ",
    "day_judged": "Ngày xét",
    "dossier_start": "Lập hồ sơ",
    "change": "Thay đổi",
    "supplement": "Bổ sung hồ sơ",
    "reconciliation": "Đối khớp danh sách",
    "transfer_slip": "Phiếu chuyển sinh hoạt",
    "slip_confirmed": "Xác nhận phiếu chuyển",
    "national_record": "Cơ sở dữ liệu quốc gia",
}
CODES: Final[dict[str, dict[str, str]]] = {
    "relation": {
        "father": "cha",
        "mother": "mẹ",
        "spouse": "vợ hoặc chồng",
        "spouse_father": "cha vợ (chồng)",
        "spouse_mother": "mẹ vợ (chồng)",
        "child": "con",
        "sibling": "anh chị em ruột",
        "guardian": "người nuôi dưỡng",
    },
    "role": {
        "applicant": "Người vào Đảng",
        "introducer": "Người giới thiệu",
        "clerk": "nhân viên",
        "principal": "thủ trưởng đơn vị",
    },
    "writer": {"helper": "người giúp đỡ", "cell": "chi bộ"},
    "number": {"approve": "tán thành", "against": "không tán thành"},
    "numbers": {
        "called": "số được triệu tập",
        "present": "số có mặt",
        "entitled": "số có quyền biểu quyết",
        "approve": "tán thành",
        "against": "không tán thành",
        "invalid": "không hợp lệ",
    },
    "field": {
        **FIELDS,
        "unit": "đơn vị",
        "post": "chức vụ",
        "home_place": "quê quán",
        "joined_on": "ngày vào Đảng",
        "official_on": "ngày chính thức",
        "card_number": "số thẻ",
    },
    "through": PAPER_NAMES,
}
_DAYLESS: Final = frozenset({"id_card", "birth_certificate", "person_record", "national_record", "list_entry"})
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_UNITS: Final[dict[Unit, str]] = {Unit.WORKING_DAYS: "ngày làm việc", Unit.MONTHS: "tháng", Unit.DAYS: "ngày"}


@dataclass(frozen=True, slots=True)
class CheckText:
    """A finding of the checker as a person reads it."""

    title: str
    what: str
    papers: tuple[str, ...]
    repair: str
    follows: str
    computed: tuple[str, ...]
    citations: tuple[str, ...]


def paper_text(paper: PaperRef) -> str:
    """Name a paper with whose it is and its day; a missing one is said to be missing."""
    whose = f" ({paper.author})" if paper.author else ""
    day = f" ngày {say_date(paper.dated)}" if paper.dated else f" {_said(str(paper.partial))}" if paper.partial else ""
    return f"{PAPER_NAMES[paper.kind]}{whose}{day or ('' if paper.kind in _DAYLESS else ' (chưa có ngày)')}"


def seen(finding: CheckFinding, known: dict[str, str]) -> str:
    """Say what a finding sees; ``known`` are the sentences of the law's other findings, by their code."""
    params = {name: _worded(name, value) for name, value in finding.params.items()}
    if finding.variant == "basis":
        params |= {"cause": _cause(finding, params, known), "acts": _acts(finding)}
    return _sentence(finding.code, finding.variant, known).format(**params)


def _sentence(code: str, variant: str, known: dict[str, str]) -> str:
    return SEEN.get(f"{code}.{variant}") or SEEN.get(variant) or known[variant]


def _cause(finding: CheckFinding, params: dict[str, str], known: dict[str, str]) -> str:
    """Why later acts lost their basis: what the fault they follow from sees, inside a sentence."""
    said = _sentence(finding.consequence_of, str(finding.params["cause"]), known).format(**params)
    return f"{said[0].lower()}{said[1:]}".rstrip(".").replace(";", ",")


def _acts(finding: CheckFinding) -> str:
    """The acts without a basis, with their days."""
    acts = [paper_text(paper) for paper in finding.papers[int(str(finding.params["cause_papers"])) :]]
    return " và ".join(f"{act[0].lower()}{act[1:]}" for act in acts)


def check_text(finding: CheckFinding, known: dict[str, str]) -> CheckText:
    """Word one finding of the checker."""
    by = REPAIRERS[finding.by]
    return CheckText(
        title=TITLES[finding.code],
        what=seen(finding, known),
        papers=tuple(paper_text(paper) for paper in finding.papers),
        repair=f"{by[0].upper()}{by[1:]} {REPAIRS[finding.repair]}.",
        follows=f"Hệ quả của lỗi {finding.consequence_of}: {TITLES[finding.consequence_of]}."
        if finding.consequence_of
        else "",
        computed=tuple(computation_text(one) for one in finding.computed),
        citations=tuple(cited(citation) for citation in finding.citations),
    )


def computation_text(computed: Computation) -> str:
    """Open a computed date: start, length, holidays skipped, result, readings."""
    text = f"{say_date(computed.start)} + {computed.amount} {_UNITS[computed.unit]} = {say_date(computed.result)}"
    if computed.skipped:
        text += f"; không tính ngày nghỉ: {', '.join(say_date(day) for day in computed.skipped)}"
    return text + "".join(f". {_reading_said(used)}" for used in computed.readings)


def computation_data(computed: Computation) -> dict[str, Any]:
    """Open a computed date for another program: every part of it, and the line people read."""
    return {
        "start": computed.start.isoformat(),
        "amount": computed.amount,
        "unit": computed.unit.value,
        "skipped": [day.isoformat() for day in computed.skipped],
        "result": computed.result.isoformat(),
        "rule": computed.rule,
        "citation": cited(computed.citation),
        "readings": list(computed.readings),
        "text": computation_text(computed),
    }


def _reading_said(used: str) -> str:
    """Put a reading ``name=option`` into the words of the book."""
    name, _, option = used.partition("=")
    policy = rulebook().switches.get(name)
    return f"{policy.title}: {policy.options.get(option, option)}" if policy else used


def _worded(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_worded(name, item) for item in value)
    if isinstance(value, str) and value in CODES.get(name, {}):
        return CODES[name][value]
    if isinstance(value, str) and _ISO.fullmatch(value):
        return _said(value)
    return worded(name, value)


def _said(iso: str) -> str:
    """A date written by the file form, as people write it; also where only month and year are known."""
    matched = _ISO.fullmatch(iso)
    if matched is None:
        return iso
    year, month, day = matched.groups()
    try:
        return say_date(date(int(year), int(month), int(day or 1))) if day else f"{int(month)}-{year}"
    except ValueError:  # a paper may quote a day no calendar has
        return iso
