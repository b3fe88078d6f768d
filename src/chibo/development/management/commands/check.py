"""``chibo check``: compare every act, paper and quoted date of the open cases; exit code 1 when a stop stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError
from chibo.base.vietnamese import fold
from chibo.base.words.findings import GRADES, sentence
from chibo.development.queries import cases_for, checks
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from datetime import date

    from django.core.management.base import CommandParser

    from chibo.development.models import DevelopmentCase
    from chibo.law.verdict import Finding


class Command(BaseCommand):
    help = "Kiểm tra hồ sơ: thiếu giấy gì, sai ngày nào, theo điều nào. Có chỗ cần sửa thì trả mã 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", default="", help="chỉ những người có tên này (gõ không dấu cũng được)")
        parser.add_argument("--on", default="", help="kiểm tra theo ngày này, ví dụ 21-5-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

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
        found = list(zip(rows, checks(rows, on), strict=True))
        self.stdout.write(_json(found, on) if options["json"] else _text(found))
        if any(finding.grade is FindingGrade.STOP for _, findings in found for finding in findings):
            raise SystemExit(1)


_Found = list[tuple["DevelopmentCase", tuple["Finding", ...]]]


def _text(found: _Found) -> str:
    lines = []
    for case, findings in found:
        lines.append(f"{case.person}: {len(findings)} nhận xét" if findings else f"{case.person}: chưa thấy gì sai")
        for finding in findings:
            said = sentence(finding)
            parts = [said.what, said.why, said.since, said.next]
            lines.append(f"  [{GRADES[finding.grade]}] {' '.join(part for part in parts if part)}")
            lines.extend(f"    Căn cứ: {citation}" for citation in said.citations)
    return "\n".join(lines) if lines else "Chưa có hồ sơ nào đang theo dõi."


def _json(found: _Found, on: date) -> str:
    told = {"on": on.isoformat(), "cases": [_plain(case, findings) for case, findings in found]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _plain(case: DevelopmentCase, findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {"person": case.person.full_name, "uid": str(case.uid), "findings": [_finding(one) for one in findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    said = sentence(finding)
    return {
        "code": finding.code,
        "grade": finding.grade.value,
        "what": said.what,
        "why": said.why,
        "next": said.next,
        "possible_from": finding.possible_from.isoformat() if finding.possible_from else None,
        "due_on": finding.due_on.isoformat() if finding.due_on else None,
        "citations": list(said.citations),
        "readings": list(finding.readings),
    }
