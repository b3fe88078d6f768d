"""Cài đặt › Cấp ủy: who sits on the committee, entered and ended without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.register import actions
from chibo.register.models import OfficeHolding, Person
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

PAGE = "/cai-dat/cap-uy/"


def browser(client: Client, username: str) -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    OfficeHolding.objects.filter(organisation=sample).delete()
    return browser(client, "bi-thu")


def hold(office: str, name: str, starts_on: str = "22-5-2015") -> dict[str, str]:
    uid = str(Person.objects.get(full_name=name).uid)
    return {"viec": "giu", "giu-office": office, "giu-person": uid, "giu-starts_on": starts_on}


def test_the_settings_lead_there_while_nobody_is_entered(secretary: Client) -> None:
    text = secretary.get("/cai-dat/").content.decode()
    assert "chưa ghi" in text
    assert f'href="{PAGE}">Ghi cấp ủy</a>' in text
    assert "Chưa ghi ai trong cấp ủy." in secretary.get(PAGE).content.decode()


def test_an_office_is_entered_and_ended(secretary: Client, sample: Organisation) -> None:
    answer = secretary.post(PAGE, hold("secretary", "Lò Mẫu An"))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    held = OfficeHolding.objects.get(organisation=sample)
    assert (held.office, held.person.full_name, held.starts_on) == ("secretary", "Lò Mẫu An", date(2015, 5, 22))
    text = secretary.get(PAGE).content.decode()
    assert "Bí thư: Lò Mẫu An" in text
    assert f'href="{PAGE}">Sửa cấp ủy</a>' in secretary.get("/cai-dat/").content.decode()
    sent = {"viec": "thoi", "thoi-holding": str(held.uid), "thoi-ends_on": "21-5-2018"}
    assert secretary.post(PAGE, sent).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == date(2018, 5, 21)
    assert "Chưa ghi ai trong cấp ủy." in secretary.get(PAGE).content.decode()


def test_what_cannot_be_is_said_and_nothing_is_written(secretary: Client) -> None:
    text = secretary.post(PAGE, {"viec": "giu"}).content.decode()
    for said in ("Chưa chọn chức vụ.", "Chưa chọn đồng chí.", "Chưa ghi ngày giữ chức vụ."):
        assert said in text
    late = secretary.post(PAGE, hold("deputy_secretary", "Lò Mẫu An", "22-5-2030"))
    assert late.status_code == 422
    assert "ở sau ngày hôm nay" in late.content.decode()
    assert not OfficeHolding.objects.exists()
    secretary.post(PAGE, hold("secretary", "Lò Mẫu An"))
    second = secretary.post(PAGE, hold("secretary", "Trần Mẫu Cường", "21-5-2018")).content.decode()
    assert "Ghi ngày thôi chức vụ của người trước." in second
    held = OfficeHolding.objects.get()
    early = {"viec": "thoi", "thoi-holding": str(held.uid), "thoi-ends_on": "1-1-2015"}
    assert secretary.post(PAGE, early).status_code == 422
    held.refresh_from_db()
    assert held.ends_on is None


def test_only_who_keeps_the_register_comes_in(sample: Organisation, client: Client) -> None:
    before = OfficeHolding.objects.count()
    other = browser(client, "quan-tri")
    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE, hold("secretary", "Lò Mẫu An")).status_code == 403
    assert PAGE not in other.get("/cai-dat/").content.decode()
    assert OfficeHolding.objects.count() == before


def test_a_wrong_office_is_taken_back_and_the_right_one_entered_from_the_same_day(
    secretary: Client, sample: Organisation
) -> None:
    secretary.post(PAGE, hold("secretary", "Trần Mẫu Cường"))
    wrong = OfficeHolding.objects.get(organisation=sample)
    secretary.post(PAGE, {"viec": "thoi", "thoi-holding": str(wrong.uid), "thoi-ends_on": "23-5-2015"})
    page = f"{PAGE}{wrong.uid}/rut/"
    assert f'href="{page}"' in secretary.get(PAGE).content.decode()
    refused = secretary.post(page, {"rut-reason": ""})
    assert refused.status_code == 422
    assert OfficeHolding.objects.filter(pk=wrong.pk).exists()
    assert secretary.post(page, {"rut-reason": "ghi nhầm người"}).status_code == 302
    assert not OfficeHolding.objects.exists()
    assert secretary.post(PAGE, hold("secretary", "Lò Mẫu An")).status_code == 302
    assert f'href="{PAGE}{OfficeHolding.objects.get().uid}/rut/"' in secretary.get(PAGE).content.decode()
    line = AuditEntry.objects.get(action="register.take_back_office")
    assert (line.changes["starts_on"], line.reason) == (["2015-05-22", None], "ghi nhầm người")


def test_an_office_that_ended_with_a_leaving_waits_for_that_to_be_taken_back(
    secretary: Client, sample: Organisation
) -> None:
    secretary.post(PAGE, hold("secretary", "Trần Mẫu Cường"))
    held = OfficeHolding.objects.get(organisation=sample)
    actions.record_death(actor=actor(), on=MONDAY, person=held.person, died_on=date(2018, 5, 7))
    refused = secretary.post(f"{PAGE}{held.uid}/rut/", {"rut-reason": "ghi nhầm người"})
    assert refused.status_code == 422
    assert "Rút lại việc rời chi bộ trước." in refused.content.decode()
