"""What differs between two sides, field by field, each with the one next act: mend here, or ask for mending there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold, sort_key
from chibo.exchange.differences.matching import match
from chibo.exchange.differences.sides import FIELDS, here, there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.documents.sheets import Cell
    from chibo.exchange.differences.matching import Matched, Met, Unclear
    from chibo.exchange.differences.sides import Entry
    from chibo.register.models import Organisation

_NAMES: Final = frozenset({"full_name", "birth_name"})
_CORRECTED_AT: Final = frozenset(
    {"full_name", "sex", "birth", "ethnicity", "native_place", "identity_number", "card_number"}
)
_SAID_OF_PLACES: Final = frozenset(
    {"tinh", "huyen", "xa", "phuong", "thi", "tran", "thanh", "pho", "quan", "tp", "tx", "thon", "ban", "to"}
)
_WORD: Final = re.compile(r"[a-z0-9]+")
COLUMNS: Final = (
    "TT",
    "Nhóm",
    "Họ và tên",
    "Nơi sinh hoạt",
    "Mục",
    "Ở sổ này",
    "Ở cơ sở dữ liệu",
    "Việc tiếp theo",
    "Dòng trong tệp",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What to do next; ``address`` is where, for what is mended here."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that differs, with both values."""

    label: str
    here: str
    there: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One person with what differs."""

    met: Met
    fields: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One person who is on one side only, or is a member on one side only."""

    entry: Entry
    act: Act
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The whole comparison; ``withheld`` people are met but nothing of them is told."""

    file_name: str
    title: str
    tables: tuple[str, ...]  # where the file has several
    rows: int
    left_out: int
    fields: tuple[str, ...]
    same: int
    differing: tuple[Differing, ...]
    only_here: tuple[Missing, ...]
    only_there: tuple[Missing, ...]
    left_here: tuple[Missing, ...]
    gone_there: tuple[Missing, ...]
    unclear: tuple[Unclear, ...]
    withheld: int

    @property
    def counts(self) -> dict[str, int]:
        """For the log: how many rows, and how many of each group."""
        groups = ("differing", "only_here", "only_there", "left_here", "gone_there", "unclear")
        return {"rows": self.rows, "same": self.same, **{name: len(getattr(self, name)) for name in groups}}

    @property
    def people(self) -> list[str]:
        """Whose data was shown."""
        alone = (*self.only_here, *self.left_here, *self.gone_there)
        shown = [one.met.here for one in self.differing] + [one.entry for one in alone]
        return [one.uid for one in (*shown, *(each for unsure in self.unclear for each in unsure.perhaps)) if one.uid]


def compare(
    actor: Actor, organisation: Organisation, on: date, name: str, content: bytes, *, withheld: frozenset[int]
) -> Compared:
    """Compare the register with a list; nothing is written. Raises ``FaultyError`` for a list that cannot be read."""
    listed = there(name, content, on)
    matched = match(here(actor, organisation, on), listed.people)
    open_met = [one for one in matched.met if one.here.pk not in withheld]
    members = [one for one in open_met if not one.here.left]
    differing = [found for one in members if (found := _differing(one, listed.fields)).fields]
    gone = {one.here.pk for one in members if one.there.left}
    hidden = len(matched.met) - len(open_met) + sum(one.pk in withheld for one in matched.only_here)
    return Compared(
        file_name=name,
        title=listed.title,
        tables=listed.tables,
        rows=len(listed.people),
        left_out=listed.left_out,
        fields=(*(FIELDS[key][0] for key in listed.fields), *(["Trạng thái hoạt động"] if listed.tells_status else [])),
        same=len(members) - len(gone | {one.met.here.pk for one in differing}),
        differing=tuple(sorted(differing, key=lambda one: one.met.here.order)),
        only_here=tuple(_only_here(matched, withheld)),
        only_there=tuple(_only_there(matched)),
        left_here=tuple(_left_here(open_met)),
        gone_there=tuple(_gone_there(members)),
        unclear=tuple(one for one in matched.unclear if not {each.pk for each in one.perhaps} & withheld),
        withheld=hidden,
    )


def _differing(met: Met, fields: tuple[str, ...]) -> Differing:
    return Differing(met=met, fields=tuple(_differences(met, fields)))


def _differences(met: Met, fields: tuple[str, ...]) -> Iterator[Difference]:
    for key in (one for one in fields if one in met.there.tells):
        ours, theirs = met.here.values[key], met.there.values[key]
        if not is_same(key, ours, theirs):
            yield Difference(label=FIELDS[key][0], here=ours, there=theirs, act=_act(met.here, key, ours, theirs))


def is_same(key: str, ours: str, theirs: str) -> bool:
    """Whether two texts say one thing: names by letters and tones, places by their own words, the rest folded."""
    if key in _NAMES:
        return sort_key(ours) == sort_key(theirs)
    if key == "native_place" and ours and theirs:
        first, second = _words(ours), _words(theirs)
        return first <= second or second <= first
    return fold(" ".join(ours.split())) == fold(" ".join(theirs.split()))


def _words(place: str) -> set[str]:
    return set(_WORD.findall(fold(place))) - _SAID_OF_PLACES


def _act(one: Entry, key: str, ours: str, theirs: str) -> Act:
    where = f"/nguoi/{one.uid}/dinh-chinh/{key}/" if key in _CORRECTED_AT else f"/nguoi/{one.uid}/"
    if not theirs:
        return Act(text="Đề nghị cấp trên bổ sung ở cơ sở dữ liệu")
    if not ours:
        return Act(text="Bổ sung ở sổ này", address=where)
    if key in one.proved:
        return Act(text="Đề nghị cấp trên sửa, kèm giấy đã dùng khi đính chính ở sổ này")
    return Act(text="Đối chiếu giấy gốc, đính chính ở sổ này", address=where)


def _only_here(matched: Matched, withheld: frozenset[int]) -> Iterator[Missing]:
    for one in sorted(matched.only_here, key=lambda one: one.order):
        if not one.left and one.pk not in withheld:
            yield Missing(entry=one, act=Act(text="Đề nghị cấp trên thêm vào cơ sở dữ liệu"))


def _only_there(matched: Matched) -> Iterator[Missing]:
    for one in sorted(matched.only_there, key=lambda one: one.order):
        then = "Nhập người này vào sổ, hoặc đề nghị cấp trên gỡ nếu không phải của đơn vị"
        if one.left:
            then = "Không cần nhập, trừ khi sổ này phải có cả người đã rời"
        yield Missing(entry=one, act=Act(text=then), note=one.left)


def _left_here(met: list[Met]) -> Iterator[Missing]:
    for one in sorted(met, key=lambda one: one.here.order):
        is_told = one.there.left and one.there.way in {"", one.here.way}
        if not one.here.left or is_told:
            continue  # gone on both sides, in one way as far as it is said
        note = f"{one.here.left}; cơ sở dữ liệu ghi {one.there.left}" if one.there.left else one.here.left
        then = "Xem giấy tờ, sửa ở bên ghi sai" if one.there.left else "Đề nghị cấp trên cập nhật ở cơ sở dữ liệu"
        yield Missing(entry=one.here, act=Act(text=then), note=note)


def _gone_there(members: list[Met]) -> Iterator[Missing]:
    """Members here whom the list has as dead or gone."""
    for one in sorted(members, key=lambda one: one.here.order):
        if one.there.left:
            address = f"/nguoi/{one.here.uid}/"
            act = Act(text="Xem giấy tờ: đúng thì ghi ở sổ này, sai thì đề nghị cấp trên sửa", address=address)
            yield Missing(entry=one.here, act=act, note=one.there.left)


def lines(found: Compared) -> Iterator[tuple[Cell, ...]]:
    """Every line of the comparison as a table of ``COLUMNS``, all of it."""
    for number, line in enumerate(_lines(found), start=1):
        yield (number, *line)


def _lines(found: Compared) -> Iterator[tuple[Cell, ...]]:
    for person in found.differing:
        one = person.met.here
        for each in person.fields:
            row = (each.label, each.here, each.there, each.act.text, person.met.there.number)
            yield ("Khác nhau", one.name, one.unit, *row)
    for group, rows in (("Chỉ có ở sổ này", found.only_here), ("Đã rời sổ này", found.left_here)):
        for each_one in rows:
            one = each_one.entry
            yield (group, one.name, one.unit, "", each_one.note or "đang sinh hoạt", "", each_one.act.text, None)
    for each_one in found.gone_there:
        one = each_one.entry
        told = ("đang sinh hoạt", each_one.note, each_one.act.text, None)
        yield ("Đã rời ở cơ sở dữ liệu", one.name, one.unit, "Trạng thái", *told)
    for each_one in found.only_there:
        one = each_one.entry
        yield ("Chỉ có ở cơ sở dữ liệu", one.name, one.unit, "", "", each_one.note, each_one.act.text, one.number)
    for unsure in found.unclear:
        who = ", ".join(one.name for one in unsure.perhaps)
        then = "Xem giấy, ghi đủ số thẻ, số định danh ở sổ này rồi đối chiếu lại"
        yield ("Chưa rõ là ai", unsure.there.name, unsure.there.unit, unsure.why, who, "", then, unsure.there.number)
