"""A report in words from its first sentence to its lock, and on to the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_time
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, NotAllowedError
from chibo.documents import actions as documents
from chibo.register.queries import term_on
from chibo.reports import faults
from chibo.reports.models import Report, ReportSending
from chibo.reports.queries.prose import canonical, digest_of, faults_in, frozen, open_report, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation
    from chibo.reports.periods import Period
    from chibo.reports.queries.prose import Told
    from chibo.reports.values import Wording

PAPER_TYPE = "BC"
WRITE = "viết báo cáo của đơn vị này"


@transaction.atomic
def keep_report(*, actor: Actor, on: date, organisation: Organisation, subject: str, period: Period) -> Report:
    """Begin to write a report, or give the one that is being written.

    Raises ``FaultyError`` for a period that has not begun, and for one whose report is locked.
    """
    _may_write(actor, organisation)
    if period.starts_on > on:
        raise FaultyError([faults.not_begun(period.name, period.starts_on)])
    standing = open_report(organisation, subject, period)
    if standing is not None and standing.is_locked:
        raise FaultyError([faults.locked(standing.name, standing.locked_on)])
    if standing is not None:
        return standing
    made = Report.objects.create(
        organisation=organisation,
        subject=subject,
        sort=period.sort,
        starts_on=period.starts_on,
        last_day=period.last_day,
        name=period.name,
        changed_by=actor.name,
        changed_at=actor.at,
    )
    _log(actor, made, on, "keep_report", {"report": [None, str(made)]})
    return made


@transaction.atomic
def write_report(*, actor: Actor, on: date, report: Report, wording: Wording, hand: int | None = None) -> Report:
    """Keep the sentences that somebody wrote; what was left as the program says it stays live in every word.

    Raises ``FaultyError`` with every unknown field at once, ``ChangedMeanwhileError`` when somebody saved since
    ``hand`` was read.
    """
    fresh = _open(actor, report, hand)
    said = told(actor, fresh.organisation, fresh.subject, fresh.period, on, edits=fresh.edits)
    lines = _lines(fresh, said, wording)
    own = {key: text.strip() for key, text in wording.own.items() if text.strip()}
    _refuse([*_wrong(said, lines, "lines"), *_wrong(said, own, "own")])
    before, fresh.edits = fresh.edits, {"lines": lines, "own": own}
    _put_down(actor, fresh, on, "write_report", {"edits": [before, fresh.edits]})
    return fresh


@transaction.atomic
def lock_report(
    *, actor: Actor, on: date, report: Report, dated: date, takes_number: bool = False, hand: int | None = None
) -> Report:
    """Freeze a report with its figures and the SHA-256 over all of it; with ``takes_number`` it gets the next number.

    ``dated`` is the day on the paper. Later corrections of the books change the next version only.
    """
    fresh = _open(actor, report, hand)
    said = told(actor, fresh.organisation, fresh.subject, fresh.period, on, edits=fresh.edits)
    term = term_on(fresh.organisation, dated)
    _refuse(
        [
            *_unlockable(said, dated, on),
            *([faults.no_term_to_number(dated)] if takes_number and term is None else []),
            *_wrong(said, fresh.edits.get("lines", {}), "lines"),
            *_wrong(said, fresh.edits.get("own", {}), "own"),
        ]
    )
    if takes_number and term is not None:
        fresh.number = documents.take_number(
            actor=actor,
            on=on,
            organisation_uid=fresh.organisation.uid,
            term_uid=term.uid,
            paper_type=PAPER_TYPE,
            dated=dated,
            title=f"Báo cáo {said.title}"[:300],
            paper_uid=fresh.uid,
        )
    fresh.locked_on, fresh.locked_by, fresh.dated = on, actor.name, dated
    fresh.content = {**frozen(fresh, said), "dated": dated.isoformat(), "number": fresh.number}
    fresh.digest = digest_of(fresh.content)
    _put_down(actor, fresh, on, "lock_report", {"digest": [None, fresh.digest], "number": [None, fresh.number]})
    return fresh


@transaction.atomic
def renew_report(*, actor: Actor, on: date, report: Report, reason: str) -> Report:
    """Begin the next version of a locked report, with what was written kept; the locked one stays as it is.

    Raises ``FaultyError`` without a reason, for a report that is not locked, or one that was renewed before.
    """
    _may_write(actor, report.organisation)
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    later = Report.objects.filter(replaces=fresh).exists()
    _refuse(
        [
            *([] if fresh.is_locked else [faults.still_open(fresh.name)]),
            *([faults.renewed_before(fresh.name)] if later else []),
            *([] if reason.strip() else [faults.no_reason()]),
        ]
    )
    made = Report.objects.create(
        organisation=fresh.organisation,
        subject=fresh.subject,
        sort=fresh.sort,
        starts_on=fresh.starts_on,
        last_day=fresh.last_day,
        name=fresh.name,
        version=fresh.version + 1,
        replaces=fresh,
        reason=reason.strip(),
        edits=fresh.edits,
        changed_by=actor.name,
        changed_at=actor.at,
    )
    _log(actor, made, on, "renew_report", {"version": [fresh.version, made.version]}, reason=made.reason)
    return made


@transaction.atomic
def note_sending(
    *, actor: Actor, on: date, report: Report, sent_to: str, sent_on: date, way: str = ""
) -> ReportSending:
    """Write down to whom a locked report went and when. Raises ``FaultyError`` with every fault at once."""
    _may_write(actor, report.organisation)
    found = [] if report.is_locked else [faults.not_locked_yet(report.name)]
    if not sent_to.strip():
        found.append(faults.sent_to_nobody())
    if sent_on > on:
        found.append(faults.sent_in_future(sent_on, on))
    if report.locked_on is not None and sent_on < report.locked_on:
        found.append(faults.sent_before_lock(sent_on, report.locked_on))
    _refuse(found)
    made = ReportSending.objects.create(
        report=report, sent_to=sent_to.strip(), sent_on=sent_on, way=way.strip(), noted_by=actor.name
    )
    _log(actor, report, on, "note_sending", {"sent_to": [None, made.sent_to], "sent_on": [None, sent_on]})
    return made


@transaction.atomic
def take_content(*, actor: Actor, on: date, report: Report) -> bytes:
    """Give the locked content byte for byte as the hash was taken over it, so that anybody can reckon it again."""
    if report.content is None:
        raise FaultyError([faults.not_locked_yet(report.name)])
    _log(actor, report, on, "take_content", {"digest": [None, report.digest]})
    return canonical(report.content)


# ---------------------------------------------------------------------- what every verb asks first


def _may_write(actor: Actor, organisation: Organisation) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError(WRITE)


def _open(actor: Actor, report: Report, hand: int | None) -> Report:
    """The report fresh and held, if it is open and nobody saved it meanwhile."""
    rows = Report.objects.select_related("organisation__kind").select_for_update(of=("self",))
    fresh = rows.get(pk=report.pk)
    _may_write(actor, fresh.organisation)
    if fresh.is_locked:
        raise FaultyError([faults.locked(fresh.name, fresh.locked_on)])
    if hand is not None and hand != fresh.hand:
        when = say_time(fresh.changed_at) if fresh.changed_at else ""
        raise ChangedMeanwhileError(who=fresh.changed_by, when=when)
    return fresh


def _lines(report: Report, said: Told, wording: Wording) -> dict[str, str]:
    """Section/line → what was written anew; a sentence that was not sent keeps what was written before."""
    kept = {address: text for address, text in report.edits.get("lines", {}).items() if address not in wording.lines}
    now = {f"{section.key}/{line.key}": line.program for section in said.sections for line in section.lines}
    for address, typed in wording.lines.items():
        text, program = " ".join(typed.split()), wording.program.get(address, now.get(address, ""))
        if address not in wording.again and text != " ".join(program.split()):
            kept[address] = text
    return kept


def _wrong(said: Told, texts: Mapping[str, str], sort: str) -> list[Fault]:
    headings = {one.key: one.heading or "Mở đầu" for one in said.sections}
    found: list[Fault] = []
    for address, text in texts.items():
        where = headings.get(address.partition("/")[0], "Báo cáo")
        found += faults_in(text, said.fields, where=f"Mục “{where}”", field=f"{sort}:{address}")
    return found


def _unlockable(said: Told, dated: date, on: date) -> list[Fault]:
    found = []
    if dated > on:
        found.append(faults.dated_in_future(dated, on))
    if dated < said.until:
        found.append(faults.dated_before_figures(dated, said.until))
    if not said.figures:
        found.append(faults.nothing_said())
    return found


def _refuse(found: list[Fault]) -> None:
    if found:
        raise FaultyError(found)


def _put_down(actor: Actor, report: Report, on: date, action: str, changes: Mapping[str, object]) -> None:
    report.hand += 1
    report.changed_by, report.changed_at = actor.name, actor.at
    report.save()
    _log(actor, report, on, action, changes)


def _log(
    actor: Actor, report: Report, on: date, action: str, changes: Mapping[str, object], *, reason: str = ""
) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"reports.{action}",
        subject=report,
        chain=str(report.organisation.uid),
        changes=changes,
        reason=reason,
    )
