"""Rounds of commitments: how many are in, who is missing, and one member's commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.refusal import NotYoursError
from chibo.documents.queries.scans import Shelf, scan_counts
from chibo.register.facts import covering
from chibo.register.models import Membership, Organisation, Person
from chibo.register.queries import members_on
from chibo.register.tree import below_then
from chibo.reviews import promise_words as words
from chibo.reviews.models import Commitment, CommitmentRound, CommitmentText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor

_SHOWN = 40  # rounds on the page of all years


def last_day(turn: CommitmentRound, on: date) -> date:
    """The day whose members have to hand in: today, or the last day of the round's year once that is over."""
    return min(on, date(turn.year, 12, 31))


def members_in_round(turn: CommitmentRound, on: date) -> set[int]:
    """Who was a member at any time from the opening of a round to its last day, or to ``on``. One query."""
    spells = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=turn.opened_on),
        organisation=turn.organisation_id,
        starts_on__lte=max(last_day(turn, on), turn.opened_on),
    )
    return set(spells.values_list("person_id", flat=True))


# ---------------------------------------------------------------------- guarded


def commitment_round_for(actor: Actor, uid: UUID | str) -> CommitmentRound:
    """Return a round of an organisation whose people the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    found = CommitmentRound.objects.select_related("organisation__kind").filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def commitment_for(actor: Actor, uid: UUID | str) -> Commitment:
    """Return a commitment the actor may see, or the actor's own; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="round__organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=actor.person_uid)
    rows = Commitment.objects.select_related("round__organisation__kind", "person", "text")
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def shelf_of_commitment(commitment: Commitment) -> Shelf:
    """Where the scans of a signed commitment lie; the commitment is guarded already, its words are closed."""
    organisation = commitment.round.organisation
    return Shelf(
        subject=commitment,
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        seen_with=Permission.VIEW_SENSITIVE,
        kept_with=Permission.EDIT_REGISTER,
    )


# ---------------------------------------------------------------------- counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounts:
    """One round in figures: ``total`` members have to hand in, those excused left out."""

    round: CommitmentRound
    total: int
    handed_in: int
    late: int
    confirmed: int
    checked: int

    @property
    def missing(self) -> int:
        """How many have not handed in."""
        return self.total - self.handed_in


def counted(rounds: QuerySet[CommitmentRound], on: date) -> tuple[RoundCounts, ...]:
    """Count rounds on a day, whatever their organisation. One query.

    Counted are the members of the day (of 31 December once the year is over), and what those handed in.
    """
    here = Q(organisation=OuterRef("organisation"), starts_on__lte=on, starts_on__year__lte=OuterRef("year"))
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=on) | Q(ends_on__year__gt=OuterRef("year"))
    members = Membership.objects.filter(here & still).order_by()
    rows = Commitment.objects.filter(round=OuterRef(OuterRef("pk")), person=OuterRef("person"))

    def of_members(having: Q) -> Coalesce:
        many = members.filter(Exists(rows.filter(having))).values("organisation").annotate(many=Count("pk"))
        return Coalesce(Subquery(many.values("many")), 0, output_field=IntegerField())

    everybody = members.values("organisation").annotate(many=Count("pk")).values("many")
    found = rounds.select_related("organisation").annotate(
        members=Coalesce(Subquery(everybody), 0, output_field=IntegerField()),
        excused=of_members(Q(excused_on__lte=on)),
        handed=of_members(Q(handed_on__lte=on)),
        late=of_members(Q(handed_on__gt=OuterRef(OuterRef("due_on")))),
        confirmed=of_members(Q(confirmed_on__isnull=False)),
        checked=of_members(Q(checked_on__isnull=False)),
    )
    return tuple(
        RoundCounts(
            round=row,
            total=row.members - row.excused,
            handed_in=row.handed,
            late=row.late,
            confirmed=row.confirmed,
            checked=row.checked,
        )
        for row in found
    )


def commitment_rounds_of(organisation: Organisation, on: date) -> tuple[RoundCounts, ...]:
    """The rounds opened by a day, the latest year first, with their counts. One query."""
    rows = CommitmentRound.objects.filter(organisation=organisation, opened_on__lte=on)
    return counted(rows.order_by("-year", "-opened_on", "-pk")[:_SHOWN], on)


def commitment_rounds_below(actor: Actor, year: int, on: date) -> tuple[RoundCounts, ...]:
    """The rounds of one year of every organisation whose reports the actor may see: counts only. One query."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    rows = CommitmentRound.objects.filter(reach, year=year, opened_on__lte=on)
    return counted(rows.order_by("organisation__scope_key", "opened_on", "pk"), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFigures:
    """The rounds of one year together: how many there are, and of how many due commitments how many are in."""

    rounds: int
    handed_in: int
    total: int


def commitment_figures(
    organisation: Organisation, year: int, on: date, *, and_below: bool = False
) -> CommitmentFigures:
    """Count the commitments of a year as known on a day, by the tree of that day, for reports. Two queries."""
    where = below_then(organisation, on) if and_below else Q(organisation=organisation)
    found = counted(CommitmentRound.objects.filter(where, year=year, opened_on__lte=on), on)
    return CommitmentFigures(
        rounds=len(found), handed_in=sum(one.handed_in for one in found), total=sum(one.total for one in found)
    )


# ---------------------------------------------------------------------- one round, member by member


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One member in one round. ``hint`` tells of somebody who came during the year (product.md 2.12)."""

    person: Person
    commitment: Commitment | None
    is_late: bool = False
    is_overdue: bool = False
    hint: str = ""
    is_member: bool = True
    scans: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether this member has still to hand in."""
        return self.is_member and self.commitment is None

    @property
    def is_handed_in(self) -> bool:
        """Whether the commitment is in."""
        return self.commitment is not None and self.commitment.handed_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """A round with everybody who has to hand in, and those who did and have left since."""

    round: CommitmentRound
    text: CommitmentText | None
    rows: tuple[RoundRow, ...]
    on: date

    @property
    def missing(self) -> tuple[RoundRow, ...]:
        """Who has still to hand in, in the order of names."""
        return tuple(row for row in self.rows if row.is_missing)

    @property
    def unconfirmed(self) -> tuple[RoundRow, ...]:
        """Whose commitment nobody confirmed yet."""
        return tuple(
            row for row in self.rows if row.is_handed_in and row.commitment and not row.commitment.confirmed_on
        )

    @property
    def counts(self) -> RoundCounts:
        """The same figures as in the list of rounds."""
        ours = [row for row in self.rows if row.is_member]
        given = [row.commitment for row in ours if row.is_handed_in and row.commitment]
        return RoundCounts(
            round=self.round,
            total=sum(row.commitment is None or row.is_handed_in for row in ours),
            handed_in=len(given),
            late=sum(row.is_late for row in ours),
            confirmed=sum(one.confirmed_on is not None for one in given),
            checked=sum(one.checked_on is not None for one in given),
        )


def commitment_round_page(turn: CommitmentRound, on: date) -> RoundPage:
    """Gather a guarded round as it stands on a day. Five queries, however many members."""
    day = last_day(turn, on)
    members = list(members_on(turn.organisation, day))
    rows = {row.person_id: row for row in turn.commitments.select_related("person", "text")}
    came = _came(turn, day)
    scans = scan_counts(row.uid for row in rows.values())
    here = {person.pk for person in members}
    gone = [row.person for row in rows.values() if row.person_id not in here]
    gone.sort(key=lambda person: (person.sort_key, person.pk))
    return RoundPage(
        round=turn,
        text=turn.texts.last(),
        rows=tuple(
            _row(turn, person, rows.get(person.pk), came, scans, on, is_member=person.pk in here)
            for person in (*members, *gone)
        ),
        on=on,
    )


_FROM_ELSEWHERE = {Membership.JoinedBy.TRANSFER_IN, Membership.JoinedBy.REORGANISED}


def _row(
    turn: CommitmentRound,
    person: Person,
    row: Commitment | None,
    came: dict[int, Membership],
    scans: Mapping[UUID, int],
    on: date,
    *,
    is_member: bool,
) -> RoundRow:
    late = row is not None and row.handed_on is not None and turn.due_on is not None and row.handed_on > turn.due_on
    spell = came.get(person.pk)
    hint = ""
    if row is None and spell is not None:
        said = words.moved_in if spell.joined_by in _FROM_ELSEWHERE else words.joined
        hint = said(person.full_name.rpartition(" ")[2], spell.starts_on)
    return RoundRow(
        person=person,
        commitment=row,
        is_late=late,
        is_overdue=row is None and turn.due_on is not None and turn.due_on < on,
        hint=hint,
        is_member=is_member,
        scans=scans.get(row.uid, 0) if row is not None else 0,
    )


def _came(turn: CommitmentRound, day: date) -> dict[int, Membership]:
    """The memberships that began within the round's year, by person."""
    spells = Membership.objects.filter(
        covering(day), organisation=turn.organisation_id, starts_on__gte=date(turn.year, 1, 1)
    )
    return {spell.person_id: spell for spell in spells}


def reminder_text(page: RoundPage) -> str:
    """The reminder of a round as plain text for a message: the day, then who has not handed in."""
    due = f" Hạn nộp: {say_date(page.round.due_on)}." if page.round.due_on else ""
    lines = [f"{page.round}.{due}", f"Các đồng chí chưa nộp ({len(page.missing)} người):"]
    lines += [f"{place}. {row.person.full_name}" for place, row in enumerate(page.missing, start=1)]
    lines += [row.hint for row in page.missing if row.hint]
    return "\n".join(lines) if page.missing else f"{page.round}: mọi đảng viên đã nộp."


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCommitment:
    """One member in one round, with the wording that was or would be signed."""

    round: CommitmentRound
    row: RoundRow
    text: CommitmentText | None


def member_in_round(turn: CommitmentRound, person_uid: UUID | str, on: date) -> OneCommitment:
    """Return one member's line of a guarded round; raises :class:`NotYoursError` for somebody who has none."""
    page = commitment_round_page(turn, on)
    row = next((row for row in page.rows if str(row.person.uid) == str(person_uid)), None)
    if row is None:
        raise NotYoursError(str(person_uid))
    signed = row.commitment.text if row.commitment else page.text
    return OneCommitment(round=turn, row=row, text=signed)


def wordings(turn: CommitmentRound) -> tuple[CommitmentText, ...]:
    """Every wording of a round, the latest first, each with how many signed it (``signed``). One query."""
    return tuple(turn.texts.annotate(signed=Count("commitments")).order_by("-version"))


def wording_before(organisation: Organisation) -> str:
    """The latest wording of any round of an organisation, to start a new round with; empty where there is none."""
    last = CommitmentText.objects.filter(round__organisation=organisation).order_by("-round__year", "-pk").first()
    return last.body if last else ""


def open_rounds(organisation: Organisation, on: date) -> tuple[RoundCounts, ...]:
    """The rounds of this year and the last, for the worklist. One query."""
    rows = CommitmentRound.objects.filter(organisation=organisation, year__gte=on.year - 1, opened_on__lte=on)
    return counted(rows.order_by("year", "opened_on", "pk"), on)
