"""Papers and meetings of the organisation whose pages are open, by number, day and the words of their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Value
from django.urls import reverse

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.vietnamese import fold
from chibo.desk import addresses
from chibo.desk.queries.find_words import holds, parts
from chibo.development.models import Certificate, Paper, Step
from chibo.development.words import say_paper, say_step
from chibo.documents.queries import given_numbers
from chibo.documents.regimes import paper_types
from chibo.meetings.models import Meeting, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_ROWS = 3000  # items of meetings looked through, latest first: some twenty years of a cell
_TITLES = 1000
_LEAST = 3  # letters of a word that is looked for in titles
_NUMBER = re.compile(r"0*(\d{1,5})\s*[-/]?\s*([a-zđ]{1,6})?(?:/[\wđ]+)?", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:hop |ngay )*(?P<day>\d{1,2})-(?P<month>\d{1,2})(?:-(?P<year>\d{4}))?"
    r"|(?:hop )*(?:thang )?(?P<in_month>\d{1,2})-(?P<of_year>\d{4})"
    r"|(?:hop )*thang (?P<only_month>\d{1,2})(?: (?:nam )?(?P<its_year>\d{4}))?"
    r"|(?:hop |nam )*(?P<only_year>\d{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFound:
    """A paper or a meeting found: what it is called, by what it was found, where it stands."""

    text: str
    why: str
    address: str


# ---------------------------------------------------------------------- papers


def find_papers(actor: Actor, organisation: Organisation, asked: str, *, limit: int) -> list[RecordFound]:
    """Return the papers that bear a number (``7-NQ``, ``QĐ 12``), else resolutions whose title has every word.

    By right: resolutions and the book of numbers with the meetings, papers of dossiers with the cases. Three queries.
    """
    number = paper_number(asked)
    found: dict[tuple[str, str], RecordFound] = {}
    sources = [_resolutions(actor, organisation, asked, number)]
    if number is not None:
        sources += [_given(actor, organisation, number), _of_dossiers(actor, organisation, number)]
    for source in sources:
        for key, one in source:
            found.setdefault(key, one)
    return list(found.values())[:limit]


PaperNumber = tuple[int, str]


def paper_number(asked: str) -> PaperNumber | None:
    """Give the number and the folded symbol: ``07-NQ/CB`` → 7, ``nq``; no year, no word that is no kind of paper."""
    if re.fullmatch(r"(?:19|20)\d\d", asked.strip()):
        return None
    turned = re.sub(r"^\s*([a-zđ]{2,6})\s+(?:số\s+)?(\d{1,5})\s*$", r"\2-\1", asked.strip(), flags=re.IGNORECASE)
    read = _NUMBER.fullmatch(re.sub(r"^\s*số\s+", "", turned, flags=re.IGNORECASE))
    symbol = fold(read[2] or "") if read is not None else ""
    return (int(read[1]), symbol) if read is not None and (not symbol or symbol in _symbols()) else None


@cache
def _symbols() -> frozenset[str]:
    return frozenset(fold(symbol) for symbol in paper_types())


def _is_numbered(wanted: PaperNumber, number: int, symbol: str) -> bool:
    return number == wanted[0] and fold(symbol).startswith(wanted[1])


def _is_written(wanted: PaperNumber, text: str) -> bool:
    """Whether a number as somebody typed it on a paper is the one wanted."""
    read = paper_number(text)
    return read is not None and _is_numbered(wanted, *read)


Keyed = tuple[tuple[str, str], RecordFound]


def _resolutions(actor: Actor, organisation: Organisation, asked: str, number: PaperNumber | None) -> Iterator[Keyed]:
    words = _words(asked)
    if number is None and not words:
        return
    reach = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    rows = Resolution.objects.filter(reach, organisation=organisation).order_by("-on", "-pk")
    columns = ("number", "symbol", "title", "on", "meeting__uid")
    for place, symbol, title, on, meeting in rows.values_list(*columns)[:_TITLES]:
        is_by_number = number is not None and place is not None and _is_numbered(number, place, symbol)
        if is_by_number or (words and holds(title, words)):
            said = f"{place:02d}-{symbol} {title}" if place is not None else title
            why = "theo số văn bản" if is_by_number else "theo trích yếu"
            where = reverse("meetings:minutes", args=[meeting]) if meeting else addresses.NUMBERS
            found = RecordFound(text=said, why=f"{why}, {say_date(on)}", address=where)
            yield (f"{place}-{fold(symbol)}", str(on)), found


def _given(actor: Actor, organisation: Organisation, number: PaperNumber) -> Iterator[Keyed]:
    if not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        return
    for row in given_numbers(organisation.uid, number[0]):
        symbol = f"{row.counter.paper_type}/CB"
        if _is_numbered(number, row.number, symbol):
            said = f"{row.number:02d}-{symbol} {row.title}".strip()
            why = f"theo số văn bản, {say_date(row.dated)}"
            found = RecordFound(text=said, why=why, address=addresses.NUMBERS)
            yield (f"{row.number}-{fold(symbol)}", str(row.dated)), found


def _of_dossiers(actor: Actor, organisation: Organisation, number: PaperNumber) -> Iterator[Keyed]:
    """Decisions and other acts of the road, papers of the dossiers, certificates. One query."""
    reach = within(actor, Permission.VIEW_CASES, field="case__scope_key")
    of_people = within(actor, Permission.VIEW_CASES, field="person__scope_key")
    steps = Step.objects.filter(reach, case__organisation=organisation, is_void=False, replaced_by=None)
    papers = Paper.objects.filter(reach, case__organisation=organisation, withdrawn_on=None)
    given = Certificate.objects.filter(of_people, person__organisation=organisation, voided_on=None)
    columns = ("case__uid", "case__person__full_name", "of")
    rows = _numbered(steps, "step").values_list("number", "kind", "on", *columns)
    also = _numbered(papers, "paper").values_list("number", "kind", "dated", *columns)
    last = _numbered(given, "certificate").values_list(
        "number", "of", "issued_on", "person__uid", "person__full_name", "of"
    )
    for text, kind, dated, uid, name, of in rows.union(also, last, all=True):
        if _is_written(number, text):
            say, page = _TOLD[of]
            why = "theo số văn bản" + (f", {say_date(dated)}" if dated else "")
            found = RecordFound(text=f"{text} {say(kind)}: {name}", why=why, address=reverse(page, args=[uid]))
            yield (fold(text), str(dated)), found


def _numbered(rows: QuerySet[Any], of: str) -> QuerySet[Any]:
    held: QuerySet[Any] = rows.exclude(number="").annotate(of=Value(of)).order_by()
    return held


_TOLD: Final[dict[str, tuple[Callable[[str], str], str]]] = {
    "step": (say_step, "development:case"),
    "paper": (say_paper, "development:case"),
    "certificate": (lambda _: "Giấy chứng nhận", "person_papers"),
}


# ---------------------------------------------------------------------- meetings


def find_meetings(actor: Actor, organisation: Organisation, asked: str, *, limit: int) -> list[RecordFound]:
    """Return the meetings of a day, a month or a year, or whose kind, topic or an item holds every word. One query."""
    when = _WHEN.fullmatch(re.sub(r"[/.]", "-", fold(asked)))
    words = [word for word in _words(asked) if fold(word) != "hop"]
    if when is None and not words:
        return []
    reach = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    columns = ("uid", "on", "kind", "topic__title", "items__title")
    rows = Meeting.objects.filter(reach, organisation=organisation).order_by("-on", "-pk", "items__order")
    found: dict[object, RecordFound] = {}
    for uid, on, kind, topic, item in rows.values_list(*columns)[:_ROWS]:
        why = _why(when, words, on, kind, (topic, item))
        if why and uid not in found:
            text = f"{Meeting.Kind(kind).label} ngày {say_date(on)}"
            found[uid] = RecordFound(text=text, why=why, address=reverse("meetings:meeting", args=[uid]))
    return list(found.values())[:limit]


def _why(when: re.Match[str] | None, words: list[str], on: date, kind: str, titles: tuple[str | None, ...]) -> str:
    if when is not None:
        return "theo ngày họp" if _is_on(when, on) else ""
    if holds(Meeting.Kind(kind).label, words):
        return "theo loại cuộc họp"
    held = next((title for title in titles if title and holds(title, words)), None)
    return f"nội dung “{held}”" if held else ""


def _is_on(when: re.Match[str], on: date) -> bool:
    said = when.groupdict()
    day, month = said["day"], said["month"] or said["in_month"] or said["only_month"]
    year = said["year"] or said["of_year"] or said["its_year"] or said["only_year"]
    return all(
        wanted is None or int(wanted) == there for wanted, there in ((day, on.day), (month, on.month), (year, on.year))
    )


def _words(asked: str) -> list[str]:
    """The words looked for in titles; none where all are too short to mean one."""
    words = parts(asked)
    return words if any(len(word) >= _LEAST for word in words) else []
