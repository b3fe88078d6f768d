"""The tree: renamed, moved, merged, divided, ended; keys that equal a rebuild; every day as it was."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.development.models import DevelopmentCase
from chibo.development.papers.bodies import cell_on
from chibo.documents.models import StoredFile
from chibo.meetings.models import Concern, Meeting, Task
from chibo.meetings.papers import heading
from chibo.register import actions, queries, scope_keys, tree
from chibo.register.actions import Decision, Share
from chibo.register.business import GOING, OWN, PAST, STAYING
from chibo.register.models import (
    Employment,
    Exemption,
    FormerState,
    GroupPlace,
    Membership,
    MovedRecord,
    OfficeHolding,
    Organisation,
    OrganisationChange,
    PartyGroup,
    Person,
    Transfer,
)
from tests.factories import MONDAY, Cell, actor, cell, member

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 1)
EVE = date(2018, 2, 28)
DECISION = Decision(number="12-QĐ/ĐU", decided_on=date(2018, 2, 20), decided_by="Đảng ủy Mẫu", reason="sắp xếp lại")


def found(name: str, parent: Organisation | None = None, kind: str = "subordinate_cell") -> Organisation:
    return actions.found_organisation(
        actor=actor(), on=MONDAY, name=name, kind=kind, parent=parent, starts_on=date(2010, 1, 4), workplace=""
    )


@dataclass(frozen=True, slots=True)
class Tree:
    """Two chapters under one committee; the named cast is cell one of the first."""

    top: Organisation
    first: Organisation
    second: Organisation
    other: Organisation
    house: Cell

    @property
    def one(self) -> Organisation:
        return self.house.organisation


@pytest.fixture
def grown() -> Tree:
    top = found("Đảng bộ huyện Mẫu", kind="superior_committee")
    first = found("Đảng bộ xã Mẫu Một", top, "grassroots_chapter")
    second = found("Đảng bộ xã Mẫu Hai", top, "grassroots_chapter")
    one = found("Chi bộ Mẫu Một", first)
    house = cell(parent=first, name=one.name, scope_key=first.scope_key + "0009")
    one.delete()
    return Tree(top, first, second, found("Chi bộ Mẫu Khác", first), house)


def do(verb: Callable[..., object], **said: object) -> object:
    return verb(**{"actor": actor(), "on": MONDAY, "day": DAY, "decision": DECISION, **said})


def move(organisation: Organisation, parent: Organisation, **said: object) -> object:
    return do(actions.move_organisation, organisation=organisation, parent=parent, **said)


def merge(units: list[Organisation], into: Organisation, **said: object) -> object:
    return do(actions.merge_organisations, units=units, into=into, **said)


def keys_are_a_rebuild() -> None:
    """Every key and every copy is what a rebuild would give."""
    assert scope_keys.wrong_keys() == []
    assert scope_keys.count_stale() == 0


# ---------------------------------------------------------------------- another name


def test_a_name_holds_from_its_day_and_the_old_one_is_found(grown: Tree) -> None:
    do(actions.rename_organisation, organisation=grown.one, name="Chi bộ Mẫu Mới", kind="grassroots_cell")
    now = Organisation.objects.get(pk=grown.one.pk)
    then = tree.as_it_was(now, EVE)
    assert [now.name, now.kind_id] == ["Chi bộ Mẫu Mới", "grassroots_cell"]
    assert [then.name, then.kind_id, then.as_of] == [
        "Chi bộ Mẫu Một",
        grown.house.organisation.former_states.get().kind_id,
        EVE,
    ]
    assert tree.as_it_was(now, DAY) is now
    assert [state.organisation for state in tree.organisations_once_called("mau mot")] == [now]
    assert not tree.organisations_once_called("mau moi")
    assert not FormerState.objects.exclude(organisation=now).exists()


def test_a_name_of_the_same_day_leaves_no_state_that_never_was(grown: Tree) -> None:
    do(actions.rename_organisation, organisation=grown.one, name="Chi bộ Mẫu A")
    do(actions.rename_organisation, organisation=grown.one, name="Chi bộ Mẫu B")
    assert [state.name for state in grown.one.former_states.all()] == ["Chi bộ Mẫu Một"]
    assert tree.as_it_was(Organisation.objects.get(pk=grown.one.pk), DAY).name == "Chi bộ Mẫu B"


def test_all_faults_of_a_change_come_at_once(grown: Tree) -> None:
    do(actions.rename_organisation, organisation=grown.one, name="Chi bộ Mẫu A")
    nothing = Decision(number=" ", decided_on=None, decided_by="")
    with pytest.raises(FaultyError) as refused:
        do(actions.rename_organisation, organisation=grown.one, day=EVE, decision=nothing, kind="câu lạc bộ")
    fields = [fault.field for fault in refused.value.faults]
    assert fields == ["number", "decided_on", "decided_by", "day", "kind"]
    with pytest.raises(FaultyError, match="ở sau ngày hôm nay"):
        do(actions.rename_organisation, organisation=grown.one, day=date(2018, 6, 1), name="Chi bộ Mẫu B")


def test_a_chapter_with_organisations_below_does_not_become_a_cell(grown: Tree) -> None:
    with pytest.raises(FaultyError) as refused:
        do(actions.rename_organisation, organisation=grown.first, kind="grassroots_cell")
    (fault,) = refused.value.faults
    assert fault.field == "kind"
    assert "còn 2 tổ chức trực thuộc (Chi bộ Mẫu Khác, Chi bộ Mẫu Một)" in fault.what
    move(grown.one, grown.second, day=date(2018, 4, 2))
    move(grown.other, grown.second)
    with pytest.raises(FaultyError, match="còn 1 tổ chức trực thuộc"):
        do(actions.rename_organisation, organisation=grown.first, kind="grassroots_cell")
    do(actions.rename_organisation, organisation=grown.first, kind="grassroots_cell", day=date(2018, 4, 2))
    assert Organisation.objects.get(pk=grown.first.pk).kind.is_cell


def test_nothing_is_founded_below_a_cell(grown: Tree) -> None:
    with pytest.raises(FaultyError, match="là chi bộ, không có tổ chức trực thuộc"):
        found("Chi bộ Mẫu Con", grown.other)
    do(actions.rename_organisation, organisation=grown.other, kind="grassroots_chapter")
    grown.other.refresh_from_db()
    with pytest.raises(FaultyError, match="còn là chi bộ vào hoặc sau 4-1-2010"):
        found("Chi bộ Mẫu Con", grown.other)
    with pytest.raises(FaultyError, match="còn là chi bộ vào hoặc sau 28-2-2018"):
        move(grown.one, grown.other, day=EVE)
    move(grown.one, grown.other)
    keys_are_a_rebuild()


# ---------------------------------------------------------------------- another parent


def test_a_branch_moves_with_everything_that_copies_its_key(grown: Tree) -> None:
    case = DevelopmentCase.objects.create(
        person=grown.house.xuan, organisation=grown.one, scope_key=grown.one.scope_key, opened_on=date(2017, 1, 9)
    )
    file = StoredFile.objects.create(
        organisation_uid=grown.one.uid, scope_key=grown.one.scope_key, digest="x", name="x", media_type="x", size=1
    )
    before = grown.one.scope_key
    move(grown.one, grown.second)
    now = Organisation.objects.get(pk=grown.one.pk)
    assert now.scope_key == grown.second.scope_key + "0001"
    assert set(Person.objects.filter(organisation=now).values_list("scope_key", flat=True)) == {now.scope_key}
    case.refresh_from_db()
    file.refresh_from_db()
    assert [case.scope_key, file.scope_key] == [now.scope_key, now.scope_key]
    assert grown.one.memberships.count() == 5, "history keeps its organisation and its days"
    assert not Membership.objects.filter(starts_on=DAY).exists()
    keys_are_a_rebuild()
    state = FormerState.objects.get(organisation=now)
    assert [state.parent, state.scope_key, state.ends_on] == [grown.first, before, DAY]


def test_who_was_given_the_branch_still_sees_it_and_who_was_given_the_old_parent_does_not(grown: Tree) -> None:
    move(grown.one, grown.second)
    now = Organisation.objects.get(pk=grown.one.pk)
    for holder, sees in ((now, True), (grown.second, True), (grown.first, False)):
        eye = actor(Permission.VIEW_PEOPLE, scope_key=Organisation.objects.get(pk=holder.pk).scope_key)
        assert Person.objects.filter(within(eye, Permission.VIEW_PEOPLE), pk=grown.house.an.pk).exists() is sees


def test_what_lay_below_a_unit_is_told_by_the_day(grown: Tree) -> None:
    def below(unit: Organisation, day: date) -> list[str]:
        rows = Membership.objects.filter(tree.below_then(Organisation.objects.get(pk=unit.pk), day))
        return sorted({row.organisation.name for row in rows})

    member(grown.other, "Hà Mẫu Giang")
    move(grown.one, grown.second)
    assert below(grown.first, EVE) == ["Chi bộ Mẫu Khác", "Chi bộ Mẫu Một"]
    assert below(grown.second, EVE) == []
    assert below(grown.first, DAY) == ["Chi bộ Mẫu Khác"]
    assert below(grown.second, DAY) == ["Chi bộ Mẫu Một"]
    assert below(grown.top, EVE) == below(grown.top, DAY)
    assert [one.name for one in tree.units_then(grown.first, EVE)] == ["Chi bộ Mẫu Khác", "Chi bộ Mẫu Một"]
    assert [one.name for one in tree.units_then(grown.first, DAY)] == ["Chi bộ Mẫu Khác"]


def test_a_move_entered_after_a_later_name_keeps_both_in_order(grown: Tree) -> None:
    do(actions.rename_organisation, organisation=grown.one, name="Chi bộ Mẫu A", day=date(2018, 4, 2))
    move(grown.first, found("Đảng bộ huyện Mẫu B", kind="superior_committee"))
    one = Organisation.objects.get(pk=grown.one.pk)
    told = [(tree.as_it_was(one, day).name, tree.as_it_was(one, day).scope_key[:4]) for day in (EVE, DAY, MONDAY)]
    assert told == [("Chi bộ Mẫu Một", "0001"), ("Chi bộ Mẫu Một", "0002"), ("Chi bộ Mẫu A", "0002")]
    keys_are_a_rebuild()


def test_a_new_child_of_a_moved_branch_gets_a_key_of_its_own(grown: Tree) -> None:
    move(grown.first, found("Đảng bộ huyện Mẫu B", kind="superior_committee"))
    grown.first.refresh_from_db()
    child = found("Chi bộ Mẫu Sau", grown.first)
    assert child.scope_key.startswith(grown.first.scope_key)
    keys_are_a_rebuild()


def test_what_cannot_be_a_parent_is_refused(grown: Tree) -> None:
    for parent, why in ((grown.first, "đang trực thuộc"), (grown.other, "là chi bộ")):
        with pytest.raises(FaultyError, match=why):
            move(grown.one, parent)
    with pytest.raises(FaultyError, match="nằm trong"):
        move(grown.top, grown.first)
    new = found("Đảng bộ xã Mẫu Ba", grown.top, "grassroots_chapter")
    move(grown.one, grown.second)
    with pytest.raises(FaultyError, match="đã rời"):
        move(grown.first, new, day=EVE)
    local = actor(scope_key=grown.first.scope_key)
    with pytest.raises(NotAllowedError):
        move(grown.other, grown.second, actor=local)


def test_a_large_branch_is_followed_in_batches_and_again(grown: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chibo.register.actions.places.FOLLOWS_AT_ONCE", 3)
    move(grown.one, grown.second)
    organisation = Organisation.objects.get(pk=grown.one.pk)
    assert scope_keys.count_stale() == 7
    brought = [actions.follow_keys(actor=actor(), on=MONDAY, organisation=organisation, limit=3) for _ in range(4)]
    assert brought == [3, 3, 1, 0]
    keys_are_a_rebuild()
    assert AuditEntry.objects.filter(action="register.follow_keys").count() == 3


def test_a_rebuild_brings_every_wrong_copy_right(grown: Tree) -> None:
    Person.objects.filter(pk=grown.house.an.pk).update(scope_key="0001")
    assert scope_keys.count_stale() == 1
    assert actions.rebuild_keys(actor=actor(), on=MONDAY) == 1
    keys_are_a_rebuild()
    Person.objects.filter(pk=grown.house.bich.pk).update(scope_key="")
    out = io.StringIO()
    call_command("rebuild_keys", stdout=out)
    assert "1 dòng" in out.getvalue()
    Organisation.objects.filter(pk=grown.one.pk).update(scope_key="zzzz")
    with pytest.raises(CommandError, match="Chi bộ Mẫu Một"):
        call_command("rebuild_keys", stdout=out)


# ---------------------------------------------------------------------- several become one


def test_people_go_by_spells_and_what_is_under_way_goes_on(grown: Tree) -> None:
    house, other = grown.house, grown.other
    case = DevelopmentCase.objects.create(
        person=house.xuan, organisation=grown.one, scope_key=grown.one.scope_key, opened_on=date(2017, 1, 9)
    )
    held = Meeting.objects.create(organisation=grown.one, on=date(2018, 2, 5), state="adopted")
    planned = Meeting.objects.create(organisation=grown.one, on=date(2018, 6, 4))
    task = Task.objects.create(
        organisation=grown.one, meeting=held, person=house.an, text="Giúp đỡ", due_on=date(2018, 6, 1)
    )
    concern = Concern.objects.create(organisation=grown.one, meeting=held, topic="Đường điện")
    counted = queries.head_count(grown.one, EVE)
    merge([grown.one], other)
    old, into = Organisation.objects.get(pk=grown.one.pk), Organisation.objects.get(pk=other.pk)
    assert old.ends_on == DAY
    assert queries.head_count(old, EVE) == counted, "figures of the day before stay as they were told"
    assert queries.head_count(old, DAY).members == 0
    moved = queries.head_count(into, DAY)
    assert [moved.members, moved.official, moved.staff] == [counted.members, counted.official, counted.staff]
    for row in (case, planned, task, concern):
        row.refresh_from_db()
        assert row.organisation == into
    held.refresh_from_db()
    assert held.organisation == old
    assert {row.subject_uid for row in MovedRecord.objects.all()} == {case.uid, planned.uid, task.uid, concern.uid}
    assert not OfficeHolding.objects.filter(ends_on=None).exists()
    assert not Employment.objects.filter(workplace__organisation=old, ends_on=None).exists()
    assert [place.name for place in into.workplaces.all()] == ["Ban Mẫu"]
    assert OrganisationChange.objects.get(sort="merged").counts["members"] == 5
    keys_are_a_rebuild()


def test_a_closed_spell_that_covers_the_day_keeps_its_end(grown: Tree) -> None:
    spell = grown.house.an.memberships.get()
    actions.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by="removal", ends_on=date(2018, 4, 2))
    merge([grown.one], grown.other)
    spells = list(grown.house.an.memberships.order_by("starts_on").values_list("starts_on", "ends_on", "left_by"))
    assert spells[1:] == [(DAY, date(2018, 4, 2), "removal")]
    assert spells[0][1:] == (DAY, "reorganised_out")


def test_what_is_below_a_merged_unit_comes_below_the_other(grown: Tree) -> None:
    merge([grown.first, grown.second], found("Đảng bộ xã Mẫu Chung", grown.top, "grassroots_chapter"))
    one = Organisation.objects.select_related("parent").get(pk=grown.one.pk)
    assert one.parent is not None
    assert one.parent.name == "Đảng bộ xã Mẫu Chung"
    assert one.ends_on is None
    assert tree.as_it_was(one, EVE).parent == grown.first
    keys_are_a_rebuild()


def test_later_entries_and_two_meetings_of_one_day_stand_in_the_way(grown: Tree) -> None:
    new = Person.objects.create(
        organisation=grown.one, scope_key=grown.one.scope_key, full_name="Vì Mẫu Lan", sort_key=b"x"
    )
    actions.open_membership(
        actor=actor(), on=MONDAY, person=new, organisation=grown.one, joined_by="opening", starts_on=date(2018, 4, 2)
    )
    for organisation in (grown.one, grown.other):
        Meeting.objects.create(organisation=organisation, on=date(2018, 6, 4))
    Meeting.objects.create(organisation=grown.one, on=date(2018, 4, 3), kind="thematic", state="adopted")
    with pytest.raises(FaultyError) as refused:
        merge([grown.one], grown.other)
    said = " ".join(fault.what for fault in refused.value.faults)
    assert "Vì Mẫu Lan" in said
    assert "đã họp ngày 3-4-2018" in said
    assert "hai cuộc họp cùng loại" in said
    assert not OrganisationChange.objects.exists()


def begun_since(house: Cell) -> tuple[Exemption, Transfer]:
    """An exemption and a time away of one member, both after the day."""
    mine: dict[str, Any] = {"actor": actor(), "on": MONDAY, "person": house.an, "organisation": house.organisation}
    free = actions.exempt(**mine, starts_on=date(2018, 4, 2), ground="sức khỏe")
    away = actions.transfer_temporarily(
        **mine, direction="out", other_place="Chi bộ Mẫu Xa", starts_on=date(2018, 4, 3), ends_on=date(2018, 9, 3)
    )
    return free, away


def grouped(house: Cell, founded: date, placed: date) -> GroupPlace:
    """The place of one member in a group of the cell."""
    group = actions.found_group(
        actor=actor(), on=MONDAY, organisation=house.organisation, name="Tổ Mẫu", starts_on=founded
    )
    actions.set_group_members(actor=actor(), on=MONDAY, group=group, people=[house.an], starts_on=placed)
    return group.places.get()


def nothing_is_open_in(organisation: Organisation) -> None:
    """Nothing that goes on beyond its end stands in an organisation that ended."""
    end = Organisation.objects.get(pk=organisation.pk).ends_on
    assert end is not None
    beyond = Q(ends_on=None) | Q(ends_on__gt=end)
    for rows in (Membership, Exemption, OfficeHolding, PartyGroup):
        assert not rows._default_manager.filter(beyond, organisation=organisation), rows
    assert not Transfer.objects.filter(beyond, organisation=organisation, sort="temporary")
    assert not GroupPlace.objects.filter(beyond, group__organisation=organisation)
    assert not Employment.objects.filter(beyond, workplace__organisation=organisation)


def test_what_began_since_the_day_of_a_late_merger_goes_on_in_the_other(grown: Tree) -> None:
    free, away = begun_since(grown.house)
    place = grouped(grown.house, date(2018, 4, 2), date(2018, 4, 2))
    left = actions.transfer_out(
        actor=actor(), on=MONDAY, person=grown.house.bich, other_place="Nơi Mẫu Xa", ends_on=date(2018, 4, 9)
    )
    merge([grown.one], grown.other)
    for row in (free, away):
        row.refresh_from_db()
        assert row.organisation == grown.other
    assert [free.starts_on, away.starts_on, away.ends_on] == [date(2018, 4, 2), date(2018, 4, 3), date(2018, 9, 3)]
    place.refresh_from_db()
    assert place.ends_on is None
    assert place.group.organisation == grown.other
    assert queries.exemptions_on(grown.other, MONDAY)
    (gone,) = Transfer.objects.filter(person=left.person, sort="permanent")
    assert gone.organisation == grown.other, "it closed the spell of the other one: taken back there"
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=gone, reason="ghi nhầm")
    assert left.person.memberships.get(ends_on=None).organisation == grown.other
    assert OrganisationChange.objects.get(sort="merged").counts["exempt"] == 1
    nothing_is_open_in(grown.one)


def test_a_place_in_a_group_of_before_stands_in_the_way_of_a_late_merger(grown: Tree) -> None:
    place = grouped(grown.house, date(2017, 4, 3), date(2018, 4, 2))
    for act in (
        lambda: merge([grown.one], grown.other),
        lambda: do(
            actions.split_organisation,
            organisation=grown.one,
            shares=[Share(into=grown.other, people=[grown.house.an])],
        ),
    ):
        with pytest.raises(FaultyError, match=f"xếp vào tổ đảng từ 2-4-2018 .{grown.house.an.full_name}") as refused:
            act()
        assert "danh sách tổ" in refused.value.faults[0].next
    actions.set_group_members(actor=actor(), on=MONDAY, group=place.group, people=[], starts_on=date(2018, 4, 2))
    merge([grown.one], grown.other)
    nothing_is_open_in(grown.one)


def test_what_began_since_the_day_of_a_division_goes_with_its_people(grown: Tree) -> None:
    free, away = begun_since(grown.house)
    shares = [Share(into=grown.other, people=[grown.house.bich])]
    do(actions.split_organisation, organisation=grown.one, shares=shares)
    free.refresh_from_db()
    assert free.organisation == grown.one
    shares = [Share(into=grown.other, people=[grown.house.an])]
    do(actions.split_organisation, organisation=grown.one, shares=shares)
    for row in (free, away):
        row.refresh_from_db()
        assert row.organisation == grown.other


def test_an_organisation_does_not_end_before_what_was_entered_in_it(grown: Tree) -> None:
    Meeting.objects.create(organisation=grown.other, on=date(2018, 4, 3), state="adopted")
    guest = Person.objects.create(full_name="Vì Mẫu Lan", sort_key=b"x", organisation=grown.one)
    actions.transfer_temporarily(
        actor=actor(), on=MONDAY, person=guest, organisation=grown.other, direction="into",
        other_place="Chi bộ Mẫu Xa", starts_on=date(2018, 4, 3),
    )  # fmt: skip
    actions.found_group(actor=actor(), on=MONDAY, organisation=grown.other, name="Tổ Mẫu", starts_on=date(2018, 4, 2))
    with pytest.raises(FaultyError) as refused:
        do(actions.dissolve_organisation, organisation=grown.other)
    said = [fault.what for fault in refused.value.faults]
    assert said == [
        "Chi bộ Mẫu Khác còn 1 tổ đảng.",
        "Chi bộ Mẫu Khác còn 1 người sinh hoạt tạm thời.",
        "Chi bộ Mẫu Khác đã họp ngày 3-4-2018, sau ngày có hiệu lực.",
    ]


def test_an_ended_organisation_takes_nobody_in(grown: Tree) -> None:
    merge([grown.one], grown.other)
    old = Organisation.objects.get(pk=grown.one.pk)
    with pytest.raises(FaultyError, match="không hoạt động"):
        merge([grown.other], old)
    with pytest.raises(FaultyError, match="thôi hoạt động"):
        actions.open_membership(
            actor=actor(), on=MONDAY, person=grown.house.y, organisation=old, joined_by="opening", starts_on=DAY
        )


# ---------------------------------------------------------------------- one becomes several; one ends


def test_a_division_takes_the_people_chosen_and_what_is_about_them(grown: Tree) -> None:
    house = grown.house
    case = DevelopmentCase.objects.create(
        person=house.xuan, organisation=grown.one, scope_key=grown.one.scope_key, opened_on=date(2017, 1, 9)
    )
    do(
        actions.split_organisation,
        organisation=grown.one,
        shares=[Share(into=grown.other, people=[house.an, house.vu, house.xuan])],
    )
    case.refresh_from_db()
    assert case.organisation == grown.other
    assert queries.head_count(grown.one, DAY).members == 3
    assert queries.head_count(grown.other, DAY).members == 2
    assert queries.head_count(grown.other, DAY).probationary == 1
    assert grown.one.office_holdings.filter(ends_on=None).count() == 2
    assert Organisation.objects.get(pk=grown.one.pk).ends_on is None
    keys_are_a_rebuild()


def test_an_organisation_that_ends_in_a_division_leaves_nobody_behind(grown: Tree) -> None:
    house = grown.house
    second = found("Chi bộ Mẫu Ba", grown.first)
    shares = [Share(into=grown.other, people=[house.an, house.bich]), Share(into=second, people=[house.bich])]
    with pytest.raises(FaultyError) as refused:
        do(actions.split_organisation, organisation=grown.one, shares=shares, goes_on=False)
    said = " ".join(fault.what for fault in refused.value.faults)
    assert "Nguyễn Mẫu Bích được chọn vào hai nơi" in said
    assert "Chưa chọn nơi về cho Trần Mẫu Cường" in said
    shares[1] = replace(shares[1], people=[house.cuong, house.dung, house.vu])
    do(actions.split_organisation, organisation=grown.one, shares=shares, goes_on=False)
    assert not Person.objects.filter(organisation=grown.one).exists(), "staff who are no members go to the first"
    assert [queries.head_count(one, DAY).members for one in (grown.one, grown.other, second)] == [0, 2, 3]
    keys_are_a_rebuild()


def test_organisations_below_are_divided_too(grown: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chibo.register.actions.places.FOLLOWS_AT_ONCE", 3)
    third = found("Đảng bộ xã Mẫu Ba", grown.top, "grassroots_chapter")
    stays = found("Chi bộ Mẫu Ở Lại", grown.first)
    member(grown.first, "Hà Mẫu Giang")
    shares = [Share(into=grown.second, units=[grown.one]), Share(into=third, units=[grown.other])]
    change = do(actions.split_organisation, organisation=grown.first, shares=shares)
    assert isinstance(change, OrganisationChange)
    assert change.counts["units"] == 2
    assert grown.one.change_parts.get().change == change, "its page tells by which decision it moved"
    told = AuditEntry.objects.filter(action="register.split_organisation").values_list("chain", flat=True)
    assert {str(one.uid) for one in (grown.first, grown.one, grown.other, grown.second, third)} == set(told)
    for unit, parent in ((grown.one, grown.second), (grown.other, third), (stays, grown.first)):
        now = Organisation.objects.get(pk=unit.pk)
        assert now.parent == parent
        assert now.scope_key[:-4] == parent.scope_key
    assert tree.as_it_was(Organisation.objects.get(pk=grown.one.pk), EVE).parent == grown.first
    assert [one.name for one in tree.units_then(grown.first, EVE)] == [
        "Chi bộ Mẫu Khác",
        "Chi bộ Mẫu Ở Lại",
        "Chi bộ Mẫu Một",
    ]
    assert scope_keys.count_stale() == 7, "more than follow at once are left to the job"
    actions.follow_keys(actor=actor(), on=MONDAY, organisation=Organisation.objects.get(pk=grown.second.pk))
    keys_are_a_rebuild()


def test_a_chapter_that_ends_in_a_division_leaves_no_organisation_behind(grown: Tree) -> None:
    split = actions.split_organisation
    shares = [Share(into=grown.second, units=[grown.one])]
    with pytest.raises(FaultyError, match="Chưa chọn nơi về cho Chi bộ Mẫu Khác"):
        do(split, organisation=grown.first, shares=shares, goes_on=False)
    third = found("Đảng bộ xã Mẫu Ba", grown.top, "grassroots_chapter")
    shares.append(Share(into=third, units=[grown.other]))
    do(split, organisation=grown.first, shares=shares, goes_on=False)
    assert Organisation.objects.get(pk=grown.first.pk).ends_on == DAY
    assert not Organisation.objects.filter(parent=grown.first)
    keys_are_a_rebuild()


def test_a_division_of_organisations_tells_every_fault(grown: Tree) -> None:
    cell_below = found("Chi bộ Mẫu Ba", grown.second)
    shares = [
        Share(into=grown.second, units=[grown.one, cell_below]),
        Share(into=grown.other, units=[grown.one, grown.other]),
        Share(into=found("Đảng bộ xã Mẫu Trống", grown.top, "grassroots_chapter")),
    ]
    with pytest.raises(FaultyError) as refused:
        do(actions.split_organisation, organisation=grown.first, shares=shares)
    assert [fault.what for fault in refused.value.faults] == [
        "Chi bộ Mẫu Ba không trực thuộc Đảng bộ xã Mẫu Một.",
        "Chi bộ Mẫu Khác nằm trong Chi bộ Mẫu Khác.",
        "Chi bộ Mẫu Khác là chi bộ, không nhận tổ chức trực thuộc của Đảng bộ xã Mẫu Một.",
        "Chưa chọn người hoặc tổ chức trực thuộc về Đảng bộ xã Mẫu Trống.",
        "Chi bộ Mẫu Một được chọn vào hai nơi.",
    ]
    assert not OrganisationChange.objects.exists()


def test_a_late_change_does_not_go_behind_moves_in_its_branch(grown: Tree) -> None:
    later = date(2018, 4, 2)
    move(grown.one, grown.second, day=later)
    third = found("Đảng bộ xã Mẫu Ba", grown.top, "grassroots_chapter")
    with pytest.raises(FaultyError, match="Chi bộ Mẫu Một đã rời Đảng bộ xã Mẫu Một sau 1-3-2018"):
        merge([grown.first], third)
    with pytest.raises(FaultyError, match="Chi bộ Mẫu Một đã chuyển chỗ trong cây sau 1-3-2018"):
        do(
            actions.split_organisation,
            organisation=grown.second,
            shares=[Share(into=third, units=[Organisation.objects.get(pk=grown.one.pk)])],
        )
    move(grown.other, grown.second, day=later)
    with pytest.raises(FaultyError, match="đã rời"):
        do(actions.dissolve_organisation, organisation=grown.first)
    do(actions.dissolve_organisation, organisation=grown.first, day=later)
    merge([grown.second], third, day=later)
    assert Organisation.objects.get(pk=grown.one.pk).parent == third
    keys_are_a_rebuild()


def test_the_end_of_an_organisation_tells_every_reason_against_it(grown: Tree) -> None:
    with pytest.raises(FaultyError) as refused:
        do(actions.dissolve_organisation, organisation=grown.one)
    said = [fault.what for fault in refused.value.faults]
    assert said == ["Chi bộ Mẫu Một còn 5 đảng viên đang sinh hoạt.", "Chi bộ Mẫu Một còn 7 cán bộ trong biên chế."]
    do(actions.dissolve_organisation, organisation=grown.other)
    assert Organisation.objects.get(pk=grown.other.pk).ends_on == DAY
    assert [one.name for one in tree.units_then(grown.first, DAY)] == ["Chi bộ Mẫu Một"]
    assert [one.name for one in tree.units_then(grown.first, EVE)] == ["Chi bộ Mẫu Khác", "Chi bộ Mẫu Một"]


def test_every_record_of_an_organisation_has_its_fate() -> None:
    told = {one.record for one in (*GOING, *STAYING) if "__" not in one.organisation} | PAST | OWN
    pointing = {str(one.related_model._meta.label_lower) for one in Organisation._meta.related_objects}
    assert pointing == told
    for one in (*GOING, *STAYING):
        assert apps.get_model(one.record)
        assert one.words


def test_papers_of_a_past_day_bear_the_names_of_that_day(grown: Tree) -> None:
    case = DevelopmentCase.objects.create(
        person=grown.house.xuan, organisation=grown.one, scope_key=grown.one.scope_key, opened_on=date(2017, 1, 9)
    )
    do(actions.rename_organisation, organisation=grown.first, name="Đảng bộ xã Mẫu Đổi Tên")
    merge([grown.one], grown.other)
    case.refresh_from_db()
    said = [heading(cell_on(case, day), day) for day in (EVE, DAY)]
    assert [(one["cấp_trên"], one["tên_chi_bộ"]) for one in said] == [
        ("ĐẢNG BỘ XÃ MẪU MỘT", "Chi bộ Mẫu Một"),
        ("ĐẢNG BỘ XÃ MẪU ĐỔI TÊN", "Chi bộ Mẫu Khác"),
    ]
    now = Organisation.objects.get(pk=grown.one.pk)
    assert heading(now, EVE)["tên_chi_bộ"] == "Chi bộ Mẫu Một"
