"""Plans for an open dossier: towards a meeting of the cell, and backwards from a wished day of the ceremony."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law import admission
from chibo.law.admission import IntroductionRoute
from chibo.law.checker.finding import PaperRef
from chibo.law.checker.graph import graph
from chibo.law.checker.look import Look
from chibo.law.checker.order import lay_out
from chibo.law.dossier.kinds import RequestKind, SheetKind
from chibo.law.planning.backwards import earliest_start, latest_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.law.dossier.whole import DossierFacts
    from chibo.law.timeline import Computation, Rulebook

_MEETING, _DECISION, _RECEIPT, _CEREMONY = (
    "cell_admission_meeting",
    "admission_decision",
    "decision_receipt",
    "ceremony",
)
_BEFORE = (
    "candidate_resolution",
    "helper_resolution",
    "awareness_certificate",
    "application",
    "background_statement",
    "edge_seal",
    "verification_request",
    "verification_reply",
    "background_check",
    "background_remarks",
    "union_cell_proposal",
    "youth_union_resolution",
    "trade_union_resolution",
    "member_introduction",
    "residence_opinion",
    "organisation_opinion",
    "opinions_synthesis",
    _MEETING,
)
_ABOVE = ("section_admission_appraisal", "base_admission_meeting", "submission_letter", _DECISION, _RECEIPT, _CEREMONY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAct:
    """One act of the road: the latest day for it, the earliest where one follows, the day it was done.

    ``latest_on`` leaves everybody else the whole time the law gives them; ``bare_on`` follows from the order alone.
    """

    act: str
    latest_on: date
    bare_on: date
    earliest_on: date | None = None
    done_on: date | None = None
    is_in_time: bool = True
    computed: tuple[Computation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A paper or window that ends: its check, its last day, whether it has ended by the planned day."""

    code: str
    paper: PaperRef
    valid_until: date
    has_ended: bool
    computed: Computation


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The acts in the order of the road, what will have ended, and whether all can still be done in time."""

    target: str
    target_on: date
    acts: tuple[PlannedAct, ...]
    expiries: tuple[Expiry, ...]

    @property
    def is_possible(self) -> bool:
        """Whether no act is too late and nothing the meeting needs will have ended."""
        return all(act.is_in_time for act in self.acts) and not any(expiry.has_ended for expiry in self.expiries)

    def act(self, name: str) -> PlannedAct:
        """One act by its name in the graph; ``StopIteration`` when the road does not have it."""
        return next(act for act in self.acts if act.act == name)


def plan_meeting(dossier: DossierFacts, meeting_on: date, on: date, rules: Rulebook) -> Plan:
    """Plan towards a meeting of the cell: what will have expired by then, and the latest day for each act before it.

    Raises ``LawGap`` or ``CalendarGap`` where a period cannot be counted, ``OverflowError`` beyond all calendars.
    """
    look = _laid_out(dossier, on, rules)
    latest = _before_meeting(look, meeting_on)
    acts = tuple(_acts(look, _BEFORE, latest, {name: day for name, (day, _by) in latest.items()}))
    return Plan(target=_MEETING, target_on=meeting_on, acts=acts, expiries=tuple(_expiries(look, meeting_on)))


def plan_ceremony(dossier: DossierFacts, ceremony_on: date, on: date, rules: Rulebook) -> Plan:
    """Plan backwards from a wished day of the ceremony, leaving the superior the whole time for the decision.

    Raises ``LawGap`` or ``CalendarGap`` where a period cannot be counted, ``OverflowError`` beyond all calendars.
    """
    look = _laid_out(dossier, on, rules)
    voted = latest_start(ceremony_on, lambda day: admission.decision_deadline(day, look.rules))
    latest = _before_meeting(look, voted.start)
    latest[_MEETING] = (voted.start, (voted,))
    latest.update(dict.fromkeys(_ABOVE, (ceremony_on, ())))
    bare = {name: day for name, (day, _by) in _before_meeting(look, ceremony_on).items()}
    bare.update(dict.fromkeys(_ABOVE, ceremony_on))
    acts = tuple(_with_window(look, act, ceremony_on) for act in _acts(look, (*_BEFORE, *_ABOVE), latest, bare))
    met = look.admission_on or voted.start
    return Plan(target=_CEREMONY, target_on=ceremony_on, acts=acts, expiries=tuple(_expiries(look, met)))


def _laid_out(dossier: DossierFacts, on: date, rules: Rulebook) -> Look:
    look = Look(dossier, on, rules)
    lay_out(look)
    return look


_Latest = dict[str, "tuple[date, tuple[Computation, ...]]"]


def _before_meeting(look: Look, meeting_on: date) -> _Latest:
    """The latest day of every act before the meeting, walked backwards along the arrows that exist for this person."""
    latest: _Latest = {_MEETING: (meeting_on, ())}
    for name in reversed(_BEFORE[:-1]):
        if not _is_on_road(look, name):
            continue
        if name == "verification_request":
            asked = latest_start(latest["verification_reply"][0], lambda day: _replied(look, day))
            latest[name] = (asked.start, (asked,))
            continue
        ahead = [latest[arrow.after][0] for arrow in graph().arrows.get(name, ()) if arrow.after in latest]
        latest[name] = (min(ahead, default=meeting_on), ())
    return latest


def _replied(look: Look, sent_on: date) -> Computation:
    abroad = any(item.kind is RequestKind.OVERSEAS for item in look.dossier.verification or ())
    key = "verify.reply_deadline_abroad" if abroad else "verify.reply_deadline_domestic"
    return look.rules.within_working_days(key, sent_on, sent_on)


def _is_on_road(look: Look, name: str) -> bool:
    route, place = admission.introduction_route(look.case), look.dossier.organisation
    return {
        "union_cell_proposal": route is IntroductionRoute.YOUTH_UNION,
        "youth_union_resolution": route is IntroductionRoute.YOUTH_UNION,
        "trade_union_resolution": route is IntroductionRoute.TRADE_UNION,
        "organisation_opinion": bool(look.person.unions),
        "section_admission_appraisal": place.has_section_committee,
        "base_admission_meeting": place.has_base_committee,
    }.get(name, True)


def _acts(look: Look, road: tuple[str, ...], latest: _Latest, bare: Mapping[str, date]) -> Iterator[PlannedAct]:
    for name in road:
        if name not in latest or not _is_on_road(look, name):
            continue
        due, computed = latest[name]
        done = max((paper.dated for paper in look.placed.get(name, ()) if paper.dated), default=None)
        in_time = (done or look.on) <= bare[name]
        yield PlannedAct(
            act=name, latest_on=due, bare_on=bare[name], done_on=done, is_in_time=in_time, computed=computed
        )


def _with_window(look: Look, act: PlannedAct, ceremony_on: date) -> PlannedAct:
    """Decision or receipt not earlier than lets the ceremony stay inside its working days (29-QĐ/TW 4.1)."""
    starts_with = look.rules.on("ceremony.clock_start", ceremony_on).code
    if act.act != (_DECISION if starts_with == "decision_issued" else _RECEIPT):
        return act
    counted = earliest_start(
        ceremony_on, lambda day: look.rules.within_working_days("ceremony.deadline", day, ceremony_on)
    )
    return PlannedAct(
        act=act.act,
        latest_on=act.latest_on,
        bare_on=act.bare_on,
        earliest_on=counted.start,
        done_on=act.done_on,
        is_in_time=act.is_in_time and (act.done_on is None or act.done_on >= counted.start),
        computed=(*act.computed, counted),
    )


def _expiries(look: Look, met_on: date) -> Iterator[Expiry]:
    """The windows that the meeting needs open: certificate, dossier, and the organisation's own."""
    certified = look.day(SheetKind.AWARENESS_CERTIFICATE)
    if certified:
        valid = admission.awareness_certificate(certified, met_on, look.rules)
        yield _expiry("E16", PaperRef(kind="awareness_certificate", dated=certified), valid, met_on)
    started = admission.dossier_valid_until(look.case, met_on, look.rules)
    if started:
        yield _expiry("E86", PaperRef(kind="dossier_start", dated=started.start), started, met_on)
    windows = {
        "E24": ("local.application_months", (SheetKind.APPLICATION,)),
        "E36": ("local.introduction_months", (SheetKind.MEMBER_INTRODUCTION,)),
    }
    for code, (key, kinds) in windows.items():
        name = next((one for one in (key, "local.paper_validity_months") if look.rules.find(one, met_on)), None)
        for sheet in look.sheets(*kinds):
            if name and sheet.day:
                valid = look.rules.last_valid(name, sheet.day, met_on)
                paper = PaperRef(kind=sheet.kind.value, dated=sheet.day, author=sheet.author)
                yield _expiry(code, paper, valid, met_on)


def _expiry(code: str, paper: PaperRef, valid: Computation, met_on: date) -> Expiry:
    return Expiry(code=code, paper=paper, valid_until=valid.result, has_ended=met_on > valid.result, computed=valid)
