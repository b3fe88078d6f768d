"""Every form says its facts in order: compared with texts that a secretary can read beside the official form.

After a wanted change: ``GOLDEN=write pytest tests/papers/test_golden.py``, then read what changed in ``golden/``.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from chibo.development.papers import FORMS, contexts, paper_docx, papers_due
from chibo.documents.regimes import regime_on
from chibo.law.vocabulary import PaperKind
from tests.documents.reading import lines, opened
from tests.papers.shapes import SHAPES

if TYPE_CHECKING:
    from chibo.development.papers import Form
    from tests.papers.shapes import Shape

GOLDEN = Path(__file__).parent / "golden"
pytestmark = pytest.mark.django_db
UNION, NO_UNION, OVER, MOVED, AGAIN, CROSSING = SHAPES
TOLD_BY: Final = {
    "1-knd-huong-dan": UNION,
    "1-knd": UNION,
    "2-knd-huong-dan": UNION,
    "2-knd": UNION,
    "4-knd": UNION,
    "7-knd": NO_UNION,
    "gioi-thieu-da-de-nghi": NO_UNION,
    "3-knd": MOVED,
    "5-knd": MOVED,
    "5b-knd": MOVED,
    "5c-knd": MOVED,
    "4a-knd": MOVED,
    "de-nghi-tham-tra": MOVED,
    "giay-di-tham-tra": MOVED,
    "phan-cong-giup-do": MOVED,
    "gioi-thieu-dang-giup-do": MOVED,
    "6-knd": CROSSING,
    "8-knd": CROSSING,
    "9-knd": CROSSING,
    "chuong-trinh-le": CROSSING,
    "xin-cham-le": CROSSING,
    "gioi-thieu-chua-ket-nap-trong": CROSSING,
    "gioi-thieu-chua-ket-nap-ngoai": CROSSING,
}
"""Which case tells of a form; the others are told by the member who was admitted again."""


class _Plain(yaml.SafeDumper):
    """YAML as people write it: lists indented below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: FBT001, FBT002 - as PyYAML
        del indentless
        return super().increase_indent(flow, indentless=False)


def golden(name: str, found: Any) -> Any:
    """What the file of this name says; written anew where somebody asked for it."""
    path = GOLDEN / f"{name}.yaml"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        text = yaml.dump(found, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
        path.write_text(text, encoding="utf-8")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_due_is_made_in_the_form_of_its_date(name: str) -> None:
    shape = SHAPES[name]()
    found = {f"{day:%d-%m-%Y}": [_due(shape, day, each) for each in papers_due(shape.case, day)] for day in shape.days}
    assert found == golden(f"ho-so-{list(SHAPES).index(name) + 1}", found)
    assert all(found.values())


def _due(shape: Shape, day: date, each: Any) -> dict[str, str]:
    made = paper_docx(shape.case, each.kind, day, each.author_uid, shape.given)
    regime = regime_on(contexts.dated(shape.case, each.kind, day))
    margin = opened(made.content).sections[0].left_margin
    assert margin is not None
    assert int(margin.mm + 0.5) == regime.value("margins_mm")["left"], made.name
    return {"giấy": made.name.removesuffix(".docx"), "thể thức": regime.id, "căn cứ": each.citation.text}


@pytest.mark.parametrize("name", SHAPES)
def test_every_form_says_its_facts_in_order(name: str) -> None:
    shape, told = SHAPES[name](), {}
    for kind, form in FORMS.items():
        if TOLD_BY.get(form.template, AGAIN) == name:
            told[form.template] = _told(shape, kind, form)
    for template, said in told.items():
        assert said == golden(template, said)


def _told(shape: Shape, kind: Any, form: Form) -> dict[str, Any]:
    day = shape.days[-1]
    made = paper_docx(shape.case, kind, day, given=shape.given)
    return {
        "giấy": form.name,
        "trường hợp": TOLD_BY.get(form.template, AGAIN),
        "ngày xem": f"{day:%d-%m-%Y}",
        "tệp": made.name,
        "các dòng": lines(made.content),
        "còn trống": [gap.replace("_", " ") for gap in made.gaps],
    }


def test_every_form_is_told_by_a_case() -> None:
    kept = {path.stem for path in GOLDEN.glob("*.yaml")}
    assert kept == {form.template for form in FORMS.values()} | {f"ho-so-{number}" for number in range(1, 7)}


def test_a_form_bears_its_number_only_since_a_guidance_shows_it() -> None:
    shape = SHAPES[UNION]()
    before = paper_docx(shape.case, PaperKind.BACKGROUND_STATEMENT, date(2017, 6, 4))
    since = paper_docx(shape.case, PaperKind.BACKGROUND_STATEMENT, date(2017, 6, 5))
    assert lines(before.content)[0] == "Tờ hướng dẫn viết"
    assert before.name == "Tờ hướng dẫn viết lý lịch của người xin vào Đảng Quàng Mẫu Hạnh.docx"
    assert lines(since.content)[0] == "Tờ hướng dẫn viết mẫu 2-KNĐ"
    assert since.name == "2-KNĐ Quàng Mẫu Hạnh.docx"


def test_each_regulation_is_cited_on_its_own_days() -> None:
    shape = SHAPES[OVER]()
    cited = {}
    for day in (date(2024, 6, 3), date(2025, 1, 20), date(2025, 7, 1), date(2026, 4, 8), date(2026, 7, 26)):
        said = lines(paper_docx(shape.case, PaperKind.ADMISSION_DECISION, day).content)
        (line,) = [each for each in said if "thi hành Điều lệ Đảng;" in each]
        cited[day] = line.split()[5]
    assert list(cited.values()) == ["24-QĐ/TW", "232-QĐ/TW", "294-QĐ/TW", "20-QĐ/TW", "208-QĐ/TW"]
