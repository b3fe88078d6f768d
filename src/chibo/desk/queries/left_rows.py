"""What a leaving leaves to be done: a helper in the place of one who left, a role that somebody gone still has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.accounts.queries import kept_after_leaving
from chibo.base.dates import say_date
from chibo.desk import addresses
from chibo.desk.queries.doers import SECRETARY, Doers
from chibo.desk.queries.lines import Button, WorkRow, tag_of
from chibo.development.facts import mentor_facts
from chibo.law.journey import Duty
from chibo.law.vocabulary import DutyKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from chibo.development.facts import Gathered
    from chibo.law.facts import MentorFacts
    from chibo.law.journey import Outlook
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person

_BEFORE = frozenset({Stage.SOURCE, Stage.OUTSTANDING, Stage.CANDIDATE, Stage.APPLICANT})


def helper_rows(
    followed: Iterable[tuple[Gathered, Outlook]], on: date, rules: Rulebook, doers: Mapping[int, Doers]
) -> Iterator[WorkRow]:
    """Give a line for each person before admission whose helper left, until somebody is assigned in their place.

    In the probationary year the law itself tells where nobody helps. No query.
    """
    reading = rules.find("mentor.must_be_official", on)
    for one, seen in followed:
        gone = _not_replaced(tuple(mentor_facts(row) for row in one.mentorships), on)
        if seen.stage in _BEFORE and gone:
            case, left_on = one.case, gone[0].left_on or on
            names = ", ".join(mentor.name for mentor in gone)
            yield _row(
                kind=DutyKind.ASSIGN_PROBATION_MENTOR,  # what an assignment is called, before the admission too
                title=f"Phân công người giúp đỡ khác: {case.person}",
                why=f"Đ/c {names} đã rời chi bộ ngày {say_date(left_on)}. Cần nghị quyết phân công người mới.",
                button=Button(label="Phân công", address=addresses.mentors(case)),
                since=left_on,
                on=on,
                rules=rules,
                person=case.person,
                who=doers[SECRETARY],
                uid=str(case.uid),
                citations=(reading.citation,) if reading is not None else (),
            )


def _not_replaced(mentors: tuple[MentorFacts, ...], on: date) -> tuple[MentorFacts, ...]:
    """The helpers whose help ended as they left the cell, as many as nobody came in the place of; last left, first."""
    gone = sorted(
        (one for one in mentors if one.left_on and one.left_on <= on and (one.ends_on or on) >= one.left_on),
        key=lambda one: (one.left_on or on, one.uid),
        reverse=True,
    )
    since = min((one.left_on for one in gone if one.left_on), default=on)
    came = sum(one.starts_on >= since for one in mentors if one.is_helping(on))
    return tuple(gone[: max(0, len(gone) - came)])


def role_rows(organisation: Organisation, on: date, rules: Rulebook) -> Iterator[WorkRow]:
    """Give a line for each role of an organisation that somebody has who left; whether it goes, a person decides.

    One query. For who manages accounts here.
    """
    for grant in kept_after_leaving(on).filter(organisation=organisation):
        role, since = grant.get_role_display(), say_date(grant.left_on)
        yield _row(
            kind=DutyKind.DATA_RIGHTS,  # somebody gone can still see data of people
            title=f"Đã rời chi bộ, còn giữ vai trò: {grant.user.display_name}",
            why=f"Rời chi bộ ngày {since}, vẫn còn vai trò {role}. Thôi hay bàn giao do người quản lý tài khoản xem.",
            button=Button(label="Xem tài khoản", address=addresses.account(grant.user)),
            since=grant.left_on,
            on=on,
            rules=rules,
            person=grant.user.person,
            who=Doers(text="Người quản lý tài khoản"),
            uid=str(grant.uid),
        )


def _row(  # noqa: PLR0913 - what stands in a line, each part named by the caller
    *,
    kind: DutyKind,
    title: str,
    why: str,
    button: Button,
    since: date,
    on: date,
    rules: Rulebook,
    person: Person | None,
    who: Doers,
    uid: str,
    citations: tuple[Citation, ...] = (),
) -> WorkRow:
    """A line that can be done at once: no text sets a last day."""
    due = Duty(kind=kind, opens_on=since, start_by=since)
    return WorkRow(
        kind=kind,
        group=due.group(on),
        tag=tag_of(due, on, rules),
        title=title,
        reason=why,
        button=button,
        citations=citations,
        opens_on=since,
        start_by=since,
        person=person,
        doers=who,
        uid=uid,
    )
