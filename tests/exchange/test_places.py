"""Old and new names of places: what a typed place became on 1-7-2025, and when nothing is said."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from importlib.resources import files

import pytest

from chibo.exchange.lists.places import CHANGED_ON, Unit, _units, became, place_note, source, units_on

BEFORE, SINCE = date(2025, 6, 30), date(2026, 1, 15)
SHA256 = "7de74b45b42876642bbb18c4a03b9a0973984f5276712586a657bb370179d078"


def test_the_units_are_those_that_were_frozen() -> None:
    packed = files("chibo.exchange.lists").joinpath("places.json.gz").read_bytes()
    assert hashlib.sha256(packed).hexdigest() == SHA256, "tools/freeze_places.py makes it; then look at the difference"
    assert (source().version, source().licence) == ("1.0.4", "MIT, © 2025 Tran Ngoc Minh Hieu")
    units = _units()
    assert len(units.old) == 63
    assert len({unit.province for unit in units.new}) == 34
    assert len(units.new) == 3321
    assert (
        sum(bool(commune) for old in units.old.values() for communes in old.values() for commune in communes) == 10_035
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Bản A, xã Thanh Nưa, H. Điện Biên, T. Điện Biên",
            "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên từ 1-7-2025 thuộc xã Thanh Nưa, tỉnh Điện Biên",
        ),
        (
            "Thanh Nưa - Điện Biên - Điện Biên",
            "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên từ 1-7-2025 thuộc xã Thanh Nưa, tỉnh Điện Biên",
        ),
        (
            "p. muong thanh, TP. dien bien phu, dien bien",
            (
                "phường Mường Thanh, thành phố Điện Biên Phủ, tỉnh Điện Biên "
                "từ 1-7-2025 thuộc phường Điện Biên Phủ, tỉnh Điện Biên"
            ),
        ),
        (
            "Phường 15, Quận 11, TP Hồ Chí Minh",
            "phường 15, quận 11, thành phố Hồ Chí Minh từ 1-7-2025 thuộc phường Phú Thọ, thành phố Hồ Chí Minh",
        ),
        ("Hòa Bình", "tỉnh Hòa Bình từ 1-7-2025 thuộc tỉnh Phú Thọ"),
        ("tỉnh Hoà Bình", "tỉnh Hòa Bình từ 1-7-2025 thuộc tỉnh Phú Thọ"),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu từ 1-7-2025 thuộc thành phố Hồ Chí Minh"),
        (
            "huyện Kim Bôi, tỉnh Hòa Bình",
            (
                "huyện Kim Bôi, tỉnh Hòa Bình từ 1-7-2025 không còn cấp huyện; "
                "địa bàn nay thuộc 5 xã, phường của tỉnh Phú Thọ"
            ),
        ),
        (
            "xã Lê Ninh, thị xã Kinh Môn, Hải Dương",
            "xã Lê Ninh, thị xã Kinh Môn, tỉnh Hải Dương từ 1-7-2025 thuộc phường Bắc An Phụ, thành phố Hải Phòng",
        ),
    ],
)
def test_what_a_place_became(typed: str, said: str) -> None:
    assert place_note(typed, SINCE) == said
    assert place_note(typed, BEFORE) == "", "not yet"


@pytest.mark.parametrize(
    "typed",
    [
        "Điện Biên",  # kept its name
        "xã Mường Nhé, tỉnh Điện Biên",  # written as it is since
        "phường Sài Gòn, thành phố Hồ Chí Minh",
        "Lào",
        "Hà Tây",  # ended in 2008: before what the list knows
        "xã Không Có, huyện Điện Biên, tỉnh Điện Biên",
        "phường 1",  # in a hundred places
        "",
        ", ;",
        "x." * 200,
    ],
)
def test_nothing_is_said_of_what_is_current_or_unknown(typed: str) -> None:
    assert place_note(typed, SINCE) == ""


def test_units_as_of_a_day() -> None:
    assert units_on("tỉnh Hòa Bình", BEFORE) == (Unit(province="Tỉnh Hòa Bình", ended_on=CHANGED_ON),)
    assert units_on("tỉnh Hòa Bình", SINCE) == ()
    assert units_on("Phú Thọ", SINCE) == (Unit(province="Tỉnh Phú Thọ"),)
    many = units_on("phường 1, thành phố Hồ Chí Minh", BEFORE)
    assert len(many) > 3
    assert {unit.commune for unit in many} == {"Phường 1"}


def test_names_with_the_same_letters_are_told_apart_by_their_marks() -> None:
    van, van_with_breve = (
        units_on(f"phường {name}, thị xã Hương Trà, Huế", BEFORE) for name in ("Hương Vân", "Hương Văn")
    )
    assert [unit.commune for unit in (*van, *van_with_breve)] == ["Phường Hương Vân", "Phường Hương Văn"]
    assert len(units_on("phuong huong van, thi xa huong tra, hue", BEFORE)) == 2


def test_every_unit_is_found_by_its_own_name() -> None:
    units = _units()
    old = [
        Unit(province=province, district=district, commune=commune, ended_on=CHANGED_ON)
        for province, districts in units.old.items()
        for district, communes in districts.items()
        for commune in communes
        if commune
    ]
    chosen = random.Random(45)
    for unit in chosen.sample(old, 150):
        assert units_on(unit.said, BEFORE) == (unit,)
        assert became(unit)
    for unit in chosen.sample(units.new, 150):
        assert units_on(unit.said, SINCE) == (unit,)
        assert place_note(unit.said, SINCE) == ""
