"""A. Who the person is, and the life history (form 2-KNĐ): E01 to E12."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.law.calendar import add_months
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.checker.order import of_code
from chibo.law.dossier.kinds import PeriodKind, Relation, SheetKind
from chibo.law.journey import same_name
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.calendar import PartialDate
    from chibo.law.checker.look import Look
    from chibo.law.dossier.papers import Sheet


_K = SheetKind
_SHORT = re.compile(
    r"(?<!\w)(?:TP|Tp|TX|TT|ĐH|CĐ|THPT|THCS|TH|PTTH|PTCS|KT|UBND|HTX|DT|ĐHQG)(?!\w)|(?<!\w)[^\W\d_]{1,2}\."
)
_ASKED = (
    Relation.FATHER,
    Relation.MOTHER,
    Relation.SPOUSE,
    Relation.SPOUSE_FATHER,
    Relation.SPOUSE_MOTHER,
    Relation.CHILD,
    Relation.SIBLING,
)
# Facts that papers repeat and that other checks do not compare: names in the quotes of a paper.
_COMPARED = ("birth", "decided_on", "certified_on", "cell_resolved_on", "recognised_on", "unit", "post", "home_place")


def names(look: Look) -> Iterator[Hit]:
    """E01: one spelling of the name on the ID card and on every paper; capitals on the statement."""
    person = look.person
    need(person.name, "person.name")
    if person.id_card_name and not same_name(person.name, person.id_card_name):
        yield Hit(variant="id_card", papers=(act("id_card", None),), params=_said(person.name, person.id_card_name))
    for sheet in look.all_sheets:
        said = sheet.quotes.get("name", "")
        if said and not same_name(said, person.name):
            yield Hit(variant="paper", papers=(ref(sheet),), params=_said(person.name, said))
        elif said and sheet.kind is _K.BACKGROUND_STATEMENT and said != said.upper():
            yield Hit(variant="capitals", papers=(ref(sheet),), params={"said": said}, grade=FindingGrade.WARN)


def _said(known: object, said: object) -> dict[str, object]:
    return {"known": str(known), "said": str(said)}


def birth(look: Look) -> Iterator[Hit]:
    """E02: birth name and date as on the birth certificate; a difference needs its explanation."""
    person = look.person
    if person.difference_explained:
        return
    papers = (act("birth_certificate", None), act("id_card", None))
    for known in (person.birth, person.id_card_birth):
        if person.certificate_birth and known and known != person.certificate_birth:
            yield Hit(variant="date", papers=papers, params=_said(known, person.certificate_birth))
            break
    known_name = person.birth_name or person.name
    if known_name and person.certificate_name and not same_name(known_name, person.certificate_name):
        yield Hit(variant="name", papers=papers, params=_said(known_name, person.certificate_name))


def home_place(look: Look) -> Iterator[Hit]:
    """E03: the home place by the source that the guidance of the statement's day names."""
    statement = look.sheet(_K.BACKGROUND_STATEMENT)
    source = need(look.person.home_place_source, "person.home_place_source")
    if statement is None or statement.day is None:
        return
    rule = look.rules.find("background.home_place_source", statement.day)
    if rule is not None and source != rule.code:
        yield Hit(variant="source", papers=(ref(statement),), params={"source": source}, law=(rule,))


def place_names(look: Look) -> Iterator[Hit]:
    """E04: a place whose unit changed since the event carries both names."""
    statement = look.sheet(_K.BACKGROUND_STATEMENT)
    written = (statement.day if statement else None) or look.on
    for place in need(look.person.places, "person.places"):
        changed = place.unit_changed_on
        if changed is None or changed > written or (place.event_on and place.event_on.earliest >= changed):
            continue
        if not (place.old_name and place.new_name):
            paper = ref(statement) if statement else absent(_K.BACKGROUND_STATEMENT)
            params = {"place": place.label, "changed_on": changed}
            yield Hit(variant="one_name", papers=(paper,), params=params)


def history(look: Look) -> Iterator[Hit]:
    """E06: no gaps, no overlaps, and somebody who can confirm each stretch of the life history."""
    periods = sorted(need(look.person.history, "person.history"), key=lambda period: period.starts_on)
    statement = look.sheet(_K.BACKGROUND_STATEMENT)
    papers = (ref(statement) if statement else absent(_K.BACKGROUND_STATEMENT),)
    for one, other in pairwise(periods):
        if one.ends_on and _later(one.ends_on, look) < other.starts_on.earliest:
            params = {"from_on": str(one.ends_on), "until_on": str(other.starts_on)}
            yield Hit(variant="gap", papers=papers, params=params)
    busy = [period for period in periods if period.is_full_time and period.kind is not PeriodKind.OTHER]
    for one, other in pairwise(busy):
        if one.ends_on is None or other.starts_on.latest < one.ends_on.earliest:
            params = {"from_on": str(other.starts_on), "until_on": str(one.ends_on or "")}
            yield Hit(variant="overlap", papers=papers, params=params)
    for period in periods:
        if not period.witness:
            params = {"from_on": str(period.starts_on), "until_on": str(period.ends_on or "")}
            yield Hit(variant="witness", papers=papers, params=params)


def _later(ended: PartialDate, look: Look) -> date:
    """The last day on which the next stretch may begin without a gap."""
    return add_months(ended.latest, look.rules.on("local.history_gap_months", look.on).number)


def relatives(look: Look) -> Iterator[Hit]:
    """E07: every question on the list of relatives is answered."""
    listed = need(look.person.relatives, "person.relatives")
    asked = _ASKED if look.person.is_married is not False else tuple(one for one in _ASKED if "spouse" not in one.value)
    answered = {relative.relation for relative in listed if relative.answer is not None}
    statement = look.sheet(_K.BACKGROUND_STATEMENT)
    papers = (ref(statement) if statement else absent(_K.BACKGROUND_STATEMENT),)
    for relation in asked:
        if relation not in answered:
            yield Hit(variant="unanswered", papers=papers, params={"relation": relation.value})
    for relative in listed:
        if relative.answer is None and relative.relation in answered:
            yield Hit(variant="unanswered", papers=papers, params={"relation": relative.relation.value})


def short_forms(look: Look) -> Iterator[Hit]:
    """E08: ethnic group, places and schools written out."""
    person = look.person
    written = [person.ethnic_group, person.home_place, *(person.schools or ())]
    written += [name for place in person.places or () for name in (place.old_name, place.new_name)]
    if not any(written):
        need(None, "person.places")
    statement = look.sheet(_K.BACKGROUND_STATEMENT)
    papers = (ref(statement) if statement else absent(_K.BACKGROUND_STATEMENT),)
    for text in dict.fromkeys(written):
        if _SHORT.search(text):
            yield Hit(variant="short", papers=papers, params={"said": text})


def same_facts(look: Look) -> Iterator[Hit]:
    """E09: what papers repeat is one and the same, and typed twice it stays the same."""
    known = _known(look)
    for sheet in look.all_sheets:
        for name in _COMPARED:
            said, first = sheet.quotes.get(name), known.get(name)
            if said and first and said.strip() != first[0]:
                papers = (ref(sheet), *((first[1],) if first[1] != ref(sheet) else ()))
                yield Hit(variant="differs", papers=papers, params={"field": name, "said": said, "known": first[0]})
        for name, again in sheet.second_reading.items():
            said = sheet.quotes.get(name, "")
            if said != again:
                params = {"field": name, "said": said, "known": again}
                yield Hit(variant="typed_twice", papers=(ref(sheet),), params=params)


def _known(look: Look) -> dict[str, tuple[str, object]]:  # values: what is known, and the paper that says so
    dated: dict[str, Sheet | None] = {
        "decided_on": look.sheet(_K.ADMISSION_DECISION),
        "certified_on": look.sheet(_K.AWARENESS_CERTIFICATE),
        "cell_resolved_on": look.sheet(_K.CELL_ADMISSION_RESOLUTION),
        "recognised_on": look.sheet(_K.RECOGNITION_DECISION),
    }
    known: dict[str, tuple[str, object]] = {
        name: (str(sheet.day), ref(sheet)) for name, sheet in dated.items() if sheet and sheet.day
    }
    if look.person.birth:
        known["birth"] = (str(look.person.birth), act("person_record", None))
    for name in ("unit", "post", "home_place"):
        first = next((sheet for sheet in look.all_sheets if sheet.quotes.get(name)), None)
        if first:
            known[name] = (first.quotes[name].strip(), ref(first))
    return known


def remarked_early(look: Look) -> Iterator[Hit]:
    """E11: the committees write their remarks only when every reply is there."""
    for fault in of_code(look, "E11"):
        yield Hit(variant="before_reply", papers=(fault.after, fault.before), act_on=fault.after.dated)


def boxes(look: Look) -> Iterator[Hit]:
    """E12: no empty box where "không" is due, and none filled for a level that does not exist."""
    for sheet in look.all_sheets:
        for box in sheet.blank_boxes:
            yield Hit(variant="blank", papers=(ref(sheet),), params={"box": box})
        for box in sheet.wrong_boxes:
            yield Hit(variant="wrong", papers=(ref(sheet),), params={"box": box})


CHECKS = {
    "E01": names,
    "E02": birth,
    "E03": home_place,
    "E04": place_names,
    "E06": history,
    "E07": relatives,
    "E08": short_forms,
    "E09": same_facts,
    "E11": remarked_early,
    "E12": boxes,
}
