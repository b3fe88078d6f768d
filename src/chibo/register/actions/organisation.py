"""Verbs about organisations: found, set an own rule, give and end an office."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import NotAllowedError
from chibo.base.vietnamese import normalise_name
from chibo.law.reading import DataFault, rulebook
from chibo.law.timeline import NotDelegable, UnfitValue, UnknownFigure, UnknownPolicy
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.membership import check_member, ended_by_leaving
from chibo.register.actions.places import new_key
from chibo.register.actions.tree_common import Part, check_decision, check_not_cell, hold_tree, write_change
from chibo.register.facts import as_overlay
from chibo.register.kinds import kind_of
from chibo.register.models import OfficeHolding, Organisation, OrganisationChange, OrganisationRule, Workplace

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.tree_common import Decision
    from chibo.register.models import OrganisationKind, Person


class OrganisationDetails(TypedDict, total=False):
    """What may be said of an organisation beside its name and kind."""

    starts_on: date
    parent: Organisation | None
    short_name: str
    code: str
    place: str
    superior_name: str
    workplace: str
    has_youth_union: bool
    has_trade_union: bool
    decision: Decision


@transaction.atomic
def found_organisation(
    *, actor: Actor, on: date, name: str, kind: str, **details: Unpack[OrganisationDetails]
) -> Organisation:
    """Enter an organisation with its workplace (of the same name unless ``workplace`` says another; ``""``: none).

    ``kind`` is the code of a kind (``chibo.register.kinds``). Raises ``NotAllowedError`` and ``FaultyError``.
    """
    parent, decision = details.get("parent"), details.get("decision")
    if parent is not None:
        hold_tree([parent])
    above = parent.scope_key if parent else ""
    allow(actor, above, "lập tổ chức đảng")
    named, starts_on, row = normalise_name(name), details.get("starts_on", on), kind_of(kind)
    _check_founding(on, named, kind, row, starts_on, parent, decision)
    assert row is not None
    organisation = Organisation.objects.create(
        name=named,
        kind=row,
        parent=parent,
        starts_on=starts_on,
        short_name=details.get("short_name", ""),
        code=details.get("code", ""),
        place=details.get("place", ""),
        superior_name=details.get("superior_name", ""),
        scope_key=new_key(above),
    )
    workplace = details.get("workplace", named)
    if workplace:
        Workplace.objects.create(
            organisation=organisation,
            name=workplace,
            has_youth_union=details.get("has_youth_union", False),
            has_trade_union=details.get("has_trade_union", True),
        )
    if decision is not None:
        write_change(OrganisationChange.Sort.FOUNDED, starts_on, decision, {organisation: Part.ITSELF})
    reason = f"{decision.number}, {decision.decided_by}" if decision is not None else ""
    told = {"name": named, "kind": row.code, "starts_on": starts_on}
    log(actor, on, "found_organisation", organisation, organisation, told, reason=reason)
    return organisation


def _check_founding(
    on: date,
    name: str,
    kind: str,
    row: OrganisationKind | None,
    starts_on: date,
    parent: Organisation | None,
    decision: Decision | None,
) -> None:
    """Raise ``FaultyError`` with everything that is wrong with a new organisation."""
    faults = Faults()
    if decision is not None:
        check_decision(decision, on, faults)
    faults.unless(bool(name), "Chưa ghi tên tổ chức.", field="name")
    faults.not_future(starts_on, on, "Ngày bắt đầu", "starts_on")
    if parent is not None and not (parent.starts_on <= starts_on and parent.ends_on is None):
        faults.add(f"{parent.name} không hoạt động vào {say_date(starts_on)}.", field="parent")
    if parent is not None:
        check_not_cell(parent, starts_on, faults)
    if row is None:
        faults.add(f"Không có loại tổ chức “{kind}”.", next="Chọn một loại trong danh mục.", field="kind")
    faults.settle()


@transaction.atomic
def set_rule(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    sort: str,
    key: str,
    value: object,
    ground: str,
    starts_on: date,
    ends_on: date | None = None,
) -> OrganisationRule:
    """Set an own rule (``overlay``) or a reading (``policy``) from a day on; the one before it ends that day.

    Refuses keys the law does not leave to organisations, readings it does not know, and rules without a ground.
    """
    if not actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key):
        what = "đổi quy tắc riêng"
        raise NotAllowedError(what)
    faults = Faults()
    faults.unless(bool(ground.strip()), "Chưa ghi căn cứ của quy tắc riêng.", field="ground")
    faults.ordered(starts_on, ends_on, "Ngày hết hiệu lực", "ends_on")
    rule = OrganisationRule(
        organisation=organisation,
        sort=sort,
        key=key,
        value=value,
        ground=ground.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check_rule(rule, faults)
    faults.settle()
    older = OrganisationRule.objects.filter(organisation=organisation, key=key)
    older.filter(starts_on=starts_on).delete()
    older.filter(starts_on__lt=starts_on, ends_on=None).update(ends_on=starts_on)
    rule.save()
    log(actor, on, "set_rule", rule, organisation, {key: value, "starts_on": starts_on}, reason=rule.ground)
    return rule


def _check_rule(rule: OrganisationRule, faults: Faults) -> None:
    try:
        if rule.sort == OrganisationRule.Sort.POLICY:
            rulebook().with_local(policies={rule.key: str(rule.value)})
        else:
            rulebook().with_local(overlays=[as_overlay(rule)])
    except (UnknownFigure, UnknownPolicy):
        faults.add(f"Không có quy tắc hoặc cách hiểu nào là “{rule.key}”.", field="key")
    except NotDelegable:
        faults.add("Quy định của Trung ương không giao cho cơ sở tự đặt điều này.", field="key")
    except (UnfitValue, DataFault):
        faults.add("Giá trị không hợp: nơi cần số thì ghi số, nơi cần có hoặc không thì chọn.", field="value")


@transaction.atomic
def hold_office(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    office: str,
    starts_on: date,
    ends_on: date | None = None,
) -> OfficeHolding:
    """Enter that a member holds an office from a day on. One secretary at a time."""
    allow(actor, organisation.scope_key, "ghi chức vụ trong đảng")
    locked(person)
    faults = Faults()
    faults.unless(office in OfficeHolding.Office.values, f"Không có chức vụ “{office}”.", field="office")
    faults.not_future(starts_on, on, "Ngày giữ chức vụ", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày thôi chức vụ", "ends_on")
    check_member(person, organisation, starts_on, ends_on, faults)
    same = OfficeHolding.objects.filter(organisation=organisation, office=office)
    if office != OfficeHolding.Office.SECRETARY:
        same = same.filter(person=person)
    same = same.exclude(ends_on__lte=starts_on)
    if ends_on is not None:
        same = same.filter(starts_on__lt=ends_on)
    if same.exists():
        faults.add("Chức vụ này đang có người giữ trong thời gian đó.", next="Ghi ngày thôi chức vụ của người trước.")
    faults.settle()
    holding = OfficeHolding.objects.create(
        person=person, organisation=organisation, office=office, starts_on=starts_on, ends_on=ends_on
    )
    log(
        actor,
        on,
        "hold_office",
        holding,
        organisation,
        {"person": person.uid, "office": office, "starts_on": starts_on},
    )
    return holding


@transaction.atomic
def leave_office(*, actor: Actor, on: date, holding: OfficeHolding, ends_on: date) -> OfficeHolding:
    """Enter the first day on which somebody no longer holds an office; of one that is over only an earlier one.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow(actor, holding.organisation.scope_key, "ghi chức vụ trong đảng")
    row = OfficeHolding.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=holding.pk)
    faults = Faults()
    faults.not_future(ends_on, on, "Ngày thôi chức vụ", "ends_on")
    faults.ordered(row.starts_on, ends_on, "Ngày thôi chức vụ", "ends_on")
    again = "Nếu giữ lại chức vụ thì ghi một lần giữ chức vụ mới."
    faults.only_earlier(row.ends_on, ends_on, f"Chức vụ {row} đã thôi", next=again)
    faults.settle()
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    log(actor, on, "leave_office", row, row.organisation, {"ends_on": [before, ends_on]})
    return row


@transaction.atomic
def take_back_office(*, actor: Actor, on: date, holding: OfficeHolding, reason: str) -> None:
    """Undo an office entered by mistake: nobody held it; the log keeps what stood there and the reason.

    Raises ``FaultyError`` without a reason, and for an office that ended because its holder left.
    """
    allow(actor, holding.organisation.scope_key, "rút lại chức vụ đã ghi")
    person = locked(holding.person)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if ended_by_leaving(holding):
        faults.add("Chức vụ này thôi khi người giữ rời chi bộ.", next="Rút lại việc rời chi bộ trước.")
    faults.settle()
    told = {
        "person": [person.uid, None],
        "office": [holding.office, None],
        "starts_on": [holding.starts_on, None],
        "ends_on": [holding.ends_on, None],
    }
    log(actor, on, "take_back_office", holding, holding.organisation, told, reason=reason.strip())
    holding.delete()
