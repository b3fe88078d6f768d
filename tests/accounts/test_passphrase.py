"""Pass phrases that somebody who guesses would begin with: words of the house, numbers of people, known ones."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.core.exceptions import ValidationError

from chibo.accounts.passphrase import MOST_FIGURES, LongEnough, NotANumberOfSomebody, NotOfTheHouse, NotWellKnown
from chibo.accounts.queries import SAMPLE_PHRASE

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.mark.parametrize(
    "phrase", ["Chi bộ đảng viên 2018", "ĐẢNG CỘNG SẢN VIỆT NAM", "matkhau-bithu-2026", "admin password 1"]
)
def test_words_of_the_house_alone_are_refused(phrase: str) -> None:
    with pytest.raises(ValidationError, match="ai cũng đoán được"):
        NotOfTheHouse().validate(phrase)


@pytest.mark.parametrize("phrase", ["chi bộ hoa ban trắng", "núi rừng Việt Nam xanh", SAMPLE_PHRASE, ""])
def test_words_of_the_house_beside_others_are_taken(phrase: str) -> None:
    NotOfTheHouse().validate(phrase)


@pytest.mark.parametrize(
    "phrase", ["0912 345 678 1985", "03-02-1930 19-5-1890", "012345678912", "+84 912345678 2018", "111111111111"]
)
def test_numbers_that_belong_to_somebody_are_refused(phrase: str) -> None:
    with pytest.raises(ValidationError, match="số điện thoại hay số giấy tờ"):
        NotANumberOfSomebody().validate(phrase)


@pytest.mark.parametrize(
    "phrase", ["7394 8826 4471 39", "/-/=//!!@@##$$", "hoa ban 2018", "9" * 31 + "7" * (MOST_FIGURES - 30)]
)
def test_any_other_composition_is_taken(phrase: str) -> None:
    NotANumberOfSomebody().validate(phrase)


@pytest.mark.parametrize("phrase", ["qwertyqwerty", "1QAZ2wsx3edc", " leavemealone ", "123456654321"])
def test_long_phrases_that_breaches_have_shown_are_refused(phrase: str) -> None:
    with pytest.raises(ValidationError, match="nhiều người dùng"):
        NotWellKnown().validate(phrase)


def test_a_phrase_of_a_few_words_is_not_taken_for_a_known_one() -> None:
    for phrase in ("hoa ban trắng núi rừng", SAMPLE_PHRASE, "suối chảy quanh bản mường"):
        NotWellKnown().validate(phrase)


PHRASE = "đường về Mường Lát"
WRITTEN = (PHRASE, unicodedata.normalize("NFD", PHRASE), "đươ\u0300ng vê\u0300 Mươ\u0300ng La\u0301t")


@pytest.mark.parametrize("kept", WRITTEN)
@pytest.mark.parametrize("typed", WRITTEN)
def test_every_input_method_opens_what_another_set(settings: Settings, kept: str, typed: str) -> None:
    settings.PASSWORD_HASHERS = ["chibo.accounts.passphrase.OneForm"]
    assert check_password(typed, make_password(kept))
    assert check_password(typed, Argon2PasswordHasher().encode(kept, "muoimuoimuoi")), "set before there was one form"
    assert not check_password(typed.upper(), make_password(kept))


def test_the_length_is_counted_in_letters() -> None:
    with pytest.raises(ValidationError, match="có 11 ký tự"):
        LongEnough().validate(unicodedata.normalize("NFD", "ấấấấấấấấấấấ"))
