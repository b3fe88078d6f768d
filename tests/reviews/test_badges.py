"""Party badges: who completes which years when, asking, deciding, giving, and what is refused with its article."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.register.actions import exempt
from chibo.register.facts import rulebook_of
from chibo.register.models import Admission, Membership
from chibo.reviews import actions, queries
from chibo.reviews.models import PartyBadge
from chibo.reviews.queries import honours_told
from chibo.reviews.queries.badges import badges_due, by_ceremony
from tests.chains import verify_chains
from tests.factories import Cell, actor, cell, member, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Person
    from chibo.reviews.queries.badges import BadgeLine

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 15)  # 01-HD/TW of 28-9-2021 is in force


@pytest.fixture
def house() -> Cell:
    return cell()


def old_hand(house: Cell, decided_on: date, name: str = "Cầm Mẫu Ngọc", **more: object) -> Person:
    """A member whose Party age counts from a day."""
    days = {"ceremony_on": decided_on, "official_on": date(decided_on.year + 1, 12, 1), "recognised_on": None}
    return member(house.organisation, name, decided_on=decided_on, **{**days, **more})


def coming(house: Cell, on: date = TODAY) -> tuple[BadgeLine, ...]:
    return queries.badges_coming(actor(), house.organisation, on, rulebook_of(house.organisation, on))


def proposed(house: Cell, decided_on: date = date(1992, 5, 3)) -> PartyBadge:
    old_hand(house, decided_on)
    (line,) = coming(house)
    (badge,) = actions.propose_badges(actor=actor(), on=TODAY, organisation=house.organisation, chosen=[line.key])
    return badge


# ---------------------------------------------------------------------- the forecast


def test_thirty_years_count_from_the_admission_decision_not_the_ceremony(house: Cell) -> None:
    old_hand(house, date(1992, 5, 3), ceremony_on=date(1992, 6, 1))
    (line,) = coming(house)
    assert (line.badge.years, line.badge.complete_on, line.badge.ceremony_on) == (
        30,
        date(2022, 5, 3),
        date(2022, 5, 19),
    )
    assert line.counts_from == date(1992, 5, 3)


@pytest.mark.parametrize(
    ("years_ago", "expected"), [(29, None), (30, 30), (35, None), (40, 40), (45, 45), (65, 65), (90, 90), (95, None)]
)
def test_there_is_no_badge_of_35_years_and_none_beyond_90(house: Cell, years_ago: int, expected: int | None) -> None:
    old_hand(house, date(2022 - years_ago, 9, 2))
    found = coming(house)
    assert [line.badge.years for line in found] == ([expected] if expected else [])


def test_whoever_completes_is_grouped_by_the_usual_day_of_giving(house: Cell) -> None:
    old_hand(house, date(1992, 5, 19), "Cầm Mẫu Một")
    old_hand(house, date(1982, 5, 20), "Cầm Mẫu Hai")
    old_hand(house, date(1992, 11, 8), "Cầm Mẫu Ba")
    groups = by_ceremony(coming(house))
    assert [(group.day, [str(line.person) for line in group.lines]) for group in groups] == [
        (date(2022, 5, 19), ["Cầm Mẫu Một"]),
        (date(2022, 9, 2), ["Cầm Mẫu Hai"]),
        (date(2023, 2, 3), ["Cầm Mẫu Ba"]),
    ]


def test_who_is_not_official_or_came_back_or_left_is_not_on_the_list(house: Cell) -> None:
    old_hand(house, date(1992, 5, 3), "Cầm Mẫu Dự", official_on=None)
    old_hand(house, date(1992, 5, 3), "Cầm Mẫu Lại", is_readmission=True)
    gone = old_hand(house, date(1992, 5, 3), "Cầm Mẫu Đi")
    Membership.objects.filter(person=gone).update(ends_on=date(2022, 1, 1), left_by="transfer_out")
    assert coming(house) == ()
    assert "Kết nạp lại" in queries.party_age_from(Admission.objects.get(is_readmission=True).person, TODAY).why


def test_an_exempt_member_keeps_the_place_on_the_list(house: Cell) -> None:
    person = old_hand(house, date(1992, 5, 3))
    exempt(
        actor=actor(), on=TODAY, person=person, organisation=house.organisation, starts_on=date(2022, 1, 4), ground="x"
    )
    (line,) = coming(house)
    assert line.is_exempt


def test_leap_day_decisions_complete_on_the_last_of_february(house: Cell) -> None:
    old_hand(house, date(1992, 2, 29))
    (line,) = coming(house, date(2022, 2, 27))
    assert line.badge.complete_on == date(2022, 2, 28)


def test_who_completed_before_and_has_none_on_record_is_asked_about(house: Cell) -> None:
    old_hand(house, date(1970, 5, 3))
    rules = rulebook_of(house.organisation, TODAY)
    (_, (line,)) = badges_due(actor(), house.organisation, TODAY, rules)
    assert line.badge.years == 50
    actions.record_earlier_badge(actor=actor(), on=TODAY, person=line.person, years=50)
    assert badges_due(actor(), house.organisation, TODAY, rules)[1] == ()


def test_before_the_rule_that_was_found_nothing_is_reckoned(house: Cell) -> None:
    old_hand(house, date(1985, 5, 3))
    page = queries.badges_page(actor(scope_key=house.organisation.scope_key), date(2015, 3, 2))
    assert page.gap == "Các loại Huy hiệu Đảng"
    assert page.ceremonies == ()


# ---------------------------------------------------------------------- asking, deciding, giving


def test_from_the_list_to_the_pin(house: Cell) -> None:
    badge = proposed(house)
    assert coming(house) == ()
    later = date(2022, 5, 20)
    actions.decide_badges(
        actor=actor(),
        on=later,
        organisation=house.organisation,
        badges=[badge],
        decided_on=date(2022, 5, 10),
        number="15-QĐ/TU",
    )
    actions.give_badges(
        actor=actor(), on=later, organisation=house.organisation, badges=[badge], given_on=date(2022, 5, 19)
    )
    badge.refresh_from_db()
    assert (badge.years, badge.number, badge.given_on) == (30, "15-QĐ/TU", date(2022, 5, 19))
    assert queries.badges_given(house.organisation, date(2022, 1, 1), date(2023, 1, 1)) == {30: 1}
    said = AuditEntry.objects.filter(action__startswith="reviews.").values_list("action", flat=True)
    assert list(said) == ["reviews.propose_badges", "reviews.decide_badges", "reviews.give_badges"]
    assert list(verify_chains()) == []


def test_every_fault_of_a_decision_is_named_at_once(house: Cell) -> None:
    badge = proposed(house)
    late = date(2022, 5, 20)

    def decide(**more: object) -> set[str]:
        given = {"badges": [badge], "decided_on": late, **more}
        with pytest.raises(FaultyError) as refused:
            actions.decide_badges(actor=actor(), on=TODAY, organisation=house.organisation, **given)  # type: ignore[arg-type]
        return {fault.field for fault in refused.value.faults}

    assert decide() == {"decided_on"}
    assert decide(badges=[]) == {"badges", "decided_on"}
    assert decide(decided_on=date(2022, 3, 1)) == {"decided_on"}
    with pytest.raises(FaultyError):
        actions.give_badges(
            actor=actor(), on=TODAY, organisation=house.organisation, badges=[badge], given_on=date(2022, 3, 15)
        )
    badge.refresh_from_db()
    assert (badge.decided_on, badge.given_on) == (None, None)


def test_nobody_chosen_is_said_kindly(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.propose_badges(actor=actor(), on=TODAY, organisation=house.organisation, chosen=["x-30"])
    assert "Chưa chọn" in refused.value.faults[0].what


def ask(person: Person, **more: object) -> PartyBadge:
    given = {"years": 30, "basis": "full", **more}
    return actions.propose_badge(actor=actor(), on=TODAY, person=person, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"years": 35}, "Không có Huy hiệu 35 năm"),
        ({}, "Chưa đến lúc tặng Huy hiệu 30 năm"),
        ({"basis": "early"}, "Chưa ghi lý do xét tặng sớm"),
        ({"basis": "best"}, "Chưa chọn diện"),
        ({"basis": "posthumous"}, "Sổ chưa ghi đồng chí này từ trần"),
    ],
)
def test_a_badge_before_its_time_is_refused_with_the_article(house: Cell, more: dict[str, object], said: str) -> None:
    person = old_hand(house, date(1993, 9, 2))
    with pytest.raises(FaultyError) as refused:
        ask(person, **more)
    assert any(said in fault.what for fault in refused.value.faults)
    assert not PartyBadge.objects.exists()


def test_the_gravely_ill_are_given_it_twelve_months_early_not_thirteen(house: Cell) -> None:
    """01-HD/TW of 2021: up to 12 months early for 30 to 65 years."""
    person = old_hand(house, date(1993, 5, 19))
    badge = ask(person, basis="early", ground="Giấy ra viện", ceremony_on=date(2022, 5, 19))
    assert (badge.completes_on, badge.ground) == (date(2023, 5, 19), "Giấy ra viện")
    other = old_hand(house, date(1993, 5, 20), "Cầm Mẫu Hai")
    with pytest.raises(FaultyError) as refused:
        ask(other, basis="early", ground="Giấy ra viện", ceremony_on=date(2022, 5, 19))
    assert "Đề nghị từ ngày 20-5-2022." in refused.value.faults[0].next


def test_the_dead_are_given_it_twelve_months_early(house: Cell) -> None:
    person = old_hand(house, date(1993, 1, 10))
    Membership.objects.filter(person=person).update(ends_on=date(2022, 2, 1), left_by="death")
    assert ask(person, basis="posthumous").basis == "posthumous"


def test_a_reason_of_somebody_entitled_lets_it_be_asked_all_the_same(house: Cell) -> None:
    person = old_hand(house, date(1993, 9, 2))
    clerk = actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key)
    with pytest.raises(FaultyError):
        actions.propose_badge(actor=clerk, on=TODAY, person=person, years=30, basis="full", reason="Theo công văn")
    assert ask(person, reason="Theo công văn 12-CV/BTC").reason == "Theo công văn 12-CV/BTC"
    with pytest.raises(FaultyError) as refused:
        ask(person, reason="Lần nữa")
    assert "đã có trong sổ" in refused.value.faults[0].what


def test_an_earlier_badge_cannot_be_older_than_its_years(house: Cell) -> None:
    person = old_hand(house, date(1993, 9, 2))
    with pytest.raises(FaultyError) as refused:
        actions.record_earlier_badge(actor=actor(), on=TODAY, person=person, years=40, given_on=date(2022, 4, 1))
    assert {fault.field for fault in refused.value.faults} == {"given_on", "years"}


def test_a_request_is_dropped_with_a_reason_and_can_be_made_again(house: Cell) -> None:
    badge = proposed(house)
    with pytest.raises(FaultyError):
        actions.close_badge(actor=actor(), on=TODAY, badge=badge, reason=" ")
    actions.close_badge(actor=actor(), on=TODAY, badge=badge, reason="Cấp trên trả lại")
    assert len(coming(house)) == 1
    with pytest.raises(FaultyError):
        actions.close_badge(actor=actor(), on=TODAY, badge=badge, reason="Lần nữa")


def test_a_stranger_asks_and_sees_nothing(house: Cell) -> None:
    badge = proposed(house)
    with pytest.raises(NotAllowedError):
        actions.propose_badges(actor=stranger(), on=TODAY, organisation=house.organisation, chosen=[])
    with pytest.raises(NotYoursError):
        queries.badge_for(stranger(), badge.uid)
    with pytest.raises(NotYoursError):
        queries.badges_page(stranger(), TODAY)


# ---------------------------------------------------------------------- the worklist and the pages


def test_the_worklist_speaks_of_a_ceremony_once_however_many_people(house: Cell) -> None:
    for number in range(3):
        old_hand(house, date(1992, 5, 3), f"Cầm Mẫu {number}")
    rules = rulebook_of(house.organisation, TODAY)
    (due,) = honours_told.duties(actor(), house.organisation, TODAY, rules)
    assert (due.title, due.due_on, due.has_limit) == (
        "Lập đề nghị tặng Huy hiệu Đảng đợt 19-5-2022",
        date(2022, 5, 19),
        False,
    )
    assert due.start_by == date(2022, 3, 20)
    keys = [line.key for line in coming(house)]
    actions.propose_badges(actor=actor(), on=TODAY, organisation=house.organisation, chosen=keys)
    (due,) = honours_told.duties(actor(), house.organisation, TODAY, rules)
    assert due.waits
    badges = list(PartyBadge.objects.all())
    actions.decide_badges(actor=actor(), on=TODAY, organisation=house.organisation, badges=badges, decided_on=TODAY)
    (due,) = honours_told.duties(actor(), house.organisation, TODAY, rules)
    assert due.title == "Trao Huy hiệu Đảng đợt 19-5-2022"


def test_who_completed_since_the_book_was_opened_stays_on_the_worklist(house: Cell) -> None:
    Installation.objects.create(id=1, first_day=date(2021, 1, 1))
    old_hand(house, date(1992, 1, 10), "Cầm Mẫu Một")
    old_hand(house, date(1990, 1, 10), "Cầm Mẫu Hai")  # complete before the book: only asked about on the page
    (due,) = honours_told.duties(actor(), house.organisation, TODAY, rulebook_of(house.organisation, TODAY))
    assert due.due_on == date(2022, 5, 19)
    assert "Cầm Mẫu Một" in due.why
    assert "Cầm Mẫu Hai" not in due.why


@pytest.mark.parametrize("many", [1, 3, 300])
def test_more_people_cost_no_more_questions(house: Cell, many: int) -> None:
    for number in range(many):
        old_hand(house, date(1992, 5, 3), f"Cầm Mẫu {number}")
    one = actor(scope_key=house.organisation.scope_key)
    with CaptureQueriesContext(connection) as seen:
        page = queries.badges_page(one, TODAY)
    assert len(page.ceremonies[0].lines) == many
    assert len(seen) <= 8


@pytest.fixture
def signed_in(sample: object, client: Client) -> Client:
    del sample
    Installation.objects.update(working_day=date(2020, 10, 5))
    secretary = User.objects.get(username="bi-thu")
    client.force_login(secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_secretary_asks_decides_and_gives_on_pages(signed_in: Client) -> None:
    """Lò Mẫu An of the sample: decision of 7-12-1990, thirty years on 7-12-2020."""
    said = signed_in.get("/danh-gia/huy-hieu/").content.decode()
    assert "Lò Mẫu An" in said
    assert "30 năm tuổi Đảng, đủ ngày" in said
    (key,) = [line.split('"')[0] for line in said.split('name="chosen" value="')[1:]]
    assert signed_in.post("/danh-gia/huy-hieu/de-nghi/", {"chosen": key}).status_code == 302
    badge = PartyBadge.objects.get()
    for address in ("danh-sach/", "danh-sach.xlsx", f"{badge.uid}/ban-de-nghi/"):
        answer = signed_in.get(f"/danh-gia/huy-hieu/{address}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in.post("/danh-gia/huy-hieu/quyet-dinh/", {"decided_on": "5-10-2020"}).status_code == 422
    sent = {"badges": [str(badge.uid)], "decided_on": "5-10-2020", "number": "7-QĐ/TU"}
    assert signed_in.post("/danh-gia/huy-hieu/quyet-dinh/", sent).status_code == 302
    sent = {"badges": [str(badge.uid)], "given_on": "5-10-2020", "given_at": "Hội trường"}
    assert signed_in.post("/danh-gia/huy-hieu/trao/", sent).status_code == 302
    badge.refresh_from_db()
    assert badge.given_at == "Hội trường"
    person = f"/danh-gia/huy-hieu/nguoi/{badge.person.uid}/"
    assert "Huy hiệu 30 năm tuổi Đảng" in signed_in.get(person).content.decode()
    assert "Huy hiệu 30 năm tuổi Đảng" in signed_in.get(f"/nguoi/{badge.person.uid}/danh-gia/").content.decode()
    assert signed_in.post(f"{person}de-nghi/", {"years": "35", "basis": "full"}).status_code == 422
    assert signed_in.post(f"{person}da-nhan/", {"years": "30"}).status_code == 422
    assert signed_in.get(f"{person}da-nhan/?nam=30").status_code == 200
    assert signed_in.post(f"/danh-gia/huy-hieu/{badge.uid}/thoi/", {"reason": "Ghi nhầm"}).status_code == 302


def test_a_helper_opens_no_page_of_badges(signed_in: Client) -> None:
    helper = User.objects.get(username="nguoi-giup-do")
    signed_in.force_login(helper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get("/danh-gia/huy-hieu/").status_code == 403
