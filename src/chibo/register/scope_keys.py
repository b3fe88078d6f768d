"""The derived keys: every copy of an organisation's key on rows of the present, brought to the organisation's own.

A copy is found by its shape: a model with a ``scope_key`` that points at its organisation by key or by uid. History
holds no copies, only its organisation (scale.md 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, OuterRef, Q, Subquery

from chibo.register.models import ChildCounter, FormerState, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

LABEL: Final = 4  # letters of a key for each level of the tree
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
AT_ONCE: Final = 2_000  # rows of one batch


@dataclass(frozen=True, slots=True)
class Copies:
    """One model that copies the key, and whether it knows its organisation by ``organisation`` or by uid."""

    model: type[Model]
    by_uid: bool

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows."""
        found: QuerySet[Any] = self.model._default_manager.order_by("pk")  # noqa: SLF001 - Django's documented manager
        return found

    @property
    def own(self) -> Subquery:
        """The key of a row's organisation."""
        mine = {"uid": OuterRef("organisation_uid")} if self.by_uid else {"pk": OuterRef("organisation_id")}
        return Subquery(Organisation.objects.filter(**mine).values("scope_key")[:1])

    def stale(self, under: str = "") -> QuerySet[Any]:
        """The rows whose copy is not the key of their organisation, of the organisations whose key begins so."""
        branch = Organisation.objects.filter(scope_key__gte=under, scope_key__lt=f"{under}~").order_by()
        if self.by_uid:
            mine: Any = {"organisation_uid__in": branch.values("uid")} if under else {}
            stale: QuerySet[Any] = self.rows.filter(**mine).annotate(own_key=self.own).exclude(scope_key=F("own_key"))
            return stale
        here = Q(organisation__scope_key__gte=under, organisation__scope_key__lt=f"{under}~")
        return self.rows.filter(here).exclude(scope_key=F("organisation__scope_key"))

    def follow(self, under: str, limit: int) -> int:
        """Bring at most ``limit`` rows to the key of their organisation; give how many were brought."""
        numbers = list(self.stale(under).values_list("pk", flat=True)[:limit])
        for start in range(0, len(numbers), _IN_ONE):
            some = self.rows.filter(pk__in=numbers[start : start + _IN_ONE]).order_by()
            some.update(scope_key=self.own)
        return len(numbers)


_IN_ONE: Final = 500  # numbers named in one statement


def copies() -> Iterator[Copies]:
    """Every model that copies the key of an organisation, whichever room it lies in."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's documented model API
        if "scope_key" not in names or model in (Organisation, FormerState):
            continue
        if not names & {"organisation", "organisation_uid"}:
            raise FieldDoesNotExist(model.__name__)
        yield Copies(model, by_uid="organisation" not in names)


def count_stale(under: str = "") -> int:
    """How many copies are not the key of their organisation. One query for each model that copies it."""
    return sum(each.stale(under).count() for each in copies())


def follow(under: str = "", limit: int = AT_ONCE) -> int:
    """Bring copies to their organisations' keys, at most ``limit`` of them; nought: every copy is right.

    The caller writes the line of the act.
    """
    brought = 0
    for each in copies():
        if brought < limit:
            brought += each.follow(under, limit - brought)
    return brought


def wrong_keys() -> list[Organisation]:
    """The organisations whose key does not lie one level below their parent's, or is no key: what a rebuild mends.

    One query; the whole tree is looked at, so never on a request.
    """
    rows = Organisation.objects.select_related("parent").order_by("scope_key")
    return [one for one in rows.iterator() if not _fits(one)]


def _fits(one: Organisation) -> bool:
    above = one.parent.scope_key if one.parent else ""
    label = one.scope_key[len(above) :]
    return one.scope_key.startswith(above) and len(label) == LABEL and set(label) <= set(_DIGITS)


def label_of(number: int) -> str | None:
    """Write a child's number as a label; nothing where it has no room."""
    label = ""
    for _ in range(LABEL):
        number, digit = divmod(number, len(_DIGITS))
        label = _DIGITS[digit] + label
    return None if number else label


def next_key(parent_key: str) -> str | None:
    """Give the next child's key under a node: its counter row is locked, and a label is never given twice.

    Nothing where the tree is full at this level.
    """
    counter, _ = ChildCounter.objects.select_for_update().get_or_create(parent_key=parent_key)
    counter.last += 1
    counter.save(update_fields=["last"])
    label, longest = label_of(counter.last), Organisation._meta.get_field("scope_key").max_length  # noqa: SLF001
    return parent_key + label if label and len(parent_key) + LABEL <= (longest or 0) else None


def rekey_branch(before: str, after: str) -> int:
    """Give a branch of the tree another key: the organisations and their counters; give how many organisations.

    Copies on other rows are brought along by :func:`follow`.
    """
    rows = list(Organisation.objects.filter(scope_key__gte=before, scope_key__lt=f"{before}~"))
    for row in rows:
        row.scope_key = after + row.scope_key[len(before) :]
    Organisation.objects.bulk_update(rows, ["scope_key"], batch_size=_IN_ONE)
    counters = list(ChildCounter.objects.filter(parent_key__gte=before, parent_key__lt=f"{before}~"))
    ChildCounter.objects.bulk_create(
        ChildCounter(parent_key=after + one.parent_key[len(before) :], last=one.last) for one in counters
    )
    ChildCounter.objects.filter(parent_key__in=[one.parent_key for one in counters]).delete()
    return len(rows)
