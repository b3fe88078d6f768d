"""The case that clocks and gates judge is the dossier's own: every fact goes over, none is made up on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chibo.law.calendar import PartialDate
from chibo.law.checker.case import as_case, together_since
from chibo.law.dossier import DossierFacts
from chibo.law.dossier.acts import Ballot, CeremonyRecord, HelperRecord, MeetingRecord, OrganisationRecord, StepRecord
from chibo.law.dossier.kinds import MeetingKind, SheetKind
from chibo.law.dossier.papers import Sheet
from chibo.law.dossier.person import PersonRecord, UnitPeriod
from chibo.law.facts import (
    CaseFacts,
    MentorFacts,
    OrganisationFacts,
    PaperFacts,
    PersonFacts,
    StepFacts,
    VoteFacts,
)
from chibo.law.vocabulary import PaperKind, StepKind

DAY = PartialDate(2018, 4, 3)
HELPER = HelperRecord(
    name="Quàng Mẫu Dung",
    uid="dung",
    starts_on=date(2017, 2, 1),
    ends_on=date(2018, 2, 1),
    recognised_on=date(2010, 5, 1),
    left_on=date(2018, 3, 1),
    together_since=date(2015, 1, 1),
    is_introducer=False,
    is_replacement=True,
)
BALLOT = Ballot(base=22, approve=20, against=1, invalid=1, present=21, round=2)
MEETING = MeetingRecord(kind=MeetingKind.CELL_ADMISSION, held_on=date(2018, 4, 5), from_old_file=True, vote=BALLOT)
DOSSIER = DossierFacts(
    person=PersonRecord(
        name="Lò Mẫu Xuân",
        uid="xuan",
        birth=PartialDate(1992, 3, 4),
        schooling="Đại học",
        is_youth_union_member=True,
        special_track=True,
    ),
    organisation=OrganisationRecord(
        has_section_committee=True,
        has_base_committee=True,
        has_youth_union=True,
        has_trade_union=False,
        first_day=date(2015, 6, 1),
    ),
    helpers=(HELPER, replace(HELPER, starts_on=None)),
    papers=(
        Sheet(
            kind=SheetKind.APPLICATION,
            dated=DAY,
            from_old_file=True,
            author="Lò Mẫu Xuân",
            signed=False,
            quotes={"name": "Lò Mẫu Xuân"},
        ),
        Sheet(kind=SheetKind.SELF_REVIEW, dated=DAY, present=False),
        Sheet(kind=SheetKind.OPINIONS_SYNTHESIS, dated=DAY, replaced=True),
        Sheet(kind=SheetKind.CANDIDATE_RESOLUTION, dated=DAY),  # proves an act, and is no paper of the two dossiers
    ),
    meetings=(MEETING, replace(MEETING, held_on=None)),
    ceremony=CeremonyRecord(held_on=date(2018, 5, 19), decision_received_on=date(2018, 5, 2)),
    steps=(StepRecord(kind=StepKind.REMOVED, on=date(2019, 1, 1), from_old_file=True),),
)


def test_every_fact_of_a_dossier_goes_into_its_case() -> None:
    april = date(2018, 4, 3)
    vote = VoteFacts(on=date(2018, 4, 5), base=22, approve=20, against=1, invalid=1, present_official=21, round=2)
    assert as_case(DOSSIER) == CaseFacts(
        person=PersonFacts(
            uid="xuan",
            name="Lò Mẫu Xuân",
            birth=PartialDate(1992, 3, 4),
            schooling="Đại học",
            is_youth_union_member=True,
        ),
        organisation=OrganisationFacts(
            has_section_committee=True,
            has_base_committee=True,
            has_youth_union=True,
            has_trade_union=False,
            first_day=date(2015, 6, 1),
        ),
        steps=(
            StepFacts(kind=StepKind.APPLICATION_RECEIVED, on=april, from_old_file=True),
            StepFacts(kind=StepKind.CANDIDATE_RECOGNISED, on=april),
            StepFacts(kind=StepKind.CELL_PROPOSED_ADMISSION, on=date(2018, 4, 5), vote=vote, from_old_file=True),
            StepFacts(kind=StepKind.ADMITTED, on=date(2018, 5, 19)),
            StepFacts(kind=StepKind.ADMISSION_DECISION_RECEIVED, on=date(2018, 5, 2)),
            StepFacts(kind=StepKind.REMOVED, on=date(2019, 1, 1), from_old_file=True),
        ),
        mentors=(
            MentorFacts(
                uid="dung",
                name="Quàng Mẫu Dung",
                starts_on=date(2017, 2, 1),
                ends_on=date(2018, 2, 1),
                recognised_on=date(2010, 5, 1),
                left_on=date(2018, 3, 1),
                together_since=date(2015, 1, 1),
                is_introducer=False,
                is_replacement=True,
            ),
        ),
        papers=(
            PaperFacts(
                kind=PaperKind.APPLICATION,
                dated=april,
                present=True,
                author="Lò Mẫu Xuân",
                signed=False,
                quotes={"name": "Lò Mẫu Xuân"},
            ),
            PaperFacts(kind=PaperKind.SELF_REVIEW, dated=april, present=False),
        ),
        special_track=True,
    )


def test_a_consent_to_a_late_ceremony_stands_with_the_ceremony() -> None:
    consent = Sheet(kind=SheetKind.LATE_CEREMONY_CONSENT, dated=DAY)
    (admitted,) = (one for one in as_case(replace(DOSSIER, papers=(consent,))).steps if one.kind is StepKind.ADMITTED)
    assert admitted.superior_consent


@pytest.mark.parametrize(
    ("ballot", "expected"),
    [
        (
            replace(BALLOT, written=2),
            VoteFacts(on=date(2018, 4, 5), base=22, approve=20, against=1, invalid=1, round=2),
        ),
        (
            Ballot(base=22, approve=20, present=20),
            VoteFacts(on=date(2018, 4, 5), base=22, approve=20, present_official=20),
        ),
        (replace(BALLOT, base=None), None),
        (replace(BALLOT, approve=None), None),
        (None, None),
    ],
    ids=["written votes come on top", "nobody against", "no base", "no result", "no vote"],
)
def test_a_vote_is_judged_by_its_totals(ballot: Ballot | None, expected: VoteFacts | None) -> None:
    case = as_case(replace(DOSSIER, meetings=(replace(MEETING, vote=ballot),)))
    (proposed,) = (one for one in case.steps if one.kind is StepKind.CELL_PROPOSED_ADMISSION)
    assert proposed.vote == expected


def spell(unit: str, starts: int, ends: int | None = None) -> UnitPeriod:
    return UnitPeriod(unit=unit, starts_on=date(starts, 1, 1), ends_on=date(ends, 1, 1) if ends else None)


@pytest.mark.parametrize(
    ("theirs", "own", "since"),
    [
        ([spell("a", 2010)], [spell("a", 2015)], 2015),
        ([spell("a", 2016)], [spell("a", 2015)], 2016),
        ([spell("a", 2010, 2016)], [spell("a", 2015, 2020)], 2015),
        ([spell("a", 2010, 2015)], [spell("a", 2015)], None),  # one left on the day the other came
        ([spell("a", 2010)], [spell("a", 2011, 2011)], None),
        ([spell("a", 2010), spell("b", 2014)], [spell("a", 2012, 2013), spell("b", 2016)], 2012),
        ([spell("a", 2010)], [spell("b", 2010)], None),
        ([], [spell("a", 2010)], None),
        ([spell("a", 2010)], [], None),
    ],
)
def test_the_first_day_of_a_time_in_one_unit(
    theirs: list[UnitPeriod], own: list[UnitPeriod], since: int | None
) -> None:
    helper = replace(HELPER, together_since=None, units=tuple(theirs))
    assert together_since(helper, tuple(own)) == (date(since, 1, 1) if since else None)
    case = as_case(replace(DOSSIER, helpers=(helper,), person=replace(DOSSIER.person, units=tuple(own))))
    assert case.mentors[0].together_since == (date(since, 1, 1) if since else None)


def test_a_recorded_first_day_together_goes_before_what_the_units_say() -> None:
    helper = replace(HELPER, units=(spell("a", 2010),))
    assert together_since(helper, (spell("a", 2010),)) == date(2015, 1, 1)
