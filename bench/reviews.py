"""The yearly review of a base organisation: 1,000 members in 40 cells. Run: ``python bench/reviews.py``.

Measures every page of the round (95th percentile on the wall and of the processor, queries) and the year's whole set of
papers in bulk. The result goes to docs/develop/performance.md with machine notes.
"""

from __future__ import annotations

import io
import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.table import drawn, machine, publish

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS, MEMBERS, VIEWS = 40, 1000, 8
TODAY, YEAR = date(2026, 12, 20), 2026
BAR_MS, BAR_QUERIES, BAR_PAPERS_S = 300, 12, 60


@dataclass
class Made:
    """What the bench works on."""

    actor: Any
    review: Any
    client: Any
    cell: Any


def build() -> Made:
    """Make the base organisation with its cells and members, and open the review of the year."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from chibo.accounts.models import Grant  # noqa: PLC0415
    from chibo.base.models import Installation  # noqa: PLC0415
    from chibo.register.kinds import KINDS, Kind  # noqa: PLC0415
    from chibo.register.models import Organisation, OrganisationKind  # noqa: PLC0415
    from chibo.reviews import actions  # noqa: PLC0415
    from tests.factories import FOUNDED, actor, member  # noqa: PLC0415

    Installation.objects.update_or_create(
        pk=1, defaults={"is_sample": True, "working_day": TODAY, "first_day": FOUNDED}
    )
    for kind in (Kind.GRASSROOTS_CHAPTER, Kind.SUBORDINATE_CELL):
        OrganisationKind.objects.update_or_create(code=kind.value, defaults=KINDS[kind])
    base = Organisation.objects.create(
        kind_id=Kind.GRASSROOTS_CHAPTER.value, name="Đảng bộ Mẫu", starts_on=FOUNDED, scope_key="zz01", place="Mẫu"
    )
    for number in range(CELLS):
        cell = Organisation.objects.create(
            kind_id=Kind.SUBORDINATE_CELL.value,
            parent=base,
            name=f"Chi bộ Mẫu {number + 1}",
            starts_on=FOUNDED,
            scope_key=f"zz01{number:04}",
            place="Mẫu",
        )
        for place in range(MEMBERS // CELLS):
            member(cell, f"Lò Mẫu {number}A{place}")
    user = get_user_model().objects.create(username="do-luong")
    Grant.objects.create(
        user=user, organisation=base, role=Grant.Role.SECRETARY, reach=Grant.Reach.BELOW, starts_on=FOUNDED
    )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    who = actor()
    review = actions.open_round(
        actor=who, on=TODAY, organisation=base, year=YEAR, counted_on=date(YEAR, 12, 1), planned_on=TODAY
    )
    return Made(actor=who, review=review, client=client, cell=review.parts.order_by("pk").first())


def pages(made: Made) -> list[tuple[str, float, float, int]]:
    """Look at every page of the round: address, wall and processor time (p95, milliseconds), queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    one = made.cell.subjects.filter(person__isnull=False).first()
    round_pages = ("", "ban-kiem-diem/", "de-nghi/", "bo-phieu/", "quyet-dinh/", "tinh-ty-le/", "ket-thuc/", "giay-to/")
    paths = ["/danh-gia/", "/danh-gia/cac-nam/"]
    paths += [f"/danh-gia/dot/{review.uid}/{part}" for review in (made.review, made.cell) for part in round_pages]
    paths += [f"/danh-gia/nguoi/{one.uid}/{part}" for part in ("", "dien/", "diem/", "quyet-dinh/")]
    said = {str(made.review.uid): "…", str(made.cell.uid): "chi-bộ", str(one.uid): "người"}
    found = []
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            assert made.client.get(path).status_code == 200, path  # noqa: PLR2004
            queries = len(asked)  # now: the next request forgets them
        looked = [timed(partial(made.client.get, path)) for _ in range(VIEWS)]
        wall, worked = (max(times) for times in zip(*looked, strict=True))
        shown = reduce(lambda text, pair: text.replace(*pair), said.items(), path)
        found.append((shown, wall, worked, queries))
    return found


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one act, on the wall and of the processor."""
    begin, begun = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - begin) * 1000, (time.process_time() - begun) * 1000


def papers(made: Made) -> tuple[int, float, float]:
    """Make the year's set as the job does, without the line of jobs: how many files, seconds on the wall and worked."""
    from types import SimpleNamespace  # noqa: PLC0415

    from chibo.reviews.papers import rounds  # noqa: PLC0415

    file = io.BytesIO()
    task: Any = SimpleNamespace(
        actor=made.actor,
        on=TODAY,
        given={"year": YEAR},
        organisation_uid=made.review.organisation.uid,
        file=file,
        expect=lambda _: None,
        step=lambda: None,
    )
    begin, begun = time.perf_counter(), time.process_time()
    _, told = rounds.run(task)
    return int(told.split()[1]), time.perf_counter() - begin, time.process_time() - begun


def main() -> None:
    """Build, measure, print; fail where a bar is not kept."""
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    begin = time.perf_counter()
    made = build()
    opened = time.perf_counter() - begin
    shown = pages(made)
    count, seconds, busy = papers(made)
    rows = [(f"`{path}`", f"{wall:.0f}", f"{worked:.0f}", queries) for path, wall, worked, queries in shown]
    publish(
        "reviews",
        f"{MEMBERS:,} members in {CELLS} cells made and the round opened in {opened:.1f} s. The year's set: {count:,} "
        f"papers in {seconds:.1f} s, {busy:.1f} s of the processor. {machine()}.\n\n"
        f"{drawn(('page', 'p95 ms', 'p95 CPU ms', 'queries'), rows)}",
    )
    late = [path for path, _, worked, queries in shown if worked > BAR_MS or queries > BAR_QUERIES]
    if late or busy > BAR_PAPERS_S:
        message = f"bars not kept: {late}, papers {busy:.1f} s"
        raise SystemExit(message)


if __name__ == "__main__":
    main()
