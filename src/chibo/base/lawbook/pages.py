"""One figure of the law as a page: what it says, its values by date, readings, examples, where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.lawbook.reading import Example, Note, book
from chibo.base.words.lists import PAPERS, PHASES, STEPS
from chibo.law.timeline import DossierPaper, LawGap
from chibo.law.vocabulary import Confidence, PaperKind, PaperNeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import DatedValue, Figure, Rulebook, Value

UNITS: Final = {
    "months": "tháng",
    "days": "ngày",
    "working_days": "ngày làm việc",
    "years": "tuổi",
    "full_years": "năm",
    "persons": "người",
    "times": "lần",
    "minutes": "phút",
    "hours": "giờ",
    "rounds": "vòng",
    "digits": "chữ số",
    "ordinal": "",
}
SURENESS: Final[dict[Confidence, str]] = {
    Confidence.HIGH: "đã đọc văn bản",
    Confidence.MEDIUM: "nguồn gián tiếp",
    Confidence.LOW: "chưa có trang nào xác nhận",
    Confidence.LOCAL: "mặc định của chương trình, đơn vị tự đặt",
}
NEEDS: Final[dict[PaperNeed, str]] = {
    PaperNeed.ALWAYS: "",
    PaperNeed.PER_MENTOR: "của từng người giúp đỡ",
    PaperNeed.WITH_YOUTH_UNION: "khi có tổ chức Đoàn",
    PaperNeed.WITH_TRADE_UNION_ONLY: "khi chỉ có công đoàn",
    PaperNeed.WITH_SECTION_COMMITTEE: "khi có đảng ủy bộ phận",
    PaperNeed.WITH_BASE_COMMITTEE: "khi có đảng ủy cơ sở",
}
COMPARED: Final = {"at_least": "ít nhất", "more_than": "quá", "at_most": "không quá"}
UNKNOWN: Final = "(chưa có căn cứ)"
_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """One dated value: ``until`` is the first day of the next one; ``remarks`` say what is not sure about it."""

    starts_on: date
    until: date | None
    said: str
    parts: tuple[str, ...]
    citation: str
    url: str
    sureness: str
    checked_on: date
    remarks: tuple[str, ...]
    is_in_force: bool

    @property
    def is_link(self) -> bool:
        """Whether the address can be opened; many are only names of public files."""
        return self.url.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLine:
    """One reading that touches the figure: the choice in use, every choice there is, whether somebody chose it."""

    name: str
    title: str
    reading: str
    others: tuple[str, ...]
    note: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """One example in words."""

    say: str
    answer: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """Everything the book says of one figure on a day."""

    key: str
    name: str
    subject: str
    sentence: str
    note: str
    on: date
    is_known: bool
    gap: str
    lines: tuple[ValueLine, ...]
    own: tuple[str, ...]
    policies: tuple[PolicyLine, ...]
    examples: tuple[ExampleLine, ...]
    steps: tuple[str, ...]
    checks: tuple[str, ...]


def rule_page(rules: Rulebook, key: str, on: date) -> RulePage:
    """The page of one figure as it stands on a day for those who read the law by ``rules``.

    Raises ``UnknownFigure``.
    """
    figure, shelf = rules.figure(key), book()
    note = shelf.note(figure)
    reading = rules.find(key, on)
    return RulePage(
        key=key,
        name=figure.name,
        subject=shelf.subject(key),
        sentence=_sentence(rules, note, key, on),
        note=figure.note,
        on=on,
        is_known=reading is not None,
        gap=_gap(figure),
        lines=tuple(_lines(rules, figure, on)),
        own=tuple(_own(rules, figure)),
        policies=tuple(_policy(rules, name) for name in note.policies),
        examples=tuple(map(_example, shelf.of(key))),
        steps=tuple(STEPS[step] for step in note.steps),
        checks=note.checks,
    )


def _sentence(rules: Rulebook, note: Note, key: str, on: date) -> str:
    reading = rules.find(key, on)
    if reading is None:
        return note.sentence.replace("{}", UNKNOWN)
    if note.zero and reading.value == 0:
        return note.zero
    is_flag = isinstance(reading.value, bool)
    words = "" if is_flag else reading.text
    return note.sentence.replace("{}", words or said(reading.value, reading.unit, reading.comparison))


def said(value: Value, unit: str, comparison: str = "") -> str:
    """A value in words: "30 ngày làm việc", "ít nhất 2/3", "không quá 20%", "có", lists joined by semicolons."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Fraction):
        return f"{COMPARED.get(comparison, '')} {_share(value, comparison)}".strip()
    if isinstance(value, tuple | Mapping):
        return "; ".join(parts(value))
    if isinstance(value, str):
        return book().words.get(value, value)
    return f"{value} {UNITS.get(unit, '')}".strip()


def _share(share: Fraction, comparison: str) -> str:
    percent = share * _PERCENT
    return f"{percent}%" if comparison == "at_most" and percent.denominator == 1 else str(share)


def parts(value: Value) -> tuple[str, ...]:
    """The entries of a list or a table, each in words; none for a single value."""
    if isinstance(value, Mapping):
        return tuple(f"{_word(key)}: {_joined(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return tuple(_paper(item) if isinstance(item, DossierPaper) else _word(item) for item in value)
    return ()


def _joined(item: str | tuple[str, ...]) -> str:
    return _word(item) if isinstance(item, str) else ", ".join(map(_word, item))


def _word(code: str) -> str:
    papers = {kind.value: words for kind, words in PAPERS.items()}
    return papers.get(code) or book().words.get(code, code)


def _paper(line: DossierPaper) -> str:
    remarks = [PHASES[line.phase].lower(), NEEDS[line.when]]
    return f"{PAPERS[PaperKind(line.paper)]} ({', '.join(remark for remark in remarks if remark)})"


def _gap(figure: Figure) -> str:
    if figure.values:
        return f"Trước ngày {say_date(figure.values[0].starts_on)}: chưa có căn cứ."
    return "Trung ương không đặt; tắt khi đơn vị chưa khai."


def _lines(rules: Rulebook, figure: Figure, on: date) -> Iterator[ValueLine]:
    central = replace(rules, overlays=())
    in_force = figure.on(on)
    for number, dated in enumerate(figure.values, start=1):
        until = figure.values[number].starts_on if number < len(figure.values) else None
        yield ValueLine(
            starts_on=dated.starts_on,
            until=until,
            said=value_words(dated.value, figure),
            parts=() if dated.text else parts(dated.value),
            citation=dated.citation,
            url=dated.url,
            sureness=sureness(dated.confidence),
            checked_on=dated.checked_on,
            remarks=tuple(_remarks(central, figure, dated, until)),
            is_in_force=dated is in_force,
        )


def value_words(value: Value, figure: Figure) -> str:
    """A value of a figure in the words of the text that has it, else in our own."""
    text = next((dated.text for dated in figure.values if dated.value == value and dated.text), "")
    plain = said(value, figure.unit, figure.comparison)
    if not text:
        return plain
    return f"{plain}: {text}" if isinstance(value, bool) else text


def sureness(confidence: str) -> str:
    """How sure a value is, in words."""
    return SURENESS[Confidence(confidence)]


def _remarks(rules: Rulebook, figure: Figure, dated: DatedValue, until: date | None) -> Iterator[str]:
    if dated.restated:
        yield "nhắc lại như cũ"
    if dated.note:
        yield dated.note.removesuffix(".")
    instrument = rules.instruments.get(dated.instrument)
    replaced_on = instrument.superseded_on if instrument is not None else None
    if replaced_on is None or (until is not None and until <= replaced_on):
        return
    try:
        is_kept = rules.on(figure.key, replaced_on).carried_forward
    except LawGap:
        return
    if is_kept:
        yield f"văn bản bị thay từ {say_date(replaced_on)}; từ đó giữ theo văn bản cũ vì chưa thấy văn bản mới nói"


def _own(rules: Rulebook, figure: Figure) -> Iterator[str]:
    for rule in rules.overlays:
        if rule.key == figure.key:
            end = f" đến trước {say_date(rule.ends_on)}" if rule.ends_on else ""
            value = said(rule.value, figure.unit, figure.comparison)
            yield f"{value}, từ {say_date(rule.starts_on)}{end} ({rule.citation})"


def _policy(rules: Rulebook, name: str) -> PolicyLine:
    policy, chosen = rules.switches[name], rules.policy(name)
    return PolicyLine(
        name=name,
        title=policy.title,
        reading=policy.options[chosen],
        others=tuple(text for option, text in policy.options.items() if option != chosen),
        note=policy.note,
        is_default=chosen == policy.default,
    )


def policy_said(used: str, rules: Rulebook) -> str:
    """A reading used by a result, ``name=value``, in words: title and choice."""
    name, _, option = used.partition("=")
    policy = rules.switches.get(name)
    return f"{policy.title}: {policy.options.get(option, option)}" if policy else used


def _example(example: Example) -> ExampleLine:
    return ExampleLine(say=example.say, answer=example.answer, fits=example.fits)
