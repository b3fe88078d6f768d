"""Cài đặt → Dùng trong mạng nội bộ: what is said in each mode, and the certificate that is handed over."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from django.test import override_settings

from chibo.accounts.models import Grant
from chibo.base import authority, place
from chibo.config.network import Network
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
    assert "may-chu.local, 192.168.1.20" in said
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
