"""Names that leave the program are safe wherever they are unpacked, and follow the rule for digitised files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.documents import naming, sets

HOSTILE = [
    "../../../etc/passwd",
    "..\\..\\Windows\\win.ini",
    "/etc/passwd",
    "C:\\x.pdf",
    "a/../../b",
    "..",
    ".",
    "",
    "con.pdf",
    "NUL",
    "x:y|z?.pdf",
    "tên\u202egnp.exe",
    "a\x00b\n.pdf",
    " . ",
    "x" * 400 + ".pdf",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_one_part_of_a_path(name: str) -> None:
    safe = naming.safe(name)
    assert PurePosixPath(safe).parts == (safe,)
    assert PureWindowsPath(safe).parts == (safe,)
    assert not PureWindowsPath(safe).is_reserved()
    assert safe.strip(" .") == safe
    assert 0 < len(safe) <= 120


@given(st.lists(st.tuples(st.text(max_size=80), st.binary(max_size=20)), max_size=8))
def test_an_archive_unpacks_below_its_own_folder(entries: list[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(sets.archive(entries))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(entries)
        for name in names:
            assert not name.startswith(("/", "\\"))
            assert ".." not in PurePosixPath(name).parts
            assert ".." not in PureWindowsPath(name).parts
            assert not PureWindowsPath(name).drive


def test_hostile_entries_stay_inside(tmp_path: Path) -> None:
    inside = tmp_path / "trong"
    with zipfile.ZipFile(io.BytesIO(sets.archive([(name, b"x") for name in HOSTILE]))) as archive:
        archive.extractall(inside)
    assert [path for path in tmp_path.iterdir() if path != inside] == []
    assert len([path for path in inside.rglob("*") if path.is_file()]) == len(HOSTILE)


def test_the_same_name_twice_gets_a_number() -> None:
    with zipfile.ZipFile(
        io.BytesIO(sets.archive([("a/b.pdf", b"1"), ("a/b.pdf", b"2"), ("a/b.pdf", b"3")]))
    ) as archive:
        assert archive.namelist() == ["a/b.pdf", "a/b (2).pdf", "a/b (3).pdf"]


@pytest.mark.parametrize(
    ("number", "nth", "of", "name"),
    [
        (5, 1, 1, "05.Quyet_dinh_ket_nap_dang_vien.pdf"),
        (43, 2, 2, "43.Quyet_dinh_ket_nap_dang_vien.2.pdf"),
        (104, 1, 1, "104.Quyet_dinh_ket_nap_dang_vien.pdf"),
        (None, 1, 1, "Quyet_dinh_ket_nap_dang_vien.pdf"),
    ],
)
def test_the_rule_for_digitised_files(number: int | None, nth: int, of: int, name: str) -> None:
    assert naming.digitised(number, "Quyết định kết nạp đảng viên", nth, of) == name


def test_marks_are_taken_off() -> None:
    assert naming.unmarked("Đảng ủy bộ phận (xã Ẳng Nưa)") == "Dang_uy_bo_phan_xa_Ang_Nua"
    assert naming.joined("Lò Mẫu Ẩn") == "LoMauAn"
    assert len(naming.digitised(9, "từ " * 100, 1, 1)) <= 100
