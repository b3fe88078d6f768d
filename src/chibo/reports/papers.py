"""A report in words as a paper of the Party, in the form of its day; taking it out is written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.documents import render, wording
from chibo.documents.regimes import regime_on
from chibo.meetings.papers.parts import heading, recipients, signing
from chibo.reports.queries.prose import told, told_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.documents.render import MadePaper
    from chibo.register.models import Organisation
    from chibo.reports.models import Report
    from chibo.reports.periods import Period
    from chibo.reports.queries.prose import Told

TEMPLATE: Final = "bao-cao"
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def report_docx(organisation: Organisation, said: Told, dated: date, *, number: int | None = None) -> MadePaper:
    """Make the paper of a report, in the form of the day on it; without a number its place stays open."""
    unit = "CHI BỘ" if said.is_cell else "ĐẢNG ỦY"
    values = {
        **heading(organisation, dated),
        **signing(organisation, dated),
        "số": wording.number(number),
        "ký_hiệu": "BC/CB" if said.is_cell else "BC/ĐU",
        "thay_mặt": f"T/M {unit}",
        "trích_yếu": wording.unbroken(said.title),
        "các_phần": _sections(said),
        "biến_động": [{"tên": wording.unbroken(row.name), "số": row.count} for row in said.ledger],
        "nơi_nhận": recipients(organisation),
    }
    name = f"Báo cáo {said.title} {dated:%d-%m-%Y}"
    scope_key = organisation.scope_key
    return render.make(name, TEMPLATE, values, regime=regime_on(dated), scope_key=scope_key, dated=dated)


@transaction.atomic
def make_paper(*, actor: Actor, on: date, report: Report) -> MadePaper:
    """Make a kept report: a locked one with its day and number, an open one dated today without a number.

    Raises ``NotAllowedError``.
    """
    _may_make(actor, report.organisation)
    made = report_docx(report.organisation, told_of(actor, report, on), report.dated or on, number=report.number)
    audit.record(actor=actor, on=on, action="reports.make_paper", subject=report, chain=str(report.organisation.uid))
    return made


@transaction.atomic
def make_live_paper(*, actor: Actor, on: date, organisation: Organisation, subject: str, period: Period) -> MadePaper:
    """Make the paper of a period straight from the books, nothing kept. Raises ``NotAllowedError``."""
    _may_make(actor, organisation)
    made = report_docx(organisation, told(actor, organisation, subject, period, on), on)
    audit.record(
        actor=actor,
        on=on,
        action="reports.make_paper",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"paper": [None, made.name]},
    )
    return made


def _sections(said: Told) -> list[dict[str, object]]:
    """Sections with their Roman numbers; the opening has no heading and no number."""
    told_sections: list[dict[str, object]] = []
    number = 0
    for title, paragraphs in said.shown:
        number += bool(title)
        told_sections.append(
            {
                "số": _ROMAN[number - 1] if title else "",
                "tên": title,
                "các_đoạn": [wording.unbroken("".join(part.text for part in parts)) for parts in paragraphs],
            }
        )
    return told_sections


def _may_make(actor: Actor, organisation: Organisation) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn văn bản của đơn vị này")
