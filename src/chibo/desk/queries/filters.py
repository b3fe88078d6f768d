"""Which of the people are wanted: what somebody is, where on the road, when something is due; read from an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.http import urlencode

from chibo.base.words.findings import STAGES
from chibo.law.vocabulary import DutyKind, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

SOON: Final = timedelta(days=30)
ALL: Final = ""


class Line(NamedTuple):
    """What filters ask of one person."""

    pk: int
    uid: UUID
    is_member: bool
    is_official: bool
    is_followed: bool
    was_member: bool
    stage: str
    due: date | None
    duty: str

    def is_overdue(self, on: date) -> bool:
        """Whether something should have been done; an admission dossier is opened when the cell wishes."""
        return self.due is not None and self.due < on and self.duty != DutyKind.OPEN_ADMISSION_DOSSIER


def _at(stage: Stage) -> tuple[str, Callable[[Line, date], bool]]:
    return STAGES[stage], lambda line, _: line.is_followed and line.stage == stage


STANDINGS: Final[dict[str, tuple[str, Callable[[Line, date], bool]]]] = {
    "tat-ca": ("Tất cả", lambda *_: True),
    "dang-vien": ("Đảng viên", lambda line, _: line.is_member),
    "du-bi": ("Dự bị", lambda line, _: line.is_member and not line.is_official),
    "nguon": ("Nguồn", lambda line, _: line.is_followed and not line.is_member),
    "da-chuyen": ("Đã rời chi bộ", lambda line, _: line.was_member and not line.is_member),
}
ROAD: Final[dict[str, tuple[str, Callable[[Line, date], bool]]]] = {
    ALL: ("Mọi bước", lambda *_: True),
    "tao-nguon": _at(Stage.SOURCE),
    "uu-tu": _at(Stage.OUTSTANDING),
    "doi-tuong": _at(Stage.CANDIDATE),
    "de-nghi": _at(Stage.APPLICANT),
    "thoi-ky-du-bi": _at(Stage.PROBATIONARY),
    "khong-theo-doi": ("Không có hồ sơ đang mở", lambda line, _: not line.is_followed),
}
DUE: Final[dict[str, tuple[str, Callable[[Line, date], bool]]]] = {
    ALL: ("Mọi hạn", lambda *_: True),
    "qua-han": ("Quá hạn", lambda line, on: line.is_overdue(on)),
    # By the day itself, as a case keeps it; the worklist groups by when to begin, which is earlier.
    "30-ngay": ("Đến hạn trong 30 ngày", lambda line, on: line.due is not None and on <= line.due <= on + SOON),
    "khong": ("Chưa có hạn", lambda line, _: line.due is None),
}
GROUPS: Final = (("Diện", "loc", STANDINGS), ("Bước", "buoc", ROAD), ("Hạn", "han", DUE))
"""Every group of filters: its label, its word in an address, its options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One option of each group."""

    loc: str = "tat-ca"
    buoc: str = ALL
    han: str = ALL

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wanted:
        """Read the words of an address; what is no option counts as none."""
        found = {word: given.get(word, "") for _, word, options in GROUPS if given.get(word, "") in options}
        return cls(**found)

    def but(self, word: str, option: str) -> Wanted:
        """The same with another option of one group."""
        return replace(self, **{word: option})

    def keeps(self, line: Line, on: date) -> bool:
        """Whether somebody is wanted."""
        return all(options[getattr(self, word)][1](line, on) for _, word, options in GROUPS)

    @property
    def words(self) -> dict[str, str]:
        """The words of its address."""
        return {word: getattr(self, word) for _, word, _ in GROUPS if getattr(self, word) != ALL}

    @property
    def query(self) -> str:
        """The words as they stand in an address: ``loc=du-bi&han=qua-han``."""
        return urlencode(self.words)

    @property
    def is_plain(self) -> bool:
        """Whether it keeps everybody."""
        return self == Wanted()

    @property
    def label(self) -> str:
        """What the list is called: ``Dự bị, quá hạn``."""
        told = [options[getattr(self, word)][0] for _, word, options in GROUPS if getattr(self, word) != ALL]
        return ", ".join([told[0], *(one[:1].lower() + one[1:] for one in told[1:])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One link of a group: its label, how many it keeps beside what is chosen in the other groups, its address."""

    key: str
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group of links."""

    label: str
    options: tuple[Option, ...]


def groups_of(lines: list[Line], wanted: Wanted, on: date) -> tuple[Group, ...]:
    """Return the links with their counts; an option that keeps nobody is shown only while it is chosen."""
    return tuple(
        Group(label=label, options=tuple(_options(lines, wanted, on, word, options))) for label, word, options in GROUPS
    )


def _options(
    lines: list[Line], wanted: Wanted, on: date, word: str, options: Mapping[str, tuple[str, Callable[..., bool]]]
) -> list[Option]:
    found = []
    for key, (label, _) in options.items():
        other = wanted.but(word, key)
        count = sum(other.keeps(line, on) for line in lines)
        is_chosen = getattr(wanted, word) == key
        if count or is_chosen or word == "loc" or key == ALL:
            found.append(Option(key=key, label=label, count=count, query=other.query, is_chosen=is_chosen))
    return found
