"""Việc cần làm: everything that is due, in the groups of decision 42, each line with its reason, article and button."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import text_key
from chibo.base.words.findings import duty_text
from chibo.desk import addresses
from chibo.desk.queries.doers import COMMITTEE, SECRETARY, Doers, doers_of
from chibo.desk.queries.follow_rows import follow_up_rows
from chibo.desk.queries.left_rows import helper_rows, role_rows
from chibo.desk.queries.lines import Button, Tag, WorkRow, tag_of
from chibo.desk.queries.meeting_duty import meeting_duty
from chibo.desk.queries.move_rows import move_rows
from chibo.desk.queries.plan_rows import plan_rows
from chibo.desk.queries.privacy_rows import privacy_rows
from chibo.desk.queries.review_rows import review_rows
from chibo.desk.queries.training_rows import training_rows
from chibo.desk.words import BUTTONS, GROUPS, PAGES
from chibo.development.facts import gather
from chibo.development.queries import cases
from chibo.development.words import COLUMNS
from chibo.law import journey
from chibo.law.journey import Duty
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Actor as By
from chibo.law.vocabulary import Confidence, DossierPhase, DutyGroup, DutyKind, Stage
from chibo.register.facts import rulebook_of
from chibo.register.queries import HeadCount, head_count
from chibo.reports.queries import Forecast, Outcome, forecast, kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.law.journey import Outlook
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding
    from chibo.register.models import Organisation, Person

_WEEK = timedelta(days=6)
_NAMING = frozenset({Permission.VIEW_PEOPLE, Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE})
"""What decides, beside the right to see cases, whom the lines name: of no use to somebody with another reach."""
BEFORE_ADMISSION = frozenset({Stage.SOURCE, Stage.OUTSTANDING, Stage.CANDIDATE, Stage.APPLICANT})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroup:
    """The lines of one group, in the order in which to begin."""

    key: DutyGroup
    title: str
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """What is to be done on a day.

    ``later`` is what lies beyond the 30 days, nearest first; ``gaps`` is what nobody can reckon, with the person it
    concerns; ``forecast`` is nothing for an actor without the right to see reports.
    """

    organisation: Organisation
    on: date
    groups: tuple[WorkGroup, ...]
    later: tuple[WorkRow, ...]
    gaps: tuple[tuple[Person, Finding], ...]
    forecast: Forecast | None
    heads: HeadCount
    on_the_road: tuple[tuple[str, int], ...] = ()

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """Every line of every group."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def with_limit(self) -> int:
        """How many lines have a last day set by a regulation."""
        return sum(row.has_limit for row in self.rows)

    @property
    def week(self) -> tuple[date, date]:
        """Monday and Sunday of the week."""
        monday = self.on - timedelta(days=self.on.weekday())
        return monday, monday + _WEEK

    @property
    def nearest(self) -> WorkRow | None:
        """What comes next when nothing is due."""
        return self.later[0] if self.later else None

    def of(self, person_uid: str) -> Worklist:
        """Keep only the lines that one person has to do."""
        groups = (
            replace(group, rows=tuple(row for row in group.rows if person_uid in row.doers.uids))
            for group in self.groups
        )
        return replace(self, groups=tuple(group for group in groups if group.rows))


def worklist(actor: Actor, organisation: Organisation, on: date) -> Worklist:
    """Gather what is due for an organisation on a day (decision 42). Raises :class:`NotYoursError` for a stranger.

    The number of queries does not grow with the people. The source duty needs the right to see reports; what roles
    people who left still have is told to who manages accounts.
    """
    if not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        raise NotYoursError
    with_reports = actor.may(Permission.VIEW_REPORTS, organisation.scope_key)
    with_accounts = actor.may(Permission.MANAGE_ACCOUNTS, organisation.scope_key)
    reach = frozenset(scope for scope in actor.scopes if scope.permission in _NAMING)
    return kept(
        organisation,
        "worklist",
        on,
        with_reports,
        with_accounts,
        reach,
        make=lambda: _gathered(actor, organisation, on, with_reports=with_reports, with_accounts=with_accounts),
    )


def _gathered(
    actor: Actor, organisation: Organisation, on: date, *, with_reports: bool, with_accounts: bool
) -> Worklist:
    rows = list(cases(actor, organisation))
    gathered = gather(rows)
    rules = rulebook_of(organisation, on)
    seen = tuple(journey.outlook(one.facts, on, rules) for one in gathered)
    doers = doers_of(organisation, gathered, on)
    expected = forecast(actor, organisation, on) if with_reports else None
    found = [
        *training_rows(_case_rows(rows, seen, on, rules, doers), organisation, on, rules, doers),
        *_meeting_rows(organisation, on, rules, doers),
        *follow_up_rows(organisation, on, rules),
        *review_rows(actor, organisation, on, rules, doers),
        *plan_rows(organisation, on, rules, doers),
        *privacy_rows(actor, organisation, on, rules, doers),
        *move_rows(organisation, on, rules, doers),
        *helper_rows(zip(gathered, seen, strict=True), on, rules, doers),
        *(role_rows(organisation, on, rules) if with_accounts else ()),
        *(_source_rows(expected, on, rules, doers) if expected else ()),
    ]
    found.sort(key=lambda row: (row.start_by, row.due_on or date.max, text_key(row.title)))
    found = _with_agenda_count(found)
    groups = (
        WorkGroup(key=key, title=title, rows=tuple(row for row in found if row.group is key))
        for key, title in GROUPS.items()
    )
    return Worklist(
        organisation=organisation,
        on=on,
        groups=tuple(group for group in groups if group.rows),
        later=tuple(row for row in found if row.group is DutyGroup.LATER),
        gaps=tuple((case.person, gap) for case, outlook in zip(rows, seen, strict=True) for gap in outlook.gaps),
        forecast=expected,
        on_the_road=_on_the_road(seen),
        heads=head_count(organisation, on),
    )


def _on_the_road(seen: tuple[Outlook, ...]) -> tuple[tuple[str, int], ...]:
    """How many people stand at each stage before admission, stages without anybody left out."""
    counts = Counter(outlook.stage for outlook in seen)
    return tuple((title, counts[stage]) for stage, title in COLUMNS if stage in BEFORE_ADMISSION and counts[stage])


# ---------------------------------------------------------------------- of the people on the road


def _case_rows(
    cases: list[DevelopmentCase], seen: tuple[Outlook, ...], on: date, rules: Rulebook, doers: dict[int, Doers]
) -> Iterator[WorkRow]:
    for case, outlook in zip(cases, seen, strict=True):
        for duty in outlook.duties:
            if duty.kind in PAGES:
                yield _case_row(case, outlook, duty, on, rules, _doers_for(duty, case, doers))


def _doers_for(duty: Duty, case: DevelopmentCase, doers: dict[int, Doers]) -> Doers:
    if duty.actor is By.SUPERIOR:
        return Doers(text="Cấp trên")
    if duty.actor is By.MENTOR or duty.kind is DutyKind.OPEN_ADMISSION_DOSSIER:
        return doers.get(case.pk, doers[SECRETARY])
    return doers[SECRETARY]


def _case_row(case: DevelopmentCase, outlook: Outlook, duty: Duty, on: date, rules: Rulebook, doers: Doers) -> WorkRow:
    said = duty_text(duty)
    address = getattr(addresses, PAGES[duty.kind])(case)
    reason = said.reason
    if duty.kind is DutyKind.CONSIDER_RECOGNITION:
        missing = sum(paper.phase is DossierPhase.CELL for paper in outlook.missing)
        said_missing = f"Còn thiếu {missing} giấy tờ cần có trước khi xét." if missing else "Đủ giấy tờ để xét."
        reason = f"{reason} {said_missing}"
    return WorkRow(
        kind=duty.kind,
        group=duty.group(on),
        tag=tag_of(duty, on, rules),
        title=said.title,
        reason=reason,
        button=Button(label=BUTTONS.get(duty.kind, said.button), address=address),
        citations=duty.citations,
        computation=duty.computation,
        due_on=duty.due_on,
        opens_on=duty.opens_on,
        start_by=duty.start_by,
        person=case.person,
        case=case,
        doers=doers,
    )


# ---------------------------------------------------------------------- of the cell and the term


def _meeting_rows(organisation: Organisation, on: date, rules: Rulebook, doers: dict[int, Doers]) -> Iterator[WorkRow]:
    duty = meeting_duty(organisation, on, rules)
    if duty is None:
        return
    held = Duty(kind=DutyKind.HOLD_MEETING, due_on=duty.due_on, start_by=duty.start_by, citations=duty.citations)
    planned = duty.planned
    button = (
        Button(label="Mở chương trình", address=addresses.agenda(planned))
        if planned
        else Button(label="Soạn chương trình", address=addresses.DRAW_UP_AGENDA, posts=True)
    )
    is_late = duty.due_on < on
    yield WorkRow(
        kind=DutyKind.HOLD_MEETING,
        group=held.group(on),
        tag=tag_of(held, on, rules) if is_late else Tag(text="Đã có lịch" if planned else "Chuẩn bị", tone="inf"),
        title=f"Họp chi bộ định kỳ tháng {duty.due_on.month}",
        reason=duty.reason,
        button=button,
        citations=duty.citations,
        due_on=duty.due_on,
        start_by=duty.start_by,
        doers=doers[SECRETARY],
        meeting=planned,
    )


def _source_rows(facts: Forecast, on: date, rules: Rulebook, doers: dict[int, Doers]) -> Iterator[WorkRow]:
    """Decision 46: the last day to add somebody, so that the term's target can still be met."""
    if facts.outcome is not Outcome.NEEDS_SOURCES or facts.start_by is None:
        return
    ground = facts.ground or f"Chỉ tiêu của nhiệm kỳ {facts.term.name if facts.term else ''}".strip()
    duty = Duty(
        kind=DutyKind.ADD_SOURCE,
        due_on=facts.start_by,
        start_by=rules.lead(DutyKind.ADD_SOURCE.value, facts.start_by),
        citations=(Citation(text=ground, confidence=Confidence.LOCAL),),
    )
    people = facts.candidates
    single = people[0] if len(people) == 1 else None
    names = f": {single.full_name}" if single else ""
    yield WorkRow(
        kind=duty.kind,
        group=duty.group(on),
        tag=tag_of(duty, on, rules),
        title=f"Đưa {facts.sources_needed} người vào nguồn",
        reason=f"Để đạt {facts.goal}% khi hết nhiệm kỳ cần thêm {facts.sources_needed} nguồn. "
        f"Hiện có {len(people)} cán bộ chưa vào nguồn{names}.",
        button=Button(label="Xem dự báo", address=addresses.FORECAST),
        citations=duty.citations,
        due_on=duty.due_on,
        start_by=duty.start_by,
        person=single,
        doers=doers[COMMITTEE],
    )


FOR_THE_AGENDA = frozenset(
    {
        DutyKind.CONSIDER_RECOGNITION,
        DutyKind.CONSIDER_ADMISSION,
        DutyKind.OPEN_ADMISSION_DOSSIER,
        DutyKind.ADD_SOURCE,
        DutyKind.ASSIGN_PROBATION_MENTOR,
        DutyKind.SEND_TO_NEW_MEMBER_CLASS,
        DutyKind.SEND_TO_AWARENESS_CLASS,
    }
)
"""What the cell itself decides in a meeting."""


def _with_agenda_count(rows: list[WorkRow]) -> list[WorkRow]:
    """Say beside a meeting not yet planned how many due items its agenda can take up."""
    due = sum(row.kind in FOR_THE_AGENDA and row.group is not DutyGroup.LATER for row in rows)
    return [
        replace(row, reason=f"{row.reason} {due} việc đến hạn có thể đưa vào chương trình.")
        if row.kind is DutyKind.HOLD_MEETING and row.meeting is None and due
        else row
        for row in rows
    ]
