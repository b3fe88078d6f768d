"""Tính tỷ lệ: the largest lawful number of excellent, group by group, in every reading of its base."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, When

from chibo.base.words.findings import CAP_BASES
from chibo.law.classification import COLLECTIVES, MEMBERS, CapBase, Shares, ceilings
from chibo.law.timeline import LawGap
from chibo.register.facts import rulebook_of
from chibo.reviews.models import Classification, PointSheet, RatingDecision, Subject, YearReview

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from chibo.law.classification import Ceiling
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation

Grade = Classification.Grade
Counts = dict[tuple[bool, str], Counter[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """The ceiling in another reading of the base."""

    base: str
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCeiling:
    """The ceiling of one group: what was counted, the formula with its numbers, and the other readings.

    ``grounds``: by what the level above let more be excellent.
    """

    group: str
    is_bodies: bool
    rated: int
    excellent: int
    good: int
    fulfilled: int
    unfulfilled: int
    limit: int
    share: Fraction
    base: str
    base_count: int
    formula: str
    is_kept: bool
    citation: Citation
    others: tuple[OtherReading, ...]
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingPage:
    """The ceilings of a whole round; ``is_final`` only where the round is that of a grassroots organisation."""

    whole: YearReview
    on: date
    groups: tuple[GroupCeiling, ...]
    supposed: GroupCeiling | None
    is_final: bool
    scope: str
    scope_citation: Citation | None


def is_final(whole: YearReview) -> bool:
    """Whether the ceiling may be counted in this round: the cell of a grassroots chapter is not the counting unit."""
    return whole.organisation.kind.is_grassroots


def ceiling_page(review: YearReview, *, supposed: tuple[int, int, int] | None = None) -> CeilingPage:
    """The ceilings of the round that a review belongs to; ``supposed``: rated, good, excellent of a what-if."""
    whole = whole_of(review)
    rules = rulebook_of(whole.organisation, whole.judged_on)
    scope = rules.find("review.excellent_cap_scope", whole.judged_on)
    by_role = scope is not None and scope.code == "similar_role"
    groups = _ceilings(_counts(whole, by_role=by_role), whole.judged_on, rules)
    grounds = {} if all(one.is_kept for one in groups) else _grounds(whole, by_role=by_role)
    groups = tuple(replace(one, grounds=grounds.get((one.is_bodies, one.group), ())) for one in groups)
    return CeilingPage(
        whole=whole,
        on=whole.judged_on,
        groups=groups,
        supposed=_suppose(supposed, whole.judged_on, rules) if supposed else None,
        is_final=is_final(whole),
        scope="Tính riêng từng nhóm có vị trí, chức trách tương đồng."
        if by_role
        else "Tính chung trong cả tổ chức cơ sở đảng.",
        scope_citation=scope.citation if scope else None,
    )


def whole_of(review: YearReview) -> YearReview:
    """The round of the grassroots organisation that a review belongs to."""
    return YearReview.objects.select_related("organisation__kind").get(pk=review.whole_id)


def ceilings_with(
    review: YearReview, chosen: Mapping[Subject, str], on: date, rules: Rulebook
) -> tuple[GroupCeiling, ...]:
    """The ceilings once these levels are decided; nothing where the round is no counting unit. Two queries."""
    whole = whole_of(review)
    if not is_final(whole):
        return ()
    scope = rules.find("review.excellent_cap_scope", on)
    by_role = scope is not None and scope.code == "similar_role"
    counts = _counts(whole, by_role=by_role, without=[subject.pk for subject in chosen])
    touched = set()
    for subject, grade in chosen.items():
        if subject.is_body and subject.review_id == whole.pk:
            continue
        key = (subject.is_body, _group(subject.kind, subject.group, by_role=by_role or subject.is_body))
        counts.setdefault(key, Counter())[grade] += 1
        if grade == Grade.EXCELLENT:
            touched.add(key)
    return _ceilings({key: counted for key, counted in counts.items() if key in touched}, on, rules)


def _counts(whole: YearReview, *, by_role: bool, without: list[int] | None = None) -> Counts:
    """How many stand at each level, decided or else proposed, by group. One query."""
    rows = (
        Subject.objects.filter(Q(review=whole) | Q(review__above=whole), standing=Subject.Standing.RATED)
        .exclude(pk__in=without or [])
        .exclude(review=whole, person__isnull=True)  # counted by the level above, beside others of its kind
        .annotate(
            level=Case(When(grade="", then=F("proposed")), default=F("grade")),
            is_collective=Case(When(person__isnull=True, then=True), default=False),
        )
        .values("is_collective", "kind", "group", "level")
        .annotate(count=Count("pk"))
        .order_by("is_collective", "kind", "group", "level")
    )
    found: Counts = {}
    for row in rows:
        is_body = bool(row["is_collective"])
        key = (is_body, _group(row["kind"], row["group"], by_role=by_role or is_body))
        found.setdefault(key, Counter())[row["level"]] += row["count"]
    return found


def _grounds(whole: YearReview, *, by_role: bool) -> dict[tuple[bool, str], tuple[str, ...]]:
    """By what more than the ceiling were let through, by group. One query."""
    rows = RatingDecision.objects.filter(
        Q(subject__review=whole) | Q(subject__review__above=whole), grade=Grade.EXCELLENT, subject__grade=F("grade")
    ).exclude(beyond_ground="")
    asked = rows.values_list("subject__person", "subject__kind", "subject__group", "beyond_ground").distinct()
    found: dict[tuple[bool, str], list[str]] = {}
    for person, kind, group, ground in asked.order_by("beyond_ground"):
        key = (person is None, _group(kind, group, by_role=by_role or person is None))
        found.setdefault(key, []).append(ground)
    return {key: tuple(dict.fromkeys(grounds)) for key, grounds in found.items()}


def _group(kind: str, group: str, *, by_role: bool) -> str:
    if not by_role:
        return ""
    return group or PointSheet.Subject(kind).label


def _ceilings(counts: Counts, on: date, rules: Rulebook) -> tuple[GroupCeiling, ...]:
    found = (_ceiling(group, counted, on, rules, is_bodies=is_body) for (is_body, group), counted in counts.items())
    return tuple(one for one in found if one is not None)


def _ceiling(group: str, counted: Counter[str], on: date, rules: Rulebook, *, is_bodies: bool) -> GroupCeiling | None:
    excellent, good = counted[Grade.EXCELLENT], counted[Grade.GOOD]
    rated = sum(counted[grade] for grade in Grade.values)
    shares = Shares(rated=rated, good_or_better=excellent + good, excellent=excellent)
    try:
        own, *others = ceilings(shares, on, rules, key=COLLECTIVES if is_bodies else MEMBERS)
    except LawGap:
        return None
    return GroupCeiling(
        group=group,
        is_bodies=is_bodies,
        rated=rated,
        excellent=excellent,
        good=good,
        fulfilled=counted[Grade.FULFILLED],
        unfulfilled=counted[Grade.UNFULFILLED],
        limit=own.limit,
        share=own.share,
        base=CAP_BASES[own.base_mode],
        base_count=own.base_count,
        formula=_formula(own),
        is_kept=own.is_kept,
        citation=own.reading.citation,
        others=tuple(OtherReading(base=CAP_BASES[one.base_mode], limit=one.limit) for one in others),
    )


def _suppose(supposed: tuple[int, int, int], on: date, rules: Rulebook) -> GroupCeiling | None:
    rated, good, excellent = supposed
    rest = max(rated - good - excellent, 0)
    counted = Counter({Grade.EXCELLENT.value: excellent, Grade.GOOD.value: good, Grade.FULFILLED.value: rest})
    return _ceiling("", counted, on, rules, is_bodies=False)


def _formula(one: Ceiling) -> str:
    """Say how the limit came, with its numbers: the share of what is left once so many are excellent."""
    whom = "hoàn thành tốt" if one.base_mode is CapBase.GOOD_ONLY else CAP_BASES[one.base_mode].removeprefix("số ")
    return f"{_number(one.share * 100)}% của {one.final_base} người ({whom}) = {_number(one.exact)}"


def _number(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")
