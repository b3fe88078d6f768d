"""Commitments of past years, many at once, as a list tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from chibo.base.refusal import Fault
from chibo.reviews import promise_words as words
from chibo.reviews.actions.common import allow, refuse, say
from chibo.reviews.actions.promising import log
from chibo.reviews.models import Commitment, CommitmentRound, CommitmentText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_NO_WORDING: Final = "Danh sách nhập vào không kèm lời của mẫu cam kết."


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentEntry:
    """One member's commitment of a year; ``mark`` names the row in a fault, empty texts say nothing."""

    mark: str
    person: Person
    year: int
    handed_on: date
    round_name: str = ""
    promise: str = ""
    result: str = ""
    facts: str = ""
    checked_on: date | None = None
    kept_at: str = ""


@transaction.atomic
def enter_commitments(
    *, actor: Actor, on: date, organisation: Organisation, entries: Sequence[CommitmentEntry], proof: str
) -> list[list[list[Any]]]:
    """Write the commitments of a list; a year without a round gets one, a second commitment of a round is set right.

    Gives for each entry what was made or changed, as ``register.actions.Trace``. Raises ``NotAllowedError``;
    ``FaultyError`` with every fault.
    """
    allow(actor, organisation, words.RUN_COMMITMENTS)
    refuse(_faults(on, entries))
    rounds: dict[tuple[int, str], CommitmentRound] = {}
    traces = []
    for entry in entries:
        trace: list[list[Any]] = []
        turn = _round(on, actor, organisation, entry, rounds, trace, entries)
        _commitment(actor, turn, entry, trace)
        traces.append(trace)
    told = {"commitments": [None, len(entries)], "proof": [None, proof]}
    log(actor, on, "enter_commitments", organisation, organisation, told)
    return traces


def _faults(on: date, entries: Sequence[CommitmentEntry]) -> list[Fault]:
    faults = []
    for entry in entries:
        for what, day in (("Ngày nộp", entry.handed_on), ("Ngày kiểm tra", entry.checked_on)):
            if day is not None and day > on:
                faults.append(Fault(what=f"{entry.mark} – {what} ({say(day)}) chưa đến.", next="Sửa lại ngày."))
        if entry.result not in ("", *Commitment.Result.values):
            faults.append(Fault(what=f"{entry.mark} – kết quả chưa đúng.", next="Chọn một kết quả trong danh mục."))
    return faults


def _round(
    on: date,
    actor: Actor,
    organisation: Organisation,
    entry: CommitmentEntry,
    rounds: dict[tuple[int, str], CommitmentRound],
    trace: list[list[Any]],
    entries: Sequence[CommitmentEntry],
) -> CommitmentRound:
    """Give the round of an entry: of its name, else the only one of its year, else a new one."""
    key = (entry.year, entry.round_name)
    if key in rounds:
        return rounds[key]
    there = list(CommitmentRound.objects.filter(organisation=organisation, year=entry.year).order_by("pk"))
    if entry.round_name:
        there = [turn for turn in there if turn.name == entry.round_name]
    if not there:
        first = min(one.handed_on for one in entries if (one.year, one.round_name) == key)
        name = entry.round_name or f"Cam kết tu dưỡng, rèn luyện năm {entry.year}"
        turn = CommitmentRound.objects.create(organisation=organisation, year=entry.year, name=name, opened_on=first)
        text = CommitmentText.objects.create(
            round=turn, version=1, body=_NO_WORDING, written_on=on, written_by=actor.name
        )
        trace += [["made", row._meta.label_lower, str(row.uid)] for row in (turn, text)]  # noqa: SLF001
        there = [turn]
    rounds[key] = there[0]
    return there[0]


def _commitment(actor: Actor, turn: CommitmentRound, entry: CommitmentEntry, trace: list[list[Any]]) -> None:
    told: dict[str, Any] = {"handed_on": entry.handed_on, "promise": entry.promise, "kept_at": entry.kept_at}
    told["facts"] = entry.facts
    if entry.result:
        told |= {"result": entry.result, "checked_on": entry.checked_on, "checked_by": actor.name}
    told = {name: value for name, value in told.items() if value}
    row = Commitment.objects.filter(round=turn, person=entry.person).first()
    if row is None:
        row = Commitment.objects.create(round=turn, person=entry.person, **told)
        trace.append(["made", "reviews.commitment", str(row.uid)])
        return
    changed = {name: [_kept(getattr(row, name)), _kept(new)] for name, new in told.items() if getattr(row, name) != new}
    if set(changed) <= {"checked_by"}:
        return
    if row.excused_on is not None:
        changed["excused_on"] = [_kept(row.excused_on), None]
        row.excused_on = None
    for name in changed:
        if name in told:
            setattr(row, name, told[name])
    row.save(update_fields=list(changed))
    trace.append(["set", "reviews.commitment", str(row.uid), changed])


def _kept(value: Any) -> Any:
    return value if value is None else str(value)
