"""The sentences of a report, as a secretary would sign them: nothing is said as nothing, never as "0 đảng viên"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.reports.models import Report
from chibo.reports.periods import Sort
from chibo.reports.queries.forecasting import Outcome
from chibo.reports.queries.progress import State
from chibo.reports.queries.prose.fields import STAGE_FIELDS, STEP_FIELDS, target_fields
from chibo.reports.queries.prose.text import Line
from chibo.reports.queries.prose.work_words import honoured, prepared, promised_by_members
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chibo.reports.periods import Period
    from chibo.reports.queries.prose.facts import Facts
    from chibo.reviews.queries import ReviewResult


Subject = Report.Subject
OWN = "phuong-huong"
"""The section that only the unit itself writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered part of the report; the sentences of one follow each other in one paragraph."""

    key: str
    heading: str
    lines: tuple[Line, ...]


def sections_of(facts: Facts, subject: str) -> tuple[Section, ...]:
    """Everything that the program has to say, by section; the last section is the unit's own, and empty."""
    told = (
        Section(key=key, heading=heading, lines=tuple(writer(facts)))
        for key, heading, writer in _SECTIONS[subject]
        if facts.is_cell or key != "sinh-hoat"
    )
    return (*told, Section(key=OWN, heading="Phương hướng, kiến nghị", lines=()))


def title_of(subject: str, period: Period, unit: str) -> str:
    """What stands under the word BÁO CÁO."""
    about = "công tác phát triển đảng viên" if subject == Subject.DEVELOPMENT else f"tình hình công tác của {unit}"
    return f"{about} {period.name}"


def unit_of(facts: Facts) -> str:
    """What the unit calls itself within a sentence."""
    return "chi bộ" if facts.is_cell else "đảng bộ"


# ---------------------------------------------------------------------- opening


def _opening(facts: Facts, subject: str) -> Iterator[Line]:
    about = "công tác phát triển đảng viên" if subject == Subject.DEVELOPMENT else "tình hình công tác"
    until = "số liệu tính đến hết ngày «ngày_số_liệu»"
    text = f"{facts.organisation.name} báo cáo {about} {facts.period.name}"
    yield Line(key="mo-dau", text=f"{text}, {until}." if facts.is_over else f"{text}; kỳ này chưa kết thúc, {until}.")


# ---------------------------------------------------------------------- members


def _members(facts: Facts) -> Iterator[Line]:
    yield Line(key="so-luong", text=_strength(facts))
    if facts.members.now or facts.members.before:
        yield Line(key="so-sanh", text=_compared(facts))
        yield Line(key="bien-dong", text=_moved(facts))
        yield Line(key="doi-chieu", text=_ledger(facts))
    composition = _composition(facts)
    if composition and facts.members.now:
        yield Line(key="co-cau", text=composition)


def _strength(facts: Facts) -> str:
    unit, members, staff = unit_of(facts), facts.members, facts.staff
    if not members.now:
        return f"Đến hết ngày «ngày_số_liệu», {unit} chưa có đảng viên nào trong sổ."
    kinds = "(«số_chính_thức» chính thức, «số_dự_bị» dự bị)"
    if not members.probationary:
        kinds = "(đều là đảng viên chính thức)"
    elif not members.official:
        kinds = "(đều là đảng viên dự bị)"
    said = f"Đến hết ngày «ngày_số_liệu», {unit} có «số_đảng_viên» đảng viên {kinds}"
    if not staff.now:
        return f"{said}; chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ." if facts.is_cell else f"{said}."
    if staff.members_now == members.now:
        return f"{said} trên tổng số «số_cán_bộ» cán bộ, chiếm «tỷ_lệ_đảng_viên»."
    if not staff.members_now:
        return f"{said}; trong «số_cán_bộ» cán bộ của cơ quan chưa có ai là đảng viên."
    inside = "trong đó «số_cán_bộ_là_đảng_viên» đồng chí là cán bộ, trên tổng số «số_cán_bộ» cán bộ"
    return f"{said}, {inside}, chiếm «tỷ_lệ_đảng_viên»."


def _compared(facts: Facts) -> str:
    members, unit = facts.members, unit_of(facts)
    if facts.organisation.starts_on > facts.base_day:
        return f"Trước kỳ này {unit} chưa thành lập nên không có số để so sánh."
    if not members.before:
        return f"Ngày «ngày_so_sánh» {unit} chưa có đảng viên nào trong sổ."
    if members.now == members.before:
        said = "So với ngày «ngày_so_sánh», số đảng viên không thay đổi"
    else:
        verb, way = ("tăng", "lên") if members.now > members.before else ("giảm", "còn")
        change = f"{verb} «mức_tăng_giảm» (từ «số_đảng_viên_đầu_kỳ» {way} «số_đảng_viên»)"
        said = f"So với ngày «ngày_so_sánh», số đảng viên {change}"
    return f"{said}{_share_compared(facts)}."


def _share_compared(facts: Facts) -> str:
    now, earlier = facts.staff.share, facts.staff.share_before
    if now is None or earlier is None:
        return ""
    if now == earlier:
        return ", tỷ lệ đảng viên giữ ở mức «tỷ_lệ_đảng_viên»"
    verb, way = ("tăng", "lên") if now > earlier else ("giảm", "còn")
    return f", tỷ lệ đảng viên {verb} từ «tỷ_lệ_đảng_viên_đầu_kỳ» {way} «tỷ_lệ_đảng_viên»"


def _moved(facts: Facts) -> str:
    members, unit = facts.members, unit_of(facts)
    again = ", trong đó kết nạp lại «số_kết_nạp_lại»" if members.readmitted else ""
    came = [
        (members.admitted, f"kết nạp «số_kết_nạp» đảng viên{again}"),
        (members.came, "tiếp nhận «số_chuyển_đến» đảng viên chuyển đến"),
        (members.opened, "ghi thêm «số_mở_sổ» đảng viên khi mở sổ"),
    ]
    went = [
        (members.went, "«số_chuyển_đi» đảng viên chuyển đi"),
        (members.died, "«số_từ_trần» đảng viên từ trần"),
        (members.other_out, "«số_giảm_khác» đảng viên ra khỏi danh sách vì lý do khác"),
    ]
    ins, outs = _series(came), _series(went)
    if not ins and not outs:
        return f"Trong kỳ, {unit} không có đảng viên tăng hoặc giảm."
    gone = f"có {outs}" if outs else "không có đảng viên giảm"
    return f"Trong kỳ, {unit} {ins or 'không có đảng viên tăng'}; {gone}."


def _ledger(facts: Facts) -> str:
    members = facts.members
    opening = "«số_đảng_viên_đầu_kỳ» đảng viên" if members.before else "chưa có đảng viên"
    came = "tăng «số_tăng»" if members.joined else "không tăng"
    left = "giảm «số_giảm»" if members.left else "không giảm"
    closing = "«số_đảng_viên» đảng viên" if members.now else "không còn đảng viên"
    return f"Đối chiếu: đầu kỳ {opening}, {came}, {left}, cuối kỳ {closing}."


def _composition(facts: Facts) -> str:
    members = facts.members
    parts = []
    if facts.shown(members.women) and facts.shown(members.now - members.women):
        parts.append("«số_nữ» đảng viên nữ («tỷ_lệ_nữ»)" if members.women else "")
    if facts.shown(members.minority) and facts.shown(members.now - members.minority):
        few = "«số_dân_tộc_thiểu_số» đảng viên là người dân tộc thiểu số («tỷ_lệ_dân_tộc_thiểu_số»)"
        parts.append(few if members.minority else "")
    said = " và ".join(part for part in parts if part)
    return f"Có {said}." if said else ""


# ---------------------------------------------------------------------- the road


def _development(facts: Facts) -> Iterator[Line]:
    yield from _admitted(facts)
    yield from _on_the_road(facts)
    yield from _aimed(facts)


def _admitted(facts: Facts) -> Iterator[Line]:
    if facts.period.sort is not Sort.TERM:
        yield Line(key="ket-nap", text=_admissions(facts))
    if facts.term:
        yield Line(key="chi-tieu-ket-nap", text=_against_target(facts))
    elif facts.is_cell:
        yield Line(key="chi-tieu-ket-nap", text="Chưa ghi nhiệm kỳ nên chưa so được với chỉ tiêu của nhiệm kỳ.")
    if facts.members.recognised:
        text = "Có «số_công_nhận_chính_thức» đảng viên dự bị được công nhận chính thức."
        yield Line(key="cong-nhan", text=text)
    elif facts.members.probationary:
        yield Line(key="cong-nhan", text="Trong kỳ không có đảng viên dự bị được công nhận chính thức.")


def _admissions(facts: Facts) -> str:
    now, earlier = facts.members.admitted, facts.members.admitted_before
    name = facts.period.name[:1].upper() + facts.period.name[1:]
    members = facts.members
    is_told = members.is_known_before and not members.opened  # whom a list brought may have been admitted here
    none = "không kết nạp đảng viên nào" if is_told else "chưa ghi kết nạp đảng viên nào"
    said = f"{name}, {unit_of(facts)} " + ("kết nạp «số_kết_nạp» đảng viên" if now else none)
    previous = facts.period.previous
    if previous is None or facts.organisation.starts_on > previous.last_day or not facts.members.is_known_before:
        return f"{said}."
    if not earlier:
        return f"{said}; {previous.name} {'không kết nạp' if now else 'cũng không kết nạp'}."
    if now and facts.is_over:
        word = "nhiều hơn" if now > earlier else "ít hơn" if now < earlier else "bằng"
        return f"{said}, {word} {previous.name} («số_kết_nạp_kỳ_trước»)."
    whole = "" if facts.is_over else "cả "  # a period that goes on is not measured against a whole one
    return f"{said}; {whole}{previous.name} kết nạp «số_kết_nạp_kỳ_trước»."


def _against_target(facts: Facts) -> str:
    admitted, target = facts.members.admitted_in_term, facts.targets.get(Target.Metric.ADMISSIONS)
    since = "Từ đầu nhiệm kỳ đến hết ngày «ngày_số_liệu»,"
    done = "kết nạp «số_kết_nạp_nhiệm_kỳ» đảng viên" if admitted else "chưa ghi kết nạp đảng viên nào"
    if target is None:
        return f"{since} {done}; chưa nhập chỉ tiêu kết nạp của nhiệm kỳ."
    if not target:
        return f"{since} {done}; nghị quyết không đặt chỉ tiêu kết nạp (ghi «chỉ_tiêu_kết_nạp»)."
    if not admitted:
        return f"{since} {done}; chỉ tiêu nghị quyết là «chỉ_tiêu_kết_nạp»."
    word = "vượt" if admitted > target else "đạt" if admitted == target else "chưa đạt"
    reached = "" if admitted == target else ", bằng «tỷ_lệ_đạt_chỉ_tiêu» chỉ tiêu"
    return f"{since} {done}, {word} chỉ tiêu nghị quyết («chỉ_tiêu_kết_nạp»){reached}."


_STEPS: Mapping[str, str] = {
    "số_vào_nguồn": "đưa {} người vào nguồn",
    "số_quần_chúng_ưu_tú": "công nhận {} quần chúng ưu tú",
    "số_đối_tượng_Đảng": "công nhận {} đối tượng Đảng",
    "số_học_lớp_nhận_thức": "{} người học xong lớp bồi dưỡng nhận thức về Đảng",
    "số_đơn_xin_vào_Đảng": "nhận {} đơn xin vào Đảng",
    "số_đề_nghị_kết_nạp": "đề nghị kết nạp {} người",
}
_STAGES: Mapping[str, str] = {
    "số_đang_là_nguồn": "nguồn",
    "số_đang_ưu_tú": "quần chúng ưu tú",
    "số_đang_là_đối_tượng": "đối tượng Đảng",
    "số_đã_nộp_đơn": "người đã nộp đơn xin vào Đảng",
    "số_đã_đề_nghị": "người đã được đề nghị kết nạp",
}


def _on_the_road(facts: Facts) -> Iterator[Line]:
    taken = [
        (facts.road.steps.get(STEP_FIELDS[name][0], 0), phrase.format(f"«{name}»")) for name, phrase in _STEPS.items()
    ]
    done = _series(taken)
    text = f"Trong kỳ, {done}." if done else "Trong kỳ không có ai được đưa vào nguồn hoặc chuyển bước."
    yield Line(key="nguon", text=text)
    yield Line(key="dang-phan-dau", text=_waiting(facts))


def _waiting(facts: Facts) -> str:
    count = facts.road.waiting
    if not count:
        return "Đến hết ngày «ngày_số_liệu», không có người nào đang phấn đấu vào Đảng."
    said = "Đến hết ngày «ngày_số_liệu», có «số_đang_phấn_đấu» người đang phấn đấu vào Đảng"
    here = [name for name in _STAGES if facts.road.stages.get(STAGE_FIELDS[name][0])]
    if len(here) == 1:
        return f"{said}, {'là' if count == 1 else 'đều là'} {_STAGES[here[0]]}."
    return f"{said}: {', '.join(f'«{name}» {_STAGES[name]}' for name in here)}."


def _pace(facts: Facts) -> Iterator[Line]:
    if facts.forecast and facts.forecast.basis.is_own:
        spread = "ngắn nhất «số_ngày_ngắn_nhất», lâu nhất «số_ngày_lâu_nhất», tính trên «số_lần_đã_ghi_đủ» lần"
        text = f"Từ khi đưa vào nguồn đến lễ kết nạp thường mất «số_ngày_thường_gặp» ngày ({spread})."
        yield Line(key="thoi-gian", text=text)
    elif facts.forecast:
        yield Line(
            key="thoi-gian",
            text="Chưa đủ 3 lần kết nạp ghi đủ từ nguồn đến lễ nên chưa nói được thời gian thường gặp.",
        )


def _probation(facts: Facts) -> Iterator[Line]:
    if facts.members.probationary:
        text = "Đến hết ngày «ngày_số_liệu», có «số_dự_bị» đảng viên dự bị."
    else:
        text = "Đến hết ngày «ngày_số_liệu», không có đảng viên dự bị."
    yield Line(key="du-bi", text=text)


def _share(facts: Facts) -> Iterator[Line]:
    if facts.staff.share is None:
        yield Line(key="ty-le", text="Chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ đảng viên.")
        return
    base = "«số_cán_bộ_là_đảng_viên» trên «số_cán_bộ» cán bộ là đảng viên, chiếm «tỷ_lệ_đảng_viên»"
    earlier = "; ngày «ngày_so_sánh» là «tỷ_lệ_đảng_viên_đầu_kỳ»" if facts.staff.share_before is not None else ""
    yield Line(key="ty-le", text=f"Đến hết ngày «ngày_số_liệu», {base}{earlier}.")


def _aimed(facts: Facts) -> Iterator[Line]:
    found = facts.forecast
    if found is None or found.goal is None or not found.staff:
        return
    missing = "«số_cán_bộ_chưa_vào_Đảng» cán bộ chưa là đảng viên"
    now = "đã đạt" if found.outcome is Outcome.REACHED else f"còn {missing}"
    yield Line(key="muc-tieu", text=f"Mục tiêu đến cuối nhiệm kỳ: «mục_tiêu_tỷ_lệ» cán bộ là đảng viên; {now}.")
    if found.outcome in _FORESEEN:
        yield Line(key="du-bao", text=_FORESEEN[found.outcome](facts))


def _needs(facts: Facts) -> str:
    safe = facts.forecast.safe_start_by if facts.forecast else None
    late = ""
    if safe and safe >= facts.until:
        late = " (theo lần lâu nhất: trước ngày «hạn_thêm_nguồn_an_toàn»)"
    elif safe:
        late = " (theo lần lâu nhất thì hạn «hạn_thêm_nguồn_an_toàn» đã qua)"
    more = "cần đưa thêm «số_nguồn_cần_thêm» người vào nguồn trước ngày «hạn_thêm_nguồn»"
    return f"Với nguồn hiện có, dự báo cuối nhiệm kỳ đạt «tỷ_lệ_dự_báo»; để đạt «mục_tiêu_tỷ_lệ», {more}{late}."


_FORESEEN: Mapping[Outcome, Callable[[Facts], str]] = {
    Outcome.NEEDS_SOURCES: _needs,
    Outcome.ON_COURSE: lambda _: (
        "Với nguồn hiện có, dự báo cuối nhiệm kỳ đạt «tỷ_lệ_dự_báo», đạt mục tiêu nếu mọi bước đúng nhịp."
    ),
    Outcome.OUT_OF_REACH: lambda _: (
        "Theo nhịp hiện nay mục tiêu này không thể đạt trong nhiệm kỳ; với nguồn hiện có dự báo đạt «tỷ_lệ_dự_báo»."
    ),
    Outcome.NO_BASIS: lambda _: "Chưa có căn cứ để dự báo.",
}


# ---------------------------------------------------------------------- sessions, reviews


def _sitting(facts: Facts) -> Iterator[Line]:
    told = facts.sessions
    if not told.held:
        yield Line(key="hop", text="Trong kỳ chưa ghi kỳ sinh hoạt chi bộ nào.")
    else:
        thematic = ", trong đó «số_kỳ_chuyên_đề» kỳ có sinh hoạt chuyên đề" if told.thematic else ""
        there = "; tỷ lệ đảng viên dự họp «tỷ_lệ_dự_họp»" if told.attendance is not None else ""
        previous = facts.period.previous
        earlier = f" ({previous.name}: «số_kỳ_họp_kỳ_trước» kỳ)" if previous and told.held_before else ""
        yield Line(key="hop", text=f"Chi bộ họp «số_kỳ_họp» kỳ{earlier}{thematic}{there}.")
    if told.resolutions:
        yield Line(key="nghi-quyet", text="Chi bộ ra «số_nghị_quyết» nghị quyết.")
    if facts.concerns.raised or facts.concerns.answered or facts.concerns.open:
        yield Line(key="kien-nghi", text=_heard(facts))


def _heard(facts: Facts) -> str:
    heard = facts.concerns
    raised = "ghi nhận «số_kiến_nghị» ý kiến, kiến nghị" if heard.raised else "không có ý kiến, kiến nghị mới"
    answered = "đã trả lời «số_kiến_nghị_đã_trả_lời»" if heard.answered else "chưa trả lời ý kiến nào"
    late = ", trong đó «số_kiến_nghị_quá_hạn» quá hạn" if heard.overdue else ""
    waiting = f"còn chờ «số_kiến_nghị_còn_chờ»{late}" if heard.open else "không còn ý kiến nào chờ"
    return f"Trong kỳ {raised}; {answered}; {waiting}."


def _judged(facts: Facts) -> Iterator[Line]:
    for result in facts.reviews:
        text = _graded(result, unit_of(facts))
        if text:
            yield Line(key=f"xep-loai-{result.year}", text=text)


def _graded(result: ReviewResult, unit: str) -> str:
    year, parts = result.year, []
    if result.rated and result.good_or_better:
        few = f"trong đó «tỷ_lệ_xuất_sắc_{year}» hoàn thành xuất sắc"
        best = few if result.excellent else "không có đồng chí nào hoàn thành xuất sắc"
        good = f"«tỷ_lệ_tốt_{year}» hoàn thành tốt nhiệm vụ trở lên, {best}"
        parts.append(f"có «số_xếp_loại_{year}» đảng viên được xếp loại, {good}")
    elif result.rated:
        none = "không có đồng chí nào hoàn thành tốt nhiệm vụ trở lên"
        parts.append(f"có «số_xếp_loại_{year}» đảng viên được xếp loại, {none}")
    if result.title:
        parts.append(f"{unit} đạt danh hiệu «danh_hiệu_{year}»")
    return f"Năm {year}, {'; '.join(parts)}." if parts else ""


_UNTOLD = frozenset({State.NOT_BEGUN, State.HIDDEN})


def _promised(facts: Facts) -> Iterator[Line]:
    """Every target beside the two that the road tells of, each against what was promised."""
    for one in facts.promised:
        if one.state in _UNTOLD:
            continue
        goal, reached = target_fields(one)
        name = one.target.get_metric_display()
        about = f"{name[:1].upper()}{name[1:]} {one.period}"
        whose = "chỉ tiêu" if one.target.is_own else "chỉ tiêu cấp trên giao"
        if one.state in {State.NO_BASE, State.NO_RESULT}:
            text = f"{about}: {whose} «{goal}»; {one.explanation[:1].lower()}{one.explanation[1:]}"
        else:
            text = f"{about}: {whose} «{goal}», đến hết ngày «ngày_số_liệu» là «{reached}» ({one.tag[0].lower()})."
        yield Line(key=goal.removeprefix("mức_"), text=text)


def _series(parts: Iterable[tuple[int, str]]) -> str:
    """What there is something of, one after the other."""
    return ", ".join(said for count, said in parts if count)


_SECTIONS: Mapping[str, tuple[tuple[str, str, Callable[[Facts], Iterable[Line]]], ...]] = {
    Subject.GENERAL: (
        ("mo-dau", "", lambda facts: _opening(facts, Subject.GENERAL)),
        ("dang-vien", "Đảng viên", _members),
        ("phat-trien", "Công tác phát triển đảng viên", _development),
        ("sinh-hoat", "Sinh hoạt chi bộ", _sitting),
        ("danh-gia", "Đánh giá, xếp loại", _judged),
        ("cam-ket", "Cam kết của đảng viên", promised_by_members),
        ("khen-thuong", "Khen thưởng, Huy hiệu Đảng", honoured),
        ("chi-tieu", "Các chỉ tiêu khác", _promised),
    ),
    Subject.DEVELOPMENT: (
        ("mo-dau", "", lambda facts: _opening(facts, Subject.DEVELOPMENT)),
        ("ket-qua", "Kết quả kết nạp", _admitted),
        ("nguon", "Nguồn và các bước", lambda facts: (*_on_the_road(facts), *_pace(facts))),
        ("boi-duong", "Tuyên truyền, bồi dưỡng, rèn luyện", prepared),
        ("du-bi", "Đảng viên dự bị", _probation),
        ("muc-tieu", "Tỷ lệ đảng viên và mục tiêu", lambda facts: (*_share(facts), *_aimed(facts))),
    ),
}
