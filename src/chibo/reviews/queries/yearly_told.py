"""The yearly review on the pages that gather: its card, its dated duties, its block on a person's page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.law.vocabulary import DutyKind
from chibo.register.queries import rows_about
from chibo.reviews.models import Subject, YearReview
from chibo.reviews.queries.rounds import counts_of_whole
from chibo.reviews.queries.yearly import grades_of, latest_result
from chibo.reviews.values import Block, Card, Due, Line, Link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person
    from chibo.reviews.queries.rounds import Counts
    from chibo.reviews.queries.yearly import ReviewResult

_SELF_REVIEW_BEFORE = timedelta(days=14)  # our own habit: papers two weeks before the decision


def card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say how the last year was judged and which round is open, and lead to its pages. Four queries."""
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        return None
    latest = latest_result(organisation, on)
    told = list(_told(latest)) if latest else ["Chưa ghi kết quả năm nào."]
    links = []
    for review in _open(organisation):
        told.append(f"Đang có đợt năm {review.year}, dự kiến quyết định ngày {say_date(review.judged_on)}.")
        links.append(Link(label=f"Đợt năm {review.year}", address=reverse("review_round", args=[review.uid])))
    if not links:
        told.append(f"Năm {on.year} chưa mở đợt. Thường làm từ tháng 11.")
    if actor.may(Permission.EDIT_REGISTER, organisation.scope_key):
        links.append(Link(label="Mở đợt kiểm điểm, xếp loại", address=reverse("review_open")))
    links.append(Link(label="Kết quả các năm", address=reverse("review_years")))
    links.append(Link(label="Bộ tiêu chí chấm điểm", address=reverse("review_sheets")))
    return Card(title="Kiểm điểm, đánh giá, xếp loại hằng năm", told=tuple(told), links=tuple(links))


def _told(latest: ReviewResult) -> Iterator[str]:
    said = f"Năm {latest.year}: {latest.rated} người được xếp loại, {latest.good_or_better} người hoàn thành tốt "
    yield said + f"nhiệm vụ trở lên, trong đó {latest.excellent} người hoàn thành xuất sắc."
    if latest.title:
        yield f"Danh hiệu: {latest.title}."


def _open(organisation: Organisation) -> list[YearReview]:
    """The rounds that are not over, the earliest year first. One query."""
    rows = YearReview.objects.filter(organisation=organisation, opened_on__isnull=False, concluded_on__isnull=True)
    return list(rows.order_by("year"))


# ---------------------------------------------------------------------- what is due


def due(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
    """What the open rounds leave to do: the self-reviews, the decision, the end. One query, two with rounds."""
    del actor
    rounds = _open(organisation)
    counted = counts_of_whole(rounds) if rounds else {}
    for review in rounds:
        yield from _due_of(review, counted[review.pk], on, rules)


def _due_of(review: YearReview, counts: Counts, on: date, rules: Rulebook) -> Iterator[Due]:
    decided_by = review.judged_on
    missing = counts.to_review - counts.handed_in
    if missing:
        by = max(decided_by - _SELF_REVIEW_BEFORE, min(decided_by, review.counted_on or on))
        yield _line(
            review,
            rules,
            key="ban-kiem-diem",
            title=f"Nhận bản kiểm điểm năm {review.year}: còn {missing} người",
            why=f"Đã nhận {counts.handed_in} trên {counts.to_review}. Dự kiến quyết định ngày {say_date(decided_by)}.",
            button="Ghi đã nhận",
            page="review_hand_in",
            due_on=by,
        )
    waiting = counts.all_rated - counts.decided
    if waiting:
        yield _line(
            review,
            rules,
            key="xep-loai",
            title=f"Xếp loại năm {review.year}: còn {waiting} trường hợp chưa có quyết định",
            why=f"Có mức đề nghị {counts.proposed} trên {counts.all_rated}, tính cả tập thể.",
            button="Mở đợt xếp loại",
            page="review_round",
            due_on=decided_by,
        )
    elif review.above_id is None:
        yield _line(
            review,
            rules,
            key="ket-thuc-dot",
            title=f"Kết thúc đợt xếp loại năm {review.year}",
            why="Mọi trường hợp đã có quyết định; kết thúc đợt thì kết quả mới vào thống kê, báo cáo.",
            button="Kết thúc đợt",
            page="review_conclude",
            due_on=decided_by,
        )


def _line(
    review: YearReview, rules: Rulebook, *, key: str, title: str, why: str, button: str, page: str, due_on: date
) -> Due:
    return Due(
        key=key,
        uid=str(review.uid),
        title=title,
        why=why,
        button=button,
        address=reverse(page, args=[review.uid]),
        start_by=rules.lead(DutyKind.REVIEW_WORK.value, due_on),
        due_on=due_on,
    )


# ---------------------------------------------------------------------- of one person


def block(actor: Actor, person: Person, on: date) -> Block | None:
    """List the yearly grades of a person and where the round of this year stands, the latest first. Two queries.

    The level goes with the member's file; how far a round is, and its page, stay with the organisation that holds it.
    """
    del on  # whoever may open the person's page sees the grades
    may_see = actor.may(Permission.VIEW_PEOPLE, person.scope_key) or str(person.uid) == actor.person_uid
    if not may_see:
        return None
    subjects = {row.review_id: row for row in _subjects(actor, person)}
    known = {row.review_id: row for row in grades_of(person)}
    lines = [_line_of(row) for key, row in subjects.items() if key not in known]
    for key, grade in known.items():
        own = subjects.get(key)
        address = reverse("review_subject", args=[own.uid]) if own else ""
        lines.append(Line(what=f"Năm {grade.review.year}", told=grade.get_grade_display(), address=address))
    return Block(title="Đánh giá, xếp loại hằng năm", lines=tuple(lines), empty="Chưa ghi xếp loại năm nào.")


def _subjects(actor: Actor, person: Person) -> list[Subject]:
    reach = rows_about(actor, person, Permission.VIEW_PEOPLE, field="review__organisation__scope_key")
    rows = Subject.objects.filter(reach, person=person).select_related("review")
    return list(rows.order_by("-review__year"))


def _line_of(subject: Subject) -> Line:
    told = f"{subject.get_standing_display().lower()}"
    if subject.standing != Subject.Standing.LEFT_OUT:
        handed = subject.handed_in_on
        told += f"; đã nhận bản kiểm điểm ngày {say_date(handed)}" if handed else "; chưa nhận bản kiểm điểm"
    address = reverse("review_subject", args=[subject.uid])
    is_over = subject.review.concluded_on is not None
    return Line(what=f"Năm {subject.review.year}", told=told, address=address, tag="" if is_over else "Đang làm")
