"""Every finding of the checker reads as natural Vietnamese: nothing of the code shows through."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from chibo.base.words import checker as words
from chibo.base.words import findings
from chibo.base.words.checks import SEEN, TITLES
from chibo.law.calendar import PartialDate
from chibo.law.checker import Repair, Repairer, check, registry
from chibo.law.checker.graph import graph
from chibo.law.dossier import DossierFacts, from_file
from chibo.law.dossier.kinds import Relation, RemarkAuthor, SheetKind
from chibo.law.dossier.papers import Sheet
from tests.law import seeded
from tests.law.seeded import RULES

CODES = [f"E{number:02}" for number in range(1, 87)]
BEYOND = ["AGAIN", "CARD", "CURE", "LIST", "MOVE", "REMOVAL", "ROUNDS"]
FAILING = [(code, told) for code in (*CODES, *BEYOND) for told in seeded.examples(code) if told["found"]]
ENGLISH = re.compile(r"[a-z]_[a-z]|[{}]|\d{4}-\d\d|\bNone\b|\bTrue\b")


def test_every_list_has_its_words() -> None:
    assert set(TITLES) == set(registry())
    assert set(words.REPAIRS) == set(Repair)
    assert set(words.REPAIRERS) == set(Repairer)
    assert {kind.value for kind in SheetKind} <= set(words.PAPER_NAMES)
    assert {relation.value for relation in Relation} == set(words.CODES["relation"])
    assert {author.value for author in RemarkAuthor} == set(words.CODES["writer"])
    named = {name for arrows in graph().arrows.values() for arrow in arrows for name in (arrow.before, arrow.after)}
    named |= {paper for row in registry().values() for paper in row.papers}
    assert named <= set(words.PAPER_NAMES)


@pytest.mark.parametrize(("code", "told"), FAILING, ids=lambda item: item if isinstance(item, str) else item["say"])
def test_a_finding_reads_well(code: str, told: dict[str, object]) -> None:
    dossier, on = seeded.example(told)
    for found in check(dossier, on, RULES).findings:
        text = findings.sentence(found)
        assert not ENGLISH.search(f"{text.what} {text.why} {text.next}"), text
        assert text.next.endswith(".")
        assert text.citations
        assert text.what[0].isupper()
        assert all(findings.check_words(found).computed) or not found.computed


def test_every_wording_is_used() -> None:
    used = set()
    for _code, told in FAILING:
        dossier, on = seeded.example(told)
        used |= {(found.code, found.variant) for found in check(dossier, on, RULES).findings}
    keys = {f"{code}.{variant}" for code, variant in used} | {variant for _code, variant in used}
    untold = {key for key in SEEN if key not in keys}
    assert {key for key in untold if not key.startswith("FACTS.")} == {"beyond_calendar"}


def test_the_manual_lists_every_check() -> None:
    manual = (Path(__file__).parents[2] / "docs/law/kiem-ho-so.md").read_text("utf-8")
    for code, row in registry().items():
        assert f"| {code} | {TITLES[code]} | {findings.GRADES[row.grade]} |" in manual


def test_chains_say_what_they_follow_from() -> None:
    dossier, on = seeded.example(next(told for code, told in FAILING if code == "E48"))
    basis = next(found for found in check(dossier, on, RULES).findings if found.variant == "basis")
    text = findings.check_words(basis)
    assert text.follows == "Hệ quả của lỗi E48: Tổng hợp ý kiến thiếu hoặc quá sớm."
    assert text.papers[2] == "Chi bộ họp xét kết nạp ngày 5-3-2018"
    assert text.what == (
        "Vì bản tổng hợp ghi ngày trước ý kiến mà nó tổng hợp, chi bộ họp xét kết nạp ngày 5-3-2018"
        " và quyết định kết nạp đảng viên ngày 21-4-2018 không có căn cứ."
    )
    assert "Hệ quả của lỗi E48" in findings.sentence(basis).why


def test_a_computed_date_is_opened() -> None:
    dossier, on = seeded.example(next(told for code, told in FAILING if code == "E65"))
    found = check(dossier, on, RULES).of("E65")[0]
    opened = findings.check_words(found).computed[0]
    assert opened.startswith("5-3-2018 + 60 ngày làm việc = ")
    assert "không tính ngày nghỉ: 25-4-2018" in opened
    assert opened.endswith("Ngày thứ nhất khi đếm ngày làm việc: ngày làm việc sau ngày phát sinh là ngày thứ nhất")


def test_a_day_known_only_to_month_or_year() -> None:
    for dated, said in (("2017-10", "10-2017"), ("2017", "2017")):
        data = seeded.apply(seeded.built(seeded.BASE), {"papers[background_statement].dated": dated})
        found = check(from_file(data), date(2019, 7, 8), RULES).of("E72")[0]
        assert findings.check_words(found).papers == (f"Lý lịch của người xin vào Đảng (Lò Mẫu Xuân) {said}",)


def test_a_day_beyond_every_calendar_is_worded() -> None:
    data = seeded.apply(seeded.built(seeded.BASE), {"ceremony.held_on": "9999-12-31"})
    found = check(from_file(data), date(2019, 7, 8), RULES).of("E83")[0]
    assert findings.sentence(found).what == (
        "Ngày chính thức: Có ngày quá xa nên không tính được thời hạn; kiểm lại ngày trên giấy."
    )


def test_a_gap_is_worded_too() -> None:
    old = DossierFacts(papers=(Sheet(kind=SheetKind.APPLICATION, dated=PartialDate(1999, 5, 5)),))
    gap = next(found for found in check(old, date(2000, 1, 1), RULES).findings if found.variant == "no_basis")
    assert "Chưa có căn cứ" in findings.sentence(gap).what
