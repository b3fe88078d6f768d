"""The yearly review on the pages that gather: its card, and its block on a person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.reviews.queries.yearly import grades_of, latest_result
from chibo.reviews.values import Block, Card, Line, Link

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person
    from chibo.reviews.queries.yearly import ReviewResult


def card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say how the last year was judged, and lead to the years. Two queries."""
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        return None
    latest = latest_result(organisation, on)
    told = _told(latest) if latest else ("Chưa ghi kết quả năm nào.",)
    links = (Link(label="Kết quả các năm", address=reverse("review_years")),)
    return Card(title="Kiểm điểm, đánh giá, xếp loại hằng năm", told=told, links=links)


def _told(latest: ReviewResult) -> tuple[str, ...]:
    said = f"Năm {latest.year}: {latest.rated} người được xếp loại, {latest.good_or_better} người hoàn thành tốt "
    said += f"nhiệm vụ trở lên, trong đó {latest.excellent} người hoàn thành xuất sắc."
    return (said, f"Danh hiệu: {latest.title}.") if latest.title else (said,)


def block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the yearly grades of a person, the latest year first. One query."""
    del actor, on  # whoever may open the person's page sees the grades
    lines = tuple(Line(what=f"Năm {row.review.year}", told=row.get_grade_display()) for row in grades_of(person))
    return Block(title="Đánh giá, xếp loại hằng năm", lines=lines, empty="Chưa ghi xếp loại năm nào.")
