"""Which files of the vault something still needs: a model says with ``KEPT_IN_VAULT`` which field is an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from chibo.base import vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db import models


def is_named(digest: str) -> bool:
    """Whether some row of any room names this file: the same content lies in the vault once."""
    return any(rows.filter(**{field: digest}).exists() for rows, field in _naming())


def forget_unnamed(digest: str) -> None:
    """Take a file out of the vault for good, unless some row still names it."""
    if not is_named(digest):
        vault.forget(digest)


def missing() -> Iterator[str]:
    """The addresses that a row names and where no file lies."""
    there = set(vault.addresses())
    for rows, field in _naming():
        yield from sorted({address for address in rows.values_list(field, flat=True) if address} - there)


def unnamed(before: datetime) -> list[str]:
    """The files that no row names, written before a moment: a later one may belong to an act that still goes on."""
    there = {address for address in vault.addresses() if _written(address) < before.timestamp()}
    for rows, field in _naming() if there else ():
        there -= set(rows.values_list(field, flat=True))
    return sorted(there)


def _written(address: str) -> float:
    return vault.path_of(address).stat().st_mtime


def _naming() -> Iterator[tuple[models.Manager[models.Model], str]]:
    for model in apps.get_models():
        field = getattr(model, "KEPT_IN_VAULT", None)
        if field is not None:
            yield model._default_manager, field  # noqa: SLF001 - any model
