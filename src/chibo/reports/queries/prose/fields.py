"""The fields of a report in words: each a figure of its facts, with its meaning and the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.development.models import ClassKind
from chibo.development.queries import TrainingFigures
from chibo.law.vocabulary import StepKind
from chibo.reports.queries.figures import Figure, say_share
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.reports.queries.progress import Progress
    from chibo.reports.queries.prose.facts import Facts
    from chibo.reviews.queries import ReviewResult

STEP_FIELDS: Mapping[str, tuple[StepKind, str, str]] = {
    "số_vào_nguồn": (StepKind.SOURCE_ADDED, "vao-nguon", "số người đưa vào nguồn"),
    "số_quần_chúng_ưu_tú": (StepKind.OUTSTANDING_RECOGNISED, "quan-chung-uu-tu", "số quần chúng ưu tú công nhận"),
    "số_đối_tượng_Đảng": (StepKind.CANDIDATE_RECOGNISED, "doi-tuong", "số đối tượng Đảng công nhận"),
    "số_học_lớp_nhận_thức": (StepKind.AWARENESS_CLASS_CERTIFIED, "lop-nhan-thuc", "số người xong lớp nhận thức"),
    "số_đơn_xin_vào_Đảng": (StepKind.APPLICATION_RECEIVED, "don-xin-vao-dang", "số đơn xin vào Đảng nhận được"),
    "số_đề_nghị_kết_nạp": (StepKind.CELL_PROPOSED_ADMISSION, "de-nghi-ket-nap", "số người chi bộ đề nghị kết nạp"),
}
"""Field → the step it counts in the period, its list, what it says."""

STAGE_FIELDS: Mapping[str, tuple[StepKind, str, str]] = {
    "số_đang_là_nguồn": (StepKind.SOURCE_ADDED, "dang-nguon", "số người đang ở bước nguồn"),
    "số_đang_ưu_tú": (StepKind.OUTSTANDING_RECOGNISED, "dang-uu-tu", "số người đang là quần chúng ưu tú"),
    "số_đang_là_đối_tượng": (StepKind.CANDIDATE_RECOGNISED, "dang-doi-tuong", "số người đang là đối tượng Đảng"),
    "số_đã_nộp_đơn": (StepKind.APPLICATION_RECEIVED, "da-nop-don", "số người đã nộp đơn, chưa được đề nghị"),
    "số_đã_đề_nghị": (StepKind.CELL_PROPOSED_ADMISSION, "da-de-nghi", "số người đã đề nghị, chờ quyết định, chờ lễ"),
}
"""Field → the step that was reached last, by those still on the road."""

CLASS_FIELDS: Mapping[str, tuple[str, str, str]] = {
    ClassKind.AWARENESS: ("số_lớp_nhận_thức", "số_cử_học_nhận_thức", "số_giấy_chứng_nhận_nhận_thức"),
    ClassKind.NEW_MEMBER: ("số_lớp_đảng_viên_mới", "số_cử_học_đảng_viên_mới", "số_giấy_chứng_nhận_đảng_viên_mới"),
}
"""Class of the road → its fields: classes begun, people sent, certificates issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its name between « and », what it says, its figure today."""

    name: str
    meaning: str
    figure: Figure


def fields_of(facts: Facts) -> dict[str, Field]:
    """Every field that a report of these facts knows, in the order in which a page shows them.

    Above the cell a part of one or two members, or one that leaves so few for the rest, is no field at all.
    """
    stock = (_days, _stock, _composition, _movement, _promised)
    parts = (*stock, _road, _ahead, _sitting, _judged, _prepared, _honoured, _targets)
    return {field.name: field for part in parts for field in part(facts)}


def _days(facts: Facts) -> Iterator[Field]:
    days = (
        ("ngày_số_liệu", "ngày của số liệu", facts.until),
        ("ngày_đầu_kỳ", "ngày đầu kỳ", facts.period.starts_on),
        ("ngày_so_sánh", "ngày so sánh, trước kỳ", facts.base_day),
    )
    for name, meaning, day in days:
        yield Field(name=name, meaning=meaning, figure=Figure(text=say_date(day), what="", count=0, on=day))


def _stock(facts: Facts) -> Iterator[Field]:
    members, staff, on, eve = facts.members, facts.staff, facts.until, facts.base_day
    yield _on("số_đảng_viên", "số đảng viên", members.now, "dang-vien", on)
    yield _on("số_đảng_viên_đầu_kỳ", "số đảng viên trước ngày đầu kỳ", members.before, "dang-vien", eve)
    yield _on("mức_tăng_giảm", "số đảng viên tăng hoặc giảm so với đầu kỳ", abs(members.now - members.before), "", on)
    yield _on("số_chính_thức", "số đảng viên chính thức", members.official, "chinh-thuc", on)
    yield _on("số_dự_bị", "số đảng viên dự bị", members.probationary, "du-bi", on)
    yield _on("số_cán_bộ", "số cán bộ", staff.now, "can-bo", on)
    yield _on("số_cán_bộ_là_đảng_viên", "số cán bộ là đảng viên", staff.members_now, "can-bo-la-dang-vien", on)
    yield _on(
        "số_cán_bộ_chưa_vào_Đảng", "số cán bộ chưa là đảng viên", staff.now - staff.members_now,
        "can-bo-chua-vao-dang", on,
    )  # fmt: skip
    both = "can-bo-la-dang-vien"
    yield _part("tỷ_lệ_đảng_viên", "tỷ lệ đảng viên trên tổng số cán bộ", staff.members_now, staff.now, both, on)
    yield _part(
        "tỷ_lệ_đảng_viên_đầu_kỳ", "tỷ lệ đảng viên trước ngày đầu kỳ", staff.members_before, staff.before, both, eve
    )


def _composition(facts: Facts) -> Iterator[Field]:
    on, whole = facts.until, facts.members.now
    parts = (
        ("nữ", "đảng viên nữ", facts.members.women, "nu"),
        ("dân_tộc_thiểu_số", "đảng viên dân tộc thiểu số", facts.members.minority, "dan-toc-thieu-so"),
    )
    for name, meaning, count, what in parts:
        if facts.shown(count) and facts.shown(whole - count):
            yield _on(f"số_{name}", f"số {meaning}", count, what, on)
            yield _part(f"tỷ_lệ_{name}", f"tỷ lệ {meaning}", count, whole, what, on)


def _movement(facts: Facts) -> Iterator[Field]:
    members = facts.members
    counted = (
        ("số_kết_nạp", "số đảng viên kết nạp trong kỳ", members.admitted, "ket-nap-trong-ky"),
        ("số_kết_nạp_lại", "trong đó kết nạp lại", members.readmitted, "ket-nap-lai"),
        ("số_chuyển_đến", "số đảng viên chuyển đến", members.came, "chuyen-den"),
        ("số_mở_sổ", "số đảng viên ghi khi mở sổ trong kỳ", members.opened, "mo-so"),
        ("số_chuyển_đi", "số đảng viên chuyển đi", members.went, "chuyen-di"),
        ("số_từ_trần", "số đảng viên từ trần", members.died, "tu-tran"),
        ("số_giảm_khác", "số xóa tên, xin ra, khai trừ, chưa ghi lý do", members.other_out, "giam-khac"),
        ("số_tăng", "tổng số tăng trong kỳ", members.joined, "tang"),
        ("số_giảm", "tổng số giảm trong kỳ", members.left, "giam"),
        ("số_công_nhận_chính_thức", "số đảng viên được công nhận chính thức trong kỳ", members.recognised, "cong-nhan"),
    )
    for name, meaning, count, what in counted:
        yield _during(name, meaning, count, what, facts.period.starts_on, facts.until)
    earlier = facts.period.previous
    if earlier:
        yield _during(
            "số_kết_nạp_kỳ_trước", "số đảng viên kết nạp kỳ trước", members.admitted_before, "ket-nap-trong-ky",
            earlier.starts_on, earlier.last_day,
        )  # fmt: skip


def _promised(facts: Facts) -> Iterator[Field]:
    if facts.term is None:
        return
    on, admitted = facts.until, facts.members.admitted_in_term
    yield _on("số_kết_nạp_nhiệm_kỳ", "số đảng viên kết nạp từ đầu nhiệm kỳ", admitted, "ket-nap", on)
    target = facts.targets.get(Target.Metric.ADMISSIONS)
    if target is not None:
        yield _said("chỉ_tiêu_kết_nạp", "chỉ tiêu kết nạp của nhiệm kỳ", str(target), "chi-tieu-ket-nap", 1, on)
        if target:
            share = say_share(Fraction(admitted, target))
            yield _said("tỷ_lệ_đạt_chỉ_tiêu", "số kết nạp so với chỉ tiêu", share, "ket-nap", admitted, on)
    goal = facts.targets.get(Target.Metric.MEMBER_SHARE)
    if goal is not None:
        yield _said("mục_tiêu_tỷ_lệ", "mục tiêu tỷ lệ đảng viên cuối nhiệm kỳ", f"{goal}%", "chi-tieu-ty-le", 1, on)


def _road(facts: Facts) -> Iterator[Field]:
    for name, (kind, what, meaning) in STEP_FIELDS.items():
        count = facts.road.steps.get(kind, 0)
        yield _during(name, f"{meaning} trong kỳ", count, what, facts.period.starts_on, facts.until)
    yield _on("số_đang_phấn_đấu", "số người đang phấn đấu vào Đảng", facts.road.waiting, "dang-phan-dau", facts.until)
    for name, (kind, what, meaning) in STAGE_FIELDS.items():
        yield _on(name, meaning, facts.road.stages.get(kind, 0), what, facts.until)


def _ahead(facts: Facts) -> Iterator[Field]:
    found, on = facts.forecast, facts.until
    if found is None:
        return
    if found.basis.is_own:
        days = (
            ("số_ngày_thường_gặp", "số ngày giữa (trung vị) từ nguồn đến lễ kết nạp", found.basis.median),
            ("số_ngày_ngắn_nhất", "số ngày ngắn nhất từ nguồn đến lễ kết nạp", found.basis.days[0]),
            ("số_ngày_lâu_nhất", "số ngày lâu nhất từ nguồn đến lễ kết nạp", found.basis.longest),
            ("số_lần_đã_ghi_đủ", "số lần kết nạp đã ghi đủ từ nguồn đến lễ", len(found.basis.days)),
        )
        for name, meaning, count in days:
            yield _said(name, meaning, str(count), "thoi-gian-ket-nap", len(found.basis.days), on)
    if found.expected_share is not None and found.ends_on is not None:
        share = say_share(found.expected_share)
        yield _said("tỷ_lệ_dự_báo", "tỷ lệ dự báo cuối nhiệm kỳ với nguồn hiện có", share, "du-bao", 0, on)
    if found.sources_needed:
        needed = found.sources_needed
        yield _on("số_nguồn_cần_thêm", "số người cần đưa thêm vào nguồn", needed, "du-bao", on)
    limits = (
        ("hạn_thêm_nguồn", "hạn đưa thêm nguồn theo nhịp thường gặp", found.start_by),
        ("hạn_thêm_nguồn_an_toàn", "hạn đưa thêm nguồn theo lần lâu nhất", found.safe_start_by),
    )
    for name, meaning, day in limits:
        if day:
            yield _said(name, meaning, say_date(day), "du-bao", 0, on)


def _sitting(facts: Facts) -> Iterator[Field]:
    told, since, on = facts.sessions, facts.period.starts_on, facts.until
    yield _during("số_kỳ_họp", "số kỳ sinh hoạt chi bộ đã họp", told.held, "ky-hop", since, on)
    earlier = facts.period.previous
    if earlier:
        yield _during(
            "số_kỳ_họp_kỳ_trước", "số kỳ sinh hoạt chi bộ kỳ trước", told.held_before, "ky-hop",
            earlier.starts_on, earlier.last_day,
        )  # fmt: skip
    yield _during("số_kỳ_chuyên_đề", "trong đó có sinh hoạt chuyên đề", told.thematic, "ky-chuyen-de", since, on)
    if told.attendance is not None:
        share = say_share(told.attendance)
        figure = Figure(text=share, what="ky-hop", count=told.held, on=on, since=since)
        yield Field(name="tỷ_lệ_dự_họp", meaning="tỷ lệ đảng viên dự họp, tính chung các kỳ", figure=figure)
    yield _during("số_nghị_quyết", "số nghị quyết đã ra", told.resolutions, "nghi-quyet", since, on)
    heard = facts.concerns
    yield _during("số_kiến_nghị", "số kiến nghị, tâm tư đã nêu", heard.raised, "kien-nghi", since, on)
    yield _during("số_kiến_nghị_đã_trả_lời", "số kiến nghị đã trả lời", heard.answered, "kien-nghi-tra-loi", since, on)
    yield _on("số_kiến_nghị_còn_chờ", "số kiến nghị còn chờ", heard.open, "kien-nghi-cho", on)
    yield _on("số_kiến_nghị_quá_hạn", "số kiến nghị chờ quá hạn", heard.overdue, "kien-nghi-qua-han", on)


def _judged(facts: Facts) -> Iterator[Field]:
    for result in facts.reviews:
        yield from _graded(facts, result)


def _graded(facts: Facts, result: ReviewResult) -> Iterator[Field]:
    year = result.year
    known = [
        (f"số_xếp_loại_{year}", f"số đảng viên được xếp loại năm {year}", str(result.rated), "xep-loai", result.rated)
    ]
    if result.good_or_better_share is not None:
        text, count = say_share(result.good_or_better_share), result.good_or_better
        known.append((f"tỷ_lệ_tốt_{year}", f"tỷ lệ hoàn thành tốt trở lên năm {year}", text, "hoan-thanh-tot", count))
    if result.excellent_share is not None:
        text, count = say_share(result.excellent_share), result.excellent
        meaning = f"tỷ lệ hoàn thành xuất sắc năm {year}"
        known.append((f"tỷ_lệ_xuất_sắc_{year}", meaning, text, "hoan-thanh-xuat-sac", count))
    if result.title:
        text = result.title[0].lower() + result.title[1:]
        known.append((f"danh_hiệu_{year}", f"danh hiệu năm {year}", text, "danh-hieu", len(result.titles)))
    for name, meaning, text, what, count in known:
        figure = Figure(text=text, what=what, count=count, on=facts.told_on, year=year)
        yield Field(name=name, meaning=meaning, figure=figure)


def _prepared(facts: Facts) -> Iterator[Field]:
    """Awareness work, classes, tasks."""
    works, since, on = facts.works, facts.period.starts_on, facts.until
    held, tasks = works.awareness, works.tasks
    counted = [
        (
            "số_hoạt_động_tuyên_truyền",
            "số hoạt động tuyên truyền quần chúng",
            held.activities,
            "tuyen-truyen",
        ),
        ("số_lượt_dự", "số lượt người dự các hoạt động ấy", held.attendance, ""),
        ("số_nguồn_từ_tuyên_truyền", "số người vào nguồn từ các hoạt động ấy", held.sources, ""),
    ]
    for kind, (classes, sent, certified) in CLASS_FIELDS.items():
        found, label = works.training.get(kind, TrainingFigures()), ClassKind(kind).label
        name = label[:1].lower() + label[1:]
        slug = "nhan-thuc" if kind == ClassKind.AWARENESS else "dang-vien-moi"
        counted += [
            (classes, f"số lớp {name} khai giảng trong kỳ", found.classes, f"lop-mo-{slug}"),
            (sent, f"số lượt người được cử học lớp {name}", found.sent, f"cu-hoc-{slug}"),
            (certified, f"số giấy chứng nhận lớp {name}", found.certified, f"chung-nhan-{slug}"),
        ]
    counted += [
        ("số_nhiệm_vụ_giao", "số nhiệm vụ giao riêng, không kể việc giao ở cuộc họp", tasks.given, "nhiem-vu-giao"),
        ("số_người_nhận_nhiệm_vụ", "số người nhận các nhiệm vụ ấy", tasks.people, ""),
        ("số_nhiệm_vụ_đã_xong", "số nhiệm vụ rèn luyện làm xong trong kỳ", tasks.done, "nhiem-vu-xong"),
    ]
    for field, meaning, count, what in counted:
        yield _during(field, meaning, count, what, since, on)


def _honoured(facts: Facts) -> Iterator[Field]:
    """Commitments of the year, commendations, badges."""
    works, since, on = facts.works, facts.period.starts_on, facts.until
    promised, year = works.commitments, on.year
    yield _on("số_cam_kết_đã_nộp", f"số bản cam kết năm {year} đã nộp", promised.handed_in, "cam-ket-da-nop", on)
    yield _on("số_cam_kết_phải_nộp", f"số bản cam kết năm {year} phải nộp", promised.total, "", on)
    yield _on("số_đợt_cam_kết", f"số đợt cam kết năm {year}", promised.rounds, "", on)
    counted = [
        ("số_lượt_khen_cá_nhân", "số lượt cá nhân được khen thưởng", works.commended_people, "khen-ca-nhan"),
        ("số_lượt_khen_tập_thể", "số lượt tập thể được khen thưởng", works.commended_units, "khen-tap-the"),
        ("số_huy_hiệu", "số Huy hiệu Đảng đã trao", sum(works.badges.values()), "huy-hieu"),
    ]
    for years, count in sorted(works.badges.items()):
        counted.append((f"số_huy_hiệu_{years}", f"số Huy hiệu {years} năm đã trao", count, f"huy-hieu-{years}"))
    for field, meaning, count, what in counted:
        yield _during(field, meaning, count, what, since, on)


TARGET_FIELDS: Mapping[str, str] = {
    Target.Metric.ADMISSIONS: "kết_nạp",
    Target.Metric.MEMBER_SHARE: "tỷ_lệ_đảng_viên",
    Target.Metric.WOMEN_SHARE: "nữ_kết_nạp",
    Target.Metric.YOUTH_SHARE: "đoàn_viên_kết_nạp",
    Target.Metric.MINORITY_SHARE: "dân_tộc_thiểu_số_kết_nạp",
    Target.Metric.SOURCES: "nguồn",
    Target.Metric.GOOD_SHARE: "hoàn_thành_tốt",
    Target.Metric.EXCELLENT_SHARE: "hoàn_thành_xuất_sắc",
    Target.Metric.TITLES: "danh_hiệu",
}


def target_fields(told: Progress) -> tuple[str, str]:
    """The names of the two fields of a target: what was promised, what was reached."""
    whose = "" if told.target.is_own else "_cấp_trên"
    name = f"{TARGET_FIELDS[told.metric]}_{told.target.year or 'nhiệm_kỳ'}{whose}"
    return f"mức_{name}", f"đạt_{name}"


def _targets(facts: Facts) -> Iterator[Field]:
    for one in facts.promised:
        goal, reached = target_fields(one)
        meaning = f"{one.target.get_metric_display()}, {one.period}"
        what = f"chi-tieu/{one.target.uid}" if one.opens else ""
        yield _said(goal, f"chỉ tiêu: {meaning}", one.said_goal, "chi-tieu", 0, facts.until)
        yield _said(reached, f"đã đạt: {meaning}", one.said, what, one.part or 0, facts.until)


def _on(name: str, meaning: str, count: int, what: str, on: date) -> Field:
    return _said(name, meaning, str(count), what, count, on)


def _said(name: str, meaning: str, text: str, what: str, count: int, on: date) -> Field:
    return Field(name=name, meaning=meaning, figure=Figure(text=text, what=what, count=count, on=on))


def _during(name: str, meaning: str, count: int, what: str, since: date, on: date) -> Field:
    figure = Figure(text=str(count), what=what, count=count, on=on, since=since)
    return Field(name=name, meaning=meaning, figure=figure)


def _part(name: str, meaning: str, count: int, whole: int, what: str, on: date) -> Field:
    """A share with its base; without a base nothing can be divided, and the field says so."""
    text = say_share(Fraction(count, whole)) if whole else "chưa tính được"
    return _said(name, meaning, text, what if whole else "", count, on)
