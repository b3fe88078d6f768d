"""Many organisations entered under one in one act, from a list, with what each row changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.refusal import FaultyError
from chibo.base.vietnamese import fold, normalise_name
from chibo.register.actions.common import Faults, allow
from chibo.register.actions.organisation import found_organisation
from chibo.register.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.entering import Trace

DETAILS = ("code", "short_name", "place")
"""What a list may set of an organisation that stands already; names and places in the tree change by their own acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """One organisation of a list; ``parent`` is a name or a code, empty for the organisation the list is for."""

    mark: str
    name: str
    kind: str
    parent: str = ""
    code: str = ""
    short_name: str = ""
    place: str = ""
    starts_on: date | None = None
    workplace: str = ""


@transaction.atomic
def enter_organisations(
    *, actor: Actor, on: date, organisation: Organisation, entries: Sequence[OrganisationEntry], proof: str
) -> list[tuple[Organisation, bool, Trace]]:
    """Found the organisations of a list below one, superiors first whatever their order; set details of known ones.

    Gives each with whether it is new and what was written. Raises ``NotAllowedError``, ``FaultyError`` with every
    fault: a superior nobody knows, two of one name, organisations that are each other's superior.
    """
    allow(actor, organisation.scope_key, "lập tổ chức đảng")
    tree, faults = Tree(organisation), Faults()
    done: dict[int, tuple[Organisation, bool, Trace]] = {}
    waiting = list(enumerate(entries))
    while waiting:
        later = []
        for place, entry in waiting:
            parent = tree.find(entry.parent) if entry.parent else organisation
            if parent is None:
                later.append((place, entry))
            else:
                try:
                    done[place] = _entered(actor, on, tree, parent, entry)
                except FaultyError as error:
                    faults.take(replace(fault, what=f"{entry.mark} – {fault.what}") for fault in error.faults)
        if len(later) == len(waiting):
            for _, entry in later:
                faults.add(
                    f"{entry.mark} – không tìm thấy tổ chức cấp trên “{entry.parent}”.",
                    next="Ghi đúng tên hoặc mã như ở dòng của tổ chức đó.",
                )
            break
        waiting = later
    faults.settle()
    audit.record(
        actor=actor,
        on=on,
        action="register.enter_organisations",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"entered": [None, sum(is_new for _, is_new, _ in done.values())], "proof": [None, proof]},
    )
    return [done[place] for place in range(len(entries))]


class Tree:
    """The organisations below one (and itself), found by code, name or short name."""

    def __init__(self, top: Organisation) -> None:
        self.top = top
        self._by_code: dict[str, Organisation] = {}
        self._by_name: dict[str, list[Organisation]] = {}
        self.kinds = set(OrganisationKind.objects.values_list("code", flat=True))
        below = Organisation.objects.filter(scope_key__startswith=top.scope_key, ends_on=None)
        for one in below.select_related("parent").order_by("scope_key"):
            self.add(one)

    def add(self, one: Organisation) -> None:
        """Take in one more."""
        if one.code:
            self._by_code.setdefault(fold(one.code), one)
        for name in {fold(one.name), fold(one.short_name)} - {""}:
            self._by_name.setdefault(name, []).append(one)

    def find(self, text: str) -> Organisation | None:
        """Find by code, else by name; nothing where nobody, or more than one, has it."""
        said = fold(normalise_name(text))
        named = self._by_name.get(said, [])
        return self._by_code.get(said) or (named[0] if len(named) == 1 else None)

    def same(self, parent: Organisation, name: str, code: str) -> Organisation | None:
        """Find the organisation a row means: its code, else its name under the same superior."""
        if code and (found := self._by_code.get(fold(code))) is not None:
            return found
        named = self._by_name.get(fold(normalise_name(name)), [])
        return next((one for one in named if parent.pk in {one.parent_id, one.pk}), None)

    @staticmethod
    def folded(text: str) -> str:
        """Write a name as it is looked up."""
        return fold(normalise_name(text))


def _entered(
    actor: Actor, on: date, tree: Tree, parent: Organisation, entry: OrganisationEntry
) -> tuple[Organisation, bool, Trace]:
    told = {name: normalise_name(getattr(entry, name)) for name in DETAILS}
    known = tree.same(parent, entry.name, entry.code)
    if known is None:
        made = found_organisation(
            actor=actor,
            on=on,
            name=entry.name,
            kind=entry.kind,
            parent=parent,
            starts_on=entry.starts_on or on,
            workplace=entry.workplace,
            code=told["code"],
            short_name=told["short_name"],
            place=told["place"],
        )
        tree.add(made)
        rows = [made, *made.workplaces.all()]
        trace: Trace = [["made", row._meta.label_lower, str(row.uid)] for row in rows]  # noqa: SLF001 - Django's name
        if entry.kind not in tree.kinds:  # written when first asked for
            tree.kinds.add(entry.kind)
            trace.insert(0, ["kind", "register.organisationkind", entry.kind])
        return made, True, trace
    changed = {name: [getattr(known, name), new] for name, new in told.items() if new and getattr(known, name) != new}
    if changed:
        allow(actor, known.scope_key, "sửa tổ chức đảng")
        for name, (_, new) in changed.items():
            setattr(known, name, new)
        known.save(update_fields=list(changed))
    return known, False, [["set", "register.organisation", str(known.uid), changed]] if changed else []
