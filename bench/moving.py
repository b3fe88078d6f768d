"""Moving a branch of the tree: the tree itself, then people's keys in batches. Run: ``python bench/moving.py [cells]``.

By default 3,334 cells of 30 members, 100,020 people, move from one committee to another; ``200`` cells are enough to
see the shape. Everything is laid in acts, so that what moves is sealed as in life (ADR 0038, 0049). The result goes to
docs/develop/performance.md with ``--write``. ``CHIBO_DATABASE_URL`` chooses PostgreSQL.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.province import FIRST, MEMBERS, batches, everybody, label, prepared, spells
from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation

CELLS, PER_COMMUNE, BATCH = 3_334, 50, 100
ON = date(2026, 6, 30)


def main() -> None:
    """Lay two committees, move the branch, bring the copies along, look at the day before; print the table."""
    wanted = next((int(one) for one in sys.argv[1:] if one.isdigit()), CELLS)
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        prepared(Path(folder))
        publish("moving", told(wanted))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def told(cells: int) -> str:
    """Move and measure."""
    from chibo.register import actions, scope_keys  # noqa: PLC0415
    from chibo.register.models import Person  # noqa: PLC0415
    from chibo.reports.queries.statistics import asked, grid  # noqa: PLC0415

    actor, branch, old, new = laid(cells)
    decision = actions.Decision(number="1-QĐ", decided_on=ON, decided_by="Cấp trên")
    started = time.perf_counter()
    change = actions.move_organisation(actor=actor, on=ON, organisation=branch, parent=new, day=ON, decision=decision)
    tree = time.perf_counter() - started
    stale = scope_keys.count_stale(branch.scope_key)
    took: list[float] = []
    while True:
        begun = time.perf_counter()
        if not actions.follow_keys(actor=actor, on=ON, organisation=branch):
            break
        took.append(time.perf_counter() - begun)
    started = time.perf_counter()
    counted = grid(actor, asked(old, FIRST.replace(year=2020), rows="don-vi")).total
    past = time.perf_counter() - started
    rows = [
        ("the tree, one transaction", f"{change.counts['units']:,} organisations", f"{tree:.2f} s", ""),
        ("copies of keys", f"{stale:,} rows", f"{sum(took):.2f} s", f"{stale / max(sum(took), 0.001):,.0f} rows/s"),
        ("one batch of 2,000, p95", "", f"{percentile(took or [0], 0.95):.2f} s", ""),
        ("a past day of the old committee after it", f"{counted:,} members", f"{past:.2f} s", ""),
    ]
    people = Person.objects.count()
    return f"{cells:,} cells, {people:,} people. {machine()}.\n\n" + drawn(("what", "how many", "time", "rate"), rows)


def laid(cells: int) -> tuple[Actor, Organisation, Organisation, Organisation]:
    """Two committees under one top; under the first a branch of communes with cells and members, laid in acts."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415

    from chibo.accounts.queries import system_actor  # noqa: PLC0415
    from chibo.base import audit  # noqa: PLC0415
    from chibo.register import actions  # noqa: PLC0415
    from chibo.register.models import ChildCounter, Membership, Organisation, Person  # noqa: PLC0415

    actor = system_actor(at=datetime(2026, 6, 30, tzinfo=UTC))

    def found(name: str, parent: Organisation | None = None) -> Organisation:
        return actions.found_organisation(
            actor=actor, on=ON, name=name, kind="superior_committee", parent=parent, starts_on=FIRST, workplace=""
        )

    top = found("Đảng bộ tỉnh")
    old, new = found("Đảng bộ A", top), found("Đảng bộ B", top)
    branch = found("Đảng bộ chuyển", old)
    cell_kind = actions.found_organisation(
        actor=actor, on=ON, name="Chi bộ", kind="cell", parent=new, starts_on=FIRST, workplace=""
    ).kind
    luck = Random(2026)
    with transaction.atomic():
        audit.record(actor=actor, on=ON, action="register.found_organisation", subject=branch, chain=str(branch.uid))
        communes = Organisation.objects.bulk_create(
            Organisation(
                name=f"Xã {n}", parent=branch, kind=top.kind, scope_key=branch.scope_key + label(n + 1), starts_on=FIRST
            )
            for n in range(-(-cells // PER_COMMUNE))
        )
        rows = Organisation.objects.bulk_create(
            Organisation(
                name=f"Chi bộ {n}",
                parent=communes[n // PER_COMMUNE],
                kind=cell_kind,
                scope_key=communes[n // PER_COMMUNE].scope_key + label(n % PER_COMMUNE + 1),
                starts_on=FIRST,
            )
            for n in range(cells)
        )
        ChildCounter.objects.bulk_create(
            [ChildCounter(parent_key=branch.scope_key, last=len(communes))]
            + [ChildCounter(parent_key=one.scope_key, last=PER_COMMUNE) for one in communes]
        )
    for batch in batches(rows, BATCH):
        with transaction.atomic():
            audit.record(actor=actor, on=ON, action="register.add_person", subject=branch, chain=str(branch.uid))
            people = Person.objects.bulk_create(list(everybody(batch, luck)))
            Membership.objects.bulk_create(list(spells(people, [FIRST] * MEMBERS * len(batch), luck)))
    return actor, branch, old, new


if __name__ == "__main__":
    main()
