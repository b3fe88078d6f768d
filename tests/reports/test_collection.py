"""Every table of a day in one workbook, made by a job."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from chibo.base import jobs, vault
from chibo.base.models import Job
from chibo.base.refusal import NotYoursError
from chibo.reports.collection import ask_for_every_grid, every_question
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, actor, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def test_every_dimension_alone_and_with_every_other(sample: Organisation) -> None:
    job = ask_for_every_grid(actor=actor(), on=MONDAY, unit=sample, day=MONDAY)
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.total, job.done) == (Job.State.DONE, 55, 55)
    assert "55 biểu" in job.message
    book = openpyxl.load_workbook(io.BytesIO(vault.read(job.digest)), data_only=True)
    assert len(book.sheetnames) == 56
    told = {sheet["A2"].value: next(row[-1].value for row in sheet.iter_rows() if row[0].value == "Cộng")
            for sheet in book.worksheets[1:]}  # fmt: skip
    assert len(told) == 55
    assert set(told.values()) == {23}


def test_it_is_asked_for_on_the_page_and_by_right(sample: Organisation, client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    answer = secretary.post("/bao-cao/thong-ke/moi-bieu/", {"don_vi": str(sample.uid), "ngay": "21-5-2018"})
    assert (answer.status_code, answer["Location"]) == (302, f"/viec-chay/{Job.objects.get().uid}/")
    with pytest.raises(NotYoursError):
        ask_for_every_grid(actor=stranger(), on=MONDAY, unit=sample, day=MONDAY)
    assert len({(one.rows.key, one.columns and one.columns.key) for one in every_question(sample, MONDAY)}) == 55
