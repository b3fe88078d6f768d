"""A template that a clerk edited in LibreOffice: works as edited, or is refused with the right words."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document

from chibo.base.refusal import FaultyError
from chibo.documents.office import catalogue
from chibo.documents.office.fields import say_unknown, unknown_in
from chibo.documents.office.trial import rendered, tried
from tests.documents.office_files import FORM, REGIME, downloaded
from tests.documents.reading import lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Opened

FACTS = catalogue.sample(REGIME, FORM)


def move(document: Opened) -> None:
    """The paragraph with the counts goes below the signature."""
    counts = next(each for each in document.paragraphs if each.text.startswith("Tổng số đảng viên"))
    document.element.body.insert(len(document.element.body) - 1, counts._element)


def write(said: str) -> Callable[[Opened], None]:
    """One more paragraph, its mark cut into runs as typing and formatting leave it."""

    def add(document: Opened) -> None:
        paragraph = document.add_paragraph(said[: len(said) // 2])
        paragraph.add_run(said[len(said) // 2 :]).bold = True

    return add


DEEDS: dict[str, Callable[[Opened], None]] = {
    "move": move,
    "field": write("Quê quán: «quê_quán»; nơi làm việc: «nơi_làm_việc»"),
    "broken": write("Kết nạp: «ngay_vaodang»"),
    "open": write("Chỉ khi: «nếu họ_tên»có tên"),
}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> dict[str, bytes]:
    """The downloaded template after each of the clerk's deeds, opened and stored anew by LibreOffice."""
    place = tmp_path_factory.mktemp("clerk")
    sources = []
    for deed, change in DEEDS.items():
        document = Document(io.BytesIO(downloaded()))
        change(document)
        sources.append(place / f"{deed}.docx")
        document.save(str(sources[-1]))
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    stored = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "stored")]
    command = [soffice, profile, "--headless", "--norestore", *stored, *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return {deed: (place / "stored" / f"{deed}.docx").read_bytes() for deed in DEEDS}


def filled(content: bytes) -> list[str]:
    return lines(rendered(tried(content, FACTS).content, FACTS, {}))


def unknown(content: bytes) -> list[str]:
    found = unknown_in(tried(content, FACTS).fields, catalogue.known_paths(REGIME, FORM))
    return [say_unknown(each) for each in catalogue.as_rows(found)]


def test_a_moved_paragraph_stands_where_it_was_put(edited: dict[str, bytes]) -> None:
    before, after = lines(rendered(catalogue.ours(REGIME, FORM), FACTS, {})), filled(edited["move"])
    moved = next(line for line in before if line.startswith("Tổng số đảng viên"))
    assert after[-1] == moved
    assert sorted(after) == sorted(before)
    assert unknown(edited["move"]) == []


def test_a_new_field_is_filled(edited: dict[str, bytes]) -> None:
    assert filled(edited["field"])[-1] == f"Quê quán: ……; nơi làm việc: {FACTS['nơi_làm_việc']}"
    assert unknown(edited["field"]) == []


def test_a_broken_field_is_named_with_what_was_meant(edited: dict[str, bytes]) -> None:
    assert unknown(edited["broken"]) == ["Mẫu dùng «ngay_vaodang», chương trình có «ngày_vào_Đảng»."]


def test_a_condition_without_end_is_refused_naming_the_place(edited: dict[str, bytes]) -> None:
    with pytest.raises(FaultyError) as refused:
        tried(edited["open"], FACTS)
    (fault,) = refused.value.faults
    assert "chưa có «hết nếu»" in fault.why


def test_libreoffice_really_stored_it(edited: dict[str, bytes]) -> None:
    for content in edited.values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"LibreOffice" in archive.read("docProps/app.xml")
        assert Document(io.BytesIO(content)).tables
