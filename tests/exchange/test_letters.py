"""Old letters: TCVN3, VNI, Windows-1258, and Unicode that must be left alone."""

from __future__ import annotations

import pytest

from chibo.exchange.lists.letters import _TCVN3_CODES, _TCVN3_LETTERS, decode, from_tcvn3, from_vni, reading_of

NAMES = ["Nguyễn Mẫu Bích", "Đặng Mẫu Ý", "Lường Mẫu Hường", "Quàng Mẫu Dũng", "Bùi Mẫu Nghĩa", "Lò Mẫu Thủy"]
TO_TCVN3 = str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES)


def test_the_table_of_tcvn3_is_whole() -> None:
    assert len(_TCVN3_CODES) == len(_TCVN3_LETTERS) == len(set(_TCVN3_CODES)) == len(set(_TCVN3_LETTERS)) == 74


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("NguyÔn MÉu BÝch", "Nguyễn Mẫu Bích"),
        ("§Æng ThÞ Hång", "Đặng Thị Hồng"),
        ("Bïi Quang Dòng", "Bùi Quang Dũng"),
        ("NGUYÔN MÉU", "NGUYỄN MẪU"),  # a font of capitals holds the small codes
        ("§iÖn Biªn Phñ", "Điện Biên Phủ"),
    ],
)
def test_tcvn3(old: str, new: str) -> None:
    assert from_tcvn3(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nguyeãn Maãu Bích", "Nguyễn Mẫu Bích"),
        ("Ñaëng Thò Hoàng", "Đặng Thị Hồng"),
        ("Löôøng Vaên Duõng", "Lường Văn Dũng"),
        ("NGUYEÃN THÒ THUÛY", "NGUYỄN THỊ THỦY"),
        ("Ñieän Bieân Phuû", "Điện Biên Phủ"),
    ],
)
def test_vni(old: str, new: str) -> None:
    assert from_vni(old) == new


def test_a_list_tells_its_letters_by_itself() -> None:
    assert reading_of(NAMES).letters == ""
    assert reading_of([name.translate(TO_TCVN3) for name in NAMES]).letters == "TCVN3"
    assert reading_of(["Nguyeãn Maãu Bích", "Ñaëng Maãu Löôøng", "Buøi Maãu Nghóa"]).letters == "VNI"
    assert reading_of(["Nguyen Mau Bich", "DANH SACH"]).letters == ""
    assert reading_of([]).letters == ""
    decomposed = ["Nguye\u0302\u0303n Ma\u0302\u0303u Bi\u0301ch"]
    assert reading_of(decomposed).turn(decomposed[0]) == ("", "Nguyễn Mẫu Bích")


def test_each_cell_is_turned_by_what_it_says() -> None:
    names = [name for name in NAMES if "Ý" not in name]  # the old codes have no capital of it
    old = reading_of([name.translate(TO_TCVN3) for name in names] * 2 + names)
    assert old.letters == "TCVN3"
    for name in names:
        assert old.turn(name.translate(TO_TCVN3)) == ("TCVN3", name)
        assert old.turn(name) == ("", name), "typed in Unicode below the old rows"
    new = reading_of(NAMES)
    assert new.turn("NguyÔn MÉu BÝch") == ("TCVN3", "Nguyễn Mẫu Bích")
    assert new.turn("Ñaëng Maãu Löôøng") == ("VNI", "Đặng Mẫu Lường")
    for as_it_is in ("Bích", "Hà Nội", "café", "Müller", "José Peña", "Hång", "35 °C", "Ký tên"):
        assert new.turn(as_it_is) == ("", as_it_is), "one word proves nothing"


def test_the_bytes_of_a_text_file_are_decoded() -> None:
    text = "\n".join(NAMES)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)) == (text, "")
    assert decode(b"\x00\x01\x02\x00binary") is None
    windows = "Lò Mâu An\nNguyêÞn Mâ\u00dfu".encode("cp1252", errors="ignore")
    assert decode(windows) is not None


def test_windows_1258_composes_its_letters() -> None:
    raw = b"Nguy\xea\xden M\xe2\xdeu B\xedch\n\xd0\xe3\xf2ng M\xe2\xdeu Y\xec\n"  # ê and tilde, ă and nặng
    assert decode(raw) == ("Nguyễn Mẫu Bích\nĐặng Mẫu Ý\n", "Windows-1258")
