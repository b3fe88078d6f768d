"""What lies on and in the box of a dossier: its labels, and the index with the number of sheets of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import NotAllowedError
from chibo.base.words.lists import STAGES, STEPS
from chibo.development.facts import steps_in_force
from chibo.development.papers.making import check
from chibo.development.queries.boxes import index_of, pages_in_all
from chibo.documents import labels as label_sheets
from chibo.documents import render, wording
from chibo.documents.regimes import regime_on
from chibo.documents.render import MadePaper
from chibo.law.vocabulary import DossierKind, Stage, StepKind
from chibo.meetings import papers as meeting_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, DossierLabel
    from chibo.development.queries.boxes import Indexed

_NAMES = {
    DossierKind.ADMISSION: "hồ sơ kết nạp đảng viên",
    DossierKind.RECOGNITION: "hồ sơ công nhận đảng viên chính thức",
}


def index_docx(case: DevelopmentCase, kind: DossierKind, on: date, by: str) -> MadePaper:
    """Make the index of a guarded dossier on a day; ``by`` compiled it."""
    papers = index_of(case, kind, on)
    label = getattr(case, "label", None)
    values = {
        **meeting_papers.heading(case.organisation, on),
        **meeting_papers.signing(case.organisation, on),
        "tên_hồ_sơ": _NAMES[kind],
        "họ_tên": case.person.full_name,
        "ngày_sinh": wording.day(case.person.birth),
        "số_nhãn": str(label) if label is not None else None,
        "giấy_tờ": [_line(place, each) for place, each in enumerate(papers, start=1)],
        "số_giấy": len(papers),
        "tổng_số_tờ": pages_in_all(papers),
        "người_lập": by,
    }
    return render.make(f"Mục lục {_NAMES[kind]} {case.person.full_name}", "muc-luc-ho-so", values, regime=regime_on(on))


def _line(place: int, each: Indexed) -> dict[str, object]:
    author = f" – đ/c {each.line.author}" if each.line.author else ""
    return {
        "số": f"{place}.",
        "tên": f"{each.line.name}{author}",
        "mẫu": each.line.form,
        "số_ngày": "\n".join(part for part in (each.paper.number, wording.short_day(each.paper.dated)) if part),
        "nơi_để": each.paper.kept_at,
        "số_tờ": str(each.pages) if each.pages is not None else None,
    }


def label_sheet(found: Sequence[DossierLabel], address: Callable[[int], str], *, with_names: bool) -> bytes:
    """Make the labels as DOCX. A code holds the number and an address, never a name; names are printed if asked."""
    return label_sheets.sheet(
        [
            label_sheets.Label(
                code=f"{label} {address(label.number)}",
                number=str(label),
                lines=(
                    label.organisation.name,
                    "Hồ sơ phát triển đảng viên",
                    *((label.case.person.full_name,) if with_names else ()),
                ),
            )
            for label in found
        ]
    )


def steps_text(case: DevelopmentCase) -> str:
    """Tell a person's road as plain text, line by line: the steps in force with day and number, nothing else."""
    lines = [case.person.full_name, f"Bước hiện nay: {STAGES[Stage(case.stage)]}"]
    for step in steps_in_force([case]):
        number = f", số {step.number}" if step.number else ""
        lines.append(f"- {say_date(step.on)}: {STEPS[StepKind(step.kind)]}{number}")
    return "\n".join(lines)


@transaction.atomic
def make_index(*, actor: Actor, on: date, case: DevelopmentCase, kind: DossierKind) -> MadePaper:
    """Make the index of a dossier for somebody, and log that it left the program. Raises ``NotAllowedError``."""
    check(actor, case)
    made = index_docx(case, kind, on, actor.name)
    _log(actor, on, case, f"muc-luc-{kind}")
    return made


@transaction.atomic
def make_labels(
    *,
    actor: Actor,
    on: date,
    labels: Sequence[DossierLabel],
    address: Callable[[int], str],
    with_names: bool = False,
) -> MadePaper:
    """Make labels for somebody, and log for each dossier that its label left the program."""
    for label in labels:
        _log(actor, on, label.case, "nhan")
    content = label_sheet(labels, address, with_names=with_names)
    return MadePaper(name="Nhãn hộp hồ sơ.docx", content=content, gaps=(), facts={})


@transaction.atomic
def take_text(*, actor: Actor, on: date, case: DevelopmentCase) -> str:
    """Give a person's road as plain text for another program, and log that it left this one."""
    _log(actor, on, case, "chep")
    return steps_text(case)


def _log(actor: Actor, on: date, case: DevelopmentCase, sheet: str) -> None:
    if not actor.may(Permission.VIEW_CASES, case.scope_key):
        raise NotAllowedError("lấy giấy tờ của hồ sơ này")
    audit.record(
        actor=actor,
        on=on,
        action="development.take_sheet",
        subject=case,
        chain=str(case.organisation.uid),
        changes={"sheet": [None, sheet]},
    )
