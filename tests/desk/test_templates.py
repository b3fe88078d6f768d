"""Cài đặt › Mẫu văn bản: upload, trial beside ours, repair, use from a day, back again; without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chibo.accounts.models import User
from chibo.documents.models import OfficeTemplate
from chibo.documents.office import catalogue
from tests.documents.office_files import FORM, REGIME, edited, word
from tests.documents.reading import text

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from docx.document import Document as Opened
    from pytest_django import Settings

    from chibo.register.models import Organisation

LIST = "/cai-dat/mau-van-ban/"
PAGE = f"{LIST}{REGIME}/{FORM}/"


@pytest.fixture
def secretary(sample: Organisation, client: Client, tmp_path: Path, settings: Settings) -> Client:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(client: Client, content: bytes) -> str:
    """Send a template; the address of the trial."""
    answer = client.post(PAGE, {"file": SimpleUploadedFile("mẫu.docx", content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def worded(said: str) -> bytes:
    def add(document: Opened) -> None:
        document.add_paragraph(said)

    return edited(add)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_form_of_every_regime_is_listed_and_open(secretary: Client) -> None:
    assert "Mẫu văn bản" in page(secretary, "/cai-dat/")
    said = page(secretary, LIST)
    assert said.index("05-HD/VPTW") < said.index("36-HD/VPTW") < said.index("11-HD/VPTW")
    assert "13-KNĐ Nghị quyết đề nghị công nhận đảng viên chính thức" in said
    form = page(secretary, PAGE)
    assert "«họ_tên»" in form
    assert "họ và tên người mà giấy nói đến" in form
    assert "Đơn vị chưa tải bản nào lên" in form


def test_ours_is_downloaded_with_fields_as_people_read_them(secretary: Client) -> None:
    answer = secretary.get(f"{PAGE}mau-goc.docx")
    assert "attachment" in answer["Content-Disposition"]
    assert "đồng chí «họ_tên»" in text(answer.content)


def test_the_whole_way_of_a_template(secretary: Client) -> None:
    trial = upload(secretary, worded("Riêng: «ngay_vaodang»"))
    said = page(secretary, trial)
    assert "Mẫu dùng «ngay_vaodang», chương trình có «ngày_vào_Đảng»." in said
    assert "Sửa giúp?" in said
    assert "Đưa vào dùng</button>" not in said
    mended = secretary.post(f"{trial}sua-giup/")["Location"]
    said = page(secretary, mended)
    assert f"Riêng: {catalogue.sample(REGIME, FORM)['ngày_vào_Đảng']}" in said
    assert "1 dòng khác nhau" in said
    answer = secretary.post(mended, {"starts_on": "1-6-2018"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    said = page(secretary, PAGE)
    assert "1-6-2018" in said
    assert "bản 2" in said
    assert text(secretary.get(f"{mended}mau.docx").content).count("«ngày_vào_Đảng»") == 2
    answer = secretary.post(f"{PAGE}dung-lai/", {"source": "ours", "starts_on": "1-7-2018"})
    assert answer.status_code == 302
    assert "mẫu của chương trình" in page(secretary, PAGE)


def test_what_cannot_be_used_is_said_on_the_form(secretary: Client) -> None:
    for content, said in (
        (b"MZ", "Không đọc được tệp này như một tệp Word."),
        (b"", "Không đọc được tệp này như một tệp Word."),
        (word("Đồng chí «nếu họ_tên» vào Đảng"), "chưa có «hết nếu»"),
    ):
        answer = secretary.post(PAGE, {"file": SimpleUploadedFile("mẫu.docx", content)})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert secretary.post(PAGE).status_code == 422
    assert not OfficeTemplate.objects.exists()


def test_a_day_that_is_none_or_past_the_regime_is_told(secretary: Client) -> None:
    trial = upload(secretary, worded("Riêng"))
    for day, said in (("", "Chưa ghi"), ("1-6-2026", "không còn giấy tờ nào theo")):
        answer = secretary.post(trial, {"starts_on": day})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    answer = secretary.post(f"{PAGE}dung-lai/", {"source": "ours", "starts_on": ""})
    assert answer.status_code == 422
    answer = secretary.post(f"{PAGE}dung-lai/", {"source": "office", "starts_on": "1-6-2018"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "address", [f"{LIST}hd36-2018/khong-co/", f"{LIST}hd99-2099/13-knd/", f"{LIST}x/y/mau-goc.docx"]
)
def test_a_form_that_is_none_is_not_found(secretary: Client, address: str) -> None:
    assert secretary.get(address).status_code == 404


def test_only_who_may_change_settings_comes_in(secretary: Client) -> None:
    trial = upload(secretary, worded("Riêng"))
    helper = User.objects.get(username="nguoi-giup-do")
    secretary.force_login(helper, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in (LIST, PAGE, trial, f"{trial}mau.docx", f"{trial}trang/goc.png"):
        assert secretary.get(address).status_code == 403


def test_the_list_asks_few_questions(secretary: Client, django_assert_max_num_queries: object) -> None:
    trial = upload(secretary, worded("Riêng"))
    for address in (LIST, PAGE, trial):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            secretary.get(address)
