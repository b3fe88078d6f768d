"""Verbs about two records of one person: join them, part them again, or say that they are two people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.register import merging
from chibo.register.actions.admission import admission_faults
from chibo.register.actions.common import Faults, allow
from chibo.register.models import Organisation, Person, PersonApart, PersonMerge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault

_WHAT = "gộp hai bản ghi của một người"
KEPT, DROPPED = "kept", "dropped"
_DATES = ("decided_on", "official_on", "recognised_on")


def merge_faults(*, kept: Person, dropped: Person) -> tuple[Fault, ...]:
    """Everything that two records contradict each other in, for the preview; the verb asks the same."""
    faults = Faults()
    if kept.pk == dropped.pk:
        faults.add("Hai bản ghi phải khác nhau.", next="Chọn bản ghi thứ hai.", field="other")
    else:
        for what, then in merging.contradictions(kept, dropped):
            faults.add(what, next=then)
    return tuple(faults.found)


@transaction.atomic
def merge_people(
    *, actor: Actor, on: date, kept: Person, dropped: Person, chosen: Mapping[str, str], reason: str
) -> PersonMerge:
    """Join the record ``dropped`` into ``kept``: everything that points at it points at ``kept`` from then on.

    ``chosen`` says for each field in which both differ whose value stays: ``kept`` or ``dropped``. Raises
    ``NotAllowedError``, and ``FaultyError`` with every contradiction and every choice not made.
    """
    _must(actor, kept, dropped)
    mine, theirs = _locked(kept, dropped)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi căn cứ là một người.", field="reason")
    faults.take(merge_faults(kept=mine, dropped=theirs))
    differing = merging.choices(mine, theirs)
    for one in differing:
        if one.is_asked and chosen.get(one.name) not in {KEPT, DROPPED}:
            faults.add(f"Chưa chọn giữ “{one.label}” của bản ghi nào.", field=one.name)
    _with_history(mine, theirs, differing, chosen, faults)
    taken = [one.name for one in differing if not one.is_asked or chosen.get(one.name) == DROPPED]
    _check_admissions(mine, theirs, taken, on, faults)
    faults.settle()
    home = _home(mine, theirs)
    told, counts = merging.join(mine, theirs, taken)
    if home is not None and mine.organisation_id != home.pk:
        mine.organisation, mine.scope_key = home, home.scope_key
        mine.save(update_fields=["organisation", "scope_key"])
    merge = PersonMerge.objects.create(
        person=mine,
        dropped_uid=theirs.uid,
        dropped_name=theirs.full_name,
        on=on,
        by=actor.name,
        reason=reason.strip(),
        counts=counts,
        told=merging.mark(mine, told),
    )
    changes = {"dropped": theirs.uid, "fields": taken, **counts}
    _log(actor, on, "merge_people", merge, changes, (mine.uid, theirs.uid))
    return merge


def _with_history(
    mine: Person, theirs: Person, differing: Iterable[merging.Choice], chosen: Mapping[str, str], faults: Faults
) -> None:
    """A value that has a history with days is the one that stays: the other one has no day to stand on."""
    dated = {KEPT: merging.dated_fields(mine), DROPPED: merging.dated_fields(theirs)}
    for one in differing:
        side = chosen.get(one.name, "")
        other = DROPPED if side == KEPT else KEPT
        if one.is_asked and side in dated and one.name.split(".")[1] in dated[other] - dated[side]:
            faults.add(
                f"“{one.label}” ở bản ghi kia có ghi thay đổi từ ngày nào.",
                next="Giữ giá trị của bản ghi ấy; nếu sai thì đính chính sau khi gộp.",
                field=one.name,
            )


def _check_admissions(mine: Person, theirs: Person, taken: Iterable[str], on: date, faults: Faults) -> None:
    """Dates of one admission that come from two records have to stand in order as those of one do."""
    names = set(taken)
    for first, second in merging.same_admissions(mine, theirs):
        record = f"admission.{first.ceremony_on.isoformat()}."
        from_second = {name for name in _DATES if f"{record}{name}" in names}
        if from_second:
            mixed = {name: getattr(second if name in from_second else first, name) for name in _DATES}
            found = admission_faults(ceremony_on=first.ceremony_on, on=on, **mixed)
            faults.take(replace(fault, field=f"{record}{fault.field}") for fault in found)


@transaction.atomic
def undo_merge(*, actor: Actor, on: date, merge: PersonMerge, reason: str) -> Person:
    """Part two records that were joined by mistake, exactly as they were; gives back the second one.

    Raises ``NotAllowedError``, and ``FaultyError`` with everything that was written since and rests on it.
    """
    row = PersonMerge.objects.select_for_update(of=("self",)).select_related("person").get(pk=merge.pk)
    _must(actor, row.person)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do tách.", field="reason")
    if row.state != PersonMerge.State.MERGED:
        faults.add("Hai bản ghi này đã được tách lại từ trước.", next="Tải lại trang để xem tình trạng mới.")
    else:
        for what in merging.later_than(row):
            faults.add(f"{what} sau khi gộp.", next="Rút lại việc đó trước, hoặc để nguyên là một người.")
    faults.settle()
    back = merging.part(row)
    row.state, row.undone_on, row.undone_by, row.undone_reason = (
        PersonMerge.State.UNDONE,
        on,
        actor.name,
        reason.strip(),
    )
    row.told = ""
    row.save()
    _log(actor, on, "undo_merge", row, {"dropped": back.uid}, (row.person.uid, back.uid))
    return back


@transaction.atomic
def tell_apart(*, actor: Actor, on: date, person: Person, other: Person) -> PersonApart:
    """Say that two records with one name are two people; they are not offered for joining any more."""
    _must(actor, person, other)
    first, second = sorted((person, other), key=lambda one: one.pk)
    faults = Faults()
    faults.unless(first.pk != second.pk, "Hai bản ghi phải khác nhau.")
    faults.settle()
    row, is_new = PersonApart.objects.get_or_create(person=first, other=second, defaults={"by": actor.name, "on": on})
    if is_new:
        _log(actor, on, "tell_apart", row, {}, (first.uid, second.uid))
    return row


@transaction.atomic
def forget_apart(*, actor: Actor, on: date, apart: PersonApart) -> None:
    """Take back that two records are two people."""
    _must(actor, apart.person, apart.other)
    _log(actor, on, "forget_apart", apart, {}, (apart.person.uid, apart.other.uid))
    apart.delete()


def _must(actor: Actor, *people: Person) -> None:
    """Who joins sees both records whole: the register and the closed blocks of both are theirs."""
    for person in people:
        allow(actor, person.scope_key, _WHAT)
        if not actor.may(Permission.VIEW_SENSITIVE, person.scope_key):
            raise NotAllowedError(_WHAT)


def _locked(*people: Person) -> tuple[Person, ...]:
    """Both rows anew and held, always the older one first, so that two acts never wait for each other."""
    held = {
        row.pk: row
        for row in Person.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk__in=[one.pk for one in people])
        .order_by("pk")
    }
    return tuple(held[one.pk] for one in people)


def _home(mine: Person, theirs: Person) -> Organisation | None:
    """Where the one person belongs: to the organisation of the open membership, else where the kept record lies."""
    spells = Organisation.objects.filter(memberships__person__in=[mine, theirs], memberships__ends_on=None)
    return spells.first() or mine.organisation


def _log(
    actor: Actor,
    on: date,
    verb: str,
    row: PersonMerge | PersonApart,
    changes: Mapping[str, object],
    people: Iterable[object],
) -> None:
    """One line in the chain of the organisation that keeps the person; both are mentioned."""
    organisation = row.person.organisation
    audit.record(
        actor=actor,
        on=on,
        action=f"register.{verb}",
        subject=row,
        chain=str(organisation.uid) if organisation else audit.INSTALLATION,
        changes={name: [None, value] for name, value in changes.items()},
        reason=row.reason if isinstance(row, PersonMerge) else "",
        people=[str(uid) for uid in people],
    )
