"""Search at 150,000 people: what the database takes for each way of asking, and the whole page, at each level.

Deterministic: the same names each run, from a seed. Nobody in it is real; every middle name is "Mẫu" and a number.
``CHIBO_BENCH_CELLS`` makes it smaller (cells of a commune; 50 by default).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import province
from bench.province import CELLS, COMMUNES, MEMBERS, ON, count, prepared
from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from chibo.register.models import Organisation, Person

ROUNDS, PER_COMMUNE = 30, int(os.environ.get("CHIBO_BENCH_CELLS", CELLS))
BAR = 10  # times a look-up by key
# Surnames and given names, the first of each so often as the numbers say: a common name, a rare one.
SURNAMES = (("Nguyễn", 38), ("Trần", 11), ("Lê", 10), ("Phạm", 7), ("Lò", 6), ("Quàng", 4), ("Giàng", 2), ("Khoàng", 1))
GIVEN = ("Hoà", "Hùng", "Lan", "Thuý", "Dung", "Sơn", "Vừ", "Pó", "Én", "Xuân", "Bích", "Cường", "Dũng", "Yến", "Ý")
ASKED = (
    ("given name, common", "hoa"),
    ("given name first, with the surname", "hoà khoàng"),
    ("whole name without marks", "nguyen mau 7 hung"),
    ("beginning of a whole name", "khoang mau 1"),
    ("part of a given name", "thu"),
    ("surname of four in ten", "nguyen"),
    ("rare surname", "khoang"),
    ("initials", "KM7H"),
    ("nobody is called so", "zung khong co"),
    ("year of birth", "1985"),
    ("name and year", "lan 1985"),
    ("number of a card", "12345678"),
)


def main() -> None:
    """Lay the province with names, search as somebody of a cell, a commune and the province, print the table."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        started = time.perf_counter()
        prepared(Path(folder))
        from django.conf import settings  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        province.CELLS = PER_COMMUNE
        province.everybody = everybody  # type: ignore[assignment]
        top = province.laid(Random(2026))
        publish("searching", told(top, time.perf_counter() - started))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def everybody(cells: list[Organisation], luck: Random) -> Iterator[Person]:
    """The members of some cells, with names as they are spread; one in the middle has the card that is asked for."""
    from chibo.base.vietnamese import name_keys  # noqa: PLC0415
    from chibo.register.models import Person  # noqa: PLC0415

    surnames = [name for name, often in SURNAMES for _ in range(often)]
    for cell in cells:
        for number in range(MEMBERS):
            name = f"{luck.choice(surnames)} Mẫu {luck.randrange(30)} {luck.choice(GIVEN)}"
            keys = name_keys(name)
            is_asked_for = number == 0 and cell.name == "Chi bộ 0"
            yield Person(
                full_name=name,
                name_key=keys.name_key,
                given_key=keys.given_key,
                sort_key=keys.sort_key,
                sex=luck.choice(("female", "male")),
                birth=f"{luck.randrange(1950, 2005)}-0{luck.randrange(1, 10)}-15",
                ethnicity=luck.choice(province.ETHNIC),
                organisation=cell,
                scope_key=cell.scope_key,
                card_number="12345678" if is_asked_for else "",
            )


def told(top: Organisation, laying: float) -> str:
    """The table: for each way of asking and each level the database's part as a ratio, queries, and the page."""
    from chibo.register.models import Organisation, Person  # noqa: PLC0415

    commune = Organisation.objects.filter(parent=top).earliest("scope_key")
    cell = Organisation.objects.filter(parent=commune).earliest("scope_key")
    somebody = Person.objects.latest("pk").pk
    base = percentile(times(in_sql(lambda: Person.objects.select_related("organisation").get(pk=somebody))), 0.5)
    lines: list[tuple[object, ...]] = []
    for what, text in ASKED:
        line: list[object] = [f"{what} (`{text}`)"]
        for unit in (cell, commune, top):
            line += measured(unit, text, base)
        lines.append(tuple(line))
    columns = ("× look-up", "queries", "page ms")
    head = ("asked", *(f"{unit} {one}" for unit in ("cell", "commune", "province") for one in columns))
    people = COMMUNES * PER_COMMUNE * MEMBERS
    return (
        f"{people:,} people in {COMMUNES * PER_COMMUNE:,} cells, laid in {laying:.0f} s. “× look-up”: the median of "
        f"all statements of a search of people, as the driver runs them, over the statement that reads one person by "
        f"key with the organisation ({base:.3f} ms in this run), bar {BAR}; page: p95 of {ROUNDS} whole pages, bar 100 "
        f"ms. {machine()}.\n\n"
        f"{drawn(head, lines)}"
    )


def measured(unit: Organisation, text: str, base: float) -> tuple[str, int, str]:
    """The statements of the search of people as a ratio, their number, the page, for somebody of one unit and below."""
    from chibo.base import clock  # noqa: PLC0415
    from chibo.base.access import Actor, Permission, Scope  # noqa: PLC0415
    from chibo.desk.queries.find_people import find_people  # noqa: PLC0415

    scopes = tuple(Scope(permission=one, scope_key=unit.scope_key, below=True) for one in Permission)
    actor = Actor(uid="01890000-0000-7000-8000-000000000001", name="Người Mẫu Đo", at=clock.now(), scopes=scopes)

    def ask() -> object:
        return find_people(actor, unit, ON, text)

    client = signed_in(unit)
    database = percentile(times(in_sql(ask)), 0.5)
    pages = percentile(times(lambda: client.get("/tim/", {"q": text})), 0.95)
    return f"{database / base:.1f}", count(ask), f"{pages:.0f}"


def signed_in(unit: Organisation) -> Client:
    """Somebody who may do everything here and below."""
    from django.test import Client  # noqa: PLC0415

    from chibo.accounts.models import Grant, User  # noqa: PLC0415

    user, is_new = User.objects.get_or_create(
        username=f"do-{unit.scope_key}", defaults={"display_name": "Người Mẫu Đo", "organisation": unit}
    )
    if is_new:
        Grant.objects.create(user=user, organisation=unit, role="secretary", reach="below", starts_on=ON)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def in_sql(ask: Callable[[], object]) -> Callable[[], object]:
    """Give what asks the same statements again, through the driver alone."""
    from django.db import connection  # noqa: PLC0415

    said: list[tuple[str, tuple[Any, ...]]] = []

    def noted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own
        said.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        ask()

    def again() -> object:
        with connection.cursor() as cursor:
            return [cursor.execute(sql, params).fetchall() for sql, params in said]

    return again


def times(ask: Callable[[], object]) -> list[float]:
    """Milliseconds of each round after a first one that warms up."""
    ask()
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        ask()
        found.append((time.perf_counter() - started) * 1000)
    return found


if __name__ == "__main__":
    main()
