"""Pass phrases that somebody who guesses at this very program would begin with."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from chibo.accounts.passphrase import NotOfTheHouse
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
