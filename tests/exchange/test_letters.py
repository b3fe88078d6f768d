"""Old letters: TCVN3, VNI, Windows-1258, and Unicode that must be left alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.vietnamese import fold
from chibo.exchange.lists.letters import _TCVN3_CODES, _TCVN3_LETTERS, _VNI, decode, from_tcvn3, from_vni, reading_of

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
    old = reading_of([name.translate(TO_TCVN3) for name in names] + names[:1])
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


LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
# The same letters as iconv(1) of the GNU C library writes them in TCVN5712-1, whose small letters the fonts share.
IN_TCVN3 = bytes.fromhex(
    "61b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacb65cccecfd0d1aad2d3d4d5d669d7d8dcddde6fdfe1e2e3e4abe5e6e7e8e9aceaebecedee75eff1f2"
    "f3f4adf5f6f7f8f979fafbfcfdfeae"
)
TO_VNI = {unicodedata.normalize("NFC", letters): code for code, letters in _VNI.items()}
ONSETS = re.split("[|]", "|b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|ph|qu|th|tr|v")
RHYMES = re.split("[|]", "a|an|ang|ăn|âu|e|ê|êm|i|iên|o|oa|ong|ô|ông|ơ|ơn|u|ung|ư|ương|uyên|y")
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


@st.composite
def syllables(draw: st.DrawFn) -> str:
    onset, rhyme, tone = draw(st.sampled_from(ONSETS)), draw(st.sampled_from(RHYMES)), draw(st.sampled_from(TONES))
    vowel = next(place for place, letter in enumerate(rhyme) if unicodedata.normalize("NFD", letter)[0] in "aeiouy")
    marked = unicodedata.normalize("NFD", rhyme[: vowel + 1]) + tone
    return unicodedata.normalize("NFC", onset + marked + rhyme[vowel + 1 :])


@given(st.lists(syllables(), min_size=1, max_size=4))
def test_every_syllable_comes_back_from_the_old_letters(said: list[str]) -> None:
    text = " ".join(said)
    assert from_tcvn3(text.translate(TO_TCVN3)) == text
    assert from_vni("".join(TO_VNI.get(letter, letter) for letter in text)) == text
    upper = text.upper()
    assert from_vni("".join(TO_VNI.get(letter, letter) for letter in upper)) == upper
    decomposed = unicodedata.normalize("NFD", text)
    assert reading_of([text]).turn(decomposed) == ("", text)
    assert fold(decomposed) == fold(text)


def test_every_letter_has_its_code() -> None:
    assert "".join(map(from_tcvn3, IN_TCVN3.decode("latin-1"))) == LETTERS
    for letter in LETTERS + LETTERS.upper():
        assert from_vni(TO_VNI.get(letter, letter)) == letter


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("Hoè", "Hòe"), ("uỷ", "ủy")])
def test_both_orders_of_the_tone_are_kept_and_found_alike(one: str, other: str) -> None:
    assert reading_of([one, other]).turn(one) == ("", one)
    assert reading_of([one, other]).turn(other) == ("", other)
    assert fold(one) == fold(other)
