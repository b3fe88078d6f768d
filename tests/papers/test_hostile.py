"""Very long names, forty lines of opinion and text that means to be code: the paper keeps its layout and its words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from chibo.development.papers import FORMS, Given, paper_docx
from chibo.documents import pdf, regimes
from chibo.law.vocabulary import PaperKind
from chibo.meetings.models import AgendaItem
from tests.documents.pages import texts, tight
from tests.documents.reading import lines, text
from tests.papers.shapes import SHAPES, Shape

if TYPE_CHECKING:
    from chibo.documents.regimes import Regime

LONG = " ".join(["Nguyễn-Đặng", "Mẫu", *["Thượngnghiêm"] * 7, "Ưởng"])
PLACE = "Đảng bộ " + " ".join(["Khối các cơ quan và doanh nghiệp trực thuộc"] * 4)
CODE = "{{ 7 * 7 }} {% for x in y %} <w:p/> & \"'"
POINTS_PER_MM = 72 / 25.4
SLACK = 2.0  # points
pytestmark = pytest.mark.django_db


@pytest.fixture
def shape() -> Shape:
    """The case with everything recorded, with names as long as the record takes them."""
    made = SHAPES["qua nhiều quy định (2021)"]()
    person, cell = made.case.person, made.case.organisation
    person.full_name, person.native_place, person.residence = LONG, CODE, "số 1, " * 30
    person.save()
    cell.name = ("Chi bộ " + "Phòng Kế hoạch và Đầu tư tổng hợp " * 5)[:200].strip()
    cell.save()
    assert cell.parent is not None
    cell.parent.name = PLACE[:200]
    cell.parent.save()
    item = AgendaItem.objects.get(subject=person)
    item.conclusion = "\n".join(f"Ý kiến thứ {number}: {'cần cố gắng hơn ' * 8}." for number in range(1, 41))
    item.save()
    return made


def test_forty_lines_of_opinion_stand_in_their_order_and_the_signature_on_one_page(shape: Shape) -> None:
    made = paper_docx(shape.case, PaperKind.CELL_ADMISSION_RESOLUTION, shape.days[-1])
    said = lines(made.content)
    opinions = [line for line in said if line.startswith("Ý kiến thứ")]
    assert [line.split(":")[0] for line in opinions] == [f"Ý kiến thứ {number}" for number in range(1, 41)]
    pages = texts(pdf.as_pdf(made).content)
    assert 3 <= len(pages) <= 6
    assert "T/M CHI BỘ" in pages[-1]
    assert "Lường Mẫu Biên" in pages[-1]
    assert tight("Đề nghị") in tight(pages[-1]), "the last words go with the signature"


def test_what_looks_like_code_is_text(shape: Shape) -> None:
    said = text(paper_docx(shape.case, PaperKind.APPLICATION, shape.days[-1]).content)
    assert CODE in said
    given = Given(destination=CODE, reason=CODE)
    letter = text(paper_docx(shape.case, "gioi-thieu-chua-ket-nap-ngoai", shape.days[-1], given=given).content)
    assert f"Kính gửi: {CODE}" in letter
    assert "49" not in letter


@pytest.mark.parametrize("regime", regimes.regimes(), ids=lambda regime: regime.slug)
def test_no_letter_leaves_the_margins(shape: Shape, regime: Regime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form in every form of measures, with the longest names; the heading keeps its two columns."""
    monkeypatch.setattr("chibo.development.papers.making.regime_on", lambda _day: regime)
    given = Given(destination=PLACE, reason="dịch bệnh, " * 40, place=PLACE, conductor=LONG, time="8 giờ")
    kinds = (
        list(FORMS) if regime.slug == "hd36-2018" else [PaperKind.ADMISSION_DECISION, PaperKind.BACKGROUND_STATEMENT]
    )
    for kind in kinds:
        made = pdf.as_pdf(paper_docx(shape.case, kind, shape.days[-1], given=given))
        assert outside(made.content, regime) == [], FORMS[kind].name


def outside(content: bytes, regime: Regime) -> list[str]:
    """Text that stands beyond the left or the right margin of its page."""
    margins = regime.value("margins_mm")
    found = []
    for page in pypdfium2.PdfDocument(content):
        left, right = margins["left"] * POINTS_PER_MM, page.get_width() - margins["right"] * POINTS_PER_MM
        letters = page.get_textpage()
        for index in range(letters.count_chars()):
            start, _, end, _ = letters.get_charbox(index)
            if start < left - SLACK or end > right + SLACK:
                found.append(letters.get_text_range(index, 1))
    return [letter for letter in found if letter.strip()]


def test_no_form_is_longer_than_its_facts_ask(shape: Shape) -> None:
    made = paper_docx(shape.case, PaperKind.ADMISSION_DECISION, date(2021, 11, 15))
    assert len(texts(pdf.as_pdf(made).content)) <= 2
