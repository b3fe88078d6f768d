"""The sample cell's review of 2017, made again through the pages: 100 %, 15 % and the title (decision 6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.models import Installation
from chibo.meetings import actions as meetings
from chibo.reports.queries.kept import forget
from chibo.reviews import queries
from chibo.reviews.models import Classification, Subject, Title, YearReview
from tests.factories import actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
SESSION = date(2017, 12, 6)
MOST = 12


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    """The secretary on the day after the session of December 2017, before anybody judged the year."""
    Classification.objects.filter(review__year=2017).delete()
    YearReview.objects.filter(year=2017).delete()
    Title.objects.filter(year=2017).delete()
    it_is(SESSION)
    planned = meetings.plan_meeting(
        actor=actor(), on=SESSION, organisation=sample, held_on=SESSION, kind="review", place="Phòng họp"
    )
    meetings.take_attendance(actor=actor(), on=SESSION, meeting=planned)
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def it_is(day: date) -> None:
    Installation.objects.update(working_day=day)


def posted(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def levels(review: YearReview) -> dict[str, str]:
    """The level of each subject: three excellent as in the sample, the rest good, the cell clean and strong."""
    best = set(Subject.objects.filter(review=review, person=None).values_list("uid", flat=True))
    best |= set(
        Subject.objects.filter(review=review, person__full_name__in=_excellent(review)).values_list("uid", flat=True)
    )
    return {str(one.uid): "excellent" if one.uid in best else "good" for one in review.subjects.all()}


def _excellent(review: YearReview) -> list[str]:
    names = review.subjects.filter(person__isnull=False).order_by("person__sort_key")
    return [str(one) for one in names][:3]


def test_the_review_of_2017_goes_through_the_pages(secretary: Client, sample: Organisation) -> None:
    text = posted(secretary, "/danh-gia/mo-dot/", year=2017, counted_on="5-12-2017", planned_on="22-1-2018")
    review = YearReview.objects.get(year=2017)
    assert "20 đảng viên; xếp loại 20" in text
    assert "27-HD/BTCTW" in text
    what_comes_in(secretary, review)
    text = secretary.get(f"/danh-gia/dot/{review.uid}/tinh-ty-le/").content.decode()
    assert "15% của 20 người (hoàn thành tốt trở lên) = 3" in text
    assert "Vượt trần" not in text
    what_is_decided(secretary, review)
    it_is(date(2018, 2, 6))
    forget()
    told = secretary.get("/bao-cao/nhanh/").content.decode()
    assert [
        said for said in ("100%</a> đảng viên được", "15%</a> hoàn thành", "trong sạch vững mạnh") if said not in told
    ] == []
    result = queries.review_result(sample, 2017)
    assert result is not None
    assert (result.rated, result.good_or_better, result.excellent) == (20, 20, 3)


def what_comes_in(client: Client, review: YearReview) -> None:
    path, chosen = f"/danh-gia/dot/{review.uid}/", levels(review)
    posted(client, path + "ban-kiem-diem/", received_on="6-12-2017", kept_at="cặp số 3", people=list(chosen))
    meeting = queries.ballot_page(review, {}).meetings[0]
    votes = {f"{'xuat-sac' if grade == 'excellent' else 'tot'}-{uid}": 18 for uid, grade in chosen.items()}
    posted(client, path + "bo-phieu/", meeting=str(meeting.uid), issued=18, collected=18, valid=18, **votes)


def what_is_decided(client: Client, review: YearReview) -> None:
    path = f"/danh-gia/dot/{review.uid}/"
    it_is(date(2018, 1, 23))
    grades = {f"muc-{uid}": grade for uid, grade in levels(review).items()}
    decision = {"decided_on": "22-1-2018", "decided_by": "Đảng ủy Khối", "number": "33-QĐ/ĐUK"}
    posted(client, path + "quyet-dinh/", **decision, **grades)
    title = {"title": "Trong sạch vững mạnh", "title_on": "22-1-2018"}
    assert "kết quả đã vào thống kê" in posted(client, path + "ket-thuc/", concluded_on="22-1-2018", **title)


def test_a_vote_over_the_base_comes_back_with_what_was_typed(secretary: Client) -> None:
    posted(secretary, "/danh-gia/mo-dot/", year=2017, counted_on="5-12-2017", planned_on="22-1-2018")
    review = YearReview.objects.get(year=2017)
    meeting = queries.ballot_page(review, {}).meetings[0]
    one = review.subjects.filter(person__isnull=False).first()
    assert one is not None
    fields = {"meeting": str(meeting.uid), "issued": 18, "collected": 18, "valid": 18, f"tot-{one.uid}": 19}
    answer = secretary.post(f"/danh-gia/dot/{review.uid}/bo-phieu/", fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "nhiều hơn mẫu số 18" in text
    assert 'value="19"' in text


def test_every_page_of_a_round_asks_few_questions(secretary: Client) -> None:
    posted(secretary, "/danh-gia/mo-dot/", year=2017, counted_on="5-12-2017", planned_on="22-1-2018")
    review = YearReview.objects.get(year=2017)
    one = review.subjects.filter(person__isnull=False).first()
    assert one is not None
    rounds = ("", "ngay-du-kien/", "ban-kiem-diem/", "de-nghi/", "bo-phieu/", "quyet-dinh/", "tinh-ty-le/", "ket-thuc/")
    paths = [f"/danh-gia/dot/{review.uid}/{part}" for part in (*rounds, "giay-to/")]
    paths += [f"/danh-gia/nguoi/{one.uid}/{part}" for part in ("", "dien/", "nhan-xet/", "diem/", "quyet-dinh/")]
    paths += ["/danh-gia/", "/danh-gia/bo-tieu-chi/", "/danh-gia/bo-tieu-chi/moi/", "/danh-gia/mo-dot/"]
    asked = {}
    for path in paths:
        with CaptureQueriesContext(connection) as questions:
            assert secretary.get(path).status_code == 200, path
        asked[path] = len(questions)
    assert {path: count for path, count in asked.items() if count > MOST} == {}


def test_the_papers_of_a_round_are_made(secretary: Client) -> None:
    posted(secretary, "/danh-gia/mo-dot/", year=2017, counted_on="5-12-2017", planned_on="22-1-2018")
    review = YearReview.objects.get(year=2017)
    kinds = ("bao-cao-kiem-diem", "danh-sach-xep-loai", "phieu-xep-loai", "bien-ban-xep-loai", "tong-hop-xep-loai")
    for kind in (*kinds, "to-trinh-xep-loai", "ket-qua-xep-loai"):
        answer = secretary.get(f"/danh-gia/dot/{review.uid}/giay-to/{kind}.docx")
        assert answer.status_code == 200, kind
        assert answer.content.startswith(b"PK")
    one = review.subjects.filter(person__isnull=False).first()
    assert one is not None
    assert secretary.get(f"/danh-gia/nguoi/{one.uid}/ban-kiem-diem.docx").status_code == 200
    assert secretary.get(f"/danh-gia/dot/{review.uid}/giay-to/khong-co.docx").status_code == 404


def test_the_open_round_stands_in_the_worklist(secretary: Client) -> None:
    posted(secretary, "/danh-gia/mo-dot/", year=2017, counted_on="5-12-2017", planned_on="20-12-2017")
    forget()
    text = secretary.get("/viec-can-lam/").content.decode()
    assert "Nhận bản kiểm điểm năm 2017: còn 20 người" in text
    assert "Xếp loại năm 2017: còn 21 trường hợp chưa có quyết định" in text
