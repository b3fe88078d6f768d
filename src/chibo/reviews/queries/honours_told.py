"""Badges, commendations and discipline on the pages that gather: cards, dated duties, blocks of a person's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.installation import current
from chibo.law.reading import rulebook
from chibo.law.tenure import usual_ceremony
from chibo.law.timeline import LawGap
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Confidence
from chibo.register.queries import rows_about
from chibo.reviews.models import Commendation, PartyBadge
from chibo.reviews.queries.badges import badges_coming, badges_due, by_ceremony, open_badges
from chibo.reviews.queries.commendations import commendations
from chibo.reviews.queries.discipline import helpers_to_replace
from chibo.reviews.values import Block, Card, Due, Line, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person
    from chibo.reviews.queries.badges import Ceremony

_LEAD = "badge_request"
_BADGE = "badge"
_NAMED = 5
_CUSTOM = Citation(text="Dịp thường trao, không phải hạn; đợt do cấp trên quyết định", confidence=Confidence.LOCAL)


def badge_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say how many complete a badge within a year and what waits."""
    if not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        return None
    links = (Link(label="Huy hiệu Đảng", address=reverse("badges")),)
    try:
        coming = badges_coming(actor, organisation, on, rulebook())
    except LawGap:
        return Card(title="Huy hiệu Đảng", told=("Chưa có căn cứ về các loại huy hiệu cho ngày này.",), links=links)
    whom = f"{len(coming)} đồng chí" if coming else "Không có ai"
    told = [f"{whom} đủ năm để xét tặng trong 12 tháng tới."]
    if coming:
        first = coming[0]
        told.append(f"Gần nhất: {first.person}, {first.badge.years} năm, đủ ngày {say_date(first.badge.complete_on)}.")
    return Card(title="Huy hiệu Đảng", told=tuple(told), links=links)


def commendation_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say how many were put forward and commended lately. One query."""
    if not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        return None
    rows = list(commendations(organisation))
    waiting = sum(row.decided_on is None for row in rows)
    years = (on.year, on.year - 1)
    lately = sum(row.decided_on is not None and row.year in years for row in rows)
    told = f"Hai năm gần đây: {lately} khen thưởng đã có quyết định; {waiting} đề nghị đang chờ."
    links = (Link(label="Khen thưởng", address=reverse("commendations")),)
    return Card(title="Khen thưởng", told=(told,), links=links)


def discipline_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Lead to the closed part; it tells nothing, not even a number."""
    del on
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        return None
    links = (Link(label="Mở mục kỷ luật", address=reverse("disciplines")),)
    return Card(title="Kỷ luật", told=("Phần này đóng sẵn; mỗi lần mở đều ghi lại.",), links=links)


# ---------------------------------------------------------------------- dated duties


def duties(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """What badges ask for, by day of giving, and helpers to be assigned anew. Three queries."""
    for ceremony in _to_ask(actor, organisation, on, rules):
        yield _ask(organisation, on, rules, ceremony)
    yield from _under_way(actor, organisation, on, rules)
    yield from _helpers(organisation, on, rules)


def _to_ask(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> tuple[Ceremony, ...]:
    """Those complete within a year, and those complete since the book was opened whom nobody asked for."""
    try:
        coming, complete = badges_due(actor, organisation, on, rules)
    except LawGap:
        return ()
    known = current()
    since = [line for line in complete if known is None or line.badge.complete_on >= known.first_day]
    next_day = usual_ceremony(on, on, rules)
    moved = [replace(line, badge=replace(line.badge, ceremony_on=next_day)) for line in since]
    return by_ceremony([*coming, *moved])


def _ask(organisation: Organisation, on: date, rules: Rulebook, ceremony: Ceremony) -> Due:
    lines = ceremony.lines
    day = ceremony.day or lines[0].badge.complete_on
    names = ", ".join(f"{line.person} ({line.badge.years} năm)" for line in lines[:_NAMED])
    more = f" và {len(lines) - _NAMED} đồng chí nữa" if len(lines) > _NAMED else ""
    return Due(
        key="badge-ask",
        uid=f"{organisation.uid}-{day:%Y%m%d}",
        title=f"Lập đề nghị tặng Huy hiệu Đảng đợt {say_date(day)}",
        why=f"{len(lines)} đồng chí đủ năm tuổi Đảng: {names}{more}.",
        button="Xem danh sách",
        address=reverse("badges"),
        start_by=rules.lead(_LEAD, day),
        due_on=day,
        opens_on=on,
        person=lines[0].person if len(lines) == 1 else None,
        citations=(lines[0].badge.citation, _CUSTOM),
    )


def _under_way(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """One line for each day of giving: what waits for the level above, and what is decided and to be given."""
    rows = sorted(open_badges(actor, organisation), key=lambda row: (row.decided_on is not None, row.ceremony_on or on))
    for (is_decided, day), found in groupby(rows, key=lambda row: (row.decided_on is not None, row.ceremony_on or on)):
        yield _waiting(organisation, tuple(found), day, rules, is_decided=is_decided)


def _waiting(
    organisation: Organisation, rows: tuple[PartyBadge, ...], day: date, rules: Rulebook, *, is_decided: bool
) -> Due:
    names = ", ".join(f"{row.person} ({row.years} năm)" for row in rows[:_NAMED])
    what = "Trao Huy hiệu Đảng đợt" if is_decided else "Theo dõi quyết định tặng Huy hiệu Đảng đợt"
    return Due(
        key="badge-give" if is_decided else "badge-wait",
        uid=f"{organisation.uid}-{day:%Y%m%d}",
        title=f"{what} {say_date(day)}",
        why=f"{len(rows)} đồng chí: {names}.",
        button="Ghi đã trao" if is_decided else "Ghi quyết định",
        address=reverse("badges_give" if is_decided else "badges_decide"),
        start_by=rules.lead(_LEAD, day),
        due_on=day,
        person=rows[0].person if len(rows) == 1 else None,
        citations=(_CUSTOM,),
        waits=not is_decided,
    )


def _helpers(organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """Somebody else has to help; the line says nothing of why, because everybody reads the worklist."""
    reading = rules.find("introducer.replacement_min_months_together", on)
    for held in helpers_to_replace(organisation, on):
        yield Due(
            key="helper-anew",
            uid=str(held.uid),
            title=f"Phân công lại người giúp đỡ: {held.case.person}",
            why="Một người được phân công không tiếp tục giúp đỡ được; chi bộ phân công đảng viên chính thức khác.",
            button="Phân công",
            address=reverse("development:mentors", args=[held.case.uid]),
            start_by=on,
            opens_on=on,
            person=held.case.person,
            citations=(reading.citation,) if reading is not None else (),
        )


# ---------------------------------------------------------------------- a person's page


def honours_block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the commendations and badges of a person. One query for both.

    What was decided goes with the member's file; what is only proposed stays with the organisation that proposes it.
    """
    del on
    told = Q(decided_on__isnull=False) | rows_about(actor, person, Permission.VIEW_PEOPLE)
    badges = PartyBadge.objects.filter(told, person=person, closed_on=None)
    praise = Commendation.objects.filter(told, person=person, closed_on=None)
    rows = badges.values_list(Value(_BADGE), "years", "given_on", "decided_on", Value("")).union(
        praise.values_list("form", "year", "decided_on", "proposed_on", "merit"), all=True
    )
    shown = sorted(rows, key=lambda row: (row[2] or row[3] or date.min, row[1]), reverse=True)
    lines = tuple(_line(*row) for row in shown)
    may_open = actor.may(Permission.VIEW_PEOPLE, person.scope_key)
    return Block(
        title="Khen thưởng, Huy hiệu Đảng",
        lines=lines,
        empty="Chưa ghi khen thưởng và huy hiệu nào.",
        button="Huy hiệu Đảng" if may_open else "",
        address=reverse("person_badges", args=[person.uid]) if may_open else "",
    )


def discipline_block(actor: Actor, person: Person, on: date) -> Block | None:
    """Lead whoever may to the closed part; it is the same for everybody, so that it tells nothing."""
    del on
    if not actor.may(Permission.VIEW_SENSITIVE, person.scope_key):
        return None
    may_edit = actor.may(Permission.EDIT_REGISTER, person.scope_key)
    return Block(
        title="Kỷ luật",
        lines=(),
        empty="Phần này đóng sẵn: mở ở Đánh giá, Kỷ luật; mỗi lần mở đều ghi lại.",
        button="Ghi kỷ luật" if may_edit else "",
        address=reverse("discipline_record", args=[person.uid]) if may_edit else "",
    )


def _line(kind: str, number: int, first: date | None, second: date | None, merit: str) -> Line:
    """A badge (its years, given, decided) or a commendation (its year, decided, put forward)."""
    if kind == _BADGE:
        stand = "đã nhận" if first else "có quyết định, chưa trao" if second else "đang chờ quyết định"
        return Line(what=f"Huy hiệu {number} năm tuổi Đảng", day=first or second, told=stand)
    what = f"{Commendation.Form(kind).label} năm {number}"
    return Line(what=what, day=first or second, told=merit, tag="" if first else "đang chờ")
