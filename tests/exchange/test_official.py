"""Official lists: known by every spelling in use, other names told, unknown words told, nothing changed."""

from __future__ import annotations

import pytest

from chibo.exchange.lists.official import ethnic_groups, religions


def test_there_are_54_groups_with_their_source() -> None:
    groups = ethnic_groups()
    assert len(set(groups.names)) == 54
    assert "121-TCTK/PPCĐ" in groups.instrument
    assert groups.confidence == "M"
    assert groups.seen_at
    assert all(groups.entries_of(name) == (name,) for name in groups.names)
    assert len(religions().names) == 14


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kinh", ("Kinh",)),
        ("kinh", ("Kinh",)),
        ("dân tộc Thái", ("Thái",)),
        ("H'Mông", ("HMông",)),
        ("H’ Mông", ("HMông",)),
        ("Mông", ("HMông",)),
        ("Khmer", ("Khơ-me",)),
        ("Khơ Me", ("Khơ-me",)),
        ("Ê Đê", ("Ê-đê",)),
        ("Thổ", ("Thổ",)),
        ("Cao Lan", ("Sán Chay",)),
        ("Vân Kiều", ("Bru-Vân Kiều",)),
        ("Xá Khao", ("Kháng", "La Ha")),
        ("Anh", ()),
        ("", ()),
    ],
)
def test_what_a_typed_word_means(typed: str, meant: tuple[str, ...]) -> None:
    assert ethnic_groups().entries_of(typed) == meant


def test_what_is_said() -> None:
    groups, faiths = ethnic_groups(), religions()
    for quiet in ("Kinh", "MƯỜNG", "Gia Rai", "", "-", "không"):
        assert groups.note_of(quiet) == ""
    assert groups.note_of("Cao Lan") == "“Cao Lan” trong danh mục là Sán Chay"
    assert "không có trong danh mục các dân tộc Việt Nam" in groups.note_of("Thái Đen Mộc Châu")
    for quiet in ("Không", "không tôn giáo", "Phật giáo", "công giáo", "Phật giáo Hòa Hảo"):
        assert faiths.note_of(quiet) == ""
    assert "là Công giáo" in faiths.note_of("Thiên Chúa giáo")
