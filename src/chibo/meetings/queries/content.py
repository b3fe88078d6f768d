"""The page of what was said and concluded: as stored, or as typed beside what somebody else stored meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from chibo.meetings.models import AgendaPoint
from chibo.meetings.queries.follow_page import FollowPage, follow_page
from chibo.meetings.values import Boxes, FollowUp, print_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chibo.meetings.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """One text of the content page; ``stored`` is what lies in the minutes where that is something else."""

    name: str
    text: str
    seen: str
    stored: str = ""
    differs: bool = False
    hand: str = ""  # who wrote it last, and when

    @classmethod
    def of(cls, name: str, stored: str, typed: Boxes, hands: Mapping[str, list[str]]) -> TextBox:
        """A box with what was typed, else what is stored. ``typed`` without fingerprints: both wrote, choose now."""
        text, seen = typed.texts.get(name, stored), typed.seen.get(name, "")
        if text == stored or (seen and seen == print_of(text)):
            return cls(name=name, text=stored, seen=print_of(stored))
        hand = " lúc ".join(part for part in hands.get(name, ()) if part)
        return cls(name=name, text=text, seen=seen or print_of(stored), stored=stored, differs=True, hand=hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One item of the content page with its two boxes."""

    item: AgendaItem
    discussion: TextBox
    conclusion: TextBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What came with a page that could not be saved as it was."""

    boxes: Boxes = field(default_factory=lambda: Boxes(texts={}))
    follow_up: FollowUp = field(default_factory=FollowUp)

    def only(self, names: frozenset[str]) -> Typed:
        """Keep the boxes and lines that two people wrote; the rest was saved. Their fingerprints start anew."""
        return Typed(
            boxes=Boxes(texts={name: text for name, text in self.boxes.texts.items() if name in names}),
            follow_up=self.follow_up.only(names),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPage:
    """What was said and concluded, and what goes on afterwards."""

    opening: TextBox
    lines: tuple[ContentLine, ...]
    conclusion: TextBox
    follow: FollowPage

    @property
    def boxes(self) -> tuple[TextBox, ...]:
        """Every box, in the order of the page."""
        said = (box for line in self.lines for box in (line.discussion, line.conclusion))
        return (self.opening, *said, self.conclusion)

    @property
    def differing(self) -> int:
        """In how many boxes and lines the typed text is not the stored one."""
        return sum(box.differs for box in self.boxes) + self.follow.differing


def content_page(
    meeting: Meeting,
    typed: Typed | None = None,
    *,
    writing: bool = True,
    items: Iterable[AgendaItem] | None = None,
    names: Sequence[str] = (),
) -> ContentPage:
    """The content of a meeting as stored, or as typed beside what is stored. Up to eight queries.

    ``items`` and ``names`` of the members are for a page that has read them already.
    """
    typed = typed or Typed()
    if items is None:
        points = Prefetch("points", AgendaPoint.objects.select_related("person"))
        items = meeting.items.select_related("subject").prefetch_related(points)

    def box(name: str, stored: str) -> TextBox:
        return TextBox.of(name, stored, typed.boxes, meeting.hands)

    return ContentPage(
        opening=box("opening", meeting.opening),
        lines=tuple(
            ContentLine(
                item=item,
                discussion=box(f"discussion-{item.uid}", item.discussion),
                conclusion=box(f"conclusion-{item.uid}", item.conclusion),
            )
            for item in items
        ),
        conclusion=box("conclusion", meeting.conclusion),
        follow=follow_page(meeting, typed.follow_up, writing=writing, names=names),
    )
