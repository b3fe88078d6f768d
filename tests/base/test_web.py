"""The frame of every page, the door in front of every view, and what is said when the answer is no."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant, User
from chibo.base import web
from chibo.base.web import ENDED_FOR
from tests.accounts.people import enter, sample_cell

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.base.doors")]


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY))
    return client


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# ---------------------------------------------------------------------- the frame


def test_the_frame_says_where_one_is_and_who(signed_in: Client) -> None:
    page = text(signed_in.get("/thu/"))
    assert "Dữ liệu mẫu – mọi nhân vật đều hư cấu. Ngày làm việc mẫu: 21-5-2018" in page
    assert "Chi bộ Mẫu Đảng ủy Khối các cơ quan tỉnh (mẫu) · Nhiệm kỳ 2015-2020" in page
    assert "Lò Mẫu An · Bí thư" in page


def test_the_frame_costs_one_query_besides_session_user_and_grants(signed_in: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        signed_in.get("/thu/")
    assert len(asked) == 4, [query["sql"] for query in asked]


def test_the_page_has_its_landmarks_one_heading_and_nothing_inline(signed_in: Client) -> None:
    page = signed_in.get("/thu/").content.decode()
    for part in ('<html lang="vi"', "<main id=", "<header", "<footer", 'href="#noi-dung"', 'role="search"', "<nav"):
        assert part in page
    assert page.count("<h1>") == 1
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script>", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("address", "current"),
    [("/cai-dat/tai-khoan/", "Cài đặt"), ("/thu/", None)],
)
def test_the_menu_marks_where_one_is(signed_in: Client, address: str, current: str | None) -> None:
    marked = re.findall(r'aria-current="page">([^<]+)<', signed_in.get(address).content.decode())
    assert set(marked) == ({current} if current else set())


def test_another_installation_has_no_sample_banner_and_lists_no_users(client: Client) -> None:
    cell = sample_cell()
    enter(cell, "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    assert "Cụm mật khẩu chung" in text(client.get("/dang-nhap/"))
    from chibo.base.models import Installation  # noqa: PLC0415

    Installation.objects.update(is_sample=False, working_day=None)
    page = text(client.get("/dang-nhap/"))
    assert "Dữ liệu mẫu" not in page
    assert "Cụm mật khẩu chung" not in page
    assert "Lò Mẫu An" not in page


def test_htmx_gets_the_main_part_and_history_gets_the_whole_page(signed_in: Client) -> None:
    part = signed_in.get("/thu/", headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b"<title>")
    assert b"<main" not in part.content
    assert b"<h1>" in part.content
    assert "HX-Request" in part["Vary"]
    for header in ("HX-Boosted", "HX-History-Restore-Request"):
        assert b"<main" in signed_in.get("/thu/", headers={"HX-Request": "true", header: "true"}).content


def test_large_letters_are_remembered_without_a_script(signed_in: Client) -> None:
    answer = signed_in.post("/chu-to/", {"ve": "/thu/?q=1"})
    assert answer["Location"] == "/thu/?q=1"
    assert '<html lang="vi" class="large"' in signed_in.get("/thu/").content.decode()
    signed_in.post("/chu-to/", {"ve": "/thu/"})
    assert 'class="large"' not in signed_in.get("/thu/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_large_letters_lead_nowhere_else(signed_in: Client, elsewhere: str) -> None:
    assert signed_in.post("/chu-to/", {"ve": elsewhere})["Location"] == "/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5/2/2018", "thứ Hai, ngày 5 tháng 2 năm 2018"),
        ("", ""),
        ("<b>", "Chưa đọc được ngày “&lt;b&gt;”. Ghi ngày, tháng, năm, ví dụ 5-2-2018."),
    ],
)
def test_a_day_is_said_again_in_words(client: Client, typed: str, said: str) -> None:
    assert client.get("/doc-ngay/", {"held_on": typed}).content.decode() == said


# ---------------------------------------------------------------------- the door


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Client) -> None:
    enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    assert client.get("/thu/?q=a b")["Location"] == "/dang-nhap/?next=%2Fthu%2F%3Fq%3Da%2520b"
    htmx = client.get("/thu/", headers={"HX-Request": "true"})
    assert (htmx.status_code, htmx["HX-Redirect"]) == (204, "/dang-nhap/?next=%2Fthu%2F")


def ended_for(client: Client, user: User) -> None:
    """Leave what the end of somebody's session leaves: whose it was."""
    session = client.session
    session[ENDED_FOR] = str(user.uid)
    session.save()


def test_what_was_typed_in_a_session_of_nobody_knows_whom_is_not_kept(client: Client) -> None:
    """Signed out in another tab, or by a manager: the next at this machine may be somebody else."""
    user = enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    client.post("/thu/", {"note": "Tham gia hội nghị"})
    client.force_login(user)
    assert client.get("/tiep-tuc/")["Location"] == "/"


def test_what_was_typed_when_the_session_ended_is_offered_once_more(client: Client) -> None:
    user = enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    ended_for(client, user)
    answer = client.post("/thu/?a=1", {"note": "Tham gia <hội nghị>", "days": ["1", "2"]})
    assert answer["Location"] == "/dang-nhap/?next=%2Ftiep-tuc%2F"
    client.force_login(user)
    page = client.get("/tiep-tuc/").content.decode()
    assert 'action="/thu/?a=1"' in page
    assert 'name="note" value="Tham gia &lt;hội nghị&gt;"' in page
    assert page.count('name="days"') == 2
    assert client.get("/tiep-tuc/")["Location"] == "/"


def test_a_pass_phrase_is_not_kept_when_the_session_ended(client: Client) -> None:
    user = enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    ended_for(client, user)
    client.post("/thu/", {"display_name": "Lò Mẫu Én", "pass_phrase": "con trau trang ngam co"})
    client.force_login(user)
    page = client.get("/tiep-tuc/").content.decode()
    assert "Lò Mẫu Én" in page
    assert "con trau" not in page


def test_the_door_asks_for_its_permission(client: Client, signed_in: Client) -> None:
    assert signed_in.get("/thu/nhap/").status_code == 200
    cell = Grant.objects.get().organisation
    client.force_login(enter(cell, "quantri", "Hà Mẫu Trị", Grant.Role.ADMINISTRATOR))
    refused = client.get("/thu/nhap/")
    assert refused.status_code == 403
    assert "Đồng chí chưa được giao quyền nhập danh sách. Người có thể giao quyền: Bí thư Lò Mẫu An." in text(refused)


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [
        ("yours", 404, "Không có trang này Có thể hồ sơ đã chuyển đi"),
        ("allowed", 403, "Đồng chí chưa được giao quyền xem hồ sơ này. Người có thể giao quyền: Bí thư Lò Mẫu An."),
        ("changed", 409, "Đ/c Nguyễn Mẫu Bích đã sửa trang này lúc 8:10."),
        ("busy", 503, "Chờ khoảng một phút"),
        ("full", 507, "Giải phóng chỗ trống"),
        ("faulty", 422, "Có 2 chỗ cần sửa Chưa ghi ngày. Ghi ngày 5-2-2018 . &lt;b&gt;Sai&lt;/b&gt;."),
        ("refused", 422, "Có 1 chỗ cần sửa"),
    ],
)
def test_every_refusal_has_its_page(signed_in: Client, how: str, status: int, said: str) -> None:
    answer = signed_in.get(f"/thu/{how}/")
    assert answer.status_code == status
    assert said in text(answer)


def test_a_refusal_of_the_law_says_what_why_since_when_and_the_article(signed_in: Client) -> None:
    page = text(signed_in.post("/thu/refused/"))
    assert "Chưa ghi được ngày 21-5-2018" in page
    assert "Được từ 21-5-2018" in page
    assert "Căn cứ: Quy định 29-QĐ/TW , điểm 4.2a" in page
    assert "(theo nguồn thứ cấp, cần đối chiếu văn bản gốc)" in page
    assert "(văn bản đã được thay thế, chưa tìm thấy quy định mới)" in page


def test_a_refusal_on_a_page_of_its_own_says_how_to_go_back_and_links_to_no_field(signed_in: Client) -> None:
    page = signed_in.get("/thu/faulty/").content.decode()
    assert "Chưa mở được trang này" in page
    assert "bấm nút Quay lại của trình duyệt" in page
    assert 'href="#id_' not in page


def test_the_box_of_faults_takes_the_focus(signed_in: Client) -> None:
    box = re.search(r'<div class="errbox"[^>]*>', signed_in.get("/thu/faulty/").content.decode())
    assert box is not None
    assert {'role="alert"', 'tabindex="-1"'} <= set(box[0].split())
    assert "autofocus" in box[0]


def test_an_address_that_is_none_says_so_to_strangers_too(client: Client) -> None:
    sample_cell()
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này" in text(answer)


def test_a_fault_of_the_server_gives_a_code_that_stands_in_the_log(
    signed_in: Client, caplog: pytest.LogCaptureFixture
) -> None:
    signed_in.raise_request_exception = False
    answer = signed_in.get("/thu/broken/")
    assert answer.status_code == 500
    found = re.search(r"báo người quản trị mã ([0-9A-F]{4})", text(answer))
    assert found is not None
    assert f"mã sự cố {found[1]}" in caplog.text


def test_a_fault_is_told_where_the_style_sheets_are_gone_too(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    answer = web.server_fault(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert re.search(r"báo người quản trị mã <b class=.num.>[0-9A-F]{4}</b>", answer.content.decode())
    assert "stylesheet" not in answer.content.decode()


def test_a_form_from_an_old_page_is_refused_kindly() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY))
    answer = strict.post("/chu-to/", {"ve": "/"})
    assert answer.status_code == 403
    assert "Trang đã cũ, chưa ghi được" in text(answer)


# ---------------------------------------------------------------------- the stylesheet and the weight


def static(name: str) -> bytes:
    found = finders.find(f"base/{name}")
    assert isinstance(found, str)
    return Path(found).read_bytes()


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TOKENS = dict(re.findall(r"--([a-z-]+):(#[0-9A-F]{6})", static("chibo.css").decode()))
TEXTS = [
    *((ink, ground) for ink in ("ink", "sub", "act", "mark") for ground in ("bg", "card")),
    *((ink, "column") for ink in ("ink", "sub")),
    *((f"{tone}", f"{tone}bg") for tone in ("err", "warn", "ok", "inf")),
    ("err", "card"),
    ("warn", "card"),
    ("ink", "focus"),
    ("card", "act"),
    ("card", "act-dark"),
]


@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_can_be_read_by_old_eyes(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 7


@pytest.mark.parametrize("ground", ["bg", "card"])
def test_borders_of_controls_can_be_seen(ground: str) -> None:
    assert contrast(TOKENS["edge"], TOKENS[ground]) >= 3


def test_the_first_view_weighs_at_most_150_kb_and_later_ones_30(signed_in: Client) -> None:
    page = len(gzip.compress(signed_in.get("/thu/").content))
    texts = sum(len(gzip.compress(static(name))) for name in ("chibo.css", "chibo.js", "htmx.min.js", "icon.svg"))
    fonts = sum(
        len(static(f"fonts/be-vietnam-pro-{script}-{weight}-normal.woff2"))
        for script in ("latin", "vietnamese")
        for weight in (400, 600)
    )
    assert page + texts + fonts <= 150_000
    assert page <= 30_000


def test_nothing_comes_from_outside(signed_in: Client) -> None:
    page = signed_in.get("/thu/").content.decode()
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert not re.search(r"url\((?![\"']fonts/)", static("chibo.css").decode())
