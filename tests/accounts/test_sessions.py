"""Sessions that are over leave no trace of where somebody worked; those that are not go on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from chibo.accounts.sessions import forget_over
from chibo.desk.management import schedule
from tests.accounts.people import PHRASE
from tests.accounts.test_pages import sign_in

if TYPE_CHECKING:
    from chibo.accounts.models import User

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)


def test_what_is_over_goes_with_its_line_in_the_list_of_places(secretary: User) -> None:
    over, going_on = Client(), Client()
    for client in (over, going_on):
        assert sign_in(client, "an", PHRASE).status_code == 302
    key = over.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=LONG_AGO)
    assert UserSession.objects.filter(user=secretary).count() == 2
    assert forget_over() == 1
    assert not Session.objects.filter(session_key=key).exists()
    assert [line.session_key for line in UserSession.objects.filter(user=secretary)] == [going_on.session.session_key]
    assert going_on.get("/tai-khoan/").status_code == 200
    assert forget_over() == 0


def test_each_signing_in_makes_a_long_name_of_chance_anew(secretary: User) -> None:
    client, planted = Client(), "a" * 32
    client.cookies["chibo_phien"] = planted
    names = set()
    for _ in range(3):
        assert sign_in(client, "an", PHRASE).status_code == 302
        names.add(client.session.session_key)
        client.post("/dang-xuat/")
        assert not Session.objects.filter(session_key__in=names).exists(), "a name that served opens nothing"
    assert len(names) == 3
    assert planted not in names, "nobody signs in under a name that another chose"
    assert [name for name in names if not re.fullmatch("[a-z0-9]{32}", str(name))] == []


def test_a_server_that_runs_for_months_forgets_them_too(secretary: User) -> None:
    sign_in(Client(), "an", PHRASE)
    Session.objects.update(expire_date=LONG_AGO)
    schedule.tidy()
    assert not Session.objects.exists()


def test_the_daily_command_says_how_many_were_over(secretary: User, capsys: pytest.CaptureFixture[str]) -> None:
    client = Client()
    sign_in(client, "an", PHRASE)
    Session.objects.update(expire_date=LONG_AGO)
    call_command("refresh_due")
    assert "Đã xóa 1 phiên đăng nhập đã hết." in capsys.readouterr().out
