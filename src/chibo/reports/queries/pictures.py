"""What the picture page draws: steps passed, ages, admissions by month, days in each stage. Counts and days only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.law.calendar import add_months
from chibo.law.vocabulary import StepKind
from chibo.register.models import Membership, Person
from chibo.register.queries import term_on
from chibo.reports.bands import latest_start
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.prose.facts import steps
from chibo.reports.queries.statistics.hiding import SMALLEST_SHOWN, Veil
from chibo.reports.queries.statistics.standing import census_then

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics.census import Census

PASSED: Mapping[StepKind, str] = {
    StepKind.SOURCE_ADDED: "Đưa vào nguồn",
    StepKind.OUTSTANDING_RECOGNISED: "Quần chúng ưu tú",
    StepKind.CANDIDATE_RECOGNISED: "Đối tượng Đảng",
    StepKind.APPLICATION_RECEIVED: "Nộp đơn",
    StepKind.CELL_PROPOSED_ADMISSION: "Chi bộ đề nghị",
    StepKind.ADMITTED: "Kết nạp",
    StepKind.RECOGNITION_DECIDED: "Công nhận chính thức",
}
MALE, FEMALE = Person.Sex.MALE.value, Person.Sex.FEMALE.value
_YEARS, _LAST_BAND, _MONTHS = 5, 80, 24
_MONTH = 7  # letters of a day up to its month


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One step: how many took it (nothing: hidden), and the days of each from the step before, shortest first."""

    name: str
    count: int | None
    days: tuple[int, ...] = ()
    before: str = ""

    @property
    def median(self) -> int | None:
        """The lower median of the days."""
        return median_low(self.days) if self.days else None

    @property
    def stretch(self) -> str:
        """From which step to which."""
        return f"{self.before} → {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The steps in their order, everybody up to the day counted."""

    rows: tuple[Passed, ...]
    sentence: str
    pace_sentence: str

    @property
    def stretches(self) -> tuple[Passed, ...]:
        """Every way between two steps that somebody has gone."""
        return tuple(row for row in self.rows if row.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    """Five years of age; a count that must not be told is nothing."""

    name: str
    men: int | None
    women: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The members by age and sex, the youngest first; ``unknown`` have no full birth date or no sex recorded."""

    rows: tuple[AgeRow, ...]
    men: int | None
    women: int | None
    unknown: int
    sentence: str

    @property
    def is_hidden(self) -> bool:
        """Whether a count was taken out."""
        return any(None in (row.men, row.women) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """One month and how many were admitted in it."""

    first: date
    count: int | None

    @property
    def name(self) -> str:
        """As a table says it: 5-2018."""
        return f"{self.first.month}-{self.first.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Every month from the first to that of the day, empty ones too."""

    months: tuple[MonthCount, ...]
    sentence: str

    @property
    def filled(self) -> tuple[MonthCount, ...]:
        """The months in which somebody was admitted."""
        return tuple(month for month in self.months if month.count != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Everything that is drawn of one unit on one day."""

    funnel: Funnel
    ages: Ages
    admitted: Admitted


def pictures(actor: Actor, organisation: Organisation, on: date) -> Pictures:
    """Count what the page draws, of the unit and everything below it. Raises :class:`NotYoursError`.

    Six queries, for a large unit three and what the census asks anew.
    """
    ensure_readable(actor, organisation)
    then, census = census_then(organisation, on)
    return Pictures(
        funnel=_funnel(organisation, on),
        ages=_ages(census, then, on),
        admitted=_admitted(census, then, on),
    )


def _shown(organisation: Organisation, count: int) -> int | None:
    return None if not organisation.kind.is_cell and 0 < count < SMALLEST_SHOWN else count


# ---------------------------------------------------------------------- the steps


def _funnel(organisation: Organisation, on: date) -> Funnel:
    first: dict[int, dict[str, date]] = {}
    taken = steps(organisation, on).filter(on__lte=on, kind__in=PASSED).order_by("on", "pk")
    for case, kind, day in taken.values_list("case_id", "kind", "on"):
        first.setdefault(case, {}).setdefault(kind, day)
    counts = Counter(kind for one in first.values() for kind in one)
    rows: list[Passed] = []
    earlier = ""
    for kind, name in PASSED.items():
        days = sorted((one[kind] - one[earlier]).days for one in first.values() if kind in one and earlier in one)
        rows.append(
            Passed(
                name=name,
                count=_shown(organisation, counts[kind]),
                days=tuple(day for day in days if day >= 0),  # papers of old files may stand in another order
                before=rows[-1].name if rows else "",
            )
        )
        earlier = kind
    return Funnel(rows=tuple(rows), sentence=_passed(rows, on), pace_sentence=_pace(rows))


def _passed(rows: list[Passed], on: date) -> str:
    told = {row.name: row.count for row in rows}
    sources, admitted, official = (
        told[PASSED[kind]]
        for kind in (
            StepKind.SOURCE_ADDED,
            StepKind.ADMITTED,
            StepKind.RECOGNITION_DECIDED,
        )
    )
    if not any(row.count != 0 for row in rows):
        return f"Đến {say_date(on)} chưa có ai được đưa vào nguồn."
    parts = (
        (sources, "người được đưa vào nguồn"),
        (admitted, "người được kết nạp"),
        (official, "người được công nhận chính thức"),
    )
    said = ", ".join(f"{'dưới 3' if count is None else count or 'chưa có'} {what}" for count, what in parts)
    return f"Đến {say_date(on)} đã có {said}."


def _pace(rows: list[Passed]) -> str:
    """The longest stretch before the ceremony; how long probation takes is the law's, not the unit's."""
    gone = [row for row in rows if row.median is not None and row.name != PASSED[StepKind.RECOGNITION_DECIDED]]
    if not gone:
        return "Chưa có ai đi hết một chặng nào."
    longest = max(gone, key=lambda row: row.median or 0)
    first, then = (name[:1].lower() + name[1:] for name in (longest.before, longest.name))
    return f"Chặng lâu nhất trước lễ kết nạp: từ {first} đến {then}, thường {longest.median} ngày."


# ---------------------------------------------------------------------- the ages


def _ages(census: Census, organisation: Organisation, on: date) -> Ages:
    """Count a day's members from the census: a province has too many different births to ask for them each time."""
    seen = census.on(organisation, on.isoformat())
    since = sorted(latest_start(years, on).isoformat() for years in range(_YEARS, _LAST_BAND + 1, _YEARS))
    counted: Counter[tuple[int, str]] = Counter()
    unknown = 0
    for (birth, sex), many in Counter(zip(seen.column("birth"), seen.column("sex"), strict=True)).items():
        if not birth or not sex:  # of whom only the year is known is counted from its first day
            unknown += many
            continue
        counted[(len(since) - bisect_left(since, birth)) * _YEARS, sex] += many
    bands = sorted({band for band, _ in counted})
    whole = range(bands[0], bands[-1] + 1, _YEARS) if bands else range(0)
    veil = Veil({(str(band), sex): many for (band, sex), many in counted.items()}) if counted else None

    def told(at: Mapping[int, str], count: int) -> int | None:
        is_open = organisation.kind.is_cell or not count or veil is None or veil.shows(at)
        return count if is_open else None

    rows = tuple(
        AgeRow(
            name=_band(band),
            men=told({0: str(band), 1: MALE}, counted[band, MALE]),
            women=told({0: str(band), 1: FEMALE}, counted[band, FEMALE]),
        )
        for band in whole
    )
    men, women = (told({1: sex}, sum(counted[band, sex] for band in whole)) for sex in (MALE, FEMALE))
    return Ages(
        rows=rows,
        men=men,
        women=women,
        unknown=unknown,
        sentence=_aged(rows, sum(counted.values()), men, women, on),
    )


def _band(first: int) -> str:
    return f"từ {first}" if first == _LAST_BAND else f"{first}–{first + _YEARS - 1}"


def _aged(rows: tuple[AgeRow, ...], whole: int, men: int | None, women: int | None, on: date) -> str:
    if not whole:
        return f"Ngày {say_date(on)} chưa có đảng viên nào ghi năm sinh."
    known = [row for row in rows if row.men is not None and row.women is not None]
    most = max(known, key=lambda row: (row.men or 0) + (row.women or 0), default=None)
    sexes = f", {men} nam, {women} nữ" if men is not None and women is not None else ""
    often = f"; đông nhất là nhóm {most.name} tuổi" if most else ""
    return f"Ngày {say_date(on)}: {whole} đảng viên{sexes}{often}."


# ---------------------------------------------------------------------- admissions by month


def _admitted(census: Census, organisation: Organisation, on: date) -> Admitted:
    term = term_on(organisation, on)
    starts_on = term.starts_on if term else add_months(on, 1 - _MONTHS)
    first, since_day, last_day = starts_on.replace(day=1), starts_on.isoformat(), on.isoformat()
    spells = zip(census.column("joined_by", organisation), census.column("starts", organisation), strict=True)
    counts = Counter(
        day[:_MONTH] for way, day in spells if way == Membership.JoinedBy.ADMISSION and since_day <= day <= last_day
    )
    months = []
    while first <= on:
        count = counts[first.isoformat()[:_MONTH]]
        months.append(MonthCount(first=first, count=_shown(organisation, count)))
        first = add_months(first, 1)
    whole, busy = sum(counts.values()), len(counts)
    since = "đầu nhiệm kỳ" if term else say_date(starts_on)
    said = f"kết nạp {whole} đảng viên, trong {busy} tháng" if whole else "chưa ghi kết nạp đảng viên nào"
    return Admitted(months=tuple(months), sentence=f"Từ {since} đến {say_date(on)}: {said}.")
