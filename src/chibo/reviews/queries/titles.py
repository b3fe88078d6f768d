"""Danh hiệu by year, and how many years running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.urls import reverse

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.law.reading import rulebook
from chibo.law.verdict import Citation
from chibo.register.queries import home
from chibo.reviews.models import Title
from chibo.reviews.values import Card, Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_HIGHEST_FIRST = (
    Title.Sort.EXEMPLARY_FIVE_YEARS,
    Title.Sort.EXEMPLARY,
    Title.Sort.CLEAN_AND_STRONG,
    Title.Sort.OTHER,
)
_RANK = Case(*(When(sort=sort, then=place) for place, sort in enumerate(_HIGHEST_FIRST)))
_CLEAN_AND_STRONG = frozenset(_HIGHEST_FIRST[:3])
_ENDED_THE_LEVEL = "qd132-2018"  # since this instrument organisations are graded as members are


def titles(organisation: Organisation, on: date | None = None) -> QuerySet[Title]:
    """The titles in force of an organisation, the latest year first; of ``on`` those known that day. One query.

    A title is known from the day of its decision; where that day is not recorded, when its year is over.
    """
    found = Title.objects.filter(organisation=organisation, withdrawn_on=None)
    if on is not None:
        found = found.filter(Q(decided_on__lte=on) | Q(decided_on__isnull=True, year__lt=on.year))
    return found.order_by("-year", _RANK, "pk")


def titles_by_year(organisation: Organisation, on: date | None = None) -> Mapping[int, tuple[Title, ...]]:
    """The same by year, of each year the highest first. One query."""
    return {year: tuple(found) for year, found in groupby(titles(organisation, on), key=lambda one: one.year)}


def title_for(actor: Actor, uid: UUID | str) -> Title:
    """Return a title of an organisation whose reports the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    found = Title.objects.filter(reach, uid=uid).select_related("organisation__kind").first()
    if found is None:
        raise NotYoursError
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Years running with "trong sạch vững mạnh" or better, up to the latest of them.

    ``as_level`` are those in which it was a level of the classification, decided before 132-QĐ/TW, ``as_award`` those
    in which it is an award: the two are not the same thing, and their sum proves no five years at the best grade.
    """

    first: int
    last: int
    as_level: int
    as_award: int

    @property
    def years(self) -> int:
        """How many years running."""
        return self.last - self.first + 1


def streak(known: Mapping[int, tuple[Title, ...]]) -> Streak | None:
    """Count the years running that end with the latest year of such a title; nothing where there is none.

    ``known`` is as :func:`titles_by_year` gives it. A year without a recorded title breaks the run.
    """
    years = sorted((year for year, found in known.items() if any(_is_counted(one) for one in found)), reverse=True)
    run = [year for place, year in enumerate(years) if year == years[0] - place]
    if not run:
        return None
    level = sum(any(_is_counted(one) and was_level(one) for one in known[year]) for year in run)
    return Streak(first=run[-1], last=run[0], as_level=level, as_award=len(run) - level)


def _is_counted(title: Title) -> bool:
    return title.sort in _CLEAN_AND_STRONG


def was_level(title: Title) -> bool:
    """Whether "trong sạch vững mạnh" was a level of classification on the day of the decision, else the year's last."""
    return (title.decided_on or date(title.year, 12, 31)) < rulebook().instruments[_ENDED_THE_LEVEL].in_force_from


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """One title, and what such a title was on the day of its decision; empty for titles of another sort."""

    title: Title
    nature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesPage:
    """The titles of an organisation, the latest year first."""

    organisation: Organisation
    rows: tuple[TitleRow, ...]
    streak: Streak | None
    award_since: date
    citations: tuple[Citation, ...]
    may_edit: bool


def titles_page(actor: Actor, on: date) -> TitlesPage:
    """Return the titles known on a day of the actor's own organisation. Two queries."""
    organisation = home(actor)
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        raise NotYoursError
    known = titles_by_year(organisation, on)
    ended = rulebook().instruments[_ENDED_THE_LEVEL]
    citation = Citation(text=f"{ended.kind} {ended.number}", instrument=ended.id, confidence=ended.confidence)
    return TitlesPage(
        organisation=organisation,
        rows=tuple(TitleRow(title=one, nature=_nature(one)) for found in known.values() for one in found),
        streak=streak(known),
        award_since=ended.in_force_from,
        citations=(citation,),
        may_edit=actor.may(Permission.EDIT_REGISTER, organisation.scope_key),
    )


def _nature(title: Title) -> str:
    if not _is_counted(title):
        return ""
    return "mức xếp loại" if was_level(title) else "danh hiệu khen thưởng"


def card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say the latest title and how many years running. One query."""
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        return None
    known = titles_by_year(organisation, on)
    run = streak(known)
    told = f"Năm {max(known)}: {known[max(known)][0].name}." if known else "Chưa ghi danh hiệu năm nào."
    more = (f"{run.years} năm liền, từ {run.first} đến {run.last}.",) if run and run.years > 1 else ()
    links = (Link(label="Danh hiệu các năm", address=reverse("review_titles")),)
    return Card(title="Danh hiệu của tổ chức", told=(told, *more), links=links)
