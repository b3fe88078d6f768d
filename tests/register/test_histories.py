"""Random histories of a small tree: whatever is entered, refused, taken back or joined, the register stays true.

One history is a seed: an organisation with cells, people who are hired, admitted, moved, exempted, sent away, joined,
parted, corrected, and who leave or die, day after day. What an act refuses changes nothing; what it does keeps every
invariant, and leaves what was told as of a past day as it was – but for acts that take something back, which change
nothing before the day they take back.
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

from chibo.base.holdings import HOLDINGS
from chibo.base.refusal import FaultyError
from chibo.base.seals import checking
from chibo.register import actions, life, merging, scope_keys, tree
from chibo.register.facts import covering
from chibo.register.kinds import Kind
from chibo.register.models import (
    Admission,
    Employment,
    Exemption,
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
STEPS = 14
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


def take_back_a_move(world: World) -> None:
    if transfer := world.of(Transfer.objects):
        day = transfer.starts_on
        actions.take_back_transfer(actor=actor(), on=world.day, transfer=transfer, reason="ghi nhầm")
        world.forget_from(day)


def be_exempted(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.exempt(
            actor=actor(), on=world.day, person=spell.person, organisation=spell.organisation, starts_on=world.day
        )


def take_part_again(world: World) -> None:
    if row := world.of(Exemption.objects, ends_on=None, starts_on__lt=world.day):
        actions.end_exemption(actor=actor(), on=world.day, exemption=row, ends_on=world.day)


def be_elected(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.hold_office(
            actor=actor(),
            on=world.day,
            person=spell.person,
            organisation=spell.organisation,
            office=world.chance.choice(OfficeHolding.Office.values),
            starts_on=world.day,
        )


def step_down(world: World) -> None:
    if holding := world.of(OfficeHolding.objects, ends_on=None, starts_on__lt=world.day):
        actions.leave_office(actor=actor(), on=world.day, holding=holding, ends_on=world.day)


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
    if spell := world.of(Membership.objects, ends_on=None):
        way = world.chance.choice(("removal", "resignation", "expulsion"))
        actions.close_membership(actor=actor(), on=world.day, membership=spell, left_by=way, ends_on=world.day)


def die(world: World) -> None:
    if spell := world.of(Membership.objects, ends_on=None):
        actions.record_death(actor=actor(), on=world.day, person=spell.person, died_on=world.day)


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
        world.told = world.before[merge.pk]


# ---------------------------------------------------------------------- what happens to the tree


def decided(world: World) -> dict[str, Any]:
    decision = actions.Decision(number="12-QĐ/ĐU", decided_on=world.day, decided_by="Đảng ủy Mẫu", reason="sắp xếp")
    return {"actor": actor(), "on": world.day, "day": world.day, "decision": decision}


def be_founded(world: World) -> None:
    above = [one for one in world.organisations() if not one.kind.is_cell and one.parent_id and one.ends_on is None]
    actions.found_organisation(
        actor=actor(),
        on=world.day,
        name=f"Chi bộ Mẫu {world.chance.randint(1, 99)}",
        kind=Kind.SUBORDINATE_CELL,
        parent=world.chance.choice(above),
    )


def be_renamed(world: World) -> None:
    actions.rename_organisation(
        organisation=world.chance.choice(world.organisations()),
        name=f"Đơn vị Mẫu {world.chance.randint(1, 99)}",
        **decided(world),
    )


def be_put_elsewhere(world: World) -> None:
    unit, parent = world.chance.sample(world.organisations(), 2)
    if unit.pk != world.root.pk:
        actions.move_organisation(organisation=unit, parent=parent, **decided(world))


def be_merged(world: World) -> None:
    unit, into = world.chance.sample(world.cells(), 2) if len(world.cells()) > 1 else (world.root, world.root)
    actions.merge_organisations(units=[unit], into=into, **decided(world))


def be_divided(world: World) -> None:
    cells = world.cells()
    unit, into = world.chance.sample(cells, 2) if len(cells) > 1 else (world.root, world.root)
    people = [one for one in world.people() if one.organisation_id == unit.pk]
    chosen = [one for one in people if world.chance.random() < 0.6]
    actions.split_organisation(
        organisation=unit,
        shares=[actions.Share(into=into, people=chosen)],
        goes_on=world.chance.random() < 0.7,
        **decided(world),
    )


def be_dissolved(world: World) -> None:
    if len(world.cells()) > 1:
        actions.dissolve_organisation(organisation=world.chance.choice(world.cells()), **decided(world))


VERBS: dict[Callable[[World], None], int] = {
    come: 3,
    be_hired: 3,
    stop_working: 1,
    be_admitted: 5,
    arrive: 2,
    move_on: 3,
    go_for_a_time: 2,
    stay_longer_or_return: 2,
    take_back_a_move: 4,
    be_exempted: 2,
    take_part_again: 1,
    be_elected: 2,
    step_down: 1,
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
    be_founded: 1,
    be_renamed: 1,
    be_put_elsewhere: 3,
    be_merged: 3,
    be_divided: 2,
    be_dissolved: 1,
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
    open_spells = dict(Membership.objects.filter(ends_on=None, person__in=people).values_list("person", "organisation"))
    for person in people:
        if person.pk in open_spells and person.organisation_id != open_spells[person.pk]:
            yield f"{person}: sinh hoạt ở một nơi, hồ sơ ở nơi khác"


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


def lived(seeds: range) -> Counter[str]:
    counts = Counter[str]()
    for seed in seeds:
        counts += live(seed)[1]
    assert checking.verify(connection) == ([], [])
    return counts


@pytest.mark.django_db(transaction=True)
def test_random_histories_stay_true() -> None:
    counts = lived(range(24))
    assert {verb.__name__ for verb in VERBS} <= set(counts)  # each one happened, not only was refused
    assert {"be_joined refused", "take_back_a_move refused", "be_parted"} <= set(counts)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_many_histories_stay_true() -> None:
    lived(range(1000, 1300))
