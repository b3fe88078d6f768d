"""Make the papers of a round: one, or all of the year in one archive. Taking a paper out is written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit, jobs
from chibo.base.access import Permission, within
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.documents import naming, render, sets
from chibo.documents.regimes import regime_on
from chibo.register.queries import organisation_for
from chibo.reviews.models import Subject, YearReview
from chibo.reviews.papers.round_facts import facts_of_round
from chibo.reviews.papers.round_values import GUIDE, SHEETS, self_review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.jobs import Task
    from chibo.base.models import Job
    from chibo.documents.render import MadePaper
    from chibo.documents.sets import Entry
    from chibo.reviews.papers.round_facts import RoundFacts

KIND = "review_papers"
GAPS_FILE = "Chỗ còn trống.txt"


def sheet_docx(facts: RoundFacts, kind: str, on: date) -> MadePaper:
    """Make one of ``SHEETS`` in the form of its day."""
    sheet = SHEETS[kind]
    organisation = facts.review.organisation
    name = f"{sheet.title} {facts.review.year} {organisation.name}"
    regime = regime_on(on)
    return render.make(name, kind, sheet.values(facts, on), regime=regime, scope_key=organisation.scope_key, dated=on)


def guide_docx(facts: RoundFacts, subject: Subject, on: date) -> MadePaper:
    """Make the guide sheet of one member's self-review, the year's facts filled in."""
    organisation = facts.review.organisation
    return render.make(
        f"Bản kiểm điểm {facts.review.year} {subject}",
        GUIDE,
        self_review(facts, subject, on),
        regime=regime_on(on),
        scope_key=organisation.scope_key,
        dated=on,
    )


@transaction.atomic
def make_sheet(*, actor: Actor, on: date, review: YearReview, kind: str) -> MadePaper:
    """Make one paper of a round for somebody, and log it. Raises ``NotYoursError`` for an unknown kind."""
    if kind not in SHEETS:
        raise NotYoursError(kind)
    _log(actor, on, review, [kind], _people([review]))
    return sheet_docx(facts_of_round(review), kind, on)


@transaction.atomic
def make_guide(*, actor: Actor, on: date, subject: Subject) -> MadePaper:
    """Make the paper on which a subject reviews itself: a member's sheet, or the collective report; and log it.

    The member may take the own sheet. Raises ``NotAllowedError``.
    """
    own = subject.person is not None and str(subject.person.uid) == actor.person_uid
    people = [subject.person.uid] if subject.person is not None else []
    _log(actor, on, subject.review, [GUIDE], people, is_own=own)
    facts = facts_of_round(subject.review)
    if subject.is_body:
        return sheet_docx(facts, "bao-cao-kiem-diem", on)
    return guide_docx(facts, next(one for one in facts.subjects if one.pk == subject.pk), on)


def _people(rounds: Iterable[YearReview]) -> list[UUID]:
    """Whom the papers of rounds name."""
    return list(
        Subject.objects.filter(review__in=list(rounds), person__isnull=False).values_list("person__uid", flat=True)
    )


def _log(
    actor: Actor, on: date, review: YearReview, kinds: list[str], people: Iterable[UUID], *, is_own: bool = False
) -> None:
    if not is_own and not actor.may(Permission.MAKE_PAPERS, review.organisation.scope_key):
        raise NotAllowedError("soạn giấy tờ của đợt kiểm điểm này")
    audit.record(
        actor=actor,
        on=on,
        action="reviews.make_papers",
        subject=review,
        chain=str(review.organisation.uid),
        changes={"papers": kinds},
        people=people,
    )


# ---------------------------------------------------------------------- the papers of the year


def ask_for_papers(*, actor: Actor, on: date, review: YearReview) -> Job:
    """Ask for every paper of a round and of the rounds below for which the actor makes papers.

    Raises ``NotAllowedError``.
    """
    organisation = review.organisation
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn giấy tờ của đợt kiểm điểm này")
    return jobs.ask(
        actor=actor,
        on=on,
        kind=KIND,
        title=f"Giấy tờ kiểm điểm, xếp loại năm {review.year}: {organisation.name}",
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        given={"year": review.year},
        by=[Permission.MAKE_PAPERS],
    )


def run(task: Task) -> tuple[str, str]:
    """Do such a job: one organisation after another, nothing is held longer than the papers of one of them."""
    organisation = organisation_for(task.actor, task.organisation_uid)
    review = YearReview.objects.get(organisation=organisation, year=task.given["year"])
    rounds = [review, *_parts(task.actor, review)]
    count = sets.write(_entries(task, rounds), task.file)
    with transaction.atomic():
        _log(task.actor, task.on, review, ["bo-giay-to"], _people(rounds))
    name = f"Kiểm điểm, xếp loại {review.year} {naming.safe(organisation.name)}.zip"
    return name, f"Có {count - 1} tệp giấy tờ. Chỗ còn trống được ghi trong tệp “{GAPS_FILE}”."


def _parts(actor: Actor, whole: YearReview) -> list[YearReview]:
    """The rounds below that the actor reaches: their papers name every member."""
    reach = within(actor, Permission.MAKE_PAPERS, field="organisation__scope_key")
    return list(whole.parts.filter(reach).select_related("organisation__kind").order_by("organisation__scope_key"))


def _entries(task: Task, rounds: list[YearReview]) -> Iterator[Entry]:
    people = Subject.objects.filter(review__in=rounds, person__isnull=False)
    left = people.exclude(standing=Subject.Standing.LEFT_OUT).count()
    task.expect(left + len(rounds) * len(SHEETS))
    told: list[str] = []
    for review in rounds:
        yield from _of_round(task, review, told)
    yield GAPS_FILE, sets.told(told)


def _of_round(task: Task, review: YearReview, told: list[str]) -> Iterator[Entry]:
    facts = facts_of_round(review)
    for made in _made(facts, task.on):
        yield f"{naming.safe(review.organisation.name)}/{made.name}", made.content
        if made.gaps:
            told.append(f"{made.name}: {', '.join(gap.replace('_', ' ') for gap in made.gaps)}")
        task.step()


def _made(facts: RoundFacts, on: date) -> Iterator[MadePaper]:
    for kind in SHEETS:
        yield sheet_docx(facts, kind, on)
    for subject in facts.members:
        if subject.standing != Subject.Standing.LEFT_OUT:
            yield guide_docx(facts, subject, on)
