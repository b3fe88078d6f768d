"""All the papers that are due: of one person in one archive, or given to whoever packs those of many.

Beside the papers lies a sheet saying what is still to be filled in, and which paper could not be made and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.once import reading
from chibo.base.privacy import access_seen
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development.papers import digitising
from chibo.development.papers.choice import Choice, Layout
from chibo.development.papers.due import papers_due
from chibo.development.papers.making import check, log, paper_docx
from chibo.documents import pdf, sets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.due import DuePaper
    from chibo.documents.render import MadePaper
    from chibo.documents.sets import Entry

GAPS_FILE = "Chỗ còn trống.txt"
NOTHING = "Không còn giấy tờ nào chương trình soạn được mà hồ sơ đang thiếu."
AS_DOCX = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePapers:
    """An archive of papers, its file name, and what it holds."""

    name: str
    content: bytes
    papers: tuple[MadePaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of one person's due papers: the papers, each under its name in a folder, and what is to be told."""

    papers: tuple[MadePaper, ...]
    entries: tuple[Entry, ...]
    told: tuple[str, ...]


def due_papers_zip(*, actor: Actor, on: date, case: DevelopmentCase, choice: Choice = AS_DOCX) -> DuePapers:
    """Make every paper that is due and can be made, in one archive.

    A paper that cannot be made yet is left out and the sheet says why; one that repeats what stays closed on a page is
    left out for those who may not see it. Raises ``NotAllowedError`` for somebody who may not make papers or not see
    identity numbers, ``FaultyError`` where those are asked for without a purpose.
    """
    made = make_due(actor=actor, on=on, case=case, choice=choice)
    entries = made.entries
    if choice.layout is Layout.DIGITISED:
        place = digitising.folder(case, with_identity=choice.with_identity)
        entries = tuple((f"{place}/{path}", content) for path, content in entries)
    return DuePapers(
        name=f"Giấy tờ cần soạn {case.person.full_name}.zip",
        content=sets.archive([*entries, (GAPS_FILE, sets.told(made.told or (NOTHING,)))]),
        papers=made.papers,
    )


def make_due(*, actor: Actor, on: date, case: DevelopmentCase, choice: Choice) -> Made:
    """Make one person's due papers in the files and under the names chosen, and log it. Raises as above.

    The papers are made outside of any transaction: nobody who writes has to wait for them.
    """
    check(actor, case)
    _check_identity(actor, on, case, choice)
    with reading():
        due, papers, told = _made(actor, on, case, choice.layout)
    with transaction.atomic():
        log(actor, on, case, [each.kind.value for each in due])
    return Made(papers=tuple(paper for _, paper in papers), entries=tuple(_entries(papers, choice)), told=tuple(told))


def _made(
    actor: Actor, on: date, case: DevelopmentCase, layout: Layout
) -> tuple[list[DuePaper], list[tuple[DuePaper, MadePaper]], list[str]]:
    may_see = actor.may(Permission.VIEW_SENSITIVE, case.scope_key)
    due = [each for each in papers_due(case, on) if may_see or not each.form.is_sensitive]
    told: list[str] = []
    papers: list[tuple[DuePaper, MadePaper]] = []
    for each in due:
        try:
            paper = paper_docx(case, each.kind, on, each.author_uid, maker=actor)
            made = list(_files(paper, layout))
        except FaultyError as error:
            told += [f"{each.form.name}: chưa soạn được.", *(f"  {fault.what} {fault.next}" for fault in error.faults)]
            continue
        papers += [(each, paper) for paper in made]
        told += _told(made[-1], each)
    return due, papers, told


def _check_identity(actor: Actor, on: date, case: DevelopmentCase, choice: Choice) -> None:
    """Let identity numbers out only to those who may see them, for a purpose, and write so."""
    if not choice.with_identity:
        return
    if not actor.may(Permission.VIEW_SENSITIVE, case.scope_key):
        raise NotAllowedError("xem số định danh của người trong hồ sơ này")
    if not choice.purpose.strip():
        raise FaultyError([no_purpose()])
    access_seen(
        actor=actor,
        on=on,
        subject=case.person,
        block="identity",
        purpose=choice.purpose,
        chain=str(case.organisation.uid),
    )


def no_purpose() -> Fault:
    """What is said to somebody who asks for identity numbers and does not say what for."""
    return Fault(
        what="Chưa ghi số định danh vào tên thư mục được: chưa nêu mục đích.",
        why="Tên thư mục lộ số định danh cho mọi người thấy tệp; nhật ký phải ghi lấy ra để làm gì.",
        next="Ghi mục đích, ví dụ: nộp hồ sơ số hóa cho Ban Tổ chức cấp trên.",
        field="purpose",
    )


def _files(made: MadePaper, layout: Layout) -> Iterator[MadePaper]:
    if layout is Layout.DOCX:
        yield made
        return
    as_pdf = pdf.as_pdf(made)
    if layout is Layout.BOTH and as_pdf is not made:
        yield made
    yield as_pdf


def _entries(papers: list[tuple[DuePaper, MadePaper]], choice: Choice) -> list[Entry]:
    if choice.layout is Layout.DIGITISED:
        return digitising.entries(papers)
    return [(made.name, made.content) for _, made in papers]


def _told(made: MadePaper, due: DuePaper) -> list[str]:
    lines = [f"{made.name}: " + ("không còn chỗ trống." if not made.gaps else "còn trống:")]
    lines += [f"  - {gap.replace('_', ' ')}" for gap in made.gaps]
    if due.dated_from is not None:
        lines.append(f"  Ghi ngày từ {due.dated_from.day}-{due.dated_from.month}-{due.dated_from.year} trở đi.")
    return lines
