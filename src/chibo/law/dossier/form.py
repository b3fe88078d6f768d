"""The file form of a dossier: plain JSON made from the frozen facts themselves, read strictly and by path.

Fields are those of the dataclasses; what stands at its default is left out. Unknown fields, wrong types, unknown words
and days no calendar has are refused with the path of each, all at once. What is missing is no fault of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from chibo.law.calendar import PartialDate
from chibo.law.dossier.whole import DossierFacts

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_PARTIAL = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Enumerated = TypeVar("Enumerated", bound=StrEnum)


class FileFault(ValueError):
    """The file is no dossier: every fault as (path, Vietnamese sentence)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        """Keep all faults in the order of the file."""
        super().__init__("; ".join(f"{path}: {said}" for path, said in faults))
        self.faults = tuple(faults)


class _Wrong(ValueError):
    """One value is not what its place wants."""


# ---------------------------------------------------------------------- reading


def from_file(data: object) -> DossierFacts:
    """Read a dossier from decoded JSON; ``FileFault`` names every unknown field and wrong value with its path."""
    if not isinstance(data, Mapping):
        raise FileFault([("$", "tệp phải là một đối tượng JSON")])
    if data.get("version") != VERSION or isinstance(data.get("version"), bool):
        raise FileFault([("version", f"phải là {VERSION}, không phải {data.get('version')!r}")])
    faults: list[tuple[str, str]] = []
    read = _record(DossierFacts, {key: value for key, value in data.items() if key != "version"}, "", faults)
    if faults:
        raise FileFault(faults)
    return read  # type: ignore[no-any-return]  # no fault, so it is one


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _needed(kind: type) -> frozenset[str]:
    return frozenset(item.name for item in fields(kind) if item.default is MISSING and item.default_factory is MISSING)


def _record(kind: type, data: object, path: str, faults: list[tuple[str, str]]) -> Any:
    if not isinstance(data, Mapping):
        faults.append((path or "$", "phải là một đối tượng"))
        return None
    hints = _hints(kind)
    given: dict[str, Any] = {}
    for key, value in data.items():
        where = f"{path}.{key}" if path else str(key)
        if key not in hints:
            faults.append((where, "không có trường này"))
        else:
            given[key] = _read(hints[key], value, where, faults)
    absent = sorted(_needed(kind) - given.keys())
    faults.extend((f"{path}.{name}" if path else name, "thiếu, không đọc được mục này") for name in absent)
    return None if absent else kind(**given)


def _read(hint: Any, value: object, path: str, faults: list[tuple[str, str]]) -> Any:
    hint, optional = _opened(hint)
    if value is None and optional:
        return None
    origin = get_origin(hint)
    if origin is tuple:
        return _list(get_args(hint)[0], value, path, faults)
    if origin is Mapping:
        return _named(get_args(hint)[1], value, path, faults)
    if _is_record(hint):
        return _record(hint, value, path, faults)
    try:
        return _scalar(hint, value)
    except _Wrong as wrong:
        faults.append((path, str(wrong)))
        return None


@cache
def _opened(hint: Any) -> tuple[Any, bool]:
    """A type without its "or nothing", and whether nothing is allowed."""
    if get_origin(hint) is not UnionType:
        return hint, False
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return (kinds[0] if len(kinds) == 1 else (int, bool)), NoneType in get_args(hint)


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and is_dataclass(hint) and hint is not PartialDate


def _list(hint: Any, value: object, path: str, faults: list[tuple[str, str]]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        faults.append((path, "phải là một danh sách"))
        return ()
    return tuple(_read(hint, item, f"{path}[{index}]", faults) for index, item in enumerate(value))


def _named(hint: Any, value: object, path: str, faults: list[tuple[str, str]]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        faults.append((path, "phải là một đối tượng"))
        return {}
    return {str(key): _read(hint, item, f"{path}.{key}", faults) for key, item in value.items()}


def _scalar(hint: Any, value: object) -> Any:
    reader = _READERS.get(hint)
    if reader is not None:
        return reader(value)
    return _word(hint, value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"phải là chữ, không phải {value!r}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"phải là true hoặc false, không phải {value!r}")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Wrong(f"phải là số nguyên, không phải {value!r}")
    return value


def _day(value: object) -> date:
    partial = _partial(value)
    if not partial.is_full:
        raise _Wrong(f"phải đủ ngày, tháng, năm (YYYY-MM-DD), không phải {value!r}")
    return partial.earliest


def _partial(value: object) -> PartialDate:
    try:
        return PartialDate.parse(_text(value))
    except ValueError:
        raise _Wrong(f"không có ngày {value!r} trong lịch; viết YYYY-MM-DD") from None


def _word(kind: type[Enumerated], value: object) -> Enumerated:
    try:
        return kind(_text(value))
    except ValueError:
        raise _Wrong(f"không nhận {value!r}; chọn một trong: {', '.join(kind)}") from None


def _setting(value: object) -> int | bool:
    return value if isinstance(value, bool) else _count(value)


_READERS: dict[Any, Callable[[object], Any]] = {
    str: _text,
    bool: _flag,
    int: _count,
    date: _day,
    PartialDate: _partial,
    (int, bool): _setting,
}


# ---------------------------------------------------------------------- writing


def to_file(dossier: DossierFacts) -> dict[str, Any]:
    """Write a dossier as JSON data; ``from_file(to_file(d)) == d``. What stands at its default is left out."""
    return {"version": VERSION, **_written(dossier)}


def _written(record: Any) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        default = item.default if item.default_factory is MISSING else item.default_factory()
        if value != default:
            said[item.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date | PartialDate):
        return str(value)
    if is_dataclass(value):
        return _written(value)
    return str(value) if isinstance(value, StrEnum) else value


# ---------------------------------------------------------------------- the schema


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the file form, made from the same dataclasses that read it."""
    defined: dict[str, Any] = {}
    whole = _object(DossierFacts, defined)
    whole["properties"] = {"version": {"const": VERSION}, **whole["properties"]}
    whole["required"] = ["version", *whole.get("required", ())]
    return {"$schema": _SCHEMA, "title": "chibo dossier", **whole, "$defs": dict(sorted(defined.items()))}


def _object(kind: type, defined: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "additionalProperties": False,
        "properties": {name: _described(hint, defined) for name, hint in _hints(kind).items()},
    }
    if _needed(kind):
        described["required"] = sorted(_needed(kind))
    return described


def _described(hint: Any, defined: dict[str, Any]) -> dict[str, Any]:
    hint, optional = _opened(hint)
    described = _kind_of(hint, defined)
    return {"anyOf": [described, {"type": "null"}]} if optional else described


def _kind_of(hint: Any, defined: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _described(get_args(hint)[0], defined)}
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _described(get_args(hint)[1], defined)}
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if _is_record(hint):
        if hint.__name__ not in defined:
            defined[hint.__name__] = {}
            defined[hint.__name__] = _object(hint, defined)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"enum": list(map(str, hint))}


_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "pattern": _DAY},
    PartialDate: {"type": "string", "pattern": _PARTIAL},
    (int, bool): {"type": ["integer", "boolean"]},
}
