"""Verbs about persons: enter, set right, hire, end an employment, plan its end, take the end back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import models, transaction

from chibo.base.dates import say_date
from chibo.base.fields import EncryptedTextField
from chibo.base.vietnamese import name_keys, normalise_name
from chibo.law.calendar import PartialDate
from chibo.register.actions.common import Faults, allow, locked, log, noted
from chibo.register.actions.life import told_anew
from chibo.register.models import Employment, Membership, Person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Workplace

_EARLIEST_BIRTH = 1900
_SEXES = frozenset({"", *Person.Sex.values})


class PersonDetails(TypedDict, total=False):
    """What may be said of a person beside the name."""

    sex: str
    birth: PartialDate | str | None
    ethnicity: str
    native_place: str
    residence: str
    schooling: str
    theory_level: str
    identity_number: str
    card_number: str
    is_trade_union_member: bool
    is_youth_union_member: bool


CORRECTABLE = frozenset({"full_name", *PersonDetails.__annotations__})


@transaction.atomic
def add_person(
    *, actor: Actor, on: date, organisation: Organisation, full_name: str, **details: Unpack[PersonDetails]
) -> Person:
    """Enter a person whom the organisation keeps: a member, one of its staff, or somebody it helps.

    Raises ``NotAllowedError``, and ``FaultyError`` for a missing name, a birth date ahead or one no calendar has.
    """
    allow(actor, organisation.scope_key, "thêm người vào danh sách")
    person = Person(organisation=organisation, scope_key=organisation.scope_key)
    faults = Faults()
    fill_person(person, {"full_name": full_name, **details}, on, faults)
    faults.settle()
    person.save()
    log(actor, on, "add_person", person, organisation, {"full_name": person.full_name, "birth": person.birth})
    return person


@transaction.atomic
def correct_person(
    *, actor: Actor, on: date, person: Person, changes: Mapping[str, object], proof: str, decided_by: str
) -> Person:
    """Set fields of a person right; old value, new value, proof and who decided are kept (decision 19).

    Returns the person as it now is. Raises ``FaultyError`` when nothing changes, or proof or decider is missing.
    """
    allow(actor, person.scope_key, "đính chính thông tin của người trong danh sách")
    person = locked(person)
    before = {field: getattr(person, field) for field in changes if field in CORRECTABLE}
    faults = Faults()
    faults.unless(bool(proof.strip()), "Chưa ghi giấy tờ chứng minh.", field="proof")
    faults.unless(bool(decided_by.strip()), "Chưa ghi người quyết định đính chính.", field="decided_by")
    for field in set(changes) - CORRECTABLE:
        faults.add(f"Mục “{field}” không đính chính được ở đây.", field=field)
    fill_person(person, {field: changes[field] for field in before}, on, faults)
    changed = [field for field in before if getattr(person, field) != before[field]]
    faults.unless(bool(changed), "Không có gì thay đổi.")
    faults.settle()
    person.save()
    noted(
        person,
        on,
        {field: (_text(before[field]), _text(getattr(person, field))) for field in changed},
        proof,
        decided_by,
    )
    for field in changed:
        told_anew(person, field, _text(getattr(person, field)))
    told = {field: _told(field, before[field], getattr(person, field)) for field in changed}
    log(
        actor, on, "correct_person", person, person.organisation, told, reason=f"{proof.strip()} – {decided_by.strip()}"
    )
    return person


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return "" if value is None else str(value)


def _told(field: str, old: object, new: object) -> list[object]:
    """What the log may hold: of a protected value only that it changed; ``Correction`` keeps it, encrypted."""
    if isinstance(Person._meta.get_field(field), EncryptedTextField):  # noqa: SLF001 - Django's documented model API
        return ["…", "…"]
    return [_text(old), _text(new)]


def fill_person(person: Person, values: Mapping[str, object], on: date, faults: Faults) -> None:
    """Put values into a person that is not saved yet, with the keys of the name; note what cannot be."""
    for field, value in values.items():
        if field == "full_name":
            _name(person, str(value), faults)
        elif field == "birth":
            _birth(person, value, on, faults)
        elif field == "sex":
            faults.unless(value in _SEXES, "Giới tính ghi nam hoặc nữ.", field="sex")
            person.sex = str(value)
        elif isinstance(Person._meta.get_field(field), models.BooleanField):  # noqa: SLF001 - Django's documented model API
            setattr(person, field, bool(value))
        else:
            setattr(person, field, normalise_name(str(value)))


def _name(person: Person, text: str, faults: Faults) -> None:
    person.full_name = normalise_name(text)
    if not person.full_name:
        faults.add("Chưa ghi họ và tên.", field="full_name")
    keys = name_keys(person.full_name)
    person.name_key, person.given_key, person.sort_key = keys.name_key, keys.given_key, keys.sort_key


def _birth(person: Person, value: object, on: date, faults: Faults) -> None:
    try:
        person.birth = value  # the field reads texts
    except ValidationError as error:
        faults.add(error.messages[0], field="birth")
        return
    born = person.birth
    if isinstance(born, PartialDate) and not (born.year >= _EARLIEST_BIRTH and born.earliest <= on):
        faults.add(f"Ngày sinh ({born}) nằm ngoài khoảng có thể.", next="Kiểm tra lại năm sinh.", field="birth")


@transaction.atomic
def hire(
    *,
    actor: Actor,
    on: date,
    person: Person,
    workplace: Workplace,
    starts_on: date,
    ends_on: date | None = None,
    position: str = "",
) -> Employment:
    """Enter that a person is on the staff of a workplace from a day on (``ends_on``: first day no longer)."""
    organisation = workplace.organisation
    allow(actor, organisation.scope_key, "ghi biên chế cơ quan")
    person = locked(person)
    faults = Faults()
    faults.not_future(starts_on, on, "Ngày nhận việc", "starts_on")
    faults.not_future(ends_on, on, "Ngày thôi việc", "ends_on")
    faults.ordered(starts_on, ends_on, "Ngày thôi việc", "ends_on")
    if person.birth is not None and starts_on <= person.birth.earliest:
        faults.add("Ngày nhận việc ở trước ngày sinh.", field="starts_on")
    spells = person.employments.filter(workplace=workplace).exclude(ends_on__lte=starts_on)
    if (spells.filter(starts_on__lt=ends_on) if ends_on else spells).exists():
        faults.add(f"{person.full_name} đã có tên trong biên chế thời gian đó.", field="starts_on")
    faults.settle()
    employment = Employment.objects.create(
        person=person, workplace=workplace, starts_on=starts_on, ends_on=ends_on, position=normalise_name(position)
    )
    told = {"person": person.uid, "starts_on": starts_on, "ends_on": ends_on, "position": employment.position}
    log(actor, on, "hire", employment, organisation, told)
    return employment


@transaction.atomic
def end_employment(*, actor: Actor, on: date, employment: Employment, ends_on: date) -> Employment:
    """Enter the first day on which a person is no longer on the staff; a day planned for later gives way.

    Raises ``FaultyError`` for a day ahead, before the first day at work, or where it ended before; ``NotAllowedError``.
    """
    organisation = employment.workplace.organisation
    allow(actor, organisation.scope_key, "ghi biên chế cơ quan")
    fresh = _at_work(employment)
    before = fresh.ends_on
    faults = Faults()
    faults.unless(
        before is None or before > on,
        "Người này đã thôi việc từ trước.",
        next="Sai ngày thì rút lại ngày đã ghi rồi ghi lại.",
        field="ends_on",
    )
    faults.not_future(ends_on, on, "Ngày thôi việc", "ends_on")
    faults.ordered(fresh.starts_on, ends_on, "Ngày thôi việc", "ends_on")
    faults.settle()
    fresh.ends_on = ends_on
    fresh.save(update_fields=["ends_on"])
    log(actor, on, "end_employment", fresh, organisation, {"ends_on": [before, ends_on]})
    return fresh


@transaction.atomic
def reopen_employment(*, actor: Actor, on: date, employment: Employment, reason: str) -> Employment:
    """Undo that somebody stopped working, entered by mistake: the post goes on without an end.

    Raises ``FaultyError`` without a reason, for a post that goes on, where a later one at the same workplace is entered
    or the end came with a death; ``NotAllowedError``.
    """
    organisation = employment.workplace.organisation
    allow(actor, organisation.scope_key, "rút lại ngày thôi việc đã ghi")
    fresh = _at_work(employment)
    before = fresh.ends_on
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    faults.unless(before is not None, "Người này đang làm việc ở đây, chưa ghi ngày thôi.")
    if before is not None:
        again = fresh.person.employments.filter(workplace=fresh.workplace, starts_on__gte=before)
        faults.unless(
            not again.exists(),
            f"Sau đó đã ghi {fresh.person.full_name} vào làm lại ở {fresh.workplace.name}.",
            next="Rút lại lần vào làm ấy trước.",
        )
        died = fresh.person.memberships.filter(left_by=Membership.LeftBy.DEATH, ends_on=before)
        faults.unless(not died.exists(), "Ngày này do việc từ trần mà có.", next="Rút lại việc từ trần đã ghi.")
    faults.settle()
    fresh.ends_on = None
    fresh.save(update_fields=["ends_on"])
    told = {"person": fresh.person.uid, "ends_on": [before, None]}
    log(actor, on, "reopen_employment", fresh, organisation, told, reason=reason.strip())
    return fresh


def _at_work(employment: Employment) -> Employment:
    """The post as it stands now, its person locked."""
    locked(employment.person)
    return Employment.objects.select_related("person", "workplace__organisation").get(pk=employment.pk)


@transaction.atomic
def plan_leave(*, actor: Actor, on: date, employment: Employment, ends_on: date | None) -> Employment:
    """Enter the first day on which somebody will no longer be on the staff, as known beforehand; nothing takes it back.

    The day comes from a decision or a notice, never from an age. Raises ``FaultyError``, ``NotAllowedError``.
    """
    organisation = employment.workplace.organisation
    allow(actor, organisation.scope_key, "ghi biên chế cơ quan")
    fresh = Employment.objects.select_for_update().get(pk=employment.pk)
    before = fresh.ends_on
    faults = Faults()
    faults.unless(before is None or before > on, "Người này đã thôi việc từ trước.", field="ends_on")
    if ends_on is None:
        faults.unless(before is not None, "Chưa ghi ngày nghỉ nên không có gì để bỏ.", field="ends_on")
    else:
        faults.unless(
            ends_on > on,
            f"Ngày {say_date(ends_on)} không ở sau ngày hôm nay.",
            next="Đây là ngày dự kiến; việc đã xảy ra thì ghi thôi việc.",
            field="ends_on",
        )
    faults.settle()
    fresh.ends_on = ends_on
    fresh.save(update_fields=["ends_on"])
    log(actor, on, "plan_leave", fresh, organisation, {"ends_on": [before, ends_on]})
    return fresh
