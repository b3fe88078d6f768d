"""A number is used once, runs from 1 for each type and term, and a gap has its reason."""

from __future__ import annotations

import threading
import uuid
from datetime import date

import pytest
from django.db import connection, transaction

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.documents import actions, queries
from chibo.documents.models import GivenNumber, NumberCounter, SkippedNumbers
from chibo.documents.regimes import cell_ban_on
from chibo.law.reading import rulebook
from chibo.law.writing import cell_may_issue
from tests.factories import MONDAY, actor, stranger

HERE, TERM, NEXT_TERM = uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)


def take(paper_type: str = "NQ", term: uuid.UUID = TERM) -> int:
    return actions.take_number(actor=actor(), on=MONDAY, organisation_uid=HERE, term_uid=term, paper_type=paper_type)


def skip(upto: int, reason: str = "đã cấp ở sổ giấy") -> SkippedNumbers:
    return actions.skip_numbers(
        actor=actor(), on=MONDAY, organisation_uid=HERE, term_uid=TERM, paper_type="NQ", upto=upto, reason=reason
    )


def register(*also: queries.UsedNumber) -> queries.TypeRegister:
    (found,) = queries.number_registers(organisation_uid=HERE, term_uid=TERM, also=also)
    return found


def told(*also: queries.UsedNumber) -> list[tuple[int, int, str]]:
    return [(line.first, line.last, line.kind.value) for line in register(*also).lines]


def explain(first: int, last: int, reason: str = "in hỏng") -> SkippedNumbers:
    return actions.explain_numbers(
        actor=actor(),
        on=MONDAY,
        organisation_uid=HERE,
        term_uid=TERM,
        paper_type="NQ",
        first=first,
        last=last,
        reason=reason,
    )


def note(number: int, title: str = "nghị quyết cũ") -> bool:
    return actions.note_number(
        actor=actor(),
        on=MONDAY,
        organisation_uid=HERE,
        term_uid=TERM,
        paper_type="NQ",
        number=number,
        dated=date(2017, 3, 6),
        title=title,
    )


def give(paper_type: str, dated: date, title: str = "về việc cử quần chúng đi học") -> int:
    return actions.give_number(
        actor=actor(),
        on=MONDAY,
        organisation_uid=HERE,
        term_uid=TERM,
        paper_type=paper_type,
        dated=dated,
        title=title,
    )


@pytest.mark.django_db
def test_numbers_run_from_one_for_each_type_and_term() -> None:
    assert [take(), take(), take("BC"), take(), take(term=NEXT_TERM)] == [1, 2, 1, 3, 1]


@pytest.mark.django_db
def test_a_paper_that_fails_gives_its_number_back() -> None:
    def lose() -> None:
        with transaction.atomic():
            numbers.append(take())
            message = "the paper could not be written"
            raise OSError(message)

    numbers = [take()]
    with pytest.raises(OSError, match="could not be written"):
        lose()
    assert numbers == [1, 2]
    assert take() == 2
    assert AuditEntry.objects.filter(action="documents.take_number").count() == 2


@pytest.mark.django_db
def test_going_on_from_the_paper_register_leaves_an_explained_gap() -> None:
    assert take() == 1
    skipped = skip(11)
    assert (skipped.first, skipped.last, skipped.reason) == (2, 11, "đã cấp ở sổ giấy")
    assert take() == 12
    assert told() == [(1, 1, "given"), (2, 11, "skipped"), (12, 12, "given")]
    assert register().unexplained == ()
    assert register().next == 13


@pytest.mark.django_db
def test_a_number_already_passed_cannot_be_given_again() -> None:
    take()
    take()
    with pytest.raises(FaultyError) as refused:
        skip(2, reason=" ")
    assert [fault.what for fault in refused.value.faults] == ["Số 02 đã qua.", "Chưa ghi lý do."]
    assert take() == 3


@pytest.mark.django_db
def test_only_listed_types_and_only_by_those_who_make_papers() -> None:
    with pytest.raises(ValueError, match="no such type"):
        take("XX")
    for other in (stranger(), actor(Permission.VIEW_CASES)):
        with pytest.raises(NotAllowedError):
            actions.take_number(actor=other, on=MONDAY, organisation_uid=HERE, term_uid=TERM, paper_type="NQ")
    assert not NumberCounter.objects.exists()


@pytest.mark.django_db
def test_every_number_has_its_line_with_day_and_summary() -> None:
    paper = uuid.UUID(int=9)
    number = actions.take_number(
        actor=actor(),
        on=MONDAY,
        organisation_uid=HERE,
        term_uid=TERM,
        paper_type="NQ",
        dated=date(2018, 5, 7),
        title="  đề nghị\n kết nạp ",
        paper_uid=paper,
    )
    (line,) = register().lines
    assert (line.first, line.dated, line.title, line.paper_uid) == (number, date(2018, 5, 7), "đề nghị kết nạp", paper)
    assert line.given_to == "Lò Mẫu An"


@pytest.mark.django_db
def test_the_number_of_an_old_paper_is_never_given_again() -> None:
    assert take() == 1
    assert note(7)
    assert not note(7, "một văn bản khác cùng số")
    assert take() == 8
    assert told() == [(1, 1, "given"), (2, 6, "unexplained"), (7, 7, "given"), (8, 8, "given")]
    explain(2, 6, "đã cấp ở sổ giấy trước khi dùng chương trình")
    assert register().unexplained == ()


@pytest.mark.django_db
def test_a_paper_of_a_room_above_that_the_register_does_not_hold_is_shown_too() -> None:
    used = queries.UsedNumber(
        paper_type="NQ", number=3, dated=date(2017, 3, 6), title="đề nghị kết nạp", paper_uid=uuid.UUID(int=8)
    )
    assert told(used) == [(1, 2, "unexplained"), (3, 3, "given")]
    take()
    assert told(used) == [(1, 1, "given"), (2, 2, "unexplained"), (3, 3, "given")]


@pytest.mark.django_db
def test_only_a_gap_that_lies_behind_can_be_explained_and_only_once() -> None:
    note(4)
    for first, last, what in (
        (3, 5, "Không giải thích được các số từ 03 đến 05."),
        (2, 1, "Không giải thích được các số từ 02 đến 01."),
        (3, 4, "Trong sổ NQ đã có dòng của số 04."),
    ):
        with pytest.raises(FaultyError) as refused:
            explain(first, last)
        assert [fault.what for fault in refused.value.faults] == [what]
    explain(1, 3)
    with pytest.raises(FaultyError):
        explain(2, 2)


@pytest.mark.django_db
def test_a_spoilt_number_keeps_its_line() -> None:
    take()
    given = GivenNumber.objects.get()
    actions.spoil_number(actor=actor(), on=MONDAY, given=given, reason="soạn nhầm thể loại")
    (line,) = register().lines
    assert (line.kind.value, line.reason) == ("spoilt", "soạn nhầm thể loại")
    with pytest.raises(FaultyError, match="đã hủy"):
        actions.spoil_number(actor=actor(), on=MONDAY, given=given, reason="lần nữa")
    assert take() == 2


@pytest.mark.django_db
def test_the_number_of_a_paper_of_the_program_is_not_spoilt() -> None:
    actions.take_number(
        actor=actor(), on=MONDAY, organisation_uid=HERE, term_uid=TERM, paper_type="NQ", paper_uid=uuid.UUID(int=5)
    )
    with pytest.raises(FaultyError, match="Chưa hủy được số 01-NQ"):
        actions.spoil_number(actor=actor(), on=MONDAY, given=GivenNumber.objects.get(), reason="nhầm")


@pytest.mark.django_db
def test_a_cell_issues_no_notice_while_the_rule_says_so() -> None:
    with pytest.raises(FaultyError) as refused:
        give("TB", date(2018, 5, 21), title=" ")
    assert [fault.what for fault in refused.value.faults] == [
        "Chưa ghi trích yếu.",
        "Chi bộ không ban hành thông báo vào ngày này.",
    ]
    assert "66-QĐ/TW" in refused.value.faults[1].why
    assert give("TB", date(2026, 1, 9)) == 1  # no ground was found from that day on: nothing forbids it
    assert give("CV", date(2018, 5, 21)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_get_the_same_number() -> None:
    threads, each = 6, 5
    taken: list[int] = []
    lock = threading.Lock()
    ready = threading.Barrier(threads)

    def work() -> None:
        try:
            ready.wait()
            for _ in range(each):
                number = take()
                with lock:
                    taken.append(number)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == list(range(1, threads * each + 1))
    assert NumberCounter.objects.get().last == threads * each


@pytest.mark.parametrize("day", [date(2017, 2, 5), date(2017, 2, 6), date(2026, 1, 8), date(2026, 1, 9)])
def test_what_a_cell_does_not_issue_is_what_the_law_says(day: date) -> None:
    rules = rulebook()
    is_known = rules.find("document.cell_may_not_issue", day) is not None
    for kind in ("TB", "KL", "NQ"):
        assert (cell_ban_on(kind, day) is not None) is (is_known and not cell_may_issue(kind, day, rules))
