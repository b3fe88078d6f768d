"""Names, cookies and headers in every mode: alone on a machine, with TLS of its own, behind a proxy."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from chibo.base import uploads
from chibo.config import network, urlform
from chibo.config.logs import NamelessFormatter

PLAIN = {"CHIBO_HOSTS": "", "CHIBO_HTTPS": ""}
NAMES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "MFA_TRUST_COOKIE_NAME", "CHIBO_LARGE_COOKIE", "CHIBO_KNOWN_COOKIE")
SHOWN = (
    *NAMES,
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_PROXY_SSL_HEADER",
)


def settings_with(**environment: str) -> dict[str, Any]:
    """What the settings come to in a process of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHIBO_")}
    script = (
        f"import json; from chibo.config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {SHOWN}}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=kept | environment, capture_output=True, text=True, timeout=300, check=True
    )
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_alone_on_a_machine_only_its_own_names_are_answered() -> None:
    found = settings_with()
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert [found[name] for name in NAMES] == ["chibo_phien", "chibo_csrf", "chibo_tin_may", "chibo_chu", "chibo_quen"]
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize("mode", ["1", "lan"])
def test_with_tls_cookies_belong_to_this_host_and_the_browser_remembers_it(mode: str) -> None:
    found = settings_with(CHIBO_HTTPS=mode, CHIBO_HOSTS="may-chu.local, 192.168.1.20")
    assert found["ALLOWED_HOSTS"][3:] == ["may-chu.local", "192.168.1.20"]
    assert [found[name] for name in NAMES if not found[name].startswith("__Host-")] == []
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SECURE_PROXY_SSL_HEADER"] is None, "no header of a browser says that the line is encrypted"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CHIBO_HOSTS": "may-chu.local"}, "phải dùng HTTPS"),
        ({"CHIBO_HOSTS": "*", "CHIBO_HTTPS": "1"}, "không dùng “\\*”"),
        ({"CHIBO_HOSTS": ".local", "CHIBO_HTTPS": "1"}, "dấu chấm"),
        ({"CHIBO_HTTPS": "yes"}, "chỉ nhận 0"),
        ({"CHIBO_HTTPS": "1", "CHIBO_PROXIES": "proxy.local"}, "không phải địa chỉ IP"),
        ({"CHIBO_HTTPS": "1", "CHIBO_PROXIES": "0.0.0.0/0"}, "mọi địa chỉ"),
    ],
)
def test_what_would_open_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    for name, value in (PLAIN | environment).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        network.from_environment()


def seen(proxies: tuple[str, ...], caller: str, **headers: str) -> tuple[str, str]:
    """The address and the scheme that the application sees."""
    found: dict[str, str] = {}

    def application(environ: dict[str, str], _start: object) -> list[bytes]:
        found.update(environ)
        return []

    answering = network.believing(application, proxies)
    answering({"REMOTE_ADDR": caller, "wsgi.url_scheme": "http", **headers}, lambda *_: None)
    return found["REMOTE_ADDR"], found["wsgi.url_scheme"]


FORWARDED = {"HTTP_X_FORWARDED_FOR": "10.1.2.3", "HTTP_X_FORWARDED_PROTO": "https"}


def test_a_named_proxy_is_believed_and_nobody_else() -> None:
    assert seen(("127.0.0.1",), "127.0.0.1", **FORWARDED) == ("10.1.2.3", "https")
    assert seen(("127.0.0.1",), "10.9.9.9", **FORWARDED) == ("10.9.9.9", "http")
    assert seen((), "127.0.0.1", **FORWARDED) == ("127.0.0.1", "http")


def test_what_a_browser_puts_before_the_proxys_word_is_not_taken() -> None:
    forged = {**FORWARDED, "HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.1.2.3"}
    assert seen(("127.0.0.1",), "127.0.0.1", **forged) == ("10.1.2.3", "https")


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "localhost@example.org", "a b"])
def test_another_host_is_refused_without_being_repeated(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/tro-giup/", headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


@pytest.mark.django_db
@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000, ALLOWED_HOSTS=["may-chu.local", "localhost"]
)
def test_what_came_unencrypted_is_asked_again_and_a_shared_name_is_not_bound_for_a_year() -> None:
    client = Client()
    plain = client.get("/tro-giup/", headers={"host": "may-chu.local"})
    assert (plain.status_code, plain["Location"]) == (301, "https://may-chu.local/tro-giup/")
    there = client.get("/tro-giup/", headers={"host": "may-chu.local"}, secure=True)
    assert there["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    here = client.get("/tro-giup/", headers={"host": "localhost"}, secure=True)
    assert here["Strict-Transport-Security"] == "max-age=0"


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgres://chibo:x@may-khac.local/chibo", "verify-full"),
        ("postgres://chibo:x@10.1.2.3:5432/chibo", "verify-full"),
        ("postgres://chibo:x@may-khac.local/chibo?sslmode=require", "require"),
        ("postgres://chibo:x@127.0.0.1/chibo", None),
        ("postgres://chibo@/chibo?host=/run/postgresql", None),
    ],
)
def test_a_database_on_another_machine_is_reached_by_tls_with_its_certificate_checked(
    address: str, mode: str | None
) -> None:
    assert urlform.postgres(address)["OPTIONS"].get("sslmode") == mode


def test_what_a_suspicious_request_said_stands_in_no_log() -> None:
    said = "Invalid HTTP_HOST header: 'evil.example'. You may need to add 'evil.example' to ALLOWED_HOSTS."
    record = logging.LogRecord("django.security.DisallowedHost", logging.ERROR, "x.py", 1, said, None, None)
    line = NamelessFormatter().format(record)
    assert "evil" not in line
    assert "django.security.DisallowedHost: yêu cầu đáng ngờ" in line


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["may-chu.local"])
@pytest.mark.parametrize("is_secure", [True, False])
def test_who_calls_by_another_name_gets_the_headers_of_every_answer(*, is_secure: bool) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/tro-giup/", headers={"host": "evil.example"}, secure=is_secure)
    assert answer.status_code == 400
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_a_request_too_large_for_the_memory_is_refused_before_it_is_read() -> None:
    read: list[int] = []

    class Body(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            read.append(size or 0)
            return b""

    asked: dict[str, Any] = {"CONTENT_LENGTH": str(uploads.MOST_TOGETHER + 1), "wsgi.input": Body()}
    answer = Client().post("/dang-nhap/", **asked)
    assert answer.status_code == 413
    assert "một lần gửi nhiều nhất 100 MB" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert read == []


def test_a_line_of_errors_has_the_one_time_of_all_logs() -> None:
    record = logging.LogRecord("chibo", logging.ERROR, "x.py", 1, "a", None, None)
    record.created = 1_526_860_800.25
    line = NamelessFormatter().format(record)
    assert re.match(r"2018-05-21T00:00:00\.\d{3}Z ERROR chibo: a", line)
