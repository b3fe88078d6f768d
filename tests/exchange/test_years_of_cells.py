"""Results of years in the list of a committee: each goes into the round of the person's own cell, and back exactly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.exchange import actions
from chibo.exchange.archive import archive_parts
from chibo.exchange.lists.preview import Decisions, Take
from chibo.register.models import Membership
from chibo.reviews.models import Classification, Commitment, CommitmentRound, YearReview
from tests.exchange.looking import bring, look, make_cell, said_of, upload
from tests.factories import MONDAY, OrganisationFactory, actor

if TYPE_CHECKING:
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Lò Mẫu An", "1-2-1980", "3-2-2010", "3-2-2011", "Chi bộ Thôn Đông"),
    ("Vì Mẫu Bạn", "3-4-1981", "3-2-2010", "3-2-2011", "Chi bộ Thôn Đoài"),
]


@pytest.fixture
def commune() -> Organisation:
    above: Organisation = OrganisationFactory.create(name="Đảng ủy xã Mẫu", scope_key="d01")
    for place, name in enumerate(("Chi bộ Thôn Đông", "Chi bộ Thôn Đoài"), 1):
        make_cell(name=name, parent=above, scope_key=f"d01000{place}")
    bring(above, [("Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ"), *PEOPLE])
    return above


def test_grades_go_into_the_review_of_each_cell(commune: Organisation) -> None:
    before = archive_parts(commune)
    rows: list[tuple[object, ...]] = [
        ("KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN",),
        ("TT", "Họ và tên", "Chi bộ", "Xếp loại năm 2017"),
    ]
    rows += [(1, "Lò Mẫu An", "Chi bộ Thôn Đông", "HTTNV"), (2, "Vì Mẫu Bạn", "Chi bộ Thôn Đoài", "HTNV")]
    found = look(upload(commune, rows))
    assert (found.kind.code, found.changed) == ("reviews", 2), said_of(found)
    record = bring(commune, rows)
    assert set(Classification.objects.values_list("person__full_name", "review__organisation__name")) == {
        ("Lò Mẫu An", "Chi bộ Thôn Đông"),
        ("Vì Mẫu Bạn", "Chi bộ Thôn Đoài"),
    }
    assert YearReview.objects.count() == 2
    again = look(upload(commune, rows))
    assert (again.same, again.changed) == (2, 0)
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert archive_parts(commune) == before


def test_commitments_go_into_the_round_of_each_cell(commune: Organisation) -> None:
    before = archive_parts(commune)
    rows: list[tuple[object, ...]] = [("DANH SÁCH NỘP BẢN CAM KẾT NĂM 2018",)]
    rows += [("TT", "Họ và tên", "Chi bộ", "Ngày nộp cam kết", "Nội dung cam kết")]
    rows += [
        (1, "Lò Mẫu An", "Chi bộ Thôn Đông", "5-1-2018", "Gương mẫu"),
        (2, "Vì Mẫu Bạn", "Chi bộ Thôn Đoài", "6-1-2018", "Gương mẫu"),
    ]
    record = bring(commune, rows)
    assert record.kind == "commitments"
    assert set(CommitmentRound.objects.values_list("organisation__name", "opened_on__day")) == {
        ("Chi bộ Thôn Đông", 5),
        ("Chi bộ Thôn Đoài", 6),
    }
    assert set(Commitment.objects.values_list("person__full_name", "round__organisation__name")) == {
        ("Lò Mẫu An", "Chi bộ Thôn Đông"),
        ("Vì Mẫu Bạn", "Chi bộ Thôn Đoài"),
    }
    again = look(upload(commune, rows))
    assert (again.same, again.changed) == (2, 0)
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert archive_parts(commune) == before


def test_of_two_rows_that_differ_about_one_year_none_wins_unseen(commune: Organisation) -> None:
    rows: list[tuple[object, ...]] = [
        ("KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN",),
        ("TT", "Họ và tên", "Chi bộ", "Xếp loại năm 2017"),
        (1, "Lò Mẫu An", "Chi bộ Thôn Đông", "HTTNV"),
        (2, "Vì Mẫu Bạn", "Chi bộ Thôn Đoài", "HTNV"),
        (3, "Lò Mẫu An", "Chi bộ Thôn Đông", "HTXSNV"),
        (4, "Vì Mẫu Bạn", "Chi bộ Thôn Đoài", "HTNV"),
    ]
    record = upload(commune, rows)
    first, same, second, again = look(record).lines
    assert "dòng 5 ghi khác về Lò Mẫu An năm 2017" in first.faults[0].what
    assert not first.stopped
    assert second.stopped
    assert not same.faults
    assert not again.faults
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=Decisions(rows={3: Take.SKIP}))
    left_out, _, taken, _ = look(record).lines
    assert (left_out.goes_in, taken.goes_in, taken.faults) == (False, True, [])


def test_a_result_from_before_the_book_is_taken_with_a_remark(commune: Organisation) -> None:
    Membership.objects.update(starts_on=date(2018, 3, 15))  # the book was opened this spring
    rows: list[tuple[object, ...]] = [
        ("KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN",),
        ("TT", "Họ và tên", "Chi bộ", "Xếp loại năm 2016", "Xếp loại năm 2009"),
        (1, "Lò Mẫu An", "Chi bộ Thôn Đông", "HTTNV", ""),
        (2, "Vì Mẫu Bạn", "Chi bộ Thôn Đoài", "", "HTNV"),
    ]
    taken, refused = look(upload(commune, rows)).lines
    assert [(fault.must, "chưa biết" in fault.what) for fault in taken.faults] == [(False, True)]
    assert refused.stopped  # no member before the admission of 2010
    bring(commune, rows)
    assert Classification.objects.get().review.year == 2016
