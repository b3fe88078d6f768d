"""Verbs on one place of the tree: another name or kind, another parent; and the keys that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.register import scope_keys
from chibo.register.actions.common import Faults, allow, log
from chibo.register.actions.tree_common import (
    WHAT,
    Part,
    allow_all,
    check_day,
    check_decision,
    check_not_cell,
    end_state,
    hold_tree,
    state_of,
    tell,
    write_change,
)
from chibo.register.kinds import kind_of
from chibo.register.models import FormerState, Organisation, OrganisationChange

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.tree_common import Decision
    from chibo.register.models import OrganisationKind

_NAMED: Final = 3  # organisations that a fault names
_IN_ONE: Final = 500  # organisations named in one statement
FOLLOWS_AT_ONCE: Final = 2_000  # copies of keys; more are brought along in batches, each an act of its own
Sort = OrganisationChange.Sort


@transaction.atomic
def rename_organisation(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    day: date,
    decision: Decision,
    name: str = "",
    short_name: str | None = None,
    kind: str = "",
    superior_name: str | None = None,
) -> Organisation:
    """Give an organisation another name, short name, kind or superior from a day on; papers of before keep the old.

    What is empty stays (``short_name`` and ``superior_name``: ``None`` stays). Raises ``NotAllowedError`` and
    ``FaultyError``.
    """
    allow(actor, organisation.scope_key, WHAT)
    hold_tree([organisation])
    faults = Faults()
    check_decision(decision, on, faults)
    check_day([organisation], day, on, faults)
    wanted = {
        "name": normalise_name(name) or organisation.name,
        "short_name": organisation.short_name if short_name is None else normalise_name(short_name),
        "superior_name": organisation.superior_name if superior_name is None else normalise_name(superior_name),
    }
    row = kind_of(kind) if kind else organisation.kind
    if row is None:
        faults.add(f"Không có loại tổ chức “{kind}”.", next="Chọn một loại trong danh mục.", field="kind")
    elif row.is_cell and not organisation.kind.is_cell:
        _check_empty_below(organisation, row, day, faults)
    changed = {field: [getattr(organisation, field), value] for field, value in wanted.items()}
    told = {field: both for field, both in changed.items() if both[0] != both[1]}
    if row is not None and row.pk != organisation.kind_id:
        told["kind"] = [organisation.kind_id, row.pk]
    faults.unless(bool(told) or row is None, "Tên và loại không có gì thay đổi.", field="name")
    faults.settle()
    assert row is not None
    change = write_change(Sort.RENAMED, day, decision, {organisation: Part.ITSELF})
    end_state(organisation, day, change)
    for field, value in wanted.items():
        setattr(organisation, field, value)
    organisation.kind = row
    organisation.save(update_fields=[*wanted, "kind"])
    tell(actor, on, "rename_organisation", [organisation], change, told)
    return organisation


def _check_empty_below(organisation: Organisation, kind: OrganisationKind, day: date, faults: Faults) -> None:
    """Note what stood below an organisation on the day or came since: a chi bộ has nothing below it."""
    here = Organisation.objects.filter(parent=organisation).exclude(ends_on__lte=day)
    before = FormerState.objects.filter(parent=organisation, ends_on__gt=day).values("organisation")
    below = here | Organisation.objects.filter(pk__in=before)
    count = below.count()
    if count:
        named = ", ".join(below.order_by("scope_key").values_list("name", flat=True)[:_NAMED])
        rest = ", …" if count > _NAMED else ""
        faults.add(
            f"{organisation.name} còn {count} tổ chức trực thuộc ({named}{rest}) vào hoặc sau {say_date(day)}.",
            why=f"“{kind.name}” là một loại chi bộ, không có tổ chức trực thuộc.",
            next="Ghi Chuyển cấp trên, Sáp nhập hoặc Giải thể cho các tổ chức ấy trước, hoặc chọn loại đảng bộ.",
            field="kind",
        )


@transaction.atomic
def move_organisation(
    *, actor: Actor, on: date, organisation: Organisation, parent: Organisation | None, day: date, decision: Decision
) -> OrganisationChange:
    """Put an organisation with everything under it below another parent from a day on.

    Keys of the branch are derived anew; grants follow, for they point at organisations. Copies of the keys on people,
    roads and files follow at once where they are few; else :func:`follow_keys` brings them along. The history keeps
    where it was. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    before = organisation.parent
    allow_all(actor, [organisation, before or organisation, parent])
    hold_tree([organisation, *([parent] if parent is not None else [])])
    faults = Faults()
    check_decision(decision, on, faults)
    check_day([organisation], day, on, faults)
    _check_place(organisation, parent, day, faults)
    faults.settle()
    above = [one for one in (before, parent) if one is not None]
    parts = {organisation: Part.ITSELF}
    parts |= {one: Part.ABOVE_BEFORE if one == before else Part.ABOVE for one in above}
    change = write_change(Sort.MOVED, day, decision, parts)
    units = moved(organisation, parent, day, change)
    change.counts = {"units": units}
    change.save(update_fields=["counts"])
    told = {"parent": [str(before.uid) if before else None, str(parent.uid) if parent else None], "units": units}
    follow_few(organisation)
    tell(actor, on, "move_organisation", [organisation, *above], change, told)
    return change


def _check_place(organisation: Organisation, parent: Organisation | None, day: date, faults: Faults) -> None:
    """Note what speaks against the new parent: none or the same, itself or below, not there that day, a later move."""
    if parent is None:
        if organisation.parent_id is None:
            faults.add(f"{organisation.name} đang ở gốc của cây.", next="Chọn cấp trên.", field="parent")
    elif parent.pk == organisation.parent_id:
        faults.add(f"{organisation.name} đang trực thuộc {parent.name}.", next="Chọn cấp trên khác.", field="parent")
    elif parent.scope_key.startswith(organisation.scope_key):
        faults.add(f"{parent.name} nằm trong {organisation.name}.", next="Chọn cấp trên khác.", field="parent")
    else:
        _check_parent(parent, day, faults)
    check_branch(organisation, day, faults)


def _check_parent(parent: Organisation, day: date, faults: Faults) -> None:
    """Note what speaks against a parent: a cell has nothing below it; it must stand that day, where it stands now."""
    check_not_cell(parent, day, faults)
    if parent.ends_on is not None or parent.starts_on > day:
        faults.add(f"{parent.name} không hoạt động vào {say_date(day)}.", field="parent")
    check_kept(parent, day, faults)


def check_kept(parent: Organisation, day: date, faults: Faults) -> None:
    """Note that an organisation moved after the day: what comes below it from the day on would stand nowhere."""
    since = FormerState.objects.filter(organisation=parent, ends_on__gt=day)
    if since.exclude(scope_key=parent.scope_key).exists():
        what = f"{parent.name} đã chuyển chỗ trong cây sau {say_date(day)}."
        faults.add(what, next="Ghi ngày có hiệu lực muộn hơn.", field="day")


def check_branch(organisation: Organisation, day: date, faults: Faults) -> None:
    """Note who left or joined the branch after the day: such moves are entered in their order."""
    key = organisation.scope_key
    after = FormerState.objects.filter(ends_on__gt=day).select_related("organisation")
    was_here = Q(scope_key__gte=key, scope_key__lt=f"{key}~")
    is_here = Q(organisation__scope_key__gte=key, organisation__scope_key__lt=f"{key}~")
    for words, states in (
        ("đã rời", after.filter(was_here).exclude(is_here)),
        ("mới về", after.filter(is_here).exclude(was_here)),
    ):
        for state in states:
            what = f"{state.organisation.name} {words} {organisation.name} sau {say_date(day)}."
            if state.organisation_id == organisation.pk:
                what = f"{organisation.name} đã chuyển chỗ trong cây sau {say_date(day)}."
            faults.add(what, next="Ghi ngày có hiệu lực muộn hơn.", field="day")


def moved(organisation: Organisation, parent: Organisation | None, day: date, change: OrganisationChange) -> int:
    """Put a branch below another parent and derive its keys; give how many organisations moved. The caller checked."""
    before = organisation.scope_key
    after = new_key(parent.scope_key if parent is not None else "")
    branch = list(Organisation.objects.filter(scope_key__gte=before, scope_key__lt=f"{before}~"))
    _keep_states(branch, day, change, before, after)
    organisation.parent = parent
    organisation.save(update_fields=["parent"])
    count = scope_keys.rekey_branch(before, after)
    organisation.refresh_from_db()
    return count


def _keep_states(branch: list[Organisation], day: date, change: OrganisationChange, before: str, after: str) -> None:
    """Keep how each organisation of a branch stood up to the day; what it was later has the new key."""
    states: dict[int, list[FormerState]] = {}
    for start in range(0, len(branch), _IN_ONE):
        some = [one.pk for one in branch[start : start + _IN_ONE]]
        for row in FormerState.objects.filter(organisation__in=some).order_by("ends_on"):
            states.setdefault(row.organisation_id, []).append(row)
    kept: list[FormerState] = []
    for one in branch:
        known = states.get(one.pk, [])
        later = [row for row in known if row.ends_on and row.ends_on > day]
        kept += _kept(one, known, later, day, change)
        for row in later:
            row.starts_on = max(row.starts_on, day)
            row.scope_key = after + row.scope_key[len(before) :]
            row.save(update_fields=["starts_on", "scope_key"])
    FormerState.objects.bulk_create(kept, batch_size=_IN_ONE)


def _kept(
    one: Organisation, known: list[FormerState], later: list[FormerState], day: date, change: OrganisationChange
) -> list[FormerState]:
    """The state that ends on the day, unless it is kept already or never was."""
    if any(row.ends_on == day for row in known):
        return []
    if later:
        return [_first_part(later[0], day, change)] if later[0].starts_on < day else []
    begun = known[-1].ends_on if known and known[-1].ends_on else one.starts_on
    return [state_of(one, begun, day, change)] if begun < day else []


def _first_part(state: FormerState, day: date, change: OrganisationChange) -> FormerState:
    """The part of a state up to a day in its middle."""
    return FormerState(
        organisation_id=state.organisation_id,
        change=change,
        starts_on=state.starts_on,
        ends_on=day,
        parent_id=state.parent_id,
        kind_id=state.kind_id,
        name=state.name,
        name_key=state.name_key,
        short_name=state.short_name,
        superior_name=state.superior_name,
        scope_key=state.scope_key,
    )


def follow_few(organisation: Organisation) -> bool:
    """Bring the copies of keys of a branch along where they are few; whether all of them are right now."""
    if scope_keys.count_stale(organisation.scope_key) > FOLLOWS_AT_ONCE:
        return False
    scope_keys.follow(organisation.scope_key, FOLLOWS_AT_ONCE)
    return True


def new_key(parent_key: str) -> str:
    """The key of a new child; raises ``FaultyError`` where the tree is full at this level."""
    key, faults = scope_keys.next_key(parent_key), Faults()
    faults.unless(key is not None, "Cây tổ chức đã đầy ở cấp này.")
    faults.settle()
    return key or ""


@transaction.atomic
def follow_keys(*, actor: Actor, on: date, organisation: Organisation, limit: int = scope_keys.AT_ONCE) -> int:
    """Bring copies of keys of a branch to their organisations' own, at most ``limit`` rows; give how many were brought.

    Safe to stop and to do again: what was brought is right, and what was not is found by being wrong. Nothing is
    written where every copy is right.
    """
    allow(actor, organisation.scope_key, WHAT)
    organisation.refresh_from_db()
    brought = scope_keys.follow(organisation.scope_key, limit)
    if brought:
        log(actor, on, "follow_keys", organisation, organisation, {"rows": brought})
    return brought


@transaction.atomic
def rebuild_keys(*, actor: Actor, on: date) -> int:
    """Bring every copy of a key in the installation to its organisation's own; give how many were wrong.

    For the daily command and the administrator; one transaction, so not for a request.
    """
    allow(actor, "", WHAT)
    brought = 0
    while count := scope_keys.follow():
        brought += count
    if brought:
        log(actor, on, "rebuild_keys", Organisation.objects.order_by("scope_key")[0], None, {"rows": brought})
    return brought
