"""The sample cell: the figures of the article on its day, and those of the working day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from chibo.accounts.models import User
from chibo.accounts.queries import SAMPLE_PHRASE, sample_users
from chibo.development import facts as development_facts
from chibo.development.models import DevelopmentCase, MonthlyNote, Paper
from chibo.law.calendar import age_on
from chibo.law.journey import check
from chibo.law.vocabulary import Stage
from chibo.meetings.models import Meeting
from chibo.register import facts, queries
from chibo.register.models import Organisation, Person
from chibo.reviews.models import Classification, Target, Title, YearReview
from tests.chains import verify_chains

GOLDEN: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("golden.yaml").read_text("utf-8"))
ARTICLE, WORKING_DAY = date(2018, 2, 6), date(2018, 5, 21)
TERM = date(2015, 5, 22)


def test_the_figures_of_the_article_on_its_day(sample: Organisation) -> None:
    count = queries.head_count(sample, ARTICLE)
    assert (count.members, count.staff, count.share) == (23, 25, Fraction(92, 100))
    admitted = queries.admissions_in(sample, TERM, date(2018, 2, 7))
    assert [row.ceremony_on for row in admitted] == [
        date(2016, 2, 3),
        date(2016, 11, 7),
        date(2017, 5, 19),
        date(2018, 2, 5),
    ]
    targets = dict(Target.objects.values_list("metric", "value"))
    assert targets == {"admissions": 3, "member_share": 100}
    review = YearReview.objects.get(year=2017)
    grades = Counter(review.classifications.values_list("grade", flat=True))
    assert grades == {"excellent": 3, "good": 17}
    assert Fraction(grades["excellent"], grades.total()) == Fraction(15, 100)
    assert list(Title.objects.order_by("year").values_list("year", "name")) == [
        (year, "Trong sạch vững mạnh") for year in range(2013, 2018)
    ]


def test_the_head_count_of_the_working_day(sample: Organisation) -> None:
    count = queries.head_count(sample, WORKING_DAY)
    assert (count.staff, count.members, count.official, count.probationary) == (25, 23, 21, 2)


def test_the_ledger_of_the_term(sample: Organisation) -> None:
    lines = queries.movements(sample, TERM, date(2018, 5, 22))
    assert [[line.on, line.kind, line.change, line.total] for line in lines] == GOLDEN["ledger"]


@pytest.mark.parametrize("when", range(3))
def test_the_share_of_members_over_time(sample: Organisation, when: int) -> None:
    for day, members, staff, per_cent in GOLDEN["shares"][when::3]:
        count = queries.head_count(sample, day)
        assert (count.members, count.staff) == (members, staff), day
        assert count.share is not None
        assert round(float(count.share * 100), 1) == per_cent


def test_past_meetings_count_as_the_register_does(sample: Organisation) -> None:
    counted = Meeting.objects.exclude(present_total=None).order_by("on")
    rows = [[row.on, row.present_total, row.members_total, row.members_official] for row in counted]
    assert rows == GOLDEN["meetings"]
    for day, _, members, official in GOLDEN["meetings"]:
        count = queries.head_count(sample, day)
        assert (count.members, count.official) == (members, official), day


def test_the_make_up_of_the_members(sample: Organisation) -> None:
    members = list(queries.members_on(sample, WORKING_DAY))
    assert sum(person.sex == "female" for person in members) == 13
    assert sum(person.ethnicity != "Kinh" for person in members) == 14
    ages = [age_on(person.birth.earliest, WORKING_DAY) for person in members if person.birth]
    assert round(sum(ages) / len(ages), 1) == GOLDEN["mean_age"]
    for band, wanted in GOLDEN["age_bands"].items():
        low, high = (int(part) for part in band.split("-"))
        assert sum(low <= age <= high for age in ages) == wanted, band


def test_the_roads_stand_where_they_should(sample: Organisation) -> None:
    stages = dict(DevelopmentCase.objects.values_list("person__full_name", "stage"))
    assert stages == {
        "Lò Mẫu Tuyết": Stage.OFFICIAL,
        "Nguyễn Mẫu Uyên": Stage.OFFICIAL,
        "Sùng Mẫu Vừ": Stage.PROBATIONARY,
        "Phan Mẫu Yến": Stage.PROBATIONARY,
        "Lò Mẫu Xuân": Stage.CANDIDATE,
    }
    due = DevelopmentCase.objects.get(person__full_name="Sùng Mẫu Vừ")
    assert (due.next_duty, due.next_due) == ("consider_recognition", date(2018, 6, 29))
    days = [
        (case.steps.get(kind="admitted").on - case.steps.get(kind="source_added").on).days
        for case in DevelopmentCase.objects.exclude(stage=Stage.CANDIDATE).order_by("id")
    ]
    assert days == GOLDEN["days_from_source_to_ceremony"]


def test_the_dossier_of_vu_holds_the_faults_of_the_drawing(sample: Organisation) -> None:
    case = DevelopmentCase.objects.select_related("person", "organisation__kind").get(person__full_name="Sùng Mẫu Vừ")
    rules = facts.rulebook_of(sample, WORKING_DAY)
    found = check(development_facts.of([case])[0], WORKING_DAY, rules)
    codes = Counter(finding.code for finding in found)
    assert codes["decision_date_as_joining_date"] == 1
    assert codes["paper_unsigned"] == 1
    early = [finding for finding in found if "14-5" in str(finding) or date(2018, 5, 14) in finding.params.values()]
    assert early
    assert any(date(2018, 5, 18) in finding.params.values() for finding in found)


def test_both_mentors_of_xuan_wrote_each_month_up_to_april(sample: Organisation) -> None:
    notes = MonthlyNote.objects.filter(mentorship__case__person__full_name="Lò Mẫu Xuân")
    assert notes.count() == 22
    assert max(notes.values_list("written_on", flat=True)) == date(2018, 4, 27)
    assert not notes.filter(month=date(2018, 5, 1)).exists()


def test_the_cells_own_rule_holds(sample: Organisation) -> None:
    reading = facts.rulebook_of(sample, WORKING_DAY).on("local.mentoring_months", WORKING_DAY)
    assert (reading.value, reading.local) == (12, True)


def test_everybody_is_made_up_and_the_chains_hold(sample: Organisation) -> None:
    assert all("Mẫu" in person.full_name for person in Person.objects.all())
    assert list(verify_chains()) == []
    assert Paper.objects.filter(is_present=True).count() > 50
    assert Classification.objects.count() == 20


def test_users_sign_in_with_the_phrase_that_the_page_tells(sample: Organisation) -> None:
    given = {user.username: (user.name, user.role) for user in sample_users(ARTICLE)}
    assert given == {
        "bi-thu": ("Lò Mẫu An", "Bí thư"),
        "pho-bi-thu": ("Nguyễn Mẫu Bích", "Phó Bí thư"),
        "chi-uy": ("Trần Mẫu Cường", "Chi ủy viên"),
        "nguoi-giup-do": ("Quàng Mẫu Dung", "Người giúp đỡ"),
        "kiem-tra": ("Ủy ban Kiểm tra (mẫu)", "Kiểm tra, giám sát"),
        "quan-tri": ("Quản trị (mẫu)", "Quản trị"),
    }
    assert all(user.check_password(SAMPLE_PHRASE) for user in User.objects.all())
