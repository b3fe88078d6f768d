"""The import of a long list: how long each part takes, beside the same rows written bare.

Run ``python bench/importing.py``; ``--rows 150000`` is the bar of issue 8 (validated import of 150,000 members:
SQLCipher 60 s, PostgreSQL 30 s; the write part at least a third as fast as psycopg's COPY of the same rows), and
``CHIBO_TEST_DATABASE=postgres`` measures there. The baseline writes the rows the import made, table by table, into
copies of the tables without indexes, triggers and keys: ``COPY`` on PostgreSQL, ``executemany`` on SQLCipher.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.table import drawn, machine, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = date(2026, 11, 2)
CELLS = 100  # people of each cell, so that a list of a province names as many cells as it has hundreds
SURNAMES = ("Lò", "Quàng", "Cà", "Vừ", "Giàng", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng")
MIDDLES = ("Mẫu An", "Mẫu Bảo", "Mẫu Chi", "Mẫu Diệu", "Mẫu Gia", "Mẫu Hải", "Mẫu Khánh", "Mẫu Linh")
GIVEN = ("Anh", "Bình", "Cúc", "Dũng", "Giang", "Hà", "Kiên", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Tú")
HEADER = (
    "Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Quê quán", "Chi bộ", "Số thẻ đảng viên", "Ngày vào Đảng",
    "Ngày chính thức",
)  # fmt: skip
TABLES = ("register_person", "register_admission", "register_membership", "exchange_importedrow")


def people(count: int) -> Iterator[tuple[str, ...]]:
    """Make up members, the same each time."""
    for number in range(count):
        year = 1990 + number * 11 % 30
        joined = f"{number % 28 + 1}/{number % 12 + 1}"
        name = f"{SURNAMES[number % 10]} {MIDDLES[number // 10 % 8]} {GIVEN[number // 80 % 15]}"
        birth = date(1945, 1, 1) + timedelta(days=number * 37 % 9_000)
        yield (
            name,
            "Nam" if number % 2 else "Nữ",
            f"{birth.day}/{birth.month}/{birth.year}",
            "Thái" if number % 3 else "Kinh",
            f"Xã Mẫu {number % 130}",
            f"Chi bộ Mẫu {number // CELLS + 1}",
            f"{number:012}",
            f"{joined}/{year}",
            f"{joined}/{year + 1}",
        )


def list_of(count: int) -> bytes:
    """Write the list as a file."""
    target = io.StringIO()
    csv.writer(target).writerows([HEADER, *people(count)])
    return target.getvalue().encode("utf-8-sig")


def committee(count: int) -> Any:
    """Make a committee with enough cells below it."""
    from chibo.register.kinds import KINDS, Kind  # noqa: PLC0415
    from chibo.register.models import Organisation, OrganisationKind  # noqa: PLC0415

    for kind in (Kind.GRASSROOTS_CHAPTER, Kind.SUBORDINATE_CELL):
        OrganisationKind.objects.update_or_create(code=kind.value, defaults=KINDS[kind])
    above = Organisation.objects.create(
        kind_id=Kind.GRASSROOTS_CHAPTER.value, name="Đảng bộ Mẫu", starts_on=date(1980, 1, 1), scope_key="zz01"
    )
    Organisation.objects.bulk_create(
        Organisation(
            kind_id=Kind.SUBORDINATE_CELL.value,
            parent=above,
            name=f"Chi bộ Mẫu {number + 1}",
            starts_on=date(1980, 1, 1),
            scope_key=f"zz01{number:04}",
        )
        for number in range(-(-count // CELLS))
    )
    return above


def timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Do something; give the seconds on the wall and of the processor, and what it gave."""
    wall, processor = time.perf_counter(), time.process_time()
    result = act()
    return time.perf_counter() - wall, time.process_time() - processor, result


def bare(connection: Any) -> float:
    """Write the rows the import made into bare copies of their tables; give the seconds."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            cursor.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} LIMIT 0")
            seconds += timed(lambda table=table, rows=rows: write(connection, table, rows))[0]
            cursor.execute(f"DROP TABLE bare_{table}")
    return seconds


def write(connection: Any, table: str, rows: list[Any]) -> None:
    """Write rows in one transaction, as fast as the driver can."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        cursor = connection.connection.cursor()
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as target:
                for row in rows:
                    target.write_row(row)
        else:
            marks = ", ".join("?" * len(rows[0]))
            cursor.executemany(f"INSERT INTO bare_{table} VALUES ({marks})", rows)
        cursor.close()


def measure(count: int) -> list[tuple[object, ...]]:
    """Bring the list in: upload, check, write with its seals; and the same rows bare."""
    from django.db import connection  # noqa: PLC0415

    from chibo.exchange import actions, queries  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    above, content, who = committee(count), list_of(count), actor()
    upload = timed(
        lambda: actions.upload_list(actor=who, on=TODAY, organisation=above, name="danh-sach.csv", content=content)
    )
    record = upload[2]
    check = timed(lambda: queries.preview(record, who, TODAY).people)
    assert check[2] == count, check[2]
    whole = timed(lambda: actions.run_import(actor=who, on=TODAY, record=record))
    assert whole[2].counts["people"] == count, whole[2].counts
    writing = max(whole[0] - check[0], 0.001)
    base = bare(connection)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    name = "COPY" if connection.vendor == "postgresql" else "executemany"
    return [
        ("upload and proposal", *map("{:.1f}".format, upload[:2]), ""),
        ("check of every row", *map("{:.1f}".format, check[:2]), ""),
        ("import, the check again in it", *map("{:.1f}".format, whole[:2]), ""),
        ("of it writing, seals and log", f"{writing:.1f}", "", f"{base / writing:.2f} × {name}"),
        (f"the same rows bare ({name})", f"{base:.1f}", "", ""),
        ("peak memory, MB", memory, "", ""),
    ]


def main() -> None:
    """Measure on a throw-away database and publish."""
    said = argparse.ArgumentParser()
    said.add_argument("--rows", type=int, default=5000)
    count = said.parse_known_args()[0].rows
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: PLC0415

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        lines = measure(count)
        engine = "PostgreSQL" if connection.vendor == "postgresql" else "SQLCipher"
    finally:
        teardown_databases(old, verbosity=0)
    head = ("Part", "seconds", "of the processor", "speed beside the baseline")
    publish("importing", f"{count:,} members, {engine}; {machine()}.\n\n{drawn(head, lines)}")


if __name__ == "__main__":
    main()
