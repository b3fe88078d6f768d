"""Commitments: open a round, reword its form, hand in, excuse, confirm, check at the end of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.vietnamese import normalise_name
from chibo.reviews import promise_words as words
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.actions.promising import allow_own, happened, in_order, log, named
from chibo.reviews.models import Commitment, CommitmentRound, CommitmentText
from chibo.reviews.queries.commitments import members_in_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation, Person


@transaction.atomic
def open_commitment_round(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    year: int,
    name: str,
    body: str,
    opened_on: date,
    due_on: date | None = None,
    ground: str = "",
) -> CommitmentRound:
    """Open the round of a year with the first wording of its form. Raises ``NotAllowedError``, ``FaultyError``."""
    allow(actor, organisation, words.RUN_COMMITMENTS)
    refuse(_round_faults(on, organisation, year, name, opened_on, due_on) + _text_faults(body, None))
    made = CommitmentRound.objects.create(
        organisation=organisation,
        year=year,
        name=name.strip(),
        ground=ground.strip(),
        opened_on=opened_on,
        due_on=due_on,
    )
    CommitmentText.objects.create(round=made, version=1, body=body.strip(), written_on=on, written_by=actor.name)
    log(actor, on, "open_commitment_round", made, organisation, {"year": [None, year], "name": [None, made.name]})
    return made


@transaction.atomic
def change_commitment_round(
    *,
    actor: Actor,
    on: date,
    turn: CommitmentRound,
    name: str,
    opened_on: date,
    due_on: date | None = None,
    ground: str = "",
) -> CommitmentRound:
    """Change the name, days and ground of a round; its year stays. Raises ``NotAllowedError``, ``FaultyError``."""
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    refuse(_round_faults(on, turn.organisation, turn.year, name, opened_on, due_on, other_than=turn))
    before = [turn.name, turn.opened_on, turn.due_on, turn.ground]
    turn.name, turn.opened_on, turn.due_on, turn.ground = name.strip(), opened_on, due_on, ground.strip()
    turn.save()
    after = [turn.name, turn.opened_on, turn.due_on, turn.ground]
    log(actor, on, "change_commitment_round", turn, turn.organisation, {"round": [before, after]})
    return turn


@transaction.atomic
def reword_commitment_round(*, actor: Actor, on: date, turn: CommitmentRound, body: str) -> CommitmentText:
    """Add a wording to a round; what was signed keeps the wording it was signed in."""
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    CommitmentRound.objects.select_for_update().get(pk=turn.pk)
    last = turn.texts.last()
    refuse(_text_faults(body, last))
    version = last.version + 1 if last else 1
    made = CommitmentText.objects.create(
        round=turn, version=version, body=body.strip(), written_on=on, written_by=actor.name
    )
    log(actor, on, "reword_commitment_round", turn, turn.organisation, {"version": [version - 1, version]})
    return made


@transaction.atomic
def hand_in_commitments(
    *,
    actor: Actor,
    on: date,
    turn: CommitmentRound,
    people: Iterable[Person],
    handed_on: date,
    kept_at: str = "",
) -> list[Commitment]:
    """Put down that people handed in on a day, all in one folder. Nothing is written where one of them cannot.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault.
    """
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    chosen = list(people)
    refuse(_handing_faults(on, turn, chosen, handed_on))
    text = turn.texts.last()
    made = [
        Commitment.objects.create(round=turn, person=person, text=text, handed_on=handed_on, kept_at=kept_at.strip())
        for person in chosen
    ]
    changes = {str(row.person.uid): [None, handed_on] for row in made}
    log(actor, on, "hand_in_commitments", turn, turn.organisation, {**changes, "kept_at": [None, kept_at.strip()]})
    return made


@transaction.atomic
def write_commitment(
    *,
    actor: Actor,
    on: date,
    turn: CommitmentRound,
    person: Person,
    handed_on: date,
    kept_at: str = "",
    from_cell: str = "",
    promise: str = "",
) -> Commitment:
    """Write one member's commitment, new or again; with ``from_cell`` it is the one handed in to the former cell.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault. The wording first signed stays.
    """
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    row = Commitment.objects.select_for_update().filter(round=turn, person=person).first()
    refuse(_writing_faults(on, turn, person, handed_on, row, is_brought=bool(from_cell.strip())))
    before = [row.handed_on, row.kept_at, row.from_cell] if row else None
    row = row or Commitment(round=turn, person=person, text=turn.texts.last())
    row.handed_on, row.kept_at, row.from_cell = handed_on, kept_at.strip(), from_cell.strip()
    if row.from_cell:
        row.text = None  # signed in the other cell's words
    elif row.text is None:
        row.text = turn.texts.last()
    row.promise = promise.strip()
    row.save()
    after = [row.handed_on, row.kept_at, row.from_cell]
    log(actor, on, "write_commitment", row, turn.organisation, {"handed_in": [before, after]})
    return row


@transaction.atomic
def word_promise(*, actor: Actor, on: date, commitment: Commitment, promise: str) -> Commitment:
    """Let the member word what is promised; the text itself stays out of the log. Raises ``NotAllowedError``."""
    organisation = commitment.round.organisation
    allow_own(actor, organisation, commitment.person)
    commitment.promise = promise.strip()
    commitment.save(update_fields=["promise"])
    log(actor, on, "word_promise", commitment, organisation, {"length": [None, len(commitment.promise)]})
    return commitment


@transaction.atomic
def excuse(
    *,
    actor: Actor,
    on: date,
    turn: CommitmentRound,
    person: Person,
    reason: str,
) -> Commitment:
    """Put down that a member need not hand in this time, and why. Raises ``NotAllowedError``, ``FaultyError``."""
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    there = Commitment.objects.filter(round=turn, person=person).exists()
    faults = [words.handed_already([person.full_name])] if there else []
    if not reason.strip():
        faults.append(words.no_reason("miễn nộp"))
    refuse(faults + _member_faults(turn, [person], on))
    row = Commitment.objects.create(round=turn, person=person, excused_on=on, excuse=reason.strip())
    log(actor, on, "excuse_commitment", row, turn.organisation, {"excused_on": [None, on]})
    return row


@transaction.atomic
def take_back_commitment(*, actor: Actor, on: date, commitment: Commitment, reason: str) -> None:
    """Take a row away that was put down by mistake; the log keeps it and the reason."""
    organisation = commitment.round.organisation
    allow(actor, organisation, words.RUN_COMMITMENTS)
    refuse([] if reason.strip() else [words.no_reason("bỏ ghi")])
    gone = {"person": [str(commitment.person.uid), None], "handed_on": [commitment.handed_on, None]}
    log(actor, on, "take_back_commitment", commitment, organisation, gone, reason.strip())
    Commitment.objects.filter(pk=commitment.pk).delete()


@transaction.atomic
def confirm_commitments(
    *,
    actor: Actor,
    on: date,
    turn: CommitmentRound,
    people: Iterable[Person],
    confirmed_on: date,
    confirmed_by: str = "",
) -> int:
    """Put down who confirmed the commitments of people and when. Raises as :func:`hand_in_commitments`."""
    allow(actor, turn.organisation, words.RUN_COMMITMENTS)
    chosen = list(people)
    there = _handed(turn, chosen)
    missing = [person for person in chosen if person.pk not in there]
    faults = happened("Ngày xác nhận", confirmed_on, on, "confirmed_on")
    faults += [] if chosen else [words.nobody_chosen()]
    faults += [words.not_handed_in(named(missing), "xác nhận")] if missing else []
    latest = max((row.handed_on for row in there.values() if row.handed_on), default=None)
    faults += in_order("Ngày xác nhận", confirmed_on, "ngày nộp", latest, "confirmed_on")
    refuse(faults)
    who = confirmed_by.strip() or actor.name
    changed = Commitment.objects.filter(pk__in=[row.pk for row in there.values()])
    changed.update(confirmed_on=confirmed_on, confirmed_by=who)
    changes = {str(person.uid): [None, confirmed_on] for person in chosen}
    log(actor, on, "confirm_commitments", turn, turn.organisation, {**changes, "by": [None, who]})
    return len(there)


@transaction.atomic
def check_commitment(
    *, actor: Actor, on: date, commitment: Commitment, result: str, facts: str, checked_on: date, checked_by: str = ""
) -> Commitment:
    """Put down what became of a commitment by the end of the year: met, partly or not, told in facts.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault.
    """
    organisation = commitment.round.organisation
    allow(actor, organisation, words.RUN_COMMITMENTS)
    faults = happened("Ngày kiểm tra", checked_on, on, "checked_on")
    faults += in_order("Ngày kiểm tra", checked_on, "ngày nộp", commitment.handed_on, "checked_on")
    if commitment.handed_on is None:
        faults.append(words.not_handed_in([commitment.person.full_name], "kiểm tra", "result"))
    faults += [] if result in Commitment.Result.values else [words.no_result()]
    faults += [] if facts.strip() else [words.no_facts()]
    refuse(faults)
    before = commitment.result or None
    commitment.result, commitment.facts, commitment.checked_on = result, facts.strip(), checked_on
    commitment.checked_by = checked_by.strip() or actor.name
    commitment.save(update_fields=["result", "facts", "checked_on", "checked_by"])
    log(actor, on, "check_commitment", commitment, organisation, {"result": [before, result]})
    return commitment


# ---------------------------------------------------------------------- what can be wrong


def _round_faults(
    on: date,
    organisation: Organisation,
    year: int,
    name: str,
    opened_on: date,
    due_on: date | None,
    *,
    other_than: CommitmentRound | None = None,
) -> list[Fault]:
    faults = []
    if not words.FIRST_YEAR <= year <= on.year + 1:
        faults.append(words.wrong_year(year, on.year + 1))
    if not name.strip():
        faults.append(words.unnamed())
    same = CommitmentRound.objects.filter(organisation=organisation, year=year)
    wanted = normalise_name(name).casefold()  # in Python: SQLite knows no capitals with marks
    if any(twin != other_than and normalise_name(twin.name).casefold() == wanted for twin in same):
        faults.append(words.round_twice(name.strip(), year))
    faults += happened("Ngày mở đợt", opened_on, on, "opened_on")
    return faults + in_order("Hạn nộp", due_on, "ngày mở đợt", opened_on, "due_on")


def _text_faults(body: str, last: CommitmentText | None) -> list[Fault]:
    if not body.strip():
        return [words.empty_text()]
    return [words.same_text()] if last is not None and last.body == body.strip() else []


def _handing_faults(on: date, turn: CommitmentRound, people: Sequence[Person], handed_on: date) -> list[Fault]:
    faults = happened("Ngày nộp", handed_on, on, "handed_on")
    if handed_on < turn.opened_on:
        faults.append(words.before_opening(handed_on, turn.opened_on, "handed_on"))
    if not people:
        faults.append(words.nobody_chosen())
    taken = set(Commitment.objects.filter(round=turn, person__in=people).values_list("person_id", flat=True))
    again = [person for person in people if person.pk in taken]
    faults += [words.handed_already(named(again))] if again else []
    return faults + _member_faults(turn, people, on)


def _writing_faults(
    on: date,
    turn: CommitmentRound,
    person: Person,
    handed_on: date,
    row: Commitment | None,
    *,
    is_brought: bool,
) -> list[Fault]:
    faults = happened("Ngày nộp", handed_on, on, "handed_on")
    if handed_on < turn.opened_on and not is_brought:
        faults.append(words.before_opening(handed_on, turn.opened_on, "handed_on"))
    if row is not None and row.excused_on is not None:
        faults.append(words.is_excused(person.full_name))
    if row is not None:
        faults += in_order("Ngày xác nhận", row.confirmed_on, "ngày nộp", handed_on, "handed_on")
    return faults + ([] if row is not None else _member_faults(turn, [person], on))


def _member_faults(turn: CommitmentRound, people: Sequence[Person], on: date) -> list[Fault]:
    members = members_in_round(turn, on)
    others = [person for person in people if person.pk not in members]
    return [words.not_members(named(others), turn.year)] if others else []


def _handed(turn: CommitmentRound, people: Sequence[Person]) -> dict[int, Commitment]:
    rows = Commitment.objects.select_for_update().filter(round=turn, person__in=people, handed_on__isnull=False)
    return {row.person_id: row for row in rows}
