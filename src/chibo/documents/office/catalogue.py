"""Our own templates, the fields each form has, and the facts of a made-up dossier to try them with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from chibo.documents.office.fields import Path, fields_of, paths_of
from chibo.documents.slimming import slim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.documents.office.fields import Unknown

SAMPLE_FILE = "sample_facts.yaml"
MEANINGS_FILE = "field_meanings.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field that a form has: how it is written in a template, what it says, of what sort, and an example."""

    path: Path
    meaning: str
    sort: str
    example: str

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path[-1]

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a row of a list."""
        return len(self.path) > 1

    @property
    def above(self) -> str:
        """The list whose row it is a part of."""
        return self.path[-2] if self.is_part else ""


@lru_cache(maxsize=256)
def ours(regime: str, template: str) -> bytes:
    """One of our templates; raises ``FileNotFoundError`` for a form of which this regime has none."""
    folder = resources.files("chibo.documents").joinpath("templates_docx")
    return slim(folder.joinpath(regime, f"{template}.docx").read_bytes())


@lru_cache(maxsize=8)
def names(regime: str) -> tuple[str, ...]:
    """The forms we have templates for in a regime."""
    folder = resources.files("chibo.documents").joinpath("templates_docx", regime)
    return tuple(sorted(each.name.removesuffix(".docx") for each in folder.iterdir() if each.name.endswith(".docx")))


@lru_cache(maxsize=256)
def known(regime: str, template: str) -> tuple[Field, ...]:
    """The fields of a form: those our own template asks for, and those its records give beside them."""
    facts = sample(regime, template)
    given = {(name,) for name in _samples().get(template, {})}
    paths = {*fields_of(ours(regime, template)), *paths_of(facts), *given}
    return tuple(
        Field(path=path, meaning=meaning_of(path[-1]), sort=_sort(path, paths, facts), example=_example(path, facts))
        for path in sorted(paths, key=lambda each: [(part.lower(), part) for part in each])
    )


def known_paths(regime: str, template: str) -> set[Path]:
    """The paths alone."""
    return {field.path for field in known(regime, template)}


@lru_cache(maxsize=256)
def sample(regime: str, template: str) -> Mapping[str, Any]:
    """The facts of a made-up dossier for a form, out of the sample cell's records.

    A list that is empty there has one row of words, so that every loop of a template is tried.
    """
    facts = _samples()
    given = {name: value for name, value in facts.get(template, {}).items() if value is not None}
    pool = {name: value for each in facts.values() for name, value in each.items() if value is not None}
    asked = fields_of(ours(regime, template))
    for path in asked:
        name = path[0]
        parts = [each[1] for each in asked if len(each) == 2 and each[0] == name]  # noqa: PLR2004 - a row and its part
        if name not in given and name in pool:
            given[name] = pool[name]
        if given.get(name) == [] and name in given:
            row: Any = {part: f"({meaning_of(part)})" for part in parts}
            given[name] = [row or f"({meaning_of(name)})"]
    return given


def meaning_of(name: str) -> str:
    """What a field says, in words; without an entry its name is already a word."""
    return _meanings().get(name) or name.replace("_", " ")


def as_rows(unknown: Iterable[Unknown]) -> list[dict[str, Any]]:
    """Unknown fields as plain values, for a row of the database."""
    return [
        {"written": each.written, "name": each.name, "meant": each.meant, "is_part": each.is_part} for each in unknown
    ]


def _sort(path: Path, paths: set[Path], facts: Mapping[str, Any]) -> str:
    value = _value(path, facts)
    if isinstance(value, bool):
        return "có hoặc không"
    if isinstance(value, list) or any(other[: len(path)] == path and len(other) > len(path) for other in paths):
        return "danh sách"
    return "số" if isinstance(value, int) else "chữ"


def _value(path: Path, facts: Mapping[str, Any]) -> Any:
    value: Any = facts
    for part in path:
        rows = value if isinstance(value, list) else [value]
        value = next((row[part] for row in rows if isinstance(row, dict) and part in row), None)
    return value


def _example(path: Path, facts: Mapping[str, Any]) -> str:
    value = _value(path, facts)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        words = [each for each in value if isinstance(each, str)]
        return words[0] if words else ""
    return str(value) if isinstance(value, str | int) else ""


@lru_cache(maxsize=1)
def _samples() -> Mapping[str, dict[str, Any]]:
    return _read(SAMPLE_FILE)


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    return _read(MEANINGS_FILE)


def _read(name: str) -> dict[str, Any]:
    text = resources.files("chibo.documents").joinpath(name).read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
