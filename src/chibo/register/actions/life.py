"""Verbs about phiếu đảng viên as dated facts: open it, a change from a day on, a fact more, its end, a correction.

A change says what is so from a day on; a correction says what was wrong from the beginning, and keeps the proof. The
log names fields only: what a fact says stays encrypted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import NotAllowedError
from chibo.base.vietnamese import name_keys, normalise_name
from chibo.law.calendar import PartialDate
from chibo.register import life
from chibo.register.actions.common import Faults, allow, locked, log, noted
from chibo.register.models import Background, MassPlace, PersonFact

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Person

Field = PersonFact.Field
LIFE_TRACKS: Final = life.TRACKS
LIFE_LISTS: Final = life.LISTS
_WHAT = "ghi phiếu đảng viên của người này"
_FLAGS: Final = {
    MassPlace.Sort.YOUTH_UNION: "is_youth_union_member",
    MassPlace.Sort.TRADE_UNION: "is_trade_union_member",
}


@transaction.atomic
def open_life(*, actor: Actor, on: date, person: Person, day: date, purpose: str) -> tuple[life.Held, ...]:
    """Open what is known of a life as of a day, which writes who saw it and what for. Raises ``NotAllowedError``."""
    if not actor.may(Permission.VIEW_SENSITIVE, person.scope_key) and str(person.uid) != actor.person_uid:
        what = "xem phiếu đảng viên của người này"
        raise NotAllowedError(what)
    audit.record(
        actor=actor,
        on=on,
        action=SEEN,
        subject=person,
        chain=str(person.organisation.uid) if person.organisation else audit.INSTALLATION,
        changes={"block": "facts", "role": actor.role},
        reason=purpose or block_of("facts").purpose,
    )
    return life.life_on(person, day)


@transaction.atomic
def change_fact(
    *, actor: Actor, on: date, person: Person, field: str, text: str, since: PartialDate | date | str, paper: str = ""
) -> PersonFact:
    """Enter what a track says from a day, a month or a year on; what it said before stays, until then.

    Raises ``NotAllowedError``, and ``FaultyError`` for a day ahead or before the last change, and for no change.
    """
    allow(actor, person.scope_key, _WHAT)
    person = locked(person)
    said, faults = normalise_name(text), Faults()
    faults.unless(field in LIFE_TRACKS, "Mục này không có một giá trị mỗi lúc; ghi thêm thành dòng mới.", field="field")
    faults.unless(bool(said), "Chưa ghi nội dung mới.", field="text")
    begins = PartialDate.parse(str(since))
    faults.not_future(begins.earliest, on, "Ngày thay đổi", "since")
    faults.settle()
    faults.take(change_faults(person, field, said, begins, on))
    faults.settle()
    fact = changed_from(person, field, said, begins, paper)
    log(actor, on, "change_fact", fact, person.organisation, {"field": fact.get_field_display(), "since": since})
    return fact


def change_faults(person: Person, field: str, text: str, since: PartialDate | date, on: date) -> tuple[Fault, ...]:
    """Everything that speaks against a track saying ``text`` from a day on: no change, a day ahead or too early."""
    track, faults, begins = Field(field), Faults(), PartialDate.parse(str(since)).earliest
    faults.not_future(begins, on, "Ngày thay đổi", "since")
    rows = list(PersonFact.objects.filter(person=person, field=track).order_by("pk"))
    now = life.present(person, track, Background.objects.filter(person=person).first())
    faults.unless(text != now, f"“{track.label}” đang ghi đúng như vậy.", field="text")
    if rows and rows[-1].since is not None and begins <= rows[-1].since.earliest:
        faults.add(
            f"Lần thay đổi trước ghi từ {say_date(rows[-1].since.earliest)}, không ở trước {say_date(begins)}.",
            next="Nếu lần trước ghi sai thì đính chính hoặc rút lại dòng ấy.",
            field="since",
        )
    return tuple(faults.found)


def changed_from(person: Person, field: str, text: str, since: PartialDate | date, paper: str) -> PersonFact:
    """Let a track say ``text`` from a day on; what it said before becomes a fact that holds until then."""
    track, begins = Field(field), PartialDate.parse(str(since))
    last = PersonFact.objects.filter(person=person, field=track).order_by("pk").last()
    now = life.present(person, track, Background.objects.filter(person=person).first())
    if last is None and now:
        last = PersonFact(person=person, field=track, text=now)
    if last is not None:
        last.until = begins
        last.save()
    fact = PersonFact.objects.create(person=person, field=track, text=text, since=begins, paper=normalise_name(paper))
    _copy(person, track, text)
    return fact


@transaction.atomic
def add_fact(
    *,
    actor: Actor,
    on: date,
    person: Person,
    field: str,
    text: str,
    since: PartialDate | str | None = None,
    until: PartialDate | str | None = None,
    paper: str = "",
) -> PersonFact:
    """Enter one more fact of a list: a post, a class, an award, a relative; its days as far as they are known."""
    allow(actor, person.scope_key, _WHAT)
    person = locked(person)
    fact, faults = PersonFact(person=person, text=normalise_name(text), paper=normalise_name(paper)), Faults()
    faults.unless(field in LIFE_LISTS, "Mục này chỉ có một giá trị mỗi lúc; ghi thay đổi từ ngày nào.", field="field")
    faults.unless(bool(fact.text), "Chưa ghi nội dung.", field="text")
    _set_days(fact, since, until, on, faults)
    faults.settle()
    fact.field = Field(field)
    fact.save()
    log(actor, on, "add_fact", fact, person.organisation, {"field": Field(field).label})
    return fact


@transaction.atomic
def end_fact(*, actor: Actor, on: date, fact: PersonFact, until: PartialDate | str) -> PersonFact:
    """Enter from when a fact of a list does not hold any more."""
    allow(actor, fact.person.scope_key, _WHAT)
    row, faults = _held(fact), Faults()
    faults.unless(row.field in LIFE_LISTS, "Mục này hết khi có giá trị mới; ghi thay đổi từ ngày nào.")
    faults.unless(row.until is None, "Dòng này đã có ngày hết.", next="Ghi sai thì đính chính.", field="until")
    _set_days(row, row.since, until, on, faults)
    faults.unless(row.until is not None, "Chưa ghi ngày hết.", field="until")
    faults.settle()
    row.save(update_fields=["until"])
    log(actor, on, "end_fact", row, row.person.organisation, {"field": row.get_field_display(), "until": row.until})
    return row


@transaction.atomic
def correct_fact(*, actor: Actor, on: date, fact: PersonFact, text: str, proof: str, decided_by: str) -> PersonFact:
    """Set right what a fact said wrongly from the beginning; both values, the proof and who decided stay for ever."""
    allow(actor, fact.person.scope_key, "đính chính phiếu đảng viên của người này")
    row, said, faults = _held(fact), normalise_name(text), Faults()
    faults.unless(bool(said), "Chưa ghi giá trị đúng.", field="text")
    faults.unless(said != row.text, "Không có gì thay đổi.", field="text")
    faults.unless(bool(proof.strip()), "Chưa ghi giấy tờ chứng minh.", field="proof")
    faults.unless(bool(decided_by.strip()), "Chưa ghi người quyết định đính chính.", field="decided_by")
    faults.settle()
    noted(row.person, on, {f"fact.{row.field}": (row.text, said)}, proof, decided_by)
    row.text = said
    row.save(update_fields=["text"])
    if row.field in LIFE_TRACKS and row.until is None:
        _copy(row.person, Field(row.field), said)
    told = {"field": row.get_field_display(), "text": ["…", "…"]}
    log(actor, on, "correct_fact", row, row.person.organisation, told, reason=f"{proof.strip()} – {decided_by.strip()}")
    return row


@transaction.atomic
def take_back_fact(*, actor: Actor, on: date, fact: PersonFact, reason: str) -> None:
    """Undo a fact entered by mistake; of a track only the latest change, and the value before it holds again."""
    allow(actor, fact.person.scope_key, "rút lại một mục của phiếu đảng viên")
    row, faults = _held(fact), Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    is_track = row.field in LIFE_TRACKS
    if is_track and row.until is not None:
        faults.add("Sau đó còn lần thay đổi khác.", next="Rút lại lần thay đổi sau trước.")
    faults.settle()
    if is_track:
        before = PersonFact.objects.filter(person=row.person, field=row.field, pk__lt=row.pk).order_by("pk").last()
        if before is not None:
            before.until = None
            before.save(update_fields=["until"])
        _copy(row.person, Field(row.field), before.text if before is not None else "")
    log(
        actor,
        on,
        "take_back_fact",
        row,
        row.person.organisation,
        {"field": row.get_field_display()},
        reason=reason.strip(),
    )
    row.delete()


def told_anew(person: Person, field: str, text: str) -> None:
    """Let the open fact of a track say what a correction of the list's own value says."""
    if field in LIFE_TRACKS:
        row = PersonFact.objects.filter(person=person, field=field, until="").order_by("pk").last()
        if row is not None and row.text != text:
            row.text = text
            row.save(update_fields=["text"])


@transaction.atomic
def join_mass(
    *,
    actor: Actor,
    on: date,
    person: Person,
    sort: str,
    starts_on: date,
    ends_on: date | None = None,
    place: str = "",
    post: str = "",
) -> MassPlace:
    """Enter that somebody is in a mass organisation from a day on, with the post there; several at once are usual."""
    allow(actor, person.scope_key, "ghi tổ chức đoàn thể")
    person = locked(person)
    where, faults = normalise_name(place), Faults()
    faults.unless(sort in MassPlace.Sort.values, "Chọn tổ chức trong danh sách.", field="sort")
    faults.not_future(starts_on, on, "Ngày tham gia", "starts_on")
    faults.not_future(ends_on, on, "Ngày thôi", "ends_on")
    faults.ordered(starts_on, ends_on, "Ngày thôi", "ends_on")
    same = person.mass_places.filter(sort=sort, place=where).exclude(ends_on__lte=starts_on)
    if (same.filter(starts_on__lt=ends_on) if ends_on else same).exists():
        faults.add("Thời gian này đã ghi ở tổ chức ấy.", next="Đổi chức vụ thì ghi ngày thôi, rồi ghi mới.")
    faults.settle()
    row = MassPlace.objects.create(
        person=person, sort=sort, starts_on=starts_on, ends_on=ends_on, place=where, post=normalise_name(post)
    )
    _flag(person, sort)
    told = {"person": person.uid, "sort": sort, "starts_on": starts_on, "ends_on": ends_on}
    log(actor, on, "join_mass", row, person.organisation, told)
    return row


@transaction.atomic
def leave_mass(*, actor: Actor, on: date, mass_place: MassPlace, ends_on: date) -> MassPlace:
    """Enter the first day on which somebody is no longer in a mass organisation, or no longer in that post."""
    allow(actor, mass_place.person.scope_key, "ghi tổ chức đoàn thể")
    row = MassPlace.objects.select_for_update(of=("self",)).select_related("person__organisation").get(pk=mass_place.pk)
    faults = Faults()
    faults.unless(row.ends_on is None, "Đã ghi ngày thôi từ trước.", field="ends_on")
    faults.not_future(ends_on, on, "Ngày thôi", "ends_on")
    faults.ordered(row.starts_on, ends_on, "Ngày thôi", "ends_on")
    faults.settle()
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    _flag(row.person, row.sort)
    log(actor, on, "leave_mass", row, row.person.organisation, {"ends_on": [None, ends_on]})
    return row


def _flag(person: Person, sort: str) -> None:
    """What lists and the law ask, in the person's row: in the Youth Union, in the trade union."""
    name = _FLAGS.get(MassPlace.Sort(sort))
    if name is not None:
        setattr(person, name, person.mass_places.filter(sort=sort, ends_on=None).exists())
        person.save(update_fields=[name])


def _set_days(
    fact: PersonFact, since: PartialDate | str | None, until: PartialDate | str | None, on: date, faults: Faults
) -> None:
    """Read both days, known in part as they may be; they come in order and do not lie ahead."""
    for name, given in (("since", since), ("until", until)):
        try:
            setattr(fact, name, given)
        except ValidationError as error:
            faults.add(error.messages[0], field=name)
            return
    faults.not_future(fact.since.earliest if fact.since else None, on, "Ngày bắt đầu", "since")
    faults.not_future(fact.until.earliest if fact.until else None, on, "Ngày hết", "until")
    if fact.since is not None and fact.until is not None and fact.until.latest <= fact.since.earliest:
        faults.add("Ngày hết không ở sau ngày bắt đầu.", next="Sửa một trong hai ngày.", field="until")


def _held(fact: PersonFact) -> PersonFact:
    rows = PersonFact.objects.select_for_update(of=("self",)).select_related("person__organisation")
    return rows.get(pk=fact.pk)


def _copy(person: Person, track: Field, text: str) -> None:
    """Write the present value where lists and papers read it."""
    if track in life.IN_PERSON:
        setattr(person, track.value, text)
        if track is Field.FULL_NAME:
            keys = name_keys(text)
            person.name_key, person.given_key, person.sort_key = keys.name_key, keys.given_key, keys.sort_key
        person.save()
        return
    row = Background.objects.filter(person=person).first() or Background(person=person)
    setattr(row, track.value, text)
    row.save()
