"""Whole dossiers made to order, always the same: forty clean ones of different shapes, and one for each fault.

A dossier is built as its file form, so that a change reads as in the file: ``papers[application].dated: 2018-01-01``.
The faults are the first failing example of each ``checks/E….yaml``.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from chibo.law.calendar import add_months
from chibo.law.dossier import DossierFacts, from_file
from chibo.law.reading import rulebook

CHECKS = Path(__file__).parent / "checks"
RULES = rulebook()
NAME = "Lò Mẫu Xuân"
CELL = "Chi bộ Trường Mẫu"
HELPERS = ("Quàng Mẫu Dung", "Điêu Mẫu Sơn")
MEETING = 243  # from this day of the road on everything waits for the cell's meeting
LOCAL = (
    ("local.paper_validity_months", 12),
    ("local.candidate_wait_months", 3),
    ("local.carried_sealed", True),
    ("local.residence_signature_certified", True),
    ("local.whole_text", True),
    ("local.own_file_days", 10),
    ("local.resolution_age_months", 3),
)
TICKS = (
    "background_clean",
    "edge_seal",
    "application_handwritten",
    "conclusion_sealed",
    "carried_sealed",
    "residence_certified",
    "same_ink_original",
    "own_hand",
)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What kind of dossier: when it starts, which road of introduction, how far it went, what is special."""

    name: str
    start: date = date(2017, 7, 5)  # the resolution on the candidates' list
    road: str = "youth_union"
    until: str = "recognised"  # or meeting, joined
    married: bool = False
    base: bool = True
    section: bool = False
    special: str = ""  # over_age, transferred, readmitted, sparse, primary
    local: bool = False
    born: str = "1992-03-04"
    delay: int = 0  # days by which the cell meets later
    changes: dict[str, Any] = field(default_factory=dict)


class Builder:
    """Lays out the days of one shape and writes its papers."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.last: date = shape.start

    def day(self, offset: int) -> date:
        """A day of the road to admission; Tết 2018 and the like fall where they fall."""
        late = self.shape.delay if offset >= MEETING else 0
        return self.shape.start + timedelta(days=offset + late)

    @property
    def held(self) -> date:
        return self.day(318)

    def after(self, offset: int) -> date:
        """A day after the end of the 12 months."""
        return add_months(self.held, 12) + timedelta(days=offset)

    def reached(self, stage: str) -> bool:
        stages = ("meeting", "joined", "recognised")
        return stages.index(self.shape.until) >= stages.index(stage)

    def paper(self, kind: str, on: date, **given: Any) -> dict[str, Any]:
        self.last = max(self.last, on)
        numbers = RULES.find("dossier.form_numbers", on)
        sheet: dict[str, Any] = {
            "kind": kind,
            "dated": str(on),
            "date_written": f"ngày {on:%d} tháng {month(on)} năm {on.year}",
        }
        if numbers and kind in numbers.mapping:
            sheet["form_number"] = numbers.mapping[kind]
            sheet["template"] = template(on)
        return {**sheet, **given}

    def data(self) -> dict[str, Any]:
        data = {
            "version": 1,
            "person": self.person(),
            "organisation": self.organisation(),
            "helpers": self.helpers(),
            "remarks": self.remarks(),
            "papers": self.papers(),
            "ticks": [{"kind": kind, "by": "Đinh Mẫu Lan", "on": str(self.day(107)), "pages": 18} for kind in TICKS],
            "verification": self.verification(),
            "has_open_question": False,
            "opinions": [
                {"source": "residence", "body": "Bản Mẫu Một", "dated": str(self.day(201)), "signer_role": "secretary"},
                {"source": "organisation", "body": "Đoàn Trường Mẫu", "dated": str(self.day(203))},
            ],
            "meetings": self.meetings(),
            "context": self.context(),
            "binding": {"has_index": True, "pages_listed": 64, "pages_counted": 64},
        }
        if self.reached("joined"):
            data["decisions"] = self.decisions()
            data["ceremony"] = self.ceremony()
        if self.reached("recognised"):
            data["recognition"] = {"official_on_recorded": str(self.after(0))}
            data["records"] = {"reconciled_on": str(self.after(20)), "national_id_number": "011092000123"}
        self.make_special(data)
        return apply(data, self.shape.changes)

    # ------------------------------------------------------------------ people

    def person(self) -> dict[str, Any]:
        shape = self.shape
        unions = [{"kind": "youth_union", "name": "Đoàn Trường Mẫu", "starts_on": "2008-03-26"}]
        return {
            "name": NAME,
            "uid": "p1",
            "birth": shape.born,
            "id_card_name": NAME.upper(),
            "id_card_birth": shape.born,
            "certificate_name": NAME,
            "certificate_birth": shape.born,
            "id_number": "011092000123",
            "home_place": "xã Mẫu, tỉnh Điện Biên",
            "home_place_source": "id_card",
            "ethnic_group": "Thái",
            "schooling": "higher",
            "schools": ["Trường Trung học phổ thông Mẫu", "Trường Đại học Mẫu"],
            "places": [{"label": "nơi sinh", "old_name": "xã Mẫu, huyện Mẫu", "new_name": "xã Mẫu"}],
            "relatives": self.relatives(),
            "statement_is_clear": True,
            "history": [
                {"kind": "education", "starts_on": "2010-09", "ends_on": "2014-08", "witness": "Lường Mẫu Hà"},
                {"kind": "work", "starts_on": "2014-09", "witness": "Quàng Mẫu Dung"},
            ],
            "units": [{"unit": "Trường Mẫu", "starts_on": "2014-09-01"}],
            "unions": unions,
            "residences": [{"kind": "permanent", "place": "Bản Mẫu Một"}],
            "joined_unit_on": "2014-09-01",
            "is_married": shape.married,
            "is_youth_union_member": shape.road == "youth_union",
        }

    def relatives(self) -> list[dict[str, Any]]:
        def line(relation: str, answer: str = "exists", name: str = "") -> dict[str, Any]:
            return {"relation": relation, "answer": answer, "name": name or f"{relation} Mẫu"}

        listed = [line("father"), line("mother", "deceased"), line("child", "none"), line("sibling")]
        if self.shape.married:
            listed += [line("spouse"), line("spouse_father"), line("spouse_mother")]
            listed[2] = {**line("child"), "has_full_capacity": False}
        return listed

    def organisation(self) -> dict[str, Any]:
        shape = self.shape
        return {
            "name": CELL,
            "has_base_committee": shape.base,
            "has_section_committee": shape.section,
            "has_youth_union": shape.road == "youth_union",
            "has_trade_union": shape.road != "two_members",
            "bodies": [{"name": "Đảng ủy xã Mẫu", "kind": "base", "starts_on": "1990-01-01"}],
        }

    def helpers(self) -> list[dict[str, Any]]:
        shape = self.shape
        count = 2 if shape.road == "two_members" else 1
        listed = [
            {
                "name": name,
                "uid": f"h{index}",
                "starts_on": str(self.day(0)),
                "ends_on": str(self.held),
                "recognised_on": "2012-05-19",
                "units": [{"unit": "Trường Mẫu", "starts_on": "2012-09-01"}],
            }
            for index, name in enumerate(HELPERS[:count])
        ]
        again = {**listed[0], "starts_on": str(self.held), "for_probation": True}
        again.pop("ends_on")
        return [*listed, *([again] if self.reached("joined") else [])]

    def remarks(self) -> list[dict[str, Any]]:
        days = [self.day(offset) for offset in (120, 230)]
        if self.shape.delay:
            days += [self.day(230) + timedelta(days=150), self.day(230) + timedelta(days=300)]
        if self.reached("joined"):
            days += [self.held + timedelta(days=offset) for offset in (120, 240)]
        if self.reached("recognised"):
            days += [self.after(-20)]
        return [
            {"author": author, "name": name, "dated": str(day), "recorded_on": str(day)}
            for author, name in (("helper", HELPERS[0]), ("cell", CELL))
            for day in days
        ]

    def verification(self) -> list[dict[str, Any]]:
        asked = [
            (line["relation"], line["name"])
            for line in self.relatives()
            if line["answer"] == "exists" and line["relation"] not in {"sibling", "child"}
        ]
        items = [{"name": NAME, "asked_at": "xã Mẫu"}]
        items += [{"relation": relation, "name": name, "asked_at": "xã Mẫu"} for relation, name in asked]
        return [
            {**item, "sent_on": str(self.day(112)), "answered_on": str(self.day(138 + index))}
            for index, item in enumerate(items)
        ]

    # ------------------------------------------------------------------ papers

    def papers(self) -> list[dict[str, Any]]:
        made = [*self._before(), *self._union(), *self._voted()]
        if self.reached("joined"):
            made += self._decided()
        if self.reached("recognised"):
            made += self._recognised()
        return made

    def _before(self) -> list[dict[str, Any]]:
        name = {"name": NAME}
        quoted = {"name": NAME, "application_on": str(self.day(97)), "birth": self.shape.born, "unit": "Trường Mẫu"}
        count = 2 if self.shape.road == "two_members" else 1
        return [
            self.paper("candidate_resolution", self.day(0), quotes=name),
            self.paper("helper_resolution", self.day(0)),
            self.paper("awareness_certificate", self.day(72), issuer="Trung tâm Mẫu", quotes=name),
            self.paper(
                "application",
                self.day(97),
                author=NAME,
                handwritten=True,
                addressed_to=CELL,
                received_on=str(self.day(97)),
                quotes={"name": NAME, "birth": self.shape.born, "unit": "Trường Mẫu"},
                text="Tôi đã học xong lớp nhận thức về Đảng và làm giáo viên tại bản Mẫu Một từ năm 2014",
            ),
            self.paper(
                "background_statement",
                self.day(103),
                author=NAME,
                page_count=18,
                quotes={"name": NAME.upper(), "birth": self.shape.born, "unit": "Trường Mẫu"},
            ),
            self.paper("background_check", self.day(160), signer_role="secretary"),
            self.paper("background_remarks", self.day(163)),
            *(self.paper("member_introduction", self.day(194), author=who, quotes=name) for who in HELPERS[:count]),
            self.paper("opinions_synthesis", self.day(211), quotes=quoted),
        ]

    def _union(self) -> list[dict[str, Any]]:
        if self.shape.road == "two_members":
            return []
        kind = f"{self.shape.road}_resolution"
        signed = self.paper(kind, self.day(191), signer_role="union_executive_committee")
        return [self.paper("union_cell_proposal", self.day(184)), signed]

    def _resolution(self, kind: str, on: date) -> dict[str, Any]:
        counts = {"called": 25, "present": 23, "entitled": 21, "approve": 20, "against": 1, "invalid": 0}
        return self.paper(kind, on, counts=counts, merits=True, shortcomings=True, quotes={"name": NAME})

    def _voted(self) -> list[dict[str, Any]]:
        return [self._resolution("cell_admission_resolution", self.day(243))]

    def _above(self, kind: str, first: date) -> list[dict[str, Any]]:
        made = []
        if self.shape.section:
            made.append(self.paper(f"section_{kind}_appraisal", first + timedelta(days=5)))
        if self.shape.base:
            made.append(self.paper(f"base_{kind}_resolution", first + timedelta(days=9), issuer="Đảng ủy xã Mẫu"))
        return made

    def _decided(self) -> list[dict[str, Any]]:
        return [
            *self._above("admission", self.day(243)),
            self.paper("submission_letter", self.day(258)),
            self.paper("admission_decision", self.day(290)),
            self.paper("member_background", self.held + timedelta(days=6), quotes={"admitted_on": str(self.held)}),
            self.paper("member_sheet", self.held + timedelta(days=6), quotes={"admitted_on": str(self.held)}),
        ]

    def _recognised(self) -> list[dict[str, Any]]:
        quotes = {"admitted_on": str(self.held), "decided_on": str(self.day(290)), "name": NAME}
        return [
            self.paper("new_member_certificate", self.held + timedelta(days=146)),
            self.paper("self_review", self.after(1), author=NAME, quotes=quotes),
            self.paper("mentor_remarks", self.after(3), author=HELPERS[0], quotes=quotes),
            self.paper("probation_opinions_synthesis", self.after(9), quotes=quotes),
            self._resolution("cell_recognition_resolution", self.after(17)),
            *self._above("recognition", self.after(17)),
            self.paper("recognition_decision", self.after(40), quotes={**quotes, "official_on": str(self.after(0))}),
        ]

    # ------------------------------------------------------------------ acts

    def meetings(self) -> list[dict[str, Any]]:
        consulted = {
            "kind": "consultation",
            "held_on": str(self.day(208)),
            "called": 20,
            "attended": 17,
            "all_spoke": True,
            "applicant_absent": True,
        }
        held = [consulted, self._cell("cell_admission", self.day(243))]
        if self.reached("joined") and self.shape.base:
            held.append({"kind": "base_admission", "held_on": str(self.day(252))})
        if self.reached("recognised"):
            held.append(self._cell("cell_recognition", self.after(17)))
            if self.shape.base:
                held.append({"kind": "base_recognition", "held_on": str(self.after(26))})
        return held

    def _cell(self, kind: str, on: date) -> dict[str, Any]:
        vote = {"base": 21, "approve": 20, "against": 1, "invalid": 0, "present": 20, "written": 1, "total": 21}
        return {
            "kind": kind,
            "held_on": str(on),
            "author": "Cầm Mẫu Thủy",
            "attendance_by": "Tòng Mẫu Yên",
            "attendance_on": str(on),
            "called": 25,
            "attended": 23,
            "attendance": [{"role": "introducer", "name": HELPERS[0]}, {"role": "applicant", "name": NAME}],
            "minutes": {"dated": str(on), "approve": 20, "against": 1},
            "vote": {**vote, "needed_said": 14, "persons": [NAME]},
        }

    def decisions(self) -> list[dict[str, Any]]:
        days = [("cell_admission", self.day(290))]
        if self.reached("recognised"):
            days.append(("cell_recognition", self.after(40)))
        newest = date(2026, 7, 26)
        return [
            {
                "kind": kind,
                "body": "base_committee" if on >= newest else "immediate_superior_of_base",
                "procedure": "its_standing_committee",
            }
            for kind, on in days
        ]

    def ceremony(self) -> dict[str, Any]:
        return {
            "held_on": str(self.held),
            "decision_received_on": str(self.day(292)),
            "joined_on_recorded": str(self.held),
            "tenure_from_recorded": str(self.day(290)),
        }

    def context(self) -> dict[str, Any]:
        members = [
            {"uid": f"m{index}", "name": f"Mẫu {index}", "official_on": "2010-01-01", "recognised_on": "2010-02-01"}
            for index in range(21)
        ]
        probationer = {"uid": "new", "name": "Mẫu dự bị"}
        listed = {"members": [*members, probationer], "present": [f"m{index}" for index in range(20)]}
        rules = [
            {"key": key, "value": value, "starts_on": "2015-01-01", "citation": "Quy tắc riêng của chi bộ mẫu"}
            for key, value in (LOCAL if self.shape.local else ())
        ]
        return {
            "neighbours": [{"kind": "application", "text": "Một lá đơn khác hẳn, viết về nghề y tế ở bản"}],
            "receipts": [{"kind": "application", "received_on": str(self.day(97))}],
            "member_lists": [{"meeting": kind, **listed} for kind in ("cell_admission", "cell_recognition")],
            "issuers": [{"name": "Trung tâm Mẫu"}],
            "taken_id_numbers": ["011092000999"],
            **({"local_rules": rules} if rules else {}),
        }

    # ------------------------------------------------------------------ what is special

    def make_special(self, data: dict[str, Any]) -> None:
        special = self.shape.special
        if special:
            getattr(self, f"_{special}")(data)

    def _over_age(self, data: dict[str, Any]) -> None:
        data["papers"].append(self.paper("over_age_consent", self.day(230)))

    def _transferred(self, data: dict[str, Any]) -> None:
        on = str(self.day(60))
        move = {"phase": "during_process", "arrived_on": on, "certificate_on": on, "helper_assigned_on": on}
        data["person"]["transfers"] = [move]
        data["person"]["units"] = [{"unit": "Trường Mẫu", "starts_on": on}]
        data["person"]["joined_unit_on"] = on

    def _readmitted(self, data: dict[str, Any]) -> None:
        data["person"]["former"] = {"left_on": str(add_months(self.day(243), -48)), "reason": "ordinary"}
        data["papers"].append(self.paper("readmission_consent", self.day(235)))

    def _primary(self, data: dict[str, Any]) -> None:
        data["person"] |= {"schooling": "primary", "schooling_exception": "hard_area"}
        data["papers"].append(self.paper("schooling_exception", self.day(100)))

    def _sparse(self, data: dict[str, Any]) -> None:
        for block in ("remarks", "verification", "opinions", "binding", "context", "decisions", "has_open_question"):
            data.pop(block, None)
        data["person"] = {"name": NAME, "birth": self.shape.born, "is_youth_union_member": True, "is_married": False}


def month(day: date) -> str:
    """The month as papers write it: 01 and 02 with their nought."""
    return f"{day.month:02}" if day.month <= 2 or day.month >= 10 else str(day.month)


def template(on: date) -> str:
    if on >= date(2024, 10, 31):
        return "hd38btc-2024"
    return "hd12btc-2022" if on >= date(2022, 1, 18) else "hd09btc-2017"


# ---------------------------------------------------------------------- changes by path

_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?")


def apply(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Change a file's data by paths: ``papers[application].dated``; ``null`` takes away, ``papers+`` adds one."""
    changed = copy.deepcopy(data)
    for path, value in changes.items():
        _apply(changed, path, value)
    return changed


def _apply(data: dict[str, Any], path: str, value: Any) -> None:
    *road, last = path.split(".")
    place: Any = data
    for step in road:
        place = _walk(place, step)
    if last.endswith("+"):
        place.setdefault(last[:-1], []).append(value)
        return
    name, which = _STEP.fullmatch(last).groups()  # type: ignore[union-attr]
    if which is not None:
        index = _index(place[name], which)
        place[name][index : index + 1] = [] if value is None else [value]
    elif value is None:
        place.pop(name, None)
    else:
        place[name] = value


def _walk(place: Any, step: str) -> Any:
    name, which = _STEP.fullmatch(step).groups()  # type: ignore[union-attr]
    if which is None:
        return place.setdefault(name, {})
    return place[name][_index(place[name], which)]


def _index(items: list[dict[str, Any]], which: str) -> int:
    """The place of an item by its number, kind, relation, name or meeting."""
    if which.isdigit():
        return int(which)
    names = ("kind", "relation", "source", "meeting", "role", "author", "label", "name")
    for index, item in enumerate(items):
        if any(str(item.get(name)) == which for name in names):
            return index
    raise KeyError(which)


# ---------------------------------------------------------------------- the forty and the eighty-six

BASE = Shape(name="đủ cả, 2016", local=True)
SHAPES: dict[str, Shape] = {
    "base": BASE,
    "married": Shape(name="có gia đình", married=True, local=True),
    "2022": Shape(name="quy định 2021", start=date(2022, 3, 7), local=True),
    "open": Shape(name="còn mở, đã họp", until="meeting", local=True),
    "joined": Shape(name="dự bị", until="joined", local=True),
    "two": Shape(name="hai người giới thiệu", road="two_members", local=True),
    "over_age": Shape(name="trên 60", special="over_age", born="1955-03-04", road="two_members", local=True),
    "readmitted": Shape(name="kết nạp lại", special="readmitted", local=True),
    "transferred": Shape(name="chuyển đến", special="transferred", local=True),
    "young": Shape(name="sinh tháng 4-2000", born="2000-04-04", local=True),
    "meeting_2022": Shape(name="đã họp, quy định 2021", start=date(2022, 3, 7), until="meeting"),
    "delayed": Shape(name="chi bộ họp muộn 330 ngày", delay=330),
}
_STARTS = (
    date(2017, 7, 5),
    date(2018, 6, 5),
    date(2020, 12, 1),  # crosses 30-7-2021
    date(2021, 9, 6),
    date(2022, 3, 7),
    date(2023, 5, 4),
    date(2024, 6, 3),  # crosses 20-1-2025 and 1-7-2025
    date(2025, 1, 6),
)


def clean_shapes() -> list[Shape]:
    """Forty dossiers without a fault."""
    made: list[Shape] = []
    for start in _STARTS:
        made += [
            Shape(name=f"đoàn, {start}", start=start, until=_until(start)),
            Shape(name=f"công đoàn, {start}", start=start, road="trade_union", married=True, until=_until(start)),
            Shape(name=f"hai đảng viên, {start}", start=start, road="two_members", section=True, until=_until(start)),
        ]
    made += [
        Shape(name=f"trên 60, {start}", start=start, special="over_age", born="1955-03-04", road="two_members",
              until=_until(start))
        for start in _STARTS[:3]
    ]  # fmt: skip
    made += [Shape(name=f"chuyển đến, {start}", start=start, special="transferred") for start in _STARTS[:3]]
    made += [Shape(name=f"kết nạp lại, {start}", start=start, special="readmitted") for start in _STARTS[:3]]
    made += [
        Shape(name="chi bộ cơ sở", base=False),
        Shape(name="học vấn tiểu học, vùng khó khăn", special="primary"),
        Shape(name="2026, họp sau 26-7-2026", start=date(2026, 1, 5), until="meeting"),
        Shape(name="2026, lễ theo ngày ban hành", start=date(2025, 11, 3), until="joined"),
        Shape(name="ít dữ kiện", special="sparse"),
        Shape(name="lễ 29-2", start=date(2023, 4, 17), until="joined"),
        Shape(name="nề nếp riêng bật cả", local=True),
    ]
    return made


def _until(start: date) -> str:
    return "recognised" if start < date(2025, 1, 1) else "joined"


def built(shape: Shape) -> dict[str, Any]:
    """The file form of a shape."""
    return Builder(shape).data()


def checked_on(shape: Shape) -> date:
    """The day on which a dossier of a shape is checked: soon after its last act."""
    builder = Builder(shape)
    builder.data()
    return builder.last + timedelta(days=10)


def dossier(shape: Shape) -> DossierFacts:
    return from_file(built(shape))


def examples(code: str) -> list[dict[str, Any]]:
    """The worked examples of one check."""
    return list(yaml.safe_load((CHECKS / f"{code}.yaml").read_text("utf-8"))["examples"])


def example(given: dict[str, Any]) -> tuple[DossierFacts, date]:
    """The dossier of an example: a shape, its changes, and the day of the check."""
    shape = SHAPES[given.get("base", "base")]
    data = apply(built(shape), plain(given.get("change", {})))
    on = date.fromisoformat(str(given["on"])) if "on" in given else checked_on(shape)
    return from_file(data), on


def plain(value: Any) -> Any:
    """YAML's dates as the file form writes them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, date) else value


def faults() -> list[tuple[str, DossierFacts, date]]:
    """One dossier for each of the 86 codes, with the one fault seeded."""
    codes = [f"E{number:02}" for number in range(1, 87)]
    return [(code, *example(next(one for one in examples(code) if one["found"]))) for code in codes]
