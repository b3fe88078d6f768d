"""Every code the law can emit and every member of its lists has Vietnamese words."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import chibo.law
from chibo.base.words import findings as words
from chibo.law import classification, journey, quorum, vocabulary
from chibo.law.calendar import HolidayCalendar
from chibo.law.verdict import Citation, Finding
from chibo.law.vocabulary import Confidence, DutyKind, FindingGrade
from tests.law.sample import CELL_RULES, RULES, WORKDAY, case_of

if TYPE_CHECKING:
    from enum import StrEnum

LAW = Path(chibo.law.__file__).parent


def _emitted() -> set[str]:
    """The codes written in the law's source: first arguments of ``found`` and values given to ``code``."""
    codes: set[str] = set()
    for file in LAW.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "found":
                codes |= _texts(node.args[0])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code":
                codes |= _texts(node.value)
    return codes


def _texts(node: ast.AST) -> set[str]:
    constants = (item.value for item in ast.walk(node) if isinstance(item, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def test_every_finding_has_words_and_every_word_a_finding() -> None:
    assert _emitted() == set(words.FINDINGS)


LISTS: list[tuple[type[StrEnum], dict[Any, Any]]] = [
    (vocabulary.Stage, words.STAGES),
    (vocabulary.StepKind, words.STEPS),
    (vocabulary.PaperKind, words.PAPERS),
    (vocabulary.DossierKind, words.DOSSIERS),
    (vocabulary.DossierPhase, words.PHASES),
    (vocabulary.FindingGrade, words.GRADES),
    (vocabulary.Confidence, words.CONFIDENCES),
    (vocabulary.VoteMethod, words.VOTE_METHODS),
    (vocabulary.ReviewGrade, words.REVIEW_GRADES),
    (vocabulary.Sex, words.SEXES),
    (vocabulary.Actor, words.ACTORS),
    (vocabulary.DutyGroup, words.DUTY_GROUPS),
    (vocabulary.MilestoneKind, words.MILESTONES),
    (vocabulary.DutyKind, words.DUTIES),
    (quorum.LeftOut, words.LEFT_OUT),
    (classification.CapBase, words.CAP_BASES),
]


@pytest.mark.parametrize(("members", "wordings"), LISTS, ids=lambda item: getattr(item, "__name__", ""))
def test_every_member_of_a_list_has_words(members: type[StrEnum], wordings: dict[Any, Any]) -> None:
    assert set(members) == set(wordings)


def test_every_duty_has_a_lead_time() -> None:
    for kind in DutyKind:
        assert RULES.lead(kind.value, date(2018, 5, 21)) <= date(2018, 5, 21)


def test_a_sentence_has_its_four_parts() -> None:
    finding = Finding(
        code="probation_not_ended",
        grade=FindingGrade.STOP,
        params={"ceremony_on": date(2017, 5, 19), "ends_on": date(2018, 5, 19), "on": date(2018, 5, 18)},
        citations=(
            Citation(text="Điều lệ Đảng 2011, Điều 5 khoản 1", carried_forward=True, confidence=Confidence.LOW),
        ),
        possible_from=date(2018, 5, 19),
    )
    text = words.sentence(finding)
    assert text.what == "Chưa xét, công nhận chính thức được ngày 18-5-2018."
    assert text.why == "Lễ kết nạp 19-5-2017, hết 12 tháng dự bị ngày 19-5-2018."
    assert text.since == "Được từ 19-5-2018."
    assert text.next
    assert "giữ từ văn bản cũ" in text.citations[0]
    assert "ghi theo trí nhớ" in text.citations[0]


@pytest.mark.parametrize("uid", ["ns20", "ns21", "ns22", "ns23", "ns24"])
def test_everything_said_of_the_sample_can_be_worded(uid: str) -> None:
    case = case_of(uid)
    bare = case_of(uid, mentors=(), notes=(), steps=case.steps[-1:])
    empty = RULES.with_local(holidays=HolidayCalendar(days=frozenset(), years=frozenset()))
    for facts in (case, bare):
        for rules in (CELL_RULES, empty):
            for finding in journey.check(facts, WORKDAY, rules):
                assert not re.search(r"[a-z]_[a-z]|[{}]", words.sentence(finding).what)
            look = journey.outlook(facts, WORKDAY, rules)
            for duty in look.duties:
                text = words.duty_text(duty)
                assert not re.search(r"[a-z]_[a-z]|[{}]", text.title + text.reason)
            for missing in look.missing:
                assert words.missing_text(missing).endswith(".")


def test_the_worklist_reads_as_in_the_mock_up() -> None:
    duty = journey.outlook(case_of("ns22"), WORKDAY, CELL_RULES).worklist(WORKDAY)[0]
    text = words.duty_text(duty)
    assert text.title == "Xét công nhận chính thức: Sùng Mẫu Vừ"
    assert text.reason == "Hết 12 tháng dự bị ngày 19-5-2018. Chi bộ xét chậm nhất ngày 29-6-2018."
    assert text.button == "Soạn nghị quyết"
    assert text.citations == ("Quy định 29-QĐ/TW ngày 25-7-2016, điểm 4.2a",)


def test_the_note_names_month_and_helpers() -> None:
    note = next(
        duty
        for duty in journey.outlook(case_of("ns24"), WORKDAY, CELL_RULES).duties
        if duty.kind is DutyKind.WRITE_MENTOR_NOTE
    )
    text = words.duty_text(note)
    assert text.title == "Ghi chú tháng 5-2018 về Lò Mẫu Xuân"
    assert text.reason == "Chưa nhận ghi chú của: Quàng Mẫu Dung; Điêu Mẫu Sơn. Gần nhất: 27-4-2018."
