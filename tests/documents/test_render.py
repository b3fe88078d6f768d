"""Templates get plain values only, run in a sandbox, and show what is missing."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from chibo.base.refusal import FaultyError
from chibo.documents import render
from chibo.documents.regimes import regime_on
from tests.documents.reading import lines, text

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

REGIME = regime_on(date(2018, 5, 21))


@pytest.fixture
def office(tmp_path: Path, settings: Settings) -> Path:
    """The folder where an office keeps its own copies of templates."""
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "mau-van-ban" / REGIME.slug
    folder.mkdir(parents=True)
    return folder


def own(office: Path, *paragraphs: str) -> None:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(office / "mau-thu.docx"))


def fill(**context: object) -> render.Filled:
    return render.fill("mau-thu", context, regime=REGIME)


def test_an_office_may_word_its_own_template(office: Path) -> None:
    own(office, "Đồng chí {{ họ_tên }}", "{%p for việc in việc_được_giao %}", "- {{ việc.tên }}", "{%p endfor %}")
    filled = fill(họ_tên="Sùng Mẫu Vừ", việc_được_giao=[{"tên": "trực lễ"}, {"tên": "viết tin"}])
    assert lines(filled.content) == ["Đồng chí Sùng Mẫu Vừ", "- trực lễ", "- viết tin"]
    assert filled.gaps == ()


def test_a_placeholder_typed_on_another_system_is_the_same(office: Path) -> None:
    own(office, unicodedata.normalize("NFD", "{{ họ_tên }} ở {{ quê_quán }}"))
    filled = fill(
        **{unicodedata.normalize("NFD", "họ_tên"): unicodedata.normalize("NFD", "Lò Mẫu Én"), "quê_quán": "x"}
    )
    assert lines(filled.content) == [unicodedata.normalize("NFC", "Lò Mẫu Én ở x")]


@pytest.mark.parametrize("missing", [{}, {"quê_quán": None}, {"quê_quán": ""}, {"quê_quán": "  \n"}])
def test_what_is_missing_is_seen_and_named(office: Path, missing: dict[str, object]) -> None:
    own(office, "{{ họ_tên }}, quê {{ quê_quán }}, {{ chi_bộ.tên }}{% if quê_quán %} có quê{% endif %}")
    filled = fill(họ_tên="Lò Mẫu An", **missing)
    assert lines(filled.content) == ["Lò Mẫu An, quê ……, ……"]
    assert filled.gaps == ("quê_quán", "chi_bộ")


def test_nought_and_no_are_facts_not_gaps(office: Path) -> None:
    own(office, "vắng {{ vắng }}{% if lại %} lại{% endif %}")
    filled = fill(vắng=0, lại=False)
    assert (lines(filled.content), filled.gaps) == (["vắng 0"], ())


def test_text_stays_text(office: Path) -> None:
    own(office, "{{ ghi }}")
    tricky = "A & B <w:p/> {{ 7*7 }} \x0b\x00 “ngoặc”"
    assert lines(fill(ghi=tricky).content) == ["A & B <w:p/> {{ 7*7 }}  “ngoặc”"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}{{ họ_tên.__class__.__base__ }}",
        "{% include '/etc/passwd' %}",
        "{% for x in range(10**9) %}{% endfor %}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(office: Path, attack: str) -> None:
    own(office, attack)
    try:
        said = text(fill(họ_tên="Lò Mẫu An").content)
    except FaultyError:
        return
    assert set(said) <= set(render.GAP), said


@pytest.mark.parametrize("wrong", ["{{ họ_tên", "{% if x %}", "{{ 1 / 0 }}", "{%p for x in y %}"])
def test_a_faulty_template_is_explained(office: Path, wrong: str) -> None:
    own(office, wrong)
    with pytest.raises(FaultyError, match='Mẫu văn bản "mau-thu" có chỗ viết sai') as refused:
        fill(họ_tên="x")
    (fault,) = refused.value.faults
    assert "Mở mẫu trong Word" in fault.next


@dataclass(frozen=True)
class Body:
    name: str
    members: int


def test_only_plain_values_are_taken(office: Path) -> None:
    own(office, "{{ chi_bộ.name }} {{ chi_bộ.members }}")
    assert lines(fill(chi_bộ=Body(name="Chi bộ Mẫu", members=23)).content) == ["Chi bộ Mẫu 23"]
    for value in (date(2018, 5, 21), 1.5, object(), {"x": {1, 2}}):
        with pytest.raises(TypeError, match="a paper takes plain values"):
            fill(chi_bộ=value)


@pytest.mark.parametrize("name", ["../13-knd", "13-knd.docx", "", "hd36-2018/13-knd"])
def test_only_names_of_templates_are_taken(name: str) -> None:
    with pytest.raises(ValueError, match="not a template's name"):
        render.fill(name, {}, regime=REGIME)


def test_a_made_paper_carries_its_facts_and_a_safe_name() -> None:
    made = render.make('13-KNĐ "Vừ"/2018', "13-knd", {"họ_tên": "Sùng Mẫu Vừ", "quê_quán": None}, regime=REGIME)
    assert made.name == "13-KNĐ Vừ 2018.docx"
    assert made.facts == {"họ_tên": "Sùng Mẫu Vừ"}
    assert "ngày_vào_Đảng" in made.gaps
    assert "Sùng Mẫu Vừ" in text(made.content)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
    assert render.docx("13-knd", made.facts, regime=REGIME)[:2] == b"PK"
