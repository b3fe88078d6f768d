"""Whom a row means: somebody the register has, perhaps somebody, or somebody new. Where it is not sure, it asks."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from chibo.base import keys
from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.numbers import IDENTITY_DIGITS, card_digits, digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.exchange.lists.rows import Row
    from chibo.law.calendar import PartialDate

ALIKE: Final = 92  # of 100: names so alike may be one person's, typed twice
RATHER_ALIKE: Final = 75  # beside an equal number, or an equal birth and native place
_FEW: Final = 3  # candidates shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody the register holds already."""

    pk: int
    uid: str
    name: str
    name_key: str
    birth: PartialDate | None
    organisation_id: int | None = None
    native: str = ""  # folded
    identity: str = ""
    card: str = ""

    @property
    def birth_said(self) -> str:
        """The birth date as far as it is known."""
        return say_partial(self.birth) if self.birth else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whom a row means: ``known`` for sure, else ``perhaps`` one of a few; ``why`` for the page."""

    known: Known | None = None
    perhaps: tuple[Known, ...] = ()
    namesakes: tuple[Known, ...] = ()
    why: str = ""


@dataclass(slots=True)
class Index:
    """The people of the register in blocks: by name, given name, birth, numbers, and by rows of earlier imports."""

    remembered: Mapping[str, int] = field(default_factory=dict)
    _people: dict[int, Known] = field(default_factory=dict)
    _by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_given: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_birth: dict[tuple[int | None, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_number: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, people: Iterable[Known], remembered: Mapping[str, int]) -> Index:
        """Sort people into blocks."""
        index = cls(remembered=remembered)
        for one in people:
            index._people[one.pk] = one
            mark = name_mark(one.name_key)
            index._by_name[mark].append(one)
            index._by_given[mark.rpartition(" ")[2]].append(one)
            if one.birth is not None and one.birth.is_full:
                index._by_birth[one.organisation_id, str(one.birth)].append(one)
            for number in {one.identity, one.card} - {""}:
                index._by_number[number].append(one)
        return index

    def match(self, row: Row, key: str, organisation_id: int, *, is_about_known: bool = False) -> Match:
        """Tell whom a row of an organisation means; ``key`` is its own (:func:`key_of`).

        Names speak within one organisation; somebody of another is meant by a number, or by name, birth and place.
        In a list about people of the register (``is_about_known``) the only one of a name is meant by the name.
        """
        before = self._people.get(self.remembered.get(key, 0))
        if before is not None:
            return Match(known=before, why="như lần nhập trước")
        return self._numbered(row) or self._named(row, organisation_id, is_about_known=is_about_known)

    def _named(self, row: Row, organisation_id: int, *, is_about_known: bool) -> Match:
        """Whom name, birth and native place mean."""
        mark = name_mark(row.name_key)
        called = [one for one in self._by_name.get(mark, ()) if not _numbers_differ(row, one)]
        same = [one for one in called if one.organisation_id == organisation_id]
        agree = [one for one in same if may_agree(row.birth, one.birth)]
        sure = [one for one in agree if _same_year(row, one)]
        if len(sure) == 1 and len(agree) == 1:
            return Match(known=sure[0], why="cùng họ tên, cùng ngày sinh")
        if is_about_known and len(same) == len(agree) == 1:
            return Match(known=agree[0], why="cùng họ tên, trong sổ chỉ có một người")
        if agree:
            return Match(perhaps=tuple(agree[:_FEW]), why="cùng họ tên")
        near = [one for one in same if _near(row, one)]
        if near:
            return Match(perhaps=tuple(near[:_FEW]), why="cùng họ tên, ngày sinh gần giống")
        elsewhere = [one for one in called if one.organisation_id != organisation_id and _born_there(row, one)]
        if elsewhere:
            return Match(perhaps=tuple(elsewhere[:_FEW]), why="cùng họ tên, ngày sinh, quê quán ở tổ chức khác")
        given = self._by_given.get(mark.rpartition(" ")[2], ())
        born = self._by_birth.get((organisation_id, str(row.birth)), ())
        nearby = {one.pk: one for one in (*given, *born) if one.organisation_id == organisation_id}
        alike = [one for one in nearby.values() if _alike(row, one)]
        return Match(perhaps=tuple(alike[:_FEW]), namesakes=tuple(same[:_FEW]), why="họ tên gần giống, cùng ngày sinh")

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self._people)

    def holders(self, number: str) -> tuple[Known, ...]:
        """Give who has a number in the register."""
        return tuple(self._by_number.get(digits(number), ()))

    def _numbered(self, row: Row) -> Match | None:
        """Whom the numbers mean; a number of somebody with quite another name is asked about."""
        for column, what in ((Column.IDENTITY_NUMBER, "số định danh"), (Column.CARD_NUMBER, "số thẻ đảng viên")):
            found = self._by_number.get(digits(row.said(column)), ())
            if len(found) == 1 and fuzz.ratio(row.name_key, found[0].name_key) >= RATHER_ALIKE:
                return Match(known=found[0], why=f"cùng {what}")
            if found:
                return Match(perhaps=tuple(found[:_FEW]), why=f"cùng {what}")
        return None


def key_of(row: Row, organisation_uid: str) -> str:
    """Give a mark of who a row speaks of, the same in the next file; it tells nothing to who does not have the key."""
    said = (
        organisation_uid,
        row.name,
        str(row.birth or ""),
        fold(row.said(Column.NATIVE_PLACE)),
        digits(row.said(Column.IDENTITY_NUMBER)),
        digits(row.said(Column.CARD_NUMBER)),
    )
    return hashlib.blake2b("\n".join(said).encode(), key=keys.derive("list-rows"), digest_size=16).hexdigest()


def may_agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two birth dates can be one: as far as both are known they say the same."""
    if one is None or other is None:
        return True
    pairs = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return all(left == right for left, right in pairs if left and right)


def _same_year(row: Row, one: Known) -> bool:
    return row.birth is not None and one.birth is not None and row.birth.year == one.birth.year


def _numbers_differ(row: Row, one: Known) -> bool:
    """Whether both have a whole number of one kind, and not the same: two people."""
    pairs = (
        (digits(row.said(Column.IDENTITY_NUMBER)), one.identity, IDENTITY_DIGITS),
        (digits(row.said(Column.CARD_NUMBER)), one.card, card_digits()),
    )
    return any(
        left and right and left != right and len(left) == len(right) and len(left) in lengths
        for left, right, lengths in pairs
    )


def _near(row: Row, one: Known) -> bool:
    """Whether two different birth dates may be one mistyped: by what is typed, or the native place is the same."""
    if row.birth is None or one.birth is None:
        return False
    native = fold(row.said(Column.NATIVE_PLACE))
    return are_near(row.birth, one.birth) or bool(native and native == one.native)


def are_near(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two different birth dates may be one mistyped: one part of three, day and month or figures exchanged."""
    if one is None or other is None or one == other:
        return False
    if one.is_full and other.is_full:
        parts = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
        is_swapped = (one.month, one.day) == (other.day, other.month) and one.year == other.year
        return is_swapped or sum(left != right for left, right in parts) == 1
    return one.year != other.year and sorted(str(one.year)) == sorted(str(other.year))


def name_mark(name_key: str) -> str:
    """Give one mark for a folded name in both spellings: Mỹ and Mĩ, Lý and Lí."""
    return name_key.replace("y", "i")


def may_be_misspelt(one: str, other: str, *, is_native: bool) -> bool:
    """Whether two names (marks) of one birth may be one person's: ``is_native`` where they have one native place."""
    words, others = one.split(), other.split()
    has_same_ends = bool(words and others) and (words[0], words[-1]) == (others[0], others[-1])
    return has_same_ends or fuzz.ratio(one, other) >= (RATHER_ALIKE if is_native else ALIKE)


def _born_there(row: Row, one: Known) -> bool:
    native = fold(row.said(Column.NATIVE_PLACE))
    return (
        row.birth is not None and row.birth.is_full and row.birth == one.birth and bool(native) and native == one.native
    )


def _alike(row: Row, one: Known) -> bool:
    if row.birth is None or row.birth != one.birth or _numbers_differ(row, one):
        return False
    mark, other = name_mark(row.name_key), name_mark(one.name_key)
    if not row.birth.is_full:
        return fuzz.ratio(mark, other) >= ALIKE
    native = fold(row.said(Column.NATIVE_PLACE))
    return may_be_misspelt(mark, other, is_native=bool(native and native == one.native))
