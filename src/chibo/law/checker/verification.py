"""F. Verification of the life history: only whom to ask, sent, answered, concluded (E37 to E39, E41, E43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.admission import verification_required
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.checker.order import of_code
from chibo.law.dossier.kinds import Presence, Relation, RequestKind, SheetKind
from chibo.law.timeline import LawGap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look
    from chibo.law.dossier.person import RelativeRecord
    from chibo.law.timeline import Reading

_K = SheetKind
_SCOPE = {
    Relation.FATHER: "natural_parents",
    Relation.MOTHER: "natural_parents",
    Relation.SPOUSE: "spouse",
    Relation.SPOUSE_FATHER: "parents_in_law",
    Relation.SPOUSE_MOTHER: "parents_in_law",
    Relation.GUARDIAN: "direct_carer",
    Relation.CHILD: "natural_children_of_full_capacity",
}
_SPOUSE_SIDE = {Relation.SPOUSE, Relation.SPOUSE_FATHER, Relation.SPOUSE_MOTHER}
_NEAR = {
    Relation.FATHER: "natural_parent",
    Relation.MOTHER: "natural_parent",
    Relation.SIBLING: "sibling",
    Relation.CHILD: "natural_child",
    Relation.SPOUSE: "spouse",
    Relation.SPOUSE_FATHER: "spouse_parent",
    Relation.SPOUSE_MOTHER: "spouse_parent",
}


def everybody(look: Look) -> Iterator[Hit]:
    """E37: everybody whom the scope of the day names was asked about, or is exempt by a member among the near ones."""
    items = need(look.dossier.verification, "verification")
    on = look.day(_K.BACKGROUND_CHECK) or look.considered_on
    scope = look.rules.on("verify.scope", on)
    asked = {(item.relation, item.name) for item in items}
    concluded = look.sheet(_K.BACKGROUND_CHECK)
    papers = (ref(concluded) if concluded else absent(_K.BACKGROUND_CHECK),)
    if not any(item.relation is None for item in items):
        yield Hit(variant="applicant", papers=papers, law=(scope,), act_on=on)
    for relative in need(look.person.relatives, "person.relatives"):
        if (relative.relation, relative.name) in asked or not _is_asked(relative, look, scope, on):
            continue
        params = {"relation": relative.relation.value, "who": relative.name}
        yield Hit(variant="forgotten", papers=papers, params=params, law=(scope,), act_on=on)


def _is_asked(relative: RelativeRecord, look: Look, scope: Reading, on: date) -> bool:
    if relative.answer is not Presence.EXISTS or _SCOPE.get(relative.relation) not in scope.codes:
        return False
    if relative.relation is Relation.CHILD and not relative.has_full_capacity:
        return False
    return _side_is_verified(relative, look, on)


def _side_is_verified(relative: RelativeRecord, look: Look, on: date) -> bool:
    """Whether this side of the family must be verified; without a rule on exemptions there is none."""
    on_spouse_side = relative.relation in _SPOUSE_SIDE
    members = {
        _NEAR[other.relation]
        for other in look.person.relatives or ()
        if other.is_party_member and other.relation in _NEAR and (other.relation in _SPOUSE_SIDE) == on_spouse_side
    }
    side = "spouse_side" if on_spouse_side else "own_side"
    try:
        return verification_required(side, members, on, look.rules, statement_is_clear=look.person.statement_is_clear)
    except LawGap:
        return True


def answered(look: Look) -> Iterator[Hit]:
    """E38: no request is open when somebody concludes."""
    concluded = look.sheet(_K.BACKGROUND_CHECK)
    if concluded is None:
        return
    for item in need(look.dossier.verification, "verification"):
        if item.answered_on is None and not item.exempt_reason:
            params = {"who": item.name, "asked_at": item.asked_at}
            papers = (act("verification_request", item.sent_on, item.name), ref(concluded))
            yield Hit(variant="open", papers=papers, params=params, act_on=concluded.day)


def concluded_late(look: Look) -> Iterator[Hit]:
    """E39: the conclusion is not older than the last reply."""
    for fault in of_code(look, "E39"):
        yield Hit(variant="before_reply", papers=(fault.after, fault.before), act_on=fault.after.dated)


def abroad(look: Look) -> Iterator[Hit]:
    """E41: a relative abroad is asked about through the channel for abroad."""
    items = look.dossier.verification
    for relative in need(look.person.relatives, "person.relatives"):
        if not relative.is_abroad or relative.answer is not Presence.EXISTS:
            continue
        found = [item for item in items or () if (item.relation, item.name) == (relative.relation, relative.name)]
        if not any(item.kind is RequestKind.OVERSEAS for item in found):
            sent = found[0].sent_on if found else None
            params = {"relation": relative.relation.value, "who": relative.name}
            yield Hit(variant="channel", papers=(act("verification_request", sent, relative.name),), params=params)


def open_question(look: Look) -> Iterator[Hit]:
    """E43: nothing is sent up while a question is open; what it is, chibo does not hold."""
    sent = look.sheet(_K.SUBMISSION_LETTER)
    if sent is not None and need(look.dossier.has_open_question, "has_open_question"):
        yield Hit(variant="open", papers=(ref(sent),))


CHECKS = {"E37": everybody, "E38": answered, "E39": concluded_late, "E41": abroad, "E43": open_question}
