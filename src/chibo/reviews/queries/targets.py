"""Reading what a term promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.reviews.models import Target

if TYPE_CHECKING:
    from chibo.register.models import Term


def targets(term: Term) -> tuple[Target, ...]:
    """Return the targets of a term, in the order in which they are read out."""
    return tuple(Target.objects.filter(term=term).order_by("metric"))
