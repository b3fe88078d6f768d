"""``chibo check``: compare every act, paper and quoted date of the open cases; exit code 1 when a stop stands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError
from chibo.base.vietnamese import fold
from chibo.base.words.checker import computation_data
from chibo.development import actions
from chibo.development.queries import cases_for, checks, dossier_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.core.management.base import CommandParser

    from chibo.development.models import DevelopmentCase
    from chibo.development.queries import Checked, Item
    from chibo.law.checker import PaperRef


class Command(BaseCommand):
    help = "Kiểm tra hồ sơ: thiếu giấy gì, sai ngày nào, theo điều nào. Có chỗ cần sửa thì trả mã 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", default="", help="chỉ những người có tên này (gõ không dấu cũng được)")
        parser.add_argument("--on", default="", help="kiểm tra theo ngày này, ví dụ 21-5-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")
        parser.add_argument(
            "--export",
            nargs="?",
            const=".",
            metavar="THƯ MỤC",
            help="ghi mỗi hồ sơ thành một tệp JSON vào thư mục này, để kiểm ở nơi khác bằng chibo check TỆP.json",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = read_date(options["on"]) if options["on"] else clock.today()
        except FaultyError as error:
            raise CommandError(str(error)) from None
        rows = list(cases_for(system_actor(at=clock.now())).filter(closed_on__isnull=True).order_by("person__sort_key"))
        wanted = fold(options["person"])
        rows = [case for case in rows if wanted in case.person.name_key]
        if wanted and not rows:
            message = f"Không có hồ sơ đang theo dõi của “{options['person']}”."
            raise CommandError(message)
        if options["export"]:
            self._export(rows, on, Path(options["export"]))
            return
        found = list(zip(rows, checks(rows, on), strict=True))
        self.stdout.write(_json(found, on) if options["json"] else "\n".join(_text(found)))
        if any(seen.is_blocked for _, seen in found):
            raise SystemExit(1)

    def _export(self, rows: list[DevelopmentCase], on: date, folder: Path) -> None:
        """Write each case's file, readable by this user only, and a line in the log for each."""
        for case in rows:
            name = f"ho-so-{fold(case.person.full_name).replace(' ', '-')}-{str(case.uid)[-6:]}.json"
            text = json.dumps(dossier_file(case, on), ensure_ascii=False, indent=1)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                place = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            except OSError as error:
                message = f"Không ghi được vào thư mục {folder}: {error.strerror}."
                raise CommandError(message) from error
            with os.fdopen(place, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            actions.note_export(actor=system_actor(at=clock.now()), on=on, case=case)
            self.stdout.write(str(folder / name))


_Found = list[tuple["DevelopmentCase", "Checked"]]


def _text(found: _Found) -> Iterator[str]:
    if not found:
        yield "Chưa có hồ sơ nào đang theo dõi."
    for case, seen in found:
        yield (
            f"{case.person}: {len(seen.report.findings)} nhận xét" if seen.items else f"{case.person}: chưa thấy gì sai"
        )
        for item in seen.items:
            yield from _lines(item)
        if seen.untold:
            yield f"  Chưa khai để kiểm tra: {', '.join(one.name for one in seen.untold)}."


def _lines(item: Item, indent: str = "  ") -> Iterator[str]:
    text = item.text
    grade = "Đã có lý do" if item.waiver else item.grade
    yield f"{indent}[{grade}] {item.found.code} {text.title}: {text.what}"
    if text.papers:
        yield f"{indent}  Giấy tờ: {'; '.join(text.papers)}."
    if item.waiver:
        yield f"{indent}  Lý do: {item.waiver.reason} ({item.waiver.by})"
    yield f"{indent}  Cách sửa: {text.repair}"
    yield from (f"{indent}  Cách tính: {line}" for line in text.computed)
    yield from (f"{indent}  Căn cứ: {citation}" for citation in text.citations)
    for below in item.follows:
        yield f"{indent}  {below.text.follows}"
        yield from _lines(below, indent + "    ")


def _json(found: _Found, on: date) -> str:
    told = {"on": on.isoformat(), "cases": [_plain(case, seen) for case, seen in found]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _plain(case: DevelopmentCase, seen: Checked) -> dict[str, Any]:
    items = [item for top in seen.items for item in (top, *top.follows)]
    return {
        "person": case.person.full_name,
        "uid": str(case.uid),
        "blocked": seen.is_blocked,
        "findings": [_finding(item) for item in items],
        "unjudged": [{"code": one.code, "block": one.block} for one in seen.report.unjudged],
    }


def _finding(item: Item) -> dict[str, Any]:
    found, text = item.found, item.text
    return {
        "code": found.code,
        "variant": found.variant,
        "grade": found.grade.value,
        "title": text.title,
        "what": text.what,
        "papers": [
            {
                "kind": paper.kind,
                "dated": paper.dated.isoformat() if paper.dated else None,
                "author": paper.author or None,
            }
            for paper in found.papers
        ],
        "repair": text.repair,
        "consequence_of": found.consequence_of or None,
        "old": found.is_old,
        "waived": item.waiver.reason if item.waiver else None,
        "possible_from": found.possible_from.isoformat() if found.possible_from else None,
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "computed": [computation_data(one) for one in found.computed],
        "citations": list(text.citations),
        "readings": list(found.readings),
    }


def _paper(paper: PaperRef) -> dict[str, str | None]:
    dated = paper.dated.isoformat() if paper.dated else None
    return {"kind": paper.kind, "dated": dated, "author": paper.author or None}
