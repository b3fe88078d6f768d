"""The page that compares the register with a list of the national database."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from chibo.accounts.models import User
from chibo.base.models import AuditEntry

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

PAGE = "/danh-sach/doi-chieu/"
LIST = """STT,Họ và tên,Ngày sinh,Dân tộc,Số thẻ đảng viên,Ngày vào Đảng
1,Sùng Mẫu Vừ,1/1/1990,Kinh,,19/5/2017
2,Đặng Mẫu Lạ,2/2/1988,Thái,,3/3/2015
"""


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, content: str, **more: str) -> tuple[int, str, bytes]:
    file = SimpleUploadedFile("csdl.csv", content.encode("utf-8-sig"))
    answer = client.post(PAGE, {"file": file, **more})
    return answer.status_code, answer["Content-Type"], answer.content


def test_a_list_is_compared_on_a_page_or_taken_along_whole(secretary: Client) -> None:
    assert f'href="{PAGE}"' in secretary.get("/danh-sach/").content.decode()
    assert "Chọn tệp" in secretary.get(PAGE).content.decode()
    status, _, content = sent(secretary, LIST, viec="xem")
    told = content.decode()
    assert status == 200
    for said in ("Có mục khác nhau", "Chỉ có ở cơ sở dữ liệu", "Đặng Mẫu Lạ, sinh 2-2-1988", "/dinh-chinh/birth/"):
        assert said in told
    status, kind, content = sent(secretary, LIST, viec="tai")
    assert (status, "spreadsheetml" in kind) == (200, True)
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    assert {str(row[1].value) for row in sheet.iter_rows(min_row=2)} == {
        "Khác nhau",
        "Chỉ có ở sổ này",
        "Chỉ có ở cơ sở dữ liệu",
    }
    assert AuditEntry.objects.filter(action="exchange.compare_list").count() == 2


def test_what_cannot_be_read_is_said_above_the_form(secretary: Client) -> None:
    status, _, content = sent(secretary, "Mã,Số lượng,Đơn giá\n1,2,3\n")
    assert status == 422
    assert "Không thấy cột họ tên trong tệp" in content.decode()
    assert secretary.post(PAGE, {}).status_code == 422


def test_the_questions_do_not_grow_with_the_list(secretary: Client) -> None:
    def asked(rows: int) -> int:
        more = "".join(
            f"{number},Lò Mẫu {chr(65 + number % 26)}a{chr(97 + number // 26)},1/1/1980,Thái,,3/3/2015\n"
            for number in range(rows)
        )
        with CaptureQueriesContext(connection) as questions:
            status, _, content = sent(secretary, LIST + more)
            assert status == 200, content.decode()[-3000:]
        return len(questions)

    asked(0)
    assert asked(1) == asked(300)


def test_who_sees_no_closed_field_does_not_see_the_page(sample: Organisation, client: Client) -> None:
    user = User.objects.exclude(username="bi-thu").filter(grants__role="mentor").first()
    assert user is not None
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(PAGE).status_code == 403
