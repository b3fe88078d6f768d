"""The sentences on the rest of a unit's work. What did not happen is not told: nobody has to report a nought here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.development.models import ClassKind
from chibo.development.queries import TrainingFigures
from chibo.reports.queries.prose.fields import CLASS_FIELDS
from chibo.reports.queries.prose.text import Line
from chibo.reports.queries.prose.works import ROAD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chibo.reports.queries.prose.facts import Facts

_CLASSES: Mapping[str, str] = {
    ClassKind.AWARENESS: "bồi dưỡng nhận thức về Đảng",
    ClassKind.NEW_MEMBER: "bồi dưỡng đảng viên mới",
}


def prepared(facts: Facts) -> Iterator[Line]:
    """Awareness work, classes and tasks: what the unit did so that people can walk the road."""
    works = facts.works
    if works.awareness.activities:
        yield Line(key="tuyen-truyen", text=_awareness(facts))
    for kind in ROAD_CLASSES:
        found = works.training.get(kind, TrainingFigures())
        if found.classes or found.certified:
            yield Line(key=f"lop-{kind.value.replace('_', '-')}", text=_class(kind, found))
    if works.tasks.given:
        done = "; trong kỳ có «số_nhiệm_vụ_đã_xong» nhiệm vụ đã làm xong" if works.tasks.done else ""
        text = f"Giao riêng «số_nhiệm_vụ_giao» nhiệm vụ rèn luyện, thử thách cho «số_người_nhận_nhiệm_vụ» người{done}."
        yield Line(key="nhiem-vu", text=text)
    elif works.tasks.done:
        text = "Có «số_nhiệm_vụ_đã_xong» nhiệm vụ rèn luyện, thử thách giao từ trước đã làm xong trong kỳ."
        yield Line(key="nhiem-vu", text=text)


def _awareness(facts: Facts) -> str:
    found = facts.works.awareness
    came = " với «số_lượt_dự» lượt người dự" if found.attendance else ""
    born = "; từ đó có «số_nguồn_từ_tuyên_truyền» người được đưa vào nguồn" if found.sources else ""
    return f"Trong kỳ, tổ chức «số_hoạt_động_tuyên_truyền» hoạt động tuyên truyền, giác ngộ quần chúng{came}{born}."


def _class(kind: str, found: TrainingFigures) -> str:
    classes, sent, certified = (f"«{name}»" for name in CLASS_FIELDS[kind])
    name = _CLASSES[kind]
    if not found.classes:
        return f"Trong kỳ, có {certified} người được cấp giấy chứng nhận học lớp {name}."
    papers = f"; {certified} người được cấp giấy chứng nhận trong kỳ" if found.certified else ""
    if not found.sent:
        return f"Trong kỳ, có {classes} lớp {name} khai giảng{papers}."
    return f"Cử {sent} lượt người học {classes} lớp {name}{papers}."


def promised_by_members(facts: Facts) -> Iterator[Line]:
    """How many commitments of the year are in."""
    found = facts.works.commitments
    if found.total <= 0:
        return
    turns = ", chung «số_đợt_cam_kết» đợt" if found.rounds > 1 else ""
    year = f"năm {facts.until.year}{turns}"
    if not found.handed_in:
        text = f"Đến hết ngày «ngày_số_liệu», chưa thu bản cam kết nào trong «số_cam_kết_phải_nộp» bản của {year}."
    elif found.handed_in >= found.total:
        text = f"Đến hết ngày «ngày_số_liệu», đã thu đủ «số_cam_kết_đã_nộp» bản cam kết của {year}."
    else:
        in_time = "đã thu «số_cam_kết_đã_nộp» trên «số_cam_kết_phải_nộp» bản cam kết"
        text = f"Đến hết ngày «ngày_số_liệu», {in_time} của {year}."
    yield Line(key="cam-ket", text=text)


def honoured(facts: Facts) -> Iterator[Line]:
    """Commendations decided and badges given in the period."""
    works = facts.works
    parts = [
        "«số_lượt_khen_cá_nhân» lượt cá nhân" if works.commended_people else "",
        "«số_lượt_khen_tập_thể» lượt tập thể" if works.commended_units else "",
    ]
    said = " và ".join(part for part in parts if part)
    if said:
        yield Line(key="khen-thuong", text=f"Trong kỳ, có {said} được khen thưởng.")
    kinds = sorted(works.badges)
    if len(kinds) == 1:
        text = f"Trong kỳ, trao «số_huy_hiệu» Huy hiệu {kinds[0]} năm tuổi Đảng."
        yield Line(key="huy-hieu", text=text)
    elif kinds:
        each = ", ".join(f"«số_huy_hiệu_{years}» Huy hiệu {years} năm" for years in kinds)
        yield Line(key="huy-hieu", text=f"Trong kỳ, trao «số_huy_hiệu» Huy hiệu Đảng: {each}.")
