"""What comes in during a round: self-reviews, papers of other bodies, points, proposals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.register.facts import rulebook_of
from chibo.reviews import round_faults as faults
from chibo.reviews.actions.common import refuse
from chibo.reviews.actions.rounds import check_open, log
from chibo.reviews.actions.sheets import number_of
from chibo.reviews.models import Classification, Opinion, Subject
from chibo.reviews.queries.regime import conditions_known, is_better, level_names
from chibo.reviews.queries.rounds import sheet_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.reviews.models import YearReview

Grade = Classification.Grade
Standing = Subject.Standing


@transaction.atomic
def hand_in(
    *, actor: Actor, on: date, review: YearReview, subjects: Collection[Subject], received_on: date, kept_at: str = ""
) -> int:
    """Record that the self-reviews of these subjects came in on a day, and where the papers lie; any number at once.

    Raises :class:`FaultyError` with every fault (nobody chosen, day not there yet, somebody not reviewed).
    """
    check_open(actor, review, "ghi đã nhận bản kiểm điểm")
    refuse(_hand_in_faults(on, subjects, received_on))
    for subject in subjects:
        subject.handed_in_on, subject.kept_at = received_on, kept_at.strip() or subject.kept_at
    Subject.objects.bulk_update(subjects, ["handed_in_on", "kept_at"], batch_size=200)
    people = sorted(str(subject.uid) for subject in subjects)
    log(actor, on, "hand_in", review, {"received_on": [None, received_on], "subjects": [[], people]})
    return len(people)


def _hand_in_faults(on: date, subjects: Collection[Subject], received_on: date) -> Iterator[Fault]:
    if not subjects:
        yield faults.nothing_chosen("bản kiểm điểm nào đã nhận")
    if received_on > on:
        yield faults.in_future("Ngày nhận", received_on, on, "received_on")
    for subject in subjects:
        if subject.standing == Standing.LEFT_OUT:
            yield faults.not_reviewed(str(subject), subject.open_reason)


@transaction.atomic
def receive_opinion(
    *,
    actor: Actor,
    on: date,
    subject: Subject,
    body: str,
    received_on: date,
    dated: date | None = None,
    kept_at: str = "",
) -> Opinion:
    """Record that the paper of another body about a subject came in, and where it lies; never what it says.

    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    check_open(actor, subject.review, "ghi đã nhận giấy nhận xét")
    wrong = []
    if received_on > on:
        wrong.append(faults.in_future("Ngày nhận", received_on, on, "received_on"))
    if dated is not None and dated > received_on:
        wrong.append(faults.in_future("Ngày của giấy", dated, received_on, "dated"))
    if body not in Opinion.Body.values:
        wrong.append(faults.nothing_chosen("nơi nhận xét"))
    refuse(wrong)
    opinion = Opinion.objects.create(
        subject=subject, body=body, received_on=received_on, dated=dated, kept_at=kept_at.strip()
    )
    changes: dict[str, object] = {"subject": [None, subject.uid], "body": [None, body]}
    log(actor, on, "receive_opinion", subject.review, changes)
    return opinion


@transaction.atomic
def score(
    *,
    actor: Actor,
    on: date,
    subject: Subject,
    points: Mapping[str, str],
    conditions: Collection[str] = (),
) -> Subject:
    """Record the points of a subject by the sheet of its kind and which conditions are met.

    Points alone never decide (366-QĐ/TW): the level stays as it is. Where no sheet is in use only the conditions are
    kept. Raises :class:`FaultyError` with every line that has no points or too many.
    """
    check_open(actor, subject.review, "chấm điểm")
    sheet = subject.sheet or sheet_for(subject, subject.review.judged_on)
    lines = sheet.lines if sheet else []
    refuse([faults.not_rated(str(subject), subject.open_reason)] if subject.standing != Standing.RATED else [])
    refuse(_points_faults(lines, points))
    given = {line["key"]: str(number_of(points[line["key"]])) for line in lines}
    total = sum(map(Decimal, given.values()), Decimal(0)) if given else None
    before = str(subject.total) if subject.total is not None else None
    known = conditions_known(subject, rulebook_of(subject.review.organisation, subject.review.judged_on))
    subject.sheet, subject.points, subject.total = sheet, given, total
    subject.conditions = sorted(set(conditions) & {code for code, _ in known})
    subject.save(update_fields=["sheet", "points", "total", "conditions"])
    changes: dict[str, object] = {"subject": [None, subject.uid], "total": [before, str(total)]}
    log(actor, on, "score", subject.review, changes)
    return subject


def _points_faults(lines: list[dict[str, str]], points: Mapping[str, str]) -> Iterator[Fault]:
    for line in lines:
        typed = points.get(line["key"], "")
        number = number_of(typed)
        if number is None or not 0 <= number <= Decimal(line["most"]):
            yield faults.points_wrong(line["title"], typed, line["most"], f"diem-{line['key']}")


@transaction.atomic
def propose(*, actor: Actor, on: date, review: YearReview, grades: Mapping[Subject, tuple[str, str]]) -> int:
    """Record the level each subject claims and the level that is proposed, any number at once; empty means none.

    Raises :class:`FaultyError` with every fault: somebody not rated, a level above the best that the law allows.
    """
    check_open(actor, review, "ghi mức đề nghị")
    refuse(fault for subject, pair in grades.items() for grade in pair for fault in grade_faults(subject, grade))
    changes: dict[str, object] = {}
    for subject, (own, proposed) in grades.items():
        if (own, proposed) != (subject.own_grade, subject.proposed):
            changes[str(subject.uid)] = [[subject.own_grade, subject.proposed], [own, proposed]]
            subject.own_grade, subject.proposed = own, proposed
    Subject.objects.bulk_update(list(grades), ["own_grade", "proposed"], batch_size=200)
    log(actor, on, "propose", review, changes)
    return len(changes)


def grade_faults(subject: Subject, grade: str, field: str = "") -> Iterator[Fault]:
    """What stands in the way of giving this level to a subject, points and conditions apart."""
    if not grade:
        return
    if grade not in Grade.values:
        yield faults.unknown_grade(str(subject), field)
        return
    if subject.standing != Standing.RATED:
        yield faults.not_rated(str(subject), subject.open_reason, field)
    if subject.most and is_better(grade, subject.most):
        names = level_names(subject)
        yield faults.above_most(str(subject), names[grade], names[subject.most], subject.open_most_reason, field)
