"""How an organisation read its lists: kept when one is imported, found again by the same headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.exchange import queries
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.models import ColumnMapping

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.exchange.models import ListImport


def remember_mapping(record: ListImport, headers: Sequence[str], on: date) -> None:
    """Keep how a list was read and what its names of organisations meant, for the next one with the same header."""
    before = queries.known_mapping(record.organisation, headers)
    units = {**(before.units if before is not None else {}), **Decisions.read(record.decisions).units}
    units.pop("", None)  # rows that name none may belong elsewhere next time
    ColumnMapping.objects.update_or_create(
        organisation=record.organisation,
        headers=queries.mark_of(headers),
        defaults={"kind": record.kind, "columns": record.columns, "units": units, "used_on": on},
    )
