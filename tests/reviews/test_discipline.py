"""Discipline: who may decide what, the days that follow, what is kept closed, and what the register changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from chibo.accounts.models import User
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError, RefusedError
from chibo.development.actions import open_case
from chibo.development.models import DevelopmentCase, Mentorship
from chibo.register.actions import set_rule
from chibo.register.facts import rulebook_of
from chibo.register.models import Membership, OfficeHolding, Person
from chibo.reviews import actions, queries
from chibo.reviews.models import Discipline
from chibo.reviews.queries import honours_told
from chibo.reviews.queries.discipline import of_year
from tests.chains import verify_chains
from tests.factories import MONDAY, Cell, actor, cell, stranger

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 1)  # 296-QĐ/TW of 30-5-2025 is in force


@pytest.fixture
def house() -> Cell:
    return cell()


def put_down(house: Cell, person: Person | None = None, **more: object) -> Discipline:
    given = {
        "actor": actor(),
        "on": TODAY,
        "person": person or house.dung,
        "form": "reprimand",
        "body": "cell",
        "effective_on": date(2025, 8, 5),
        "content": "Vi phạm quy chế làm việc",
    }
    return actions.record_discipline(**{**given, **more})  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[RefusedError]) -> set[str]:
    return {found.code for found in refused.value.verdict.findings}


def test_the_cell_gives_the_first_two_and_the_days_follow(house: Cell) -> None:
    row = put_down(house, form="warning")
    assert row.complaint_until == date(2025, 9, 4)  # 30 plain days
    assert (row.lapses_on, row.lapse_ground) == (None, "")  # no text was found: nothing is guessed
    assert list(verify_chains()) == []


def test_the_cell_does_not_expel(house: Cell) -> None:
    with pytest.raises(RefusedError) as refused:
        put_down(house, form="expulsion")
    assert codes(refused) == {"discipline_above_cell"}
    assert not Discipline.objects.exists()


def test_a_task_from_above_of_somebody_managed_above_is_not_the_cells(house: Cell) -> None:
    with pytest.raises(RefusedError) as refused:
        put_down(house, is_superior_matter=True)
    assert codes(refused) == {"discipline_above_cell"}


def test_a_probationary_member_is_only_reprimanded_or_warned(house: Cell) -> None:
    assert put_down(house, house.vu, form="warning").pk
    with pytest.raises(RefusedError) as refused:
        put_down(house, house.vu, form="expulsion", body="superior")
    assert codes(refused) == {"discipline_form_unfit"}


@pytest.mark.parametrize("bar", ["pregnant", "nursing_child_under_12_months", "hospitalised_serious_illness"])
def test_it_waits_while_somebody_is_pregnant_nursing_or_gravely_ill_and_that_is_not_kept(house: Cell, bar: str) -> None:
    with pytest.raises(RefusedError) as refused:
        put_down(house, bars=[bar])
    assert codes(refused) == {"discipline_not_now"}
    row = put_down(house, bars=[bar], reason="Đã công bố trước khi biết")
    actions.annul_discipline(actor=actor(), on=TODAY, row=row, annulled_on=TODAY, decision="Xóa bỏ, 7-QĐ")
    assert (row.reason, bool(row.form)) == ("Đã công bố trước khi biết", True)
    said = str(list(AuditEntry.objects.values_list("changes", "reason")))
    assert not [word for word in (bar, "reprimand", "Đã công bố", "7-QĐ") if word in said]


def test_a_reason_counts_only_from_somebody_entitled(house: Cell) -> None:
    both = (Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE)
    clerk = actor(*both, scope_key=house.organisation.scope_key)
    with pytest.raises(RefusedError):
        put_down(house, actor=clerk, form="expulsion", reason="Theo nghị quyết")
    blind = actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key)
    with pytest.raises(NotAllowedError):
        put_down(house, actor=blind)


def test_every_fault_of_what_arrives_is_named_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        put_down(house, form="fine", body="court", effective_on=date(2025, 9, 2), content=" ")
    assert [fault.field for fault in refused.value.faults] == ["form", "body", "effective_on", "content"]
    with pytest.raises(FaultyError) as refused:
        put_down(house, house.y)
    assert "không là đảng viên trong sổ" in refused.value.faults[0].what


def test_expulsion_ends_the_membership_and_dismissal_the_offices(house: Cell) -> None:
    put_down(house, house.cuong, form="dismissal", body="superior")
    assert OfficeHolding.objects.get(person=house.cuong).ends_on == date(2025, 8, 5)
    case = open_case(
        actor=actor(), on=TODAY, person=house.xuan, organisation=house.organisation, source_on=date(2025, 3, 3)
    )
    helping = Mentorship.objects.create(case=case, mentor=house.cuong, starts_on=date(2025, 4, 7))
    gone = {"effective_on": date(2025, 8, 20), "number": "12-QĐ/ĐU"}
    put_down(house, house.cuong, form="expulsion", body="superior", **gone)
    spell = Membership.objects.get(person=house.cuong)
    assert (spell.ends_on, spell.left_by, spell.left_decision) == (date(2025, 8, 20), "expulsion", "12-QĐ/ĐU")
    helping.refresh_from_db()
    assert helping.ends_on == date(2025, 8, 20)


def test_it_lapses_only_by_a_rule_that_the_organisation_stated(house: Cell) -> None:
    set_rule(
        actor=actor(),
        on=TODAY,
        organisation=house.organisation,
        sort="overlay",
        key="discipline.lapse_months",
        value=12,
        starts_on=date(2025, 5, 30),
        ground="Đã đối chiếu văn bản (mẫu)",
    )
    row = put_down(house)
    assert row.lapses_on == date(2026, 8, 5)
    assert "mẫu" in row.lapse_ground
    page = queries.discipline_page(actor(scope_key=house.organisation.scope_key), date(2026, 8, 5))
    assert [(line.state, line.is_standing) for line in page.rows] == [("đã hết hiệu lực", False)]


def test_before_a_text_was_found_it_is_recorded_without_a_last_day(house: Cell) -> None:
    row = put_down(house, on=MONDAY, effective_on=date(2018, 5, 7))
    assert row.complaint_until is None


def test_complaint_and_change_in_their_order(house: Cell) -> None:
    row = put_down(house)
    with pytest.raises(FaultyError):
        actions.settle_complaint(actor=actor(), on=TODAY, row=row, closed_on=TODAY, result="Giữ nguyên")
    with pytest.raises(FaultyError):
        actions.record_complaint(actor=actor(), on=TODAY, row=row, complained_on=date(2025, 8, 4))
    actions.record_complaint(actor=actor(), on=TODAY, row=row, complained_on=date(2025, 8, 20))
    with pytest.raises(FaultyError):
        actions.record_complaint(actor=actor(), on=TODAY, row=row, complained_on=date(2025, 8, 21))
    page = queries.discipline_page(actor(scope_key=house.organisation.scope_key), TODAY)
    assert page.rows[0].state == "đang khiếu nại"
    with pytest.raises(FaultyError) as refused:
        actions.settle_complaint(actor=actor(), on=TODAY, row=row, closed_on=date(2025, 8, 19), result=" ")
    assert {fault.field for fault in refused.value.faults} == {"closed_on", "result"}
    actions.settle_complaint(actor=actor(), on=TODAY, row=row, closed_on=TODAY, result="Xóa bỏ")
    with pytest.raises(FaultyError):
        actions.annul_discipline(actor=actor(), on=TODAY, row=row, annulled_on=TODAY, decision=" ")
    actions.annul_discipline(actor=actor(), on=TODAY, row=row, annulled_on=TODAY, decision="QĐ 5-QĐ/UBKT")
    with pytest.raises(FaultyError):
        actions.annul_discipline(actor=actor(), on=TODAY, row=row, annulled_on=TODAY, decision="Lần nữa")
    assert not of_year(2025).exists()


def test_the_year_knows_who_was_disciplined(house: Cell) -> None:
    put_down(house)
    assert [row.person for row in of_year(2025)] == [house.dung]
    assert not of_year(2024).exists()


def test_the_content_lies_encrypted_and_is_not_in_the_log(house: Cell) -> None:
    row = put_down(house)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reviews_discipline WHERE id = %s", [row.pk])
        assert "quy chế" not in cursor.fetchone()[0]
    assert "quy chế" not in str(list(AuditEntry.objects.values_list("changes", "reason")))


def test_a_helper_with_a_discipline_is_replaced_and_the_line_does_not_say_why(house: Cell) -> None:
    case = DevelopmentCase.objects.create(
        person=house.xuan, organisation=house.organisation, scope_key=house.organisation.scope_key, opened_on=MONDAY
    )
    Mentorship.objects.create(case=case, mentor=house.dung, starts_on=MONDAY)
    rules = rulebook_of(house.organisation, TODAY)
    assert list(honours_told.duties(actor(), house.organisation, TODAY, rules)) == []
    put_down(house)
    (due,) = honours_told.duties(actor(), house.organisation, TODAY, rules)
    assert due.title == "Phân công lại người giúp đỡ: Lò Mẫu Xuân"
    assert "Dung" not in due.title + due.why
    assert "kỷ luật" not in (due.title + due.why).lower()


# ---------------------------------------------------------------------- who sees it


@pytest.fixture
def signed_in(sample: object, client: Client) -> Client:
    del sample
    secretary = User.objects.get(username="bi-thu")
    client.force_login(secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_it_opens_for_a_purpose_and_writes_that_down(signed_in: Client) -> None:
    dung = Person.objects.get(full_name="Quàng Mẫu Dung")
    sent = {"form": "reprimand", "body": "cell", "effective_on": "7-5-2018", "content": "Vi phạm quy chế"}
    address = f"/danh-gia/ky-luat/nguoi/{dung.uid}/"
    assert signed_in.get(address).status_code == 200
    assert signed_in.post(address, {**sent, "content": ""}).status_code == 422
    vu = Person.objects.get(full_name="Sùng Mẫu Vừ")  # in probation: only reprimand or warning
    refused = signed_in.post(f"/danh-gia/ky-luat/nguoi/{vu.uid}/", {**sent, "form": "expulsion", "body": "superior"})
    assert refused.status_code == 422
    assert "không dùng được cho đảng viên này" in refused.content.decode()
    assert signed_in.post(address, sent).status_code == 302
    closed = signed_in.get("/danh-gia/ky-luat/").content.decode()
    assert "Quàng Mẫu Dung" not in closed
    before = AuditEntry.objects.filter(action="privacy.seen").count()
    for _ in range(2):
        opened = signed_in.post("/danh-gia/ky-luat/", {"purpose": "xét xếp loại"})
        assert "Vi phạm quy chế" in opened.content.decode()
        assert opened["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(action="privacy.seen").count() == before + 2
    row = Discipline.objects.get()
    assert signed_in.post(f"/danh-gia/ky-luat/{row.uid}/khieu-nai/", {"complained_on": "10-5-2018"}).status_code == 302
    sent = {"closed_on": "21-5-2018", "result": "Giữ nguyên"}
    assert signed_in.post(f"/danh-gia/ky-luat/{row.uid}/khieu-nai/", sent).status_code == 302
    sent = {"annulled_on": "21-5-2018", "decision": "QĐ mẫu"}
    assert signed_in.post(f"/danh-gia/ky-luat/{row.uid}/thay-doi/", sent).status_code == 302


@pytest.mark.parametrize("username", ["nguoi-giup-do", "kiem-tra", "quan-tri"])
def test_helpers_auditors_and_administrators_do_not_open_it(signed_in: Client, username: str) -> None:
    dung = Person.objects.get(full_name="Quàng Mẫu Dung")
    signed_in.post(
        f"/danh-gia/ky-luat/nguoi/{dung.uid}/",
        {"form": "reprimand", "body": "cell", "effective_on": "7-5-2018", "content": "Vi phạm quy chế"},
    )
    row = Discipline.objects.get()
    user = User.objects.get(username=username)
    signed_in.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.post("/danh-gia/ky-luat/", {"purpose": "xem"}).status_code == 403
    assert signed_in.get(f"/danh-gia/ky-luat/{row.uid}/khieu-nai/").status_code in {403, 404}
    person = signed_in.get(f"/nguoi/{dung.uid}/danh-gia/")
    assert "Vi phạm" not in person.content.decode()
    found = signed_in.get("/tim/", {"q": "kỷ luật"})
    assert "Vi phạm" not in found.content.decode()


def test_a_stranger_finds_nothing(house: Cell) -> None:
    row = put_down(house)
    with pytest.raises(NotYoursError):
        queries.discipline_for(stranger(), row.uid)
    with pytest.raises(NotYoursError):
        queries.discipline_page(stranger(), TODAY)
