"""The law book: every figure has its page, every example comes out, the manual says what the data says."""

from __future__ import annotations

import importlib.util
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chibo.base.lawbook import Example, book, page_text, policy_said, rule_page, said, terminal_lines
from chibo.base.lawbook.reading import read
from chibo.law.cases import CaseOutcome, run_case
from chibo.law.reading import DataFault, rulebook
from chibo.law.timeline import Overlay, UnknownFigure

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
RULES = rulebook()
TODAY = date(2026, 11, 23)


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_law_book", ROOT / "tools" / "make_law_book.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_figure_has_one_sentence_and_a_subject() -> None:
    assert set(book().notes) == set(RULES.book)
    for key, note in book().notes.items():
        assert note.sentence[0].isupper(), key
        assert note.sentence.endswith("."), key
        assert key.split(".", maxsplit=1)[0] in book().subjects
        figure = RULES.figure(key)
        is_long = figure.unit == "papers" or key == "dossier.form_numbers"  # their tables stand below the sentence
        assert ("{}" in note.sentence) == (bool(figure.values) and not is_long), key


def test_every_reading_named_is_a_reading_of_the_law() -> None:
    assert {name for note in book().notes.values() for name in note.policies} <= set(RULES.switches)


def test_no_page_shows_a_code_word() -> None:
    for figure in RULES.figures():
        page = rule_page(RULES, figure.key, TODAY)
        shown = [
            page.sentence,
            *(line.said for line in page.lines),
            *(part for line in page.lines for part in line.parts),
        ]
        assert [text for text in shown if "_" in text] == [], figure.key


@pytest.mark.parametrize("example", book().examples, ids=lambda one: f"{one.figure}: {one.say}")
def test_an_example_comes_out_as_the_book_says(example: Example) -> None:
    result = run_case(example.case, RULES)
    assert result.outcome is CaseOutcome.PASSED, result.details


def test_main_figures_show_what_fits_and_what_does_not() -> None:
    shown = {example.figure for example in book().examples}
    assert len(shown) >= 40
    assert shown <= set(RULES.book)
    for key in shown:
        assert len(book().of(key)) >= 2, key
    one_sided = {key for key in shown if len({example.fits for example in book().of(key)}) < 2}
    assert one_sided <= {"probation.length"}  # the end of a month is a reading, not a fault


def test_the_manual_says_what_the_data_says() -> None:
    wanted = maker().texts()
    folder = ROOT / "docs" / "law" / "quy-tac"
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if wanted[name] != found[name]] == [], "run tools/make_law_book.py"


def test_a_page_says_value_gap_and_what_was_kept() -> None:
    page = rule_page(RULES, "ceremony.deadline", date(2018, 1, 1))
    assert page.sentence == "Chi bộ tổ chức lễ kết nạp trong 30 ngày làm việc kể từ mốc tính."
    assert page.gap == "Trước ngày 25-7-2016: chưa có căn cứ."
    assert [line.is_in_force for line in page.lines] == [True, False, False, False, False]
    kept = next(line for line in page.lines if line.starts_on == date(2025, 7, 1))
    assert "văn bản bị thay từ 8-4-2026" in kept.remarks[-1]
    assert page.lines[0].is_link
    assert not kept.is_link
    assert kept.sureness == "nguồn gián tiếp"


def test_a_day_without_basis_is_said() -> None:
    page = rule_page(RULES, "ceremony.deadline", date(2010, 1, 1))
    assert not page.is_known
    assert "(chưa có căn cứ)" in page.sentence


def test_an_own_rule_and_a_chosen_reading_stand_on_the_page() -> None:
    own = Overlay(key="local.mentoring_months", value=12, starts_on=date(2015, 5, 22), citation="Nghị quyết 01")
    ours = RULES.with_local(overlays=[own], policies={"months.end": "next_day"})
    page = rule_page(ours, "local.mentoring_months", TODAY)
    assert page.own == ("12 tháng, từ 22-5-2015 (Nghị quyết 01)",)
    chosen = {policy.name: policy.is_default for policy in page.policies}
    assert chosen == {"local_rules.grade": True, "months.end": False}
    assert rule_page(RULES, "local.mentoring_months", TODAY).gap.startswith("Trung ương không đặt")


def test_an_unknown_figure_has_no_page() -> None:
    with pytest.raises(UnknownFigure):
        rule_page(RULES, "no.such", TODAY)


@pytest.mark.parametrize(
    ("value", "unit", "comparison", "words"),
    [
        (30, "working_days", "", "30 ngày làm việc"),
        (Fraction(2, 3), "share", "at_least", "ít nhất 2/3"),
        (Fraction(1, 2), "share", "more_than", "quá 1/2"),
        (Fraction(15, 100), "share", "at_most", "không quá 15%"),
        (True, "flag", "", "có"),
        (False, "flag", "", "không"),
        (("secret_ballot", "raised_card"), "list", "", "bỏ phiếu kín; giơ thẻ đảng viên"),
    ],
)
def test_values_in_words(value: object, unit: str, comparison: str, words: str) -> None:
    assert said(value, unit, comparison) == words  # type: ignore[arg-type]


def test_a_reading_used_by_a_result_in_words() -> None:
    words = policy_said("working_days.first=next_day", RULES)
    assert words.startswith("Ngày thứ nhất khi đếm ngày làm việc: ngày làm việc sau")
    assert policy_said("weather=fine", RULES) == "weather=fine"


def test_the_terminal_and_the_manual_say_the_same() -> None:
    page = rule_page(RULES, "vote.cell_threshold", TODAY)
    printed, shown = page_text(page), "\n".join(terminal_lines(page))
    for example in page.examples:
        assert example.say in printed
        assert example.say in shown
    for line in page.lines:
        assert line.citation in printed
        assert line.citation in shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("book.yaml", "figures: {age.min: {sentence: A., stepz: []}}"),
        ("book.yaml", "figures: {age.min: {sentence: A., steps: [moon]}}\nsubjects: {}\nwords: {}"),
        ("book.yaml", "- 1"),
        ("examples/x.yaml", "figure: age.min"),
        ("examples/x.yaml", "- {figure: age.min, say: A, answer: B, fits: maybe, facts: {}, expected: {}}"),
        ("examples/x.yaml", "- 3"),
    ],
)
def test_a_wrong_book_is_named_by_its_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "book.yaml").write_text("subjects: {}\nfigures: {}\nwords: {}\n", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        read(tmp_path)
    assert caught.value.where == name
