"""7-HSĐV, the member register of a cell: fourteen columns, one line for each time of a person in the cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from chibo.base import audit
from chibo.base.dates import say_date
from chibo.desk.words import MOVED_FOR_A_TIME
from chibo.documents.wording import short_day
from chibo.register.models import Admission, Background, Employment, Membership, Transfer
from chibo.register.returning import OUT_OF_THE_PARTY
from chibo.reviews.models import PartyBadge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.register.models import Organisation

COLUMNS: Final = (
    "Số TT",
    "Họ và tên đang dùng; họ và tên khai sinh",
    "Ngày sinh; nam, nữ; dân tộc; tôn giáo",
    "Quê quán",
    "Học vấn; lý luận chính trị; chuyên môn; ngoại ngữ",
    "Nghề nghiệp trước khi vào Đảng; hiện nay",
    "Ngày vào Đảng; ngày chính thức",
    "Số thẻ đảng viên; số lý lịch; số Huy hiệu Đảng",
    "Bộ đội, công an, hưu trí",
    "Chuyển đi: ngày, nơi đến",
    "Chuyển đến: ngày, nơi đi",
    "Từ trần: ngày, lý do",
    "Ra khỏi Đảng: ngày, hình thức",
    "Ghi chú",
)
WIDTHS: Final = (6, 24, 20, 22, 24, 24, 14, 18, 12, 20, 20, 14, 16, 18)

Row = TypeVar("Row", Admission, Employment, Transfer)
_LEFT = Membership.LeftBy


def member_rows(organisation: Organisation, on: date) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the register on a day: those present, then those who left by then. Six queries.

    What the program does not keep (numbers of badges, army, police, retired) stays empty.
    """
    begun = Membership.objects.filter(organisation=organisation, starts_on__lte=on).select_related("person")
    spells = sorted(begun, key=lambda one: (_has_left(one, on), bytes(one.person.sort_key), one.starts_on))
    persons = [spell.person_id for spell in spells]
    audit.mention(spell.person.uid for spell in spells)
    admissions = _latest(Admission.objects.filter(person__in=persons, ceremony_on__lte=on).order_by("ceremony_on"))
    jobs = _latest(Employment.objects.filter(person__in=persons, starts_on__lte=on).order_by("starts_on", "pk"))
    away = _latest(
        Transfer.objects.filter(
            person__in=persons, organisation=organisation, sort=Transfer.Sort.TEMPORARY, starts_on__lte=on
        ).order_by("starts_on")
    )
    lives = {row.person_id: row for row in Background.objects.filter(person__in=persons)}
    badges = _badges(persons, on)
    return tuple(
        (
            str(place),
            *_row(
                _Kept(
                    spell=spell,
                    admission=admissions.get(spell.person_id),
                    job=jobs.get(spell.person_id),
                    away=away.get(spell.person_id),
                    life=lives.get(spell.person_id) or Background(),
                    badge=badges.get(spell.person_id, ""),
                ),
                on,
            ),
        )
        for place, spell in enumerate(spells, start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What is kept of one spell's person for a line of the register."""

    spell: Membership
    admission: Admission | None
    job: Employment | None
    away: Transfer | None
    life: Background
    badge: str


def _badges(persons: list[int], on: date) -> dict[int, str]:
    """The highest badge each person was given by a day."""
    given = PartyBadge.objects.filter(person__in=persons, closed_on=None, given_on__lte=on).order_by("years")
    return {row.person_id: str(row) for row in given}


def _latest(rows: Iterable[Row]) -> dict[int, Row]:
    return {row.person_id: row for row in rows}


def _has_left(spell: Membership, on: date) -> bool:
    return spell.ends_on is not None and spell.ends_on <= on


def _row(kept: _Kept, on: date) -> tuple[str, ...]:
    spell, admission, life, person = kept.spell, kept.admission, kept.life, kept.spell.person
    joined = _lines(
        say_date(admission.ceremony_on) if admission else "",
        say_date(admission.official_on) if admission and admission.official_on and admission.official_on <= on else "",
    )
    return (
        _lines(person.full_name, life.birth_name if life.birth_name != person.full_name else ""),
        _lines(short_day(person.birth) or "", person.get_sex_display(), person.ethnicity, life.religion),
        person.native_place,
        _lines(person.schooling, person.theory_level, life.languages),
        _lines(life.occupation_before, kept.job.position if kept.job is not None else life.occupation),
        joined or short_day(spell.told_joining) or "",
        _lines(person.card_number, life.file_number, kept.badge),
        "",
        _left(spell, on, _LEFT.TRANSFER_OUT, _LEFT.REORGANISED),
        _lines(say_date(spell.starts_on), spell.joined_from)
        if spell.joined_by in {Membership.JoinedBy.TRANSFER_IN, Membership.JoinedBy.REORGANISED}
        else "",
        _left(spell, on, _LEFT.DEATH),
        _left(spell, on, *OUT_OF_THE_PARTY),
        _away(kept.away, on),
    )


def _left(spell: Membership, on: date, *ways: Membership.LeftBy) -> str:
    if not _has_left(spell, on) or spell.left_by not in ways or spell.ends_on is None:
        return ""
    how = spell.get_left_by_display() if spell.left_by in OUT_OF_THE_PARTY else spell.left_to
    return _lines(say_date(spell.ends_on), how)


def _away(away: Transfer | None, on: date) -> str:
    if away is None or (away.ends_on is not None and away.ends_on <= on):
        return ""
    said = MOVED_FOR_A_TIME[Transfer.Direction(away.direction)]
    return f"{said} {away.other_place}, từ ngày {say_date(away.starts_on)}"


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
