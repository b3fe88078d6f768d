"""The book of numbers over HTTP: what it shows, what it gives, what it refuses."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.documents.models import GivenNumber
from chibo.meetings import actions as meetings
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

BOOK = "/van-ban/so/"


def sign_in(client: Client, username: str) -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def shown(client: Client, path: str = BOOK) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def take(client: Client, paper_type: str = "CV", title: str = "cử quần chúng đi học", day: str = "21-5-2018") -> int:
    data = {"paper_type": paper_type, "dated": day, "title": title}
    return client.post(f"{BOOK}lay-so/", data).status_code


def old_resolution(sample: Organisation, number: int) -> None:
    meetings.record_past_resolution(
        actor=actor(),
        on=MONDAY,
        organisation=sample,
        resolved_on=date(2017, 10, 5),
        title="phân công người giúp đỡ",
        number=number,
    )


def test_numbers_follow_each_other_and_the_book_tells_of_what(secretary: Client) -> None:
    assert "Chưa văn bản nào lấy số trong nhiệm kỳ này" in shown(secretary)
    assert [take(secretary), take(secretary, title="báo cáo việc cử đi học")] == [302, 302]
    page = shown(secretary)
    assert '<b class="num">03-CV/CB</b>' in page
    assert page.index("báo cáo việc cử đi học") < page.index("cử quần chúng đi học")
    assert "Đã lấy số" in page


def test_an_old_number_opens_the_book_after_it_and_the_gap_is_explained(
    secretary: Client, sample: Organisation
) -> None:
    old_resolution(sample, 4)
    page = shown(secretary)
    assert '<b class="num">05-NQ/CB</b>' in page
    assert "Còn 3 số chưa rõ" in page
    assert "loai=NQ&amp;tu=1&amp;den=3" in page
    form = shown(secretary, f"{BOOK}giai-thich/?loai=NQ&tu=1&den=3")
    assert 'value="3"' in form
    data = {"paper_type": "NQ", "first": "1", "last": "3", "reason": "đã cấp ở sổ giấy"}
    assert secretary.post(f"{BOOK}giai-thich/", data).status_code == 302
    page = shown(secretary)
    assert "chưa rõ" not in page.partition("<main")[2].partition("errbox")[2]
    assert "đã cấp ở sổ giấy" in page


def test_what_cannot_be_is_refused_with_every_reason(secretary: Client) -> None:
    take(secretary)
    answer = secretary.post(f"{BOOK}bo-qua/", {"paper_type": "CV", "upto": "1", "reason": "nhầm"})
    assert answer.status_code == 422
    assert "Số 01 đã qua." in answer.content.decode()
    answer = secretary.post(f"{BOOK}lay-so/", {"paper_type": "TB", "dated": "21-5-2018", "title": "x"})
    assert answer.status_code == 422  # the list does not offer what a cell may not issue
    answer = secretary.post(f"{BOOK}lay-so/", {"paper_type": "CV", "dated": "", "title": ""})
    assert "Có 2 chỗ cần sửa" in answer.content.decode()


def test_a_number_taken_by_mistake_is_spoilt_and_never_given_again(secretary: Client) -> None:
    take(secretary)
    given = GivenNumber.objects.get()
    assert f"{BOOK}{given.uid}/huy/" in shown(secretary)
    assert secretary.post(f"{BOOK}{given.uid}/huy/", {"reason": "không ban hành"}).status_code == 302
    page = shown(secretary)
    assert "Đã hủy" in page
    assert '<b class="num">02-CV/CB</b>' in page
    assert secretary.post(f"{BOOK}{uuid.UUID(int=3)}/huy/", {"reason": "x"}).status_code == 404


def test_who_only_looks_is_offered_no_number(sample: Organisation, client: Client) -> None:
    sign_in(client, "kiem-tra")
    page = shown(client)
    assert "Lấy số cho văn bản" not in page
    assert client.get(f"{BOOK}lay-so/").status_code == 403


def test_the_book_asks_no_more_with_more_numbers(secretary: Client, sample: Organisation) -> None:
    def asked() -> int:
        shown(secretary)
        with CaptureQueriesContext(connection) as questions:
            shown(secretary)
        return len(questions)

    take(secretary)
    old_resolution(sample, 2)
    few = asked()
    for _ in range(5):
        take(secretary, "BC")
        take(secretary, "CV")
    assert asked() == few <= 12
