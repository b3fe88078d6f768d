"""Every address of the program, from the resolver: its route, the holes in it, and what its door asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.access import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address. ``asks_for`` is the permission of its door; ``has_door`` tells whether one stands before it."""

    route: str
    name: str
    holes: tuple[str, ...]
    has_door: bool
    asks_for: Permission | None

    def __str__(self) -> str:
        return self.route or "/"

    def filled(self, given: dict[str, str]) -> str:
        """The address with something in each hole."""
        route = self.route.removesuffix("$")
        for hole in self.holes:
            route = re.sub(rf"<(?:[a-z]+:)?{hole}>|\(\?P<{hole}>[^)]*\)", given[hole], route)
        return "/" + route


def addresses() -> tuple[Address, ...]:
    """Every address in the order in which it is tried; one that an earlier one hides is left out."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver().url_patterns, ""):
        found.setdefault(address.route, address)
    return tuple(found.values())


def _walk(entries: list[URLPattern | URLResolver], start: str) -> Iterator[Address]:
    for entry in entries:
        here = start + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
            continue
        yield Address(
            route=here,
            name=entry.name or "",
            holes=tuple(re.findall(r"<(?:[a-z]+:)?([a-z_]+)>", here)),
            has_door=hasattr(entry.callback, "asks_for"),
            asks_for=getattr(entry.callback, "asks_for", None),
        )
