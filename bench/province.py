"""A generated province (5,000 cells, 150,000 members): the statistics of every level, time and queries.

Deterministic: the same rows each run, from a seed. Nobody in it is real; the names are numbers.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

COMMUNES, CELLS, MEMBERS = 100, 50, 30  # communes of a province, cells of a commune, members of a cell
ON, FIRST = date(2026, 6, 30), date(2000, 1, 1)
BATCH, ROUNDS = 5_000, 20
COLUMNS = ("ms", "CPU ms", "queries")
ETHNIC = ("Kinh", "Thái", "Mông", "Khơ Mú", "Tày", "")
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    """Lay the province, ask the statistics of a cell, a commune and the province, print the table."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        started = time.perf_counter()
        prepared(Path(folder))
        top = laid(Random(2026))
        laying = time.perf_counter() - started
        publish("province", told(top, laying))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def prepared(folder: Path) -> None:
    """An empty installation with the real settings; ``CHIBO_DATABASE_URL`` in the environment chooses PostgreSQL."""
    url = os.environ.get("CHIBO_DATABASE_URL")
    for name in [name for name in os.environ if name.startswith(("CHIBO_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= {"CHIBO_DATA": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache")}
    if url:
        os.environ["CHIBO_DATABASE_URL"] = url
    (folder / "data").mkdir()
    from chibo.base import keys  # noqa: PLC0415 — the place comes first, then the settings that read it

    keys.use(keys.make())
    from chibo.config import prepare  # noqa: PLC0415

    prepare.set_up()
    prepare.migrate()


# --- the province


def laid(luck: Random) -> Organisation:
    """Write the tree and everybody in it; give the top."""
    from chibo.register.models import Admission, Membership, Organisation, OrganisationKind, Person  # noqa: PLC0415

    above, _ = OrganisationKind.objects.get_or_create(code="superior_committee", defaults={"name": "Đảng bộ"})
    cell, _ = OrganisationKind.objects.get_or_create(code="cell", defaults={"name": "Chi bộ", "is_cell": True})
    top = Organisation.objects.create(name="Đảng bộ tỉnh", kind=above, scope_key="0001", starts_on=FIRST)
    communes = Organisation.objects.bulk_create(
        Organisation(name=f"Đảng bộ xã {n}", parent=top, kind=above, scope_key=f"0001{label(n)}", starts_on=FIRST)
        for n in range(COMMUNES)
    )
    cells = Organisation.objects.bulk_create(
        Organisation(
            name=f"Chi bộ {n}", parent=commune, kind=cell, scope_key=commune.scope_key + label(n), starts_on=FIRST
        )
        for commune in communes
        for n in range(CELLS)
    )
    for batch in batches(cells, BATCH // MEMBERS):
        people = Person.objects.bulk_create(list(everybody(batch, luck)))
        joined = [FIRST + timedelta(days=luck.randrange(9_000)) for _ in people]
        Admission.objects.bulk_create(
            Admission(
                person=person,
                decided_on=day - timedelta(days=12),
                ceremony_on=day,
                official_on=day + timedelta(days=365),
                recognised_on=day + timedelta(days=380),
            )
            for person, day in zip(people, joined, strict=True)
        )
        Membership.objects.bulk_create(list(spells(people, joined, luck)))
    return top


def label(number: int) -> str:
    """Four base-36 letters, as a key of the tree has for each level."""
    return "".join(LETTERS[number // 36**place % 36] for place in (3, 2, 1, 0))


def batches(cells: list[Organisation], size: int) -> Iterator[list[Organisation]]:
    """The cells in runs, so that memory stays flat."""
    for start in range(0, len(cells), size):
        yield cells[start : start + size]


def everybody(cells: list[Organisation], luck: Random) -> Iterator[object]:
    """The members of some cells."""
    from chibo.base.vietnamese import name_keys  # noqa: PLC0415
    from chibo.register.models import Person  # noqa: PLC0415

    for cell in cells:
        for number in range(MEMBERS):
            name = f"Người Mẫu {cell.scope_key} {number}"
            keys = name_keys(name)
            yield Person(
                full_name=name,
                name_key=keys.name_key,
                given_key=keys.given_key,
                sort_key=keys.sort_key,
                sex=luck.choice(("female", "male")),
                birth=(date(1950, 1, 1) + timedelta(days=luck.randrange(20_000))).isoformat(),
                ethnicity=luck.choice(ETHNIC),
                organisation=cell,
                scope_key=cell.scope_key,
            )


def spells(people: list[object], joined: list[date], luck: Random) -> Iterator[object]:
    """One open spell each; every twentieth has left."""
    from chibo.register.models import Membership  # noqa: PLC0415

    for person, day in zip(people, joined, strict=True):
        gone = day + timedelta(days=400) if luck.random() < 0.05 else None  # noqa: PLR2004
        yield Membership(
            person=person,
            organisation=person.organisation,
            starts_on=day,
            ends_on=gone,
            joined_by="admission",
            left_by="transfer_out" if gone else "",
        )


# --- what is asked of it


def questions(actor: Actor, unit: Organisation) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every dimension by unit or standing, half a year's turnover, the same in words, the pictures."""
    from chibo.reports.periods import Sort, calendar_period  # noqa: PLC0415
    from chibo.reports.queries import pictures, prose  # noqa: PLC0415
    from chibo.reports.queries.kept import forget  # noqa: PLC0415
    from chibo.reports.queries.rollup import rollup  # noqa: PLC0415
    from chibo.reports.queries.statistics import DIMENSIONS, asked, grid, turnover  # noqa: PLC0415

    for key in DIMENSIONS:
        columns = "gioi-tinh" if key != "gioi-tinh" else "dien"
        yield (
            f"{key} × {columns}",
            lambda key=key, columns=columns: grid(  # type: ignore[misc]
                actor, asked(unit, ON, rows=key, columns=columns)
            ),
        )
    past = asked(unit, date(2015, 12, 31), rows="tuoi-dang", columns="don-vi")
    yield "tuoi-dang × don-vi, 31-12-2015", lambda: grid(actor, past)
    women = asked(unit, ON, rows="tuoi-doi", columns="dan-toc", filters=("gioi-tinh:female", "dien:official"))
    yield "tuoi-doi × dan-toc, two filters", lambda: grid(actor, women)
    yield "biến động nửa năm", lambda: turnover(actor, unit, date(2026, 1, 1), ON)
    yield "tổng hợp đơn vị", lambda: rollup(actor, unit, ON)
    half = calendar_period(Sort.HALF, ON)

    def in_words() -> object:
        forget()
        return prose.told(actor, unit, "tinh-hinh", half, ON + timedelta(days=1))

    yield "báo cáo bằng lời nửa năm", in_words
    yield "báo cáo bằng hình", lambda: pictures(actor, unit, ON)


def told(top: Organisation, laying: float) -> str:
    """The table: each question at each level, the slowest of a few rounds, the number of queries."""
    from chibo.base import clock  # noqa: PLC0415
    from chibo.base.access import Actor, Permission, Scope  # noqa: PLC0415
    from chibo.register.models import Organisation  # noqa: PLC0415

    scopes = tuple(Scope(permission=one, scope_key="", below=True) for one in Permission)
    actor = Actor(uid="01890000-0000-7000-8000-000000000001", name="Người Mẫu Đo", at=clock.now(), scopes=scopes)
    commune = Organisation.objects.filter(parent=top).select_related("kind").earliest("scope_key")
    cell = Organisation.objects.filter(parent=commune).select_related("kind").earliest("scope_key")
    told_rows: list[tuple[object, ...]] = []
    base = fastest(lambda: Organisation.objects.get(pk=top.pk))
    names = [name for name, _ in questions(actor, top)]
    for place, name in enumerate(names):
        line: list[object] = [name]
        for unit in (cell, commune, top):
            ask = list(questions(actor, unit))[place][1]
            ask()
            wall, processor = slowest(ask)
            line += [f"{wall:.0f}", f"{processor:.0f}", count(ask)]
        told_rows.append(tuple(line))
    head = ("table", *(f"{unit} {what}" for unit in ("cell", "commune", "province") for what in COLUMNS))
    members = COMMUNES * CELLS * MEMBERS
    return (
        f"{COMMUNES * CELLS:,} cells, {members:,} members, laid in {laying:.0f} s; p95 of {ROUNDS} rounds, wall and "
        f"processor; a look-up by key in the same run {base:.2f} ms. {told_of_the_census(actor, top, cell)} "
        f"{machine()}.\n\n{drawn(head, told_rows)}"
    )


def told_of_the_census(actor: Actor, top: Organisation, cell: Organisation) -> str:
    """What the first look after a start costs, and a look after an act in one cell."""
    from django.db import transaction  # noqa: PLC0415

    from chibo.base import audit  # noqa: PLC0415
    from chibo.register.models import Person  # noqa: PLC0415
    from chibo.reports.queries.statistics import asked, forget, grid  # noqa: PLC0415

    question = asked(top, ON, rows="dien")
    forget()
    first = _once(lambda: grid(actor, question))
    after: list[tuple[float, float]] = []
    person = Person.objects.filter(organisation=cell).earliest("pk")
    for _ in range(ROUNDS):
        with transaction.atomic():
            audit.record(actor=actor, on=ON, action="register.correct_person", subject=person, chain=str(cell.uid))
        after.append(_once(lambda: grid(actor, question)))
    wall, processor = (percentile([one[at] for one in after], 0.95) for at in (0, 1))
    return (
        f"The first look at the province after a start reads everybody: {first[0] / 1000:.1f} s "
        f"({first[1] / 1000:.1f} s of the processor). A look after an act in one cell: {wall:.0f} ms "
        f"({processor:.0f} ms of the processor)."
    )


def slowest(ask: Callable[[], object]) -> tuple[float, float]:
    """The milliseconds, by the clock and by the processor, that nearly all rounds stay within."""
    rounds = [_once(ask) for _ in range(ROUNDS)]
    return percentile([one for one, _ in rounds], 0.95), percentile([one for _, one in rounds], 0.95)


def fastest(ask: Callable[[], object]) -> float:
    """The milliseconds of the quickest of a hundred rounds."""
    return min(_once(ask)[0] for _ in range(100))


def _once(ask: Callable[[], object]) -> tuple[float, float]:
    started, begun = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - started) * 1000, (time.process_time() - begun) * 1000


def count(ask: Callable[[], object]) -> int:
    """How many queries it takes."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked_of:
        ask()
    return len(asked_of)


if __name__ == "__main__":
    main()
