"""Erasure itself: texts emptied, files taken out of the vault, names swept out of every text, the log blanked.

Rows stay as anonymous facts, so that numbers of past days do not change (ADR 0041). All of it runs in the transaction
of the act; files leave the vault when it is written.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction

from chibo.base import audit, erased
from chibo.base.fields import EncryptedTextField, KeyField, PartialDateField
from chibo.base.holdings import HOLDINGS, Part
from chibo.base.kept import is_named
from chibo.base.models import AuditEntry, Job, Travelling
from chibo.base.vietnamese import name_keys
from chibo.documents.models import Scan, StoredFile
from chibo.register.models import Background, Correction, Erasure, Membership, Person, PersonFact, PersonMerge, Photo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.holdings import Holding

GONE: Final = "(đã xóa)"
NAMELESS: Final = "Người đã xóa dữ liệu"
_LEAST_WORDS = 2  # a name of one word is everybody's
_LEAST_DIGITS = 6
_AT_ONCE = 500
_PROOF: Final = frozenset({"register.erasure", "register.datarequest"})  # their lines prove what was asked and done
_PRIVATE = ("native_place", "residence", "schooling", "theory_level", "ethnicity", "identity_number", "card_number")
_REMAKE = "Tệp đã bỏ vì có dữ liệu vừa xóa; bấm Làm lại để làm mới."


def has_open_case(person: Person) -> bool:
    """Whether somebody's road is open; the room above is asked by its label."""
    cases = apps.get_model("development.developmentcase")._default_manager  # noqa: SLF001 - any model
    return bool(cases.filter(person=person, closed_on=None).exists())


def has_open_account(person: Person) -> bool:
    """Whether an account that can sign in belongs to somebody."""
    accounts = apps.get_model("accounts.user")._default_manager  # noqa: SLF001 - any model
    return bool(accounts.filter(person=person, is_active=True).exists())


def to_replay() -> Iterator[erased.Erased]:
    """The erasures of the list that the records do not show: they came back from an older backup."""
    done = {
        (str(uid), tuple(parts))
        for uid, parts in Erasure.objects.filter(state=Erasure.State.CONFIRMED).values_list("person__uid", "parts")
    }
    return (line for line in erased.known() if (line.person, line.parts) not in done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """What gives a person away in a text: names, numbers; one pattern for all, whole words, any case."""

    texts: tuple[str, ...]
    has_namesake: bool
    pattern: re.Pattern[str] = field(compare=False)

    def cleared(self, text: str) -> str:
        """The text without them."""
        return self.pattern.sub(GONE, unicodedata.normalize("NFC", text))


def markers_of(person: Person) -> Markers:
    """Gather names and numbers, as they stand and as they stood before corrections."""
    before = Correction.objects.filter(person=person, field="full_name").values_list("old_value", flat=True)
    used = PersonFact.objects.filter(person=person, field=PersonFact.Field.FULL_NAME)
    merged = PersonMerge.objects.filter(person=person).values_list("dropped_name", flat=True)
    names = [person.full_name, *before, *merged, *(fact.text for fact in used)]
    told = Background.objects.filter(person=person).first()
    if told is not None:
        names += [told.birth_name, *re.split(r"[;,\n]", told.other_names)]
    names = [unicodedata.normalize("NFC", name).strip() for name in names]
    long = {name for name in names if len(name.split()) >= _LEAST_WORDS}
    namesakes = Person.objects.exclude(pk=person.pk).filter(name_key__in=[name_keys(name).name_key for name in long])
    has_namesake = namesakes.exists()
    numbers = {one for one in (person.identity_number, person.card_number) if len(one) >= _LEAST_DIGITS}
    texts = tuple(sorted((set() if has_namesake else long) | numbers, key=len, reverse=True))
    said = "|".join(re.escape(text) for text in texts) or r"(?!)"
    return Markers(
        texts=texts, has_namesake=has_namesake, pattern=re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)
    )


def erase(*, actor: Actor, on: date, erasure: Erasure, parts: Iterable[Part]) -> dict[str, int]:
    """Erase parts of a person's data, all of them when every part is named; give what was done, in numbers.

    Must run in the transaction of the act.
    """
    person, wanted = erasure.person, frozenset(parts)
    is_whole = wanted == frozenset(Part)
    markers = markers_of(person)
    uids = _uids(person, wanted)
    counts = {"rows": sum(_empty(holding, person) for holding in HOLDINGS if _goes(holding, wanted))}
    digests = _drop_scans(uids, on, counts)
    if Part.PERSON in wanted:
        digests |= _drop_photo(person)
    if Part.PERSON in wanted or Part.CASE in wanted:
        digests |= _drop_results(person)
    if is_whole:
        counts["texts"] = sum(_sweep(model, markers) for model in _models())
        erasure.refresh_from_db(fields=["reason", "asked_by_name"])  # the row of this act may have held the name too
        counts["sessions"] = _drop_sessions(markers)
        _close_account(person)
        _make_nameless(person)
    elif Part.PERSON in wanted:
        _make_bare(person)
    counts["log"] = _blank_log(actor, on, erasure, uids, markers if is_whole else None)
    counts["namesakes"] = int(is_whole and markers.has_namesake)
    erased_now = erased.Erased(
        person=str(person.uid), on=on, parts=tuple(part.value for part in Part if part in wanted)
    )
    if digests:
        erased.promise(str(erasure.uid), digests)
    transaction.on_commit(lambda: _finish(erased_now))
    return counts


def _finish(line: erased.Erased) -> None:
    """Put the erasure on the list, then let the files go; what fails here is done by the next start."""
    with suppress(OSError):
        _list([line])
    erased.keep_promises(is_named)


def catch_up() -> None:
    """Do what was cut off once an erasure was written: its line on the list, its files."""
    rows = Erasure.objects.filter(state=Erasure.State.CONFIRMED).order_by("id")
    _list(
        erased.Erased(
            person=str(row.person.uid),
            on=row.decided_on or row.asked_on,
            parts=tuple(part.value for part in Part if part.value in row.parts),
        )
        for row in rows.select_related("person")
    )
    erased.keep_promises(is_named)


def _list(lines: Iterable[erased.Erased]) -> None:
    """Put on the list what it does not tell yet."""
    known = list(erased.known())
    told = {(line.person, line.parts) for line in known}
    fresh = [line for line in lines if (line.person, line.parts) not in told]
    if fresh:
        erased.write([*known, *fresh])


# ---------------------------------------------------------------------- rows


def _goes(holding: Holding, wanted: frozenset[Part]) -> bool:
    return holding.part in wanted and not holding.is_mention


def rows_of(holding: Holding, person: Person) -> models.QuerySet[Any]:
    """The rows of one holding that are about a person."""
    manager = apps.get_model(holding.record)._default_manager  # noqa: SLF001 - any model
    found: models.QuerySet[Any] = manager.filter(**{holding.path: person})
    return found


def _uids(person: Person, wanted: frozenset[Part]) -> set[UUID]:
    """The identities of every row that loses something: scans and lines of the log lead to them."""
    found = {person.uid} if Part.PERSON in wanted else set()
    if found:
        found.update(PersonMerge.objects.filter(person=person).values_list("dropped_uid", flat=True))
    for holding in HOLDINGS:
        if holding.record in _PROOF:
            continue
        if _goes(holding, wanted) and issubclass(apps.get_model(holding.record), Travelling):
            found.update(rows_of(holding, person).values_list("uid", flat=True))
    return found


def _empty(holding: Holding, person: Person) -> int:
    if not holding.texts:
        return 0
    model = apps.get_model(holding.record)
    empty = {name: _nothing(model._meta.get_field(name)) for name in holding.texts}  # noqa: SLF001 - any model
    return int(rows_of(holding, person).update(**empty))


def _nothing(kept: Any) -> Any:
    """What an emptied column holds."""
    if isinstance(kept, models.JSONField):
        return kept.get_default()
    return "" if kept.blank else GONE


def _make_bare(person: Person) -> None:
    """Empty what is private in the row itself; the name stays for those who still have to find it."""
    for name in _PRIVATE:
        setattr(person, name, "")
    person.birth = str(person.birth.year) if person.birth else None
    person.save()


def _make_nameless(person: Person) -> None:
    """Leave sex and year of birth for the numbers of past days, and nothing that names the person or finds it."""
    _make_bare(person)
    keys = name_keys(NAMELESS)
    person.full_name = NAMELESS
    person.name_key, person.given_key, person.sort_key = keys.name_key, keys.given_key, keys.sort_key
    person.organisation, person.scope_key = None, ""
    person.is_trade_union_member = person.is_youth_union_member = False
    person.save()


def _close_account(person: Person) -> None:
    """An account that was closed loses its names, its pass phrase, its second step and its sessions."""
    users = apps.get_model("accounts.user")._default_manager.filter(person=person)  # noqa: SLF001 - any model
    for user in users:
        user.display_name, user.username, user.email = NAMELESS, f"da-xoa-{user.pk}", ""
        user.set_unusable_password()
        user.save()
        for label in ("mfa.authenticator", "usersessions.usersession"):
            apps.get_model(label)._default_manager.filter(user=user).delete()  # noqa: SLF001 - any model


# ---------------------------------------------------------------------- files


def _drop_scans(uids: set[UUID], on: date, counts: dict[str, int]) -> set[str]:
    scans = list(Scan.objects.filter(subject_uid__in=uids).select_related("file__preview"))
    files = {scan.file for scan in scans if scan.file is not None}
    for scan in scans:
        scan.file, scan.name, scan.removed_on = None, GONE, scan.removed_on or on
        scan.removal_reason = "Xóa dữ liệu của người có tên trên giấy."
        scan.save()
    counts["scans"] = len(scans)
    return {digest for file in files for digest in _drop_file(file)}


def _drop_photo(person: Person) -> set[str]:
    """The photo and its row go together: a row without a picture tells nothing."""
    digests = set(Photo.objects.filter(person=person).values_list("digest", flat=True))
    Photo.objects.filter(person=person).delete()
    return digests


def _drop_file(file: StoredFile) -> tuple[str, ...]:
    if file.scans.exists():
        return ()
    digests = [file.digest]
    preview = getattr(file, "preview", None)
    if preview is not None:
        digests.append(preview.digest)
    file.delete()
    return tuple(digests)


def _drop_results(person: Person) -> set[str]:
    """Files that jobs made and lists that wait to be imported hold many people; they can be made again."""
    keys = {
        person.scope_key,
        *Membership.objects.filter(person=person).values_list("organisation__scope_key", flat=True),
    }
    touched = [
        job
        for job in Job.objects.exclude(digest="")
        if any(key.startswith(job.scope_key) or job.scope_key.startswith(key) for key in keys)
    ]
    digests = {job.digest for job in touched}
    for job in touched:
        job.digest, job.name, job.size, job.message = "", "", 0, _REMAKE
        job.save(update_fields=["digest", "name", "size", "message"])
    imports = apps.get_model("exchange.listimport")._default_manager  # noqa: SLF001 - any model
    for waiting in imports.exclude(digest="").filter(organisation__scope_key__in=keys):
        digests.add(waiting.digest)
        waiting.digest, waiting.decisions, waiting.state = "", "", "discarded"
        waiting.save()
    return digests


# ---------------------------------------------------------------------- names in texts


def _models() -> Iterator[type[models.Model]]:
    """Every model of ours whose texts may hold a name; the log has its own way, people's rows their own."""
    for model in apps.get_models():
        if model.__module__.startswith("chibo.") and model not in (AuditEntry, Person):
            yield model


def texts_of(model: type[models.Model]) -> list[str]:
    """The names of the columns in which somebody may have written a name."""
    skipped = (KeyField, PartialDateField)
    return [
        kept.name
        for kept in model._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
        if isinstance(kept, models.CharField | models.TextField | models.JSONField)
        and not isinstance(kept, skipped)
        and not (kept.choices and not isinstance(kept, EncryptedTextField))
        and not kept.primary_key
    ]


def _sweep(model: type[models.Model], markers: Markers) -> int:
    """Take the markers out of every text of a model; give how many rows had one."""
    names, count = texts_of(model), 0
    if not names:
        return 0
    rows = model._default_manager.only("pk", *names).order_by("pk")  # noqa: SLF001 - any model
    for row in rows.iterator(chunk_size=_AT_ONCE):
        changed = {
            name: cleared for name in names if (cleared := _cleared(getattr(row, name), markers)) != getattr(row, name)
        }
        if changed:
            fitting = {name: _fit(model, name, value) for name, value in changed.items()}
            model._default_manager.filter(pk=row.pk).update(**fitting)  # noqa: SLF001 - any model
            count += 1
    return count


def _cleared(value: Any, markers: Markers) -> Any:
    if isinstance(value, str):
        return markers.cleared(value) if markers.pattern.search(unicodedata.normalize("NFC", value)) else value
    if isinstance(value, dict):
        return {key: _cleared(inner, markers) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleared(inner, markers) for inner in value]
    return value


def _fit(model: type[models.Model], name: str, value: Any) -> Any:
    longest = getattr(model._meta.get_field(name), "max_length", None)  # noqa: SLF001 - any model
    return value[:longest] if isinstance(value, str) and longest else value


def _drop_sessions(markers: Markers) -> int:
    """A session may hold what somebody was typing when it ended; those that name the person end for good."""
    found = [
        session.pk
        for session in Session.objects.iterator(chunk_size=_AT_ONCE)
        if markers.pattern.search(unicodedata.normalize("NFC", str(_content_of(session))))
    ]
    Session.objects.filter(pk__in=found).delete()
    return len(found)


def _content_of(session: Session) -> dict[str, Any]:
    """What a session holds, read by the store that wrote it: each is signed with its own name (ADR 0052)."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    held: dict[str, Any] = store.decode(session.session_data)
    return held


# ---------------------------------------------------------------------- the log


def _blank_log(actor: Actor, on: date, erasure: Erasure, uids: set[UUID], markers: Markers | None) -> int:
    """Blank what the log tells of the erased rows, or says by name; who did what and when stays (ADR 0037, 0042)."""
    subjects = {str(uid) for uid in uids}
    entries = (
        entry
        for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=_AT_ONCE)
        if entry.subject_uid in subjects or (markers is not None and _is_named_in(entry, markers))
    )
    return audit.blank(actor=actor, on=on, entries=entries, subject=erasure, reason="xóa dữ liệu cá nhân")


def _is_named_in(entry: AuditEntry, markers: Markers) -> bool:
    said = json.dumps([entry.changes, entry.reason], ensure_ascii=False)
    return markers.pattern.search(unicodedata.normalize("NFC", said)) is not None
