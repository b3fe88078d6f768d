"""Which reports were kept, which periods may be asked for, and what changed in the books since one was locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotYoursError
from chibo.register.models import Term
from chibo.reports.models import Report, ReportSending
from chibo.reports.periods import Sort, calendar_period, last_full_quarter, latest, term_period
from chibo.reports.queries.prose.telling import digest_of, told

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.periods import Period

SHOWN = 60
_OFFERED = {Sort.QUARTER: 8, Sort.HALF: 4, Sort.YEAR: 4}


def report_for(actor: Actor, uid: UUID | str) -> Report:
    """The kept report of an address; raises :class:`NotYoursError` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    rows = Report.objects.select_related("organisation__kind", "replaces", "replaced_by")
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def reports_of(organisation: Organisation) -> QuerySet[Report]:
    """The kept reports of a unit, the latest period first, within it the latest version; a page of them."""
    found = Report.objects.filter(organisation=organisation)
    return found.order_by("-last_day", "-starts_on", "subject", "-version")[:SHOWN]


def open_report(organisation: Organisation, subject: str, period: Period) -> Report | None:
    """The version that is being written, or the locked one that stands, of one report."""
    found = Report.objects.filter(organisation=organisation, subject=subject, sort=period.sort)
    return found.filter(starts_on=period.starts_on).order_by("-version").first()


def periods(organisation: Organisation, on: date) -> tuple[Period, ...]:
    """The periods that a page offers: the terms, then quarters, half-years and years, latest first. One query."""
    terms = Term.objects.filter(organisation=organisation, starts_on__lte=on).order_by("-starts_on")
    calendar = [one for sort, many in _OFFERED.items() for one in latest(sort, on, many)]
    return (*calendar, *(term_period(one.name, one.starts_on, one.ends_on) for one in terms))


def period_of(organisation: Organisation, key: str, on: date) -> Period:
    """The period of an address, else the last full quarter; raises :class:`FaultyError` for one to come."""
    if not key:
        return last_full_quarter(on)
    found = next((one for one in periods(organisation, on) if one.key == key), None) or _reckoned(key)
    if found is None:
        raise FaultyError([Fault(what="Không có kỳ báo cáo này.", next="Chọn một kỳ trong danh sách.", field="ky")])
    if found.starts_on > on:
        what = f"{found.name[:1].upper()}{found.name[1:]} chưa bắt đầu nên chưa có số liệu."
        raise FaultyError([Fault(what=what, next=f"Chọn kỳ bắt đầu trước ngày {say_date(on)}.", field="ky")])
    return found


def _reckoned(key: str) -> Period | None:
    """A period of the calendar further back than the page offers: ``quy-2015-04-01``."""
    kind = next((one for one in _OFFERED if key.startswith(f"{one}-")), None)
    try:
        first = date.fromisoformat(key.removeprefix(f"{kind}-"))
    except ValueError:
        return None
    if kind is None:
        return None
    found = calendar_period(kind, first)
    return found if found.starts_on == first else None


def sendings_of(report: Report) -> QuerySet[ReportSending]:
    """To whom a report went, in the order of the days."""
    return ReportSending.objects.filter(report=report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure that the books tell otherwise today than on the day of the lock."""

    meaning: str
    locked: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether a locked report is what was locked, and what the books say today."""

    is_whole: bool
    moved: tuple[Moved, ...]


def checked(actor: Actor, report: Report) -> Check | None:
    """Reckon the hash of a locked report anew, and its figures as of the same days; nothing while it is open."""
    if report.content is None or report.locked_on is None:
        return None
    now = told(actor, report.organisation, report.subject, report.period, report.locked_on)
    before = report.content["fields"]
    moved = tuple(
        Moved(meaning=one.meaning, locked=before[name], today=one.figure.text)
        for name, one in now.fields.items()
        if name in before and before[name] != one.figure.text
    )
    return Check(is_whole=digest_of(report.content) == report.digest, moved=moved)
