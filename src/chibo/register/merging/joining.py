"""Two records made one, and parted again exactly; all of it in the transaction of the act (ADR 0048)."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from chibo.register.merging.comparing import SET_ASIDE, alike, background_of, same_admissions
from chibo.register.merging.contradicting import HISTORY
from chibo.register.merging.links import called, label_of, links, rows_of
from chibo.register.models import Admission, Person, PersonApart, PersonMerge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db import models

    from chibo.register.merging.links import Link

_BY_UID: Final = (  # one person behind two accounts is one person: the uid stands as text
    ("register.erasure", "asked_by_person"),
    ("register.figureamendment", "proposed_by_person"),
    ("register.figureamendment", "withdrawal_asked_by_person"),
    ("accounts.rolerequest", "asked_by_person"),
)


_KEY: Final = "scope_key"
_DERIVED: Final = frozenset({_KEY, "next_due", "next_duty"})
"""What the program computes anew by itself: keys follow the tree, what is due follows the day."""


class _Whole(DjangoJSONEncoder):
    """Writes moments with their microseconds, which Django's own leaves out."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def written(rows: Iterable[models.Model]) -> str:
    """Rows as text from which they come back as they were, every column and number."""
    return str(serializers.serialize("json", rows, cls=_Whole))


def print_of(row: models.Model, without: frozenset[str] = _DERIVED) -> str:
    """The digest of everything somebody wrote in a row: the same only while nobody has changed it."""
    said = json.loads(serializers.serialize("json", [row]))[0]  # as the digests of earlier merges were made
    said["fields"] = {name: value for name, value in said["fields"].items() if name not in without}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def _are_as_told(rows: Iterable[models.Model], prints: list[str]) -> bool:
    """Whether rows are those of which digests were kept; those kept before this was left out held what is due too."""
    found = list(rows)
    return len(found) == len(prints) and all(
        told in {print_of(row), print_of(row, frozenset({_KEY}))} for row, told in zip(found, prints, strict=True)
    )


def join(kept: Person, dropped: Person, taken: Iterable[str]) -> tuple[str, dict[str, int]]:
    """Make two records one: fields ``taken`` from the second, its rows handed over, itself gone.

    Gives what parting needs, as text, and how many rows of each kind went over. The caller has judged and locked both.
    """
    first, uids = written([kept]), _swap_uids(dropped, kept)
    rows: list[models.Model] = [dropped]
    twins, moved, counts = alike(kept, dropped), dict[str, list[int]](), dict[str, int]()
    background = background_of(kept)
    second = background_of(dropped)
    before = written([background]) if background is not None and second is not None else ""
    admissions = _take_over_admissions(kept, dropped, [name for name in taken if name[0] == "a"])
    for link in links():
        pks = list(rows_of(link, dropped).values_list("pk", flat=True))
        gone = _aside(link, kept, dropped, twins)
        aside = list(link[0]._default_manager.filter(pk__in=gone))  # noqa: SLF001 - any model
        rows += aside
        over = [pk for pk in pks if pk not in set(gone)]
        if over:
            moved[f"{label_of(link[0])}.{link[1]}"] = over
            counts[called(link)] = counts.get(called(link), 0) + len(over)
        link[0]._default_manager.filter(pk__in=gone).delete()  # noqa: SLF001 - as above
        link[0]._default_manager.filter(pk__in=over).update(**{link[1]: kept})  # noqa: SLF001 - as above
    if background is not None and second is not None:
        _take_over(background, second, [name.removeprefix("background.") for name in taken if name[0] == "b"])
    _take_over(kept, dropped, [name.removeprefix("person.") for name in taken if name[0] == "p"])
    told = {
        "rows": written(rows),
        "person": first,
        "background": before,
        "admissions": admissions,
        "moved": moved,
        "uids": uids,
    }
    dropped_pk = dropped.pk
    Person.objects.filter(pk=dropped_pk).delete()
    return json.dumps(told), counts


def _aside(link: Link, kept: Person, dropped: Person, twins: Mapping[Link, list[int]]) -> list[int]:
    """The rows of the second record that do not go over: the first one has them already."""
    if label_of(link[0]) in SET_ASIDE and rows_of(link, kept).exists():
        return list(rows_of(link, dropped).values_list("pk", flat=True))
    if link[0] is PersonApart:
        known = PersonApart.objects.filter(Q(person=kept) | Q(other=kept)).values_list("person_id", "other_id")
        others = {pk for pair in known for pk in pair}
        pairs = rows_of(link, dropped)
        return [row.pk for row in pairs if (row.other_id if link[1] == "person" else row.person_id) in others]
    return twins.get(link, [])


def _take_over(mine: Any, theirs: Any, names: list[str]) -> None:
    for name in names:
        setattr(mine, name, getattr(theirs, name))
        if name == "full_name":
            mine.name_key, mine.given_key, mine.sort_key = theirs.name_key, theirs.given_key, theirs.sort_key
    mine.save()


def _take_over_admissions(kept: Person, dropped: Person, names: list[str]) -> str:
    """Take over what the second record says of admissions that stand in both; give those of the first as they were."""
    before = []
    for mine, theirs in same_admissions(kept, dropped):
        record = f"admission.{mine.ceremony_on.isoformat()}."
        fields = [name.removeprefix(record) for name in names if name.startswith(record)]
        if fields:
            before.append(Admission.objects.get(pk=mine.pk))
            for name in fields:
                setattr(mine, name, getattr(theirs, name))
            mine.save(update_fields=fields)
    return written(before)


def _swap_uids(old: Person, new: Person) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for record, name in _BY_UID:
        rows = apps.get_model(record)._default_manager.filter(**{name: str(old.uid)})  # noqa: SLF001 - any model
        pks = list(rows.values_list("pk", flat=True))
        if pks:
            found[f"{record}.{name}"] = pks
            rows.update(**{name: str(new.uid)})
    return found


def mark(kept: Person, told: str) -> str:
    """Add to what parting needs how everything stands right after joining; parting compares with it."""
    said = json.loads(told)
    said["after"] = {
        "person": print_of(kept),
        "background": print_of(background) if (background := background_of(kept)) is not None else "",
        "admissions": [print_of(row) for row in _admissions_in(said)],
        "moved": {place: [print_of(row) for row in _in(place, pks)] for place, pks in said["moved"].items()},
        "rows": {
            f"{label_of(model)}.{key}": list(rows_of((model, key), kept).values_list("pk", flat=True))
            for model, key in links()
            if label_of(model) not in HISTORY
        },
    }
    return json.dumps(said)


def _admissions_in(told: dict[str, Any]) -> list[Admission]:
    """The admissions of the first record that the second one added to, as they are now."""
    pks = [row["pk"] for row in json.loads(told.get("admissions") or "[]")]  # a joining of earlier times has none
    return list(Admission.objects.filter(pk__in=pks).order_by("pk"))


def _in(place: str, pks: list[int]) -> list[models.Model]:
    record, _ = place.rsplit(".", 1)
    return list(apps.get_model(record)._default_manager.filter(pk__in=pks).order_by("pk"))  # noqa: SLF001 - any model


def later_than(merge: PersonMerge) -> Iterator[str]:
    """What was written since two records were joined, so that they do not part: one sentence each."""
    told, kept = json.loads(merge.told or "{}"), merge.person
    if "after" not in told:
        yield "Nội dung giữ để tách lại đã bị xóa cùng dữ liệu của người này"
        return
    if json.loads(told["person"])[0]["pk"] != kept.pk:
        yield "Bản ghi được giữ đã gộp tiếp vào một người khác"
        return
    if PersonMerge.objects.filter(person=kept, state=PersonMerge.State.MERGED, pk__gt=merge.pk).exists():
        yield "Sau đó còn gộp thêm một bản ghi khác vào người này"
    yield from _changed(kept, told)


def _changed(kept: Person, told: dict[str, Any]) -> Iterator[str]:
    """How the person and the rows differ from what they were right after joining."""
    after, background = told["after"], background_of(kept)
    if print_of(kept) != after["person"]:
        yield "Thông tin của người này đã được sửa"
    if (print_of(background) if background is not None else "") != after["background"]:
        yield "Phần lý lịch đã được ghi thêm hoặc sửa"
    if [print_of(row) for row in _admissions_in(told)] != after.get("admissions", []):
        yield f"{called((Admission, 'person'))}: dòng bổ sung từ bản ghi thứ hai đã được sửa hoặc rút"
    for link in links():
        place = f"{label_of(link[0])}.{link[1]}"
        known = set(after["rows"].get(place, ()))
        fresh = set() if label_of(link[0]) in HISTORY else set(rows_of(link, kept).values_list("pk", flat=True)) - known
        if fresh:
            yield f"{called(link)}: đã ghi thêm {len(fresh)} dòng"
        if not _are_as_told(_in(place, told["moved"].get(place, [])), after["moved"].get(place, [])):
            yield f"{called(link)}: dòng chuyển từ bản ghi thứ hai đã được sửa hoặc rút"


def part(merge: PersonMerge) -> Person:
    """Bring the second record back with everything that was its own, and the first as it was. Returns the second."""
    told, kept = json.loads(merge.told), merge.person
    second, *aside = serializers.deserialize("json", told["rows"])
    second.save()
    back = Person.objects.get(pk=second.object.pk)
    _point(told["moved"], back)
    _point(told["uids"], str(back.uid))
    for text in (told["person"], told["background"], told.get("admissions", "")):
        for row in serializers.deserialize("json", text) if text else ():
            row.save()
    for row in aside:
        row.save()
    for one in Person.objects.filter(pk__in=[kept.pk, back.pk]).select_related("organisation"):
        key = one.organisation.scope_key if one.organisation else ""
        if one.scope_key != key:
            Person.objects.filter(pk=one.pk).update(scope_key=key)  # the tree may have been given other keys since
    return Person.objects.get(pk=back.pk)


def _point(places: Mapping[str, list[int]], value: Any) -> None:
    """Write one value into columns of many rows, each named by record and column."""
    for place, pks in places.items():
        record, name = place.rsplit(".", 1)
        apps.get_model(record)._default_manager.filter(pk__in=pks).update(**{name: value})  # noqa: SLF001 - any model
