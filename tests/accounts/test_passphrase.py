"""Pass phrases that somebody who guesses would begin with: words of the house, numbers of people, known ones."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from chibo.accounts.passphrase import MOST_FIGURES, NotANumberOfSomebody, NotOfTheHouse, NotWellKnown
from chibo.accounts.queries import SAMPLE_PHRASE


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
