"""Load the law's data strictly: an unknown key, a date twice, a bad date or no article is named by file and line."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

import yaml

from chibo.law.calendar import HolidayCalendar
from chibo.law.timeline import DatedValue, DossierPaper, Figure, Instrument, Policy, Rulebook, Value
from chibo.law.vocabulary import Confidence, DossierPhase, PaperKind, PaperNeed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from enum import StrEnum
    from importlib.resources.abc import Traversable

_COUNTS = frozenset(
    {
        "years",
        "full_years",
        "months",
        "days",
        "working_days",
        "persons",
        "rounds",
        "times",
        "ordinal",
        "digits",
        "minutes",
        "hours",
    },
)
_COMPARISONS = frozenset({"at_least", "more_than", "at_most"})

Choice = TypeVar("Choice", bound="StrEnum")
Kept = TypeVar("Kept")


class DataFault(ValueError):
    """The law's data breaks its own form; the message names file and line."""

    def __init__(self, where: str, line: int, what: str) -> None:
        """Say where and what."""
        super().__init__(f"{where}:{line}: {what}")
        self.where = where
        self.line = line


class Entry(dict[str, object]):
    """A mapping that remembers the lines of its keys, reads each key once and refuses what is left over."""

    where = ""
    line = 0
    lines: dict[str, int]

    def fault(self, what: str, key: str = "") -> DataFault:
        """Build the error for this mapping or one of its keys."""
        return DataFault(self.where, self.lines.get(key, self.line), what)

    def only(self, *allowed: str) -> None:
        """Refuse every key that nobody asked for."""
        for key in self:
            if key not in allowed:
                message = f"unknown key {key!r}"
                raise self.fault(message, key)

    def take(self, key: str, kind: type[Kept], default: Kept | None = None) -> Kept:
        """Give a value of the right type; the default where the key may be absent."""
        value = self.get(key, default)
        if isinstance(value, kind) and (kind is not int or not isinstance(value, bool)):
            return value
        message = f"{key!r} must be a {kind.__name__}, not {value!r}"
        raise self.fault(message, key)

    def day(self, key: str) -> date:
        """Give a date that must be there."""
        return self.take(key, date)

    def choice(self, key: str, options: type[Choice]) -> Choice:
        """Give a member of a closed list."""
        try:
            return options(str(self.get(key)))
        except ValueError:
            message = f"{key!r} cannot be {self.get(key)!r}"
            raise self.fault(message, key) from None


# libyaml parses the book about eight times as fast; where PyYAML came without it, its own parser reads the same.
_Parser: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Parser):  # type: ignore[valid-type, misc]  # chosen by what is there
    """A safe loader whose mappings are entries with line numbers and without repeated keys."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[Entry]:
    entry = Entry()
    entry.where, entry.line, entry.lines = str(loader.name), node.start_mark.line + 1, {}
    yield entry
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        line = key_node.start_mark.line + 1
        if key in entry.lines:
            raise DataFault(entry.where, line, f"key {key!r} stands twice")
        entry.lines[key] = line
        try:
            entry[key] = loader.construct_object(value_node, deep=True)
        except ValueError as error:
            if isinstance(error, DataFault):
                raise
            raise DataFault(entry.where, line, f"bad value for {key!r}: {error}") from None


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(text: str, where: str) -> object:
    """Read one YAML text; ``DataFault`` with the line for anything that is no YAML or repeats a key."""
    loader = _Loader(text)
    loader.name = where
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = 0 if error.problem_mark is None else error.problem_mark.line + 1
        raise DataFault(where, line, str(error.problem)) from None
    finally:
        loader.dispose()


def _entry(value: object, where: str) -> Entry:
    if not isinstance(value, Entry):
        raise DataFault(where, 1, f"expected names and values, not {value!r}")
    return value


def _entries(value: object, where: str) -> list[Entry]:
    if not isinstance(value, list):
        raise DataFault(where, 1, f"expected a list, not {value!r}")
    return [_entry(item, where) for item in value]


# ---------------------------------------------------------------------- figures


def read_figure(text: str, where: str, instruments: dict[str, Instrument]) -> Figure:
    """Read one figure's file strictly."""
    entry = _entry(load(text, where), where)
    entry.only("key", "name", "unit", "delegable", "comparison", "note", "values")
    unit = entry.take("unit", str)
    comparison = entry.take("comparison", str, "")
    if (unit == "share") != (comparison in _COMPARISONS):
        message = f"'comparison' of a {unit} cannot be {comparison!r}"
        raise entry.fault(message, "comparison")
    values = [_dated_value(item, unit, instruments) for item in _entries(entry.take("values", list), where)]
    _in_order(entry, values)
    return Figure(
        key=entry.take("key", str),
        name=entry.take("name", str),
        unit=unit,
        delegable=entry.take("delegable", bool),
        comparison=comparison,
        note=entry.take("note", str, ""),
        values=tuple(values),
    )


def _in_order(entry: Entry, values: list[DatedValue]) -> None:
    days = [dated.starts_on for dated in values]
    if len(set(days)) < len(days):
        message = "two values start on one day"
        raise entry.fault(message, "values")
    if days != sorted(days):
        message = "values must stand oldest first"
        raise entry.fault(message, "values")


def _dated_value(entry: Entry, unit: str, instruments: dict[str, Instrument]) -> DatedValue:
    entry.only("from", "value", "text", "citation", "instrument", "url", "confidence", "checked_on", "restated", "note")
    confidence = entry.choice("confidence", Confidence)
    instrument = entry.take("instrument", str, "")
    if instrument not in instruments and not (confidence is Confidence.LOCAL and not instrument):
        message = f"no instrument {instrument!r}"
        raise entry.fault(message, "instrument")
    return DatedValue(
        starts_on=entry.day("from"),
        value=_value(entry, unit),
        text=entry.take("text", str, ""),
        citation=entry.take("citation", str),
        instrument=instrument,
        url=entry.take("url", str),
        confidence=confidence,
        checked_on=entry.day("checked_on"),
        restated=entry.take("restated", bool, False),  # noqa: FBT003 — the default of a flag in the data
        note=entry.take("note", str, ""),
    )


def _value(entry: Entry, unit: str) -> Value:
    if unit in _COUNTS:
        return entry.take("value", int)
    reader = _READERS.get(unit)
    if reader is None:
        message = f"unknown unit {unit!r}"
        raise entry.fault(message, "value")
    return reader(entry)


def _texts(entry: Entry) -> tuple[str, ...]:
    return tuple(str(item) for item in entry.take("value", list))


def _named(entry: Entry) -> dict[str, str | tuple[str, ...]]:
    named = entry.take("value", Entry)
    return {key: tuple(item) if isinstance(item, list) else str(item) for key, item in named.items()}


def _papers(entry: Entry) -> tuple[DossierPaper, ...]:
    return tuple(_paper(line) for line in _entries(entry.take("value", list), entry.where))


def _share(entry: Entry) -> Fraction:
    try:
        share = Fraction(entry.take("value", str))
    except (ValueError, ZeroDivisionError):
        message = f"not a share: {entry.get('value')!r}"
        raise entry.fault(message, "value") from None
    if not 0 < share <= 1:
        message = f"a share lies above 0 and up to 1, not {share}"
        raise entry.fault(message, "value")
    return share


def _paper(entry: Entry) -> DossierPaper:
    entry.only("paper", "phase", "when")
    return DossierPaper(
        paper=entry.choice("paper", PaperKind),
        phase=entry.choice("phase", DossierPhase),
        when=entry.choice("when", PaperNeed),
    )


_READERS: dict[str, Callable[[Entry], Value]] = {
    "flag": lambda entry: entry.take("value", bool),
    "code": lambda entry: entry.take("value", str),
    "share": _share,
    "list": _texts,
    "map": _named,
    "papers": _papers,
}


def read_value(written: object, unit: str, where: str = "value") -> Value:
    """Read one value written as plain data, as strictly as in a figure's file; ``DataFault`` when it does not fit."""
    return _value(_entry(load(json.dumps({"value": written}), where), where), unit)


# ---------------------------------------------------------------------- instruments, policies, holidays


def read_instruments(text: str, where: str) -> dict[str, Instrument]:
    """Read the register of instruments; each once, each successor known."""
    register: dict[str, Instrument] = {}
    entries = _entries(load(text, where), where)
    for entry in entries:
        instrument = _instrument(entry)
        if instrument.id in register:
            message = f"instrument {instrument.id!r} stands twice"
            raise entry.fault(message, "id")
        register[instrument.id] = instrument
    for entry in entries:
        successor = entry.get("superseded_by", "")
        if successor and successor not in register:
            message = f"no instrument {successor!r}"
            raise entry.fault(message, "superseded_by")
    return register


def _instrument(entry: Entry) -> Instrument:
    entry.only(
        "id", "number", "kind", "issuer", "signed_on", "in_force_from", "superseded_on", "superseded_by", "confidence",
        "note",
    )  # fmt: skip
    return Instrument(
        id=entry.take("id", str),
        number=entry.take("number", str),
        kind=entry.take("kind", str),
        issuer=entry.take("issuer", str),
        signed_on=entry.day("signed_on"),
        in_force_from=entry.day("in_force_from"),
        superseded_on=entry.day("superseded_on") if "superseded_on" in entry else None,
        superseded_by=entry.take("superseded_by", str, ""),
        confidence=entry.choice("confidence", Confidence),
        note=entry.take("note", str, ""),
    )


def read_policies(text: str, where: str) -> dict[str, Policy]:
    """Read the switches; the default must be one of the options."""
    switches: dict[str, Policy] = {}
    for entry in _entries(load(text, where), where):
        entry.only("name", "title", "default", "options", "note")
        options = {key: str(value) for key, value in entry.take("options", Entry).items()}
        default = entry.take("default", str)
        if default not in options:
            message = f"default {default!r} is no option"
            raise entry.fault(message, "default")
        name = entry.take("name", str)
        if name in switches:
            message = f"policy {name!r} stands twice"
            raise entry.fault(message, "name")
        switches[name] = Policy(
            name=name,
            title=entry.take("title", str),
            default=default,
            options=options,
            note=entry.take("note", str, ""),
        )
    return switches


def read_holidays(text: str, where: str) -> HolidayCalendar:
    """Read the frozen calendar of holidays; every day must lie in a year that the data claims to cover."""
    entry = _entry(load(text, where), where)
    entry.only("source", "source_url", "version", "years", "days")
    years = frozenset(int(year) for year in entry.take("years", list))
    named = entry.take("days", Entry)
    days = frozenset(_holiday(named, key, years) for key in named)
    return HolidayCalendar(days=days, years=years, source=entry.take("source", str))


def _holiday(named: Entry, key: str, years: frozenset[int]) -> date:
    try:
        day = date.fromisoformat(key)
    except ValueError:
        message = f"not a date: {key!r}"
        raise named.fault(message, key) from None
    if day.year not in years:
        message = f"{key} lies in no year of the data"
        raise named.fault(message, key)
    return day


# ---------------------------------------------------------------------- the whole book


def read_book(root: Traversable) -> Rulebook:
    """Read a whole folder of data: instruments, policies, holidays, and one file for each figure."""
    instruments = read_instruments(root.joinpath("instruments.yaml").read_text("utf-8"), "instruments.yaml")
    book: dict[str, Figure] = {}
    for subject in sorted(root.joinpath("figures").iterdir(), key=lambda item: item.name):
        for file in sorted(subject.iterdir(), key=lambda item: item.name):
            where = f"figures/{subject.name}/{file.name}"
            figure = read_figure(file.read_text("utf-8"), where, instruments)
            if f"{figure.key}.yaml" != f"{subject.name}.{file.name}":
                raise DataFault(where, 1, f"key {figure.key!r} does not fit the name of its file")
            book[figure.key] = figure
    return Rulebook(
        book=book,
        instruments=instruments,
        switches=read_policies(root.joinpath("policies.yaml").read_text("utf-8"), "policies.yaml"),
        holidays=read_holidays(root.joinpath("holidays.yaml").read_text("utf-8"), "holidays.yaml"),
    )


@cache
def rulebook() -> Rulebook:
    """The law as delivered with the program, read once."""
    return read_book(files("chibo.law"))
