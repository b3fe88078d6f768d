"""What the law book says beside the figures: a sentence each, where it is used, examples. Read strictly, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from chibo.law.reading import DataFault, Entry, load
from chibo.law.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from chibo.law.timeline import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the book says of one figure; ``zero`` is the sentence where the value is nought."""

    sentence: str
    zero: str = ""
    policies: tuple[str, ...] = ()
    steps: tuple[StepKind, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One happening and what the law answers: in words, and as a worked case that the tests run."""

    figure: str
    say: str
    answer: str
    fits: bool
    case: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The whole: titles of subjects in reading order, notes by figure, words for codes, examples in their order."""

    subjects: Mapping[str, str]
    notes: Mapping[str, Note]
    words: Mapping[str, str]
    examples: tuple[Example, ...]

    def subject(self, key: str) -> str:
        """The title of the subject a figure belongs to."""
        subject = key.split(".", maxsplit=1)[0]
        return self.subjects.get(subject, subject)

    def note(self, figure: Figure) -> Note:
        """What the book says of a figure; its name where the book was forgotten (a test holds that it never is)."""
        return self.notes.get(figure.key) or Note(sentence=f"{figure.name}.")

    def of(self, key: str) -> tuple[Example, ...]:
        """The examples of one figure."""
        return tuple(example for example in self.examples if example.figure == key)


def read(root: Traversable) -> Book:
    """Read the book below a folder of the law; ``DataFault`` names file and line of what is wrong."""
    entry = _entry(load(root.joinpath("book.yaml").read_text("utf-8"), "book.yaml"), "book.yaml")
    entry.only("subjects", "figures", "words")
    notes = entry.take("figures", Entry)
    examples = sorted(root.joinpath("examples").iterdir(), key=lambda file: file.name)
    return Book(
        subjects=_texts(entry.take("subjects", Entry)),
        notes={key: _note(notes.take(key, Entry)) for key in notes},
        words=_texts(entry.take("words", Entry)),
        examples=tuple(example for file in examples for example in _examples(file)),
    )


def _entry(found: object, where: str) -> Entry:
    if not isinstance(found, Entry):
        raise DataFault(where, 1, f"expected names and values, not {found!r}")
    return found


def _texts(entry: Entry) -> dict[str, str]:
    return {key: entry.take(key, str) for key in entry}


def _note(entry: Entry) -> Note:
    entry.only("sentence", "zero", "policies", "steps", "checks")
    try:
        steps = tuple(StepKind(step) for step in entry.take("steps", list, []))
    except ValueError as error:
        raise entry.fault(str(error), "steps") from None
    return Note(
        sentence=entry.take("sentence", str),
        zero=entry.take("zero", str, ""),
        policies=tuple(entry.take("policies", list, [])),
        steps=steps,
        checks=tuple(entry.take("checks", list, [])),
    )


def _examples(file: Traversable) -> list[Example]:
    where = f"examples/{file.name}"
    found = load(file.read_text("utf-8"), where)
    if not isinstance(found, list):
        raise DataFault(where, 1, f"expected a list, not {found!r}")
    return [_example(_entry(item, where)) for item in found]


def _example(entry: Entry) -> Example:
    entry.only("figure", "say", "answer", "fits", "facts", "expected", "regime_date")
    return Example(
        figure=entry.take("figure", str),
        say=entry.take("say", str),
        answer=entry.take("answer", str),
        fits=entry.take("fits", bool),
        case={"id": entry["figure"], **entry},
    )


@cache
def book() -> Book:
    """The law book as delivered with the program, read once."""
    return read(files("chibo.law"))
