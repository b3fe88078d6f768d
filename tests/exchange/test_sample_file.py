"""The sample's file must agree with itself; what does not is named, every fault, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from chibo.accounts.queries import system_actor
from chibo.base.models import Installation
from chibo.base.refusal import FaultyError
from chibo.exchange.sample import load_sample, read_cell, sample_cell
from chibo.exchange.sample.consistency import faults_of
from chibo.law.reading import DataFault
from chibo.register.models import Organisation
from tests.factories import NOON

if TYPE_CHECKING:
    from chibo.exchange.sample import SampleCell

ARTICLE, WORKING_DAY = date(2018, 2, 6), date(2018, 5, 21)


@pytest.mark.django_db
def test_the_command_fixes_the_working_day_and_loads_only_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_sample", on="6-2-2018")
    row = Installation.objects.get()
    assert (row.is_sample, row.working_day, row.first_day) == (True, ARTICLE, WORKING_DAY)
    assert "ngày làm việc mẫu: 6-2-2018" in capsys.readouterr().out
    with pytest.raises(CommandError, match="đã có tổ chức đảng"):
        call_command("load_sample")
    with pytest.raises(CommandError, match="chỉ có 31 ngày"):
        call_command("load_sample", on="32-1-2018")
    assert Organisation.objects.count() == 1


def with_person(cell: SampleCell, who: str, part: str = "", **changes: Any) -> SampleCell:
    """The cell with one person's row (or a part of it) changed."""

    def changed(person: Any) -> Any:
        if person.id != who:
            return person
        return replace(person, **{part: replace(getattr(person, part), **changes)} if part else changes)

    return replace(cell, people=tuple(changed(person) for person in cell.people))


def with_row(cell: SampleCell, rows: str, place: int, **changes: Any) -> SampleCell:
    old = getattr(cell, rows)
    changed: dict[str, Any] = {rows: (*old[:place], replace(old[place], **changes), *old[place + 1 :])}
    return replace(cell, **changed)


def test_the_delivered_file_agrees_with_itself() -> None:
    assert faults_of(sample_cell()) == ()


@pytest.mark.parametrize(
    ("who", "part", "changes", "said"),
    [
        ("ns01", "", {"name": "Lò Văn An"}, "not marked as made up"),
        ("ns01", "", {"id": "ns02"}, "ns02 stands 2 times"),
        ("ns25", "", {"birth": date(2001, 10, 12)}, "before the age of 18"),
        ("ns25", "", {"hired_on": date(2018, 6, 1)}, "hired after"),
        ("ns13", "", {"birth": date(1994, 6, 2)}, "admitted before the age of 18"),
        ("ns05", "membership", {"decided_on": date(2005, 9, 3)}, "ceremony 2005-09-02 before the decision"),
        ("ns13", "membership", {"official_on": date(2013, 5, 31)}, "not 12 months after"),
        ("ns17", "membership", {"joined_from": ""}, "place of origin"),
        ("ns17", "membership", {"since": date(2016, 8, 2)}, "transfer_in says 2016-08-01"),
        ("ns05", "membership", {"ceremony_on": date(2015, 6, 1)}, "at the opening of the ledger"),
        ("ns20", "membership", {"decided_on": date(2016, 1, 19)}, "other days of decision"),
        ("ns21", "membership", {"official_on": None}, "official without a decision"),
        ("ns24", "journey", {"outstanding_on": date(2017, 5, 4)}, "outstanding_on 2017-05-04 before source_on"),
        ("ns24", "journey", {"source_on": date(2016, 10, 1)}, "before being hired"),
        ("ns22", "journey", {"certificate_valid_to": date(2021, 5, 26)}, "certificate_valid_to is 2021-05-27"),
        ("ns24", "journey", {"mentoring_full_on": date(2018, 6, 4)}, "mentoring_full_on is 2018-06-05"),
        ("ns23", "journey", {"working_days_to_decision": 48}, "working_days_to_decision is 49"),
        ("ns23", "journey", {"working_days_to_ceremony": 13}, "working_days_to_ceremony is 12"),
        ("ns22", "journey", {"probation_ends_on": date(2018, 5, 20)}, "probation_ends_on is 2018-05-19"),
        ("ns22", "journey", {"consider_recognition_by": date(2018, 6, 28)}, "consider_recognition_by is 2018-06-29"),
        ("ns21", "journey", {"recognition_proposed_on": date(2017, 12, 20)}, "outside 2017-11-07 to 2017-12-19"),
        ("ns23", "journey", {"received_on": date(2018, 1, 16), "ceremony_on": date(2018, 3, 12)}, "too many"),
        ("ns22", "journey", {"mentors_on": date(2016, 3, 1)}, "before 12 months of help"),
        (
            "ns22",
            "journey",
            {"certified_on": date(2011, 5, 27), "certificate_valid_to": date(2016, 5, 27)},
            "out of date when the cell voted",
        ),
        ("ns22", "journey", {"mentors": ("ns05", "ns22")}, "ns22 cannot be the mentor"),
        ("ns22", "journey", {"mentors": ("ns05", "ns21")}, "mentor ns21 is not official"),
        ("ns22", "journey", {"mentors": ("ns05", "ns17")}, "mentor ns17 is no member here"),
        ("ns24", "journey", {"last_note_on": date(2017, 5, 27)}, "notes end before they begin"),
        ("ns23", "journey", {"admission_vote": None}, "belong together"),
    ],
)
def test_each_date_that_does_not_agree_is_named(who: str, part: str, changes: dict[str, Any], said: str) -> None:
    faults = faults_of(with_person(sample_cell(), who, part, **changes))
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("rows", "place", "changes", "said"),
    [
        ("meetings", 0, {"official": 18}, "21 members, 18 official told, 21 and 19 computed"),
        ("meetings", 0, {"present": 22}, "more present"),
        ("meetings", 1, {"held_on": date(2017, 6, 5)}, "order of their days"),
        ("reviews", 0, {"rated": 18, "good": 16}, "18 rated, 17 members"),
        ("reviews", 2, {"excellent_people": ("ns01", "ns06", "ns23")}, "ns23 was no member"),
        ("reviews", 2, {"excellent_people": ("ns01",)}, "3 excellent, 1 named"),
        ("users", 0, {"person": "ns99"}, "user bi-thu"),
        ("left", 0, {"left_on": date(2015, 5, 1)}, "outside the ledger"),
    ],
)
def test_each_count_that_does_not_agree_is_named(rows: str, place: int, changes: dict[str, Any], said: str) -> None:
    faults = faults_of(with_row(sample_cell(), rows, place, **changes))
    assert any(said in fault for fault in faults), faults


def test_a_vote_over_the_wrong_base_or_without_its_majority_is_named() -> None:
    cell = sample_cell()
    road = next(person.journey for person in cell.people if person.id == "ns23")
    assert road is not None
    assert road.admission_vote is not None
    wrong = with_person(cell, "ns23", "journey", admission_vote=replace(road.admission_vote, base=17, approve=11))
    said = [fault for fault in faults_of(wrong) if fault.startswith("ns23")]
    assert said == [
        "ns23: vote of 2017-11-06: 17 official members told, 18 computed",
        "ns23: vote of 2017-11-06: 11 of 17 is no result to go on with",
    ]


@pytest.mark.django_db
def test_a_file_with_faults_is_refused_whole_with_all_of_them() -> None:
    cell = with_person(sample_cell(), "ns13", "membership", official_on=date(2013, 5, 31))
    cell = with_row(cell, "meetings", 0, official=18)
    with pytest.raises(FaultyError) as refused:
        load_sample(actor=system_actor(at=NOON), cell=cell)
    assert len(refused.value.faults) == 2
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ethnicity: Thái", "etnicity: Thái", "unknown key 'etnicity'"),
        ("birth: 1966-03-12", "birth: sớm", "'birth' cannot be 'sớm'"),
        ("  place: Điện Biên Phủ\n", "", "'place' is missing"),
        ("approve: 17", "approve: mười bảy", "'approve' cannot be"),
        ("version: 1", "version: 1\nversion: 1", "stands twice"),
    ],
)
def test_the_file_is_read_strictly(old: str, new: str, said: str) -> None:
    text = Path(__file__).parents[2].joinpath("src/chibo/exchange/sample/cell.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(DataFault, match=said):
        read_cell(text.replace(old, new, 1))
