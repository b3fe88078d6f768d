"""A list of a few rows, looked at and brought in: what the tests of single behaviours share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import User
from chibo.base.models import Installation
from chibo.exchange import actions, queries
from chibo.exchange.models import ListImport
from tests.exchange.lists.messy import workbook
from tests.factories import MONDAY, OrganisationFactory, TermFactory, WorkplaceFactory, actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client

    from chibo.exchange.lists.preview import Decisions, Preview
    from chibo.register.models import Organisation


def make_cell(**said: Any) -> Organisation:
    """Make a cell with its workplace and its term."""
    cell: Organisation = OrganisationFactory.create(**said)
    WorkplaceFactory.create(organisation=cell)
    TermFactory.create(organisation=cell)
    return cell


def upload(
    cell: Organisation, rows: Sequence[Sequence[Any]], decisions: Decisions | None = None, kind: str = ""
) -> ListImport:
    """Take a list in, with what was decided about it."""
    content = workbook(("Bảng", rows))
    record = actions.upload_list(actor=actor(), on=MONDAY, organisation=cell, name="ds.xlsx", content=content)
    if kind:
        actions.match_columns(actor=actor(), on=MONDAY, record=record, kind=kind)
    if decisions is not None:
        actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=decisions)
    return ListImport.objects.select_related("organisation").get(pk=record.pk)


def look(record: ListImport) -> Preview:
    """Look at it."""
    return queries.preview(record, actor(), MONDAY)


def bring(
    cell: Organisation, rows: Sequence[Sequence[Any]], decisions: Decisions | None = None, kind: str = ""
) -> ListImport:
    """Take a list in and write it."""
    return actions.run_import(actor=actor(), on=MONDAY, record=upload(cell, rows, decisions, kind))


def said_of(preview: Preview) -> dict[str, list[str]]:
    """What is said of each row, by name."""
    return {line.row.name: [fault.said for fault in line.faults] for line in preview.lines}


def sign_in(client: Client, cell: Organisation) -> None:
    """Sign the cell's secretary in, on the day of the tests."""
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    user = create_user(
        actor=actor(), on=MONDAY, username="bi-thu", display_name="bi-thu", pass_phrase="mot cum mat khau dai"
    )
    grant_role(
        actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="below", starts_on=MONDAY
    )
    client.force_login(User.objects.get(username="bi-thu"))
