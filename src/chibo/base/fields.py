"""Columns of our own: text that the application encrypts, dates known only in part, keys compared byte by byte.

Two kinds of key follow another column of their row: :class:`InitialsField` and :class:`PrintField`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from chibo.base import keys
from chibo.base.vietnamese import initials
from chibo.law.calendar import PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.TextField[str, str]
    _CharField = models.CharField[str, str]
    _Field = models.Field[Any, PartialDate | None]
else:  # the stubs know type parameters, Django itself does not
    _TextField = models.TextField
    _CharField = models.CharField
    _Field = models.Field

SEALED = "1:"  # what every sealed text begins with
_NONCE = 12
_PRINT = 32  # hexadecimal digits: 128 bits


class DamagedValue(keys.KeyProblem):
    """A protected value that this installation's key does not open: altered, or written with another key."""


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, place: str, *, key: bytes | None = None) -> str:
    """Encrypt ``text`` for one place (a column); empty text stays empty. AES-256-GCM, a fresh nonce each time.

    ``key`` is an installation's, where it is not this process's.
    """
    if not text:
        return ""
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(keys.derive("fields", key=key)).encrypt(nonce, text.encode(), place.encode())
    return SEALED + base64.b64encode(nonce + sealed).decode()


def unseal(stored: str, place: str, *, key: bytes | None = None) -> str:
    """Decrypt what :func:`seal` wrote for the same place; raises :class:`DamagedValue`."""
    if not stored:
        return ""
    message = f"Không mở được dữ liệu đã mã hóa ở {place}: sai khóa, hoặc dữ liệu đã bị sửa."
    try:
        raw = base64.b64decode(stored.removeprefix(SEALED), validate=True)
        return _cipher(keys.derive("fields", key=key)).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise DamagedValue(message) from error


class EncryptedTextField(_TextField):
    """Text that lies encrypted in the database, on both engines (decision 48).

    It cannot be searched or compared in a query; only ``isnull`` is offered. A value is bound to its column:
    copied into another one, it does not open.
    """

    @property
    def place(self) -> str:
        """What a value is bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001 — Django's documented model API

    def get_lookup(self, lookup_name: str) -> Any:
        """Offer no comparison: every writing of one text looks different."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        return None if value is None else seal(str(value), self.place)

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt on the way out; raises :class:`DamagedValue`."""
        del expression, connection
        return None if value is None else unseal(value, self.place)


class _Converting(DeferredAttribute):
    """An attribute that always holds the field's own type, whatever was assigned."""

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class PartialDateField(_Field):
    """A date known to the year, the month or the day, stored as the text ``YYYY[-MM[-DD]]`` (empty: unknown).

    The attribute is a :class:`~chibo.law.calendar.PartialDate` or ``None``; texts are read when assigned.
    """

    description = "ngày biết đến năm, tháng hoặc ngày"
    descriptor_class = _Converting

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length: ten characters hold a whole date."""
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the fixed length out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Store it as a short text."""
        return "CharField"

    def to_python(self, value: Any) -> PartialDate | None:
        """Read a text; raises ``ValidationError`` for what no calendar has."""
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            message = "Ngày không đúng: cần năm, năm-tháng hoặc năm-tháng-ngày."
            raise ValidationError(message, code="invalid") from error

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> PartialDate | None:
        """Read the stored text."""
        del expression, connection
        return PartialDate.parse(value) if value else None

    def get_prep_value(self, value: Any) -> str:
        """Write the text; unknown is empty."""
        read = self.to_python(value)
        return "" if read is None else str(read)

    def value_to_string(self, obj: models.Model) -> str:
        """Write the text for serialisers."""
        return self.get_prep_value(self.value_from_object(obj))


class KeyField(_CharField):
    """A text compared byte by byte on both engines: ranges of keys name a subtree only then (scale.md, decision 2)."""

    description = "khóa so từng byte"

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Ask PostgreSQL for its "C" order; SQLite compares bytes by itself."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def print_of(text: str, *, key: bytes | None = None) -> str:
    """Give the keyed print by which a protected number is found: equal for equal letters and digits, telling nothing.

    Signs and spaces between them do not count; empty for what has none. ``key`` is an installation's, where it is not
    this process's: without it nobody can try out numbers against a print.
    """
    bare = "".join(char for char in text.casefold() if char.isalnum())
    if not bare:
        return ""
    return hmac.new(keys.derive("prints", key=key), bare.encode(), hashlib.sha256).hexdigest()[:_PRINT]


class FollowingField(KeyField):
    """A key made of another column of the same row whenever the row is saved, one by one or many at once."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        """Say which column it follows."""
        self.of = of
        super().__init__(*args, **{"blank": True, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        """Tell migrations which column it follows."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's signature
        """Make the key anew."""
        del add
        made = self.made(str(getattr(model_instance, self.of) or ""))
        setattr(model_instance, self.attname, made)
        return made

    def made(self, text: str) -> str:
        """Give the key of a text."""
        raise NotImplementedError


def following(model: type[models.Model], names: Collection[str]) -> set[str]:
    """Give the names of a model's keys that follow fields of these names: who writes one writes the other."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
    return {field.name for field in fields if isinstance(field, FollowingField) and field.of in names}


class InitialsField(FollowingField):
    """The folded first letters of a name."""

    def made(self, text: str) -> str:
        """Give the first letters, as many as there is room for."""
        return initials(text)[: self.max_length]


class PrintField(FollowingField):
    """The print of a protected text, by which it can be found though it cannot be read (:func:`print_of`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length."""
        super().__init__(*args, **{**kwargs, "max_length": _PRINT})

    def made(self, text: str) -> str:
        """Give the print under this process's key."""
        return print_of(text)
