"""Every read of files and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.documents.models import SkippedNumbers, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from chibo.base.access import Actor


def file_for(actor: Actor, uid: UUID | str, *, permission: Permission = Permission.VIEW_CASES) -> StoredFile:
    """Return a file of an organisation that the actor may look into; raises ``NotYoursError``."""
    try:
        return StoredFile.objects.get(within(actor, permission), uid=uid)
    except (StoredFile.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error


def missing_numbers(
    *, organisation_uid: UUID, term_uid: UUID, paper_type: str, used: Iterable[int], last: int
) -> tuple[int, ...]:
    """Return the numbers from 1 to ``last`` that neither a paper bears nor an explanation covers."""
    explained = set(used)
    spans = SkippedNumbers.objects.filter(
        counter__organisation_uid=organisation_uid, counter__term_uid=term_uid, counter__paper_type=paper_type
    ).values_list("first", "last")
    for first, end in spans:
        explained.update(range(first, end + 1))
    return tuple(number for number in range(1, last + 1) if number not in explained)
