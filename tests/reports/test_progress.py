"""Progress of targets: the part, the base, the day, the formula; what is not over, not there or too few is said."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.once import reading
from chibo.base.refusal import NotYoursError
from chibo.development.models import DevelopmentCase, Step
from chibo.register.models import Membership, Organisation
from chibo.reports.queries import Progress, State, people_of_target, progress, progress_below, progress_of
from chibo.reports.queries.progress.counting import gather
from chibo.reviews import actions as reviews
from chibo.reviews.models import Classification, Measure, Target
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    Cell,
    EmploymentFactory,
    KindFactory,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    WorkplaceFactory,
    actor,
    cell,
    stranger,
)

if TYPE_CHECKING:
    from chibo.register.models import Person, Term

pytestmark = pytest.mark.django_db
METRIC = Target.Metric


def promise(term: Term, metric: str, value: int, **about: Any) -> Target:
    return reviews.set_target(
        actor=actor(), on=MONDAY, term=term, metric=metric, value=value, ground="Nghị quyết", **about
    )


def admitted(organisation: Organisation, day: date, **about: Any) -> Person:
    person = PersonFactory.create(organisation=organisation, **about)
    AdmissionFactory.create(person=person, ceremony_on=day, decided_on=day, official_on=None, recognised_on=None)
    Membership.objects.create(
        person=person, organisation=organisation, starts_on=day, joined_by=Membership.JoinedBy.ADMISSION
    )
    return person


def only(found: tuple[Progress, ...], metric: str) -> Progress:
    return next(one for one in found if one.metric == metric)


# --- the sample cell


def test_the_sample_has_met_and_beaten_its_admissions(sample: Organisation) -> None:
    found = progress(actor(), sample, MONDAY)
    admissions, share = found
    assert (admissions.part, admissions.goal, admissions.state) == (4, 3, State.REACHED)
    assert admissions.reached == Fraction(4, 3)
    assert admissions.formula == "4 đảng viên kết nạp, đến hết ngày 21-5-2018; chỉ tiêu 3"
    assert (share.part, share.base, share.said, share.state) == (23, 25, "92%", State.RUNNING)
    assert share.formula == "23 cán bộ là đảng viên / 25 cán bộ = 92%, đến hết ngày 21-5-2018; chỉ tiêu 100%"
    assert share.explanation == "Kỳ chưa hết (đến 21-5-2020) nên chưa kết luận."


def test_every_figure_opens_the_people_it_counted(sample: Organisation) -> None:
    for told in progress(actor(), sample, MONDAY):
        part = people_of_target(actor(), told.target, MONDAY)
        assert len(part.rows) == part.count == told.part
        if told.base is not None:
            base = people_of_target(actor(), told.target, MONDAY, "mau")
            assert len(base.rows) == base.count == told.base
    with pytest.raises(NotYoursError):
        people_of_target(stranger(), told.target, MONDAY)


def test_every_kind_of_target_of_the_sample(sample: Organisation) -> None:
    term = sample.terms.get()
    for metric, value in (
        (METRIC.WOMEN_SHARE, 40),
        (METRIC.YOUTH_SHARE, 50),
        (METRIC.MINORITY_SHARE, 50),
        (METRIC.SOURCES, 6),
        (METRIC.GOOD_SHARE, 100),
        (METRIC.EXCELLENT_SHARE, 15),
        (METRIC.TITLES, 3),
    ):
        promise(term, metric, value, unit=sample)
    found = progress(actor(), sample, MONDAY)
    assert only(found, METRIC.GOOD_SHARE).formula == (
        "20 đảng viên hoàn thành tốt nhiệm vụ trở lên / 20 đảng viên được xếp loại = 100%, năm 2017; chỉ tiêu 100%"
    )
    assert only(found, METRIC.EXCELLENT_SHARE).said == "15%"
    assert (only(found, METRIC.TITLES).part, only(found, METRIC.TITLES).state) == (3, State.REACHED)
    assert only(found, METRIC.WOMEN_SHARE).base == 4
    assert len(people_of_target(actor(), only(found, METRIC.TITLES).target, MONDAY).rows) == 3
    sources = only(found, METRIC.SOURCES)
    assert len(people_of_target(actor(), sources.target, MONDAY).rows) == sources.part
    graded = people_of_target(actor(), only(found, METRIC.EXCELLENT_SHARE).target, MONDAY)
    assert len(graded.rows) == 3
    assert len(people_of_target(actor(), only(found, METRIC.EXCELLENT_SHARE).target, MONDAY, "mau").rows) == 20


def test_a_day_in_the_past_is_counted_to_that_day_by_the_value_of_that_day(sample: Organisation) -> None:
    target = progress(actor(), sample, MONDAY)[0].target
    reviews.amend_target(actor=actor(), on=MONDAY, target=target, value=5, ground="Nghị quyết bổ sung")
    then, now = progress(actor(), sample, date(2017, 12, 31))[0], progress(actor(), sample, MONDAY)[0]
    assert (then.part, then.goal, then.state) == (3, 3, State.REACHED)
    assert (now.part, now.goal, now.state) == (4, 5, State.RUNNING)


def test_a_year_of_the_term_that_is_over(sample: Organisation) -> None:
    term = sample.terms.get()
    promise(term, METRIC.ADMISSIONS, 2, year=2017)
    promise(term, METRIC.MEMBER_SHARE, 85, year=2017)
    promise(term, METRIC.ADMISSIONS, 1, year=2019)
    found = {(one.metric, one.target.year): one for one in progress(actor(), sample, MONDAY)}
    year = found[METRIC.ADMISSIONS, 2017]
    assert (year.part, year.state, year.counted_on) == (1, State.MISSED, date(2017, 12, 31))
    assert found[METRIC.MEMBER_SHARE, 2017].state is State.REACHED
    later = found[METRIC.ADMISSIONS, 2019]
    assert (later.state, later.part, later.said) == (State.NOT_BEGUN, None, "–")
    assert later.explanation == "Kỳ bắt đầu từ 1-1-2019, chưa có số liệu."


# --- what cannot be said


@pytest.fixture
def house() -> Cell:
    return cell(scope_key="t9")


def test_nothing_is_divided_by_nothing(house: Cell) -> None:
    bare = OrganisationFactory.create(name="Chi bộ Mẫu Không", scope_key="t8")
    term = TermFactory.create(organisation=bare)
    for metric in (METRIC.MEMBER_SHARE, METRIC.WOMEN_SHARE, METRIC.GOOD_SHARE):
        promise(term, metric, 50)
    found = progress(actor(), bare, MONDAY)
    assert [one.state for one in found] == [State.NO_BASE, State.NO_BASE, State.NO_RESULT]
    assert [(one.share, one.reached, one.said) for one in found] == [(None, None, "–")] * 3
    assert found[0].explanation == "Chưa có cán bộ nên mẫu số bằng 0, không tính được tỷ lệ."
    assert found[2].formula == ""
    assert progress(actor(), house.organisation, MONDAY) == ()


def test_who_has_no_sex_or_people_on_record_is_said(house: Cell) -> None:
    home = actor()
    house.vu.memberships.update(joined_by="transfer_in")  # only the two below were admitted here
    admitted(house.organisation, date(2017, 3, 6), sex="", ethnicity="")
    admitted(house.organisation, date(2017, 3, 6), sex="female", ethnicity="Thái")
    for metric in (METRIC.WOMEN_SHARE, METRIC.MINORITY_SHARE):
        promise(house.term, metric, 50)
    women, minority = progress(home, house.organisation, MONDAY)
    assert (women.part, women.base, women.unknown) == (1, 2, 1)
    assert women.explanation.endswith("1 người chưa ghi giới tính, đang tính là không thuộc diện này.")
    assert (minority.part, minority.unknown, minority.state) == (1, 1, State.ON_LEVEL)


def test_a_year_known_only_as_totals_counts_its_totals(house: Cell) -> None:
    reviews.record_review(
        actor=actor(), on=MONDAY, organisation=house.organisation, year=2016, rated_total=10, excellent_total=1,
        good_total=8,
    )  # fmt: skip
    promise(house.term, METRIC.GOOD_SHARE, 95)
    told = progress(actor(), house.organisation, MONDAY)[0]
    assert (told.part, told.base, told.year, told.state) == (9, 10, 2016, State.RUNNING)
    assert "số còn lại chỉ biết tổng số" in people_of_target(actor(), told.target, MONDAY).note


def test_the_base_of_the_excellent_is_the_one_stored(house: Cell) -> None:
    review = reviews.record_review(actor=actor(), on=MONDAY, organisation=house.organisation, year=2017)
    grade = Classification.Grade
    grades = zip(
        (house.an, house.bich, house.cuong, house.dung),
        (grade.EXCELLENT, grade.GOOD, grade.FULFILLED, grade.FULFILLED),
        strict=True,
    )
    reviews.classify(actor=actor(), on=MONDAY, review=review, grades=list(grades))
    promise(house.term, METRIC.EXCELLENT_SHARE, 20)
    promise(house.term, METRIC.EXCELLENT_SHARE, 20, year=2017, measure=Measure(base=Target.Base.RATED))
    found = progress(actor(), house.organisation, MONDAY)
    assert [(one.part, one.base) for one in found] == [(1, 2), (1, 4)]
    assert len(people_of_target(actor(), found[1].target, MONDAY, "mau").rows) == 4


# --- a committee and its units


@pytest.fixture
def chapter() -> Organisation:
    kind = KindFactory.create(code="dang_bo_mau", name="Đảng bộ cơ sở", is_cell=False)
    above = OrganisationFactory.create(name="Đảng bộ Mẫu", kind=kind, scope_key="c1")
    TermFactory.create(organisation=above)
    for number in range(3):
        unit = OrganisationFactory.create(name=f"Chi bộ Mẫu {number}", parent=above, scope_key=f"c1u{number}")
        for sex in ["female"] * (2 if number == 0 else 3) + ["male"] * 4:
            admitted(unit, date(2017, 3, 6), sex=sex)
    return above


def test_the_committee_sees_its_own_and_every_unit(chapter: Organisation) -> None:
    term = chapter.terms.get()
    units = list(Organisation.objects.filter(parent=chapter).order_by("scope_key"))
    promise(term, METRIC.ADMISSIONS, 30)
    for unit in units[:2]:
        promise(term, METRIC.ADMISSIONS, 7, unit=unit)
    promise(term, METRIC.ADMISSIONS, 5, unit=units[1], year=2017)
    own = progress(actor(), chapter, MONDAY)
    assert [(one.part, one.state) for one in own] == [(20, State.RUNNING)]
    table = progress_below(actor(), chapter, MONDAY)
    assert table.headings == ("số đảng viên kết nạp", "số đảng viên kết nạp, năm 2017")
    assert [row.unit for row in table.rows] == units[:2]
    assert [[cell.part if cell else None for cell in row.cells] for row in table.rows] == [[6, None], [7, 7]]
    assert [one.target.term.organisation for one in progress(actor(), units[1], MONDAY)] == [chapter, chapter]


def test_small_counts_of_women_are_hidden_above_the_cell_and_not_betrayed_by_the_rest(chapter: Organisation) -> None:
    term = chapter.terms.get()
    units = list(Organisation.objects.filter(parent=chapter).order_by("scope_key"))
    promise(term, METRIC.WOMEN_SHARE, 40)
    for unit in units:
        promise(term, METRIC.WOMEN_SHARE, 40, unit=unit)
    own = progress(actor(), chapter, MONDAY)[0]
    assert (own.part, own.base, own.opens) == (8, 20, False)
    cells = [row.cells[0] for row in progress_below(actor(), chapter, MONDAY).rows]
    assert [one.state if one else None for one in cells] == [State.HIDDEN, State.HIDDEN, State.ON_LEVEL]
    assert [one.part if one else None for one in cells] == [None, None, 3]
    hidden = cells[0]
    assert hidden is not None
    assert (hidden.said, hidden.formula, hidden.share) == ("ẩn", "", None)
    for told in (own, hidden):
        with pytest.raises(NotYoursError):
            people_of_target(actor(), told.target, MONDAY)


def test_staff_of_a_unit_and_of_all_below(chapter: Organisation) -> None:
    term = chapter.terms.get()
    unit = Organisation.objects.get(scope_key="c1u1")
    workplace = WorkplaceFactory.create(organisation=unit)
    for person in [*unit.people.all()[:3], PersonFactory.create(organisation=unit)]:
        EmploymentFactory.create(person=person, workplace=workplace)
    promise(term, METRIC.MEMBER_SHARE, 75)
    told = progress(actor(), chapter, MONDAY)[0]
    assert (told.part, told.base, told.state) == (3, 4, State.ON_LEVEL)


def test_the_number_of_questions_does_not_grow(chapter: Organisation) -> None:
    term = chapter.terms.get()
    units = list(Organisation.objects.filter(parent=chapter).order_by("scope_key"))

    def asked() -> int:
        with reading(), CaptureQueriesContext(connection) as questions:  # as one page asks
            progress(actor(), chapter, MONDAY)
            progress_below(actor(), chapter, MONDAY)
        return len(questions)

    for metric in METRIC.values:
        promise(term, metric, 5)
        promise(term, metric, 5, unit=units[0])
    few = asked()
    for metric in METRIC.values:
        promise(term, metric, 4, year=2017)
        for unit in units[1:]:
            promise(term, metric, 5, unit=unit)
    assert asked() == few
    assert few <= 18


def test_hundreds_of_spans_are_counted_part_by_part(house: Cell) -> None:
    term = house.organisation.terms.get()
    house.vu.memberships.update(joined_by="transfer_in")  # only the one below was admitted here
    admitted(house.organisation, date(2018, 3, 1))
    ends = [date(2018, 3, 10) - timedelta(days=back) for back in range(300)]
    targets = [Target(term=term, unit=house.organisation, metric=METRIC.ADMISSIONS, cut_off_on=day) for day in ends]
    found = gather(house.organisation, targets, MONDAY)
    parts = [found.admitted.under(house.organisation, f"admitted_{found.place(one)}") for one in targets]
    assert parts == [int(day >= date(2018, 3, 1)) for day in ends]


def test_an_unended_case_counts_once_as_a_source(house: Cell) -> None:
    case = DevelopmentCase.objects.create(
        person=house.y, organisation=house.organisation, scope_key=house.organisation.scope_key, opened_on=MONDAY
    )
    for day in (date(2018, 1, 8), date(2018, 2, 5)):
        Step.objects.create(case=case, kind="source_added", on=day)
    told = progress_of(actor(), promise(house.term, METRIC.SOURCES, 2), MONDAY)
    assert (told.part, told.state) == (1, State.RUNNING)
    assert len(people_of_target(actor(), told.target, MONDAY).rows) == 1
