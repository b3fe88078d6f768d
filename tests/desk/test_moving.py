"""Moves between the cells of one installation over HTTP: one record goes, is announced, and is taken in by one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client

from chibo.accounts.models import Grant, User
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError
from chibo.desk.moving import actions as moving
from chibo.desk.queries import story_of, worklist
from chibo.development.actions import follow_probation, issue_code, record_step, set_door_rule
from chibo.development.models import DevelopmentCase, Step
from chibo.law.vocabulary import DutyKind, StepKind
from chibo.register import actions
from chibo.register.models import Membership, MovedRecord, Organisation, Person, Transfer
from chibo.register.tree import under_way_then, whose_then
from tests.factories import MONDAY, Cell, actor, cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.desk.queries.lines import WorkRow

pytestmark = pytest.mark.django_db
DAY = date(2018, 5, 2)


@dataclass(frozen=True)
class World:
    """A committee with two cells below it; people are in the first."""

    above: Organisation
    house: Cell
    other: Organisation

    @property
    def first(self) -> Organisation:
        return self.house.organisation


def found(name: str, parent: Organisation | None = None, kind: str = "subordinate_cell") -> Organisation:
    return actions.found_organisation(
        actor=actor(), on=MONDAY, name=name, kind=kind, parent=parent, starts_on=date(2010, 1, 4), workplace=""
    )


@pytest.fixture
def world(browser: Callable[..., Client]) -> World:
    above = found("Đảng bộ xã Mẫu", kind="grassroots_chapter")
    house = cell(parent=above, name="Chi bộ Mẫu Một", scope_key=above.scope_key + "00zz")
    return World(above=above, house=house, other=found("Chi bộ Mẫu Hai", above))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent_off(world: World, person: Person, **said: Any) -> Transfer:
    told = {"sort": "permanent", "receiver": world.other, "starts_on": DAY, **said}
    moving.send_off(actor=actor(), on=MONDAY, person=person, **told)
    return Transfer.objects.get(person=person, direction="out")


def rows(organisation: Organisation) -> list[WorkRow]:
    listed = worklist(actor(), organisation, MONDAY)
    return [*listed.rows, *listed.later]


# ---------------------------------------------------------------------- from one cell to the other


def test_who_is_sent_off_is_announced_with_what_the_letter_says(world: World, browser: Callable[..., Client]) -> None:
    one = world.house.dung
    here, there = browser(world.first), browser(world.other)
    assert one.full_name not in text(there.get("/nguoi/chuyen-den/"))
    sent = {"sort": "permanent", "receiver": str(world.other.uid), "starts_on": "2-5-2018", "reason": "nhận việc mới"}
    assert here.post(f"/nguoi/{one.uid}/chuyen-di/", sent).status_code == 302
    move = Transfer.objects.get(person=one)
    assert (move.other_organisation, move.other_place) == (world.other, "Chi bộ Mẫu Hai")
    listed = text(there.get("/nguoi/chuyen-den/"))
    assert f"/nguoi/chuyen/{move.uid}/tiep-nhan/" in listed
    assert one.full_name in listed
    assert f"Đang chuyển đến chi bộ: {one.full_name}" in text(there.get("/viec-can-lam/"))
    assert "Chi bộ Mẫu Một" in text(there.get(f"/nguoi/chuyen/{move.uid}/tiep-nhan/"))
    assert there.get(f"/nguoi/{one.uid}/").status_code == 404


def test_the_receiving_cell_takes_the_same_record_in(world: World, browser: Callable[..., Client]) -> None:
    one, there = world.house.dung, browser(world.other)
    page = f"/nguoi/chuyen/{sent_off(world, one).uid}/tiep-nhan/"
    assert there.post(page, {"starts_on": "1-5-2018"}).status_code == 422  # was a member there still
    assert there.post(page, {"starts_on": "7-5-2018", "letter": "12-GGT/ĐU"}).status_code == 302
    one.refresh_from_db()
    assert (one.organisation, one.scope_key) == (world.other, world.other.scope_key)
    spells = Membership.objects.filter(person=one).order_by("starts_on")
    assert [(row.organisation, row.ends_on) for row in spells] == [(world.first, DAY), (world.other, None)]
    assert spells[1].joined_from == "Chi bộ Mẫu Một"
    assert Transfer.objects.get(person=one, direction="into").paper_number == "12-GGT/ĐU"
    assert Person.objects.filter(name_key=one.name_key).count() == 1
    assert there.get(f"/nguoi/{one.uid}/").status_code == 200
    assert there.get(page).status_code == 404
    assert page not in text(there.get("/nguoi/chuyen-den/"))
    assert "Đang chuyển đến chi bộ" not in text(there.get("/viec-can-lam/"))


def test_each_cell_changes_its_own_lines_of_a_move(world: World, browser: Callable[..., Client]) -> None:
    one = world.house.dung
    out = sent_off(world, one)
    waiting = text(browser(world.first).get(f"/nguoi/{one.uid}/chuyen/"))
    assert "nơi nhận chưa ghi" in waiting
    assert f"/nguoi/chuyen/{out.uid}/" in waiting
    moving.welcome(actor=actor(), on=MONDAY, transfer=out, starts_on=DAY)
    came = Transfer.objects.get(person=one, direction="into")
    arrived = text(browser(world.other).get(f"/nguoi/{one.uid}/chuyen/"))
    assert "nơi nhận chưa ghi" not in arrived
    assert f"/nguoi/chuyen/{came.uid}/" in arrived
    assert f"/nguoi/chuyen/{out.uid}/" not in arrived
    assert 'Rút lại nếu ghi nhầm<span class="unseen">: từ' not in arrived  # the post and the opening there


def test_only_the_cell_that_receives_sees_who_is_coming(world: World, browser: Callable[..., Client]) -> None:
    third = browser(found("Chi bộ Mẫu Ba", world.above))
    move = sent_off(world, world.house.dung)
    assert third.get(f"/nguoi/chuyen/{move.uid}/tiep-nhan/").status_code == 404
    assert world.house.dung.full_name not in text(third.get("/nguoi/chuyen-den/"))
    assert rows(world.above) == [] or all("Đang chuyển đến" not in row.title for row in rows(world.above))


def test_who_is_coming_leads_to_no_record_in_the_worklist(world: World) -> None:
    sent_off(world, world.house.dung)
    (row,) = [row for row in rows(world.other) if row.kind is DutyKind.MOVE_MEMBER]
    assert (row.person, row.opens_on, row.due_on) == (None, DAY, None)
    assert row.button.address.endswith("/tiep-nhan/")


def test_a_departure_taken_back_announces_nobody(world: World) -> None:
    move = sent_off(world, world.house.dung)
    moving.take_back_move(actor=actor(), on=MONDAY, transfer=move, reason="chưa đi")
    assert all("Đang chuyển đến" not in row.title for row in rows(world.other))
    assert Membership.objects.get(person=world.house.dung).ends_on is None


def test_what_was_known_when_the_book_was_opened_stays_known(world: World) -> None:
    one = world.house.dung
    one.admissions.all().delete()
    Membership.objects.filter(person=one).update(was_official=True, told_joining="2003")
    moving.welcome(actor=actor(), on=MONDAY, transfer=sent_off(world, one), starts_on=DAY)
    spell = Membership.objects.get(person=one, ends_on=None)
    assert (spell.was_official, str(spell.told_joining)) == (True, "2003")


# ---------------------------------------------------------------------- an account of the committee above


def test_the_committee_above_moves_between_cells_and_keeps_nobody_itself(
    world: World, browser: Callable[..., Client]
) -> None:
    above, one = browser(world.above, below=True), world.house.dung
    sent = {"sort": "permanent", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018"}
    assert above.post(f"/nguoi/{one.uid}/chuyen-di/", sent).status_code == 302
    page = f"/nguoi/{one.uid}/chuyen-den/"
    came = {"sort": "permanent", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018"}
    refused = above.post(page, came)
    assert refused.status_code == 422
    assert "Chưa chọn chi bộ nhận" in text(refused)
    assert str(world.above.uid) not in text(above.get(page)).split("<main")[1]
    assert above.post(page, {**came, "organisation": str(world.above.uid)}).status_code == 422
    assert above.post(page, {**came, "organisation": str(world.other.uid)}).status_code == 302
    assert Membership.objects.get(person=one, ends_on=None).organisation == world.other


def test_the_committee_above_enters_a_time_away_and_a_newcomer(world: World, browser: Callable[..., Client]) -> None:
    above, one = browser(world.above, below=True), world.house.cuong
    sent = {"sort": "temporary", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018", "ends_on": "2-8-2018"}
    assert above.post(f"/nguoi/{one.uid}/chuyen-di/", sent).status_code == 302
    assert Transfer.objects.get(person=one).organisation == world.first
    newcomer = {"full_name": "lý mẫu hoa", "sex": "female", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018"}
    newcomer |= {"ceremony_on": "3-2-2012", "official_on": "3-2-2013", "organisation": str(world.other.uid)}
    assert above.post("/nguoi/chuyen-den/", newcomer).status_code == 302
    assert Person.objects.get(full_name="Lý Mẫu Hoa").organisation == world.other


def test_no_verb_takes_a_member_into_a_committee(world: World) -> None:
    one = world.house.dung
    with pytest.raises(FaultyError, match="Đảng bộ xã Mẫu không phải là chi bộ"):
        sent_off(world, one, receiver=world.above)
    with pytest.raises(FaultyError, match="đang sinh hoạt ở chính Chi bộ Mẫu Một"):
        sent_off(world, one, receiver=world.first)
    actions.transfer_out(actor=actor(), on=MONDAY, person=one, other_place="Xa", ends_on=DAY)
    with pytest.raises(FaultyError, match="không phải là chi bộ"):
        moving.take_in(actor=actor(), on=MONDAY, person=one, organisation=world.above, other_place="Xa", starts_on=DAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chi bo mau hai", ""),
        ("CB Mẫu Hai", ""),
        ("CBM2", ""),
        ("Chi bộ Mẫu Hai (Đảng bộ xã Mẫu, CBM2)", ""),
        ("Chi bộ Thôn", "Có 14 chi bộ tên"),
        ("Chi bộ Thôn (Đảng bộ xã Mẫu, T3)", ""),
        ("Đảng bộ xã Mẫu", "không phải là chi bộ"),
        ("Chi bộ Nào Đó", "Không có chi bộ nào tên hoặc mã"),
    ],
)
def test_one_of_many_cells_is_found_by_name_or_code(
    world: World, typed: str, said: str, browser: Callable[..., Client]
) -> None:
    for number in range(14):
        one = found("Chi bộ Thôn", world.above)
        Organisation.objects.filter(pk=one.pk).update(code=f"T{number}")
    Organisation.objects.filter(pk=world.other.pk).update(code="CBM2")
    page = f"/nguoi/{world.house.dung.uid}/chuyen-di/"
    here = browser(world.first)
    assert "<datalist" in text(here.get(page))
    answer = here.post(page, {"sort": "permanent", "receiver": typed, "starts_on": "2-5-2018"})
    assert answer.status_code == (422 if said else 302)
    assert said in text(answer)


def test_an_arrival_among_many_cells_starts_with_ones_own(world: World, browser: Callable[..., Client]) -> None:
    for number in range(14):
        found(f"Chi bộ Thôn {number}", world.above)
    above = browser(world.first)
    Grant.objects.create(
        user=User.objects.get(),
        organisation=world.above,
        role=Grant.Role.SECRETARY,
        reach=Grant.Reach.BELOW,
        starts_on=date(2016, 1, 4),
    )
    page = text(above.get("/nguoi/chuyen-den/"))
    assert 'value="Chi bộ Mẫu Một (Đảng bộ xã Mẫu)"' in page.split("<datalist")[0]
    sent = {"full_name": "Lý Mẫu Hoa", "sex": "female", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018"}
    sent |= {"ceremony_on": "3-2-2012", "official_on": "3-2-2013", "organisation": "chi bo thon 7"}
    assert above.post("/nguoi/chuyen-den/", sent).status_code == 302
    assert str(Person.objects.get(full_name="Lý Mẫu Hoa").organisation) == "Chi bộ Thôn 7"


def test_a_departure_names_one_place(world: World, browser: Callable[..., Client]) -> None:
    here, page = browser(world.first), f"/nguoi/{world.house.dung.uid}/chuyen-di/"
    sent = {"sort": "permanent", "starts_on": "2-5-2018"}
    assert "Chưa ghi tổ chức đảng nơi đến" in text(here.post(page, sent))
    both = here.post(page, {**sent, "receiver": str(world.other.uid), "other_place": "Chi bộ Mẫu Xa"})
    assert "Đã chọn Chi bộ Mẫu Hai" in text(both)
    until = here.post(page, {**sent, "other_place": "Chi bộ Mẫu Xa", "ends_on": "2-8-2018"})
    assert until.status_code == 422
    assert "Chuyển chính thức không có ngày hết" in text(until)


# ---------------------------------------------------------------------- for a time, into the cell


def test_a_member_comes_for_a_time(world: World, browser: Callable[..., Client]) -> None:
    here = browser(world.first)
    sent = {"full_name": "Lý Mẫu Hoa", "sex": "female", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018"}
    sent |= {"sort": "temporary", "ends_on": "28-5-2018", "ceremony_on": "3-5-2017", "is_staff": "on"}
    assert here.post("/nguoi/chuyen-den/", sent).status_code == 302
    hoa = Person.objects.get(full_name="Lý Mẫu Hoa")
    move = Transfer.objects.get(person=hoa)
    assert (move.sort, move.direction, move.ends_on) == ("temporary", "into", date(2018, 5, 28))
    assert not Membership.objects.filter(person=hoa).exists()
    assert not DevelopmentCase.objects.filter(person=hoa).exists()  # the home cell considers (admission.md 5.2)
    assert not hoa.employments.exists()
    assert "Đảng viên sinh hoạt tạm thời" in text(here.get(f"/nguoi/{hoa.uid}/"))
    assert "Đảng viên sinh hoạt tạm thời" in text(here.get("/nguoi/"))
    assert f"Hết thời gian chuyển tạm thời: {hoa.full_name}" in text(here.get("/viec-can-lam/"))


def test_somebody_known_comes_for_a_time_and_no_member_of_the_cell_does(
    world: World, browser: Callable[..., Client]
) -> None:
    here = browser(world.first)
    sent = {"sort": "temporary", "other_place": "Chi bộ Mẫu Xa", "starts_on": "2-5-2018", "ends_on": "28-5-2018"}
    assert here.post(f"/nguoi/{world.house.y.uid}/chuyen-den/", sent).status_code == 302
    assert Transfer.objects.get(person=world.house.y).direction == "into"
    refused = here.post(f"/nguoi/{world.house.dung.uid}/chuyen-den/", sent)
    assert refused.status_code == 422
    assert "đã là đảng viên của Chi bộ Mẫu Một" in text(refused)


# ---------------------------------------------------------------------- the road goes along


def handed_code(world: World, case: DevelopmentCase) -> str:
    """A code to the own steps, in a house where both cells let people in by codes."""
    for one in (world.first, world.other):
        set_door_rule(actor=actor(), on=MONDAY, organisation=one, is_open=True, shows_steps=True)
    _, plain = issue_code(actor=actor(), on=MONDAY, case=case, kind="steps", valid_until=date(2018, 12, 28))
    assert Client().post("/ma/", {"code": plain}).status_code == 302
    return plain


@pytest.mark.parametrize("is_sent", [True, False])
def test_codes_of_the_former_cell_open_nobody_in_the_new_one(world: World, is_sent: bool) -> None:  # noqa: FBT001
    cache.clear()
    case = followed(world)
    plain = handed_code(world, case)
    if is_sent:
        out = sent_off(world, world.house.vu)
        assert Client().post("/ma/", {"code": plain}).status_code == 422, "who is on the way is in neither cell"
        moving.welcome(actor=actor(), on=MONDAY, transfer=out, starts_on=DAY)
    else:  # the spell was closed past the page, by somebody who keeps both registers
        actions.transfer_out(actor=actor(), on=MONDAY, person=world.house.vu, other_place="Xa", ends_on=DAY)
        told: dict[str, Any] = {"other_place": "Xa", "starts_on": DAY}
        moving.take_in(actor=actor(), on=MONDAY, person=world.house.vu, organisation=world.other, **told)
    case.refresh_from_db()
    assert (case.organisation, case.closed_on) == (world.other, None)
    assert Client().post("/ma/", {"code": plain}).status_code == 422
    line = AuditEntry.objects.get(action="development.withdraw_code")
    assert line.chain == str(world.first.uid)


def followed(world: World) -> DevelopmentCase:
    admission = world.house.vu.admissions.get()
    return follow_probation(
        actor=actor(),
        on=MONDAY,
        person=world.house.vu,
        organisation=world.first,
        ceremony_on=admission.ceremony_on,
        decided_on=admission.decided_on,
    )


def lines_about(organisation: Organisation, case: DevelopmentCase) -> int:
    return sum(row.case == case for row in rows(organisation))


def test_an_open_road_goes_along_and_past_days_stay(world: World) -> None:
    case = followed(world)
    before = lines_about(world.first, case)
    assert before
    moving.welcome(actor=actor(), on=MONDAY, transfer=sent_off(world, case.person), starts_on=DAY, letter="12-GGT/ĐU")
    case.refresh_from_db()
    assert (case.organisation, case.scope_key) == (world.other, world.other.scope_key)
    assert lines_about(world.first, case) == 0
    assert lines_about(world.other, case) == before
    step = Step.objects.get(case=case, kind=StepKind.TRANSFERRED_IN)
    assert (step.on, step.number) == (DAY, "12-GGT/ĐU")
    assert DevelopmentCase.objects.filter(person=case.person).count() == 1
    earlier = date(2018, 5, 1)
    assert whose_then(case.uid, case.organisation, earlier) == world.first
    assert whose_then(case.uid, case.organisation, DAY) == world.other
    for unit, day, was_there in (
        (world.first, earlier, True),
        (world.other, earlier, False),
        (world.first, DAY, False),
        (world.other, DAY, True),
    ):
        assert DevelopmentCase.objects.filter(under_way_then(unit, day), pk=case.pk).exists() is was_there


def test_an_arrival_taken_back_gives_the_road_back(world: World) -> None:
    case = followed(world)
    out = sent_off(world, case.person)
    moving.welcome(actor=actor(), on=MONDAY, transfer=out, starts_on=DAY)
    came = Transfer.objects.get(person=case.person, direction="into")
    case.refresh_from_db()
    note = record_step(actor=actor(), on=MONDAY, case=case, step=StepKind.TRANSFERRED_IN, acted_on=MONDAY)
    with pytest.raises(FaultyError, match="Hồ sơ phát triển đã ghi bước"):
        moving.take_back_move(actor=actor(), on=MONDAY, transfer=came, reason="nhầm")
    note.delete()
    moving.take_back_move(actor=actor(), on=MONDAY, transfer=came, reason="nhầm")
    case.refresh_from_db()
    case.person.refresh_from_db()
    assert (case.organisation, case.scope_key) == (world.first, world.first.scope_key)
    assert case.person.organisation == world.first
    assert not MovedRecord.objects.exists()
    assert not Step.objects.filter(case=case, kind=StepKind.TRANSFERRED_IN, is_void=False, replaced_by=None).exists()
    assert any("Đang chuyển đến" in row.title for row in rows(world.other))  # on the way again
    moving.take_back_move(actor=actor(), on=MONDAY, transfer=out, reason="nhầm")
    assert Membership.objects.get(person=case.person).ends_on is None


def test_who_may_not_follow_roads_there_does_not_take_one_in(world: World) -> None:
    case = followed(world)
    move = sent_off(world, case.person)
    only = actor(Permission.EDIT_REGISTER, Permission.VIEW_PEOPLE, scope_key=world.other.scope_key)
    with pytest.raises(PermissionError):
        moving.welcome(actor=only, on=MONDAY, transfer=move, starts_on=DAY)
    assert not Membership.objects.filter(person=case.person, ends_on=None).exists()


def test_a_cell_that_goes_into_another_hands_on_who_is_coming(world: World) -> None:
    third = found("Chi bộ Mẫu Ba", world.above)
    sent_off(world, world.house.dung)
    decision = actions.Decision(number="12-QĐ/ĐU", decided_on=DAY, decided_by="Đảng ủy Mẫu", reason="sắp xếp")
    actions.merge_organisations(
        actor=actor(), on=MONDAY, units=[world.other], into=third, day=date(2018, 5, 14), decision=decision
    )
    assert [row.title for row in rows(third) if "Đang chuyển đến" in row.title] == [
        f"Đang chuyển đến chi bộ: {world.house.dung.full_name}"
    ]


def test_no_arrival_is_offered_to_who_left_the_party(world: World, browser: Callable[..., Client]) -> None:
    one = world.house.bich
    spell = one.memberships.get()
    actions.close_membership(
        actor=actor(), on=MONDAY, membership=spell, left_by=Membership.LeftBy.EXPULSION, ends_on=DAY
    )
    client = browser(world.first)
    arrive = f"/nguoi/{one.uid}/chuyen-den/"
    pages = [client.get(f"/nguoi/{one.uid}/"), client.get(f"/nguoi/{one.uid}/chuyen/")]
    assert all(arrive not in shown.content.decode() for shown in pages)
    assert "chỉ là đảng viên trở lại bằng kết nạp lại" in pages[1].content.decode()
    sent = {"sort": "permanent", "other_place": "Chi bộ Mẫu Xa", "starts_on": "10-5-2018", "ends_on": ""}
    answer = client.post(arrive, {**sent, "organisation": world.first.uid, "letter": "", "reason": ""})
    assert answer.status_code == 422
    assert "(khai trừ). Người đã ra khỏi Đảng chỉ là đảng viên trở lại bằng kết nạp lại" in answer.content.decode()


@pytest.mark.parametrize(
    ("way", "told"), [("into", "Đến sinh hoạt tạm thời từ"), ("out", "Chuyển sinh hoạt tạm thời đến")]
)
def test_a_time_away_or_here_is_told_from_where_to_where(world: World, way: str, told: str) -> None:
    one = world.house.bich if way == "out" else world.house.xuan
    actions.transfer_temporarily(
        actor=actor(), on=MONDAY, person=one, organisation=world.first, direction=way, other_place="X", starts_on=DAY
    )
    assert f"{told} X" in [point.text for point in story_of(actor(), one, MONDAY).points]
