"""The log: chained, written with the act or not at all, and every tampering found."""

from __future__ import annotations

import itertools

import pytest
from django.db import transaction

from chibo.base import audit, privacy
from chibo.base.models import AuditEntry
from tests.chains import verify_chains
from tests.factories import MONDAY, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


def _write(count: int, chain: str = "a") -> None:
    subject = OrganisationFactory.create()
    for number in range(count):
        audit.record(
            actor=actor(), on=MONDAY, action=f"thu.{number}", subject=subject, chain=chain, changes={"n": number}
        )


def test_lines_follow_each_other_in_each_chain() -> None:
    _write(3, "a")
    _write(2, "b")
    assert list(AuditEntry.objects.filter(chain="a").order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    one, two, _three = AuditEntry.objects.filter(chain="a").order_by("seq")
    assert (one.previous_hash, two.previous_hash) == (audit.START, one.hash)
    assert list(verify_chains()) == []


@pytest.mark.parametrize("field", ["action", "actor_name", "reason", "subject_uid", "law", "actor_uid", "subject_type"])
def test_a_changed_text_is_found(field: str) -> None:
    _write(3)
    AuditEntry.objects.filter(seq=2).update(**{field: "khác"})
    assert [(found.seq, found.what) for found in verify_chains()] == [(2, "nội dung đã bị đổi")]


def test_changed_values_are_found() -> None:
    _write(3)
    AuditEntry.objects.filter(seq=2).update(changes={"n": 7})
    assert [(found.seq, found.what) for found in verify_chains()] == [(2, "nội dung đã bị đổi")]


def test_a_line_changed_and_sealed_anew_no_longer_joins_the_next() -> None:
    _write(3)
    entry = AuditEntry.objects.get(seq=2)
    entry.action = "khác"
    entry.hash = audit.seal(entry)
    entry.save()
    assert [(found.seq, found.what) for found in verify_chains()] == [(3, "không nối với dòng trước")]


@pytest.mark.parametrize("seq", [1, 2])
def test_a_removed_line_is_found(seq: int) -> None:
    _write(3)
    AuditEntry.objects.filter(seq=seq).delete()
    assert (seq, "thiếu dòng") in [(found.seq, found.what) for found in verify_chains()]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations((1, 2, 3), 2)))
def test_exchanged_lines_are_found(one: int, other: int) -> None:
    _write(3)
    first, second = AuditEntry.objects.get(seq=one), AuditEntry.objects.get(seq=other)
    for entry, seq in ((first, 100), (second, one), (first, other)):
        entry.seq = seq
        entry.save()
    assert {found.seq for found in verify_chains()} >= {one, other}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_the_transaction_of_an_act() -> None:
    subject = OrganisationFactory.create()
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(actor=actor(), on=MONDAY, action="thu", subject=subject)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_line() -> None:
    subject = OrganisationFactory.create()

    def fail_after_writing() -> None:
        with transaction.atomic():
            audit.record(actor=actor(), on=MONDAY, action="thu", subject=subject)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    assert not AuditEntry.objects.exists()


def test_opening_a_sensitive_block_says_who_saw_what_for_what() -> None:
    subject = OrganisationFactory.create()
    seen = privacy.access_seen(actor=actor(), on=MONDAY, subject=subject, block="identity", chain=str(subject.uid))
    assert (seen.action, seen.actor_name, seen.reason) == (
        privacy.SEEN,
        "Lò Mẫu An",
        "ghi vào hồ sơ và giấy giới thiệu",
    )
    assert seen.changes == {"block": "identity", "role": ""}
    assert list(verify_chains()) == []


def test_an_unknown_block_is_no_reason_to_write() -> None:
    with pytest.raises(KeyError):
        privacy.access_seen(actor=actor(), on=MONDAY, subject=OrganisationFactory.create(), block="khac")
    assert not AuditEntry.objects.exists()
