"""What stood in the register is never lost: lists, the life history, the dates of an admission keep it with proof."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core import serializers

from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError
from chibo.documents.actions import add_scan
from chibo.register import actions, corrected, life
from chibo.register.models import (
    Admission,
    Background,
    Correction,
    Employment,
    Membership,
    Person,
    PersonFact,
)
from chibo.register.queries import shelf_of_correction
from tests.documents.scan_files import photograph
from tests.factories import MONDAY, Cell, actor, cell

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.django_db
JANUARY, MARCH = date(2016, 1, 4), date(2017, 3, 6)
PROOF: dict[str, Any] = {"proof": "Quyết định 12-QĐ/ĐU, bản gốc", "decided_by": "Bí thư Lò Mẫu An"}


@pytest.fixture
def house() -> Cell:
    return cell()


def kept() -> set[tuple[str, str, str]]:
    return {(one.field, one.old_value, one.new_value) for one in Correction.objects.all()}


def held_of(person: Person) -> str:
    models = (Person, Background, Employment, Admission, Membership, Correction, PersonFact)
    return str(
        serializers.serialize("json", [row for model in models for row in model._default_manager.order_by("pk")])
    )


# ---------------------------------------------------------------------- a list brought again


def listed(house: Cell, person: Person, values: dict[str, Any]) -> actions.Entered:
    entry = actions.Entry(
        mark="Dòng 2",
        organisation=house.organisation,
        workplace=house.workplace,
        values=values,
        person_id=person.pk,
    )
    return actions.enter_people(
        actor=actor(), on=MONDAY, organisation=house.organisation, entries=[entry], proof="danh-sach.xlsx"
    )[0]


def test_what_a_list_replaces_stays_as_a_correction_and_comes_back_exactly(house: Cell) -> None:
    told = {"occupation": "Giáo viên", "religion": "không"}
    actions.record_background(actor=actor(), on=MONDAY, person=house.an, told=told)
    actions.change_fact(
        actor=actor(), on=MONDAY, person=house.an, field="residence", text="Tổ 1", since=JANUARY, paper="QĐ 2"
    )
    PersonFact.objects.filter(person=house.an, until="").update(text="Tổ 1, phường Mẫu")  # as older records have it
    admission = house.an.admissions.get()
    before = held_of(house.an)
    done = listed(
        house,
        house.an,
        {
            "person.residence": "Tổ 2",
            "background.occupation": "Phó hiệu trưởng",
            "background.birth_place": "Xã Mẫu",
            "admission.decided_on": date(2008, 3, 17),
            "employment.position": "Phó Trưởng ban",
        },
    )
    position = Employment.objects.get(person=house.an).position
    assert position == "Phó Trưởng ban"
    assert kept() == {
        ("residence", "Tổ 1", "Tổ 2"),
        ("fact.residence", "Tổ 1, phường Mẫu", "Tổ 2"),
        ("background.occupation", "Giáo viên", "Phó hiệu trưởng"),
        ("admission.decided_on", str(admission.decided_on), "2008-03-17"),
        ("employment.position", "Chuyên viên", "Phó Trưởng ban"),
    }
    assert set(Correction.objects.values_list("proof", "decided_by")) == {("danh-sach.xlsx", "Lò Mẫu An")}
    since = AuditEntry.objects.latest("pk").pk
    actions.take_back_people(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        people=[],
        traces={house.an.pk: done.trace},
        since=since,
        reason="nhập nhầm",
    )
    assert held_of(house.an) == before


def test_a_list_is_not_taken_back_under_the_scan_of_its_proof(house: Cell) -> None:
    Person.objects.filter(pk=house.an.pk).update(residence="Tổ 1")
    done = listed(house, house.an, {"person.residence": "Tổ 2"})
    since = AuditEntry.objects.latest("pk").pk
    shelf = shelf_of_correction(Correction.objects.get(), house.organisation)
    add_scan(actor=actor(), on=MONDAY, shelf=shelf, name="giấy.jpg", content=photograph())
    with pytest.raises(FaultyError, match="đã có ghi chép khác dựa vào điều đã nhập"):
        actions.take_back_people(
            actor=actor(),
            on=MONDAY,
            organisation=house.organisation,
            people=[],
            traces={house.an.pk: done.trace},
            since=since,
            reason="nhập nhầm",
        )


def test_a_fact_that_says_what_the_list_corrects_is_kept_once(house: Cell) -> None:
    actions.change_fact(actor=actor(), on=MONDAY, person=house.an, field="residence", text="Tổ 1", since=JANUARY)
    listed(house, house.an, {"person.residence": "Tổ 2"})
    assert kept() == {("residence", "Tổ 1", "Tổ 2")}
    assert PersonFact.objects.get(person=house.an, until="").text == "Tổ 2"


# ---------------------------------------------------------------------- the life history


def told(house: Cell, values: Mapping[str, str], **more: Any) -> None:
    actions.record_background(actor=actor(), on=MONDAY, person=house.xuan, told=values, **more)


def occupation(house: Cell, day: date) -> list[tuple[str, str]]:
    held = life.life_on(house.xuan, day)
    return [(one.text, one.fact.paper if one.fact else "") for one in held if one.field == "occupation"]


@pytest.fixture
def dated(house: Cell) -> Cell:
    for text, since, paper in (("Giáo viên", JANUARY, "QĐ 1"), ("Hiệu phó", MARCH, "QĐ 2")):
        actions.change_fact(
            actor=actor(), on=MONDAY, person=house.xuan, field="occupation", text=text, since=since, paper=paper
        )
    return house


def test_a_track_told_by_day_asks_whether_it_changed_or_was_wrong(dated: Cell) -> None:
    with pytest.raises(FaultyError, match="“Nghề nghiệp hiện nay” đang ghi theo ngày") as caught:
        told(dated, {"occupation": "Chuyên viên Sở"}, **PROOF)
    assert [one.next for one in caught.value.faults] == ["Chọn: thay đổi từ ngày nào, hay ghi sai từ đầu."]
    assert occupation(dated, MONDAY) == [("Hiệu phó", "QĐ 2")]


def test_a_change_from_a_day_leaves_the_days_before_as_they_were(dated: Cell) -> None:
    told(dated, {"occupation": "Chuyên viên Sở"}, since=date(2018, 2, 1), proof="QĐ 3")
    assert occupation(dated, date(2018, 1, 1)) == [("Hiệu phó", "QĐ 2")]
    assert occupation(dated, MONDAY) == [("Chuyên viên Sở", "QĐ 3")]
    assert Background.objects.get(person=dated.xuan).occupation == "Chuyên viên Sở"
    assert kept() == set()
    with pytest.raises(FaultyError, match="không ở trước"):
        told(dated, {"occupation": "Hiệu trưởng"}, since=JANUARY, proof="QĐ 4")


def test_what_was_wrong_from_the_beginning_is_corrected_with_proof(dated: Cell) -> None:
    with pytest.raises(FaultyError, match="Chưa ghi giấy tờ chứng minh giá trị mới của “Nghề nghiệp hiện nay”"):
        told(dated, {"occupation": "Phó hiệu trưởng"}, was_wrong=True)
    told(dated, {"occupation": "Phó hiệu trưởng"}, was_wrong=True, **PROOF)
    assert occupation(dated, MARCH) == [("Phó hiệu trưởng", "QĐ 2")]
    assert kept() == {("background.occupation", "Hiệu phó", "Phó hiệu trưởng")}


def test_what_has_no_days_is_corrected_and_what_was_empty_is_only_filled(house: Cell) -> None:
    told(house, {"religion": "khôg", "birth_place": "Xã Mẫu"})
    assert kept() == set()
    with pytest.raises(FaultyError, match="Chưa ghi người quyết định sửa “Tôn giáo”"):
        told(house, {"religion": "không"}, proof="lý lịch gốc")
    told(house, {"religion": "không", "other_names": "không"}, since=MONDAY, **PROOF)  # no track: it has no days
    assert kept() == {("background.religion", "khôg", "không")}
    assert not PersonFact.objects.exists()
    entry = AuditEntry.objects.filter(action="register.record_background").latest("pk")
    assert "không" not in str(entry.changes)


# ---------------------------------------------------------------------- in words


@pytest.mark.parametrize(
    ("field", "value", "label", "said", "is_closed"),
    [
        ("birth", "1990-07", "Ngày sinh", "7-1990", False),
        ("sex", "female", "Giới tính", "nữ", False),
        ("is_trade_union_member", "True", "Đoàn viên công đoàn", "có", False),
        ("identity_number", "011", "Số định danh cá nhân", "011", True),
        ("admission.ceremony_on", "2012-11-19", "Ngày vào Đảng (lễ kết nạp)", "19-11-2012", False),
        ("admission.ceremony_on", "(đã xóa)", "Ngày vào Đảng (lễ kết nạp)", "(đã xóa)", False),
        ("background.religion", "không", "Tôn giáo", "không", True),
        ("employment.position", "Chuyên viên", "Chức danh", "Chuyên viên", False),
        ("membership.left_by", "death", "Rời chi bộ bằng cách nào", "từ trần", False),
        ("fact.occupation", "Hiệu phó", "Nghề nghiệp, chức danh", "Hiệu phó", True),
        ("fact.gone", "x", "Gone", "x", True),
        ("gone", "x", "Gone", "x", False),
    ],
)
def test_a_correction_is_told_in_words(field: str, value: str, label: str, said: str, is_closed: bool) -> None:  # noqa: FBT001
    assert (corrected.label_of(field), corrected.said_value(field, value)) == (label, said)
    assert corrected.is_closed(field) is is_closed
