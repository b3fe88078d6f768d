"""What the competent level decides: levels, changes with their ground, and the end of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from chibo.base.access import Permission
from chibo.register.facts import rulebook_of
from chibo.reviews import round_faults as faults
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.actions.handing_in import grade_faults
from chibo.reviews.actions.rounds import allow_whole, check_open, log
from chibo.reviews.actions.titles import record_title
from chibo.reviews.models import Classification, RatingDecision, Subject, YearReview
from chibo.reviews.queries.ceiling import ceilings_with
from chibo.reviews.queries.closed import disciplined_subjects
from chibo.reviews.queries.regime import demands_of, order_wants, regime_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.law.timeline import Rulebook

Grade = Classification.Grade
Standing = Subject.Standing
_NAMED = 5


@transaction.atomic
def decide(
    *,
    actor: Actor,
    on: date,
    review: YearReview,
    grades: Mapping[Subject, str],
    decided_on: date,
    decided_by: str,
    number: str = "",
    ground: str = "",
    beyond_ground: str = "",
) -> tuple[RatingDecision, ...]:
    """Record the levels that the competent level decided, any number at once; each in its next round.

    Somebody decided before needs a ``ground``, the old decision stays. More excellent than the ceiling needs the
    superior's ground (``beyond_ground``), kept with the excellent ones. Raises :class:`FaultyError` with every fault at
    once.
    """
    _check_right(actor, review)
    chosen = {subject: grade for subject, grade in grades.items() if grade}
    rules = rulebook_of(review.organisation, decided_on)
    last = _last_of(chosen)
    refuse(
        [
            *_paper_faults(on, review, chosen, decided_on, decided_by, rules),
            *_subject_faults(chosen, last, ground),
            *_law_faults(actor, review, chosen, decided_on, rules),
            *_order_faults(review, chosen, decided_on, rules),
            *([] if beyond_ground.strip() else _ceiling_faults(review, chosen, decided_on, rules)),
        ]
    )
    paper = {"decided_on": decided_on, "decided_by": decided_by.strip(), "number": number.strip()}
    made = RatingDecision.objects.bulk_create(
        RatingDecision(
            subject=subject,
            round=last[subject.pk].round + 1 if subject.pk in last else 1,
            grade=grade,
            ground=ground.strip() if subject.pk in last else "",
            beyond_ground=beyond_ground.strip() if grade == Grade.EXCELLENT else "",
            **paper,
        )
        for subject, grade in chosen.items()
    )
    changes: dict[str, object] = {str(subject.uid): [subject.grade, grade] for subject, grade in chosen.items()}
    for subject, grade in chosen.items():
        subject.grade = grade
    Subject.objects.bulk_update(list(chosen), ["grade"], batch_size=200)
    if review.concluded_on is not None:
        _mirror(list(chosen))
    log(
        actor,
        on,
        "decide",
        review,
        {"decided_on": [None, decided_on], **changes},
        ground.strip() or beyond_ground.strip(),
    )
    return tuple(made)


def _check_right(actor: Actor, review: YearReview) -> None:
    """A concluded round still takes a change, with its ground."""
    allow(actor, review.organisation, "ghi quyết định xếp loại")
    if review.opened_on is None:
        refuse([faults.not_opened(review.year)])


def _last_of(chosen: Mapping[Subject, str]) -> dict[int, RatingDecision]:
    rows = RatingDecision.objects.filter(subject__in=list(chosen)).order_by("round")
    return {row.subject_id: row for row in rows}


def _paper_faults(
    on: date, review: YearReview, chosen: Mapping[Subject, str], decided_on: date, decided_by: str, rules: Rulebook
) -> Iterator[Fault]:
    counted = review.counted_on or review.judged_on
    if not chosen:
        yield faults.nothing_chosen("mức nào")
    if decided_on > on:
        yield faults.in_future("Ngày quyết định", decided_on, on, "decided_on")
    if decided_on < counted:
        yield faults.before_list("Ngày quyết định", decided_on, counted, "decided_on")
    if not decided_by.strip():
        yield faults.nobody_decides()
    planned = review.planned_on or review.judged_on
    then, now = regime_on(decided_on, rules), regime_on(planned, rules)
    if then != now and then is not None and now is not None:
        yield faults.regime_changed(decided_on, then.text, planned, now.text)


def _subject_faults(chosen: Mapping[Subject, str], last: Mapping[int, RatingDecision], ground: str) -> Iterator[Fault]:
    for subject, grade in chosen.items():
        field = f"muc-{subject.uid}"
        yield from grade_faults(subject, grade, field)
        before = last.get(subject.pk)
        if before is not None and not ground.strip():
            yield faults.change_needs_ground(str(subject), before.get_grade_display(), before.decided_on)


def _law_faults(
    actor: Actor, review: YearReview, chosen: Mapping[Subject, str], decided_on: date, rules: Rulebook
) -> Iterator[Fault]:
    """Points, conditions, discipline of the year; who may not see a discipline is not told of it. Two queries."""
    may_see = actor.may(Permission.VIEW_SENSITIVE, review.organisation.scope_key)
    disciplined = disciplined_subjects(review.year, chosen)
    told = []
    for subject, grade in chosen.items():
        if grade not in Grade.values:
            continue
        field, is_disciplined = f"muc-{subject.uid}", subject.pk in disciplined
        open_said = demands_of(subject, grade, decided_on, rules, is_disciplined=is_disciplined and may_see)
        told.append((str(subject), field, open_said))
        if is_disciplined and not may_see:
            whole = demands_of(subject, grade, decided_on, rules, is_disciplined=True)
            if set(whole) - set(open_said):
                yield faults.closed_ground(str(subject), field)
    yield from faults.of_law(told)


def _order_faults(
    review: YearReview, chosen: Mapping[Subject, str], decided_on: date, rules: Rulebook
) -> Iterator[Fault]:
    """The collective before its members, lower organisations before higher ones, where the day's rule says so."""
    order = order_wants(decided_on, rules)
    if order is None:
        return
    has_members = any(not subject.is_body for subject in chosen)
    bodies = [subject for subject in chosen if subject.is_body]
    if "collective_before_members" in order.wants and has_members and not bodies:
        body = review.subjects.filter(person__isnull=True, standing=Standing.RATED, grade="").first()
        if body is not None:
            yield faults.body_first(str(body), order.citation.text)
    if "lower_before_higher" in order.wants and bodies and review.above_id is None:
        waiting = Subject.objects.filter(
            review__above=review, person__isnull=True, standing=Standing.RATED, grade=""
        ).exclude(pk__in=[subject.pk for subject in bodies])
        in_order = waiting.order_by("review__organisation__scope_key")
        names = list(in_order.values_list("review__organisation__name", flat=True))
        if names:
            yield faults.lower_first(_few(names), order.citation.text)


def _ceiling_faults(
    review: YearReview, chosen: Mapping[Subject, str], decided_on: date, rules: Rulebook
) -> Iterator[Fault]:
    for one in ceilings_with(review, chosen, decided_on, rules):
        if not one.is_kept:
            yield faults.beyond_ceiling(one.excellent, one.limit, one.formula, one.group)


def _few(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:_NAMED])
    return f"{shown} và {len(names) - _NAMED} nơi khác" if len(names) > _NAMED else shown


def _mirror(subjects: Collection[Subject]) -> None:
    """Keep the decided levels of members where reports count them."""
    people = [subject for subject in subjects if subject.person_id is not None and subject.grade]
    Classification.objects.bulk_create(
        [Classification(review_id=one.review_id, person_id=one.person_id or 0, grade=one.grade) for one in people],
        update_conflicts=True,
        unique_fields=["review", "person"],
        update_fields=["grade"],
        batch_size=200,
    )


@transaction.atomic
def conclude(
    *, actor: Actor, on: date, review: YearReview, concluded_on: date, title: str = "", title_on: date | None = None
) -> YearReview:
    """End a round and all its parts: from ``concluded_on`` its levels are the known result of the year.

    ``title`` with its day is recorded as the title of the year, where one was given with the level.
    Raises :class:`FaultyError` while somebody who is to be rated has no decision, :class:`NotAllowedError`.
    """
    check_open(actor, review, "kết thúc đợt đánh giá")
    allow_whole(actor, review, "kết thúc đợt đánh giá của cả đơn vị cấp dưới")
    tree = Q(pk=review.pk) | Q(above=review)
    subjects = Subject.objects.filter(review__in=YearReview.objects.filter(tree)).select_related(
        "person", "review__organisation"
    )
    rows = list(subjects.order_by("person__sort_key"))
    waiting = [str(one) for one in rows if one.standing == Standing.RATED and not one.grade]
    wrong = [faults.undecided(len(waiting), _few(waiting))] if waiting else []
    if concluded_on > on:
        wrong.append(faults.in_future("Ngày kết thúc", concluded_on, on, "concluded_on"))
    last = (
        RatingDecision.objects.filter(subject__in=rows)
        .order_by("-decided_on")
        .values_list("decided_on", flat=True)
        .first()
    )
    if last is not None and concluded_on < last:
        wrong.append(faults.before_list("Ngày kết thúc", concluded_on, last, "concluded_on"))
    refuse(wrong)
    YearReview.objects.filter(tree).update(concluded_on=concluded_on)
    review.concluded_on = concluded_on
    _mirror(rows)
    if title.strip():
        record_title(
            actor=actor, on=on, organisation=review.organisation, year=review.year, name=title, decided_on=title_on
        )
    log(actor, on, "conclude", review, {"concluded_on": [None, concluded_on]})
    return review
