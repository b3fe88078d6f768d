"""``chibo worklist``: what is due on a day, for people or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.desk.queries import worklist
from chibo.register.queries import home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

    from chibo.desk.queries import Worklist, WorkRow


class Command(BaseCommand):
    help = "Liệt kê việc cần làm của chi bộ trong 30 ngày, mỗi việc kèm hạn và căn cứ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", default="", help="ngày xem, ví dụ 21-5-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = read_date(options["on"]) if options["on"] else clock.today()
            actor = system_actor(at=clock.now())
            found = worklist(actor, home(actor), on)
        except FaultyError as error:
            raise CommandError(str(error)) from None
        except NotYoursError:
            message = "Chưa có tổ chức nào trong sổ."
            raise CommandError(message) from None
        if options["json"]:
            self.stdout.write(json.dumps(_plain(found), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_told(found)))


def _plain(found: Worklist) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "organisation": found.organisation.name,
        "items": [_item(row, group.title) for group in found.groups for row in group.rows],
        "gaps": [{"person": person.full_name, "code": gap.code} for person, gap in found.gaps],
    }


def _item(row: WorkRow, group: str) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "group": group,
        "title": row.title,
        "reason": row.reason,
        "person": row.person.full_name if row.person else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "opens_on": row.opens_on.isoformat() if row.opens_on else None,
        "start_by": row.start_by.isoformat(),
        "who": row.doers.text,
        "citations": [
            {"text": citation.text, "confidence": citation.confidence, "url": citation.url}
            for citation in row.citations
        ],
    }


def _told(found: Worklist) -> Iterator[str]:
    yield f"{found.organisation.name} – việc cần làm ngày {say_date(found.on)}"
    if not found.rows:
        yield "Không có việc đến hạn trong 30 ngày."
    for group in found.groups:
        yield f"\n{group.title}"
        for row in group.rows:
            when = f"hạn {say_date(row.due_on)}" if row.due_on else ""
            opens = f"từ {say_date(row.opens_on)}" if row.opens_on and not row.due_on else ""
            yield f"- {row.title} ({when or opens or 'làm được ngay'})"
            yield f"  {row.reason}"
            yield f"  Căn cứ: {'; '.join(citation.text for citation in row.citations) or 'chưa có căn cứ'}"
