"""What a correction is about and what it says, in words; which of its values stay closed until somebody opens them.

The field of a :class:`Correction` is a field of the person, else ``part.field`` of the row it stood in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from chibo.base.fields import EncryptedTextField, PartialDateField
from chibo.law.calendar import PartialDate
from chibo.register.models import Admission, Background, Correction, Employment, Membership, Person, PersonFact

if TYPE_CHECKING:
    from django.db.models import Field

_PARTS: Final[dict[str, type[models.Model]]] = {
    "": Person,
    "admission": Admission,
    "background": Background,
    "employment": Employment,
    "membership": Membership,
}
_LABELS: Final = {
    "birth": "ngày sinh",
    "admission.ceremony_on": "ngày vào Đảng (lễ kết nạp)",
    "employment.starts_on": "ngày nhận việc",
    "membership.starts_on": "ngày vào chi bộ",
    "membership.joined_by": "vào chi bộ bằng cách nào",
    "membership.ends_on": "ngày rời chi bộ",
    "membership.left_by": "rời chi bộ bằng cách nào",
    "membership.left_to": "nơi chuyển đến",
}
_FACT: Final = "fact"
_YES_OR_NO: Final = {"True": "có", "False": "không"}


def label_of(field: str) -> str:
    """What was set right, in words, the first letter in capitals."""
    part, _, name = field.rpartition(".")
    if part == _FACT:
        said = PersonFact.Field(name).label if name in PersonFact.Field.values else name
    else:
        found = _field(field)
        said = _LABELS.get(field) or (str(found.verbose_name) if found is not None else field)
    return f"{said[:1].upper()}{said[1:]}"


def is_closed(field: str) -> bool:
    """Whether both values stay closed on a page: what they belong to is encrypted, or a fact of a life."""
    return field.startswith(f"{_FACT}.") or isinstance(_field(field), EncryptedTextField)


def said_value(field: str, value: str) -> str:
    """A value as people read it: days as they are said, codes in words."""
    found = _field(field)
    if not value or found is None:
        return value
    if isinstance(found, PartialDateField | models.DateField):
        return _said_day(value)
    if isinstance(found, models.BooleanField):
        return _YES_OR_NO.get(value, value)
    return str(dict(found.flatchoices).get(value, value))


def _said_day(value: str) -> str:
    """A day as far as it is known; what is no day, such as the word for something erased, as it stands."""
    try:
        day = PartialDate.parse(value)
    except ValueError:
        return value
    return "-".join(str(part) for part in (day.day, day.month, day.year) if part)


def _field(field: str) -> Field[Any, Any] | None:
    part, _, name = field.rpartition(".")
    model = _PARTS.get(part)
    try:
        found = model._meta.get_field(name) if model is not None else None  # noqa: SLF001 - documented model API
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def corrections_of(person: Person) -> list[Correction]:
    """Everything set right in a person's record, the latest first. One query."""
    return list(Correction.objects.filter(person=person).order_by("-on", "-pk"))
