"""Templates get plain values only, run in a sandbox, and show what is missing."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date

import pytest
from docx import Document

from chibo.base.refusal import FaultyError
from chibo.documents import render
from chibo.documents.regimes import regime_on
from tests.documents.reading import lines, text

REGIME = regime_on(date(2018, 5, 21))


def own(*paragraphs: str) -> bytes:
    """A template with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fill(template: bytes, **context: object) -> render.Filled:
    return render.fill_from(template, context, name="mau-thu")


def test_an_office_may_word_its_own_template() -> None:
    source = own("Đồng chí {{ họ_tên }}", "{%p for việc in việc_được_giao %}", "- {{ việc.tên }}", "{%p endfor %}")
    filled = fill(source, họ_tên="Sùng Mẫu Vừ", việc_được_giao=[{"tên": "trực lễ"}, {"tên": "viết tin"}])
    assert lines(filled.content) == ["Đồng chí Sùng Mẫu Vừ", "- trực lễ", "- viết tin"]
    assert filled.gaps == ()


def test_a_placeholder_typed_on_another_system_is_the_same() -> None:
    source = own(unicodedata.normalize("NFD", "{{ họ_tên }} ở {{ quê_quán }}"))
    filled = fill(
        source, **{unicodedata.normalize("NFD", "họ_tên"): unicodedata.normalize("NFD", "Lò Mẫu Én"), "quê_quán": "x"}
    )
    assert lines(filled.content) == [unicodedata.normalize("NFC", "Lò Mẫu Én ở x")]


@pytest.mark.parametrize("missing", [{}, {"quê_quán": None}, {"quê_quán": ""}, {"quê_quán": "  \n"}])
def test_what_is_missing_is_seen_and_named(missing: dict[str, object]) -> None:
    source = own("{{ họ_tên }}, quê {{ quê_quán }}, {{ chi_bộ.tên }}{% if quê_quán %} có quê{% endif %}")
    filled = fill(source, họ_tên="Lò Mẫu An", **missing)
    assert lines(filled.content) == ["Lò Mẫu An, quê ……, ……"]
    assert filled.gaps == ("quê_quán", "chi_bộ")


def test_nought_and_no_are_facts_not_gaps() -> None:
    source = own("vắng {{ vắng }}{% if lại %} lại{% endif %}")
    filled = fill(source, vắng=0, lại=False)
    assert (lines(filled.content), filled.gaps) == (["vắng 0"], ())


def test_text_stays_text() -> None:
    source = own("{{ ghi }}")
    tricky = "A & B <w:p/> {{ 7*7 }} \x0b\x00 “ngoặc”"
    assert lines(fill(source, ghi=tricky).content) == ["A & B <w:p/> {{ 7*7 }}  “ngoặc”"]


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
def test_a_template_cannot_leave_the_sandbox(attack: str) -> None:
    source = own(attack)
    try:
        said = text(fill(source, họ_tên="Lò Mẫu An").content)
    except FaultyError:
        return
    assert set(said) <= set(render.GAP), said


@pytest.mark.parametrize("wrong", ["{{ họ_tên", "{% if x %}", "{{ 1 / 0 }}", "{%p for x in y %}"])
def test_a_faulty_template_is_explained(wrong: str) -> None:
    source = own(wrong)
    with pytest.raises(FaultyError, match='Mẫu văn bản "mau-thu" có chỗ viết sai') as refused:
        fill(source, họ_tên="x")
    (fault,) = refused.value.faults
    assert "sửa mẫu trong Word" in fault.next


@dataclass(frozen=True)
class Body:
    name: str
    members: int


def test_only_plain_values_are_taken() -> None:
    source = own("{{ chi_bộ.name }} {{ chi_bộ.members }}")
    assert lines(fill(source, chi_bộ=Body(name="Chi bộ Mẫu", members=23)).content) == ["Chi bộ Mẫu 23"]
    for value in (date(2018, 5, 21), 1.5, object(), {"x": {1, 2}}):
        with pytest.raises(TypeError, match="a paper takes plain values"):
            fill(source, chi_bộ=value)


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
