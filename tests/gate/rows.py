"""One row of any model in one organisation: the sample's own where it has one, else one made from its fields."""

from __future__ import annotations

import uuid
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from chibo.register.models import Organisation
from tests.factories import MONDAY, NOON

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = models.Model


class Rows:
    """The rows of one organisation, found or made when first asked for."""

    def __init__(self, organisation: Organisation, special: Mapping[type[Row], Mapping[str, Any]]) -> None:
        self.organisation = organisation
        self.special = special
        self._held: dict[type[Row], Row] = {Organisation: organisation}

    def put(self, row: Row) -> None:
        """Keep a row that a verb made."""
        self._held[type(row)] = row

    def of(self, model: type[Row]) -> Any:
        """A row of the model."""
        if model not in self._held:
            found = None if model in self.special else model._default_manager.order_by("pk").first()
            self._held[model] = found or self._made(model)
        return self._held[model]

    def has(self, model: type[Row]) -> bool:
        """Whether a row of the model was asked for before."""
        return model in self._held

    def _made(self, model: type[Row]) -> Row:
        values = dict(self.special.get(model, {}))
        given = {name: value() if callable(value) else value for name, value in values.items()}
        for field in model._meta.concrete_fields:
            if field.name not in given and not field.primary_key and not self._has_default(field):
                given[field.name] = self._value(field)
        return model._default_manager.create(**given)

    @staticmethod
    def _has_default(field: models.Field[Any, Any]) -> bool:
        return field.null or field.default is not NOT_PROVIDED or getattr(field, "auto_now_add", False)

    def _value(self, field: models.Field[Any, Any]) -> Any:
        if isinstance(field, models.ForeignKey):
            return self.of(field.remote_field.model)
        if field.name in {"scope_key", "organisation_uid"}:
            return {"scope_key": self.organisation.scope_key, "organisation_uid": self.organisation.uid}[field.name]
        if field.choices:
            return next(iter(field.choices))[0]
        plain = next((value for kind, value in PLAIN.items() if isinstance(field, kind)), "chữ mẫu")
        return "" if field.blank and plain == "chữ mẫu" else plain


PLAIN: Final[dict[type[models.Field[Any, Any]], object]] = {
    models.UUIDField: uuid.UUID(int=11),
    models.DateTimeField: NOON,
    models.DateField: MONDAY,
    models.TimeField: time(14, 0),
    models.BooleanField: False,
    models.DecimalField: 1,
    models.IntegerField: 1,
    models.JSONField: [],
}
