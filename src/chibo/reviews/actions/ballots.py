"""The vote on levels: totals over the base that the session froze. Nobody's own vote is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.meetings.actions.counting import Count, count_faults
from chibo.meetings.models import Meeting, Vote
from chibo.meetings.queries import frozen_terms
from chibo.register.facts import rulebook_of
from chibo.reviews import round_faults as faults
from chibo.reviews.actions.common import refuse
from chibo.reviews.actions.rounds import check_open, log
from chibo.reviews.models import BallotLine, Classification, RatingBallot, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries import VoteTerms
    from chibo.reviews.models import YearReview

Grade = Classification.Grade
_ORDINARY = "topic"  # an ordinary matter: more than half of the base
Row = tuple[int, int, int, int]


@transaction.atomic
def record_ballot(
    *,
    actor: Actor,
    on: date,
    review: YearReview,
    meeting: Meeting,
    issued: int,
    collected: int,
    valid: int,
    lines: Mapping[Subject, Row],
    again: bool = False,
) -> RatingBallot:
    """Record how many ballots named each level for each subject, in the order excellent, good, fulfilled, unfulfilled.

    The base is the one that the attendance of the session froze. A level named by the number needed becomes the
    proposed level. Recording again corrects the last round; ``again`` opens the next. Raises :class:`FaultyError` with
    every contradiction, :class:`NotAllowedError`.
    """
    check_open(actor, review, "ghi kết quả bỏ phiếu")
    refuse(_before_counting(on, review, meeting, lines))
    terms = frozen_terms(meeting, _ORDINARY, rulebook_of(meeting.organisation, meeting.on))
    refuse([*_paper_faults(terms, meeting, issued, collected, valid), *_line_faults(terms, valid, lines)])
    ballot = _row(review, again=again)
    before = [ballot.issued, ballot.valid] if ballot.pk else None
    ballot.meeting, ballot.base, ballot.base_sentence = meeting, terms.base, terms.sentence
    ballot.needed, ballot.threshold = terms.needed, terms.wanted
    ballot.issued, ballot.collected, ballot.valid = issued, collected, valid
    ballot.save()
    ballot.lines.all().delete()
    BallotLine.objects.bulk_create(
        [
            BallotLine(ballot=ballot, subject=subject, excellent=a, good=b, fulfilled=c, unfulfilled=d)
            for subject, (a, b, c, d) in lines.items()
        ]
    )
    _propose(ballot, lines)
    log(actor, on, "record_ballot", review, {"counted": [before, [issued, valid]], "lines": [None, len(lines)]})
    return ballot


def _before_counting(on: date, review: YearReview, meeting: Meeting, lines: Mapping[Subject, Row]) -> Iterator[Fault]:
    label = f"{meeting.get_kind_display()} ngày {meeting.on.day}-{meeting.on.month}-{meeting.on.year}"
    if meeting.organisation_id != review.organisation_id:
        yield faults.nothing_chosen("cuộc họp của tổ chức này")
    if meeting.on > on:
        yield faults.in_future("Ngày họp", meeting.on, on, "meeting")
    if meeting.base is None:
        yield faults.ballot_unheld(label)
    if not lines:
        yield faults.nothing_chosen("người được bỏ phiếu")
    for subject in lines:
        if subject.standing != Subject.Standing.RATED:
            yield faults.not_rated(str(subject), subject.open_reason, f"phieu-{subject.uid}")


def _paper_faults(terms: VoteTerms, meeting: Meeting, issued: int, collected: int, valid: int) -> Iterator[Fault]:
    count = Count.of(Vote.Method.SECRET_BALLOT, approve=0, against=0, issued=issued, collected=collected, valid=valid)
    return count_faults(count, terms, meeting.present_official or 0)


def _line_faults(terms: VoteTerms, valid: int, lines: Mapping[Subject, Row]) -> Iterator[Fault]:
    for subject, row in lines.items():
        field, cast = f"phieu-{subject.uid}", sum(row)
        if min(row) < 0:
            yield faults.negative_line(str(subject), field)
        if cast > terms.base:
            yield faults.line_beyond(str(subject), cast, terms.base, "mẫu số", field)
        elif cast > valid:
            yield faults.line_beyond(str(subject), cast, valid, "số phiếu hợp lệ", field)


def _row(review: YearReview, *, again: bool) -> RatingBallot:
    last = review.ballots.order_by("-round").first()
    if last is None or again:
        return RatingBallot(review=review, round=last.round + 1 if last else 1)
    return last


def _propose(ballot: RatingBallot, lines: Mapping[Subject, Row]) -> None:
    """The level that reached the number needed is proposed; where none did, what was proposed before stays."""
    moved = []
    for subject, row in lines.items():
        named = zip(Grade.values, row, strict=True)
        won = [grade for grade, votes in named if ballot.needed and votes >= ballot.needed]
        if won:
            subject.proposed = won[0]
            moved.append(subject)
    Subject.objects.bulk_update(moved, ["proposed"], batch_size=200)
