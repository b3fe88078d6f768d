"""All the papers that are due in one archive, as DOCX or PDF, with a sheet saying what is still to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.development.papers.due import papers_due
from chibo.development.papers.making import check, log, may_issue, paper_docx
from chibo.documents import pdf, sets

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.due import DuePaper
    from chibo.documents.render import MadePaper

GAPS_FILE = "Chỗ còn trống.txt"
_NOTHING = "Không còn giấy tờ nào chương trình soạn được mà hồ sơ đang thiếu."


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePapers:
    """An archive of papers, its file name, and what it holds."""

    name: str
    content: bytes
    papers: tuple[MadePaper, ...]


@transaction.atomic
def due_papers_zip(*, actor: Actor, on: date, case: DevelopmentCase, as_pdf: bool = False) -> DuePapers:
    """Make every paper that is due and can be made, with a sheet saying which places are still to be filled.

    A paper that cannot be made yet is left out and the sheet says why; one that repeats what stays closed on a page is
    left out for those who may not see it. Raises ``NotAllowedError``.
    """
    check(actor, case)
    may_see, is_draft = actor.may(Permission.VIEW_SENSITIVE, case.scope_key), not may_issue(actor, case)
    due = [each for each in papers_due(case, on) if may_see or not each.form.is_sensitive]
    papers: list[MadePaper] = []
    told: list[str] = []
    for each in due:
        try:
            made = paper_docx(case, each.kind, on, each.author_uid, is_draft=is_draft)
            made = pdf.as_pdf(made) if as_pdf else made
        except FaultyError as error:
            told += [f"{each.form.name}: chưa soạn được.", *(f"  {fault.what} {fault.next}" for fault in error.faults)]
            continue
        papers.append(made)
        told += _told(made, each)
    log(actor, on, case, [each.kind.value for each in due])
    return DuePapers(
        name=f"Giấy tờ cần soạn {case.person.full_name}.zip",
        content=sets.archive(
            [*((made.name, made.content) for made in papers), (GAPS_FILE, sets.told(told or [_NOTHING]))]
        ),
        papers=tuple(papers),
    )


def _told(made: MadePaper, due: DuePaper) -> list[str]:
    lines = [f"{made.name}: " + ("không còn chỗ trống." if not made.gaps else "còn trống:")]
    lines += [f"  - {gap.replace('_', ' ')}" for gap in made.gaps]
    if due.dated_from is not None:
        lines.append(f"  Ghi ngày từ {due.dated_from.day}-{due.dated_from.month}-{due.dated_from.year} trở đi.")
    return lines
