"""The pages of the targets: read, entered, amended, taken back; the people behind a figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from chibo.reviews.models import Target
from tests.desk.test_pages import sign_in

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
PAGE, FORM = "/bao-cao/chi-tieu/", "/cai-dat/chi-tieu/"


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_progress_with_formula_and_people(secretary: Client) -> None:
    page = text(secretary, PAGE)
    assert "Vượt" in page
    assert "bằng 133,3% chỉ tiêu" in page
    people = [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+danh-sach/\?phan=[^"]+)"', page)]
    assert len(people) == 3
    counts = [re.search(r'class="sub">(\d+) người', text(secretary, path)) for path in people]
    assert [found and found[1] for found in counts] == ["4", "23", "25"]
    assert "chưa đến nên chưa có số liệu" in text(secretary, f"{PAGE}?ngay=22-5-2018", 422)
    assert "số liệu đến ngày" in text(secretary, f"{PAGE}?ngay=1-1-2017")
    assert "Chưa nhập chỉ tiêu." in text(secretary, f"{PAGE}?ngay=1-1-2014")


def test_a_target_is_entered_amended_and_taken_back(secretary: Client) -> None:
    assert "Chỉ cần khi nghị quyết tính khác" in text(secretary, FORM)
    sent = {"metric": "women_share", "value": "40", "year": "2018", "ground": "Nghị quyết năm 2018"}
    assert secretary.post(FORM, sent).headers["Location"] == PAGE
    target = Target.objects.get(metric="women_share")
    assert (target.year, target.base) == (2018, "admitted")
    change = f"{FORM}{target.uid}/"
    assert "Chưa điều chỉnh lần nào." in text(secretary, change)
    wrong = secretary.post(
        change, {"viec": "sua", "sua-value": "40", "sua-ground": "Nghị quyết", "sua-amended_on": "22-5-2018"}
    )
    assert wrong.status_code == 422
    assert "Có 2 chỗ cần sửa" in wrong.content.decode()
    sent = {"viec": "sua", "sua-value": "50", "sua-ground": "Nghị quyết bổ sung"}
    assert secretary.post(change, sent).status_code == 302
    assert "Đã điều chỉnh 1 lần" in text(secretary, PAGE)
    assert secretary.post(change, {"viec": "rut"}).status_code == 422
    assert secretary.post(change, {"viec": "rut", "rut-ground": "Nghị quyết 9"}).status_code == 302
    assert "tỷ lệ nữ" not in text(secretary, PAGE).lower()
    assert "Chỉ tiêu này đã rút" in text(secretary, change)


def test_every_fault_of_an_entry_is_told_at_once(secretary: Client) -> None:
    sent = {"metric": "member_share", "value": "120", "year": "2021", "base": "rated", "ground": "Nghị quyết"}
    answer = secretary.post(FORM, sent)
    assert answer.status_code == 422
    sent["year"] = "2016"
    page = secretary.post(FORM, sent | {"cut_off_on": "1-1-2018"}).content.decode()
    assert "Có 3 chỗ cần sửa" in page
    assert "Tỷ lệ không thể quá 100%." in page


def test_without_a_term_nothing_can_be_entered_and_the_page_says_so(secretary: Client, sample: Organisation) -> None:
    Target.objects.all().delete()
    sample.terms.all().delete()
    assert "Chưa ghi nhiệm kỳ" in text(secretary, FORM)
    assert "Chưa nhập chỉ tiêu. Chưa ghi nhiệm kỳ của ngày này." in text(secretary, PAGE)
