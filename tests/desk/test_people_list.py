"""Người: filters with their counts, saved filters, pages that keep what was ticked, and acts on many at once."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.actions import drop_filter, save_filter
from chibo.accounts.models import Grant, SavedFilter, User
from chibo.accounts.queries import saved_filters
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.vietnamese import sort_key
from chibo.desk.many.actions import add_to_class, assign_mentor_to_many
from chibo.desk.many.trying import faults_of
from chibo.desk.queries import Wanted, people_list
from chibo.desk.queries.find_people import find_people
from chibo.development.models import ClassPlace, DevelopmentCase, Mentorship, TrainingClass
from chibo.register.models import Employment, Membership, Person
from tests.factories import MONDAY, TERM_START, EmploymentFactory, PersonFactory, actor, cell

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation
    from tests.factories import Cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    """The cell, with two people on the road: one past a day, one with a day to come."""
    made = cell(scope_key="t7000001")
    for person, stage, due in ((made.xuan, "outstanding", date(2018, 5, 1)), (made.y, "source", date(2018, 6, 1))):
        DevelopmentCase.objects.create(
            person=person,
            organisation=made.organisation,
            scope_key="t7000001",
            opened_on=date(2017, 5, 1),
            stage=stage,
            next_due=due,
            next_duty="write_mentor_note",
        )
    return made


def counts(organisation: Organisation, **words: str) -> list[dict[str, int]]:
    found = people_list(actor(), organisation, MONDAY, wanted=Wanted.read(words))
    return [{option.label: option.count for option in group.options} for group in found.groups]


def standings(organisation: Organisation) -> dict[str, str]:
    return {row.person.full_name: row.standing for row in people_list(actor(), organisation, MONDAY, limit=0).rows}


def test_everybody_gone_is_called_by_how_they_left(house: Cell) -> None:
    ways = {"an": "death", "bich": "expulsion", "cuong": "resignation", "dung": "transfer_out"}
    for name, way in ways.items():
        Membership.objects.filter(person=getattr(house, name)).update(ends_on=date(2018, 5, 1), left_by=way)
    told = standings(house.organisation)
    said = ("Đã từ trần", "Đã ra khỏi Đảng", "Đã ra khỏi Đảng", "Đã chuyển đi")
    assert tuple(told[getattr(house, name).full_name] for name in ways) == said
    found = find_people(actor(), house.organisation, MONDAY, "Lò Mẫu An").people
    assert [one.why for one in found] == ["Đã từ trần"]


def test_only_who_worked_here_before_is_said_not_to_any_more(house: Cell) -> None:
    villager = PersonFactory.create(organisation=house.organisation, full_name="Vàng Mẫu Thôn")
    gone = PersonFactory.create(organisation=house.organisation, full_name="Vàng Mẫu Xa")
    EmploymentFactory.create(person=gone, workplace=house.workplace, ends_on=date(2018, 5, 1))
    Employment.objects.filter(person__in=[house.xuan, house.y]).update(ends_on=date(2018, 5, 1))
    told = standings(house.organisation)
    assert told[villager.full_name] == told[house.xuan.full_name] == told[house.y.full_name] == "Quần chúng"
    assert told[gone.full_name] == "Không còn ở cơ quan"


def names(organisation: Organisation, **words: str) -> list[str]:
    found = people_list(actor(), organisation, MONDAY, wanted=Wanted.read(words))
    assert found.total == len(found.rows)
    return [row.person.full_name for row in found.rows]


def test_every_link_counts_what_it_would_show_beside_the_other_filters(house: Cell) -> None:
    assert counts(house.organisation) == [
        {"Tất cả": 7, "Đảng viên": 5, "Dự bị": 1, "Nguồn": 2, "Đã rời chi bộ": 0},
        {"Mọi bước": 7, "Nguồn": 1, "Quần chúng ưu tú": 1, "Không có hồ sơ đang mở": 5},
        {"Mọi hạn": 7, "Quá hạn": 1, "Đến hạn trong 30 ngày": 1, "Chưa có hạn": 5},
    ]
    assert names(house.organisation, loc="nguon") == ["Lò Mẫu Xuân", "Đặng Mẫu Ý"]
    assert names(house.organisation, loc="nguon", han="qua-han") == ["Lò Mẫu Xuân"]
    assert names(house.organisation, buoc="tao-nguon") == ["Đặng Mẫu Ý"]
    assert counts(house.organisation, loc="dang-vien")[2]["Mọi hạn"] == 5
    for words in ({}, {"loc": "nguon"}, {"han": "khong"}, {"buoc": "uu-tu"}, {"loc": "x", "buoc": "<b>"}):
        found = people_list(actor(), house.organisation, MONDAY, wanted=Wanted.read(words))
        for group in found.groups:
            for option in group.options:
                wanted = Wanted.read(dict(part.split("=") for part in option.query.split("&") if part))
                assert people_list(actor(), house.organisation, MONDAY, wanted=wanted).total == option.count


def test_the_list_goes_by_given_name_in_the_vietnamese_order_page_by_page(house: Cell) -> None:
    for name in ("Lò Mẫu Ân", "Bùi Mẫu Ăn", "Vì Mẫu Ấn", "Cà Mẫu Đông", "Cà Mẫu Dũng"):
        PersonFactory.create(full_name=name, organisation=house.organisation)
    seen, after = [], ""
    while True:
        found = people_list(actor(), house.organisation, MONDAY, after=after, limit=5)
        seen += [row.person.full_name for row in found.rows]
        after = found.after
        if not after:
            break
    assert seen == sorted(seen, key=sort_key)
    assert len(seen) == 12
    assert seen[:4] == ["Lò Mẫu An", "Bùi Mẫu Ăn", "Lò Mẫu Ân", "Vì Mẫu Ấn"]


def test_the_questions_do_not_grow_with_the_people(house: Cell) -> None:
    counted = []
    for more in (0, 2, 297):
        Person.objects.bulk_create(
            PersonFactory.build(organisation=house.organisation, scope_key="t7000001") for _ in range(more)
        )
        with CaptureQueriesContext(connection) as queries:
            people_list(actor(), house.organisation, MONDAY)
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 6


def test_a_filter_is_kept_for_oneself_or_for_the_organisation_and_counted(house: Cell) -> None:
    secretary, member = actor(scope_key="t7000001"), actor(Permission.VIEW_PEOPLE, scope_key="t7000001")
    keep: dict[str, Any] = {"on": MONDAY, "organisation": house.organisation, "kept": {"loc": "nguon"}}
    mine = save_filter(actor=secretary, name="Nguồn của tôi", **keep)
    with pytest.raises(FaultyError, match="Đã có bộ lọc"):
        save_filter(actor=secretary, name=" Nguồn  của tôi", **keep)
    with pytest.raises(FaultyError, match="Chưa đặt tên"):
        save_filter(actor=secretary, name=" ", **keep)
    with pytest.raises(NotAllowedError):
        save_filter(actor=member, name="Chung", is_shared=True, **keep)
    shared = save_filter(actor=secretary, name="Nguồn", is_shared=True, **keep)
    told = people_list(secretary, house.organisation, MONDAY, wanted=Wanted(loc="nguon")).saved
    assert [(one.row.name, one.count, one.is_open) for one in told] == [
        ("Nguồn của tôi", 2, True),
        ("Nguồn", 2, True),
    ]
    other = actor(Permission.VIEW_PEOPLE, scope_key="t7000001", name="Trần Mẫu Cường")
    SavedFilter.objects.exclude(pk=shared.pk).update(owner_uid="somebody else")
    assert list(saved_filters(other, house.organisation)) == [shared]
    assert list(saved_filters(actor(scope_key="t7000009"), house.organisation)) == []
    mine.refresh_from_db()
    with pytest.raises(NotAllowedError):
        drop_filter(actor=other, on=MONDAY, row=mine)
    drop_filter(actor=secretary, on=MONDAY, row=shared)
    assert AuditEntry.objects.filter(action="accounts.drop_filter").count() == 1


# ---------------------------------------------------------------------- many at once


def test_one_member_helps_many_or_nobody_with_every_fault_of_everybody(house: Cell) -> None:
    chosen = [house.bich, house.xuan, house.y, house.dung]
    given: dict[str, Any] = {
        "actor": actor(),
        "on": MONDAY,
        "organisation": house.organisation,
        "starts_on": date(2018, 5, 15),
    }
    with pytest.raises(FaultyError) as error:
        assign_mentor_to_many(**given, people=chosen, mentor=house.dung)
    told = [fault.what for fault in error.value.faults]
    assert {what.split(":")[0] for what in told} >= {"Nguyễn Mẫu Bích", "Quàng Mẫu Dung"}
    assert Mentorship.objects.count() == 0
    with pytest.raises(FaultyError, match="Chưa chọn ai"):
        assign_mentor_to_many(**given, people=[], mentor=house.dung)
    few: dict[str, Any] = given | {"actor": actor(Permission.VIEW_PEOPLE)}
    with pytest.raises(NotAllowedError):
        assign_mentor_to_many(**few, people=[house.xuan], mentor=house.dung)
    before = AuditEntry.objects.count()
    act: dict[str, Any] = {**given, "people": [house.xuan], "mentor": house.dung}
    assert faults_of(lambda: assign_mentor_to_many(**act)) == ()
    assert (Mentorship.objects.count(), AuditEntry.objects.count()) == (0, before), "a preview leaves nothing"
    assert assign_mentor_to_many(**act) == 1
    assert Mentorship.objects.get().mentor == house.dung
    assert AuditEntry.objects.filter(action="development.assign_mentor").count() == 1


def test_many_are_put_on_the_list_of_a_class_beside_those_who_stand_there(house: Cell) -> None:
    row = TrainingClass.objects.create(
        organisation=house.organisation, kind="other", name="Lớp Mẫu", organiser="Trung tâm Mẫu",
        starts_on=date(2018, 6, 4), last_on=date(2018, 6, 8), seats=3,
    )  # fmt: skip
    ClassPlace.objects.create(training_class=row, person=house.y, state="sent")
    ClassPlace.objects.create(training_class=row, person=house.cuong, state="left", reason="Đi công tác")
    given: dict[str, Any] = {"actor": actor(), "on": MONDAY, "training_class": row}
    assert add_to_class(**given, people=[house.y, house.xuan]) == 1
    assert {place.person.full_name: place.state for place in ClassPlace.objects.select_related("person")} == {
        "Đặng Mẫu Ý": "sent", "Lò Mẫu Xuân": "sent", "Trần Mẫu Cường": "left",
    }  # fmt: skip
    with pytest.raises(FaultyError, match="Lớp có 3 chỗ"):
        add_to_class(**given, people=[house.an, house.bich])
    with pytest.raises(NotAllowedError):
        add_to_class(**given | {"actor": actor(Permission.VIEW_CASES)}, people=[house.an])


# ---------------------------------------------------------------------- over HTTP


@pytest.fixture
def secretary(house: Cell, client: Client) -> Client:
    user = User.objects.create(username="toi", display_name="Vừ Mẫu Tôi", organisation=house.organisation)
    Grant.objects.create(
        user=user, organisation=house.organisation, role="secretary", reach="here", starts_on=TERM_START
    )
    client.force_login(user)
    return client


def test_what_was_ticked_goes_along_to_the_next_page_without_a_script(house: Cell, secretary: Client) -> None:
    for number in range(60):
        PersonFactory.create(full_name=f"Lò Mẫu An{number:02}", organisation=house.organisation, scope_key="t7000001")
    first = secretary.get("/nguoi/").content.decode()
    after = re.search(r'name="sau" value="([^"]+)"', first)
    assert after is not None
    answer = secretary.post("/nguoi/", {"sau": after[1], "nguoi": [str(house.an.uid), str(house.xuan.uid), "x<b>"]})
    page = answer.content.decode()
    assert f'<input type="hidden" name="nguoi" value="{house.an.uid}">' in page
    assert f'value="{house.xuan.uid}" aria-label="Chọn Lò Mẫu Xuân" checked>' in page
    assert "x<b>" not in page
    assert "Đã chọn 1 người ở trang khác" in page


def test_many_are_seen_beforehand_then_assigned(house: Cell, secretary: Client) -> None:
    path, ticked = "/nguoi/chon/giup-do/", [str(house.xuan.uid), str(house.bich.uid), str(PersonFactory.create().uid)]
    asked = secretary.post(path, {"nguoi": ticked}).content.decode()
    assert "Phân công người giúp đỡ: 2 người" in asked, "who may not be seen is left out"
    typed = {"nguoi": ticked[:2], "mentor": str(house.dung.uid), "starts_on": "15-5-2018", "lam": "xem"}
    refused = secretary.post(path, typed)
    assert refused.status_code == 422
    assert "Nguyễn Mẫu Bích: Chưa có hồ sơ phát triển đang mở." in refused.content.decode()
    tried = secretary.post(path, typed | {"nguoi": ticked[:1]})
    assert "ghi được cho cả 1 người. Chưa ghi gì." in tried.content.decode()
    assert Mentorship.objects.count() == 0
    done = secretary.post(path, typed | {"nguoi": ticked[:1], "lam": "ghi"})
    assert done.status_code == 302
    assert Mentorship.objects.get().mentor == house.dung
    assert secretary.post(path, {}).status_code == 302, "nobody chosen: back to the list, which says so"
    assert "Chưa chọn ai." in secretary.get("/nguoi/").content.decode()


def test_those_chosen_or_all_of_a_filter_are_printed_and_exported_and_it_is_written_down(
    house: Cell, secretary: Client
) -> None:
    page = secretary.post("/nguoi/chon/in/", {"nguoi": [str(house.y.uid), str(house.xuan.uid)]}).content.decode()
    assert "Danh sách 2 người" in page
    assert page.index("Lò Mẫu Xuân") < page.index("Đặng Mẫu Ý")
    answer = secretary.post("/nguoi/chon/tai/", {"tat-ca": "co", "loc": "dang-vien"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows if row[1] and "Mẫu" in str(row[1])] == [
        "Lò Mẫu An", "Nguyễn Mẫu Bích", "Trần Mẫu Cường", "Quàng Mẫu Dung", "Sùng Mẫu Vừ",
    ]  # fmt: skip
    lines = AuditEntry.objects.filter(action="desk.export_people").order_by("pk")
    assert [(line.changes["form"], line.changes["rows"]) for line in lines] == [("giay", 2), ("xlsx", 5)]


def test_a_filter_is_saved_and_dropped_on_its_pages(house: Cell, secretary: Client) -> None:
    assert "Lưu bộ lọc này" in secretary.get("/nguoi/?loc=du-bi").content.decode()
    saved = secretary.post("/nguoi/bo-loc/luu/?loc=du-bi&han=khong", {"name": "Dự bị", "is_shared": "on"})
    assert (saved.status_code, saved["Location"]) == (302, "/nguoi/?loc=du-bi&han=khong")
    page = secretary.get("/nguoi/?loc=du-bi&han=khong").content.decode()
    assert "Dự bị (1)</b> <span" in page
    assert secretary.post("/nguoi/bo-loc/luu/?loc=du-bi", {"name": "Dự bị"}).status_code == 422
    row = SavedFilter.objects.get()
    assert row.is_shared
    assert secretary.post(f"/nguoi/bo-loc/{row.uid}/bo/").status_code == 302
    assert not SavedFilter.objects.exists()
