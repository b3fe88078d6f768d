"""What goes along when a member moves between two cells that the register keeps, and comes back with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.register.business import FOLLOWING
from chibo.register.models import Membership, MovedRecord

if TYPE_CHECKING:
    from chibo.register.models import Organisation, Person, Transfer


def follow(transfer: Transfer) -> int:
    """Let the cell that somebody came to go on with what is under way about them; say how much.

    Whose it was before stays known, so that figures of past days stay with the other cell.
    """
    here, count = transfer.organisation, 0
    for business in FOLLOWING:
        rows = business.rows.filter(business.is_open, **{business.person: transfer.person_id})
        for row in rows.exclude(organisation=here).select_related("organisation"):
            MovedRecord.objects.create(
                transfer=transfer,
                record=business.record,
                subject_uid=row.uid,
                organisation=row.organisation,
                on=transfer.starts_on,
            )
            _put(row, here)
            count += 1
    return count


def lead_back(transfer: Transfer) -> None:
    """Give back what came along with a move that was entered by mistake, to whoever had it and still goes on."""
    records = {business.record: business.rows for business in FOLLOWING}
    for moved in transfer.moved_records.select_related("organisation"):
        row = records[moved.record].filter(uid=moved.subject_uid, organisation=transfer.organisation_id).first()
        if row is not None and moved.organisation.ends_on is None:
            _put(row, moved.organisation)
        moved.delete()


def _put(row: Any, organisation: Organisation) -> None:
    row.organisation, names = organisation, ["organisation"]
    if hasattr(row, "scope_key"):
        row.scope_key = organisation.scope_key
        names.append("scope_key")
    row.save(update_fields=names)


def spell_before(person: Person) -> Membership | None:
    """The last membership somebody had, in whichever cell of the register."""
    return person.memberships.select_related("organisation").order_by("-starts_on", "-pk").first()
