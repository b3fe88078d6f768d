"""Commitments, emulation and awareness work on the pages that gather: cards, duties, blocks of a person's page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.law.vocabulary import DutyKind
from chibo.reviews.models import Commitment
from chibo.reviews.queries.activities import sees_names
from chibo.reviews.queries.commitments import open_rounds
from chibo.reviews.queries.emulation import open_campaigns
from chibo.reviews.queries.promises import COMMITMENT, ENTRY, GUEST, promises_of
from chibo.reviews.values import Block, Card, Due, Line, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person
    from chibo.reviews.queries.commitments import RoundCounts
    from chibo.reviews.queries.emulation import CampaignCounts
    from chibo.reviews.queries.promises import Promise

_LAST_MONTH = 12


# ---------------------------------------------------------------------- the page Đánh giá


def commitment_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Lead to the rounds; how far each is stands on their page. No query."""
    del on
    if not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        return None
    links = (Link(label="Các đợt cam kết", address=reverse("commitments")),)
    return Card(title="Cam kết tu dưỡng, rèn luyện", told=("Ai đã nộp, ai chưa; kết quả cuối năm.",), links=links)


def campaign_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Lead to the campaigns; what runs stands on their page. No query."""
    del on
    if not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        return None
    links = (Link(label="Các đợt thi đua", address=reverse("campaigns")),)
    return Card(title="Thi đua", told=("Đợt, phong trào của đơn vị và đoàn thể.",), links=links)


def awareness_card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Lead to the activities of the year; their figures stand on their page. No query."""
    del on
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        return None
    links = (Link(label="Hoạt động trong năm", address=reverse("activities")),)
    said = ("Buổi nói chuyện, sinh hoạt cho người chưa vào Đảng; nguồn từ đó.",)
    return Card(title="Tuyên truyền, giác ngộ quần chúng", told=said, links=links)


# ---------------------------------------------------------------------- what falls due


def commitment_duties(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """What rounds leave to do: remind those who have not handed in, check at the end of the year. One query.

    A round for which the organisation set no last day asks nobody; its page still shows who is missing.
    """
    del actor
    for one in open_rounds(organisation, on):
        if one.missing and one.round.due_on is not None:
            yield _hand_in(one, one.round.due_on, rules)
        if one.handed_in > one.checked:
            yield _check(one, rules)


def _hand_in(one: RoundCounts, due_on: date, rules: Rulebook) -> Due:
    return Due(
        key="cam-ket-nop",
        uid=str(one.round.uid),
        title=f"Nhắc {one.missing} người chưa nộp: {one.round}",
        why=f"Đã nộp {one.handed_in}/{one.total}. Hạn chi bộ đặt: {say_date(due_on)}.",
        button=f"Nhắc {one.missing} người",
        address=reverse("commitment_reminder", args=[one.round.uid]),
        due_on=due_on,
        start_by=rules.lead(DutyKind.REVIEW_WORK.value, due_on),
    )


def _check(one: RoundCounts, rules: Rulebook) -> Due:
    last = date(one.round.year, _LAST_MONTH, 31)
    return Due(
        key="cam-ket-kiem-tra",
        uid=str(one.round.uid),
        title=f"Kiểm tra việc thực hiện cam kết: {one.round}",
        why=f"Còn {one.handed_in - one.checked} bản chưa ghi kết quả cuối năm, bằng việc cụ thể.",
        button="Ghi kết quả",
        address=reverse("commitment_round", args=[one.round.uid]),
        due_on=last,
        start_by=rules.lead(DutyKind.REVIEW_WORK.value, last),
    )


def campaign_duties(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """What campaigns leave to do: the unit's registration by its day, the evaluation after the end. One query."""
    del actor
    for one in open_campaigns(organisation, on):
        campaign = one.campaign
        if campaign.register_by is not None and campaign.unit_registered_on is None:
            yield _campaign_due(
                one,
                "thi-dua-dang-ky",
                f"Đơn vị đăng ký thi đua: {campaign}",
                f"Đã có {one.registered} người đăng ký. Hạn đăng ký {say_date(campaign.register_by)}.",
                "Ghi đăng ký",
                campaign.register_by,
                rules,
            )
        if campaign.ends_on is not None:
            yield _campaign_due(
                one,
                "thi-dua-danh-gia",
                f"Đánh giá đợt thi đua: {campaign}",
                f"Đợt thi đua kết thúc ngày {say_date(campaign.ends_on)}.",
                "Ghi đánh giá",
                campaign.ends_on,
                rules,
            )


def _campaign_due(
    one: CampaignCounts, key: str, title: str, why: str, button: str, due_on: date, rules: Rulebook
) -> Due:
    return Due(
        key=key,
        uid=str(one.campaign.uid),
        title=title,
        why=why,
        button=button,
        address=reverse("campaign_unit", args=[one.campaign.uid]),
        due_on=due_on,
        start_by=rules.lead(DutyKind.REVIEW_WORK.value, due_on),
    )


# ---------------------------------------------------------------------- a person's page


def commitment_block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the commitments of a person, for the committee and for the person in question."""
    if not _may_read(actor, person):
        return None
    lines = tuple(
        Line(
            what=f"{row.title}, năm {row.year}",
            day=row.day,
            told=_told(row),
            address=reverse("commitment", args=[row.uid]),
            tag=Commitment.Result(row.result).label if row.result else "",
            tone="ok" if row.result == Commitment.Result.MET else "inf",
        )
        for row in promises_of(actor, person, on)
        if row.kind == COMMITMENT
    )
    return Block(title="Cam kết tu dưỡng, rèn luyện", lines=lines, empty="Chưa có bản cam kết nào.")


def _told(row: Promise) -> str:
    if row.day is None:
        return "được miễn nộp"
    brought = f", đã nộp ở {row.from_cell}" if row.from_cell else ""
    return f"{'đã xác nhận' if row.settled_on else 'chưa xác nhận'}{brought}"


def campaign_block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the campaigns in which a person took part."""
    if not _may_read(actor, person):
        return None
    lines = tuple(
        Line(
            what=row.title,
            day=row.day,
            told="đã báo kết quả" if row.settled_on else "chưa báo kết quả",
            address=reverse("campaign_entry", args=[row.uid]),
        )
        for row in promises_of(actor, person, on)
        if row.kind == ENTRY
    )
    return Block(title="Thi đua", lines=lines, empty="Chưa đăng ký đợt nào.")


def awareness_block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the awareness work to which somebody came who was no member then; only inside the cell."""
    if person.organisation is None or not sees_names(actor, person.organisation):
        return None
    lines = tuple(
        Line(
            what=row.title,
            day=row.day,
            told="từ đây vào nguồn" if row.settled_on else "",
            address=reverse("activity", args=[row.uid]),
        )
        for row in promises_of(actor, person, on)
        if row.kind == GUEST
    )
    return Block(title="Tuyên truyền, giác ngộ quần chúng", lines=lines, empty="") if lines else None


def _may_read(actor: Actor, person: Person) -> bool:
    return actor.person_uid == str(person.uid) or actor.may(Permission.VIEW_PEOPLE, person.scope_key)
