"""What arrives about a campaign, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.reviews.models import Campaign

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAbout:
    """What is known of a campaign when it is put down; the names are those of the record's fields."""

    name: str
    launcher: str
    starts_on: date
    ends_on: date | None = None
    register_by: date | None = None
    circle: str = Campaign.Circle.MEMBERS
    launched_by: str = ""
    aim: str = ""
