"""Every address that hands something out writes who took it; read off the addresses themselves."""

from __future__ import annotations

import inspect
import re
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import plan
from tests.house.test_corridor import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDING = {"attachment", "handed", "StreamingHttpResponse", "FileResponse"}
TYPED = re.compile(r"content_type\s*=|Content-Disposition")
PRINT = 'extends "base/print.html"'
# What holds nobody's data, or is written down by the page it stands on.
NOBODYS = {
    "network_certificate": "the certificate of this machine, which every machine of the office installs",
    "template_ours": "the form as it is delivered",
    "template_pages": "pages of a form filled with invented people",
    "person_picture": "the small photo on a person's page, part of what whoever may see the person sees",
    "documents:scan_picture": "a small picture on the page of scans, which writes who looked",
}
"""Addresses whose answers take nothing out of the house, each with its reason."""


def views() -> Iterator[tuple[str, FunctionType]]:
    """Every address of ours by its name, with the function that answers it."""

    def walk(entries: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, FunctionType]]:
        for entry in entries:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
            else:
                view = inspect.unwrap(entry.callback)
                if isinstance(view, FunctionType) and view.__module__.startswith("chibo."):
                    yield f"{space}{entry.name or entry.pattern}", view

    yield from walk(get_resolver().url_patterns, "")


def hands_out(view: FunctionType) -> bool:
    """Whether a view gives a file, or a page made to be printed."""
    source = inspect.getsource(view)
    printed = any(template in PRINTED for template in re.findall(r'"([\w/]+\.html)"', source))
    return printed or bool(HANDING & set(names_in(view.__code__))) or bool(TYPED.search(source))


PRINTED = {
    path.as_posix().partition("/templates/")[2]
    for path in plan.templates()
    if path.suffix == ".html" and PRINT in path.read_text(encoding="utf-8")
}
FOUND = {name: view for name, view in views() if hands_out(view)}


def writes(function: FunctionType, seen: set[FunctionType]) -> bool:
    """Whether a function comes to ``audit.record`` by the functions of the house that it names."""
    seen.add(function)
    names = set(names_in(inspect.unwrap(function).__code__))
    if {"audit", "record"} <= names:
        return True
    inside = inspect.unwrap(function).__globals__
    nearby = [inside[name] for name in names if name in inside]
    nearby += [getattr(thing, name) for thing in nearby if is_ours(thing) for name in names if hasattr(thing, name)]
    called = [thing for thing in nearby if inspect.isfunction(thing) and thing.__module__.startswith("chibo.")]
    return any(writes(thing, seen) for thing in called if thing not in seen)


def is_ours(thing: object) -> bool:
    return isinstance(thing, ModuleType) and thing.__name__.startswith("chibo.")


def test_there_is_something_handed_out() -> None:
    assert len(FOUND) > 40
    assert set(FOUND) >= NOBODYS.keys(), "an exception that is none any more"


@pytest.mark.parametrize("name", sorted(set(FOUND) - set(NOBODYS)))
def test_whoever_takes_something_out_stands_in_the_log(name: str) -> None:
    assert writes(FOUND[name], set()), f"{name}: write the log, or say in NOBODYS why it holds nobody's data"
