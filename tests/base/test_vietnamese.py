"""Names: one normal form, search without marks, and the order of a Vietnamese list."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.vietnamese import fold, given_name, initials, name_keys, normalise_name, person_name, sort_key, text_key

ALPHABET = [
    "a",
    "ă",
    "â",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "ê",
    "g",
    "h",
    "i",
    "k",
    "l",
    "m",
    "n",
    "o",
    "ô",
    "ơ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "ư",
    "v",
    "x",
    "y",
]
TONES = ("ma", "mà", "mả", "mã", "má", "mạ")
SYLLABLES = st.sampled_from(
    [
        "Lò",
        "Nguyễn",
        "Trần",
        "Quàng",
        "Sùng",
        "Vừ",
        "Đặng",
        "Ý",
        "Mẫu",
        "An",
        "Ân",
        "Ấn",
        "Bích",
        "Cường",
        "Dung",
        "Đức",
        "Êm",
        "Hòa",
        "Hoà",
        "Hoàng",
        "Quyên",
        "Thủy",
        "Ứng",
        "Yến",
        "Ơn",
        "Ẩm",
    ]
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)


def test_the_alphabet_stands_in_its_order() -> None:
    assert sorted(set(ALPHABET), key=sort_key) == ALPHABET


def test_the_tones_stand_in_their_order() -> None:
    assert sorted(set(TONES), key=sort_key) == list(TONES)


def test_letters_count_before_tones() -> None:
    assert sorted(["An Mẫu Ân", "Lò Mẫu Ạn", "Lò Mẫu Ang", "Lò Mẫu An"], key=sort_key) == [
        "Lò Mẫu An",
        "Lò Mẫu Ạn",
        "Lò Mẫu Ang",
        "An Mẫu Ân",
    ]


def test_a_list_goes_by_given_name_then_surname_then_middle_name() -> None:
    listed = [
        "Lò Mẫu An",
        "Nguyễn An",
        "Nguyễn Mẫu An",
        "Nguyễn Thị Mẫu An",
        "Đặng Mẫu Bích",
        "Trần Mẫu Bích",
        "Lê Mẫu Đức",
    ]
    assert sorted(set(listed), key=sort_key) == listed


@pytest.mark.parametrize(("one", "other"), [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Lò Mẫu Khoẻ", "Lò Mẫu Khỏe")])
def test_both_ways_of_placing_a_tone_are_one_name_in_order_and_search(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đặng Mẫu Ý", "dang mau y"), ("SÙNG MẪU VỪ", "sung mau vu"), ("H'Hen Niê", "h'hen nie"), ("", "")],
)
def test_fold_takes_every_mark_off(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_stored_keys_of_a_name() -> None:
    keys = name_keys("  sùng  Mẫu Vừ ")
    assert (keys.name_key, keys.given_key) == ("sung mau vu", "vu")
    assert initials("Sùng Mẫu Vừ") == "smv"
    assert given_name("Sùng Mẫu Vừ") == "Vừ"
    assert name_keys("").sort_key == sort_key("")


@given(NAMES)
def test_writing_and_case_never_change_a_key(name: str) -> None:
    expected = name_keys(name)
    for written in (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
        for cased in (written, written.upper(), written.lower()):
            assert name_keys(cased) == expected


@given(st.text(max_size=80))
def test_any_text_has_keys_and_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise_name(normalise_name(text)) == normalise_name(text)
    assert not any(unicodedata.combining(char) for char in fold(text))
    assert len(name_keys(text).sort_key) <= 400


@given(NAMES, NAMES)
def test_names_that_differ_in_letters_or_tones_never_share_a_place(one: str, other: str) -> None:
    def bare(name: str) -> list[str]:
        return ["".join(sorted(unicodedata.normalize("NFD", part.lower()))) for part in name.split()]

    assert (sort_key(one) == sort_key(other)) == (bare(one) == bare(other))


def test_text_is_sorted_word_by_word_and_numbers_by_their_size() -> None:
    in_order = [
        "Chi bộ An Mẫu",
        "Chi bộ Ánh Mẫu",
        "Chi bộ Ánh Mẫu 2",
        "Chi bộ Ánh Mẫu 10",
        "Chi bộ Vàng",
        "Đảng bộ Mẫu",
        "Tổ đảng",
        "Tổ đảng số 2",
        "Tổ đảng số 10",
    ]
    keys = [text_key(text) for text in in_order]
    assert keys == sorted(keys)
    assert in_order != sorted(in_order)
    assert text_key("Tổ  ĐẢNG") == text_key("tổ đảng")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("quách  mẫu khải", "Quách Mẫu Khải"),
        ("QUÁCH MẪU KHẢI", "Quách Mẫu Khải"),
        ("H'HEN MẪU", "H'Hen Mẫu"),
        ("Quách mẫu Khải", "Quách mẫu Khải"),
        ("McMẫu an", "McMẫu an"),
        ("", ""),
    ],
)
def test_a_name_gets_its_capitals_only_where_it_has_one_sort_of_letters(typed: str, name: str) -> None:
    assert person_name(typed) == name
