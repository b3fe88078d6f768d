"""What an address leads to, within the reach of who asks: a ``…_for`` is the only way from an address to a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.base.access import Permission, within
from chibo.base.once import once
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.documents.queries.scans import Shelf
from chibo.register.facts import covering
from chibo.register.models import (
    Correction,
    DataBreach,
    DataRequest,
    Employment,
    Erasure,
    Exemption,
    MassBody,
    MassPlace,
    Membership,
    OfficeHolding,
    Organisation,
    PartyGroup,
    Person,
    PersonApart,
    PersonFact,
    PersonMerge,
    PrivacyStatement,
    Restriction,
    StaffCount,
    Term,
    Transfer,
    Workplace,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor


Row = TypeVar(
    "Row",
    Organisation,
    Person,
    PartyGroup,
    Exemption,
    Term,
    DataRequest,
    Restriction,
    Erasure,
    DataBreach,
    PersonMerge,
    PersonApart,
    Transfer,
    PersonFact,
    MassPlace,
    Membership,
    OfficeHolding,
    Employment,
    Workplace,
    StaffCount,
    MassBody,
    Correction,
)


def _seen(actor: Actor) -> Q:
    """Organisations over which the actor holds anything at all."""
    scopes = {replace(scope, permission=Permission.VIEW_PEOPLE) for scope in actor.scopes}
    return within(replace(actor, scopes=tuple(scopes)), Permission.VIEW_PEOPLE)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation the actor holds something over, top first."""
    return Organisation.objects.filter(_seen(actor)).select_related("kind").order_by("scope_key")


def organisation_for(actor: Actor, uid: UUID | str) -> Organisation:
    """The organisation of an address; ``NotYoursError`` when it is none of the actor's."""
    return _only(organisations(actor), uid)


def home(actor: Actor) -> Organisation:
    """The organisation whose pages open first: the actor's own, else the topmost of theirs."""
    found = organisations(actor)
    own = once(("home", actor.uid, actor.home_uid), lambda: _own(actor, found))
    return own or found.first() or _nothing("organisation")


def _own(actor: Actor, found: QuerySet[Organisation]) -> Organisation | None:
    return found.filter(uid=UUID(actor.home_uid)).first() if actor.home_uid else None


def may_amend(actor: Actor) -> bool:
    """Whether somebody may add values to the law: change settings over all that this installation keeps. One query."""
    return bool(once("tops", _tops)) and holds_all(actor, Permission.CHANGE_SETTINGS)


def holds_all(actor: Actor, permission: Permission) -> bool:
    """Whether somebody holds a permission over everything this installation keeps.

    At each top, and below it where something lies below: a right *here* alone decides nothing for the units under it.
    Before there is any organisation, who holds it everywhere does. One query, in a reading request once.
    """
    if not actor.holds(permission):
        return False
    return all(actor.may(permission, key) for key in once("tops", _tops) or [""])


def _tops() -> list[str]:
    """The keys of the tops, and for each with something below it the key that only a reach below covers."""
    tops = Organisation.objects.filter(parent=None).annotate(
        has_below=Exists(Organisation.objects.filter(parent=OuterRef("pk")))
    )
    rows = tops.values_list("scope_key", "has_below")
    return [key for top, has_below in rows for key in (top, *([f"{top}~"] if has_below else []))]


def reaches_whole(actor: Actor, permission: Permission, organisation: Organisation) -> bool:
    """Whether a right holds over an organisation and, where there are units below it, over these. One query at most.

    What binds the units below is not said by somebody whose right ends *here*.
    """
    key = organisation.scope_key
    if not actor.may(permission, key):
        return False
    return actor.may(permission, key + "~") or not organisation.children.exists()  # "~": whatever lies below


def person_for(actor: Actor, uid: UUID | str) -> Person:
    """The person of an address: within the actor's reach, or the actor in person; else ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_PEOPLE)
    if actor.person_uid:
        reach |= Q(uid=UUID(actor.person_uid))
    rows = Person.objects.filter(reach).select_related("organisation__kind")
    try:
        return _only(rows, uid)
    except NotYoursError:  # a record that was joined into another is found at its old address too
        gone = PersonMerge.objects.filter(dropped_uid=_uid(uid), state=PersonMerge.State.MERGED).first()
        if gone is None:
            raise
        return rows.filter(pk=gone.person_id).first() or _nothing(str(uid))


def person_to_edit(actor: Actor, uid: UUID | str) -> Person:
    """The person of an address whose register the actor keeps.

    A door asks for the right anywhere; of whom it is not held over, the actor in person too, there is nothing to write:
    ``NotAllowedError`` where they may at least be read, else ``NotYoursError``.
    """
    one = person_for(actor, uid)
    if not actor.may(Permission.EDIT_REGISTER, one.scope_key):
        raise NotAllowedError("ghi vào hồ sơ của người này")
    return one


def rows_about(actor: Actor, person: Person, permission: Permission, *, field: str = "organisation__scope_key") -> Q:
    """Return the filter for rows about a person: all of one's own, else those of organisations in the actor's reach.

    Whoever changes cell takes along the member's file. What the former cell wrote in its own work stays with that cell.
    """
    is_own = bool(actor.person_uid) and str(person.uid) == actor.person_uid
    return Q(pk__isnull=False) if is_own else within(actor, permission, field=field)


def _only(rows: QuerySet[Row], uid: UUID | str) -> Row:
    return rows.filter(uid=_uid(uid)).first() or _nothing(str(uid))


def _uid(given: UUID | str) -> UUID:
    try:
        return given if isinstance(given, UUID) else UUID(given)
    except ValueError:
        return _nothing(str(given))


def _nothing(what: str) -> NoReturn:
    raise NotYoursError(what)


def chain_names(chains: Iterable[str]) -> dict[str, str]:
    """The names of the organisations whose chains of the log are named, for commands and pages that judged the right.

    What is no organisation's stays out. One query.
    """
    uids = []
    for chain in chains:
        try:
            uids.append(UUID(chain))
        except ValueError:
            continue
    return {str(one.uid): one.name for one in Organisation.objects.filter(uid__in=uids).only("uid", "name")}


def term_for(actor: Actor, uid: UUID | str) -> Term:
    """The term of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(Term.objects.filter(reach).select_related("organisation__kind"), uid)


def group_for(actor: Actor, uid: UUID | str) -> PartyGroup:
    """The tổ đảng of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(PartyGroup.objects.filter(reach).select_related("organisation"), uid)


def exemption_for(actor: Actor, uid: UUID | str) -> Exemption:
    """The exemption of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(Exemption.objects.filter(reach).select_related("person", "organisation"), uid)


def office_holding_for(actor: Actor, uid: UUID | str) -> OfficeHolding:
    """The office of an address; ``NotYoursError`` when the actor does not keep its register."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(OfficeHolding.objects.filter(reach).select_related("person", "organisation"), uid)


def transfer_for(actor: Actor, uid: UUID | str) -> Transfer:
    """The chuyển sinh hoạt of an address; ``NotYoursError`` when its organisation is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Transfer.objects.filter(reach).select_related("person__organisation__kind", "organisation"), uid)


def membership_for(actor: Actor, uid: UUID | str) -> Membership:
    """The membership of an address; ``NotYoursError`` when its organisation is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Membership.objects.filter(reach).select_related("person__organisation__kind", "organisation"), uid)


def employment_for(actor: Actor, uid: UUID | str) -> Employment:
    """The employment of an address; ``NotYoursError`` when its workplace is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="workplace__organisation__scope_key")
    rows = Employment.objects.filter(reach)
    return _only(rows.select_related("person__organisation__kind", "workplace__organisation"), uid)


def workplace_for(actor: Actor, uid: UUID | str) -> Workplace:
    """The workplace of an address; ``NotYoursError`` when its organisation is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(Workplace.objects.filter(reach).select_related("organisation__kind"), uid)


def staff_count_for(actor: Actor, uid: UUID | str) -> StaffCount:
    """The count of an address; ``NotYoursError`` when the actor does not keep its register."""
    reach = within(actor, Permission.EDIT_REGISTER, field="workplace__organisation__scope_key")
    return _only(StaffCount.objects.filter(reach).select_related("workplace__organisation__kind"), uid)


def mass_body_for(actor: Actor, uid: UUID | str) -> MassBody:
    """The mass organisation of an address; ``NotYoursError`` when the actor does not keep its register."""
    reach = within(actor, Permission.EDIT_REGISTER, field="workplace__organisation__scope_key")
    return _only(MassBody.objects.filter(reach).select_related("workplace__organisation__kind"), uid)


def fact_for(actor: Actor, uid: UUID | str) -> PersonFact:
    """The fact of a life of an address; ``NotYoursError`` when its person is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(PersonFact.objects.filter(reach).select_related("person__organisation__kind"), uid)


def correction_for(actor: Actor, uid: UUID | str) -> Correction:
    """The correction of an address, for who keeps the register and sees closed parts of its person; ``NotYoursError``.

    Its scans show what stays closed.
    """
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    reach &= within(actor, Permission.VIEW_SENSITIVE, field="person__scope_key")
    return _only(Correction.objects.filter(reach).select_related("person__organisation__kind"), uid)


def shelf_of_correction(correction: Correction, organisation: Organisation) -> Shelf:
    """Where the scans of the paper that proves a correction lie; the correction is guarded already."""
    return Shelf(
        subject=correction,
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        seen_with=Permission.VIEW_SENSITIVE,
        kept_with=Permission.EDIT_REGISTER,
    )


def mass_place_for(actor: Actor, uid: UUID | str) -> MassPlace:
    """The time in a mass organisation of an address; ``NotYoursError`` when its person is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(MassPlace.objects.filter(reach).select_related("person__organisation__kind"), uid)


def merge_for(actor: Actor, uid: UUID | str) -> PersonMerge:
    """The joining of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(PersonMerge.objects.filter(reach).select_related("person__organisation__kind"), uid)


def apart_for(actor: Actor, uid: UUID | str) -> PersonApart:
    """The note that two records are two people; ``NotYoursError`` when either is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    reach &= within(actor, Permission.EDIT_REGISTER, field="other__scope_key")
    return _only(PersonApart.objects.filter(reach).select_related("person", "other"), uid)


def merges_of(person: Person) -> QuerySet[PersonMerge]:
    """The records that were joined into a person and still are, the latest first."""
    return PersonMerge.objects.filter(person=person, state=PersonMerge.State.MERGED).order_by("-pk")


def request_for(actor: Actor, uid: UUID | str) -> DataRequest:
    """The request of an address: of the actor, or of somebody whose register the actor keeps."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=UUID(actor.person_uid))
    return _only(DataRequest.objects.filter(reach).select_related("person", "organisation__kind"), uid)


def restriction_for(actor: Actor, uid: UUID | str) -> Restriction:
    """The restriction of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Restriction.objects.filter(reach).select_related("person", "organisation"), uid)


def erasure_for(actor: Actor, uid: UUID | str) -> Erasure:
    """The erasure of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Erasure.objects.filter(reach).select_related("person", "organisation"), uid)


def breach_for(actor: Actor, uid: UUID | str) -> DataBreach:
    """The breach of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    return _only(DataBreach.objects.filter(reach).select_related("organisation__kind"), uid)


def restriction_of(person: Person, on: date) -> Restriction | None:
    """The restriction that stands over a person's data on a day. One query, in a reading request once."""
    held = Restriction.objects.filter(covering(on), person=person).select_related("organisation").order_by("pk")
    return once(("restriction", person.pk, on), held.first)


def restricted_in(organisation: Organisation, on: date) -> frozenset[int]:
    """The numbers of the persons of an organisation whose data are restricted on a day. One query."""
    held = Restriction.objects.filter(covering(on), person__organisation=organisation)
    return once(("restricted", organisation.pk, on), lambda: frozenset(held.values_list("person_id", flat=True)))


def statements(organisation: Organisation) -> dict[str, PrivacyStatement]:
    """What an organisation states about personal data, for each key the latest. One query."""
    rows = PrivacyStatement.objects.filter(organisation=organisation).order_by("pk")
    return once(("statements", organisation.pk), lambda: {row.key: row for row in rows})


def restriction_reading(organisation: Organisation) -> str:
    """What a restriction means here: ``refuse`` until the organisation states ``warn``; the sources are silent."""
    stated = statements(organisation).get("restriction")
    return stated.text if stated is not None else "refuse"
