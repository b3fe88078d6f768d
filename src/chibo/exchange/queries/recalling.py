"""What the last import of a file did with its rows, for the same file brought again or a corrected one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds import kind_of
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.recalling import edits_of, kept_in, met_again
from chibo.exchange.lists.rows import read_rows
from chibo.exchange.models import ListImport
from chibo.exchange.queries.arriving import header_of, sheet_of, sheets_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.exchange.lists.recalling import Kept

_LOOKED_AT = 20  # earlier imports of the same columns among which a corrected file looks for the last one


def recalled(record: ListImport, on: date) -> Decisions:
    """Give what is proposed for a list that came in: repairs and answers as the last import of it took them.

    Of the same file everything; of another with the same columns, which may be that file corrected, the repairs of
    cells that read as they did.
    """
    done = ListImport.objects.filter(
        organisation=record.organisation, state=ListImport.State.DONE, kind=record.kind
    ).order_by("-imported_on", "-pk")
    same = done.filter(sha256=record.sha256, sheet=record.sheet, header_row=record.header_row)
    earlier = next((one for one in same if one.columns == record.columns), None)
    if earlier is not None:
        return _as_then(earlier)
    versions = done[:_LOOKED_AT]
    earlier = next((one for one in versions if one.columns == record.columns), None)
    return _fitting(record, earlier, on) if earlier is not None else Decisions()


def _as_then(earlier: ListImport) -> Decisions:
    kept = Decisions.read(earlier.decisions)
    edits = {number: edits_of(one) for number, one in _kept(earlier, kept).items()}
    rows = {*edits, *kept.rows, *kept.fields}
    return Decisions(
        edits=edits,
        rows=kept.rows,
        pairs=kept.pairs,
        fields=kept.fields,
        whole=kept.whole,
        again=dict.fromkeys(sorted(rows), str(earlier.imported_on)),
    )


def _fitting(record: ListImport, earlier: ListImport, on: date) -> Decisions:
    kept = _kept(earlier, Decisions.read(earlier.decisions))
    if not kept:
        return Decisions()
    sheet = sheet_of(sheets_of(record), record.sheet)
    columns = tuple(Column(column) for column in record.columns)
    rows, _ = read_rows(sheet, header_of(record, sheet), columns, on, kind=kind_of(record.kind))
    edits = met_again(rows, kept.values())
    return Decisions(edits=edits, again=dict.fromkeys(edits, str(earlier.imported_on)))


def _kept(earlier: ListImport, decisions: Decisions) -> dict[int, Kept]:
    """What was repaired, by row; nothing of people who were erased since."""
    rows = earlier.rows.filter(number__in=list(decisions.repaired)) if decisions.repaired else ()
    return {row.number: kept for row in rows if (kept := kept_in(row.trace)) is not None}
