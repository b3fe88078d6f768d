"""Several files at once: all of them or none, none left behind, none passed over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base import jobs, vault
from chibo.base.models import Installation, Job
from chibo.base.refusal import FaultyError
from chibo.exchange import actions, queries
from chibo.exchange.models import ListImport
from chibo.exchange.queries import arriving
from chibo.register.models import Person
from tests.exchange.lists.messy import workbook
from tests.exchange.looking import make_cell
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

GOOD = "Họ và tên;Ngày sinh;Dân tộc\nLò Mẫu An;1/2/1980;Thái\n".encode()


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.fixture
def keeper(client: Client, cell: Organisation) -> Client:
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    client.force_login(user)
    return client


def test_of_a_refused_batch_no_file_stays(cell: Organisation, tmp_path: Path, settings: Settings) -> None:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    one: dict[str, Any] = {"actor": actor(), "on": MONDAY, "organisation": cell}
    with pytest.raises(FaultyError):
        actions.upload_lists(**one, files=[("tot.csv", GOOD), ("hong.pdf", b"%PDF-1.4")])
    assert list(vault.addresses()) == []
    assert not ListImport.objects.exists()
    (waiting,) = actions.upload_lists(**one, files=[("tot.csv", GOOD)])
    with pytest.raises(FaultyError):
        actions.upload_lists(**one, files=[("tot.csv", GOOD), ("hong.pdf", b"%PDF-1.4")])
    assert list(vault.addresses()) == [waiting.digest], "the same file waits already"


def test_more_files_than_are_taken_at_once_are_refused_with_a_word(keeper: Client) -> None:
    files = []
    for place in range(21):
        file = io.BytesIO(GOOD.replace(b"1980", f"{1960 + place}".encode()))
        file.name = f"ds-{place}.csv"
        files.append(file)
    answer = keeper.post("/nhap-danh-sach/", {"file": files})
    assert answer.status_code == 422
    assert "Chọn 21 tệp, mỗi lần chỉ nhận 20 tệp." in answer.content.decode()
    assert not ListImport.objects.exists()


def test_a_whole_file_that_is_long_is_imported_in_the_background(
    keeper: Client, cell: Organisation, settings: Settings
) -> None:
    settings.CHIBO_JOBS = "worker"
    head = ("Họ và tên", "Ngày sinh", "Dân tộc")
    some, more = (
        [head, *((f"Lò Mẫu {letter * 2}an", f"{day}/2/1980", "Thái") for day, letter in enumerate(of, 1))]
        for of in ("ABCD", "GHKL")
    )
    tables = (("Một", some), ("Hai", more))
    record = actions.upload_list(actor=actor(), on=MONDAY, organisation=cell, name="ds.xlsx", content=workbook(*tables))
    actions.take_tables(actor=actor(), on=MONDAY, record=record, sheets=["Hai"])
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    with pytest.MonkeyPatch.context() as few:
        few.setattr(arriving, "LONG", 8)
        assert not queries.is_long(record)
        answer = keeper.post(address, {"viec": "nhap-tep"})
    job = Job.objects.get()
    assert answer["Location"] == f"/viec-chay/{job.uid}/"
    assert job.given == {"import": str(record.uid), "file": True}
    assert not Person.objects.exists()
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, "Đã nhập: 8 mới, 0 cập nhật, 0 không đổi.")
    assert set(ListImport.objects.values_list("state", flat=True)) == {ListImport.State.DONE}


def test_a_list_read_as_last_time_tells_of_its_file_on_the_page_of_rows(keeper: Client, cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Dân tộc")
    plain = workbook(("Một", [head, ("Lò Mẫu An", "1/2/1980", "Thái")]))
    one: dict[str, Any] = {"actor": actor(), "on": MONDAY, "organisation": cell}
    first = actions.upload_list(**one, name="ds.xlsx", content=plain)
    actions.run_import(actor=actor(), on=MONDAY, record=first)
    again = [head, ("Vì Mẫu Bạn\u200b", "1/2/1981", "Thái")]
    more = workbook(("Một", again), ("Hai", [head, ("Cà Mẫu Chi", "1982", "Thái")]))
    file = io.BytesIO(more)
    file.name = "ds.xlsx"
    answer = keeper.post("/nhap-danh-sach/", {"file": file})
    assert answer["Location"].endswith("/kiem-tra/")
    said = keeper.get(answer["Location"]).content.decode()
    assert "Về tệp này" in said
    assert "ký tự ẩn" in said
    assert "“Hai”: chưa nhập." in said
