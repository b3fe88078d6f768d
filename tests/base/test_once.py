"""What one reading request asks once."""

from __future__ import annotations

from chibo.base.once import once, reading, tell


def test_an_answer_is_made_once_in_a_reading_request() -> None:
    answers = iter(range(3))
    with reading():
        assert [once("a", lambda: next(answers)) for _ in range(3)] == [0, 0, 0]
        tell("b", "told")
        assert once("b", lambda: "asked") == "told"
        assert once(("a", 2), lambda: "other") == "other"
    assert next(answers) == 1


def test_outside_every_question_is_asked_again() -> None:
    answers = iter(range(3))
    tell("a", "told to nobody")
    assert [once("a", lambda: next(answers)) for _ in range(2)] == [0, 1]
    with reading():
        assert once("a", lambda: next(answers)) == 2


def test_one_request_knows_nothing_of_the_one_before() -> None:
    with reading():
        tell("a", "first")
    with reading():
        assert once("a", lambda: "second") == "second"


def test_nothing_is_an_answer_too() -> None:
    made: list[int] = []
    with reading():
        for _ in range(2):
            once("a", lambda: made.append(1))
    assert made == [1]
