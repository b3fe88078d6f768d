"""What an office writes in Word becomes what is filled; nothing else can be said in a template."""

from __future__ import annotations

import io
import unicodedata

import pytest
from docx import Document

from chibo.base.refusal import FaultyError
from chibo.documents import render
from chibo.documents.office import catalogue, narrow
from chibo.documents.office.fields import fields_of, unknown_in
from chibo.documents.office.language import renamed, with_braces, with_marks
from chibo.documents.office.trial import rendered, tried
from chibo.documents.regimes import regimes
from tests.documents.office_files import REGIME, saved, word
from tests.documents.reading import lines, text

NEWEST = {name: regime.slug for regime in regimes() for name in catalogue.names(regime.slug)}
EVERY = [(regime, name) for name, regime in NEWEST.items()]  # regimes differ in measures, not in words


def filled(source: bytes, **facts: object) -> list[str]:
    return lines(render.fill_from(with_braces(source), facts, name="thử").content)


@pytest.mark.parametrize(("regime", "name"), EVERY, ids=lambda part: part)
def test_ours_come_back_as_they_went_out_and_pass_the_gate(regime: str, name: str) -> None:
    source, facts = catalogue.ours(regime, name), catalogue.sample(regime, name)
    sent = with_marks(source)
    assert "{{" not in text(sent)
    back = tried(sent, facts)
    assert lines(rendered(back.content, facts, {})) == lines(rendered(source, facts, {}))
    assert unknown_in(back.fields, catalogue.known_paths(regime, name)) == ()


def test_a_field_is_read_however_word_cuts_it() -> None:
    document = Document()
    paragraph = document.add_paragraph("Đồng chí «họ")
    paragraph.add_run("_").bold = True
    paragraph.add_run("tên»").italic = True
    paragraph.add_run(", quê <<quê quán>>, {{ nơi ở }}.")
    assert filled(saved(document), họ_tên="Lò Mẫu An", quê_quán="Mẫu", nơi_ở="X") == ["Đồng chí Lò Mẫu An, quê Mẫu, X."]


def test_text_beside_a_field_keeps_its_run() -> None:
    document = Document()
    paragraph = document.add_paragraph("Số ")
    paragraph.add_run("«số").bold = True
    paragraph.add_run("» trang")
    done = Document(io.BytesIO(with_braces(saved(document))))
    assert [(run.text, run.bold) for run in done.paragraphs[0].runs] == [
        ("Số ", None),
        ("{{ số }}", True),
        (" trang", None),
    ]


def test_a_field_typed_on_another_system_is_the_same() -> None:
    assert filled(word(unicodedata.normalize("NFD", "«họ_tên»")), họ_tên="Lò Mẫu Én") == ["Lò Mẫu Én"]


@pytest.mark.parametrize(
    ("said", "facts", "seen"),
    [
        (["a«nếu chức_danh», «chức_danh»«hết nếu»."], {"chức_danh": "Phó"}, ["a, Phó."]),
        (["a«nếu chức_danh», «chức_danh»«hết nếu»."], {}, ["a."]),
        (["«nếu không có chức_danh»không«còn không»có«hết nếu»"], {}, ["không"]),
        (["«nếu a và không có b»được«hết nếu»", "«nếu a hoặc b»cũng được«hết nếu»"], {"a": 1}, ["được", "cũng được"]),
        (["«mỗi a trong d»", "«thứ tự». «a.tên»", "«hết mỗi»"], {"d": [{"tên": "x"}, {"tên": "y"}]}, ["1. x", "2. y"]),
        (["«họ_tên | chữ_hoa» «câu | hoa_đầu»"], {"họ_tên": "lò mẫu én", "câu": "một"}, ["LÒ MẪU ÉN Một"]),
        (["«nơi_nhận»"], {"nơi_nhận": ["a", "b"]}, ["a; b"]),
        (["«mỗi chữ trong họ_tên»x«hết mỗi»."], {"họ_tên": "abc"}, ["."]),
        (["“Vì nước quên thân” và «họ_tên»"], {"họ_tên": "Én"}, ["“Vì nước quên thân” và Én"]),
    ],
)  # fmt: skip
def test_what_a_clerk_can_say(said: list[str], facts: dict[str, object], seen: list[str]) -> None:
    assert filled(word(*said), **facts) == seen


def test_a_row_of_a_table_is_repeated() -> None:
    document = Document()
    table = document.add_table(rows=4, cols=2)
    for row, cells in enumerate(
        [("Việc", "Ngày"), ("«mỗi v trong việc»", ""), ("«v.tên»", "«v.ngày»"), ("«hết mỗi»", "")]
    ):
        for column, said in enumerate(cells):
            table.cell(row, column).text = said
    rows = [{"tên": "a", "ngày": "1-2"}, {"tên": "b", "ngày": "3-4"}]
    assert filled(saved(document), việc=rows) == ["Việc", "Ngày", "a", "1-2", "b", "3-4"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{{ họ_tên.__class__ }}",
        "{{ họ_tên|attr('upper') }}",
        "{{ họ_tên.upper() }}",
        "{{ 'a' * 10**9 }}",
        "{{ 1 / 0 }}",
        "{{ họ_tên ~ họ_tên }}",
        "{{ [1,2] }}",
        "{{ họ_tên|safe }}",
        "{% set a = họ_tên %}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% block a %}{% endblock %}",
        "{% filter upper %}a{% endfilter %}",
        "{% call họ_tên() %}{% endcall %}",
        "{% for x in range(10**9) %}{% endfor %}",
        "{% for x in ds recursive %}{{ loop(x) }}{% endfor %}",
        "{% for x in ds if x %}{% endfor %}",
        "{% for a, b in ds %}{% endfor %}",
        "{% raw %}{{ x }}{% endraw %}{{ _x }}",
        "«nếu a»" * 9 + "«hết nếu»" * 9,
        "{% nếu a %}",
        "{{ họ_tên",
        "«hết nếu»",
        "«nếu a»",
    ],
)  # fmt: skip
def test_nothing_else_can_be_said(attack: str) -> None:
    with pytest.raises(FaultyError) as refused:
        tried(word(attack), {"họ_tên": "Lò Mẫu An", "ds": [{"a": 1}]})
    (fault,) = refused.value.faults
    assert fault.what
    assert fault.why
    assert fault.next


@pytest.mark.parametrize("asked", ["items", "keys", "values", "copy", "append", "real", "format", "index", "join"])
def test_no_attribute_of_an_object_is_reached(asked: str) -> None:
    said = [
        f"«việc.{asked}»",
        f"«họ_tên.{asked}»",
        f"«số.{asked}»",
        f"«ds.{asked}»",
        f"«mỗi x trong ds»«x.{asked}»«hết mỗi»",
    ]
    seen = filled(word(*said), việc={"tên": "a"}, họ_tên="An", số=7, ds=[{"tên": "b"}])
    assert set("".join(seen)) <= set(render.GAP)


def test_loops_upon_loops_are_stopped_by_counting() -> None:
    rows = [{"x": 1}] * 100
    source = with_braces(word("«mỗi a trong ds»" * 4 + "«hết mỗi»" * 4))
    with pytest.raises(FaultyError) as refused:
        render.fill_from(source, {"ds": rows}, name="thử")
    assert refused.value.faults[0].why == "Chỗ sai: Mẫu lặp quá nhiều lần."


def test_length_is_stopped_by_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrow, "MOST_LETTERS", 100_000)
    source = with_braces(word("«mỗi a trong ds»" + "chữ " * 500 + "«hết mỗi»"))
    with pytest.raises(FaultyError, match="dài quá mức"):
        tried(source, {"ds": ["a"] * 100})


def test_a_fault_names_the_place_in_the_words_that_stand_there() -> None:
    with pytest.raises(FaultyError) as refused:
        tried(word("Mở đầu", "Đồng chí «họ_tên», {{ họ_tên.upper() }} ở đây", "Hết"), {"họ_tên": "x"})
    (fault,) = refused.value.faults
    assert "ở đây" in fault.what
    assert "Mở đầu" not in fault.what


def test_a_broken_field_is_named_with_what_was_meant() -> None:
    source = word("Kết nạp «ngay_ketnap», «họten», «zzz»", "«mỗi v trong việc_được_giao»«v.ket_qua»«v.tên»«hết mỗi»")
    used = fields_of(with_braces(source))
    known = {
        ("ngày_kết_nạp",),
        ("họ_tên",),
        ("việc_được_giao",),
        ("việc_được_giao", "kết_quả"),
        ("việc_được_giao", "tên"),
    }
    found = unknown_in(used, known)
    assert [(each.written, each.meant, each.is_part) for each in found] == [
        ("ngay_ketnap", "ngày_kết_nạp", False),
        ("họten", "họ_tên", False),
        ("zzz", "", False),
        ("v.ket_qua", "kết_quả", True),
    ]


def test_one_click_writes_the_field_that_was_meant_and_nothing_else() -> None:
    source = with_braces(word("ngay_ketnap: «ngay_ketnap» «v.ngay_ketnap»", "«nếu ngay_ketnap»x«hết nếu»"))
    mended = renamed(source, "ngay_ketnap", "ngày_kết_nạp", is_part=False)
    assert lines(mended) == [
        "ngay_ketnap: {{ ngày_kết_nạp }} {{ v.ngay_ketnap }}",
        "{% if ngày_kết_nạp %}x{% endif %}",
    ]
    assert "{{ v.ngày_kết_nạp }}" in text(renamed(source, "ngay_ketnap", "ngày_kết_nạp", is_part=True))


def test_every_field_of_a_form_has_a_meaning_and_a_sort() -> None:
    for regime, name in EVERY:
        for field in catalogue.known(regime, name):
            assert field.meaning
            assert field.sort in {"chữ", "số", "danh sách", "có hoặc không"}
    by_name = {field.name: field for field in catalogue.known(REGIME, "13-knd")}
    assert by_name["họ_tên"].meaning == "họ và tên người mà giấy nói đến"
    assert (by_name["nơi_nhận"].sort, by_name["kết_nạp_lại"].sort) == ("danh sách", "có hoặc không")
    assert by_name["tán_thành"].sort == "số"


def test_no_meaning_is_kept_for_a_field_that_no_form_has() -> None:
    known = {field.name for regime, name in EVERY for field in catalogue.known(regime, name)}
    assert set(catalogue._meanings()) - known == set()
