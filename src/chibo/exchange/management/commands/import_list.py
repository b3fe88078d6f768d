"""``chibo import TỆP``: what a list would become; with ``--yes`` it becomes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from chibo.accounts.queries import system_actor
from chibo.base import asking, clock
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.exchange import actions, queries
from chibo.exchange.lists.preview import NEW, Decisions, Pair
from chibo.register.queries import home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.core.management.base import CommandParser

    from chibo.base.access import Actor
    from chibo.exchange.lists.preview import Line, Preview
    from chibo.exchange.models import ListImport
    from chibo.register.models import Organisation


class Command(BaseCommand):
    help = "Nhập danh sách từ tệp Excel hoặc CSV: in bản xem trước; thêm --yes thì ghi vào sổ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="TỆP", help="tệp .xlsx, .xlsm, .xls, .ods, .csv, .tsv hoặc .txt")
        parser.add_argument("--yes", action="store_true", help="ghi vào sổ nếu không còn dòng phải sửa")
        parser.add_argument("--blank", action="store_true", help="để trống các ô sai")
        parser.add_argument("--twins", choices=["merge", "apart"], help="có thể là một người: gộp, hay hai người")
        parser.add_argument("--on", default="", help="ngày nhập, ví dụ 21-5-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file = asking.path(options["file"])
        try:
            content = file.read_bytes()
        except OSError as error:
            message = f"Không mở được tệp {file}: {error.strerror}."
            raise CommandError(message) from None
        try:
            self._run(file.name, content, options)
        except FaultyError as error:
            raise CommandError("\n".join(f"{fault.what} {fault.next}".strip() for fault in error.faults)) from None
        except NotYoursError:
            message = "Chưa có tổ chức nào trong sổ."
            raise CommandError(message) from None

    def _run(self, name: str, content: bytes, options: dict[str, Any]) -> None:
        on = read_date(options["on"]) if options["on"] else clock.today()
        actor = system_actor(at=clock.now(), name="Lệnh nhập danh sách")
        organisation = home(actor)
        found = queries.first_look(organisation, name, content, on)
        record = None
        if options["yes"]:
            _must_be_clear(found, options)
            record = _imported(actor, on, organisation, (name, content), options["twins"], found)
        if options["json"]:
            self.stdout.write(json.dumps(_plain(found, record), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_told(found, record)))


def _must_be_clear(found: Preview, options: dict[str, Any]) -> None:
    lines = [line for line in _faults(found, only_must=True) if not options["blank"]]
    if found.undecided and not options["twins"]:
        lines += [f"Dòng {twins.key.replace('-', ' và ')} có thể là một người." for twins in found.undecided]
    if found.open_lines and not options["twins"]:
        lines += [_perhaps(line) for line in found.open_lines]
    if lines:
        message = "Chưa ghi vào sổ.\n" + "\n".join(lines)
        raise CommandError(message + "\nSửa trong tệp, hoặc thêm --blank (để trống ô sai), --twins merge|apart.")


@transaction.atomic
def _imported(
    actor: Actor, on: date, organisation: Organisation, file: tuple[str, bytes], twins: str | None, found: Preview
) -> ListImport:
    record = actions.upload_list(actor=actor, on=on, organisation=organisation, name=file[0], content=file[1])
    if (found.undecided or found.open_lines) and twins:
        is_one = twins == Pair.MERGE
        people = {
            line.row.number: line.match.perhaps[0].uid if is_one and len(line.match.perhaps) == 1 else NEW
            for line in found.open_lines
        }
        decided = Decisions(pairs={pair.key: Pair(twins) for pair in found.undecided}, people=people, seen=people)
        actions.decide_rows(actor=actor, on=on, record=record, decisions=decided)
    return actions.run_import(actor=actor, on=on, record=record)


def _faults(found: Preview, *, only_must: bool = False) -> Iterator[str]:
    for line in found.to_look_at:
        for fault in line.must if only_must else line.faults:
            yield f"Dòng {line.row.number}: {line.row.name} – {fault.what.rstrip('.')}. {fault.next}".strip()


def _perhaps(line: Line) -> str:
    names = ", ".join(one.name for one in line.match.perhaps)
    return f"Dòng {line.row.number}: {line.row.name} có thể là {names} trong sổ ({line.match.why})."


def _told(found: Preview, record: ListImport | None) -> Iterator[str]:
    yield f"{found.kind.title}: {len(found.lines)} dòng trong tệp."
    yield f"Thêm mới {found.people} ({found.members} đảng viên), cập nhật {found.changed}, không đổi {found.same}."
    if found.letters:
        yield f"Chữ trong tệp gõ bằng bảng mã {found.letters}, đã chuyển sang Unicode."
    yield from _faults(found)
    for twins in found.undecided:
        yield f"Dòng {twins.key.replace('-', ' và ')} có thể là một người: {twins.first.row.name}."
    yield from map(_perhaps, found.open_lines)
    yield from (f"Dòng {left.number} không phải người: {left.text[:80]}" for left in found.leftovers)
    if record is not None:
        yield f"Đã nhập {record.counts['people']} mới, cập nhật {record.counts['changed']}."
    else:
        yield f"Chưa ghi gì. Thêm --yes để nhập {found.people + found.changed} {found.kind.unit}."


def _plain(found: Preview, record: ListImport | None) -> dict[str, Any]:
    return {
        "kind": found.kind.code,
        "people": found.people,
        "changed": found.changed,
        "same": found.same,
        "members": found.members,
        "others": found.others,
        "skipped": found.skipped,
        "letters": found.letters,
        "rows": [
            {
                "row": line.row.number,
                "name": line.row.name,
                "sex": line.row.sex,
                "birth": str(line.row.birth or ""),
                "is_member": line.row.is_member,
                "take": line.take.value,
                "is_known": line.is_known,
                "faults": [{"what": fault.what, "next": fault.next, "must": fault.must} for fault in line.faults],
            }
            for line in found.lines
        ],
        "twins": [twins.key for twins in found.twins],
        "leftovers": [{"row": left.number, "text": left.text} for left in found.leftovers],
        "imported": record.counts if record is not None else None,
    }
