"""The pages of a round: how far it is, its parts, its people by name, one subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Case, Count, Prefetch, Q, When
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.meetings.models import Meeting
from chibo.register.facts import rulebook_of
from chibo.reviews.models import BallotLine, Opinion, PointSheet, RatingBallot, RatingDecision, Subject, YearReview
from chibo.reviews.queries.regime import bands_on, conditions_known, form_of, names_on, order_wants, regime_on
from chibo.reviews.words import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.timeline import Reading
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation

PAGE: Final = 50
Standing = Subject.Standing
_RATED = Q(standing=Standing.RATED)
_TO_REVIEW = ~Q(standing=Standing.LEFT_OUT)
_COUNTS: Final = {
    "members": Q(person__isnull=False),
    "rated": _RATED & Q(person__isnull=False),
    "not_rated": Q(standing=Standing.REVIEWED, person__isnull=False),
    "left_out": Q(standing=Standing.LEFT_OUT, person__isnull=False),
    "to_review": _TO_REVIEW & Q(person__isnull=False),
    "handed_in": _TO_REVIEW & Q(person__isnull=False, handed_in_on__isnull=False),
    "proposed": _RATED & ~Q(proposed=""),
    "decided": _RATED & ~Q(grade=""),
    "all_rated": _RATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many members, how many of them rated, handed in; proposals and decisions count the organisations too."""

    members: int = 0
    rated: int = 0
    not_rated: int = 0
    left_out: int = 0
    to_review: int = 0
    handed_in: int = 0
    proposed: int = 0
    decided: int = 0
    all_rated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The round of one organisation below, with how far it is."""

    review: YearReview
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One line of the people of a round; the names of the levels are those of the day that judges."""

    subject: Subject
    own: str
    proposed: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """What the page of a round shows. ``after`` is the uid of the last line when more follow."""

    review: YearReview
    regime: Reading | None
    counts: Counts
    whole: Counts
    parts: tuple[Part, ...]
    rows: tuple[SubjectRow, ...]
    after: str
    ballots: tuple[RatingBallot, ...]
    names: Mapping[str, str]
    body_names: Mapping[str, str]
    order: Citation | None


def round_for(actor: Actor, uid: UUID | str) -> YearReview:
    """The round of an address, if the actor may see its organisation's reports; ``NotYoursError`` otherwise."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    rows = YearReview.objects.select_related("organisation__kind", "above__organisation")
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError
    return found


def subject_for(actor: Actor, uid: UUID | str) -> Subject:
    """The subject of an address: to who sees the people of the organisation, and to the person."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="review__organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=UUID(actor.person_uid))
    rows = Subject.objects.select_related(
        "person", "review__organisation__kind", "review__above__organisation", "sheet"
    )
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError
    return found


def rounds_of(actor: Actor, organisation: Organisation) -> tuple[YearReview, ...]:
    """The rounds of an organisation that were opened here, the latest first."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    rows = YearReview.objects.filter(reach, organisation=organisation, opened_on__isnull=False)
    return tuple(rows.order_by("-year"))


def round_page(review: YearReview, *, after: str = "", limit: int = PAGE) -> RoundPage:
    """Gather the page of a guarded round; the number of queries does not grow with members or cells."""
    rules = rulebook_of(review.organisation, review.judged_on)
    parts = parts_of(review)
    rows, following = subjects_page(review, after=after, limit=limit)
    names, body_names = names_on(review.judged_on, rules), names_on(review.judged_on, rules, is_body=True)
    order = order_wants(review.judged_on, rules)
    own = counts_of([review])[review.pk]
    return RoundPage(
        review=review,
        regime=regime_on(review.judged_on, rules),
        counts=own,
        whole=_sum([own, *(part.counts for part in parts)]),
        parts=parts,
        rows=rows_of(rows, names, body_names),
        after=following,
        ballots=tuple(review.ballots.select_related("meeting").order_by("round")),
        names=names,
        body_names=body_names,
        order=order.citation if order else None,
    )


def parts_of(review: YearReview) -> tuple[Part, ...]:
    """The rounds below, in the order of the tree. Two queries."""
    below = list(review.parts.select_related("organisation__kind").order_by("organisation__scope_key"))
    counted = counts_of(below)
    return tuple(Part(review=one, counts=counted.get(one.pk, Counts())) for one in below)


def counts_of(reviews: Iterable[YearReview]) -> dict[int, Counts]:
    """How far each round is. One query."""
    keys = [review.pk for review in reviews]
    if not keys:
        return {}
    asked = {name: Count("pk", filter=kept) for name, kept in _COUNTS.items()}
    found = Subject.objects.filter(review__in=keys).values("review").annotate(**asked)
    counted = {row["review"]: _counts(row) for row in found}
    return {key: counted.get(key, Counts()) for key in keys}


def counts_of_whole(reviews: Iterable[YearReview]) -> dict[int, Counts]:
    """How far each round is, with the rounds below where it is the one above. Two queries at most."""
    listed = list(reviews)
    whole = [review.pk for review in listed if review.above_id is None]
    found = counts_of([review for review in listed if review.above_id is not None])
    if whole:
        asked = {name: Count("pk", filter=kept) for name, kept in _COUNTS.items()}
        tree = Subject.objects.filter(Q(review__in=whole) | Q(review__above__in=whole))
        rows = tree.annotate(whole=Coalesce("review__above_id", "review_id")).values("whole").annotate(**asked)
        found |= dict.fromkeys(whole, Counts()) | {row["whole"]: _counts(row) for row in rows}
    return found


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: row[name] for name in _COUNTS})


def _sum(many: list[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(one, name) for one in many) for name in _COUNTS})


def subjects_page(
    review: YearReview, *, after: str = "", limit: int = PAGE, only: Q | None = None
) -> tuple[list[Subject], str]:
    """The organisation first, then its people in the order of Vietnamese names; ``limit`` 0 means everybody.

    Two queries with ``after``, else one.
    """
    rows = subjects_of(review)
    if only is not None:
        rows = rows.filter(only)
    last = _place_of(review, after)
    if last is not None:
        rows = rows.filter(Q(person__sort_key__gt=last[0]) | Q(person__sort_key=last[0], pk__gt=last[1]))
    found = list(rows[: limit + 1] if limit else rows)
    shown = found[:limit] if limit else found
    return shown, str(shown[-1].uid) if len(found) > len(shown) else ""


def _place_of(review: YearReview, after: str) -> tuple[Any, int] | None:
    try:
        wanted = UUID(after)
    except ValueError:
        return None
    return Subject.objects.filter(review=review, uid=wanted).values_list("person__sort_key", "pk").first()


def subjects_of(review: YearReview) -> QuerySet[Subject]:
    """The subjects of one round: the organisation first, then its people by name."""
    rows = Subject.objects.filter(review=review).select_related("person", "review__organisation", "sheet")
    first = Case(When(person__isnull=True, then=0), default=1)
    return rows.order_by(first, "person__sort_key", "pk")


def rows_of(
    subjects: Iterable[Subject], names: Mapping[str, str], body_names: Mapping[str, str]
) -> tuple[SubjectRow, ...]:
    """Word the levels of subjects. No query."""
    return tuple(_row(one, body_names if one.is_body else names) for one in subjects)


def _row(subject: Subject, names: Mapping[str, str]) -> SubjectRow:
    return SubjectRow(
        subject=subject,
        own=names.get(subject.own_grade, ""),
        proposed=names.get(subject.proposed, ""),
        decided=names.get(subject.grade, ""),
    )


# ---------------------------------------------------------------------- one subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision with its level in the words of its day."""

    decision: RatingDecision
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPage:
    """What the page of one subject shows; ``least`` are the points of the levels where the regime scores."""

    subject: Subject
    row: SubjectRow
    names: Mapping[str, str]
    opinions: tuple[Opinion, ...]
    decisions: tuple[Decided, ...]
    votes: tuple[BallotLine, ...]
    lines: tuple[ScoredLine, ...]
    conditions: tuple[tuple[str, str, bool], ...]
    least: tuple[tuple[str, str], ...]
    sheet: PointSheet | None
    form: str
    years_kept: int
    kept_citation: Citation | None
    earlier: tuple[Subject, ...]

    @property
    def is_scored(self) -> bool:
        """Whether the regime of the day gives points."""
        return bool(self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """One line of the sheet with the points given."""

    key: str
    part: str
    part_name: str
    title: str
    most: str
    points: str


def subject_page(subject: Subject, typed: Mapping[str, str] | None = None) -> SubjectPage:
    """Gather the page of a guarded subject; ``typed`` are points that were not saved. Seven queries."""
    review = subject.review
    day = review.judged_on
    rules = rulebook_of(review.organisation, day)
    names = names_on(day, rules, is_body=subject.is_body)
    bands = bands_on(day, rules)
    sheet = subject.sheet or (sheet_for(subject, day) if bands else None)
    known = conditions_known(subject, rules)
    kept = rules.find("review.self_reviews_kept", day)
    return SubjectPage(
        subject=subject,
        row=_row(subject, names),
        names=names,
        opinions=tuple(subject.opinions.all()),
        decisions=tuple(
            Decided(decision=one, level=names.get(one.grade, "")) for one in subject.decisions.order_by("-round")
        ),
        votes=tuple(subject.ballot_lines.select_related("ballot__meeting").order_by("ballot__round")),
        lines=_lines(subject, sheet, typed),
        conditions=tuple((code, words, code in subject.conditions) for code, words in known),
        least=tuple((names.get(grade, grade), f"{points.normalize():f}") for grade, points in bands.items()),
        sheet=sheet,
        form=form_of(subject.kind, day, rules),
        earlier=earlier_self_reviews(subject),
        years_kept=kept.number if kept else 0,
        kept_citation=kept.citation if kept else None,
    )


def _lines(subject: Subject, sheet: PointSheet | None, typed: Mapping[str, str] | None) -> tuple[ScoredLine, ...]:
    if sheet is None:
        return ()
    given = subject.points if typed is None else typed
    return tuple(
        ScoredLine(**line, part_name=PARTS[line["part"]], points=str(given.get(line["key"], "")).replace(".", ","))
        for line in sheet.lines
    )


def sheet_for(subject: Subject, day: date) -> PointSheet | None:
    """The sheet in use on a day for the kind of a subject: the organisation's own, else the nearest above it."""
    key = subject.review.organisation.scope_key
    above = [key[:end] for end in range(4, len(key) + 1, 4)] or [key]
    rows = PointSheet.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        organisation__scope_key__in=[*above, key],
        subject=subject.kind,
        starts_on__lte=day,
    )
    return rows.order_by("-organisation__scope_key", "-version").first()


def sheets_of(organisation: Organisation) -> tuple[PointSheet, ...]:
    """Every version of the sheets of an organisation, by kind, the latest first."""
    rows = PointSheet.objects.filter(organisation=organisation)
    return tuple(rows.order_by("subject", "-version"))


def earlier_self_reviews(subject: Subject) -> tuple[Subject, ...]:
    """The self-reviews of a member that the dossier keeps, the latest first. One query."""
    if subject.person_id is None:
        return ()
    rows = Subject.objects.filter(person=subject.person_id, handed_in_on__isnull=False)
    return tuple(rows.select_related("review__organisation").order_by("-review__year"))


def meetings_to_count(review: YearReview) -> tuple[Meeting, ...]:
    """The sessions in which the vote can have been held: taken, since the year began; the latest first. One query."""
    rows = Meeting.objects.filter(organisation=review.organisation, base__isnull=False, on__year__gte=review.year)
    return tuple(rows.exclude(kind=Meeting.Kind.GROUP).order_by("-on", "-pk")[:PAGE])


def ballot_of(review: YearReview) -> RatingBallot | None:
    """The last round of the vote with its lines. Two queries."""
    lines = Prefetch("lines", BallotLine.objects.select_related("subject__person"))
    return review.ballots.select_related("meeting").prefetch_related(lines).order_by("-round").first()
