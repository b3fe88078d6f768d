"""Every way in which some record of any room leads to a person, read off the models themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.holdings import HOLDINGS
from chibo.register.models import Person

if TYPE_CHECKING:
    from django.db import models

Link = tuple["type[models.Model]", str]  # a model and its key to the person


def links() -> tuple[Link, ...]:
    """Every column of every room that leads to a person."""
    found = [(relation.related_model, relation.field.name) for relation in Person._meta.related_objects]  # noqa: SLF001 - Django's documented model API
    return tuple(sorted(found, key=lambda link: (label_of(link[0]), link[1])))


def label_of(model: type[models.Model]) -> str:
    """Django's own label of a model, by which holdings and snapshots name it."""
    return model._meta.label_lower  # noqa: SLF001 - Django's documented name of a model


def rows_of(link: Link, person: Person) -> models.QuerySet[Any]:
    """The rows of one link that point at a person, in the order they came."""
    model, key = link
    found: models.QuerySet[Any] = model._default_manager.filter(**{key: person}).order_by("pk")  # noqa: SLF001 - any model
    return found


def called(link: Link) -> str:
    """What the rows of a link are called."""
    model, key = link
    record = label_of(model)
    named = next((one.label for one in HOLDINGS if (one.record, one.path) == (record, key)), "")
    return named or str(model._meta.verbose_name)  # noqa: SLF001 - as above
