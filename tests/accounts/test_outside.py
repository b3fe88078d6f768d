"""Signing in by an outside service: off by default, only into accounts given beforehand, nothing else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.urls import reverse

from chibo.accounts.models import Grant, OutsideIdentity, SecondStepRule, User
from chibo.base.models import AuditEntry
from chibo.config import oidc
from tests.accounts.people import PHRASE
from tests.accounts.service import CLIENT, SECRET, SignInService, asked_for
from tests.accounts.test_pages import says_it_again, sign_in, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client

    from chibo.register.models import Organisation


BEGIN, BACK = "/dang-nhap/co-quan/", "/dang-nhap/co-quan/ve/"


@pytest.fixture
def service() -> Iterator[SignInService]:
    running = SignInService()
    named = oidc.Service(
        issuer=running.issuer,
        client=CLIENT,
        secret=SECRET,
        title="Cổng của tỉnh",
        second_step="mfa",
        hosts=frozenset({running.host}),
    )
    with override_settings(CHIBO_OIDC=named, SOCIALACCOUNT_PROVIDERS=named.provider):
        yield running
    running.close()


@pytest.fixture
def known(secretary: User) -> User:
    OutsideIdentity.objects.create(user=secretary, name="an-01")
    return secretary


def comes_back(client: Client, service: SignInService, **changed: str) -> HttpResponse:
    """The whole way: to the service, and back with a code."""
    there = client.post(BEGIN, {"next": "/nguoi/"})
    assert there["Location"].startswith(f"{service.issuer}/vao?")
    asked = asked_for(there["Location"])
    service.challenge = asked["code_challenge"]
    return cast("HttpResponse", client.get(BACK, {"code": "mot-lan", "state": asked["state"]} | changed))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_without_a_service_there_is_nothing(client: Client, secretary: User) -> None:
    assert "co-quan" not in client.get("/dang-nhap/").content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get(BACK, {"code": "x", "state": "y"}).status_code == 404
    sign_in(client, "an", PHRASE)
    assert client.get(f"/cai-dat/tai-khoan/{secretary.uid}/danh-tinh/").status_code in {302, 404}


def test_who_is_known_gets_in_and_it_stands_in_the_log(client: Client, service: SignInService, known: User) -> None:
    assert "Đăng nhập bằng Cổng của tỉnh" in text(client.get("/dang-nhap/"))
    answer = comes_back(client, service)
    assert answer["Location"] == "/nguoi/"
    assert client.get("/nguoi/").status_code == 200
    entry = AuditEntry.objects.get(action="accounts.sign_in")
    assert entry.changes == {"way": [None, "dịch vụ của cơ quan"]}
    assert "/nguoi" not in service.asked, "no profile is fetched"


def test_who_is_not_known_stays_out_and_gets_no_account(client: Client, service: SignInService, known: User) -> None:
    service.words = {"sub": "nguoi-la", "email": "an@example.org", "preferred_username": "an"}
    answer = comes_back(client, service)
    assert answer["Location"] == reverse("account_login")
    assert not is_in(client)
    assert User.objects.count() == 1
    assert "chưa gắn với tài khoản nào" in text(client.get("/dang-nhap/"))


def test_an_account_out_of_use_stays_out(client: Client, service: SignInService, known: User) -> None:
    for words in ({"sub": "an-01"}, {"sub": "an-01", "amr": ["mfa"]}):
        User.objects.update(is_active=False)
        service.words = words
        assert comes_back(client, service)["Location"] == reverse("account_login")
        assert not is_in(client)


@pytest.mark.parametrize(
    "words",
    [{"iss": "https://example.org"}, {"aud": "another"}, {"exp": 1}],
)
def test_a_token_for_somebody_else_is_refused(
    client: Client, service: SignInService, known: User, words: dict[str, Any]
) -> None:
    service.words |= words
    assert comes_back(client, service)["Location"] == reverse("account_login")
    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256"])
def test_a_token_that_the_service_did_not_sign_is_refused(
    client: Client, service: SignInService, known: User, algorithm: str
) -> None:
    other = SignInService()
    other.close()
    service.algorithm = algorithm
    service.signing = {"none": None, "HS256": "k" * 32, "RS256": other.private}[algorithm]
    assert comes_back(client, service)["Location"] == reverse("account_login")
    assert not is_in(client)


def test_a_state_of_another_browser_is_refused(client: Client, service: SignInService, known: User) -> None:
    assert comes_back(client, service, state="cua-may-khac")["Location"] == reverse("account_login")
    assert not is_in(client)


def test_the_service_cannot_make_the_program_ask_elsewhere(client: Client, service: SignInService, known: User) -> None:
    other = SignInService()
    service.endpoints = {"token_endpoint": f"{other.issuer}/the", "jwks_uri": f"{other.issuer}/khoa"}
    assert comes_back(client, service)["Location"] == reverse("account_login")
    other.close()
    assert other.asked == []
    assert not is_in(client)


def test_a_service_that_calls_itself_by_another_name_is_not_believed(
    client: Client, service: SignInService, known: User
) -> None:
    service.endpoints = {"issuer": "https://example.org"}
    assert client.post(BEGIN)["Location"] == reverse("account_login")
    assert not is_in(client)


def test_nobody_is_sent_to_another_site_afterwards(client: Client, service: SignInService, known: User) -> None:
    there = client.post(BEGIN, {"next": "https://example.org/"})
    asked = asked_for(there["Location"])
    service.challenge = asked["code_challenge"]
    assert client.get(BACK, {"code": "x", "state": asked["state"]})["Location"] == "/"


def test_the_second_step_of_the_account_is_still_asked(client: Client, service: SignInService, known: User) -> None:
    TOTP.activate(known, "JBSWY3DPEHPK3PXP")
    assert comes_back(client, service)["Location"] == reverse("mfa_authenticate")
    assert client.get("/nguoi/").status_code == 302
    service.words["amr"] = ["pwd", "mfa"]
    assert comes_back(client, service)["Location"] == "/nguoi/"
    assert client.get("/nguoi/").status_code == 200, "the operator named the word by which the service vouches for it"


def test_a_role_that_must_have_a_second_step_must_set_one_up_or_bring_it_along(
    client: Client, service: SignInService, known: User, cell: Organisation
) -> None:
    SecondStepRule.objects.create(organisation=cell, roles=[Grant.Role.SECRETARY])
    comes_back(client, service)
    assert client.get("/nguoi/")["Location"] == reverse("mfa_index")
    client.post("/dang-xuat/")
    service.words["acr"] = "mfa"
    comes_back(client, service)
    assert client.get("/nguoi/").status_code == 200


def test_who_manages_accounts_names_the_identity_and_nobody_their_own(
    client: Client, service: SignInService, secretary: User, administrator: User
) -> None:
    sign_in(client, "an", PHRASE)
    address = f"/cai-dat/tai-khoan/{administrator.uid}/danh-tinh/"
    assert client.get(address)["Location"].startswith("/tai-khoan/xac-nhan/")
    says_it_again(client)
    assert client.post(address, {"name": " quan-tri-01 "}).status_code == 302
    assert OutsideIdentity.objects.get(user=administrator).name == "quan-tri-01"
    own = client.post(f"/cai-dat/tai-khoan/{secretary.uid}/danh-tinh/", {"name": "an-01"})
    assert "Không ai tự gắn danh tính cho mình" in text(own)
    assert client.post(address, {"name": ""}).status_code == 302
    assert not OutsideIdentity.objects.exists()
    said = [entry.changes["name"] for entry in AuditEntry.objects.filter(action="accounts.name_outside").order_by("id")]
    assert said == [[None, "quan-tri-01"], ["quan-tri-01", None]]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CHIBO_OIDC_ISSUER": "http://cong.tinh.example"}, "phải là địa chỉ https"),
        ({"CHIBO_OIDC_CLIENT": ""}, "phải có CHIBO_OIDC_CLIENT"),
        ({"CHIBO_OIDC_SECRET_FILE": "/khong/co"}, "Không đọc được"),
    ],
)
def test_what_is_unsafe_or_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    secret = tmp_path / "bi-mat"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    whole = {
        "CHIBO_OIDC_ISSUER": "https://cong.tinh.example/",
        "CHIBO_OIDC_CLIENT": CLIENT,
        "CHIBO_OIDC_SECRET_FILE": str(secret),
        "CHIBO_OIDC_HOSTS": "khoa.tinh.example",
    }
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    found = oidc.from_environment()
    assert found is not None
    assert found.secret == SECRET
    assert SECRET not in repr(found)
    assert found.origins == ("https://cong.tinh.example", "https://khoa.tinh.example")
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        oidc.from_environment()
