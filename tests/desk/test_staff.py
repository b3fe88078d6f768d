"""Thêm người, công tác: somebody who is no member is entered, comes to work, stops, and an end was a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.development.queries import board
from chibo.register import queries
from chibo.register.models import Employment, Person, PersonApart
from chibo.reports.queries import say_share
from tests.factories import MONDAY, OrganisationFactory, WorkplaceFactory, actor, member

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
NEW = "/nguoi/them/"


def browser(client: Client, username: str = "bi-thu") -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return browser(client)


def of(name: str) -> Person:
    return Person.objects.get(full_name=name)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def newcomer(sample: Organisation, **said: str) -> dict[str, str]:
    place = sample.workplaces.get()
    about = {"full_name": "Giàng Mẫu Sử", "sex": "male", "birth": "12-3-1996"}
    return {**about, "workplace": str(place.uid), "starts_on": "2-5-2018", "position": "Chuyên viên", **said}


def test_one_of_the_staff_is_entered_without_a_list(secretary: Client, sample: Organisation) -> None:
    before = queries.head_count(sample, MONDAY)
    assert "Thêm người" in text(secretary.get("/nguoi/"))
    answer = secretary.post(NEW, newcomer(sample))
    one = of("Giàng Mẫu Sử")
    assert (answer.status_code, answer["Location"]) == (302, f"/nguoi/{one.uid}/")
    job = one.employments.get()
    assert (job.position, job.starts_on, str(one.birth)) == ("Chuyên viên", date(2018, 5, 2), "1996-03-12")
    after = queries.head_count(sample, MONDAY)
    assert (after.staff, after.members) == (before.staff + 1, before.members)
    assert "Quần chúng" in text(secretary.get(f"/nguoi/{one.uid}/"))


def test_a_name_typed_in_small_letters_gets_its_capitals(secretary: Client, sample: Organisation) -> None:
    assert "chữ đầu mỗi tiếng được viết hoa" in text(secretary.get(NEW))
    assert secretary.post(NEW, newcomer(sample, full_name="giàng  mẫu sử")).status_code == 302
    assert of("Giàng Mẫu Sử").sort_key
    assert "Đã thêm Giàng Mẫu Sử." in text(secretary.get("/nguoi/"))


def test_somebody_may_be_kept_who_works_nowhere_here(secretary: Client, sample: Organisation) -> None:
    said = newcomer(sample, workplace="", starts_on="", position="", birth="1996")
    assert secretary.post(NEW, said).status_code == 302
    assert not of("Giàng Mẫu Sử").employments.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"full_name": ""}, "Chưa ghi họ và tên"),
        ({"birth": "2030"}, "nằm ngoài khoảng có thể"),
        ({"starts_on": ""}, "Chưa ghi ngày nhận việc."),
        ({"workplace": ""}, "chưa chọn nơi làm"),
        ({"starts_on": "1-6-2018"}, "ở sau ngày hôm nay"),
        ({"starts_on": "1-1-1990"}, "ở trước ngày sinh"),
        ({"starts_on": "hôm qua"}, "hôm qua"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_half_written(
    secretary: Client, sample: Organisation, wrong: dict[str, str], told: str
) -> None:
    people, jobs, lines = Person.objects.count(), Employment.objects.count(), AuditEntry.objects.count()
    answer = secretary.post(NEW, newcomer(sample, **wrong))
    assert answer.status_code == 422
    assert told in text(answer)
    assert (Person.objects.count(), Employment.objects.count(), AuditEntry.objects.count()) == (people, jobs, lines)


@pytest.mark.parametrize("birth", ["", "1993", "30-5-1993"])
def test_somebody_of_that_name_is_shown_before_another_is_entered(
    secretary: Client, sample: Organisation, birth: str
) -> None:
    known = of("Lò Mẫu Xuân")
    Person.objects.filter(pk=known.pk).update(birth="1993-05-30")
    said = newcomer(sample, full_name="lò mẫu xuân", birth=birth)
    answer = secretary.post(NEW, said)
    assert answer.status_code == 422
    assert "Trong sổ đã có Lò Mẫu Xuân" in text(answer)
    assert f'href="/nguoi/{known.uid}/"' in text(answer)
    assert secretary.post(NEW, {**said, "is_another": "on"}).status_code == 302
    other = Person.objects.exclude(pk=known.pk).get(full_name="Lò Mẫu Xuân")
    apart = PersonApart.objects.get()
    assert {apart.person, apart.other} == {known, other}
    secretary.get("/nguoi/")
    assert "lò mẫu xuân" not in text(secretary.get("/nguoi/trung/"))


def test_a_namesake_of_another_year_or_out_of_reach_asks_nothing(secretary: Client, sample: Organisation) -> None:
    member(OrganisationFactory.create(name="Chi bộ Xa", scope_key="9999"), "Thào Mẫu Xa")
    said = newcomer(sample, full_name="Thào Mẫu Xa", birth="1985")
    assert secretary.post(NEW, said).status_code == 302
    said = newcomer(sample, full_name="Lò Mẫu Xuân", birth="1970")
    assert secretary.post(NEW, said).status_code == 302


def post(secretary: Client, one: Person, verb: str, **said: str) -> Any:
    return secretary.post(f"/nguoi/{one.uid}/cong-tac/", {"viec": verb, **{f"{verb}-{k}": v for k, v in said.items()}})


def end_of(job: Employment) -> date | None:
    return Employment.objects.get(pk=job.pk).ends_on


def test_who_stopped_last_month_is_entered_and_taken_back(secretary: Client, sample: Organisation) -> None:
    one = of("Phan Mẫu Yến")
    job = one.employments.get(ends_on=None)
    before = queries.head_count(sample, MONDAY)
    assert "Thôi việc" in text(secretary.get(f"/nguoi/{one.uid}/cong-tac/"))
    assert post(secretary, one, "thoi", employment=str(job.uid), ends_on="16-4-2018").status_code == 302
    assert end_of(job) == date(2018, 4, 16)
    assert queries.head_count(sample, date(2018, 4, 15)).staff == before.staff
    assert queries.head_count(sample, MONDAY).staff == before.staff - 1
    again = post(secretary, one, "thoi", employment=str(job.uid), ends_on="17-4-2018")
    assert (again.status_code, "không còn trong danh sách" in text(again)) == (422, True)
    assert post(secretary, one, "mo", employment=str(job.uid), reason="").status_code == 422
    assert post(secretary, one, "mo", employment=str(job.uid), reason="ghi nhầm người").status_code == 302
    assert end_of(job) is None
    assert queries.head_count(sample, MONDAY) == before
    line = AuditEntry.objects.get(action="register.reopen_employment")
    assert (line.changes["ends_on"], line.reason) == (["2018-04-16", None], "ghi nhầm người")


def test_a_day_ahead_is_entered_corrected_by_what_happened_and_taken_back(secretary: Client) -> None:
    one = of("Phan Mẫu Yến")
    job = one.employments.get(ends_on=None)
    assert post(secretary, one, "thoi", employment=str(job.uid), ends_on="1-9-2018").status_code == 302
    assert "sẽ thôi" in text(secretary.get(f"/nguoi/{one.uid}/cong-tac/"))
    assert "Phan Mẫu Yến" in text(secretary.get("/cai-dat/can-bo-nghi/")), "the forecast reckons with it"
    assert post(secretary, one, "thoi", employment=str(job.uid), ends_on="21-5-2018").status_code == 302
    assert end_of(job) == MONDAY
    assert post(secretary, one, "mo", employment=str(job.uid), reason="chưa thôi").status_code == 302
    assert end_of(job) is None


def test_somebody_comes_to_work_again_and_an_end_between_stays(secretary: Client, sample: Organisation) -> None:
    one, place = of("Phan Mẫu Yến"), sample.workplaces.get()
    job = one.employments.get(ends_on=None)
    post(secretary, one, "thoi", employment=str(job.uid), ends_on="16-4-2018")
    come = {"workplace": str(place.uid), "starts_on": "2-5-2018", "position": "Văn thư"}
    assert post(secretary, one, "vao", **come).status_code == 302
    refused = post(secretary, one, "mo", employment=str(job.uid), reason="nhầm")
    assert (refused.status_code, "vào làm lại" in text(refused)) == (422, True)
    assert "đã có tên trong biên chế" in text(post(secretary, one, "vao", **come))


def test_members_share_follows_who_stops_working(secretary: Client, sample: Organisation) -> None:
    before = queries.head_count(sample, MONDAY)
    one = of("Lò Mẫu Xuân")  # no member
    post(secretary, one, "thoi", employment=str(one.employments.get(ends_on=None).uid), ends_on="16-4-2018")
    after = queries.head_count(sample, MONDAY)
    assert before.share is not None
    assert after.share is not None
    assert (after.share > before.share, after.staff) == (True, before.staff - 1)
    assert board(actor(), sample, MONDAY).head_count.share == after.share
    assert say_share(after.share) in text(secretary.get("/bao-cao/nhanh/"))


def test_who_does_not_keep_the_register_reads_alone(sample: Organisation, client: Client) -> None:
    address = f"/nguoi/{of('Phan Mẫu Yến').uid}/cong-tac/"
    auditor = browser(client, "kiem-tra")
    page = text(auditor.get(address))
    assert ("Chuyên viên" in page or "đang làm" in page, "Ghi thôi việc" in page) == (True, False)
    assert auditor.post(address, {"viec": "vao"}).status_code == 403
    assert auditor.get(NEW).status_code == 403


@pytest.mark.parametrize("more", [0, 2, 40])
def test_the_page_asks_as_often_for_many_posts(secretary: Client, sample: Organisation, more: int) -> None:
    one = of("Phan Mẫu Yến")
    for number in range(more):
        place = WorkplaceFactory.create(organisation=sample, name=f"Ban Mẫu {number}")
        Employment.objects.create(person=one, workplace=place, starts_on=date(2012, 1, 2), ends_on=date(2012, 2, 1))
    with CaptureQueriesContext(connection) as asked:
        secretary.get(f"/nguoi/{one.uid}/cong-tac/")
    assert len(asked) <= 16


def test_the_death_of_somebody_who_is_no_member_is_entered_and_taken_back(secretary: Client) -> None:
    one = of("Lò Mẫu Xuân")
    address, job = f"/nguoi/{one.uid}/tu-tran/", one.employments.get(ends_on=None)
    assert "Từ trần</a>" in text(secretary.get(f"/nguoi/{one.uid}/"))
    assert secretary.post(address, {"died_on": "1-6-2018"}).status_code == 422
    assert (end_of(job), "Quần chúng" in text(secretary.get(f"/nguoi/{one.uid}/"))) == (None, True)
    assert secretary.post(address, {"died_on": "15-5-2018"}).status_code == 302
    assert end_of(job) == date(2018, 5, 15)
    assert "Đã từ trần" in text(secretary.get(f"/nguoi/{one.uid}/"))
    assert "Từ trần" not in text(secretary.get(f"/nguoi/{one.uid}/ly-lich/ghi/")).split("Rút lại: từ trần")[0]
    assert secretary.post(address, {"rut-reason": ""}).status_code == 422
    assert secretary.post(address, {"rut-reason": "ghi nhầm người"}).status_code == 302
    assert "Quần chúng" in text(secretary.get(f"/nguoi/{one.uid}/"))
    assert post(secretary, one, "mo", employment=str(job.uid), reason="ghi nhầm người").status_code == 302
    acts = AuditEntry.objects.filter(action__in=["register.record_passing", "register.take_back_passing"])
    assert acts.count() == 2


def test_a_members_death_ends_the_membership_and_is_entered_there(secretary: Client) -> None:
    answer = secretary.post(f"/nguoi/{of('Quàng Mẫu Dung').uid}/tu-tran/", {"died_on": "15-5-2018"})
    assert (answer.status_code, "đang là đảng viên" in text(answer)) == (422, True)
    assert of("Quàng Mẫu Dung").employments.filter(ends_on=None).exists(), "nothing is half written"
