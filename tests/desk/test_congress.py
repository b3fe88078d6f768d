"""Đại hội, nhiệm kỳ: entered over HTTP with targets and committee; every shift with its ground; every refusal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError
from chibo.register import actions as register
from chibo.register.models import OfficeHolding, Term, TermShift
from chibo.register.queries import office_holders, term_on
from chibo.reviews.models import Target
from tests.factories import TERM_END, actor, cell, member
from tests.meetings.test_pages import text_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import Cell

pytestmark = pytest.mark.django_db

PAGE, NEW = "/cai-dat/nhiem-ky/", "/cai-dat/nhiem-ky/dai-hoi/"
TODAY = date(2020, 6, 8)


def sign_in(client: Client, house: Cell, role: str) -> Client:
    user = User.objects.create(username=f"u-{role}", display_name="Lò Mẫu An")
    Grant.objects.create(user=user, organisation=house.organisation, role=role, starts_on=date(2015, 1, 1))
    client.force_login(user)
    return client


@pytest.fixture
def house() -> Cell:
    Installation.objects.create(is_sample=True, working_day=TODAY, first_day=date(2018, 1, 1))
    return cell()


@pytest.fixture
def secretary(client: Client, house: Cell) -> Client:
    return sign_in(client, house, Grant.Role.SECRETARY)


def typed(house: Cell, **more: object) -> dict[str, object]:
    """A congress on the planned day: Bích becomes secretary, An her deputy."""
    return {
        "starts_on": "22-5-2020",
        "congress_number": "7",
        "name": "2020-2025",
        "ends_on": "22-5-2025",
        "resolution": "Nghị quyết đại hội số 01-NQ/ĐH",
        "admissions": "4",
        "member_share": "95",
        "secretary": str(house.bich.uid),
        "deputies": str(house.an.uid),
        "members": [],
        **more,
    }


def seats(house: Cell, on: date) -> dict[str, str]:
    return {holding.office: holding.person.full_name for holding in office_holders(house.organisation, on)}


def test_a_congress_begins_a_term_with_its_targets_and_its_committee(secretary: Client, house: Cell) -> None:
    assert PAGE in text_of(secretary.get("/cai-dat/"))
    assert secretary.post(NEW, typed(house)).headers["Location"] == PAGE
    term = term_on(house.organisation, TODAY)
    assert term is not None
    assert (term.name, term.congress_number, term.ends_on) == ("2020-2025", 7, date(2025, 5, 22))
    assert {target.metric: target.value for target in term.targets.all()} == {
        Target.Metric.ADMISSIONS: 4,
        Target.Metric.MEMBER_SHARE: 95,
    }
    assert seats(house, date(2020, 5, 21))["secretary"] == "Lò Mẫu An"
    assert seats(house, date(2020, 5, 22)) == {"secretary": "Nguyễn Mẫu Bích", "deputy_secretary": "Lò Mẫu An"}
    assert not TermShift.objects.exists()
    shown = words_of(secretary.get(PAGE))
    assert "lần thứ 7, ngày 22-5-2020" in shown
    assert "bầu bí thư, nếu cần thì một phó bí thư" in shown
    form = words_of(secretary.get(NEW))
    assert "Sau ba lần bầu mà không ai đủ phiếu làm bí thư thì cấp ủy cấp trên chỉ định" in form
    assert 'value="8"' in text_of(secretary.get(NEW))  # numbers go on


def test_the_end_is_what_the_congress_set_and_the_rule_is_only_laid_beside_it(secretary: Client, house: Cell) -> None:
    secretary.post(NEW, typed(house, ends_on="1-12-2023"))
    term = Term.objects.get(name="2020-2025")
    assert term.ends_on == date(2023, 12, 1)
    shown = words_of(secretary.get(PAGE))
    assert "tính theo quy định là 22-5-2025 (60 tháng từ 22-5-2020)" in shown
    assert "Chương trình giữ đúng ngày đồng chí ghi" in shown


@pytest.mark.parametrize("held_on", ["10-3-2020", "1-6-2020"])
def test_a_congress_on_another_day_needs_the_ground_of_the_shift(secretary: Client, house: Cell, held_on: str) -> None:
    refused = secretary.post(NEW, typed(house, starts_on=held_on))
    assert refused.status_code == 422
    said = words_of(refused)
    assert "nhiệm kỳ 2015-2020 dự kiến đến 22-5-2020" in said
    assert "Ghi căn cứ dời đại hội" in said
    assert "Chưa ghi cấp nào đồng ý" in said
    assert not Term.objects.filter(name="2020-2025").exists()
    ground = {"shift_ground": "Công văn 12-CV/ĐU", "shift_by": "Đảng ủy Khối"}
    assert secretary.post(NEW, typed(house, starts_on=held_on, **ground)).status_code == 302
    shift = TermShift.objects.get()
    assert shift.old_ends_on == TERM_END
    assert shift.ends_on == Term.objects.get(name="2020-2025").starts_on
    assert "Công văn 12-CV/ĐU" in words_of(secretary.get(PAGE))


def test_a_committee_in_a_small_cell_is_refused_with_its_article_unless_a_reason_is_given(
    secretary: Client, house: Cell
) -> None:
    refused = secretary.post(NEW, typed(house, members=[str(house.cuong.uid)]))
    assert refused.status_code == 422
    said = words_of(refused)
    assert "Chi bộ có 4 đảng viên chính thức nên chưa bầu chi ủy" in said
    assert "29-QĐ/TW" in said
    assert seats(house, TODAY)["secretary"] == "Lò Mẫu An"
    reason = "Đảng ủy Khối cho phép, Công văn 13-CV/ĐU"
    assert secretary.post(NEW, typed(house, members=[str(house.cuong.uid)], reason=reason)).status_code == 302
    assert AuditEntry.objects.filter(action="desk.begin_term", reason=reason).exists()


def test_nine_official_members_elect_a_committee_of_at_most_seven(secretary: Client, house: Cell) -> None:
    more = [member(house.organisation) for _ in range(8)]
    assert secretary.post(NEW, typed(house, members=[str(one.uid) for one in more])).status_code == 422
    few = [str(one.uid) for one in more[:3]]
    assert secretary.post(NEW, typed(house, members=few)).status_code == 302
    shown = words_of(secretary.get(PAGE))
    assert "bầu chi ủy không quá 7 người" in shown
    assert OfficeHolding.objects.filter(office="committee_member", ends_on=None).count() == 3


def test_who_was_not_elected_is_warned_of_on_the_page(secretary: Client, house: Cell) -> None:
    for _ in range(8):
        member(house.organisation)
    assert secretary.post(NEW, typed(house)).status_code == 302
    assert "chưa ghi chi ủy viên nào" in words_of(secretary.get(PAGE))


def test_a_probationary_member_and_a_double_choice_are_refused_together(secretary: Client, house: Cell) -> None:
    refused = secretary.post(NEW, typed(house, deputies=str(house.vu.uid), members=[str(house.bich.uid)]))
    assert refused.status_code == 422
    said = words_of(refused)
    assert "Đ/c Sùng Mẫu Vừ chưa là đảng viên chính thức" in said
    assert "Đ/c Nguyễn Mẫu Bích được chọn hai lần" in said
    assert "Sùng Mẫu Vừ" not in text_of(secretary.get(NEW))  # nor offered


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"congress_number": "5"}, "là lần thứ 6"),
        ({"congress_number": "6"}, "là lần thứ 6"),
        ({"ends_on": "22-5-2020"}, "không ở sau"),
        ({"starts_on": "9-6-2020", "shift_ground": "CV", "shift_by": "ĐU"}, "ở sau ngày hôm nay"),
        ({"name": ""}, "Chưa ghi tên nhiệm kỳ"),
        ({"secretary": ""}, "Chưa chọn bí thư"),
    ],
)
def test_what_cannot_be_is_refused(secretary: Client, house: Cell, more: dict[str, object], said: str) -> None:
    Term.objects.filter(pk=house.term.pk).update(congress_number=6)
    refused = secretary.post(NEW, typed(house, **more))
    assert refused.status_code == 422
    assert said in words_of(refused)
    assert Term.objects.count() == 1


def test_a_planned_end_moves_only_with_its_ground_and_the_old_one_stays(secretary: Client, house: Cell) -> None:
    address = f"/cai-dat/nhiem-ky/{house.term.uid}/doi/"
    assert "Đang dự kiến 22-5-2020" in words_of(secretary.get(address))
    said = {"ends_on": "22-11-2020", "decided_on": "5-4-2020", "decided_by": "Đảng ủy Khối", "ground": ""}
    refused = secretary.post(address, said)
    assert refused.status_code == 422
    assert "Chưa ghi căn cứ" in words_of(refused)
    assert secretary.post(address, {**said, "ground": "Công văn 12-CV/ĐU"}).status_code == 302
    shown = words_of(secretary.get(PAGE))
    assert "Từ 22-5-2020 đến 22-11-2020; Đảng ủy Khối đồng ý ngày 5-4-2020" in shown
    assert "quá 6 tháng" not in shown
    assert secretary.post(address, {**said, "ends_on": "1-6-2021", "ground": "208-QĐ/TW"}).status_code == 302
    assert TermShift.objects.count() == 2
    assert "là quá 6 tháng" in words_of(secretary.get(PAGE))
    house.term.refresh_from_db()
    assert house.term.ends_on == date(2021, 6, 1)


def test_a_term_that_was_followed_does_not_move_into_the_next(house: Cell) -> None:
    register.start_term(
        actor=actor(),
        on=TODAY,
        organisation=house.organisation,
        name="2020-2025",
        starts_on=TERM_END,
        ends_on=date(2025, 5, 22),
    )
    with pytest.raises(FaultyError) as caught:
        register.shift_term(
            actor=actor(),
            on=TODAY,
            term=house.term,
            ends_on=date(2020, 8, 1),
            decided_on=TODAY,
            ground="CV",
            decided_by="ĐU",
        )
    assert "Nhiệm kỳ sau đã bắt đầu" in caught.value.faults[0].what


def test_an_auditor_sees_the_terms_and_enters_nothing(client: Client, house: Cell) -> None:
    auditor = sign_in(client, house, Grant.Role.AUDITOR)
    shown = auditor.get(PAGE)
    assert shown.status_code == 200
    assert "Ghi đại hội" not in words_of(shown)
    assert auditor.post(NEW, typed(house)).status_code == 403
    assert auditor.post(f"/cai-dat/nhiem-ky/{house.term.uid}/doi/", {}).status_code == 403


def test_the_term_of_another_cell_does_not_exist(secretary: Client) -> None:
    assert secretary.get(f"/cai-dat/nhiem-ky/{cell().term.uid}/doi/").status_code == 404
