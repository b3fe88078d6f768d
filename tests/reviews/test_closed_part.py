"""The closed part of a subject: what a discipline does to the level, and who reads of it."""

from __future__ import annotations

import io
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

import docx
import pytest
from django.db import connection

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import Grant
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.reviews import actions
from chibo.reviews.models import Discipline, Subject, YearReview
from chibo.reviews.queries.closed import closed_part
from tests.factories import MONDAY, Cell, actor, cell
from tests.reviews.test_commitments import opened as opened_commitments

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Person

pytestmark = pytest.mark.django_db
EXCELLENT = ["tasks_done", "tasks_on_time", "beyond_requirement", "shortcomings_remedied", "nobody_disciplined"]


@pytest.fixture
def house() -> Cell:
    return cell()


def opened(house: Cell, year: int) -> YearReview:
    return actions.open_round(
        actor=actor(),
        on=date(year, 12, 28),
        organisation=house.organisation,
        year=year,
        counted_on=date(year, 12, 1),
        planned_on=date(year, 12, 20),
    )


def disciplined(person: Person, day: date) -> None:
    actions.record_discipline(
        actor=actor(),
        on=day,
        person=person,
        form="reprimand",
        body="cell",
        effective_on=day,
        content="Vi phạm quy chế làm việc",
        reason="Đã công bố",
    )


def one_of(review: YearReview, person: Person | None) -> Subject:
    return Subject.objects.select_related("review__organisation", "person").get(review=review, person=person)


def decide(one: Subject, level: str, **more: object) -> None:
    day = date(one.review.year, 12, 20)
    given = {"actor": actor(), "decided_on": day, "decided_by": "Cấp trên", "beyond_ground": "Công văn mẫu", **more}
    actions.decide(on=date(one.review.year, 12, 28), review=one.review, grades={one: level}, **given)  # type: ignore[arg-type]


def told(refused: pytest.ExceptionInfo[FaultyError]) -> str:
    return " | ".join(f"{fault.what} {fault.why}" for fault in refused.value.faults)


def test_a_discipline_of_the_year_leads_to_the_lowest_level_where_the_text_says_so(house: Cell) -> None:
    disciplined(house.dung, date(2021, 8, 10))
    review = opened(house, 2021)
    decide(one_of(review, None), "good")
    one = one_of(review, house.dung)
    with pytest.raises(FaultyError) as refused:
        decide(one, "good")
    assert "Phải xếp không hoàn thành nhiệm vụ" in told(refused)
    part = closed_part(one)
    assert [row.form for row in part.disciplines] == ["reprimand"]
    assert "xếp Không hoàn thành nhiệm vụ" in part.effect
    assert part.citation is not None
    assert "21-HD/BTCTW" in part.citation.text
    decide(one, "unfulfilled")
    decide(one_of(review, house.bich), "good")  # nobody else is touched


def test_a_struck_out_discipline_or_one_of_another_year_touches_nobody(house: Cell) -> None:
    disciplined(house.dung, date(2021, 8, 10))
    disciplined(house.bich, date(2020, 8, 10))
    row = Discipline.objects.get(person=house.dung)
    actions.annul_discipline(
        actor=actor(), on=date(2021, 9, 10), row=row, annulled_on=date(2021, 9, 10), decision="QĐ 5"
    )
    review = opened(house, 2021)
    decide(one_of(review, None), "good")
    for person in (house.dung, house.bich):
        assert closed_part(one_of(review, person)).disciplines == ()
        decide(one_of(review, person), "good")


def test_where_no_text_was_found_it_stops_nothing_and_the_part_says_so(house: Cell) -> None:
    disciplined(house.dung, date(2024, 8, 12))
    review = opened(house, 2024)
    decide(one_of(review, None), "good")
    one = one_of(review, house.dung)
    part = closed_part(one)
    assert part.effect.startswith("Chưa có căn cứ")
    assert part.citation is None
    decide(one, "good")


def test_a_disciplined_leader_keeps_the_collective_from_excellent(house: Cell) -> None:
    disciplined(house.bich, date(2026, 8, 10))  # the deputy secretary
    review = opened(house, 2026)
    body = one_of(review, None)
    body.total, body.conditions = 95, EXCELLENT
    body.save()
    with pytest.raises(FaultyError) as refused:
        decide(body, "excellent")
    assert "bị kỷ luật" in told(refused)
    part = closed_part(body)
    assert [row.person for row in part.disciplines] == [house.bich]
    assert "không đạt" in part.effect
    decide(body, "good")


def test_a_disciplined_member_who_leads_nobody_does_not(house: Cell) -> None:
    disciplined(house.dung, date(2026, 8, 10))
    body = one_of(opened(house, 2026), None)
    body.total, body.conditions = 95, EXCELLENT
    body.save()
    decide(body, "excellent")


def test_who_may_not_see_a_discipline_is_refused_without_a_word_of_it(house: Cell) -> None:
    disciplined(house.dung, date(2021, 8, 10))
    review = opened(house, 2021)
    decide(one_of(review, None), "good")
    clerk = actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key)
    with pytest.raises(FaultyError) as refused:
        decide(one_of(review, house.dung), "good", actor=clerk)
    assert "Phần đóng của hồ sơ" in told(refused)
    assert "kỷ luật" not in told(refused)


def test_who_may_not_see_circumstances_sets_none_and_clears_none(house: Cell) -> None:
    review = opened(house, 2021)
    one = one_of(review, house.dung)
    on, clerk = date(2021, 12, 28), actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key)
    actions.set_standing(actor=actor(), on=on, subject=one, circumstances=["sick_leave"])
    with pytest.raises(NotAllowedError):
        actions.set_standing(actor=clerk, on=on, subject=one, circumstances=[])
    actions.set_standing(actor=clerk, on=on, subject=one, group="Văn phòng")
    kept = one_of(review, house.dung)
    assert (kept.circumstances, kept.group, kept.most) == ("sick_leave", "Văn phòng", "fulfilled")


# ---------------------------------------------------------------------- the page


def signs_in(client: Client, house: Cell, role: str, person: Person | None = None) -> None:
    username = f"u-{role}".replace("_", "-")
    user = create_user(
        actor=actor(),
        on=date(2021, 12, 28),
        username=username,
        display_name="Người Mẫu",
        pass_phrase="mot hai ba 2021 bon",
        person=person,
    )
    grant_role(
        actor=actor(),
        on=date(2021, 12, 28),
        user=user,
        organisation=house.organisation,
        role=role,
        reach=Grant.Reach.HERE,
        starts_on=date(2015, 5, 22),
    )
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


@pytest.fixture
def sick(house: Cell) -> Subject:
    """Dung was long on sick leave in 2021, and was reprimanded."""
    Installation.objects.create(is_sample=True, working_day=date(2021, 12, 28), first_day=date(2015, 5, 22))
    disciplined(house.dung, date(2021, 8, 10))
    one = one_of(opened(house, 2021), house.dung)
    return actions.set_standing(actor=actor(), on=date(2021, 12, 28), subject=one, circumstances=["sick_leave"])


def seen() -> int:
    return AuditEntry.objects.filter(action="privacy.seen", changes__block="review_circumstances").count()


def test_the_page_keeps_it_closed_until_the_secretary_opens_it(client: Client, house: Cell, sick: Subject) -> None:
    signs_in(client, house, Grant.Role.SECRETARY)
    address = f"/danh-gia/nguoi/{sick.uid}/"
    text = client.get(address).content.decode()
    assert "Mở phần đóng" in text
    assert [word for word in ("nghỉ ốm", "Nghỉ ốm", "Khiển trách") if word in text] == []
    assert "nghỉ ốm" not in client.get(f"/danh-gia/dot/{sick.review.uid}/").content.decode()
    assert seen() == 0
    answer = client.post(address + "phan-dong/")
    text = answer.content.decode()
    assert "Nghỉ ốm cộng lại nhiều tháng" in text
    assert "Khiển trách" in text
    assert answer["Cache-Control"] == "no-store"
    assert seen() == 1
    assert AuditEntry.objects.get(changes__block="review_circumstances").subject_uid == str(house.dung.uid)
    assert client.get(address + "dien/")["Cache-Control"] == "no-store"
    assert seen() == 2


def test_an_auditor_opens_nothing_and_is_told_nothing(client: Client, house: Cell, sick: Subject) -> None:
    signs_in(client, house, Grant.Role.AUDITOR)
    address = f"/danh-gia/nguoi/{sick.uid}/"
    text = client.get(address).content.decode()
    assert [word for word in ("ốm dài", "Nghỉ ốm", "Khiển trách", "Mở phần đóng") if word in text] == []
    assert client.post(address + "phan-dong/").status_code == 403
    assert seen() == 0


def test_the_person_reads_the_own_part(client: Client, house: Cell, sick: Subject) -> None:
    signs_in(client, house, Grant.Role.MENTOR, house.dung)
    answer = client.get(f"/danh-gia/nguoi/{sick.uid}/")
    text = answer.content.decode()
    assert "Nghỉ ốm cộng lại nhiều tháng" in text
    assert "Khiển trách" in text
    assert answer["Cache-Control"] == "no-store"
    other = sick.review.subjects.get(person=house.bich)
    assert client.get(f"/danh-gia/nguoi/{other.uid}/").status_code == 404


def test_a_list_that_goes_from_hand_to_hand_does_not_tell(client: Client, house: Cell, sick: Subject) -> None:
    signs_in(client, house, Grant.Role.SECRETARY)
    actions.set_standing(actor=actor(), on=date(2021, 12, 28), subject=sick, circumstances=["suspended"])
    for kind in ("danh-sach-xep-loai", "tong-hop-xep-loai"):
        answer = client.get(f"/danh-gia/dot/{sick.review.uid}/giay-to/{kind}.docx")
        document = docx.Document(io.BytesIO(answer.content))
        words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        words += " ".join(paragraph.text for paragraph in document.paragraphs)
        assert "lý do ghi trong hồ sơ" in words, kind
        assert "đình chỉ" not in words, kind


@pytest.mark.parametrize(("role", "reads"), [(Grant.Role.SECRETARY, True), (Grant.Role.AUDITOR, False)])
def test_the_words_of_a_commitment_are_for_the_committee(
    client: Client, house: Cell, role: str, *, reads: bool
) -> None:
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=date(2015, 5, 22))
    one = actions.excuse(
        actor=actor(), on=MONDAY, turn=opened_commitments(house), person=house.dung, reason="Điều trị dài ngày"
    )
    signs_in(client, house, role)
    answer = client.get(f"/cam-ket/ban/{one.uid}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert ("Điều trị dài ngày" in text) is reads
    assert AuditEntry.objects.filter(changes__block="commitment").count() == int(reads)


def test_reasons_lie_sealed_and_those_written_before_are_sealed_by_the_migration(house: Cell) -> None:
    one = one_of(opened(house, 2021), house.bich)
    one.reason = "nghỉ ốm dài ngày"
    one.save()
    assert "nghỉ ốm" not in lying(one)
    before = SimpleNamespace(reason="nghỉ thai sản", most_reason="", save=lambda **_: None)
    rows = SimpleNamespace(all=lambda: SimpleNamespace(iterator=lambda **_: [before]))
    step = import_module("chibo.reviews.migrations.0009_closed_reasons")
    step.seal_what_is_there(SimpleNamespace(get_model=lambda *_: SimpleNamespace(objects=rows)), None)
    assert before.most_reason == ""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_subject SET reason = %s WHERE id = %s", [before.reason, one.pk])
    assert "thai sản" not in lying(one)
    one.refresh_from_db()
    assert one.reason == "nghỉ thai sản"


def lying(one: Subject) -> str:
    """The reason of a standing as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM reviews_subject WHERE id = %s", [one.pk])
        return str(cursor.fetchone()[0])
