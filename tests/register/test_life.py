"""Phiếu đảng viên as dated facts: change apart from correction, read as of a day; mass organisations; the photo."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.holdings import Part
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register import actions, erasing, life
from chibo.register.models import Background, Correction, Erasure, PersonFact, Photo
from tests.factories import MONDAY, Cell, actor, cell

pytestmark = pytest.mark.django_db
JANUARY, MARCH = date(2016, 1, 4), date(2017, 3, 6)


@pytest.fixture
def house() -> Cell:
    return cell()


def changed(house: Cell, field: str, text: str, since: date) -> PersonFact:
    return actions.change_fact(
        actor=actor(), on=MONDAY, person=house.an, field=field, text=text, since=since, paper="Giấy báo mẫu"
    )


def told(house: Cell, field: str, on: date) -> list[str]:
    return [held.text for held in life.life_on(house.an, on) if held.field == field]


def test_what_was_so_is_read_as_of_a_day(house: Cell) -> None:
    actions.record_background(actor=actor(), on=MONDAY, person=house.an, told={"permanent_residence": "Phường Mẫu Một"})
    assert told(house, "permanent_residence", date(2000, 1, 1)) == ["Phường Mẫu Một"]  # nobody told since when
    changed(house, "permanent_residence", "Phường Mẫu Hai", JANUARY)
    changed(house, "permanent_residence", "Xã Mẫu Ba", MARCH)
    days = (date(2015, 12, 31), JANUARY, date(2017, 3, 5), MARCH, MONDAY)
    assert [told(house, "permanent_residence", day) for day in days] == [
        ["Phường Mẫu Một"],
        ["Phường Mẫu Hai"],
        ["Phường Mẫu Hai"],
        ["Xã Mẫu Ba"],
        ["Xã Mẫu Ba"],
    ]
    assert Background.objects.get(person=house.an).permanent_residence == "Xã Mẫu Ba"  # what papers take


def test_a_new_name_is_found_and_the_old_one_stays_for_its_time(house: Cell) -> None:
    changed(house, "full_name", "Lò Mẫu Ân", JANUARY)
    house.an.refresh_from_db()
    assert (house.an.full_name, house.an.name_key) == ("Lò Mẫu Ân", "lo mau an")
    assert told(house, "full_name", date(2015, 6, 1)) == ["Lò Mẫu An"]
    assert Correction.objects.count() == 0


def test_a_correction_changes_the_past_and_keeps_the_proof(house: Cell) -> None:
    first = changed(house, "theory_level", "Sơ cấp", JANUARY)
    fact = changed(house, "theory_level", "Cao cấp", MARCH)
    actions.correct_fact(
        actor=actor(), on=MONDAY, fact=fact, text="Trung cấp", proof="bằng gốc", decided_by="Bí thư Lò Mẫu An"
    )
    house.an.refresh_from_db()
    assert house.an.theory_level == "Trung cấp"
    assert told(house, "theory_level", MARCH) == ["Trung cấp"]
    row = Correction.objects.get()
    assert (row.field, row.old_value, row.new_value) == ("fact.theory_level", "Cao cấp", "Trung cấp")
    actions.correct_fact(actor=actor(), on=MONDAY, fact=first, text="Sơ cấp LLCT", proof="a", decided_by="b")
    house.an.refresh_from_db()
    assert house.an.theory_level == "Trung cấp"  # a value of the past does not come back
    entry = AuditEntry.objects.filter(action="register.correct_fact").first()
    assert entry is not None
    assert "Trung cấp" not in str(entry.changes)


def test_setting_the_list_right_sets_the_open_fact_right(house: Cell) -> None:
    changed(house, "residence", "Tổ 1", JANUARY)
    actions.correct_person(
        actor=actor(), on=MONDAY, person=house.an, changes={"residence": "Tổ 2"}, proof="giấy", decided_by="Bí thư"
    )
    assert told(house, "residence", MONDAY) == ["Tổ 2"]


def test_changes_come_in_order_and_say_something_new(house: Cell) -> None:
    changed(house, "occupation", "Chuyên viên", MARCH)
    for text, since, said in (
        ("Phó phòng", JANUARY, "Lần thay đổi trước ghi từ"),
        ("Chuyên viên", date(2018, 1, 1), "đang ghi đúng như vậy"),
        ("Phó phòng", date(2018, 6, 1), "ở sau ngày hôm nay"),
        (" ", date(2018, 1, 1), "Chưa ghi nội dung mới"),
    ):
        with pytest.raises(FaultyError, match=said):
            changed(house, "occupation", text, since)
    with pytest.raises(FaultyError, match="ghi thêm thành dòng mới"):
        changed(house, "award", "Giấy khen", JANUARY)


def test_taking_a_change_back_lets_the_value_before_hold_again(house: Cell) -> None:
    first = changed(house, "occupation", "Chuyên viên", JANUARY)
    second = changed(house, "occupation", "Phó phòng", MARCH)
    with pytest.raises(FaultyError, match="lần thay đổi khác"):
        actions.take_back_fact(actor=actor(), on=MONDAY, fact=first, reason="nhầm")
    actions.take_back_fact(actor=actor(), on=MONDAY, fact=second, reason="nhầm")
    assert told(house, "occupation", MONDAY) == ["Chuyên viên"]
    assert Background.objects.get(person=house.an).occupation == "Chuyên viên"


def test_lists_hold_many_at_once_with_days_known_in_part(house: Cell) -> None:
    for text, since, until in (("Giấy khen A", "2012", None), ("Giấy khen B", "2015-09", None)):
        actions.add_fact(actor=actor(), on=MONDAY, person=house.an, field="award", text=text, since=since, until=until)
    post = actions.add_fact(
        actor=actor(), on=MONDAY, person=house.an, field="party_post", text="Đảng ủy viên", since="2013-02"
    )
    assert told(house, "award", date(2014, 1, 1)) == ["Giấy khen A"]
    assert told(house, "award", MONDAY) == ["Giấy khen A", "Giấy khen B"]
    actions.end_fact(actor=actor(), on=MONDAY, fact=post, until="2016")
    with pytest.raises(FaultyError, match="đã có ngày hết"):
        actions.end_fact(actor=actor(), on=MONDAY, fact=post, until="2017")
    with pytest.raises(FaultyError, match="không ở sau ngày bắt đầu"):
        actions.add_fact(actor=actor(), on=MONDAY, person=house.an, field="work", text="x", since="2016", until="2015")


def test_opening_a_life_is_written_and_needs_the_right(house: Cell) -> None:
    changed(house, "occupation", "Chuyên viên", JANUARY)
    held = actions.open_life(actor=actor(), on=MONDAY, person=house.an, day=MONDAY, purpose="Kiểm tra")
    assert [one.text for one in held if one.field == "occupation"] == ["Chuyên viên"]
    entry = AuditEntry.objects.get(action="privacy.seen")
    assert (entry.changes["block"], entry.reason) == ("facts", "Kiểm tra")
    with pytest.raises(NotAllowedError):
        actions.open_life(
            actor=actor(Permission.VIEW_PEOPLE), on=MONDAY, person=house.an, day=MONDAY, purpose="Kiểm tra"
        )


def test_one_person_is_in_several_mass_organisations(house: Cell) -> None:
    for sort in ("trade_union", "women", "youth_union"):
        actions.join_mass(
            actor=actor(), on=MONDAY, person=house.y, sort=sort, starts_on=JANUARY, place="Cơ quan Mẫu", post=""
        )
    house.y.refresh_from_db()
    assert (house.y.is_trade_union_member, house.y.is_youth_union_member) == (True, True)
    youth = house.y.mass_places.get(sort="youth_union")
    actions.leave_mass(actor=actor(), on=MONDAY, mass_place=youth, ends_on=MARCH)
    house.y.refresh_from_db()
    assert (house.y.is_trade_union_member, house.y.is_youth_union_member) == (True, False)
    with pytest.raises(FaultyError, match="đã ghi ở tổ chức ấy"):
        actions.join_mass(actor=actor(), on=MONDAY, person=house.y, sort="women", starts_on=MARCH, place="Cơ quan Mẫu")


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), "#336699").save(out, kind)
    return out.getvalue()


def test_a_photo_is_drawn_anew_replaced_removed_and_erased(
    house: Cell, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.add_photo(actor=actor(), on=MONDAY, person=house.y, name="a.png", content=picture())
    kept = vault.read(first.digest)
    assert kept.startswith(b"\xff\xd8")
    assert kept != picture("JPEG")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=actor(), on=MONDAY, photo=first)
    with pytest.raises(vault.DamagedFile):
        vault.read(first.digest)
    with django_capture_on_commit_callbacks(execute=True):
        again = actions.add_photo(actor=actor(), on=MONDAY, person=house.y, name="a.jpg", content=picture("JPEG"))
        erasure = Erasure.objects.create(
            person=house.y, organisation=house.organisation, asked_on=MONDAY, parts=[Part.PERSON.value]
        )
        erasing.erase(actor=actor(), on=MONDAY, erasure=erasure, parts=[Part.PERSON])
    assert not Photo.objects.exists()
    with pytest.raises(vault.DamagedFile):
        vault.read(again.digest)


def test_only_pictures_are_photos(house: Cell) -> None:
    with pytest.raises(FaultyError):
        actions.add_photo(actor=actor(), on=MONDAY, person=house.y, name="a.pdf", content=b"%PDF-1.4\n%%EOF")


def test_a_change_may_be_known_by_its_month(house: Cell) -> None:
    row = actions.change_fact(
        actor=actor(), on=MONDAY, person=house.an, field="residence", text="Tổ 5, phường Mẫu", since="2017-09"
    )
    assert str(row.since) == "2017-09"
    with pytest.raises(FaultyError, match="1-9-2017"):
        actions.change_fact(
            actor=actor(), on=MONDAY, person=house.an, field="residence", text="Tổ 6", since=date(2017, 8, 31)
        )
