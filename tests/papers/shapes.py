"""Six shapes of a road beside the sample's: other unions, other levels above, other ages, moves, and regimes crossed.

Everybody is made up. Each shape names the days on which somebody looks at it, and what the maker is asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.development.models import DevelopmentCase, DossierSection, Mentorship, Paper, Step
from chibo.development.papers import Given
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.models import AgendaItem, Meeting, Resolution, Vote
from chibo.register.kinds import KINDS, Kind
from chibo.register.models import Background, OfficeHolding
from tests.factories import (
    AdmissionFactory,
    EmploymentFactory,
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    WorkplaceFactory,
    member,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.register.models import Organisation, Person, Workplace

_S = StepKind
FOUNDED = date(2005, 1, 3)


@dataclass(slots=True)
class Shape:
    """One road with its cell; ``days``: when somebody asks what is due; ``given``: what the maker answers."""

    case: DevelopmentCase
    days: tuple[date, ...]
    given: Given = field(default_factory=Given)


def organisation(kind: str, name: str, parent: Organisation | None = None, key: str = "") -> Organisation:
    """An organisation of one kind under another."""
    shape = KINDS[kind]
    made = KindFactory.create(
        code=kind,
        name=shape["name"],
        is_cell=shape.get("is_cell", False),
        is_grassroots=shape.get("is_grassroots", False),
        has_section_committee=shape.get("has_section_committee", False),
        has_base_committee=shape.get("has_base_committee", False),
    )
    above = (parent.scope_key if parent else "") + key
    superior = "" if parent else "Đảng bộ tỉnh Điện Biên (mẫu)"
    return OrganisationFactory.create(
        kind=made, name=name, parent=parent, scope_key=above, starts_on=FOUNDED, superior_name=superior
    )


def _tree(kind: str) -> tuple[Organisation, Workplace]:
    """A cell of a kind with the levels above it, and the workplace whose staff it counts."""
    top = organisation(Kind.SUPERIOR_COMMITTEE, "Đảng bộ thị xã Mường Lay (mẫu)", key="s001")
    base = organisation(Kind.GRASSROOTS_CHAPTER, "Đảng bộ phường Sông Đà (mẫu)", top, key="0001")
    for row, name in ((base, "Vàng Mẫu Hồng"), (top, "Giàng Mẫu Phúc")):
        _secretary(row, member(row, name))
    over = base
    if kind == Kind.SECTION_CELL:
        over = organisation(Kind.SECTION_CHAPTER, "Đảng bộ bộ phận Trường học (mẫu)", base, key="0001")
        _secretary(over, member(over, "Tòng Mẫu Lan"))
    cell = organisation(kind, "Chi bộ Trường Tiểu học Mẫu", over, key="0001")
    return cell, WorkplaceFactory.create(organisation=cell, name="Trường Tiểu học Mẫu")


def _secretary(row: Organisation, person: Person) -> None:
    OfficeHolding.objects.create(person=person, organisation=row, office="secretary", starts_on=date(2015, 5, 22))


def _staff(cell: Organisation, workplace: Workplace) -> list[Person]:
    people = [member(cell, name) for name in ("Lường Mẫu Biên", "Cà Mẫu Chương", "Vì Mẫu Duyên", "Mùa Mẫu Giang")]
    _secretary(cell, people[0])
    for person in people:
        EmploymentFactory.create(person=person, workplace=workplace, position="Giáo viên")
    return people


def _road(cell: Organisation, workplace: Workplace, full_name: str, **person: object) -> DevelopmentCase:
    who = PersonFactory.create(
        organisation=cell,
        full_name=full_name,
        native_place="xã Mường Phăng, tỉnh Điện Biên",
        residence="tổ 4, phường Sông Đà",
        ethnicity="Thái",
        schooling="12/12, đại học",
        **person,
    )
    EmploymentFactory.create(person=who, workplace=workplace, position="Giáo viên", starts_on=date(2012, 9, 3))
    return DevelopmentCase.objects.create(
        person=who, organisation=cell, scope_key=cell.scope_key, opened_on=date(2016, 1, 4)
    )


def _steps(case: DevelopmentCase, *steps: tuple[StepKind, date], **last: object) -> None:
    for kind, on in steps[:-1]:
        Step.objects.create(case=case, kind=kind.value, on=on)
    kind, on = steps[-1]
    Step.objects.create(case=case, kind=kind.value, on=on, **last)


def _helped(case: DevelopmentCase, since: date, *mentors: Person, **more: object) -> None:
    for mentor in mentors:
        Mentorship.objects.create(case=case, mentor=mentor, starts_on=since, **more)


def voted(case: DevelopmentCase, sort: str, on: date, *, base: int = 4, approve: int = 4, number: int = 5) -> Vote:
    """The cell's meeting about a person, its vote and its resolution."""
    meeting = Meeting.objects.create(
        organisation=case.organisation,
        on=on,
        chair=case.organisation.office_holdings.get(office="secretary").person,
        minute_taker=case.organisation.office_holdings.get(office="secretary").person,
        state=Meeting.State.ADOPTED,
        adopted_on=on,
        members_total=base,
        members_official=base,
        present_total=base,
        present_official=base,
    )
    title = f"{AgendaItem.Sort(sort).label}: {case.person.full_name}"
    item = AgendaItem.objects.create(
        meeting=meeting, order=1, sort=sort, title=title, subject=case.person, conclusion="Đủ tiêu chuẩn, điều kiện."
    )
    vote = Vote.objects.create(
        item=item,
        method=Vote.Method.SECRET_BALLOT,
        base=base,
        base_sentence="",
        needed=3,
        threshold="2/3",
        issued=base,
        collected=base,
        valid=base,
        approve=approve,
        against=base - approve,
    )
    Resolution.objects.create(
        organisation=case.organisation, meeting=meeting, item=item, vote=vote, on=on, number=number, title=title
    )
    return vote


def told(case: DevelopmentCase, name: str, content: object) -> None:
    """One section of the dossier file, as somebody typed it."""
    written = json.dumps(content, ensure_ascii=False)
    DossierSection.objects.create(case=case, name=name, content=written, entered_on=case.opened_on)


def _life(case: DevelopmentCase, **more: str) -> None:
    plain = {
        "birth_name": case.person.full_name,
        "other_names": "không",
        "birth_place": "Trạm y tế xã Mường Phăng",
        "temporary_residence": "không",
        "religion": "không",
        "general_education": "12/12",
        "higher_education": "Đại học Sư phạm, ngành Giáo dục Tiểu học",
        "youth_union_joined": "26-3-2008, Trường THPT Mẫu",
    }
    Background.objects.create(person=case.person, **{**plain, **more})


def _asked(case: DevelopmentCase) -> None:
    told(
        case,
        "verification",
        [
            {"relation": "father", "name": "Quàng Mẫu Ín", "asked_at": "Đảng ủy xã Mường Phăng", "kind": "domestic"},
            {"relation": "mother", "name": "Lò Mẫu Ói", "asked_at": "Đảng ủy xã Mường Phăng", "kind": "domestic"},
        ],
    )
    told(
        case,
        "opinions",
        [
            {"source": "residence", "body": "Chi ủy chi bộ tổ 4, phường Sông Đà"},
            {"source": "organisation", "body": "Công đoàn Trường Tiểu học Mẫu"},
        ],
    )
    told(
        case,
        "relatives",
        [
            {"relation": "father", "name": "Quàng Mẫu Ín", "answer": "exists"},
            {"relation": "mother", "name": "Lò Mẫu Ói", "answer": "deceased"},
            {"relation": "child", "answer": "none"},
        ],
    )
    told(
        case,
        "history",
        [
            {"kind": "education", "starts_on": "1998-09", "ends_on": "2010-06", "place": "Trường THPT Mẫu"},
            {"kind": "work", "starts_on": "2012-09", "place": "Trường Tiểu học Mẫu", "witness": "Cà Mẫu Chương"},
        ],
    )


# --------------------------------------------------------------------------- the six shapes


def youth_union() -> Shape:
    """2018: a Union member in a cell under a base committee; the decision came, the ceremony waits and is late."""
    cell, workplace = _tree(Kind.SUBORDINATE_CELL)
    workplace.has_youth_union = True
    workplace.save()
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Quàng Mẫu Hạnh", birth="1992-08-15", is_youth_union_member=True)
    _life(case)
    _asked(case)
    _helped(case, date(2016, 9, 5), staff[1])
    _steps(
        case,
        (_S.SOURCE_ADDED, date(2016, 8, 8)),
        (_S.OUTSTANDING_RECOGNISED, date(2016, 9, 5)),
        (_S.MENTORS_ASSIGNED, date(2016, 9, 5)),
        (_S.CANDIDATE_RECOGNISED, date(2016, 12, 5)),
        (_S.AWARENESS_CLASS_CERTIFIED, date(2017, 6, 12)),
        number="112-CN",
        issued_by="Trung tâm bồi dưỡng chính trị thị xã Mường Lay (mẫu)",
    )
    return Shape(case, (date(2018, 1, 15),))


def no_union() -> Shape:
    """2022: no union at the workplace, two introducers, a section committee and a base committee above."""
    cell, workplace = _tree(Kind.SECTION_CELL)
    workplace.has_trade_union = False
    workplace.save()
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Lò Mẫu Khang", birth="1988-02-29", sex="male")
    _life(case)
    _asked(case)
    _helped(case, date(2021, 3, 8), staff[1], staff[2])
    _steps(case, *_until_dossier(2021), (_S.MEMBER_INTRODUCED, date(2022, 4, 18)))
    vote = voted(case, AgendaItem.Sort.ADMISSION, date(2022, 5, 9), approve=3)
    Step.objects.create(case=case, kind=_S.OPINIONS_SYNTHESISED.value, on=date(2022, 5, 2))
    Step.objects.create(
        case=case,
        kind=_S.CELL_PROPOSED_ADMISSION.value,
        on=date(2022, 5, 9),
        vote=vote,
        resolution=vote.resolutions.get(),
    )
    return Shape(case, (date(2022, 5, 16),), Given(destination="Đảng ủy xã Mường Phăng", reason="chuyển công tác"))


def _until_dossier(year: int) -> tuple[tuple[StepKind, date], ...]:
    return (
        (_S.SOURCE_ADDED, date(year, 2, 8)),
        (_S.OUTSTANDING_RECOGNISED, date(year, 3, 8)),
        (_S.MENTORS_ASSIGNED, date(year, 3, 8)),
        (_S.CANDIDATE_RECOGNISED, date(year, 5, 10)),
        (_S.AWARENESS_CLASS_CERTIFIED, date(year, 8, 20)),
        (_S.APPLICATION_RECEIVED, date(year + 1, 3, 14)),
        (_S.BACKGROUND_DECLARED, date(year + 1, 3, 21)),
        (_S.BACKGROUND_CHECKED, date(year + 1, 4, 11)),
    )


def over_sixty() -> Shape:
    """2024: sixty-two years old, with the written consent from above; the decision is awaited."""
    cell, workplace = _tree(Kind.SUBORDINATE_CELL)
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Giàng Mẫu Lử", birth="1961-11-03", sex="male")
    _life(case, occupation="Trưởng bản")
    _helped(case, date(2023, 3, 8), staff[3])
    _steps(
        case,
        *_until_dossier(2023),
        (_S.UNION_INTRODUCED, date(2024, 4, 15)),
        (_S.MEMBER_INTRODUCED, date(2024, 4, 18)),
        (_S.OPINIONS_SYNTHESISED, date(2024, 4, 25)),
    )
    vote = voted(case, AgendaItem.Sort.ADMISSION, date(2024, 5, 6))
    Step.objects.create(
        case=case,
        kind=_S.CELL_PROPOSED_ADMISSION.value,
        on=date(2024, 5, 6),
        vote=vote,
        resolution=vote.resolutions.get(),
        superior_consent=True,
    )
    return Shape(case, (date(2024, 5, 20),))


def moved() -> Shape:
    """2025: came from another cell on the way, helped anew here; the life history is being checked."""
    cell, workplace = _tree(Kind.SUBORDINATE_CELL)
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Mùa Mẫu Pàng", birth="1999-05-20")
    _life(case)
    _asked(case)
    told(case, "person", {"transfers": [{"phase": "during_process", "arrived_on": "2025-02-03"}]})
    _helped(case, date(2025, 2, 10), staff[2], is_replacement=True)
    _steps(case, *_until_dossier(2024)[:-1])
    given = Given(
        destination="Đảng ủy xã Tủa Chùa (mẫu)",
        reason="chuyển công tác",
        verifier=staff[1],
        valid_until=date(2025, 8, 29),
    )
    return Shape(case, (date(2025, 7, 21),), given)


def readmitted() -> Shape:
    """2026: admitted again; the twelve months ended and the cell has not considered yet, past its term."""
    cell, workplace = _tree(Kind.SUBORDINATE_CELL)
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Vàng Mẫu Quyền", birth="1979-09-09", sex="male")
    _life(
        case,
        first_admission="19-5-2004, Chi bộ Bản Mẫu",
        first_recognition="19-5-2005, Chi bộ Bản Mẫu",
        first_introducers="Lò Mẫu Sinh, Quàng Mẫu Tâm",
    )
    _steps(
        case,
        (_S.CELL_PROPOSED_ADMISSION, date(2025, 3, 3)),
        (_S.ADMISSION_DECIDED, date(2025, 4, 14)),
        (_S.ADMISSION_DECISION_RECEIVED, date(2025, 4, 21)),
        (_S.ADMITTED, date(2025, 5, 19)),
    )
    AdmissionFactory.create(
        person=case.person,
        is_readmission=True,
        decided_on=date(2025, 4, 14),
        ceremony_on=date(2025, 5, 19),
        official_on=None,
        recognised_on=None,
    )
    MembershipFactory.create(person=case.person, starts_on=date(2025, 5, 19))
    _helped(case, date(2025, 5, 19), staff[3], period=Mentorship.Period.PROBATION, is_introducer=False)
    Paper.objects.create(
        case=case, kind=PaperKind.NEW_MEMBER_CERTIFICATE.value, dated=date(2025, 11, 7), number="31-CN", is_present=True
    )
    given = Given(reason="chi bộ khuyết bí thư từ tháng 5 đến tháng 7")
    return Shape(case, (date(2026, 8, 3),), given)


def crossing() -> Shape:
    """2021: proposed under one regulation, decided under the next; the ceremony is late and asks for consent."""
    cell, workplace = _tree(Kind.SUBORDINATE_CELL)
    staff = _staff(cell, workplace)
    case = _road(cell, workplace, "Cà Mẫu Thuận", birth="1995-12-12")
    _life(case)
    _asked(case)
    _helped(case, date(2020, 3, 9), staff[1])
    _steps(
        case,
        *_until_dossier(2020),
        (_S.UNION_INTRODUCED, date(2021, 5, 10)),
        (_S.MEMBER_INTRODUCED, date(2021, 5, 12)),
        (_S.OPINIONS_SYNTHESISED, date(2021, 5, 17)),
    )
    vote = voted(case, AgendaItem.Sort.ADMISSION, date(2021, 7, 12))
    Step.objects.create(
        case=case,
        kind=_S.CELL_PROPOSED_ADMISSION.value,
        on=date(2021, 7, 12),
        vote=vote,
        resolution=vote.resolutions.get(),
    )
    Step.objects.create(
        case=case,
        kind=_S.BASE_PROPOSED_ADMISSION.value,
        on=date(2021, 8, 9),
        number="14-NQ/ĐU",
        issued_by="Đảng ủy phường Sông Đà (mẫu)",
        signed_by="Vàng Mẫu Hồng",
    )
    Step.objects.create(
        case=case,
        kind=_S.ADMISSION_DECIDED.value,
        on=date(2021, 9, 6),
        number="88-QĐ/ĐU",
        issued_by="Ban Thường vụ Thị ủy Mường Lay (mẫu)",
        signed_by="Giàng Mẫu Phúc",
    )
    Step.objects.create(case=case, kind=_S.ADMISSION_DECISION_RECEIVED.value, on=date(2021, 9, 13))
    given = Given(
        ceremony_on=date(2021, 11, 22),
        reason="địa phương giãn cách phòng dịch, chưa tập trung đông người được",
        time="8 giờ",
        place="Phòng họp Trường Tiểu học Mẫu",
        conductor="đồng chí Cà Mẫu Chương",
    )
    return Shape(case, (date(2021, 9, 20), date(2021, 11, 15)), given)


SHAPES: Final[dict[str, Callable[[], Shape]]] = {
    "có tổ chức Đoàn, đảng ủy cơ sở (2018)": youth_union,
    "không đoàn thể, đảng ủy bộ phận (2022)": no_union,
    "trên 60 tuổi, có văn bản đồng ý (2024)": over_sixty,
    "chuyển đến giữa chừng (2025)": moved,
    "kết nạp lại, xét chậm (2026)": readmitted,
    "qua nhiều quy định (2021)": crossing,
}
