"""Editing the law without a release: two people, every fault at once, and what later judgments make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.law.admission import ceremony_deadline
from chibo.law.vocabulary import Confidence
from chibo.register import actions
from chibo.register.facts import rulebook_of
from chibo.register.models import FigureAmendment
from chibo.register.queries import may_amend
from tests.chains import verify_chains
from tests.factories import OrganisationFactory, actor

if TYPE_CHECKING:
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
NEW = date(2026, 10, 1)
FIRST = actor(name="Lò Mẫu An")
SECOND = replace(actor(name="Nguyễn Mẫu Bích"), uid="01890000-0000-7000-8000-000000000002")


@pytest.fixture
def cell() -> Organisation:
    return OrganisationFactory.create()


def said(**more: Any) -> dict[str, Any]:
    return {
        "key": "ceremony.deadline",
        "starts_on": NEW,
        "value": 20,
        "instrument": "Hướng dẫn 99-HD/TW ngày 15-9-2026",
        "instrument_on": date(2026, 9, 15),
        "article": "điểm 4.1",
        "confidence": "high",
        "reason": "Văn bản mới, chi bộ đã nhận bản giấy.",
        **more,
    }


def proposed(**more: Any) -> FigureAmendment:
    return actions.propose_amendment(actor=FIRST, on=ON, **said(**more))


def confirmed(**more: Any) -> FigureAmendment:
    return actions.confirm_amendment(actor=SECOND, on=ON, amendment=proposed(**more))


def leaving(**more: Any) -> FigureAmendment:
    return actions.ask_withdrawal(actor=FIRST, on=ON, amendment=confirmed(**more), reason="Bản phát hành đã có.")


def withdrawn(**more: Any) -> FigureAmendment:
    return actions.confirm_withdrawal(actor=SECOND, on=ON, amendment=leaving(**more))


def faults(**more: Any) -> str:
    with pytest.raises(FaultyError) as caught:
        proposed(**more)
    return str(caught.value)


def test_a_proposal_judges_nothing_until_a_second_person_confirms(cell: Organisation) -> None:
    row = proposed()
    assert rulebook_of(cell, ON).on("ceremony.deadline", NEW).number == 30
    before = rulebook_of(cell, ON).fingerprint
    actions.confirm_amendment(actor=SECOND, on=ON, amendment=row)
    reading = rulebook_of(cell, ON).on("ceremony.deadline", NEW)
    assert reading.number == 20
    assert reading.citation.text == "Hướng dẫn 99-HD/TW ngày 15-9-2026, điểm 4.1 (đơn vị bổ sung ngày 23-11-2026)"
    assert reading.citation.confidence is Confidence.HIGH
    assert rulebook_of(cell, ON).on("ceremony.deadline", date(2026, 9, 30)).number == 30
    assert rulebook_of(cell, ON).fingerprint != before


def test_a_computed_date_uses_it_and_says_so(cell: Organisation) -> None:
    confirmed()
    due = ceremony_deadline(date(2026, 10, 5), None, rulebook_of(cell, ON))
    assert due is not None
    assert due.amount == 20
    assert "đơn vị bổ sung" in due.citation.text


def test_who_proposes_does_not_confirm(cell: Organisation) -> None:
    row = proposed()
    with pytest.raises(FaultyError, match="không tự xác nhận được"):
        actions.confirm_amendment(actor=FIRST, on=ON, amendment=row)
    row.refresh_from_db()
    assert row.state == FigureAmendment.State.PROPOSED


def test_two_accounts_of_one_person_are_one_person(cell: Organisation) -> None:
    row = actions.propose_amendment(actor=replace(FIRST, person_uid="p1"), on=ON, **said())
    with pytest.raises(FaultyError, match="không tự xác nhận được"):
        actions.confirm_amendment(actor=replace(SECOND, person_uid="p1"), on=ON, amendment=row)


def test_the_right_to_change_settings_over_everything_is_needed(cell: Organisation) -> None:
    OrganisationFactory.create()
    here = actor(Permission.CHANGE_SETTINGS, scope_key=cell.scope_key)
    assert not may_amend(here)
    assert may_amend(FIRST)
    row = proposed()
    with pytest.raises(NotAllowedError):
        actions.propose_amendment(actor=here, on=ON, **said(starts_on=date(2026, 11, 1)))
    for verb in (actions.confirm_amendment, actions.confirm_withdrawal):
        with pytest.raises(NotAllowedError):
            verb(actor=here, on=ON, amendment=row)
    withdrawing = (actions.withdraw_amendment, actions.ask_withdrawal, actions.keep_amendment)
    for refuse in (actions.reject_amendment, *withdrawing):
        with pytest.raises(NotAllowedError):
            refuse(actor=here, on=ON, amendment=row, reason="thử")


def test_a_right_here_at_the_top_decides_nothing_for_what_lies_below(cell: Organisation) -> None:
    here = actor(Permission.CHANGE_SETTINGS, scope_key=cell.scope_key, below=False)
    assert may_amend(here), "there is nothing below"
    OrganisationFactory.create(parent=cell, scope_key=f"{cell.scope_key}0001")
    assert not may_amend(here)
    assert may_amend(actor(Permission.CHANGE_SETTINGS, scope_key=cell.scope_key))


def test_an_empty_installation_lets_nobody_amend() -> None:
    assert not may_amend(FIRST)


def test_all_faults_are_said_at_once(cell: Organisation) -> None:
    text = faults(value="ba mươi", starts_on=date(2026, 9, 1), instrument=" ", reason="", confidence="")
    for part in (
        "Giá trị không đúng dạng",
        "Ngày áp dụng (1-9-2026) ở trước ngày văn bản (15-9-2026)",
        "Chưa ghi văn bản",
        "Chưa ghi lý do",
        "Chưa chọn mức chắc chắn",
    ):
        assert part in text
    assert not FigureAmendment.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("ceremony.deadline", True, "không đúng dạng"),
        ("ceremony.deadline", -1, "số âm"),
        ("vote.cell_threshold", "3/2", "không đúng dạng"),
        ("vote.cell_threshold", "hai phần ba", "không đúng dạng"),
        ("ceremony.one_by_one", "có", "không đúng dạng"),
        ("ceremony.clock_start", "full_moon", "chưa biết: full_moon"),
        ("vote.form", ["show_of_hands"], "chưa biết: show_of_hands"),
        ("dossier.form_numbers", {"novel": "1-X"}, "chưa biết: novel"),
        ("dossier.admission_papers", [{"paper": "novel"}], "không đúng dạng"),
        ("no.such", 3, "Không có quy tắc nào"),
        ("lead.hold_meeting", 3, "nề nếp riêng"),
    ],
)
def test_a_value_of_another_shape_is_refused(cell: Organisation, key: str, value: object, what: str) -> None:
    assert what in faults(key=key, value=value)


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("vote.cell_threshold", "3/4", Fraction(3, 4)),
        ("ceremony.one_by_one", False, False),
        ("ceremony.clock_start", "decision_received_by_cell", "decision_received_by_cell"),
        ("vote.form", ["secret_ballot"], ("secret_ballot",)),
    ],
)
def test_every_shape_can_be_added(cell: Organisation, key: str, value: object, read: object) -> None:
    confirmed(key=key, value=value)
    assert rulebook_of(cell, ON).on(key, NEW).value == read


def test_a_coded_value_keeps_its_words(cell: Organisation) -> None:
    confirmed(key="ceremony.clock_start", value="decision_received_by_cell")
    assert "nhận" in rulebook_of(cell, ON).on("ceremony.clock_start", NEW).text


def test_an_instrument_of_tomorrow_and_what_the_book_already_says_are_refused(cell: Organisation) -> None:
    assert "ở sau ngày hôm nay" in faults(instrument_on=date(2026, 12, 1), starts_on=date(2027, 1, 1))
    same = date(2026, 7, 26)
    assert "đã có đúng giá trị này" in faults(value=30, starts_on=same, instrument_on=same)


def test_one_day_carries_one_amendment(cell: Organisation) -> None:
    row = proposed()
    assert "chờ người thứ hai xác nhận" in faults(value=25)
    actions.withdraw_amendment(actor=FIRST, on=ON, amendment=row, reason="Gõ nhầm.")
    assert proposed(value=25).value == 25


def test_a_decided_one_is_not_decided_again(cell: Organisation) -> None:
    row = confirmed()
    with pytest.raises(FaultyError, match="đã được xác nhận"):
        actions.confirm_amendment(actor=SECOND, on=ON, amendment=row)
    with pytest.raises(FaultyError, match="đã được xác nhận"):
        actions.reject_amendment(actor=SECOND, on=ON, amendment=row, reason="muộn")


def test_refusing_and_withdrawing_need_a_reason_and_give_the_release_its_word_back(cell: Organisation) -> None:
    row = proposed()
    with pytest.raises(FaultyError, match="Chưa ghi lý do không xác nhận"):
        actions.reject_amendment(actor=SECOND, on=ON, amendment=row, reason=" ")
    assert actions.reject_amendment(actor=SECOND, on=ON, amendment=row, reason="Chưa thấy bản gốc.").decided_on == ON
    used = confirmed()
    with pytest.raises(FaultyError, match="Chưa ghi lý do rút"):
        actions.ask_withdrawal(actor=FIRST, on=ON, amendment=used, reason="")
    asked = actions.ask_withdrawal(actor=FIRST, on=ON, amendment=used, reason="Bản phát hành đã có.")
    actions.confirm_withdrawal(actor=SECOND, on=ON, amendment=asked)
    assert rulebook_of(cell, ON).on("ceremony.deadline", NEW).number == 30


def test_a_value_in_use_judges_on_until_a_second_person_withdraws_it(cell: Organisation) -> None:
    row = leaving()
    assert rulebook_of(cell, ON).on("ceremony.deadline", NEW).number == 20
    with pytest.raises(FaultyError, match="đề nghị rút nên không tự xác nhận được"):
        actions.confirm_withdrawal(actor=FIRST, on=ON, amendment=row)
    with pytest.raises(FaultyError, match="đã được xác nhận"):
        actions.withdraw_amendment(actor=SECOND, on=ON, amendment=row, reason="một mình")
    with pytest.raises(FaultyError, match="Đã có người đề nghị rút"):
        actions.ask_withdrawal(actor=SECOND, on=ON, amendment=row, reason="lại")
    done = actions.confirm_withdrawal(actor=SECOND, on=ON, amendment=row)
    assert (done.withdrawal_asked_by_name, done.withdrawn_by_name) == ("Lò Mẫu An", "Nguyễn Mẫu Bích")
    assert done.closing_reason == "Bản phát hành đã có."


def test_two_accounts_of_one_person_do_not_withdraw_a_value(cell: Organisation) -> None:
    asked = actions.ask_withdrawal(
        actor=replace(FIRST, person_uid="p1"), on=ON, amendment=confirmed(), reason="Nhầm văn bản."
    )
    with pytest.raises(FaultyError, match="không tự xác nhận được"):
        actions.confirm_withdrawal(actor=replace(SECOND, person_uid="p1"), on=ON, amendment=asked)


def test_what_was_to_be_withdrawn_can_be_kept(cell: Organisation) -> None:
    row = leaving()
    with pytest.raises(FaultyError, match="Chưa ghi lý do giữ lại"):
        actions.keep_amendment(actor=SECOND, on=ON, amendment=row, reason=" ")
    kept = actions.keep_amendment(actor=SECOND, on=ON, amendment=row, reason="Bản phát hành nói văn bản khác.")
    assert (kept.is_leaving, kept.closing_reason, kept.withdrawal_asked_by_uid) == (False, "", "")
    assert rulebook_of(cell, ON).on("ceremony.deadline", NEW).number == 20
    for verb, more in ((actions.confirm_withdrawal, {}), (actions.keep_amendment, {"reason": "nữa"})):
        with pytest.raises(FaultyError, match="Không còn ai đề nghị rút"):
            verb(actor=SECOND, on=ON, amendment=kept, **more)
    assert actions.ask_withdrawal(actor=SECOND, on=ON, amendment=kept, reason="Xem lại.").is_leaving


def test_everything_stands_in_the_chain_of_the_installation(cell: Organisation) -> None:
    withdrawn()
    lines = AuditEntry.objects.order_by("seq")
    assert {line.chain for line in lines} == {"installation"}
    assert [line.action for line in lines] == [
        "register.propose_amendment",
        "register.confirm_amendment",
        "register.ask_withdrawal",
        "register.confirm_withdrawal",
    ]
    assert [line.actor_name for line in lines] == ["Lò Mẫu An", "Nguyễn Mẫu Bích"] * 2
    assert lines[3].changes["ceremony.deadline"] == [20, None]
    assert list(verify_chains()) == []


def test_an_amendment_stands_before_the_release_on_its_own_day(cell: Organisation) -> None:
    day = date(2026, 7, 26)
    confirmed(value=25, starts_on=day, instrument_on=day)
    assert rulebook_of(cell, ON).on("ceremony.deadline", day).number == 25


def test_a_row_that_no_longer_fits_is_left_out(cell: Organisation) -> None:
    row = confirmed()
    FigureAmendment.objects.filter(pk=row.pk).update(value="hai mươi")
    assert rulebook_of(cell, ON).on("ceremony.deadline", NEW).number == 30
    FigureAmendment.objects.filter(pk=row.pk).update(key="gone.figure", value=3)
    assert "gone.figure" not in rulebook_of(cell, ON).book


def test_a_row_that_no_longer_fits_is_not_confirmed(cell: Organisation) -> None:
    row = proposed()
    FigureAmendment.objects.filter(pk=row.pk).update(key="gone.figure")
    with pytest.raises(FaultyError, match="không còn trong bản phát hành"):
        actions.confirm_amendment(actor=SECOND, on=ON, amendment=row)


def test_the_law_costs_two_questions_however_many_values_were_added(cell: Organisation) -> None:
    counts = []
    for month in (8, 9, 10):
        confirmed(starts_on=date(2026, month, 20), instrument_on=date(2026, 8, 1), value=month)
        with CaptureQueriesContext(connection) as asked:
            rulebook_of(cell, ON)
        counts.append(len(asked))
    assert counts == [2, 2, 2]
