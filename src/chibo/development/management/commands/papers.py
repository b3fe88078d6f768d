"""``chibo papers``: which papers the dossiers still lack and the program can word; with ``--out`` they are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.base.vietnamese import fold
from chibo.development import papers, queries
from chibo.documents import pdf
from chibo.register.queries import home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.core.management.base import CommandParser

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.development.papers import DuePaper
    from chibo.documents.render import MadePaper


@dataclass(frozen=True, slots=True)
class _Line:
    """One due paper; when asked to write: where it went, what it lacks, or why it could not be made."""

    case: DevelopmentCase
    due: DuePaper
    path: str = ""
    gaps: tuple[str, ...] = ()
    refused: str = ""


class Command(BaseCommand):
    help = "Liệt kê giấy tờ hồ sơ còn thiếu mà chương trình soạn được; có --out thì soạn ra tệp Word, thêm --pdf: PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--person",
            default="",
            help="tên, một phần của tên hoặc mã của một người; gõ không dấu cũng được (mặc định: mọi hồ sơ đang mở)",
        )
        parser.add_argument("--out", default="", help="thư mục để ghi các tệp")
        parser.add_argument("--pdf", action="store_true", help="ghi tệp PDF thay cho tệp Word; dùng cùng --out")
        parser.add_argument("--on", default="", help="ngày xem, ví dụ 21-5-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pdf"] and not options["out"]:
            message = "--pdf cần --out: hãy ghi thư mục để ghi các tệp PDF."
            raise CommandError(message)
        try:
            on = read_date(options["on"]) if options["on"] else clock.today()
            actor = system_actor(at=clock.now())
            found = _wanted(queries.cases(actor, home(actor)), options["person"])
            lines = [_Line(case, due) for case in found for due in papers.papers_due(case, on)]
            if options["out"]:
                lines = _written(actor, on, lines, Path(options["out"]), as_pdf=options["pdf"])
        except FaultyError as error:
            raise CommandError(str(error)) from None
        except NotYoursError:
            message = "Chưa có tổ chức nào trong sổ."
            raise CommandError(message) from None
        except OSError as error:
            message = f"Không ghi được vào {options['out']}: {error.strerror or error}."
            raise CommandError(message) from None
        if options["json"]:
            self.stdout.write(json.dumps(_plain(on, lines), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_told(on, lines)))


def _wanted(cases: Iterable[DevelopmentCase], person: str) -> list[DevelopmentCase]:
    """Give the cases asked for: by the code of a person, by the whole name, else by a part of it, marks or not."""
    rows, named = list(cases), fold(" ".join(person.split()))
    if not named:
        return rows
    found = (
        [case for case in rows if person == str(case.person.uid)]
        or [case for case in rows if named == case.person.name_key]
        or [case for case in rows if named in case.person.name_key]
    )
    if not found:
        message = f"Không có hồ sơ đang mở của “{person}”."
        raise CommandError(message)
    if len({case.person_id for case in found}) > 1:
        told = "; ".join(f"{case.person.full_name} ({case.person.uid})" for case in found)
        message = f"Có {len(found)} người có tên khớp với “{person}”, hãy ghi đủ họ tên hoặc mã: {told}."
        raise CommandError(message)
    return found


def _written(actor: Actor, on: date, lines: list[_Line], folder: Path, *, as_pdf: bool) -> list[_Line]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for line in lines:
        try:
            made = papers.make_paper(
                actor=actor, on=on, case=line.case, kind=line.due.kind, author_uid=line.due.author_uid
            )
            made = pdf.as_pdf(made) if as_pdf else made
        except FaultyError as error:
            written.append(_Line(line.case, line.due, refused=str(error)))
            continue
        path = _put(folder, made)
        written.append(_Line(line.case, line.due, path=str(path), gaps=made.gaps))
    return written


def _put(folder: Path, made: MadePaper) -> Path:
    """Write beside what is there: somebody may have worked on an earlier copy."""
    path, count = folder / made.name, 1
    while path.exists():
        count += 1
        path = folder / f"{Path(made.name).stem} ({count}){Path(made.name).suffix}"
    path.write_bytes(made.content)
    return path


def _plain(on: date, lines: list[_Line]) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "papers": [
            {
                "person": line.case.person.full_name,
                "kind": line.due.kind.value,
                "form": line.due.form.number,
                "title": line.due.form.title,
                "author": line.due.author or None,
                "dated_from": line.due.dated_from.isoformat() if line.due.dated_from else None,
                "citation": line.due.citation.text,
                "file": line.path or None,
                "gaps": list(line.gaps),
                "refused": line.refused or None,
            }
            for line in lines
        ],
    }


def _told(on: date, lines: list[_Line]) -> Iterator[str]:
    yield f"Giấy tờ cần soạn ngày {say_date(on)}"
    if not lines:
        yield "Không hồ sơ nào thiếu giấy tờ mà chương trình soạn được."
    for line in lines:
        by = f", người viết: {line.due.author}" if line.due.author else ""
        since = f", ghi ngày từ {say_date(line.due.dated_from)}" if line.due.dated_from else ""
        yield f"- {line.case.person.full_name}: {line.due.form.name}{by}{since}"
        yield f"  Căn cứ: {line.due.citation.text}"
        if line.path:
            yield f"  Đã ghi: {line.path}"
        if line.gaps:
            yield f"  Còn trống: {', '.join(gap.replace('_', ' ') for gap in line.gaps)}"
        if line.refused:
            yield f"  Chưa soạn được: {line.refused}"
