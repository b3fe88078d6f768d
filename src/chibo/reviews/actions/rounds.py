"""Opening a round: whom it concerns on the day of the list, by the regime of the day of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from chibo.base import audit
from chibo.base.access import Permission, within
from chibo.base.refusal import NotAllowedError
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import OfficeHolding, Organisation
from chibo.register.queries import below
from chibo.reviews import round_faults as faults
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.facts import as_text, circumstances_of, members_of_round
from chibo.reviews.models import PointSheet, Subject, YearReview
from chibo.reviews.queries.regime import judge_body, judge_member, regime_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.law.timeline import Rulebook
    from chibo.reviews.facts import MemberYear

_FIRST_YEAR = 1930
_WHAT = "mở đợt kiểm điểm, xếp loại"


def check_open(actor: Actor, review: YearReview, what: str) -> None:
    """Refuse whoever may not write for the organisation, and a round that is over or was never opened here."""
    allow(actor, review.organisation, what)
    if review.concluded_on is not None and review.opened_on is not None:
        refuse([faults.concluded(review.year, review.concluded_on)])
    if review.opened_on is None:
        refuse([faults.not_opened(review.year)])


def allow_whole(actor: Actor, whole: YearReview, what: str) -> None:
    """Refuse whoever may not write for every unit of a round: what is done to the round is done to its parts."""
    for one in (whole, *whole.parts.select_related("organisation")):
        allow(actor, one.organisation, what)


def log(actor: Actor, on: date, action: str, review: YearReview, changes: dict[str, object], reason: str = "") -> None:
    """Write the line of the log that belongs to an act of a round."""
    audit.record(
        actor=actor,
        on=on,
        action=f"reviews.{action}",
        subject=review,
        chain=str(review.organisation.uid),
        changes=changes,
        reason=reason,
    )


@transaction.atomic
def open_round(
    *, actor: Actor, on: date, organisation: Organisation, year: int, counted_on: date, planned_on: date
) -> YearReview:
    """Open the review of an organisation and of everything below it that the actor writes for; give its own round.

    ``counted_on``: the day whose members the list holds. ``planned_on``: when the competent level means to decide,
    which chooses the regime. Everybody's standing and its reason are kept. Raises :class:`FaultyError` with every
    fault, :class:`NotAllowedError`. The number of queries does not grow with members.
    """
    allow(actor, organisation, _WHAT)
    rules = rulebook_of(organisation, planned_on)
    # An act reaches what lies under the organisation today; who is counted in each unit goes by ``counted_on``.
    here = below(organisation, field="scope_key") & within(actor, Permission.EDIT_REGISTER)
    units = list(Organisation.objects.filter(covering(counted_on), here))
    units.sort(key=lambda unit: unit.scope_key)
    members = members_of_round(units, counted_on)
    refuse([*_open_faults(on, year, counted_on, planned_on, rules), *_taken(units, year)])
    refuse([] if members else [faults.nobody(counted_on, reaches_below=actor.may(*_below(organisation)))])
    review = _create(organisation, year, on, counted_on, planned_on, None)
    rounds = {organisation.pk: review}
    lower = [unit for unit in units if unit.pk != organisation.pk]
    made = [_new(unit, year, on, counted_on, planned_on, review) for unit in lower]
    rounds |= {row.organisation_id: row for row in YearReview.objects.bulk_create(made)}
    _fill(rounds, members, {unit.pk: unit for unit in units}, rules)
    log(
        actor, on, "open_round", review, {"year": [None, year], "subjects": [0, len(members)], "cells": [0, len(units)]}
    )
    return review


def _below(organisation: Organisation) -> tuple[Permission, str]:
    """The right to write for whatever lies under an organisation, and the key by which it is asked."""
    return Permission.EDIT_REGISTER, f"{organisation.scope_key}~"


def _open_faults(on: date, year: int, counted_on: date, planned_on: date, rules: Rulebook) -> Iterable[Fault]:
    if not _FIRST_YEAR <= year <= on.year:
        yield faults.year_out_of_range(year, on.year)
    if counted_on > on or counted_on.year < year:
        yield faults.counted_outside(counted_on, on)
    if planned_on < counted_on:
        yield faults.planned_too_early(planned_on, counted_on)
    if regime_on(planned_on, rules) is None:
        yield faults.no_regime(planned_on)


def _taken(units: Collection[Organisation], year: int) -> Iterable[Fault]:
    taken = YearReview.objects.filter(organisation__in=units, year=year).select_related("organisation")
    return [faults.year_taken(row.organisation.name, year) for row in taken.order_by("organisation__scope_key")]


def _new(
    unit: Organisation, year: int, on: date, counted_on: date, planned_on: date, above: YearReview | None
) -> YearReview:
    return YearReview(
        organisation=unit, year=year, opened_on=on, counted_on=counted_on, planned_on=planned_on, above=above
    )


def _create(
    unit: Organisation, year: int, on: date, counted_on: date, planned_on: date, above: YearReview | None
) -> YearReview:
    made = _new(unit, year, on, counted_on, planned_on, above)
    made.save()
    return made


def _fill(
    rounds: dict[int, YearReview],
    members: Collection[MemberYear],
    units: dict[int, Organisation],
    rules: Rulebook,
) -> None:
    """Put the organisations and their members on the list, each with the standing that the law gives."""
    leading = _leaders(rounds.values())
    rows = [_body(review, units[key], rules) for key, review in rounds.items()]
    for member in members:
        review = rounds[member.organisation_id]
        subject = Subject(review=review, person_id=member.person_id)
        if (member.person_id, member.organisation_id) in leading:
            subject.kind = PointSheet.Subject.LEADER
        apply_law(subject, member, review.judged_on, rules)
        rows.append(subject)
    Subject.objects.bulk_create(rows, batch_size=200)


def _leaders(rounds: Iterable[YearReview]) -> set[tuple[int, int]]:
    """Who holds a Party office on the day of the list: the first guess at the kind of criteria, changed by hand."""
    held = OfficeHolding.objects.none()
    for review in rounds:
        held = OfficeHolding.objects.filter(covering(review.counted_on or review.judged_on))
        break
    keys = [review.organisation_id for review in rounds]
    return set(held.filter(organisation__in=keys).values_list("person_id", "organisation_id"))


def _body(review: YearReview, unit: Organisation, rules: Rulebook) -> Subject:
    found = judge_body(unit.starts_on, review.judged_on, rules)
    return Subject(
        review=review, kind=PointSheet.Subject.BODY, standing=found.standing, reason=found.reason, group=unit.kind.name
    )


def apply_law(subject: Subject, member: MemberYear, on: date, rules: Rulebook) -> None:
    """Give a subject the standing and the best level that the law of the decision's day allows; not saved."""
    found = judge_member(member, circumstances_of(subject), on, rules)
    subject.standing, subject.reason = found.standing, found.reason
    subject.most, subject.most_reason = found.most, found.most_reason


@transaction.atomic
def plan_decision(*, actor: Actor, on: date, review: YearReview, planned_on: date) -> YearReview:
    """Move the planned day of the decision and judge every standing anew by the law of that day.

    What was set by hand stays. People who joined since, or were missing on the list, are added. Raises
    :class:`FaultyError`, :class:`NotAllowedError`.
    """
    check_open(actor, review, _WHAT)
    whole = YearReview.objects.select_related("organisation__kind").get(pk=review.whole_id)
    allow_whole(actor, whole, _WHAT)
    counted_on = whole.counted_on or whole.judged_on
    rules = rulebook_of(whole.organisation, planned_on)
    refuse(_open_faults(on, whole.year, counted_on, planned_on, rules))
    before = whole.planned_on
    tree = Q(pk=whole.pk) | Q(above=whole)
    YearReview.objects.filter(tree).update(planned_on=planned_on)
    rounds = {row.organisation_id: row for row in YearReview.objects.filter(tree).select_related("organisation__kind")}
    units = {key: row.organisation for key, row in rounds.items()}
    _judge_again(rounds, members_of_round(tuple(units.values()), counted_on), rules)
    log(actor, on, "plan_decision", whole, {"planned_on": [before, planned_on]})
    review.refresh_from_db()
    return review


def _judge_again(rounds: dict[int, YearReview], members: Collection[MemberYear], rules: Rulebook) -> None:
    by_round = {review.pk: review for review in rounds.values()}
    known = {
        (row.review_id, row.person_id): row
        for row in Subject.objects.select_for_update().filter(review__in=list(by_round), person__isnull=False)
    }
    fresh: list[Subject] = []
    moved: list[Subject] = []
    for member in members:
        review = rounds[member.organisation_id]
        subject = known.get((review.pk, member.person_id)) or Subject(review=review, person_id=member.person_id)
        subject.review = review
        if not subject.is_by_hand:
            apply_law(subject, member, review.judged_on, rules)
            (moved if subject.pk else fresh).append(subject)
    Subject.objects.bulk_create(fresh, batch_size=200)
    Subject.objects.bulk_update(moved, ["standing", "reason", "most", "most_reason"], batch_size=200)


@transaction.atomic
def set_standing(
    *,
    actor: Actor,
    on: date,
    subject: Subject,
    standing: str = "",
    reason: str = "",
    circumstances: Collection[str] | None = None,
    kind: str = "",
    group: str = "",
) -> Subject:
    """Say whether a subject is reviewed and rated, and what of the year the register does not know.

    Without ``standing`` the law decides from the circumstances; another standing than the law's needs a ``reason``.
    ``circumstances`` are for who may see them; none given, they stay. Raises :class:`FaultyError`,
    :class:`NotAllowedError`.
    """
    check_open(actor, subject.review, _WHAT)
    if circumstances is not None and not actor.may(Permission.VIEW_SENSITIVE, subject.review.organisation.scope_key):
        raise NotAllowedError("ghi hoàn cảnh trong năm")
    before, review = subject.standing, subject.review
    rules = rulebook_of(review.organisation, review.judged_on)
    if circumstances is not None:
        subject.circumstances = as_text(circumstances)
    _by_law(subject, rules)
    if standing and standing != subject.standing:
        lacking = not reason.strip()
        refuse([faults.reason_needed(str(subject), subject.open_reason or "kiểm điểm và xếp loại.")] if lacking else [])
        subject.standing, subject.reason, subject.is_by_hand = standing, reason.strip(), True
    else:
        subject.is_by_hand = False
    if kind in PointSheet.Subject.values and not subject.is_body:
        subject.kind = kind
    subject.group = group.strip()
    subject.save()
    changes: dict[str, object] = {"standing": [before, subject.standing], "subject": [None, subject.uid]}
    log(actor, on, "set_standing", review, changes, reason.strip())
    return subject


def _by_law(subject: Subject, rules: Rulebook) -> None:
    review = subject.review
    counted = review.counted_on or review.judged_on
    if subject.is_body:
        found = judge_body(review.organisation.starts_on, review.judged_on, rules)
        subject.standing, subject.reason = found.standing, found.reason
        return
    for member in members_of_round((review.organisation,), counted):
        if member.person_id == subject.person_id:
            apply_law(subject, member, review.judged_on, rules)
