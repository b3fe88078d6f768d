"""Reports in words of the sample cell, word for word; every figure with its list; what is said of none and of one.

After a wanted change: ``GOLDEN=write pytest tests/reports/test_prose.py``, then read aloud what changed.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.access import Permission
from chibo.base.once import reading
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.register.models import Employment, Membership, Person
from chibo.reports.periods import Sort, calendar_period, latest, term_period
from chibo.reports.queries import figure_list
from chibo.reports.queries.kept import forget
from chibo.reports.queries.prose import faults_in, period_of, told
from chibo.reviews import actions as reviews
from tests.factories import (
    MONDAY,
    TERM_END,
    TERM_START,
    AdmissionFactory,
    Cell,
    OrganisationFactory,
    PersonFactory,
    actor,
    cell,
    member,
    stranger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.register.models import Organisation
    from chibo.reports.periods import Period
    from chibo.reports.queries.prose import Told

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).with_name("prose.yaml")
GENERAL, DEVELOPMENT = "tinh-hinh", "phat-trien"
TERM = term_period("2015-2020", TERM_START, TERM_END)
SAMPLES = {
    "Quý I năm 2018": (GENERAL, calendar_period(Sort.QUARTER, date(2018, 3, 31))),
    "Quý II năm 2018, chưa hết kỳ": (GENERAL, calendar_period(Sort.QUARTER, MONDAY)),
    "6 tháng đầu năm 2016": (GENERAL, calendar_period(Sort.HALF, date(2016, 1, 1))),
    "Năm 2017": (GENERAL, calendar_period(Sort.YEAR, date(2017, 1, 1))),
    "Nhiệm kỳ đến 21-5-2018": (GENERAL, TERM),
    "Phát triển đảng viên, nhiệm kỳ": (DEVELOPMENT, TERM),
    "Phát triển đảng viên, quý I năm 2018": (DEVELOPMENT, calendar_period(Sort.QUARTER, date(2018, 1, 1))),
}


def sections(said: Told) -> dict[str, str]:
    return {
        heading or "Mở đầu": "\n".join("".join(part.text for part in parts) for parts in paragraphs)
        for heading, paragraphs in said.shown
    }


@pytest.fixture
def house() -> Cell:
    return cell()


def quarter(house: Cell, on: date = MONDAY) -> dict[str, str]:
    forget()
    return sections(told(actor(), house.organisation, GENERAL, calendar_period(Sort.QUARTER, on), MONDAY))


# ---------------------------------------------------------------------- the sample cell


def test_the_sample_word_for_word(sample: Organisation) -> None:
    found = {name: sections(told(actor(), sample, *asked, MONDAY)) for name, asked in SAMPLES.items()}
    if os.environ.get("GOLDEN") == "write":
        head = "# Báo cáo bằng lời của chi bộ mẫu ngày 21-5-2018. Mọi người trong đó đều hư cấu.\n"
        text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110)
        GOLDEN.write_text(head + text, encoding="utf-8", newline="\n")
    assert found == yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def every_period() -> Iterator[Period]:
    yield TERM
    for sort, many in ((Sort.QUARTER, 13), (Sort.HALF, 7), (Sort.YEAR, 4)):
        yield from latest(sort, MONDAY, many)


def test_every_figure_of_every_period_opens_a_list_of_that_length(sample: Organisation) -> None:
    """Every field that could be written too, not only those that the sentences name today."""
    for period in every_period():
        for field in told(actor(), sample, GENERAL, period, MONDAY).fields.values():
            figure = field.figure
            if figure.what in {"", "du-bao"} or figure.what.startswith("chi-tieu/"):
                continue
            found = figure_list(actor(), sample, figure.what, figure.on, year=figure.year, since=figure.since)
            assert (period.name, field.name, found.count) == (period.name, field.name, figure.count)
            assert len(found.rows) == figure.count or "chỉ ghi tổng số" in found.note


def test_no_figure_is_said_as_nought(sample: Organisation) -> None:
    for period in every_period():
        for subject in (GENERAL, DEVELOPMENT):
            said = told(actor(), sample, subject, period, MONDAY)
            assert [figure for figure in said.figures if figure.text in {"0", "0%"}] == []
            assert "«" not in said.text


def test_a_past_period_stays_as_it_was_when_later_things_happen(sample: Organisation) -> None:
    """But for the forecast: it reckons with every leave that is entered, also one of a day after the period."""
    quarter_one = calendar_period(Sort.QUARTER, date(2018, 1, 1))

    def counted() -> list[str]:
        said = told(actor(), sample, GENERAL, quarter_one, MONDAY)
        lines = [line for section in said.sections for line in section.lines if line.key != "du-bao"]
        return ["".join(part.text for part in line.parts) for line in lines]

    before = counted()
    person = PersonFactory.create(organisation=sample, full_name="Mạc Mẫu Mới")
    Membership.objects.create(person=person, organisation=sample, starts_on=date(2018, 4, 2), joined_by="transfer_in")
    gone = Membership.objects.get(person__full_name="Ngô Mẫu Tâm", organisation=sample)
    gone.ends_on, gone.left_by = date(2018, 5, 2), "transfer_out"
    gone.save()
    forget()
    assert counted() == before
    assert "tăng 1" in told(actor(), sample, GENERAL, calendar_period(Sort.QUARTER, MONDAY), MONDAY).text


def test_a_narrative_asks_few_questions_and_the_same_with_more_people(sample: Organisation) -> None:
    def asked() -> int:
        forget()
        with CaptureQueriesContext(connection) as seen, reading():
            told(actor(), sample, GENERAL, TERM, MONDAY)
        return len(seen)

    before = asked()
    for number in range(4):
        member(sample, f"Lò Mẫu {number}")
    assert asked() <= before <= 35  # the census of a cell takes four, whatever is counted from it


# ---------------------------------------------------------------------- nothing, one, without a base


def test_an_empty_unit_says_so() -> None:
    organisation = OrganisationFactory.create()
    said = sections(told(actor(), organisation, GENERAL, calendar_period(Sort.QUARTER, date(2018, 1, 1)), MONDAY))
    assert said["Đảng viên"] == "Đến hết ngày 31-3-2018, chi bộ chưa có đảng viên nào trong sổ."
    assert "Quý I năm 2018, chi bộ chưa ghi kết nạp đảng viên nào. " in said["Công tác phát triển đảng viên"]
    assert "Chưa ghi nhiệm kỳ nên chưa so được" in said["Công tác phát triển đảng viên"]
    assert said["Sinh hoạt chi bộ"] == "Trong kỳ chưa ghi kỳ sinh hoạt chi bộ nào."
    share = told(actor(), organisation, DEVELOPMENT, calendar_period(Sort.QUARTER, MONDAY), MONDAY).text
    assert "Chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ đảng viên." in share
    assert "Chưa đủ 3 lần kết nạp" in share


def test_without_staff_no_share_is_reckoned(house: Cell) -> None:
    Employment.objects.all().delete()
    assert "chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ" in quarter(house)["Đảng viên"]


def test_members_from_outside_the_staff(house: Cell) -> None:
    member(house.organisation, "Mạc Mẫu Đức")
    assert "trong đó 5 đồng chí là cán bộ, trên tổng số 7 cán bộ, chiếm 71,4%" in quarter(house)["Đảng viên"]


def test_a_unit_founded_within_the_period_is_not_compared(house: Cell) -> None:
    house.organisation.starts_on = date(2018, 4, 10)
    house.organisation.save()
    assert "chưa thành lập nên không có số để so sánh" in quarter(house)["Đảng viên"]
    road = quarter(house)["Công tác phát triển đảng viên"]
    assert "Quý II năm 2018, chi bộ không kết nạp đảng viên nào. " in road


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (0, "nghị quyết không đặt chỉ tiêu kết nạp (ghi 0)"),
        (1, "kết nạp 1 đảng viên, đạt chỉ tiêu nghị quyết (1)."),
        (2, "kết nạp 1 đảng viên, chưa đạt chỉ tiêu nghị quyết (2), bằng 50% chỉ tiêu."),
        (None, "chưa nhập chỉ tiêu kết nạp của nhiệm kỳ."),
    ],
)
def test_a_target_of_nought_is_never_divided_by(house: Cell, target: int | None, said: str) -> None:
    house.vu.memberships.update(joined_by="transfer_in")  # only the other was admitted here
    person = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Mai")
    AdmissionFactory.create(person=person, ceremony_on=date(2018, 4, 3), official_on=None, recognised_on=None)
    joined = date(2018, 4, 3)
    Membership.objects.create(person=person, organisation=house.organisation, starts_on=joined, joined_by="admission")
    if target is not None:
        house.term.targets.create(unit=house.organisation, metric="admissions", value=target, ground="Nghị quyết")
    road = quarter(house)["Công tác phát triển đảng viên"]
    assert said in road
    assert "Quý II năm 2018, chi bộ kết nạp 1 đảng viên; quý I năm 2018 không kết nạp." in road


def test_other_targets_are_told_against_what_was_promised(house: Cell) -> None:
    def promised(metric: str, value: int, **more: Any) -> None:
        house.term.targets.create(unit=house.organisation, metric=metric, value=value, ground="NQ", **more)

    promised("sources", 2, year=2018)
    promised("women_share", 30, base="admitted")
    said = quarter(house)["Các chỉ tiêu khác"]
    assert "Số người đưa vào nguồn năm 2018: chỉ tiêu 2, đến hết ngày 21-5-2018 là " in said
    assert "Tỷ lệ nữ trong số kết nạp nhiệm kỳ 2015-2020: chỉ tiêu 30%" in said


def test_one_who_died_and_one_readmitted(house: Cell) -> None:
    spell = Membership.objects.get(person=house.cuong)
    spell.ends_on, spell.left_by = date(2018, 4, 12), "death"
    spell.save()
    person = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Mai")
    again = date(2018, 4, 3)
    AdmissionFactory.create(person=person, ceremony_on=again, official_on=None, recognised_on=None, is_readmission=True)
    Membership.objects.create(person=person, organisation=house.organisation, starts_on=again, joined_by="admission")
    text = quarter(house)["Đảng viên"]
    assert "chi bộ kết nạp 1 đảng viên, trong đó kết nạp lại 1; có 1 đảng viên từ trần." in text
    assert "tăng 1, giảm 1, cuối kỳ 5 đảng viên" in text


# ---------------------------------------------------------------------- above the cell, rights, periods


def test_above_the_cell_two_women_are_not_told(house: Cell) -> None:
    house.organisation.kind.is_cell = False
    house.organisation.kind.save()
    Person.objects.filter(memberships__organisation=house.organisation).update(sex="male", ethnicity="Kinh")
    Person.objects.filter(pk__in=[house.an.pk, house.bich.pk]).update(sex="female", ethnicity="Thái")
    house.organisation.refresh_from_db()
    said = told(actor(), house.organisation, GENERAL, calendar_period(Sort.QUARTER, MONDAY), MONDAY)
    assert "đảng bộ có 5 đảng viên" in said.text
    assert "nữ" not in said.text
    assert "thiểu số" not in said.text
    assert "số_nữ" not in said.fields
    with pytest.raises(NotYoursError):
        figure_list(actor(), house.organisation, "nu", MONDAY)


def test_by_right(house: Cell) -> None:
    period = calendar_period(Sort.QUARTER, MONDAY)
    with pytest.raises(NotYoursError):
        told(stranger(), house.organisation, GENERAL, period, MONDAY)
    reader = actor(Permission.VIEW_REPORTS)
    assert told(reader, house.organisation, GENERAL, period, MONDAY).text
    with pytest.raises(NotAllowedError):
        figure_list(reader, house.organisation, "chinh-thuc", MONDAY)


@pytest.mark.parametrize(
    ("day", "sort", "name", "first", "last"),
    [
        (date(2018, 3, 31), Sort.QUARTER, "quý I năm 2018", date(2018, 1, 1), date(2018, 3, 31)),
        (date(2019, 12, 31), Sort.QUARTER, "quý IV năm 2019", date(2019, 10, 1), date(2019, 12, 31)),
        (date(2020, 2, 29), Sort.HALF, "6 tháng đầu năm 2020", date(2020, 1, 1), date(2020, 6, 30)),
        (date(2020, 7, 1), Sort.HALF, "6 tháng cuối năm 2020", date(2020, 7, 1), date(2020, 12, 31)),
        (date(2020, 7, 1), Sort.YEAR, "năm 2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_periods_of_the_calendar(day: date, sort: Sort, name: str, first: date, last: date) -> None:
    found = calendar_period(sort, day)
    assert (found.name, found.starts_on, found.last_day) == (name, first, last)
    assert found.previous is not None
    assert found.previous.last_day == first - timedelta(days=1)
    assert TERM.previous is None


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("", "quý I năm 2018"),
        ("quy-2016-04-01", "quý II năm 2016"),
        ("nua-nam-2013-07-01", "6 tháng cuối năm 2013"),
        ("nhiem-ky-2015-05-22", "nhiệm kỳ 2015-2020"),
    ],
)
def test_the_period_of_an_address(house: Cell, key: str, name: str) -> None:
    assert period_of(house.organisation, key, MONDAY).name == name


@pytest.mark.parametrize(
    "key", ["quy-2018-07-01", "quy-2018-02-01", "thang-2018-01-01", "quy-x", "nam", "nhiem-ky-1999-01-01"]
)
def test_a_period_that_is_none_is_answered_kindly(house: Cell, key: str) -> None:
    with pytest.raises(FaultyError) as refused:
        period_of(house.organisation, key, MONDAY)
    assert refused.value.faults[0].next


def test_fields_that_do_not_exist_are_named_with_what_was_meant(house: Cell) -> None:
    fields = told(actor(), house.organisation, GENERAL, calendar_period(Sort.QUARTER, MONDAY), MONDAY).fields
    text = "Có «so_dang_vien» đảng viên, «điểm_thi_đua» điểm, «số_đảng_viên"
    found = faults_in(text, fields, where="Mục “Đảng viên”", field="x")
    assert [fault.next for fault in found] == [
        "Có thể muốn viết «số_đảng_viên».",
        "Chọn một tên trong bảng Số liệu dùng được.",
        "Viết tên số liệu giữa « và », ví dụ «số_đảng_viên».",
    ]
    assert faults_in("Chi bộ có «số_đảng_viên» đảng viên.", fields, where="", field="") == []


def test_a_year_without_good_grades(house: Cell) -> None:
    review = reviews.record_review(actor=actor(), on=MONDAY, organisation=house.organisation, year=2017)
    reviews.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.an, "fulfilled")])
    year = calendar_period(Sort.YEAR, date(2017, 1, 1))
    said: dict[str, Any] = sections(told(actor(), house.organisation, GENERAL, year, MONDAY))
    assert said["Đánh giá, xếp loại"] == (
        "Năm 2017, có 1 đảng viên được xếp loại, không có đồng chí nào hoàn thành tốt nhiệm vụ trở lên."
    )
