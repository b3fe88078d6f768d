"""Several files at once: all of them or none, none left behind, none passed over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base import vault
from chibo.base.models import Installation
from chibo.base.refusal import FaultyError
from chibo.exchange import actions
from chibo.exchange.models import ListImport
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
    one = {"actor": actor(), "on": MONDAY, "organisation": cell}
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
