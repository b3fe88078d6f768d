"""Random histories of a small tree: whatever is entered, refused, taken back or joined, the register stays true.

One history is a seed: an organisation with cells, people who are hired, admitted, moved, exempted, sent away, sent to
another cell and taken in there, joined, parted, corrected, and who leave or die, day after day. What an act refuses
changes nothing; what it does keeps every invariant, and leaves what was told as of a past day as it was – but for acts
that take something back or set an end right, which change nothing before the day they are about, and decisions on the
tree that are entered late, which change nothing before theirs.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.db.models import Q

from chibo.base.holdings import HOLDINGS
from chibo.base.refusal import FaultyError
from chibo.base.seals import checking
from chibo.register import actions, life, merging, queries, scope_keys, tree
from chibo.register.actions.membership import of_the_spell
from chibo.register.facts import covering
from chibo.register.kinds import Kind
from chibo.register.models import (
    Admission,
    Employment,
    Exemption,
    FormerState,
    GroupPlace,
    MassPlace,
    Membership,
    OfficeHolding,
    Organisation,
    PartyGroup,
    Person,
    PersonFact,
    PersonMerge,
    Transfer,
)
from tests.factories import actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = date(2016, 1, 4)
NAMES = ("Lò Mẫu An", "Quàng Mẫu Dung", "Sùng Mẫu Vừ", "Đặng Mẫu Ý")  # few: doubles come about
YEARS = ("1980", "1980-05", "1985-05-08")
STEPS = 16
HISTORIES = 24  # of the normal run, or a few more until every act has happened
LOOKED_AT = 4  # steps between two looks at everything
Telling = dict[str, frozenset[Any]]


@dataclass
class World:
    """One history on its way: the tree, the day, and what was told as of past days."""

    seed: int
    root: Organisation
    day: date = FIRST
    told: dict[date, Telling] = field(default_factory=dict)
    before: dict[int, dict[date, Telling]] = field(default_factory=dict)  # by joining: what was told until then
    done: list[str] = field(default_factory=list)
    late: Counter[str] = field(default_factory=Counter)  # decisions on the tree that were entered after their day

    def __post_init__(self) -> None:
        """Draw from the seed and nothing else."""
        self.chance = random.Random(self.seed)

    def organisations(self) -> list[Organisation]:
        """Everything in this history's tree."""
        below = Organisation.objects.filter(scope_key__startswith=self.root.scope_key)
        return list(below.select_related("kind").order_by("pk"))

    def cells(self) -> list[Organisation]:
        """The cells in which somebody can be a member today."""
        return [one for one in self.organisations() if one.kind.is_cell and one.ends_on is None]

    def people(self) -> list[Person]:
        """Everybody of this history."""
        below = Person.objects.filter(scope_key__startswith=self.root.scope_key)
        return list(below.select_related("organisation").order_by("pk"))

    def of(self, rows: Any, **asked: Any) -> Any:
        """One row of this history by chance; nothing where there is none."""
        found = list(rows.filter(person__in=self.people(), **asked).order_by("pk"))
        return self.chance.choice(found) if found else None

    def forget_from(self, day: date) -> None:
        """What is taken back changes what was told from its day on."""
        for told in (self.told, *self.before.values()):
            for known in [known for known in told if known >= day]:
                del told[known]


def telling(world: World, day: date) -> Telling:
    """What the register says of a day: who was where, and what of that was special."""
    people, units = world.people(), world.organisations()
    pairs = ("person__uid", "organisation__uid")
    stood = [one for one in units if one.starts_on <= day and (one.ends_on is None or one.ends_on > day)]
    kept: dict[str, tuple[Any, tuple[str, ...]]] = {
        "members": (Membership.objects, pairs),
        "staff": (Employment.objects, ("person__uid", "workplace__uid")),
        "offices": (OfficeHolding.objects, (*pairs, "office")),
        "groups": (GroupPlace.objects, ("person__uid", "group__uid")),
        "exempt": (Exemption.objects, pairs),
        "away": (Transfer.objects.filter(sort="temporary"), (*pairs, "direction")),
        "mass": (MassPlace.objects, ("person__uid", "sort", "place")),
    }
    told = {
        name: frozenset(rows.filter(covering(day), person__in=people).values_list(*asked))
        for name, (rows, asked) in kept.items()
    }
    told["tree"] = frozenset((one.uid, one.name, one.parent_id) for one in tree.dressed(stood, day))
    return told


# ---------------------------------------------------------------------- what can happen


def come(world: World) -> None:
    actions.add_person(
        actor=actor(),
        on=world.day,
        organisation=world.chance.choice(world.cells()),
        full_name=world.chance.choice(NAMES),
        birth=world.chance.choice(YEARS),
        sex=world.chance.choice(("female", "male", "")),
    )


def be_hired(world: World) -> None:
    person, cell = world.chance.choice(world.people()), world.chance.choice(world.cells())
    workplace = cell.workplaces.first()
    if workplace is not None:
        actions.hire(actor=actor(), on=world.day, person=person, workplace=workplace, starts_on=world.day)


def stop_working(world: World) -> None:
    if job := world.of(Employment.objects, ends_on=None):
        actions.end_employment(actor=actor(), on=world.day, employment=job, ends_on=world.day)


def go_on_working(world: World) -> None:
    if job := world.of(Employment.objects.exclude(ends_on=None)):
        actions.reopen_employment(actor=actor(), on=world.day, employment=job, reason="ghi nhầm")


def be_admitted(world: World) -> None:
    person, cell = world.chance.choice(world.people()), world.chance.choice(world.cells())
    again = person.admissions.exists()
    admission = actions.record_admission(
        actor=actor(), on=world.day, person=person, ceremony_on=world.day, is_readmission=again
    )
    try:
        actions.open_membership(
            actor=actor(), on=world.day, person=person, organisation=cell, joined_by="admission", admission=admission
        )
    except FaultyError:
        actions.take_back_admission(
            actor=actor(), on=world.day, person=person, ceremony_on=world.day, reason="đang là đảng viên"
        )
        raise


def arrive(world: World) -> None:
    person, cell = world.chance.choice(world.people()), world.chance.choice(world.cells())
    actions.transfer_in(
        actor=actor(), on=world.day, person=person, organisation=cell, other_place="Chi bộ Mẫu Xa", starts_on=world.day
    )


def move_on(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.transfer_out(actor=actor(), on=world.day, person=spell.person, other_place="Nơi Mẫu Khác")
        if world.chance.random() < 0.6:
            arrive_as(world, spell.person)


def arrive_as(world: World, person: Person) -> None:
    """Come to another cell, now and then as a record of one's own: that is how doubles come about."""
    cell = world.chance.choice(world.cells())
    if world.chance.random() < 0.5:
        person = actions.add_person(
            actor=actor(),
            on=world.day,
            organisation=cell,
            full_name=person.full_name,
            birth=str(person.birth or ""),
            sex=person.sex,
        )
    actions.transfer_in(
        actor=actor(), on=world.day, person=person, organisation=cell, other_place="Chi bộ Mẫu", starts_on=world.day
    )


def go_for_a_time(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        ends_on = world.day + timedelta(days=world.chance.randint(20, 200))
        actions.transfer_temporarily(
            actor=actor(),
            on=world.day,
            person=spell.person,
            organisation=spell.organisation,
            direction="out",
            other_place="Chi bộ Mẫu Xa",
            starts_on=world.day,
            ends_on=world.chance.choice((None, ends_on)),
        )


def stay_longer_or_return(world: World) -> None:
    away = Transfer.objects.filter(covering(world.day), sort="temporary", starts_on__lt=world.day)
    if transfer := world.of(away):
        if world.chance.random() < 0.5:
            actions.come_back(actor=actor(), on=world.day, transfer=transfer, ends_on=world.day)
        elif transfer.ends_on is not None:
            longer = transfer.ends_on + timedelta(days=30)
            actions.extend_transfer(
                actor=actor(), on=world.day, transfer=transfer, ends_on=longer, reason="công văn mẫu"
            )


def set_an_end_right(world: World) -> None:
    """Say anew when something ended: an earlier day is taken, a later one would run into what follows."""
    acts: tuple[tuple[Any, Callable[..., Any], str], ...] = (
        (Transfer.objects.filter(sort="temporary"), actions.come_back, "transfer"),
        (Exemption.objects, actions.end_exemption, "exemption"),
        (OfficeHolding.objects, actions.leave_office, "holding"),
    )
    rows, act, name = world.chance.choice(acts)
    if row := world.of(rows.exclude(ends_on=None)):
        day = row.starts_on + timedelta(days=world.chance.randint(1, 90))
        act(actor=actor(), on=world.day, ends_on=day, **{name: row})
        world.forget_from(day)


def be_sent_to_a_cell(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        receiver = world.chance.choice(world.organisations())
        actions.transfer_out(actor=actor(), on=world.day, person=spell.person, receiver=receiver)
        if world.chance.random() < 0.5:
            be_taken_in(world)


def be_taken_in(world: World) -> None:
    """Take in somebody who is on the way from another cell of the tree."""
    if coming := world.of(queries.announced()):
        actions.transfer_in(
            actor=actor(),
            on=world.day,
            person=coming.person,
            organisation=coming.other_organisation,
            other_place=coming.organisation.name,
        )


def take_back_a_move(world: World) -> None:
    if transfer := world.of(Transfer.objects):
        day = transfer.starts_on
        actions.take_back_transfer(actor=actor(), on=world.day, transfer=transfer, reason="ghi nhầm")
        world.forget_from(day)


def some_end(world: World) -> date | None:
    """A planned end, or none."""
    return world.chance.choice((None, world.day + timedelta(days=world.chance.randint(20, 200))))


def be_exempted(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.exempt(
            actor=actor(),
            on=world.day,
            person=spell.person,
            organisation=spell.organisation,
            starts_on=world.day,
            ends_on=some_end(world),
        )


def take_part_again(world: World) -> None:
    if row := world.of(Exemption.objects.filter(covering(world.day), starts_on__lt=world.day)):
        actions.end_exemption(actor=actor(), on=world.day, exemption=row, ends_on=world.day)


def take_back_an_exemption(world: World) -> None:
    if row := world.of(Exemption.objects):
        actions.take_back_exemption(actor=actor(), on=world.day, exemption=row, reason="ghi nhầm")
        world.forget_from(row.starts_on)


def be_elected(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.hold_office(
            actor=actor(),
            on=world.day,
            person=spell.person,
            organisation=spell.organisation,
            office=world.chance.choice(OfficeHolding.Office.values),
            starts_on=world.day,
            ends_on=some_end(world),
        )


def step_down(world: World) -> None:
    if holding := world.of(OfficeHolding.objects.filter(covering(world.day), starts_on__lt=world.day)):
        actions.leave_office(actor=actor(), on=world.day, holding=holding, ends_on=world.day)


def take_back_an_office(world: World) -> None:
    if row := world.of(OfficeHolding.objects):
        actions.take_back_office(actor=actor(), on=world.day, holding=row, reason="ghi nhầm")
        world.forget_from(row.starts_on)


def be_grouped(world: World) -> None:
    cell = world.chance.choice(world.cells())
    members = [spell.person for spell in Membership.objects.filter(organisation=cell, ends_on=None)]
    group = PartyGroup.objects.filter(organisation=cell, ends_on=None).first() or actions.found_group(
        actor=actor(), on=world.day, organisation=cell, name="Tổ Mẫu", starts_on=world.day
    )
    chosen = [person for person in members if world.chance.random() < 0.5]
    actions.set_group_members(actor=actor(), on=world.day, group=group, people=chosen, starts_on=world.day)


def join_a_union(world: World) -> None:
    actions.join_mass(
        actor=actor(),
        on=world.day,
        person=world.chance.choice(world.people()),
        sort=world.chance.choice(MassPlace.Sort.values),
        starts_on=world.day,
    )


def leave_a_union(world: World) -> None:
    if row := world.of(MassPlace.objects, ends_on=None, starts_on__lt=world.day):
        actions.leave_mass(actor=actor(), on=world.day, mass_place=row, ends_on=world.day)


def leave_the_party(world: World) -> None:
    """Leave, now and then by mistake and taken back at once: then everything is as it was, byte by byte."""
    if spell := world.of(Membership.objects, ends_on=None):
        way, before = world.chance.choice(("removal", "resignation", "expulsion")), everything(spell.person)
        left = actions.close_membership(actor=actor(), on=world.day, membership=spell, left_by=way, ends_on=world.day)
        maybe_take_back(world, left, before)


def die(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        before = everything(spell.person)
        left = actions.record_death(actor=actor(), on=world.day, person=spell.person, died_on=world.day)
        maybe_take_back(world, left, before)


def maybe_take_back(world: World, left: Membership, before: dict[str, str]) -> None:
    if world.chance.random() < 0.3:
        actions.take_back_leaving(actor=actor(), on=world.day, membership=left, reason="ghi nhầm")
        assert everything(left.person) == before


def take_back_a_leaving(world: World) -> None:
    if spell := world.of(Membership.objects.exclude(ends_on=None)):
        day = spell.ends_on
        actions.take_back_leaving(actor=actor(), on=world.day, membership=spell, reason="ghi nhầm")
        world.forget_from(day)


def be_corrected(world: World) -> None:
    actions.correct_person(
        actor=actor(),
        on=world.day,
        person=world.chance.choice(world.people()),
        changes={
            "birth": world.chance.choice(YEARS),
            "full_name": world.chance.choice(NAMES),
            "residence": f"Tổ {world.chance.randint(1, 9)}",
        },
        proof="giấy khai sinh bản gốc",
        decided_by="Bí thư",
    )


def have_dates_set_right(world: World) -> None:
    """Set the ceremony right by some days; the membership that began with it goes along, so the past changes too."""
    if row := world.of(Admission.objects):
        last = row.person.admissions.latest("ceremony_on").ceremony_on
        day = last + timedelta(days=world.chance.randint(-20, 20))
        actions.correct_admission(
            actor=actor(),
            on=world.day,
            person=row.person,
            dates={"ceremony_on": day},
            proof="quyết định gốc",
            decided_by="Bí thư",
        )
        world.forget_from(min(day, last))


def tell_a_life(world: World) -> None:
    actions.record_background(
        actor=actor(),
        on=world.day,
        person=world.chance.choice(world.people()),
        told={"occupation": f"Nghề {world.chance.randint(1, 9)}", "religion": f"Mẫu {world.chance.randint(1, 3)}"},
        since=world.chance.choice((None, world.day)),
        was_wrong=world.chance.random() < 0.5,
        proof="bản gốc",
        decided_by="Bí thư",
    )


def change(world: World) -> None:
    track = world.chance.choice(("residence", "occupation", "theory_level"))
    actions.change_fact(
        actor=actor(),
        on=world.day,
        person=world.chance.choice(world.people()),
        field=track,
        text=f"Nội dung {world.chance.randint(1, 99)}",
        since=world.day,
    )


def be_joined(world: World) -> None:
    """Join two records, now and then part them at once: then everything is as it was, byte by byte."""
    people = world.people()
    members = [one for one in people if one.memberships.exists()]
    among = members if len(members) > 1 and world.chance.random() < 0.4 else people
    kept, dropped = world.chance.sample(among, 2)
    chosen = {
        one.name: world.chance.choice(("kept", "dropped")) for one in merging.choices(kept, dropped) if one.is_asked
    }
    is_tried = world.chance.random() < 0.4
    before = everything(kept, dropped) if is_tried else {}
    merge = actions.merge_people(
        actor=actor(), on=world.day, kept=kept, dropped=dropped, chosen=chosen, reason="lý lịch gốc"
    )
    if is_tried:
        actions.undo_merge(actor=actor(), on=world.day, merge=merge, reason="gộp nhầm")
        assert everything(kept, dropped) == before
        return
    world.before[merge.pk] = dict(world.told)
    renamed = {dropped.uid: kept.uid}
    world.told = {
        day: {name: frozenset((renamed.get(row[0], row[0]), *row[1:]) for row in rows) for name, rows in told.items()}
        for day, told in world.told.items()
    }


def be_parted(world: World) -> None:
    if merge := world.of(PersonMerge.objects, state="merged"):
        actions.undo_merge(actor=actor(), on=world.day, merge=merge, reason="gộp nhầm")
        before, later = world.before.pop(merge.pk), [pk for pk in world.before if pk > merge.pk]
        world.told = {} if later else before  # who was joined since stands in it as two
        world.before |= {pk: {} for pk in later}  # and these know as one who is two again


# ---------------------------------------------------------------------- what happens to the tree


def decided(world: World, verb: Callable[..., Any], **what: Any) -> None:
    """Do an act on the tree by a decision of today, or of up to two months ago."""
    day = world.day - timedelta(days=world.chance.choice((0, world.chance.randint(1, 60))))
    decision = actions.Decision(number="12-QĐ/ĐU", decided_on=day, decided_by="Đảng ủy Mẫu", reason="sắp xếp")
    verb(actor=actor(), on=world.day, day=day, decision=decision, **what)
    if day < world.day:
        world.forget_from(day)
        world.late[verb.__name__] += 1


def be_founded(world: World) -> None:
    day = world.day - timedelta(days=world.chance.randint(0, 60))
    actions.found_organisation(
        actor=actor(),
        on=world.day,
        name=f"Đơn vị Mẫu {world.chance.randint(1, 99)}",
        kind=world.chance.choice((Kind.SUBORDINATE_CELL, Kind.SUBORDINATE_CELL, Kind.GRASSROOTS_CHAPTER)),
        parent=world.chance.choice([one for one in world.organisations() if not one.kind.is_cell] or [world.root]),
        starts_on=day,
    )
    world.forget_from(day)


def be_renamed(world: World) -> None:
    decided(
        world,
        actions.rename_organisation,
        organisation=world.chance.choice(world.organisations()),
        name=f"Đơn vị Mẫu {world.chance.randint(1, 99)}",
        kind=world.chance.choice(("", "", Kind.SUBORDINATE_CELL, Kind.GRASSROOTS_CHAPTER)),
    )


def be_put_elsewhere(world: World) -> None:
    unit, parent = world.chance.sample(world.organisations(), 2)
    if unit.pk != world.root.pk:
        decided(world, actions.move_organisation, organisation=unit, parent=parent)


def two_of_a_sort(world: World) -> tuple[Organisation, Organisation]:
    """Two cells, or two chapters below the root."""
    chapters = [one for one in world.organisations() if not one.kind.is_cell and one.parent_id and one.ends_on is None]
    among = chapters if len(chapters) > 1 and world.chance.random() < 0.3 else world.cells()
    unit, into = world.chance.sample(among, 2) if len(among) > 1 else (world.root, world.root)
    return unit, into


def something_begins(world: World, unit: Organisation) -> None:
    """Let something begin today in an organisation: a decision of before, entered now, finds it there."""
    spell = world.of(Membership.objects, ends_on=None, organisation=unit)
    if spell is None or world.chance.random() < 0.5:
        return
    said: dict[str, Any] = {"actor": actor(), "on": world.day, "organisation": unit, "starts_on": world.day}
    if world.chance.random() < 0.5:
        actions.exempt(person=spell.person, **said)
    elif world.chance.random() < 0.5:
        actions.transfer_temporarily(person=spell.person, direction="out", other_place="Chi bộ Mẫu Xa", **said)
    else:
        actions.found_group(name=f"Tổ {world.chance.randint(1, 99)}", **said)


def be_merged(world: World) -> None:
    unit, into = two_of_a_sort(world)
    something_begins(world, unit)
    decided(world, actions.merge_organisations, units=[unit], into=into)


def be_divided(world: World) -> None:
    unit, into = two_of_a_sort(world)
    something_begins(world, unit)
    people = [one for one in world.people() if one.organisation_id == unit.pk]
    below = [one for one in world.organisations() if one.parent_id == unit.pk and one.ends_on is None]
    goes_on = world.chance.random() < 0.6
    decided(
        world,
        actions.split_organisation,
        organisation=unit,
        shares=[
            actions.Share(
                into=into,
                people=[one for one in people if not goes_on or world.chance.random() < 0.6],
                units=[one for one in below if not goes_on or world.chance.random() < 0.6],
            )
        ],
        goes_on=goes_on,
    )


def be_dissolved(world: World) -> None:
    if len(world.cells()) > 1:
        unit = world.chance.choice([one for one in world.organisations() if one.parent_id])
        decided(world, actions.dissolve_organisation, organisation=unit)


VERBS: dict[Callable[[World], None], int] = {
    come: 3,
    be_hired: 3,
    go_on_working: 1,
    stop_working: 1,
    be_admitted: 5,
    arrive: 2,
    move_on: 3,
    go_for_a_time: 2,
    stay_longer_or_return: 2,
    set_an_end_right: 2,
    be_sent_to_a_cell: 3,
    be_taken_in: 2,
    take_back_a_move: 7,
    be_exempted: 3,
    take_part_again: 1,
    take_back_an_exemption: 1,
    be_elected: 3,
    step_down: 1,
    take_back_an_office: 1,
    be_grouped: 2,
    join_a_union: 2,
    leave_a_union: 1,
    leave_the_party: 2,
    die: 1,
    take_back_a_leaving: 2,
    be_corrected: 2,
    have_dates_set_right: 2,
    tell_a_life: 1,
    change: 2,
    be_joined: 6,
    be_parted: 2,
    be_founded: 2,
    be_renamed: 2,
    be_put_elsewhere: 3,
    be_merged: 4,
    be_divided: 4,
    be_dissolved: 2,
}


# ---------------------------------------------------------------------- what must hold


def everything(*people: Person) -> dict[str, str]:
    """Every row of any room that is about these people as text, and they themselves; not what tells of joining."""
    whole: dict[str, str] = {"register.person": moments_and_all(refreshed(people))}
    for holding in HOLDINGS:
        if holding.record != "register.personmerge":
            rows = apps.get_model(holding.record)._default_manager.filter(**{f"{holding.path}__in": people})
            whole[f"{holding.record}.{holding.path}"] = moments_and_all(rows.order_by("pk"))
    return whole


def moments_and_all(rows: Any) -> str:
    """Rows as text, moments to the microsecond; as JSON Django leaves that out."""
    return str(serializers.serialize("python", rows))


def refreshed(people: tuple[Person, ...]) -> Any:
    return Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")


def wrong(world: World) -> Iterator[str]:
    """Everything in which this history is not true."""
    people = world.people()
    own: dict[str, tuple[Any, tuple[str, ...]]] = {
        "thời gian sinh hoạt": (Membership.objects, ()),
        "tổ đảng": (GroupPlace.objects, ()),
        "công tác": (Employment.objects, ("workplace_id",)),
        "miễn sinh hoạt": (Exemption.objects, ("organisation_id",)),
        "tạm thời": (Transfer.objects.filter(sort="temporary"), ("organisation_id",)),
        "chức vụ": (OfficeHolding.objects, ("organisation_id", "office")),
        "đoàn thể": (MassPlace.objects, ("sort", "place")),
    }
    for what, (rows, keys) in own.items():
        spells = defaultdict(list)
        for row in rows.filter(person__in=people):
            spells[(row.person_id, *(getattr(row, key) for key in keys))].append((row.starts_on, row.ends_on))
        for who, times in spells.items():
            yield from (f"{what} {who}: {pair}" for pair in overlapping(sorted(times, key=lambda time: time[0])))
    yield from (f"bí thư: {pair}" for pair in secretaries(world))
    yield from keys_that_lie(world)
    yield from facts_that_lie(people)
    yield from left_behind(world)
    yield from (f"{one}: vừa là đảng viên vừa đang chuyển đến" for one in members_on_the_way(people))
    yield from what_outlives_a_membership(people)
    open_spells = dict(Membership.objects.filter(ends_on=None, person__in=people).values_list("person", "organisation"))
    for person in people:
        if person.pk in open_spells and person.organisation_id != open_spells[person.pk]:
            yield f"{person}: sinh hoạt ở một nơi, hồ sơ ở nơi khác"


def members_on_the_way(people: list[Person]) -> Iterator[Person]:
    """Whom a cell is told to expect although they are members somewhere, or whom two cells expect."""
    coming = [row.person for row in queries.announced().filter(person__in=people)]
    members = set(Membership.objects.filter(ends_on=None, person__in=coming).values_list("person", flat=True))
    yield from (one for one in coming if one.pk in members or coming.count(one) > 1)


def what_outlives_a_membership(people: list[Person]) -> Iterator[str]:
    """What only a member has and goes on after they left the Party, died or moved away."""
    left = Membership.objects.filter(person__in=people).exclude(ends_on=None).exclude(left_by="reorganised_out")
    for spell in left:
        for rows in of_the_spell(spell):
            begun = rows.filter(starts_on__lt=spell.ends_on)
            for row in begun.filter(Q(ends_on=None) | Q(ends_on__gt=spell.ends_on)):
                yield f"{row!r} của {spell.person} còn đến {row.ends_on} sau {spell.left_by} ngày {spell.ends_on}"


def overlapping(times: list[tuple[date, date | None]]) -> Iterator[tuple[Any, Any]]:
    for (first, end), (then, last) in pairwise(times):
        if end is None or then < end:
            yield (first, end), (then, last)


def secretaries(world: World) -> Iterator[tuple[Any, Any]]:
    below = world.root.scope_key
    rows = OfficeHolding.objects.filter(organisation__scope_key__startswith=below, office="secretary")
    spells = defaultdict(list)
    for row in rows.order_by("starts_on"):
        spells[row.organisation_id].append((row.starts_on, row.ends_on))
    for times in spells.values():
        yield from overlapping(times)


def keys_that_lie(world: World) -> Iterator[str]:
    """Scope keys that a rebuild from the parent links would not give; each label is four digits below the parent's."""
    organisations = world.organisations()
    by_pk = {one.pk: one for one in organisations}
    if len({one.scope_key for one in organisations}) != len(organisations):
        yield "hai tổ chức có một khóa"
    for one in organisations:
        above = by_pk[one.parent_id].scope_key if one.parent_id in by_pk else ""
        if not one.scope_key.startswith(above) or len(one.scope_key) != len(above) + 4:
            yield f"{one}: khóa {one.scope_key} không nằm dưới {above}"
    if stale := scope_keys.count_stale(world.root.scope_key):
        yield f"{stale} khóa chép lại không theo tổ chức"
    for person in world.people():
        if person.organisation is None or person.scope_key != person.organisation.scope_key:
            yield f"{person}: khóa {person.scope_key}"


def left_behind(world: World) -> Iterator[str]:
    """What goes on at an organisation after its end, and what stands below one that ended or is a cell."""
    organisations = world.organisations()
    by_pk = {one.pk: one for one in organisations}
    for one in organisations:
        above = by_pk.get(one.parent_id or 0)
        if above is not None and one.ends_on is None and (above.ends_on is not None or above.kind.is_cell):
            yield f"{one} trực thuộc {above}"
        if one.ends_on is None:
            continue
        states = FormerState.objects.filter(parent=one, ends_on__gt=one.ends_on)
        yield from (f"{state.organisation} trực thuộc {one} sau khi thôi" for state in states)
        beyond, here = Q(ends_on=None) | Q(ends_on__gt=one.ends_on), {"organisation": one}
        for rows in (
            Membership.objects.filter(**here),
            OfficeHolding.objects.filter(**here),
            Exemption.objects.filter(**here),
            Transfer.objects.filter(sort="temporary", **here),
            PartyGroup.objects.filter(**here),
            GroupPlace.objects.filter(group__organisation=one),
            Employment.objects.filter(workplace__organisation=one),
        ):
            yield from (f"{row!r} còn ở {one} sau {one.ends_on}" for row in rows.filter(beyond))


def facts_that_lie(people: list[Person]) -> Iterator[str]:
    """Of a track one fact is open, and it is what the list says."""
    rows = PersonFact.objects.filter(person__in=people, field__in=life.TRACKS, until="")
    open_ones = list(rows.select_related("person__background"))
    if len({(row.person_id, row.field) for row in open_ones}) != len(open_ones):
        yield "hai giá trị cùng lúc"
    for row in open_ones:
        background = getattr(row.person, "background", None)
        if life.present(row.person, life.Field(row.field), background) != row.text:
            yield f"{row.person}: {row.field} trong phiếu khác với danh sách"


def found(name: str, kind: Kind, parent: Organisation | None = None) -> Organisation:
    return actions.found_organisation(actor=actor(), on=FIRST, name=name, kind=kind, parent=parent)


def live(seed: int) -> tuple[World, Counter[str]]:
    """Let one history run its course; every step keeps what must hold."""
    world, counts = begun(seed), Counter[str]()
    for step in range(1, STEPS + 1):
        (verb,) = world.chance.choices(list(VERBS), weights=list(VERBS.values()))
        world.done.append(verb.__name__)
        try:
            verb(world)
            counts[verb.__name__] += 1
        except FaultyError:
            counts[f"{verb.__name__} refused"] += 1
        if step % LOOKED_AT == 0:
            assert list(wrong(world)) == [], (seed, world.done)
        if world.chance.random() < 0.7:
            world.told[world.day] = telling(world, world.day)
            world.day += timedelta(days=world.chance.randint(1, 60))
    for day, told in world.told.items():
        assert telling(world, day) == told, (seed, day, world.done)
    return world, counts


def begun(seed: int) -> World:
    """A small tree with five people whom nobody knows anything about yet."""
    root = found(f"Đảng bộ huyện Mẫu {seed}", Kind.SUPERIOR_COMMITTEE)
    for chapter, cells in (
        ("Đảng bộ Mẫu A", ("Chi bộ Mẫu Một", "Chi bộ Mẫu Hai")),
        ("Đảng bộ Mẫu B", ("Chi bộ Mẫu Ba",)),
    ):
        above = found(chapter, Kind.GRASSROOTS_CHAPTER, root)
        for name in cells:
            found(name, Kind.SUBORDINATE_CELL, above)
    world = World(seed, root)
    for _ in range(5):
        come(world)
    return world


def lived(seeds: range, wanted: frozenset[str] = frozenset()) -> Counter[str]:
    """Let histories run: some at least, then on until everything that is wanted has happened, or the seeds end."""
    counts = Counter[str]()
    for seed in seeds:
        if wanted and seed >= seeds.start + HISTORIES and wanted <= set(counts):
            break
        world, happened = live(seed)
        counts += happened + Counter({f"{name} late": many for name, many in world.late.items()})
    assert checking.verify(connection) == ([], [])
    assert not wanted - set(counts), "each one happened, not only was refused"
    return counts


@pytest.mark.django_db(transaction=True)
def test_random_histories_stay_true() -> None:
    refused = {"be_joined refused", "take_back_a_move refused"}
    late = {f"{one}_organisation late" for one in ("rename", "move", "split", "dissolve")} | {
        "merge_organisations late"
    }
    lived(range(40, 100), frozenset({verb.__name__ for verb in VERBS} | refused | late))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_many_histories_stay_true() -> None:
    lived(range(1000, 1300))
