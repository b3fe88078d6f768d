"""Make papers: one, or all that are due in one archive. Taking a paper out of the program is written to the log."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.development.papers import contexts, records
from chibo.development.papers.due import papers_due
from chibo.development.papers.kinds import FORMS, kind_of
from chibo.documents import render
from chibo.documents.regimes import regime_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.development.papers.due import DuePaper
    from chibo.documents.render import MadePaper
    from chibo.law.vocabulary import PaperKind

GAPS_FILE = "Chỗ còn trống.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePapers:
    """An archive of papers, its file name, and what it holds."""

    name: str
    content: bytes
    papers: tuple[MadePaper, ...]


def paper_docx(case: DevelopmentCase, kind: PaperKind | str, on: date, author_uid: str = "") -> MadePaper:
    """Make one paper of a guarded case in the form of the paper's own date; ``author_uid`` names the mentorship.

    Raises ``NotYoursError`` for a kind we have no template for, or a helper who is none of this case's; ``FaultyError``
    when the records forbid the paper (a vote that was not carried) or no form is known for its date.
    """
    kind = kind_of(kind)
    form = FORMS[kind]
    day = contexts.dated(case, kind, on)
    helper = _helper(case, kind, author_uid) if form.is_personal else None
    several = form.is_personal and len(records.helpers(case, kind)) > 1
    by = f" ({helper.mentor.full_name})" if several and helper else ""
    name = f"{form.number} {case.person.full_name}{by}"
    return render.make(name, form.template, contexts.values(case, kind, day, helper), regime=regime_on(day))


def _helper(case: DevelopmentCase, kind: PaperKind, author_uid: str) -> Mentorship | None:
    writers = records.helpers(case, kind)
    if not author_uid:
        return writers[0] if writers else None
    for each in writers:
        if str(each.uid) == author_uid:
            return each
    raise NotYoursError(author_uid)


@transaction.atomic
def make_paper(
    *, actor: Actor, on: date, case: DevelopmentCase, kind: PaperKind | str, author_uid: str = ""
) -> MadePaper:
    """Make one paper for somebody, and log that it left the program. Raises as :func:`paper_docx`."""
    _check(actor, case)
    made = paper_docx(case, kind, on, author_uid)
    _log(actor, on, case, [kind_of(kind).value])
    return made


@transaction.atomic
def due_papers_zip(*, actor: Actor, on: date, case: DevelopmentCase) -> DuePapers:
    """Make every paper that is due and can be made, with a sheet saying which places are still to be filled.

    A paper that cannot be made yet is left out and the sheet says why. Raises ``NotAllowedError``.
    """
    _check(actor, case)
    due = papers_due(case, on)
    papers: list[MadePaper] = []
    told: list[str] = []
    for each in due:
        try:
            made = paper_docx(case, each.kind, on, each.author_uid)
        except FaultyError as error:
            told += [f"{each.form.name}: chưa soạn được.", *(f"  {fault.what} {fault.next}" for fault in error.faults)]
            continue
        papers.append(made)
        told += _told(made, each)
    _log(actor, on, case, [each.kind.value for each in due])
    return DuePapers(
        name=f"Giấy tờ cần soạn {case.person.full_name}.zip",
        content=_archive(papers, told or ["Không còn giấy tờ nào chương trình soạn được mà hồ sơ đang thiếu."]),
        papers=tuple(papers),
    )


def _check(actor: Actor, case: DevelopmentCase) -> None:
    if not actor.may(Permission.MAKE_PAPERS, case.scope_key):
        raise NotAllowedError("soạn văn bản cho hồ sơ này")


def _log(actor: Actor, on: date, case: DevelopmentCase, kinds: list[str]) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="development.make_papers",
        subject=case,
        chain=str(case.organisation.uid),
        changes={"papers": kinds},
    )


def _told(made: MadePaper, due: DuePaper) -> list[str]:
    lines = [f"{made.name}: " + ("không còn chỗ trống." if not made.gaps else "còn trống:")]
    lines += [f"  - {gap.replace('_', ' ')}" for gap in made.gaps]
    if due.dated_from is not None:
        lines.append(f"  Ghi ngày từ {due.dated_from.day}-{due.dated_from.month}-{due.dated_from.year} trở đi.")
    return lines


def _archive(papers: list[MadePaper], told: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for made in papers:
            archive.writestr(made.name, made.content)
        archive.writestr(GAPS_FILE, ("\ufeff" + "\r\n".join(told) + "\r\n").encode())
    return out.getvalue()
