"""Cây tổ chức in the browser: a day's tree, one organisation's story, a change looked at before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant
from chibo.base import jobs
from chibo.base.models import AuditEntry, Job
from chibo.register import actions as register
from chibo.register import scope_keys
from chibo.register.models import Membership, Organisation, OrganisationChange
from tests.factories import MONDAY, Cell, OrganisationFactory, actor, cell, member

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db
DECISION = {"number": "12-QĐ/ĐU", "decided_on": "20-2-2018", "decided_by": "Đảng ủy Mẫu", "day": "1-3-2018"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A committee with two chapters; the named cast and another cell stand under the first."""

    top: Organisation
    first: Organisation
    second: Organisation
    other: Organisation
    house: Cell


@pytest.fixture
def grown() -> Tree:
    def found(name: str, kind: str, parent: Organisation | None = None) -> Organisation:
        return register.found_organisation(
            actor=actor(), on=MONDAY, name=name, kind=kind, parent=parent, starts_on=date(2010, 1, 4), workplace=""
        )

    top = found("Đảng bộ Mẫu", "superior_committee")
    first, second = (found(f"Đảng bộ Mẫu {name}", "grassroots_chapter", top) for name in (1, 2))
    house = cell(name="Chi bộ Mẫu Một", parent=first, scope_key=f"{first.scope_key}000z")
    other = found("Chi bộ Mẫu Khác", "subordinate_cell", first)
    return Tree(top, first, second, other, house)


@pytest.fixture
def officer(grown: Tree, browser: Callable[..., Client]) -> Client:
    return browser(grown.top, below=True)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_tree_of_a_day(grown: Tree, officer: Client) -> None:
    assert "Đảng bộ Mẫu" in page(officer, "/to-chuc/")
    inside = page(officer, f"/to-chuc/?trong={grown.first.uid}")
    assert inside.index("Chi bộ Mẫu Khác") < inside.index("Chi bộ Mẫu Một")
    where = f"/to-chuc/{grown.house.organisation.uid}/"
    renamed = {**DECISION, "name": "Chi bộ Mẫu Mới", "kind": "grassroots_cell", "viec": "ghi"}
    assert officer.post(where + "doi-ten/", renamed).status_code == 302
    assert "Chi bộ Mẫu Mới" in page(officer, f"/to-chuc/?trong={grown.first.uid}")
    then = page(officer, f"/to-chuc/?trong={grown.first.uid}&ngay=28-2-2018")
    assert "Chi bộ Mẫu Một" in then
    assert "nay là Chi bộ Mẫu Mới" in then
    story = page(officer, where)
    assert "12-QĐ/ĐU" in story.replace("\u2011", "-")
    assert "Chi bộ Mẫu Một" in story
    assert "là Chi bộ Mẫu Một</span>" in page(officer, "/to-chuc/?tim=mau mot")


def test_a_change_is_told_before_it_is_written(grown: Tree, officer: Client) -> None:
    said = {
        **DECISION,
        "units": [str(grown.house.organisation.uid), str(grown.other.uid)],
        "into": "moi",
        "name": "Chi bộ Mẫu Chung",
        "kind": "subordinate_cell",
    }
    where = f"/to-chuc/{grown.first.uid}/sap-nhap/"
    lines = AuditEntry.objects.count()
    looked = officer.post(where, {**said, "viec": "xem"})
    assert looked.status_code == 200
    text = looked.content.decode()
    assert "Đảng viên" in text
    assert "Ghi quyết định" in text
    assert not OrganisationChange.objects.exists()
    assert AuditEntry.objects.count() == lines
    assert not Organisation.objects.filter(name="Chi bộ Mẫu Chung").exists()
    assert officer.post(where, {**said, "viec": "ghi"}).status_code == 302
    new = Organisation.objects.get(name="Chi bộ Mẫu Chung")
    assert new.parent == grown.first
    assert Membership.objects.filter(organisation=new, ends_on=None).count() == 5
    assert "thôi hoạt động từ" in page(officer, f"/to-chuc/{grown.other.uid}/")
    assert scope_keys.count_stale() == 0


def test_the_one_that_receives_may_be_ticked_among_those_that_merge(grown: Tree, officer: Client) -> None:
    here, other = grown.house.organisation, grown.other
    said = {**DECISION, "units": [str(here.uid), str(other.uid)], "into": str(other.uid), "viec": "ghi"}
    where = f"/to-chuc/{grown.first.uid}/sap-nhap/"
    alone = officer.post(where, {**said, "units": [str(other.uid)]})
    assert alone.status_code == 422
    assert "không thể sáp nhập vào chính mình" in alone.content.decode()
    assert officer.post(where, said).status_code == 302
    assert Membership.objects.filter(organisation=other, ends_on=None).count() == 5
    assert Organisation.objects.get(pk=other.pk).ends_on is None
    assert Organisation.objects.get(pk=here.pk).ends_on is not None


def test_faults_stand_beside_their_fields_and_nothing_is_written(grown: Tree, officer: Client) -> None:
    answer = officer.post(f"/to-chuc/{grown.house.organisation.uid}/giai-the/", {**DECISION, "viec": "ghi"})
    assert answer.status_code == 422
    assert "còn 5 đảng viên đang sinh hoạt" in answer.content.decode()
    answer = officer.post(f"/to-chuc/{grown.house.organisation.uid}/giai-the/", {"viec": "xem"})
    assert answer.status_code == 422
    assert "Chưa ghi số quyết định" in answer.content.decode()
    assert not OrganisationChange.objects.exists()


def test_people_are_chosen_for_a_division(grown: Tree, officer: Client) -> None:
    house = grown.house
    said = {**DECISION, "name": "Chi bộ Mẫu Ba", "kind": "subordinate_cell", "goes_on": "con", "viec": "ghi"}
    said |= {f"p_{house.an.uid}": "moi", f"p_{house.bich.uid}": str(grown.other.uid)}
    assert officer.post(f"/to-chuc/{house.organisation.uid}/tach/", said).status_code == 302
    places = Membership.objects.filter(ends_on=None).order_by("person__sort_key")
    assert [one.organisation.name for one in places if one.person_id in {house.an.pk, house.bich.pk}] == [
        "Chi bộ Mẫu Ba",
        "Chi bộ Mẫu Khác",
    ]


def test_organisations_below_are_chosen_for_a_division(
    grown: Tree, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.register.actions.places.FOLLOWS_AT_ONCE", 2)
    house, third = grown.house.organisation, register.found_organisation(
        actor=actor(), on=MONDAY, name="Chi bộ Mẫu Ba", kind="subordinate_cell", parent=grown.first, workplace="",
        starts_on=date(2010, 1, 4),
    )  # fmt: skip
    where = f"/to-chuc/{grown.first.uid}/tach/"
    assert "Tổ chức trực thuộc về đâu" in page(officer, where)
    said = {**DECISION, "name": "Đảng bộ Mẫu Mới", "kind": "grassroots_chapter", "goes_on": "con"}
    said |= {f"u_{house.uid}": "moi", f"u_{third.uid}": str(grown.second.uid)}
    looked = officer.post(where, {**said, "viec": "xem"})
    assert looked.status_code == 200
    text = looked.content.decode()
    assert "Về Đảng bộ Mẫu Mới (lập mới): 1 tổ chức (Chi bộ Mẫu Một)." in text
    assert "Về Đảng bộ Mẫu 2: 1 tổ chức (Chi bộ Mẫu Ba)." in text
    assert "Ở lại: 1 tổ chức (Chi bộ Mẫu Khác)." in text
    assert not OrganisationChange.objects.exists()
    ends = officer.post(where, {**said, "goes_on": "thoi", "viec": "xem"})
    assert ends.status_code == 422
    assert "Chưa chọn nơi về cho Chi bộ Mẫu Khác." in ends.content.decode()
    assert officer.post(where, {**said, "viec": "ghi"}).status_code == 302
    house.refresh_from_db()
    third.refresh_from_db()
    assert [house.parent.name if house.parent else "", third.parent] == ["Đảng bộ Mẫu Mới", grown.second]
    assert scope_keys.count_stale() == 7
    assert jobs.run_waiting() == 1
    assert scope_keys.count_stale() == 0


@pytest.fixture
def crowd(grown: Tree, monkeypatch: pytest.MonkeyPatch) -> list[Organisation]:
    """More communes under the committee than a list may hold; two bear one name."""
    monkeypatch.setattr("chibo.desk.tree.queries.LISTED", 2)
    return [
        OrganisationFactory.create(
            name=name, code=code, parent=grown.top, scope_key=f"{grown.top.scope_key}00a{number}",
            kind_id="grassroots_chapter", starts_on=date(2010, 1, 4),
        )
        for number, (name, code) in enumerate([("Đảng bộ xã Mẫu Núi", ""), ("Đảng bộ xã Mẫu Suối", "X-21"),
                                               ("Đảng bộ xã Mẫu Suối", "X-22")])
    ]  # fmt: skip


def test_a_parent_among_many_is_named(grown: Tree, officer: Client, crowd: list[Organisation]) -> None:
    mountain, _, stream = crowd
    where = f"/to-chuc/{grown.house.organisation.uid}/chuyen/"
    assert 'name="parent_ten"' in page(officer, where)

    def asked(**more: str) -> tuple[int, str]:
        answer = officer.post(where, {**DECISION, "viec": "xem", **more})
        return answer.status_code, answer.content.decode()

    status, text = asked()
    assert status == 422
    assert "Chưa ghi cấp trên mới." in text
    status, text = asked(parent_ten="xã Mẫu Biển")
    assert status == 422
    assert "Không có tổ chức nào chọn được mà tên hoặc mã là “xã Mẫu Biển”." in text
    status, text = asked(parent_ten="mau suoi")
    assert status == 422
    assert "“mau suoi” khớp với 2 tổ chức." in text
    assert "Đảng bộ xã Mẫu Suối (mã X-22) – Đảng bộ Mẫu</option>" in text
    assert "khớp với 1 tổ chức" in asked(parent_ten="mẫu núi")[1], "what is near is offered, never taken"
    status, text = asked(parent_ten="mau suoi", parent=str(stream.uid))
    assert status == 200
    assert "Cấp trên mới: Đảng bộ xã Mẫu Suối (mã X-22) – Đảng bộ Mẫu." in text
    assert asked(parent_ten="x-22")[0] == asked(parent_ten="DANG BO XA MAU NUI")[0] == 200
    status, text = asked(parent_ten="mau suoi", parent=str(grown.second.uid))
    assert status == 422, "what is not offered is not taken"
    said = {**DECISION, "parent_ten": "đảng bộ xã mẫu núi", "viec": "ghi"}
    assert officer.post(where, said).status_code == 302
    assert Organisation.objects.get(pk=grown.house.organisation.pk).parent == mountain


def test_who_merges_among_many_is_named_line_by_line(grown: Tree, officer: Client, crowd: list[Organisation]) -> None:
    mountain, one, two = crowd
    where = f"/to-chuc/{grown.top.uid}/sap-nhap/"
    said = {**DECISION, "into_ten": "Đảng bộ Mẫu 2", "units_ten": "Đảng bộ xã Mẫu Núi\r\nmẫu suối\r\nxã Mẫu Biển"}
    wrong = officer.post(where, {**said, "viec": "xem"})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "“mẫu suối” khớp với 2 tổ chức." in text
    assert "mã là “xã Mẫu Biển”" in text
    assert text.count('type="checkbox"') == 2
    said |= {"units_ten": "Đảng bộ xã Mẫu Núi\r\nmẫu suối", "units": str(two.uid)}
    looked = officer.post(where, {**said, "viec": "xem"})
    assert looked.status_code == 200
    assert "Sáp nhập vào đó: Đảng bộ xã Mẫu Núi, Đảng bộ xã Mẫu Suối." in looked.content.decode()
    assert "Chưa ghi những tổ chức" in officer.post(where, {**said, "units_ten": ""}).content.decode()
    assert officer.post(where, {**said, "viec": "ghi"}).status_code == 302
    ended = Organisation.objects.exclude(ends_on=None)
    assert {each.pk for each in ended} == {mountain.pk, two.pk}
    new = {**said, "into_ten": "", "into": "moi", "name": "Đảng bộ Mẫu Chung", "kind": "grassroots_chapter"}
    new |= {"units_ten": f"{one.code}\r\nĐảng bộ Mẫu 2", "units": "", "viec": "ghi"}
    assert officer.post(where, new).status_code == 302
    assert Organisation.objects.get(name="Đảng bộ Mẫu Chung").parent == grown.top


def test_receivers_of_a_division_among_many_are_named_first(
    grown: Tree, officer: Client, crowd: list[Organisation]
) -> None:
    mountain, one, _ = crowd
    where = f"/to-chuc/{grown.first.uid}/tach/"
    said = {**DECISION, "goes_on": "con", "receivers_ten": "Đảng bộ xã Mẫu Núi\r\nX-21", "viec": "xem"}
    looked = officer.post(where, said)
    assert looked.status_code == 200
    text = looked.content.decode()
    assert "bây giờ chọn" in text
    assert text.count(f'<option value="{mountain.uid}">') == 2
    assert "Ghi quyết định" not in text
    said |= {f"u_{grown.other.uid}": str(mountain.uid), f"u_{grown.house.organisation.uid}": str(one.uid)}
    assert officer.post(where, {**said, "viec": "ghi"}).status_code == 302
    assert Organisation.objects.get(pk=grown.other.pk).parent == mountain
    assert Organisation.objects.get(pk=grown.house.organisation.pk).parent == one


def test_many_follow_as_a_job_that_may_be_done_again(
    grown: Tree, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.register.actions.places.FOLLOWS_AT_ONCE", 2)
    said = {**DECISION, "parent": str(grown.second.uid), "viec": "ghi"}
    assert officer.post(f"/to-chuc/{grown.house.organisation.uid}/chuyen/", said).status_code == 302
    assert scope_keys.count_stale() == 7
    job = Job.objects.get(kind="follow_keys")
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert [job.state, job.done, job.total] == ["done", 7, 7]
    assert scope_keys.count_stale() == 0


def test_lists_ask_as_much_for_many_as_for_few(grown: Tree, officer: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(officer, path)
        return len(seen)

    path = f"/to-chuc/?trong={grown.first.uid}"
    few = asked(path)
    for number in range(3, 60):
        one = OrganisationFactory.create(
            name=f"Chi bộ Mẫu {number}", parent=grown.first, scope_key=f"00010001{number:04}"
        )
        member(one, f"Vì Mẫu {number}")
    many = page(officer, path)
    assert "Xem tiếp" in many
    assert asked(path) == few <= 12
    after = many.partition("&amp;sau=")[2].partition('"')[0]
    assert "Chi bộ Mẫu 59" in page(officer, f"{path}&sau={after}")


def test_who_only_looks_sees_no_button_and_opens_no_form(grown: Tree, officer: Client) -> None:
    Grant.objects.update(role=Grant.Role.AUDITOR)
    path = f"/to-chuc/{grown.house.organisation.uid}/"
    assert "Giải thể" not in page(officer, path)
    assert officer.get(path + "giai-the/").status_code in {403, 404}
    register.dissolve_organisation(
        actor=actor(),
        on=MONDAY,
        organisation=grown.other,
        day=date(2018, 3, 1),
        decision=register.Decision(number="1-QĐ", decided_on=MONDAY, decided_by="Đảng ủy Mẫu"),
    )
    assert "thôi hoạt động" in page(officer, f"/to-chuc/{grown.other.uid}/")
