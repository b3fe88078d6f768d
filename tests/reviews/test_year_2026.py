"""A grassroots chapter judges 2026 through the pages: sheets, groups, votes, the ceiling with an exception, papers."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

import docx
import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import Grant
from chibo.base import jobs
from chibo.base.models import Installation, Job
from chibo.meetings import actions as meetings
from chibo.register.kinds import Kind
from chibo.register.models import OfficeHolding
from chibo.reviews import queries
from chibo.reviews.models import Classification, PointSheet, RatingDecision, Subject, YearReview
from chibo.reviews.queries.rounds import ballot_of
from tests.chains import verify_chains
from tests.factories import actor, member
from tests.papers.shapes import organisation

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
SESSION, DECIDED = date(2026, 12, 7), date(2026, 12, 21)
SIZES: Final = {"Một": 12, "Hai": 10, "Ba": 10, "Bốn": 8}
GIVEN: Final = ("An", "Bình", "Chi", "Dung", "Đào", "Giang", "Hạnh", "Khoa", "Lan", "Minh", "Nga", "Oanh")
EXCELLENT_HERE: Final = {"Một": 3, "Hai": 2, "Ba": 1, "Bốn": 0}  # one more than the ceiling of the group
GROUND: Final = "Công văn 88-CV/ĐU ngày 18-12-2026 của Đảng ủy cấp trên (mẫu)"
POINTS: Final = {"excellent": (28, 66), "good": (25, 55), "fulfilled": (20, 40)}
TICKS: Final = {
    "excellent": ("tasks_done", "tasks_on_time", "beyond_requirement", "shortcomings_remedied", "nobody_disciplined"),
    "good": ("tasks_done", "tasks_on_time"),
    "fulfilled": ("tasks_done", "few_tasks_late"),
}
SHEETS: Final = (
    "bao-cao-kiem-diem",
    "danh-sach-xep-loai",
    "phieu-xep-loai",
    "bien-ban-xep-loai",
    "tong-hop-xep-loai",
    "to-trinh-xep-loai",
    "ket-qua-xep-loai",
)


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def chapter() -> Organisation:
    """A grassroots chapter with four cells and forty members; the last of the first cell joined in August."""
    top = organisation(Kind.SUPERIOR_COMMITTEE, "Đảng bộ các cơ quan tỉnh (mẫu)", key="y001")
    base = organisation(Kind.GRASSROOTS_CHAPTER, "Đảng bộ Sở Mẫu", top, key="0001")
    for place, (name, size) in enumerate(SIZES.items(), start=1):
        cell = organisation(Kind.SUBORDINATE_CELL, f"Chi bộ {name} (mẫu)", base, key=f"000{place}")
        people = [member(cell, f"Lò Mẫu {name} {given}") for given in GIVEN[: size - (name == "Một")]]
        if name == "Một":
            fresh = {"decided_on": date(2026, 8, 3), "official_on": None, "recognised_on": None}
            member(cell, "Lò Mẫu Một Yên", ceremony_on=date(2026, 8, 17), **fresh)
        OfficeHolding.objects.create(
            person=people[0], organisation=cell, office="secretary", starts_on=date(2025, 5, 20)
        )
    return base


@pytest.fixture
def secretary(chapter: Organisation, client: Client) -> Client:
    """The secretary of the chapter, on the day after the sessions of the cells."""
    Installation.objects.create(is_sample=True, working_day=date(2026, 12, 8), first_day=date(2015, 5, 22))
    user = create_user(
        actor=actor(),
        on=SESSION,
        username="bi-thu-so",
        display_name="Vàng Mẫu Hồng",
        pass_phrase="dang bo so mau 2026",
    )
    grant_role(
        actor=actor(),
        on=SESSION,
        user=user,
        organisation=chapter,
        role=Grant.Role.SECRETARY,
        reach=Grant.Reach.BELOW,
        starts_on=date(2025, 5, 20),
    )
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def saved(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def refused(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields)
    assert answer.status_code == 422
    return answer.content.decode()


def round_of(name: str) -> YearReview:
    return YearReview.objects.select_related("organisation").get(organisation__name=name)


def cells() -> dict[str, YearReview]:
    return {name: round_of(f"Chi bộ {name} (mẫu)") for name in SIZES}


def levels(name: str, review: YearReview) -> dict[Subject, str]:
    """The level of everybody rated: some excellent, the last of the third cell only fulfilled, the rest good."""
    rated = list(review.subjects.filter(standing="rated").select_related("person").order_by("person__sort_key", "pk"))
    best = [one for one in rated if one.kind == "member"][: EXCELLENT_HERE[name]]
    given = {one: "excellent" if one in best else "good" for one in rated}
    if name == "Ba":
        given[next(one for one in reversed(rated) if one.kind == "member")] = "fulfilled"
    return given


def test_a_chapter_judges_2026_from_the_sheets_to_the_papers(
    secretary: Client, chapter: Organisation, place: Path
) -> None:
    the_sheets_are_set(secretary)
    text = saved(secretary, "/danh-gia/mo-dot/", year=2026, counted_on="1-12-2026", planned_on="21-12-2026")
    assert "366-QĐ/TW" in text
    assert "Các tổ chức trực thuộc (4)" in text
    the_groups_are_set(secretary)
    points_without_conditions_give_no_level(secretary)
    everybody_is_scored(secretary)
    the_cells_vote(secretary)
    the_ceiling_is_told(secretary)
    Installation.objects.update(working_day=date(2026, 12, 22))
    the_cells_come_before_their_members(secretary)
    more_than_the_ceiling_needs_a_ground(secretary)
    whole = round_of(chapter.name)
    body = whole.subjects.get(person=None)
    decision = {"decided_on": "21-12-2026", "decided_by": "Đảng ủy cấp trên (mẫu)", "number": "90-QĐ/ĐU"}
    saved(secretary, f"/danh-gia/dot/{whole.uid}/quyet-dinh/", **decision, **{f"muc-{body.uid}": "excellent"})
    assert "kết quả đã vào thống kê" in saved(
        secretary, f"/danh-gia/dot/{whole.uid}/ket-thuc/", concluded_on="22-12-2026"
    )
    the_result_is_the_record(chapter)
    every_paper_says_what_the_record_says(secretary)
    the_summary_of_the_chapter(secretary, whole)
    the_whole_set_is_made_by_the_runner(secretary, whole)
    assert list(verify_chains()) == []


def the_sheets_are_set(client: Client) -> None:
    """One sheet for each kind of subject, from the example; one that does not add up is refused."""
    for kind, _ in PointSheet.Subject.choices:
        form = client.get(f"/danh-gia/bo-tieu-chi/moi/?cho={kind}").context["form"].initial
        fields = {**form, "starts_on": "1-1-2026", "ground": "Hướng dẫn 5-HD/ĐU (mẫu)"}
        lines = str(fields.pop("lines"))
        short = "\n".join(lines.splitlines()[:-1])
        assert "quy định là 70 điểm" in refused(client, "/danh-gia/bo-tieu-chi/moi/", lines=short, **fields)
        saved(client, "/danh-gia/bo-tieu-chi/moi/", lines=lines, **fields)
    assert PointSheet.objects.filter(is_example=False).count() == len(PointSheet.Subject.choices)


def the_groups_are_set(client: Client) -> None:
    """The two last of the fourth cell work outside; they are a group of their own."""
    fresh = Subject.objects.get(person__full_name="Lò Mẫu Một Yên")
    assert fresh.standing != Subject.Standing.RATED
    assert "17-8-2026" in fresh.reason
    fourth = cells()["Bốn"]
    for one in fourth.subjects.filter(person__full_name__in=("Lò Mẫu Bốn Hạnh", "Lò Mẫu Bốn Khoa")):
        saved(client, f"/danh-gia/nguoi/{one.uid}/dien/", standing="", reason="", kind="outside", group="Hưu trí")
    assert Counter(Subject.objects.filter(standing="rated").values_list("kind", flat=True)) == {
        "member": 33,
        "leader": 4,
        "outside": 2,
        "body": 5,
    }


def score(client: Client, one: Subject, level: str, *, ticked: bool = True) -> None:
    """Give the points of a level, shared out over the lines of the sheet of the subject's kind."""
    shown = client.get(f"/danh-gia/nguoi/{one.uid}/diem/").context["found"]
    common, tasks = POINTS[level]
    left = {"common": common, "tasks": tasks}
    given = {}
    for line in shown.lines:
        points = min(left[line.part], int(line.most))
        left[line.part] -= points
        given[f"diem-{line.key}"] = points
    assert not any(left.values())
    more = {"dieu-kien": list(TICKS[level])} if ticked else {}
    saved(client, f"/danh-gia/nguoi/{one.uid}/diem/", **given, **more)


def points_without_conditions_give_no_level(client: Client) -> None:
    first = cells()["Một"]
    body = first.subjects.get(person=None)
    score(client, body, "good")
    one = first.subjects.filter(kind="member", standing="rated").order_by("person__sort_key")[0]
    score(client, one, "excellent", ticked=False)
    assert str(Subject.objects.get(pk=one.pk).total) == "94.0"
    Installation.objects.update(working_day=date(2026, 12, 22))
    decision = {"decided_on": "21-12-2026", "decided_by": "Đảng ủy Sở Mẫu"}
    fields = {f"muc-{body.uid}": "good", f"muc-{one.uid}": "excellent", "beyond_ground": GROUND}
    said = refused(client, f"/danh-gia/dot/{first.uid}/quyet-dinh/", **decision, **fields)
    assert str(one) in said
    assert "Điều 11 khoản 1" in said
    assert not RatingDecision.objects.exists()
    Installation.objects.update(working_day=date(2026, 12, 8))


def everybody_is_scored(client: Client) -> None:
    for name, review in cells().items():
        for one, level in levels(name, review).items():
            score(client, one, level)
    score(client, round_of("Đảng bộ Sở Mẫu").subjects.get(person=None), "excellent")
    assert not Subject.objects.filter(standing="rated", total=None).exists()


def held(cell: Organisation) -> Meeting:
    planned = meetings.plan_meeting(
        actor=actor(), on=SESSION, organisation=cell, held_on=SESSION, kind="review", place="Phòng họp"
    )
    return meetings.take_attendance(actor=actor(), on=SESSION, meeting=planned)


def the_cells_vote(client: Client) -> None:
    """Everybody hands in, claims a level, and the vote proposes it; one vote too many is refused."""
    boxes = {"excellent": "xuat-sac", "good": "tot", "fulfilled": "hoan-thanh"}
    for name, review in cells().items():
        path, given = f"/danh-gia/dot/{review.uid}/", levels(name, review)
        waiting = [str(one.uid) for one in queries.waiting_for_self_review(review)]
        saved(client, path + "ban-kiem-diem/", received_on="5-12-2026", kept_at="cặp số 3", people=waiting)
        saved(client, path + "de-nghi/", **{f"tu-nhan-{one.uid}": level for one, level in given.items()})
        meeting = held(review.organisation)
        base = meeting.base or 0
        paper = {"meeting": str(meeting.uid), "issued": base, "collected": base, "valid": base}
        votes = {f"{boxes[level]}-{one.uid}": base for one, level in given.items()}
        over = dict.fromkeys(votes, base + 1)
        assert f"nhiều hơn mẫu số {base}" in refused(client, path + "bo-phieu/", **paper, **over)
        saved(client, path + "bo-phieu/", **paper, **votes)
        assert {one: one.proposed for one in review.subjects.filter(standing="rated")} == given


def the_ceiling_is_told(client: Client) -> None:
    """Each group of like role has its own number: 20% of the 26 good of the members is 5, six are proposed."""
    text = client.get(f"/danh-gia/dot/{cells()['Một'].uid}/tinh-ty-le/")
    groups = {group.group: group for group in text.context["found"].groups}
    assert {name: (one.rated, one.excellent, one.limit, one.is_kept) for name, one in groups.items()} == {
        "Đảng viên không giữ chức vụ lãnh đạo, quản lý": (33, 6, 5, False),
        "Đảng viên giữ chức vụ lãnh đạo, quản lý": (4, 0, 0, True),
        "Hưu trí": (2, 0, 0, True),
        "Chi bộ trực thuộc đảng ủy cơ sở": (4, 0, 0, True),
    }
    assert "Vượt trần" in text.content.decode()
    assert "Chỉ để tham khảo" not in text.content.decode()


def decide(client: Client, name: str, *, without_body: bool = False, **more: str) -> tuple[str, dict[str, object]]:
    review = cells()[name]
    chosen = {one: level for one, level in levels(name, review).items() if not (without_body and one.is_body)}
    fields: dict[str, object] = {"decided_on": "21-12-2026", "decided_by": "Đảng ủy Sở Mẫu", "number": "12-QĐ/ĐU"}
    fields |= {f"muc-{one.uid}": level for one, level in chosen.items()}
    return f"/danh-gia/dot/{review.uid}/quyet-dinh/", {**fields, **more}


def the_cells_come_before_their_members(client: Client) -> None:
    path, fields = decide(client, "Bốn", without_body=True)
    assert "chưa có mức xếp loại của tập thể" in refused(client, path, **fields)
    path, fields = decide(client, "Bốn")
    saved(client, path, **fields)
    whole = round_of("Đảng bộ Sở Mẫu")
    body = whole.subjects.get(person=None)
    decision = {"decided_on": "21-12-2026", "decided_by": "Đảng ủy cấp trên (mẫu)", f"muc-{body.uid}": "excellent"}
    said = refused(client, f"/danh-gia/dot/{whole.uid}/quyet-dinh/", **decision)
    assert "Còn tổ chức cấp dưới chưa xếp loại" in said
    assert "Chi bộ Một (mẫu)" in said
    assert "Chi bộ Bốn (mẫu)" not in said.split("Còn tổ chức")[1][:200]


def more_than_the_ceiling_needs_a_ground(client: Client) -> None:
    for name in ("Một", "Hai", "Ba"):
        path, fields = decide(client, name)
        said = refused(client, path, **fields)
        assert "Có 6 trường hợp hoàn thành xuất sắc" in said
        assert "trần là 5" in said
        saved(client, path, **{**fields, "beyond_ground": GROUND})
    beyond = RatingDecision.objects.exclude(beyond_ground="")
    assert {row.grade for row in beyond} == {"excellent"}  # the ground belongs to whom it let through
    assert beyond.count() == sum(EXCELLENT_HERE.values())
    one = beyond[0].subject
    assert "Căn cứ cho vượt tỷ lệ" in client.get(f"/danh-gia/nguoi/{one.uid}/").content.decode()


def the_result_is_the_record(chapter: Organisation) -> None:
    kept = Counter(Classification.objects.filter(review__year=2026).values_list("grade", flat=True))
    assert kept == {"excellent": 6, "good": 32, "fulfilled": 1}
    first = queries.review_result(cells()["Một"].organisation, 2026)
    assert first is not None
    assert (first.rated, first.excellent, first.good) == (11, 3, 8)
    assert not Classification.objects.filter(person__full_name="Lò Mẫu Một Yên").exists()


def opened(content: bytes) -> tuple[str, list[list[str]]]:
    """The words of a paper, and the cells of its tables row by row."""
    document = docx.Document(io.BytesIO(content))
    rows = [[cell.text.strip() for cell in row.cells] for table in document.tables for row in table.rows]
    return " ".join(paragraph.text for paragraph in document.paragraphs), rows


def row_of(rows: list[list[str]], name: str) -> list[str]:
    return next(row for row in rows if name in row)


def every_paper_says_what_the_record_says(client: Client) -> None:
    first = cells()["Một"]
    papers = {}
    for kind in SHEETS:
        answer = client.get(f"/danh-gia/dot/{first.uid}/giay-to/{kind}.docx")
        assert answer.status_code == 200, kind
        papers[kind] = opened(answer.content)
        text = papers[kind][0] + str(papers[kind][1])
        assert "{" not in papers[kind][0], kind
        assert "None" not in text, kind
    ballot = ballot_of(first)
    assert ballot is not None
    words, rows = papers["bien-ban-xep-loai"]
    assert str(ballot.base) in words
    for line in ballot.lines.all():
        counts = [str(line.excellent), str(line.good), str(line.fulfilled), str(line.unfulfilled)]
        assert row_of(rows, str(line.subject))[-4:] == counts
    listed = papers["danh-sach-xep-loai"][1]
    notice = papers["ket-qua-xep-loai"][1]
    names = {"excellent": "Hoàn thành xuất sắc nhiệm vụ", "good": "Hoàn thành tốt nhiệm vụ"}
    for one in first.subjects.filter(person__isnull=False, standing="rated").select_related("person"):
        assert row_of(listed, str(one))[-2:] == [names[one.own_grade], names[one.proposed]]
        assert names[one.grade] in row_of(notice, str(one))
        assert any("12-QĐ/ĐU" in cell for cell in row_of(notice, str(one)))
    assert not any("Lò Mẫu Một Yên" in row for row in notice)
    assert any("17-8-2026" in cell for cell in row_of(listed, "Lò Mẫu Một Yên"))
    submission = papers["to-trinh-xep-loai"][0]
    assert "366-QĐ/TW" in submission
    assert not any("Lò Mẫu Một Yên" in row for row in papers["phieu-xep-loai"][1])


def the_summary_of_the_chapter(client: Client, whole: YearReview) -> None:
    answer = client.get(f"/danh-gia/dot/{whole.uid}/giay-to/tong-hop-xep-loai.docx")
    words, rows = opened(answer.content)
    for name, review in cells().items():
        counted = Counter(one.grade for one in review.subjects.filter(person__isnull=False, standing="rated"))
        levels_here = [str(counted[grade]) for grade in ("excellent", "good", "fulfilled", "unfulfilled")]
        rated = str(sum(counted.values()))
        assert row_of(rows, f"Chi bộ {name} (mẫu)")[-6:] == [str(SIZES[name]), rated, *levels_here]
    assert row_of(rows, "Cộng")[-6:] == ["40", "39", "6", "32", "1", "0"]
    assert "6 xuất sắc, tối đa 5" in words
    assert GROUND in words


def the_whole_set_is_made_by_the_runner(client: Client, whole: YearReview) -> None:
    saved(client, f"/danh-gia/dot/{whole.uid}/giay-to/tat-ca/")
    assert jobs.run_waiting() == 1
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.message
    answer = client.get(f"/viec-chay/{job.uid}/tep/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    made = [name for name in archive.namelist() if name.endswith(".docx")]
    assert len(made) == 5 * len(SHEETS) + 39  # who joined in August is not reviewed at all
    assert len({name.split("/")[0] for name in made}) == 5
    text, rows = opened(archive.read(next(name for name in made if "Lò Mẫu Hai Bình" in name)))
    assert "Lò Mẫu Hai Bình" in text + str(rows)
