"""Cài đặt → Dùng trong mạng nội bộ: what is said in each mode, and the certificate that is handed over."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from chibo.accounts.models import Grant
from chibo.base import authority, place, secrecy
from chibo.base.models import AuditEntry, Installation, NetworkStatement
from chibo.config.network import Network
from chibo.desk.queries import network
from tests.accounts.people import enter, sample_cell

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

NAMES = ("may-chu.local", "192.168.1.20", "localhost")
PAGE, FILE = "/cai-dat/mang-noi-bo/", "/cai-dat/mang-noi-bo/chung-thu.crt"


@pytest.fixture
def secretary(db: None, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Client:
    monkeypatch.setenv("CHIBO_DATA", str(tmp_path))
    client.force_login(enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY))
    return client


def text(client: Client) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(PAGE).content.decode()).split())


def test_alone_on_a_machine_it_says_how_to_begin(secretary: Client) -> None:
    said = text(secretary)
    assert "Chỉ máy này vào được" in said
    assert "python3 start.py --lan" in said
    assert "Chưa có chứng thư nào" in said
    assert secretary.get(FILE).status_code == 404
    assert PAGE in secretary.get("/cai-dat/").content.decode()


@override_settings(CHIBO_NETWORK=Network(hosts=NAMES, own_tls=True))
def test_in_the_office_network_it_hands_over_the_certificate_with_its_fingerprint(secretary: Client) -> None:
    authority.issue(place.data_folder(), NAMES, at=datetime.now(UTC))  # noqa: TID251 - when certificates are made
    held = authority.read(place.data_folder())
    assert held is not None
    said = text(secretary)
    assert held.fingerprint in said
    assert "https://may-chu.local" in said
    assert "https://192.168.1.20" in said
    assert "https://127.0.0.1" not in said
    assert all(kind in said for kind in ("Windows", "Android", "iPhone"))
    answer = secretary.get(FILE)
    assert answer["Content-Disposition"] == 'attachment; filename="chibo-chung-thu-goc.crt"'
    given = x509.load_pem_x509_certificate(answer.content)
    assert given == held.authority
    assert b"PRIVATE" not in answer.content


@override_settings(CHIBO_NETWORK=Network(proxies=("127.0.0.1",)))
def test_behind_a_proxy_the_certificate_is_the_proxys(secretary: Client) -> None:
    assert "Đứng sau một máy chủ HTTPS của cơ quan" in text(secretary)


def test_who_does_not_set_things_up_does_not_see_it(client: Client, db: None) -> None:
    client.force_login(enter(sample_cell(), "kiemtra", "Tòng Mẫu Kiểm", Grant.Role.AUDITOR))
    assert client.get(PAGE).status_code == 403
    assert client.get(FILE).status_code == 403


STATED = {"place": "Phòng lưu trữ, nhà A", "reason": "Lò Mẫu An kiểm tra 2-3-2026", "is_one_site": "on"}
WHOLE = {**STATED, "has_no_line_out": "on", "is_guarded": "on"}


def marked() -> SimpleUploadedFile:
    return SimpleUploadedFile("Công văn 12 MẬT.csv", "Họ tên;Ngày sinh\nLò Mẫu An;2/4/1970".encode())


def said(answer: Any) -> str:
    """What a page says, with the spaces and hyphens that do not break turned into plain ones."""
    return str(answer.content.decode()).replace("\xa0", " ").replace("\u2011", "-")


def lines(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


def test_a_certificate_lasts_to_the_day_of_viet_nam(secretary: Client) -> None:
    authority.issue(place.data_folder(), NAMES, at=datetime(2026, 3, 4, 20, tzinfo=UTC))
    reached = network.reached()
    held = authority.read(place.data_folder())
    assert held is not None
    assert held.server is not None
    assert held.server.not_valid_after_utc.hour >= 17, "already the next day in Viet Nam"
    assert reached.authority_until == held.authority.not_valid_after_utc.date() + timedelta(days=1)
    assert reached.server_until == held.server.not_valid_after_utc.date() + timedelta(days=1)


def test_before_the_law_of_2026_there_is_no_ground_for_a_statement(secretary: Client) -> None:
    refused = secretary.post(PAGE + "doc-lap/", WHOLE)
    assert refused.status_code == 422
    assert "chưa có căn cứ để khai mạng LAN độc lập" in said(refused)
    assert not NetworkStatement.objects.exists()


@pytest.fixture
def later(secretary: Client) -> Client:
    """The same cell after the law came into force."""
    Installation.objects.update(working_day=date(2026, 3, 2))
    return secretary


def test_every_point_of_the_definition_must_hold_and_who_says_so_is_named(later: Client) -> None:
    refused = later.post(PAGE + "doc-lap/", {**STATED, "place": ""})
    assert refused.status_code == 422
    told = said(refused)
    assert "Chưa ghi địa điểm của mạng" in told
    assert "có biện pháp bảo đảm an ninh" in told
    assert later.post(PAGE + "doc-lap/", WHOLE).status_code == 302
    assert "Lò Mẫu An, 2-3-2026" in text(later)
    assert "Lời khai đang có hiệu lực" in said(later.post(PAGE + "doc-lap/", WHOLE))
    assert lines("desk.state_network")[0].reason == STATED["reason"]


def test_a_statement_lowers_the_refusal_to_a_warning_on_record_and_its_end_brings_it_back(later: Client) -> None:
    address = "/nhap-danh-sach/"
    assert "Không lưu tệp có dấu MẬT" in said(later.post(address, {"file": marked()}))
    assert not lines("exchange.upload_list"), "nothing is kept"
    later.post(PAGE + "doc-lap/", WHOLE)
    shown = said(later.post(address, {"file": marked()}, follow=True))
    assert "Đã nhận nội dung có dấu MẬT vì đơn vị khai đây là mạng LAN độc lập" in shown
    (line,) = lines("exchange.upload_list")
    assert line.changes["secrecy"] == [None, "MẬT"]
    later.post(PAGE + "doc-lap/", {"viec": "thoi"})
    assert "Không lưu tệp có dấu MẬT" in said(later.post(address, {"file": marked()}))
    assert len(lines("exchange.upload_list")) == 1


def test_a_text_with_a_mark_too(later: Client) -> None:
    wanted = {**WHOLE, "reason": "Kiểm tra.\nMẬT\n"}
    assert "Không nhận đoạn có dòng MẬT" in said(later.post(PAGE + "doc-lap/", wanted))


def test_outside_of_a_page_a_mark_is_always_refused(later: Client) -> None:
    later.post(PAGE + "doc-lap/", WHOLE)
    assert secrecy.statement_now() is not None
    assert not secrecy.is_taken("MẬT")


def test_who_looks_after_a_part_only_states_nothing(client: Client, later: Client) -> None:
    from tests.factories import OrganisationFactory  # noqa: PLC0415

    client.force_login(enter(OrganisationFactory.create(), "khac", "Vì Mẫu Khác", Grant.Role.SECRETARY))
    assert client.post(PAGE + "doc-lap/", WHOLE).status_code == 403
    assert "Ghi lời khai" not in text(client)
