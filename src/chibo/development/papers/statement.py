"""What a person tells of a life: values of the application, the life history, its check, and the member's own file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.development.check_words import PERIODS, RELATIONS
from chibo.development.facts import read_section, sections_in_force
from chibo.development.facts.sections import laid_over
from chibo.development.papers import bodies, records
from chibo.documents import wording
from chibo.law.calendar import PartialDate
from chibo.law.dossier import DossierFacts
from chibo.law.dossier.kinds import OpinionSource, Presence
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings import papers as meeting_papers
from chibo.register.corrected import label_of, said_value
from chibo.register.facts import rulebook_of
from chibo.register.models import Background, Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.records import Values
    from chibo.register.models import Admission, Person

_NO_DISTRICT: Final = date(2025, 7, 1)  # 294-QĐ/TW: the district level is gone
_BY_STANDARD: Final = "qd232-2025"  # speaks of the political standard, no longer of history and present politics
_TOLD: Final = {
    "tên_khai_sinh": "birth_name",
    "bí_danh": "other_names",
    "nơi_sinh": "birth_place",
    "nơi_thường_trú": "permanent_residence",
    "nơi_tạm_trú": "temporary_residence",
    "tôn_giáo": "religion",
    "nghề_nghiệp": "occupation",
    "giáo_dục_phổ_thông": "general_education",
    "giáo_dục_nghề_nghiệp": "vocational_education",
    "giáo_dục_đại_học": "higher_education",
    "học_hàm": "academic_title",
    "ngoại_ngữ": "languages",
    "tin_học": "computing",
    "tiếng_dân_tộc": "minority_language",
    "ngày_vào_Đoàn": "youth_union_joined",
    "kết_nạp_lần_đầu": "first_admission",
    "chính_thức_lần_đầu": "first_recognition",
    "người_giới_thiệu_lần_đầu": "first_introducers",
    "số_lý_lịch": "file_number",
}
"""Each placeholder of a form, and the field of the background that fills it."""


def told(case: DevelopmentCase) -> DossierFacts:
    """What people typed of a dossier and no table holds: relatives, history, whom to ask, whose opinions there are."""
    rows = sections_in_force([case])
    return laid_over(DossierFacts(), [read_section(row.name, row.content) for row in rows])


def background_values(person: Person) -> Values:
    """What the person told of a life, under the names of the forms."""
    row = Background.objects.filter(person=person).first()
    return {name: getattr(row, field) if row is not None else None for name, field in _TOLD.items()}


def life_values(case: DevelopmentCase, on: date) -> Values:
    """The person with all that the forms of a life ask; what the register holds fills what nobody told."""
    person = case.person
    said = {**records.person_values(case, on), **background_values(person)}
    said["nghề_nghiệp"] = said["nghề_nghiệp"] or said["chức_danh"]
    said["nơi_thường_trú"] = said["nơi_thường_trú"] or person.residence
    return {
        **said,
        "HỌ_TÊN": person.full_name.upper(),
        "giới_tính": person.get_sex_display() if person.sex else None,
        "dân_tộc": person.ethnicity,
        "trình_độ": person.schooling,
        "lý_luận": person.theory_level,
        "đã_từng_vào_Đảng": any(said[name] for name in ("kết_nạp_lần_đầu", "chính_thức_lần_đầu")),
    }


def application(case: DevelopmentCase, on: date) -> Values:
    """Values of the application: to whom, who, and the certificate of the class."""
    cell, foot = case.organisation, bodies.base(case)
    to = [str(records.committee_values(cell, on)["chủ_thể"])]
    if foot.organ != bodies.CELL:
        to.append(foot.said or "đảng ủy cơ sở ……")
    return {
        **meeting_papers.heading(cell, on),
        **life_values(case, on),
        "nơi_gửi_đơn": "; ".join(to),
        "giấy_chứng_nhận": certificate(case, PaperKind.AWARENESS_CERTIFICATE, StepKind.AWARENESS_CLASS_CERTIFIED),
    }


def certificate(case: DevelopmentCase, kind: PaperKind, step: StepKind) -> str | None:
    """How a paper cites a certificate: its number, its day, who gave it; as far as anybody recorded it."""
    paper, passed = records.paper_of(case, kind), records.step_of(case, step)
    day = paper.dated if paper and paper.dated else passed.on if passed else None
    number = (paper.number if paper else "") or (passed.number if passed else "")
    said = [f"số {number}"] if number else []
    said += [str(wording.day(day))] if day else []
    said += [f"do {passed.issued_by} cấp"] if passed and passed.issued_by else []
    return ", ".join(said) or None


def background(case: DevelopmentCase, on: date) -> Values:
    """Values of the life history: the numbered places, the personal history, the relatives."""
    return {
        **meeting_papers.heading(case.organisation, on),
        **life_values(case, on),
        **life_rows(told(case)),
    }


def life_rows(facts: DossierFacts) -> Values:
    """The two lists of a life history: where somebody was when, and who the relatives are."""
    return {
        "quá_trình": [
            {
                "từ": _short(one.starts_on),
                "đến": f"trước {_short(one.ends_on)}" if one.ends_on else "nay",
                "việc": PERIODS[one.kind],
                "nơi": one.place,
                "người_biết": one.witness,
            }
            for one in facts.person.history or ()
        ],
        "người_thân": [
            {
                "quan_hệ": RELATIONS[one.relation],
                "họ_tên": one.name or ("không có" if one.answer is Presence.NONE else None),
                "ghi_chú": _note(one.answer, is_abroad=one.is_abroad),
            }
            for one in facts.person.relatives or ()
        ],
    }


def own_values(fields: Mapping[str, str], facts: DossierFacts) -> Values:
    """The values that the person's own statement fills, before any of it is in the record."""
    said: Values = {name: fields[field] for name, field in _TOLD.items() if fields.get(field)}
    rows = {name: value for name, value in life_rows(facts).items() if value}
    born = PartialDate.parse(fields["birth"]) if fields.get("birth") else None
    own = {"ngày_sinh": wording.day(born), "quê_quán": fields.get("native_place"), "dân_tộc": fields.get("ethnicity")}
    return {**said, **{name: value for name, value in own.items() if value}, **rows}


def _short(day: PartialDate) -> str:
    return "-".join(str(int(part)) for part in reversed(str(day).split("-")))


def _note(answer: Presence | None, *, is_abroad: bool) -> str | None:
    if answer is Presence.DECEASED:
        return "đã mất"
    return "đang ở nước ngoài" if is_abroad else None


# --- the check of the life history ---


def verification(case: DevelopmentCase, on: date) -> Values:
    """Whom to ask about, where; never what was answered (decision 7). Who need not be asked is left out."""
    rules = rulebook_of(case.organisation, on)
    scope = rules.find("verify.scope", on)
    is_by_standard = rules.instruments[_BY_STANDARD].in_force_from <= on
    asked = [one for one in told(case).verification or () if not one.exempt_reason]
    rows: list[Values] = [
        {
            "họ_tên": one.name,
            "quan_hệ": RELATIONS[one.relation] if one.relation else "Người xin vào Đảng",
            "nơi_hỏi": one.asked_at,
        }
        for one in asked
    ]
    if not any(one.relation is None for one in asked):
        own: Values = {"họ_tên": case.person.full_name, "quan_hệ": "Người xin vào Đảng", "nơi_hỏi": None}
        rows.insert(0, own)
    return {
        **records.person_values(case, on),
        "người_thẩm_tra": rows,
        "căn_cứ_thẩm_tra": scope.citation.text if scope is not None else None,
        "nội_dung_chính_trị": "tiêu chuẩn chính trị" if is_by_standard else "lịch sử chính trị và chính trị hiện nay",
        "nơi_hỏi_thẩm_tra": _one_of(one.asked_at for one in asked),
    }


def asked_bodies(case: DevelopmentCase, source: OpinionSource) -> list[str]:
    """The bodies whose opinion of the person is asked, as somebody typed them."""
    return [one.body for one in told(case).opinions or () if one.source is source and one.body]


def _one_of(names: Iterable[str]) -> str | None:
    """The one name among several lines; nothing where there are several, or none."""
    known = {name for name in names if name}
    return known.pop() if len(known) == 1 else None


# --- the member's own file ---


def member(case: DevelopmentCase, on: date) -> Values:
    """Values of a member's own booklet and sheet: the life history, the joining days, the numbers."""
    foot, cell = bodies.base(case), case.organisation
    admission = records.admission_of(case.person, on)
    over = foot.row.parent if foot.row is not None else None
    chain = {
        "đảng_bộ_cơ_sở": None if foot.organ == bodies.CELL else wording.as_chapter(foot.name),
        "đảng_bộ_bộ_phận": wording.as_chapter(bodies.section(case).name),
        "đảng_bộ_trên_cơ_sở": wording.as_chapter(over.name if over else foot.row.superior_name if foot.row else ""),
        "đảng_bộ_tỉnh": wording.as_chapter(over.parent.name if over and over.parent else ""),
    }
    no_level = {} if cell.kind.has_section_committee else {"đảng_bộ_bộ_phận": "không"}
    if foot.organ == bodies.CELL:
        no_level["đảng_bộ_cơ_sở"] = "không"
    return {
        **background(case, on),
        **records.probation_values(case, on),
        **{name: value or None for name, value in chain.items()},
        **no_level,
        "còn_cấp_huyện": on < _NO_DISTRICT,
        "số_thẻ": case.person.card_number,
        "ngày_chính_thức": _official(admission),
    }


def _official(admission: Admission | None) -> str | None:
    return wording.day(admission.official_on) if admission is not None and admission.recognised_on else None


def supplement(case: DevelopmentCase, on: date) -> Values:
    """Values of the yearly supplement: what was set right since the year began, with the day of each."""
    rows = Correction.objects.filter(person=case.person, on__year=on.year, on__lte=on).order_by("on", "pk")
    return {
        **member(case, on),
        **records.committee_values(case.organisation, on),
        **meeting_papers.signing(case.organisation, on),
        "năm": on.year,
        "thay_đổi": [
            {
                "tên": label_of(row.field),
                "trước": said_value(row.field, row.old_value),
                "sau": said_value(row.field, row.new_value),
                "ngày": wording.short_day(row.on),
            }
            for row in rows
        ],
    }
