"""Which template an organisation uses for a form on a day, and every version it ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Count

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.documents.models import OfficeTemplate, TemplateChoice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

_LEVEL = 4  # digits of a scope key for one level of the tree (scale.md)
FormKey = tuple[str, str]  # regime, template


def above_and_here(scope_key: str) -> list[str]:
    """The keys of an organisation and of everything above it, the nearest first."""
    ends = [*range(_LEVEL, len(scope_key), _LEVEL), len(scope_key)]
    return [scope_key[:end] for end in reversed(ends)]


def choices_in_force(scope_key: str, on: date, **form: str) -> Mapping[FormKey, TemplateChoice]:
    """For each form the choice that counts for an organisation on a day: its own, else the nearest one above.

    ``form`` may name ``regime`` and ``template``. One query, whatever the number of forms.
    """
    keys = above_and_here(scope_key)
    rows = TemplateChoice.objects.filter(scope_key__in=keys, starts_on__lte=on, **form)
    latest: dict[tuple[str, str, str], TemplateChoice] = {}
    for row in rows.select_related("version__file").order_by("starts_on", "pk"):
        latest[row.regime, row.template, row.scope_key] = row
    found: dict[FormKey, TemplateChoice] = {}
    for (regime, template, key), row in sorted(latest.items(), key=lambda each: keys.index(each[0][2])):
        if row.source != TemplateChoice.Source.ABOVE and key in keys:
            found.setdefault((regime, template), row)
    return found


def version_in_force(scope_key: str, on: date, *, regime: str, template: str) -> OfficeTemplate | None:
    """The office's template for a paper of a day, or nothing where the program's own is used."""
    choice = choices_in_force(scope_key, on, regime=regime, template=template).get((regime, template))
    return choice.version if choice is not None else None


def versions_of(organisation_uid: UUID, *, regime: str, template: str) -> list[OfficeTemplate]:
    """Every version an organisation uploaded for one form, the latest first."""
    rows = OfficeTemplate.objects.filter(organisation_uid=organisation_uid, regime=regime, template=template)
    return list(rows.select_related("file").order_by("-version"))


def choices_of(scope_key: str, *, regime: str, template: str) -> list[TemplateChoice]:
    """Every choice that was made for one form, here and above, the latest day first."""
    rows = TemplateChoice.objects.filter(scope_key__in=above_and_here(scope_key), regime=regime, template=template)
    return list(rows.select_related("version").order_by("-starts_on", "-pk"))


def template_for(actor: Actor, uid: UUID | str) -> OfficeTemplate:
    """Return a version of an organisation whose settings the actor may change; raises ``NotYoursError``."""
    try:
        row = OfficeTemplate.objects.select_related("file", "mended_from")
        return row.get(within(actor, Permission.CHANGE_SETTINGS), uid=uid)
    except (OfficeTemplate.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error


def counts_of(organisation_uid: UUID) -> Mapping[FormKey, int]:
    """How many versions an organisation has of each form."""
    rows = OfficeTemplate.objects.filter(organisation_uid=organisation_uid).values("regime", "template")
    return {(row["regime"], row["template"]): row["many"] for row in rows.annotate(many=Count("pk")).order_by()}
