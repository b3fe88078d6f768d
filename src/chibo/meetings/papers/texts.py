"""A meeting as plain text, in blocks to be pasted into the national handbook of members (decision 4: never rebuilt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.dates import say_long
from chibo.meetings.models import Meeting
from chibo.meetings.papers.parts import MEETING_KINDS, attendance, vote_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chibo.meetings.models import AgendaItem


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One block: its name on the page, its address in it, the text."""

    id: str
    title: str
    text: str

    @property
    def rows(self) -> int:
        """How high its box is: as many lines as it has, within reason."""
        return min(24, max(4, self.text.count("\n") + 2))


def meeting_texts(meeting: Meeting) -> tuple[TextBlock, ...]:
    """Return agenda, content and summary of the minutes; a block that has nothing to say yet is left out."""
    items = list(meeting.items.prefetch_related("votes", "resolutions"))
    blocks = (
        TextBlock(id="chuong-trinh", title="Chương trình", text="\n".join(_agenda(meeting, items))),
        TextBlock(id="noi-dung", title="Nội dung", text="\n".join(_content(meeting, items))),
        TextBlock(id="tom-tat", title="Tóm tắt biên bản", text="\n".join(_summary(meeting, items))),
    )
    return tuple(block for block in blocks if block.text)


def _agenda(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[str]:
    kind = MEETING_KINDS[meeting.kind]
    yield f"{kind[:1].upper()}{kind[1:]}, {say_long(meeting.on)}"
    if meeting.starts_at:
        yield f"Giờ: {meeting.starts_at:%H:%M}"
    if meeting.place:
        yield f"Nơi họp: {meeting.place}"
    if meeting.chair:
        yield f"Chủ trì: {meeting.chair}"
    if meeting.minute_taker:
        yield f"Thư ký: {meeting.minute_taker}"
    for item in items:
        by = f" ({item.presenter})" if item.presenter else ""
        yield f"{item.order}. {item.title}{by}"


def _content(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[str]:
    if meeting.opening:
        yield meeting.opening.strip()
    for item in items:
        if item.discussion.strip() or item.conclusion.strip():
            yield f"{item.order}. {item.title}"
        if item.discussion.strip():
            yield item.discussion.strip()
        if item.conclusion.strip():
            yield f"Kết luận: {item.conclusion.strip()}"


def _summary(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[str]:
    if meeting.state == Meeting.State.PLANNED:
        return
    counts = attendance(meeting)
    if counts["có_mặt"] is not None:
        yield f"Có mặt {counts['có_mặt']}/{counts['tổng_số']} đảng viên."
    for item in items:
        for vote in sorted(item.votes.all(), key=lambda one: one.round):
            yield f"{item.order}. {item.title}: {vote_sentence(vote)}"
        for resolution in item.resolutions.all():
            number = f" số {resolution.number:02d}-{resolution.symbol}" if resolution.number else ""
            yield f"{item.order}. Nghị quyết{number}: {resolution.title}."
    if meeting.conclusion.strip():
        yield f"Kết luận: {meeting.conclusion.strip()}"
