"""A number is used once, runs from 1 for each type and term, and a gap has its reason."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, transaction

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.documents import actions, queries
from chibo.documents.models import NumberCounter, SkippedNumbers
from tests.factories import MONDAY, actor, stranger

HERE, TERM, NEXT_TERM = uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)


def take(paper_type: str = "NQ", term: uuid.UUID = TERM) -> int:
    return actions.take_number(actor=actor(), on=MONDAY, organisation_uid=HERE, term_uid=term, paper_type=paper_type)


def skip(upto: int, reason: str = "đã cấp ở sổ giấy") -> SkippedNumbers:
    return actions.skip_numbers(
        actor=actor(), on=MONDAY, organisation_uid=HERE, term_uid=TERM, paper_type="NQ", upto=upto, reason=reason
    )


def missing(used: list[int], last: int) -> tuple[int, ...]:
    return queries.missing_numbers(organisation_uid=HERE, term_uid=TERM, paper_type="NQ", used=used, last=last)


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
    assert missing([1, 12], last=12) == ()
    assert missing([1], last=13) == (12, 13)


@pytest.mark.django_db
def test_a_number_already_passed_cannot_be_given_again() -> None:
    take()
    take()
    with pytest.raises(FaultyError) as refused:
        skip(2, reason=" ")
    assert [fault.what for fault in refused.value.faults] == ["Số 02 đã qua.", "Chưa ghi lý do bỏ qua số."]
    assert take() == 3


@pytest.mark.django_db
def test_only_listed_types_and_only_by_those_who_make_papers() -> None:
    with pytest.raises(ValueError, match="no such type"):
        take("XX")
    for other in (stranger(), actor(Permission.VIEW_CASES)):
        with pytest.raises(NotAllowedError):
            actions.take_number(actor=other, on=MONDAY, organisation_uid=HERE, term_uid=TERM, paper_type="NQ")
    assert not NumberCounter.objects.exists()


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
