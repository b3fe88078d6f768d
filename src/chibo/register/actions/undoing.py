"""Taking back what a list brought in by mistake, exactly, as long as nothing else was built on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import models, transaction

from chibo.base.models import AuditEntry
from chibo.base.vietnamese import name_keys
from chibo.base.words.acts import CHANGES_NOTHING
from chibo.documents.models import Scan
from chibo.register.actions.common import Faults, allow, log
from chibo.register.models import (
    Admission,
    Background,
    Correction,
    Employment,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
)
from chibo.register.standing import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.entering import Trace

_OWN: Final = (Membership, Admission, Employment, Background, Correction)  # what entering a person makes
_AT_ONCE = 500
_CHANGED = "thông tin đã được sửa sau khi nhập"


@transaction.atomic
def take_back_organisations(
    *, actor: Actor, on: date, organisation: Organisation, traces: Mapping[int, Trace], since: int, reason: str
) -> int:
    """Delete organisations a list founded and set back what it changed of others, as :func:`take_back_people` does."""
    allow(actor, organisation.scope_key, "rút lại tổ chức đã nhập")
    rows = {row.pk: row for row in Organisation.objects.filter(pk__in=list(traces)).order_by("scope_key")}
    ordered = {pk: traces[pk] for pk in rows}  # superiors first, so that they go last
    back, faults = _Back(ordered), Faults()
    for pk, what in sorted(set(back.faults(_touched(since, back.kinds)))):
        faults.add(f"{rows[pk].name}: {what}.", next="Rút lại việc đó trước, hoặc giữ tổ chức này.")
    faults.unless(len(rows) == len(traces), "Có tổ chức đã nhập không còn trong sổ.")
    faults.settle()
    told = {"organisations": [sum(what == "made" for trace in ordered.values() for what, *_ in trace), 0]}
    log(actor, on, "take_back_organisations", organisation, organisation, told, reason=reason)
    back.apply()
    return len(rows)


@transaction.atomic
def take_back_people(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    people: Collection[int],
    traces: Mapping[int, Trace],
    since: int,
    reason: str,
) -> int:
    """Delete people entered by a list, and set back what it changed of others; the log keeps that it was there.

    ``people``: the numbers of those it entered; ``traces``: what it changed of people known before; ``since``: the
    number of its line in the log. Refuses whole, naming each person with every reason: something else points at what
    goes, or a later act changed it. Returns how many people went.
    """
    allow(actor, organisation.scope_key, "rút lại người đã nhập")
    faults, back = Faults(), _Back(traces)
    touched = _touched(since, back.kinds)
    told = {*_pointing(people), *_later_acts(people, touched), *back.faults(touched)}
    names = dict(Person.objects.filter(pk__in=list({pk for pk, _ in told})).values_list("pk", "full_name"))
    for pk, what in sorted(told):
        faults.add(f"{names.get(pk, '')}: {what}.", next="Rút lại việc đó trước, hoặc giữ người này.")
    faults.settle()
    log(
        actor,
        on,
        "take_back_people",
        organisation,
        organisation,
        {"people": [len(people), 0], "restored": [None, len(traces)]},
        reason=reason,
    )
    back.apply()
    for chunk in _chunks(people):
        for model in _OWN:
            model._default_manager.filter(person__in=chunk).delete()  # noqa: SLF001
        Person.objects.filter(pk__in=chunk).delete()
    return len(people)


def _chunks(numbers: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = list(numbers)
    for start in range(0, len(waiting), _AT_ONCE):
        yield waiting[start : start + _AT_ONCE]


def _pointing(people: Collection[int]) -> Iterator[tuple[int, str]]:
    """Rows of other kinds that point at the people: cases, absences, votes, accounts, and so on."""
    for relation in Person._meta.related_objects:  # noqa: SLF001 - Django's documented model API
        model, key = relation.related_model, relation.field
        if model in _OWN or not model._default_manager.exists():  # noqa: SLF001 - Django's documented manager
            continue
        for chunk in _chunks(people):
            rows = model._default_manager.filter(**{f"{key.name}__in": chunk})  # noqa: SLF001 - as above
            for pk in set(rows.values_list(f"{key.name}_id", flat=True)):
                yield pk, _WORDS.get(model._meta.label_lower, "đã có ghi chép khác")  # noqa: SLF001 - as above


_WORDS = {
    "development.developmentcase": "đã có hồ sơ theo dõi",
    "development.mentorship": "đã được phân công giúp đỡ người khác",
    "development.paper": "đã đứng tên trong giấy tờ của một hồ sơ",
    "meetings.attendance": "đã có tên trong điểm danh cuộc họp",
    "meetings.meeting": "đã chủ trì hoặc ghi biên bản cuộc họp",
    "meetings.agendaitem": "đã có tên trong chương trình họp",
    "reviews.classification": "đã được xếp loại",
    "accounts.user": "đã có tài khoản đăng nhập",
    "register.officeholding": "đã được ghi chức vụ trong đảng",
    "register.transfer": "đã có ghi chuyển sinh hoạt",
    "exchange.importedrow": "một lần nhập sau đã ghi thêm về người này",
    "reviews.commitment": "đã có bản cam kết",
    "register.exemption": "đã có ghi miễn công tác, sinh hoạt",
}


def _later_acts(people: Collection[int], touched: set[str]) -> Iterator[tuple[int, str]]:
    """Acts of the log, after that of the list, upon the people and what was entered with them; who looked does not."""
    wanted = set(people)
    for chunk in _chunks(touched if people else ()):
        for pk in Person.objects.filter(uid__in=chunk).values_list("pk", flat=True):
            if pk in wanted:
                yield pk, _CHANGED
        for model in _OWN:
            rows = model._default_manager.filter(uid__in=chunk)  # noqa: SLF001
            for pk in rows.values_list("person_id", flat=True):
                if pk in wanted:
                    yield pk, _CHANGED


def _touched(since: int, more: Collection[str]) -> set[str]:
    """Give the uids of what acts changed after a line of the log."""
    kinds = {model._meta.label_lower for model in (Person, *_OWN)} | set(more)  # noqa: SLF001 - Django's documented name
    later = AuditEntry.objects.filter(pk__gt=since, subject_type__in=kinds).exclude(action__in=CHANGES_NOTHING)
    return set(later.values_list("subject_uid", flat=True))


class _Back:
    """What a list changed of people known before: whether it still stands so, and setting it back."""

    def __init__(self, traces: Mapping[int, Trace]) -> None:
        self._traces = traces
        self._rows: dict[tuple[str, str], Any] = {}
        self._made = {(label, uid) for trace in traces.values() for what, label, uid, *_ in trace if what == "made"}
        wanted: dict[str, list[str]] = {}
        self.kinds: Collection[str] = wanted.keys()
        for trace in traces.values():
            for what, label, uid, *_ in trace:
                if what == "kind":
                    continue
                wanted.setdefault(label, []).append(uid)
        for label, uids in wanted.items():
            for chunk in _chunks(uids):
                for row in apps.get_model(label)._default_manager.filter(uid__in=chunk):  # noqa: SLF001 - any model
                    self._rows[label, str(row.uid)] = row

        made = [uid for _, uid in self._made]
        self._scanned = {
            str(uid)
            for chunk in _chunks(made)
            for uid in Scan.objects.filter(subject_uid__in=chunk).values_list("subject_uid", flat=True)
        }

    def faults(self, touched: set[str]) -> Iterator[tuple[int, str]]:
        """Tell of each person why what was changed cannot be set back."""
        for pk, trace in self._traces.items():
            for line in trace:
                if what := self._fault(line, touched):
                    yield pk, what

    def _fault(self, line: list[Any], touched: set[str]) -> str:
        what, label, uid, *told = line
        row = self._rows.get((label, uid))
        if what == "kind":
            return ""
        if row is None or (what == "made" and uid in touched):
            return _CHANGED
        if what == "set":
            return "" if all(_stands(row, name, pair) for name, pair in told[0].items()) else _CHANGED
        is_built_on = uid in self._scanned or self._is_pointed_at(row)
        return "đã có ghi chép khác dựa vào điều đã nhập" if is_built_on else ""

    def _is_pointed_at(self, row: models.Model) -> bool:
        """Whether a row points here that the list did not make itself."""
        for relation in row._meta.related_objects:  # noqa: SLF001 - Django's documented model API
            model, key = relation.related_model, relation.field.name
            for other in model._default_manager.filter(**{key: row}):  # noqa: SLF001 - as above
                if (model._meta.label_lower, str(getattr(other, "uid", ""))) not in self._made:  # noqa: SLF001
                    return True
        return False

    def apply(self) -> None:
        """Delete what was made, set back what was changed."""
        everything = [line for trace in self._traces.values() for line in trace]
        for what, label, uid, *told in reversed(everything):
            if what == "kind":
                if not Organisation.objects.filter(kind=uid).exists():
                    OrganisationKind.objects.filter(code=uid).delete()
                continue
            row = self._rows[label, uid]
            if what == "made":
                row.delete()
            else:
                _set_back(row, told[0])


def _set_back(row: Any, told: Mapping[str, list[Any]]) -> None:
    for name, (old, _) in told.items():
        setattr(row, name, _read(row, name, old))
    names = set(told)
    if isinstance(row, Person) and "full_name" in names:
        keys = name_keys(row.full_name)
        row.name_key, row.given_key, row.sort_key = keys.name_key, keys.given_key, keys.sort_key
        names |= {"name_key", "given_key", "sort_key"}
    row.save(update_fields=sorted(name.removesuffix("_id") for name in names))


def _stands(row: models.Model, name: str, pair: list[Any]) -> bool:
    return plain(getattr(row, name)) == plain(_read(row, name, pair[1]))


def _read(row: models.Model, name: str, kept: Any) -> Any:
    """Read a value as the trace keeps it."""
    if name.endswith("_id"):
        return kept
    return row._meta.get_field(name).to_python(kept)  # type: ignore[union-attr]  # noqa: SLF001 - documented model API
