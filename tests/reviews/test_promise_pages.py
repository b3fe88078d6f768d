"""The pages of commitments, emulation and awareness work, over HTTP, on the sample cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.base.privacy import SEEN
from chibo.register.models import Person
from chibo.reviews.models import AwarenessActivity, Campaign, CampaignEntry, Commitment, CommitmentRound
from tests.factories import member
from tests.sample import lay_sample

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST = 12


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    client.force_login(User.objects.get(username="bi-thu"), backend=BACKEND)
    return client


def bac() -> CommitmentRound:
    return CommitmentRound.objects.get(name="Đăng ký học tập và làm theo Bác")


def thuy() -> Person:
    return Person.objects.get(full_name="Khoàng Mẫu Thúy")


def addresses() -> dict[str, str]:
    """Every page of the three topics, with rows of the sample in its holes."""
    turn, row = bac(), Commitment.objects.order_by("pk")[0]
    campaign, entry = Campaign.objects.earliest("pk"), CampaignEntry.objects.earliest("pk")
    activity = AwarenessActivity.objects.earliest("pk")
    return {
        "rounds": "/cam-ket/",
        "cells": "/cam-ket/cac-chi-bo/?nam=2018",
        "open": "/cam-ket/mo/",
        "round": f"/cam-ket/{turn.uid}/",
        "change": f"/cam-ket/{turn.uid}/sua/",
        "text": f"/cam-ket/{turn.uid}/loi/",
        "reminder": f"/cam-ket/{turn.uid}/nhac/",
        "member": f"/cam-ket/{turn.uid}/nguoi/{thuy().uid}/",
        "one": f"/cam-ket/ban/{row.uid}/",
        "scans": f"/cam-ket/ban/{row.uid}/ban-chup/",
        "campaigns": "/thi-dua/",
        "launch": "/thi-dua/ghi/",
        "campaign": f"/thi-dua/{campaign.uid}/",
        "change campaign": f"/thi-dua/{campaign.uid}/sua/",
        "unit": f"/thi-dua/{campaign.uid}/don-vi/",
        "entry": f"/thi-dua/phan/{entry.uid}/",
        "activities": "/tuyen-truyen/?nam=2017",
        "record": "/tuyen-truyen/ghi/",
        "activity": f"/tuyen-truyen/{activity.uid}/",
        "awareness cells": "/tuyen-truyen/cac-chi-bo/?nam=2018",
        "pipeline": "/phat-trien/bang/",
    }


def test_every_page_opens_asks_little_and_no_more_with_more_people(secretary: Client, sample: Organisation) -> None:
    pages = addresses()
    few = {name: asked(secretary, path) for name, path in pages.items()}
    assert {name: count for name, count in few.items() if count > MOST} == {}
    for _ in range(20):
        member(sample)
    assert {name: count for name, path in pages.items() if (count := asked(secretary, path)) > few[name]} == {}


def asked(client: Client, path: str) -> int:
    client.get(path)  # the first look of a day writes its line in the log
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(questions)


def test_the_sample_has_the_figures_of_its_file(secretary: Client) -> None:
    text = secretary.get("/cam-ket/").content.decode()
    assert "22/23" in text
    assert "23/23" in text
    reminder = secretary.get(f"/cam-ket/{bac().uid}/nhac/").content.decode()
    assert "Đ/c Thúy mới chuyển đến" in reminder
    assert "có thể lấy bản cam kết từ chi bộ cũ." in reminder
    pipeline = secretary.get("/phat-trien/bang/").content.decode()
    assert "Tuyên truyền, giác ngộ năm 2018" in pipeline
    assert "2 hoạt động" in pipeline
    hub = secretary.get("/danh-gia/").content.decode()
    assert all(link in hub for link in ("Các đợt cam kết", "Các đợt thi đua", "Hoạt động trong năm"))
    assert "14 lượt người dự, 0 nguồn từ đó" in secretary.get("/tuyen-truyen/").content.decode()


def test_a_round_is_opened_handed_in_confirmed_and_checked(secretary: Client, sample: Organisation) -> None:
    said = {
        "year": "2018",
        "name": "Cam kết riêng",
        "opened_on": "2-4-2018",
        "body": "Một ý.",
        "due_on": "",
        "ground": "",
    }
    assert secretary.post("/cam-ket/mo/", said).status_code == 302
    turn = CommitmentRound.objects.get(name="Cam kết riêng")
    at = f"/cam-ket/{turn.uid}/"
    an, bich = (Person.objects.get(full_name=name) for name in ("Lò Mẫu An", "Nguyễn Mẫu Bích"))
    wrong = secretary.post(f"{at}nop/", {"nop-handed_on": "32-4-2018"})
    assert wrong.status_code == 422
    ticked = {"nop-people": [str(an.uid), str(bich.uid)], "nop-handed_on": "5-4-2018", "nop-kept_at": "cặp số 20"}
    assert secretary.post(f"{at}nop/", ticked).status_code == 302
    confirmed = {"xac-nhan-people": [str(an.uid)], "xac-nhan-confirmed_on": "1-4-2018", "xac-nhan-confirmed_by": ""}
    refused = secretary.post(f"{at}xac-nhan/", confirmed)
    assert refused.status_code == 422
    assert "ở trước ngày nộp" in refused.content.decode()
    assert secretary.post(f"{at}xac-nhan/", {**confirmed, "xac-nhan-confirmed_on": "5-4-2018"}).status_code == 302
    row = Commitment.objects.get(round=turn, person=an)
    checked = {"kiem-tra-result": "met", "kiem-tra-facts": "", "kiem-tra-checked_on": "21-5-2018"}
    again = secretary.post(f"/cam-ket/ban/{row.uid}/kiem-tra/", checked)
    assert again.status_code == 422
    assert "Chưa ghi việc đã làm" in again.content.decode()
    told = {**checked, "kiem-tra-facts": "Đã nộp báo cáo ngày 10-5-2018."}
    assert secretary.post(f"/cam-ket/ban/{row.uid}/kiem-tra/", told).status_code == 302
    row.refresh_from_db()
    assert (row.confirmed_by, row.result, row.kept_at) == ("Lò Mẫu An", "met", "cặp số 20")
    for path in (f"{at}tong-hop.docx", f"{at}mau/{an.uid}.docx", f"{at}tong-hop.docx?dang=pdf"):
        assert secretary.get(path).status_code == 200
    assert secretary.post(f"{at}mau/", {"ai": "chua-nop", "dang": "docx"}).status_code == 302


def test_the_one_missing_brings_the_paper_of_the_former_cell(secretary: Client) -> None:
    at = f"/cam-ket/{bac().uid}/nguoi/{thuy().uid}/"
    early = {"handed_on": "3-1-2018", "kept_at": "", "from_cell": "", "promise": ""}
    refused = secretary.post(at, early)
    assert refused.status_code == 422
    assert "ghi tên chi bộ cũ" in refused.content.decode()
    assert secretary.post(at, {**early, "from_cell": "Chi bộ mẫu D"}).status_code == 302
    row = Commitment.objects.get(person=thuy(), round=bac())
    assert (row.handed_on, row.from_cell) == (date(2018, 1, 3), "Chi bộ mẫu D")
    assert secretary.get(at)["Location"] == f"/cam-ket/ban/{row.uid}/"
    secretary.get(f"/cam-ket/ban/{row.uid}/")
    assert (
        AuditEntry.objects.filter(action=SEEN, changes__block="commitment", subject_uid=str(row.person.uid)).count()
        == 1
    )
    assert secretary.post(f"/cam-ket/ban/{row.uid}/bo/", {"bo-reason": "Ghi nhầm"}).status_code == 302
    assert secretary.post(f"{at}mien/", {"mien-reason": "Đi học dài ngày"}).status_code == 302
    assert Commitment.objects.get(person=thuy(), round=bac()).excuse == "Đi học dài ngày"


def test_a_campaign_and_an_activity_are_put_down(secretary: Client) -> None:
    said = {"name": "Thi đua quý II", "launcher": "office", "starts_on": "2-4-2018", "circle": "free"}
    assert secretary.post("/thi-dua/ghi/", said).status_code == 302
    campaign = Campaign.objects.get(name="Thi đua quý II")
    at = f"/thi-dua/{campaign.uid}/"
    assert secretary.post(at, {"people": [str(thuy().uid)], "registered_on": "3-4-2018"}).status_code == 302
    entry = campaign.entries.get()
    told = {"pledge": "Viết 5 tin", "result": "Đã viết 6 tin", "told_on": ""}
    assert secretary.post(f"/thi-dua/phan/{entry.uid}/", told).status_code == 422
    assert secretary.post(f"/thi-dua/phan/{entry.uid}/", {**told, "told_on": "20-5-2018"}).status_code == 302
    assert secretary.post(f"{at}don-vi/", {"evaluated_on": "21-5-2018", "evaluation": "Đã xong"}).status_code == 302
    y = Person.objects.get(full_name="Đặng Mẫu Ý")
    held = {"sort": "talk", "topic": "Nói chuyện", "held_on": "2-5-2018", "people": [str(y.uid)], "others": ""}
    assert secretary.post("/tuyen-truyen/ghi/", held).status_code == 302
    activity = AwarenessActivity.objects.get(topic="Nói chuyện")
    assert secretary.post(f"/tuyen-truyen/{activity.uid}/", {**held, "others": "5"}).status_code == 302
    activity.refresh_from_db()
    assert activity.others == 5
    assert secretary.post(f"/tuyen-truyen/{activity.uid}/bo/", {"bo-reason": ""}).status_code == 422
    assert secretary.post(f"/tuyen-truyen/{activity.uid}/bo/", {"bo-reason": "Ghi nhầm"}).status_code == 302


@pytest.mark.parametrize("username", ["nguoi-giup-do", "quan-tri"])
def test_others_open_none_of_it(sample: Organisation, client: Client, username: str) -> None:
    pages = addresses()
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    own = {"one", "entry"}  # a mentor may open the own ones only
    answers = {name: client.get(path).status_code for name, path in pages.items() if name not in own}
    assert set(answers.values()) <= {403, 404}


def test_an_auditor_reads_but_writes_nothing(sample: Organisation, client: Client) -> None:
    client.force_login(User.objects.get(username="kiem-tra"), backend=BACKEND)
    assert client.get(f"/cam-ket/{bac().uid}/").status_code == 200
    assert client.post(f"/cam-ket/{bac().uid}/nop/", {}).status_code == 403
    assert client.post("/thi-dua/ghi/", {"name": "x"}).status_code == 403
    assert b'<form method="post" action="/cam-ket' not in client.get(f"/cam-ket/{bac().uid}/").content


def test_the_persons_page_shows_promises_by_right(secretary: Client) -> None:
    text = secretary.get(f"/nguoi/{Person.objects.get(full_name='Phạm Mẫu Giang').uid}/danh-gia/").content.decode()
    assert "Cam kết tu dưỡng, rèn luyện, năm 2018" in text
    assert "Thi đua lập thành tích chào mừng 88 năm Ngày thành lập Đảng" in text
    y = secretary.get(f"/nguoi/{Person.objects.get(full_name='Lò Mẫu Xuân').uid}/danh-gia/").content.decode()
    assert "từ đây vào nguồn" in y
