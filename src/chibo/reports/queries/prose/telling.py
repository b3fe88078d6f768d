"""A report in words as a page or a paper shows it: what the program says, what people wrote over it, its figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.register.tree import as_it_was
from chibo.reports.queries.figures import Figure, Words, ensure_readable
from chibo.reports.queries.kept import kept
from chibo.reports.queries.prose.facts import facts_of
from chibo.reports.queries.prose.fields import fields_of
from chibo.reports.queries.prose.text import filled
from chibo.reports.queries.prose.writing import sections_of, title_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.models import Report
    from chibo.reports.periods import Period
    from chibo.reports.queries.prose.facts import Facts
    from chibo.reports.queries.prose.fields import Field
    from chibo.reports.queries.prose.writing import Section

Part = Words | Figure
_FIGURE = ("what", "count", "on", "year", "since")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One sentence: ``program`` as the program writes it, ``text`` as it stands now, both with fields."""

    key: str
    program: str
    text: str
    parts: tuple[Part, ...]

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote it anew, or took it out."""
        return self.text != self.program


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSection:
    """One part: the sentences that make its paragraph, then the paragraphs that the unit added."""

    key: str
    heading: str
    lines: tuple[ToldLine, ...]
    own: str = ""  # as it was typed, with fields
    added: tuple[tuple[Part, ...], ...] = ()

    @property
    def paragraphs(self) -> tuple[tuple[Part, ...], ...]:
        """What is read, paragraph by paragraph."""
        joined: list[Part] = []
        for line in self.lines:
            if line.parts:
                joined += [*([Words(text=" ")] if joined else []), *line.parts]
        return (*([tuple(joined)] if joined else []), *self.added)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of the table beside the prose: what, how many, and with which sign it is reckoned."""

    name: str
    count: int
    is_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A whole report. ``fields`` is empty once it is locked: nothing in it is live any more."""

    title: str
    organisation: str
    until: date
    sections: tuple[ToldSection, ...]
    ledger: tuple[LedgerRow, ...]
    is_cell: bool = True
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[tuple[str, tuple[tuple[Part, ...], ...]], ...]:
        """Heading and paragraphs of every section that says something."""
        return tuple((one.heading, one.paragraphs) for one in self.sections if one.paragraphs)

    @property
    def text(self) -> str:
        """The whole report as plain text, to be pasted elsewhere."""
        blocks = [self.title[:1].upper() + self.title[1:]]
        for number, (heading, paragraphs) in enumerate(self.shown):
            said = ["".join(part.text for part in one) for one in paragraphs]
            blocks += [f"{number}. {heading}" if heading else "", *said]
        return "\n\n".join(block for block in blocks if block)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that is read, in its order."""
        return tuple(
            part for _, paragraphs in self.shown for one in paragraphs for part in one if isinstance(part, Figure)
        )


def told(
    actor: Actor,
    organisation: Organisation,
    subject: str,
    period: Period,
    on: date,
    *,
    edits: Mapping[str, Mapping[str, str]] | None = None,
) -> Told:
    """Tell a period with live figures, as asked on ``on``. Raises :class:`NotYoursError`."""
    ensure_readable(actor, organisation)
    facts = _facts(actor, organisation, period, on)
    fields = fields_of(facts)
    return Told(
        title=title_of(subject, period, unit_of(facts)),
        organisation=as_it_was(organisation, facts.until).name,
        until=facts.until,
        sections=tuple(_section(one, fields, edits or {}) for one in sections_of(facts, subject)),
        ledger=_ledger(facts),
        is_cell=facts.is_cell,
        fields=fields,
    )


def told_of(actor: Actor, report: Report, on: date) -> Told:
    """Tell a kept report: as it was frozen, or with live figures while it is open. Raises :class:`NotYoursError`."""
    ensure_readable(actor, report.organisation)
    if report.content is not None:
        return thawed(report.content)
    return told(actor, report.organisation, report.subject, report.period, on, edits=report.edits)


def _facts(actor: Actor, organisation: Organisation, period: Period, on: date) -> Facts:
    """Kept until somebody writes, for a cell; above it acts of other units stand in other logs."""
    if not organisation.kind.is_cell or organisation.parent_id is not None:
        return facts_of(actor, organisation, period, on)
    # Classes and tasks, here and below, are told by this right.
    reach = frozenset(scope for scope in actor.scopes if scope.permission is Permission.VIEW_CASES)
    return kept(organisation, "prose", period, on, reach, make=lambda: facts_of(actor, organisation, period, on))


def _section(section: Section, fields: Mapping[str, Field], edits: Mapping[str, Mapping[str, str]]) -> ToldSection:
    """The program's sentences with the written ones in their places; what was written of a vanished one stays last."""
    written, own = edits.get("lines", {}), edits.get("own", {}).get(section.key, "")
    lines = [
        _line(line.key, line.text, written.get(f"{section.key}/{line.key}", line.text), fields)
        for line in section.lines
    ]
    known = {line.key for line in section.lines}
    for address, text in written.items():
        where, _, key = address.partition("/")
        if where == section.key and key not in known and text:
            lines.append(_line(key, "", text, fields))
    return ToldSection(
        key=section.key,
        heading=section.heading,
        lines=tuple(lines),
        own=own,
        added=tuple(filled(line.strip(), fields) for line in own.splitlines() if line.strip()),
    )


def _line(key: str, program: str, text: str, fields: Mapping[str, Field]) -> ToldLine:
    return ToldLine(key=key, program=program, text=text, parts=filled(text, fields))


def _ledger(facts: Facts) -> tuple[LedgerRow, ...]:
    members = facts.members
    moved = (
        ("+ Kết nạp", members.admitted),
        ("+ Chuyển đến", members.came),
        ("+ Ghi khi mở sổ", members.opened),
        ("− Chuyển đi", members.went),
        ("− Từ trần", members.died),
        ("− Giảm khác", members.other_out),
    )
    return (
        LedgerRow(name=f"Đầu kỳ ({say_date(facts.base_day)})", count=members.before, is_sum=True),
        *(LedgerRow(name=name, count=count) for name, count in moved),
        LedgerRow(name=f"Cuối kỳ ({say_date(facts.until)})", count=members.now, is_sum=True),
    )


# ---------------------------------------------------------------------- frozen and back


def frozen(report: Report, said: Told) -> dict[str, Any]:
    """The content of a report as plain values: what is locked, and what the hash is taken over."""
    return {
        "format": 1,
        "report": str(report.uid),
        "organisation": {"uid": str(report.organisation.uid), "name": said.organisation, "is_cell": said.is_cell},
        "subject": report.subject,
        "period": {
            "sort": report.sort,
            "name": report.name,
            "starts_on": report.starts_on.isoformat(),
            "last_day": report.last_day.isoformat(),
        },
        "version": report.version,
        "title": said.title,
        "until": said.until.isoformat(),
        "sections": [
            {
                "key": one.key,
                "heading": one.heading,
                "paragraphs": [[_cold(part) for part in p] for p in one.paragraphs],
            }
            for one in said.sections
            if one.paragraphs
        ],
        "ledger": [[row.name, row.count, row.is_sum] for row in said.ledger],
        "fields": {name: one.figure.text for name, one in said.fields.items()},
    }


def thawed(content: Mapping[str, Any]) -> Told:
    """A locked report as it was read on the day it was locked."""
    return Told(
        title=content["title"],
        organisation=content["organisation"]["name"],
        is_cell=content["organisation"]["is_cell"],
        until=date.fromisoformat(content["until"]),
        sections=tuple(
            ToldSection(
                key=one["key"],
                heading=one["heading"],
                lines=(),
                added=tuple(tuple(_warm(part) for part in parts) for parts in one["paragraphs"]),
            )
            for one in content["sections"]
        ),
        ledger=tuple(LedgerRow(name=name, count=count, is_sum=is_sum) for name, count, is_sum in content["ledger"]),
    )


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way in which a content is written down: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 over the canonical content."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _cold(part: Part) -> dict[str, Any]:
    if isinstance(part, Words):
        return {"text": part.text}
    told = {name: getattr(part, name) for name in _FIGURE}
    return {
        "text": part.text,
        **{name: str(value) if isinstance(value, date) else value for name, value in told.items()},
    }


def _warm(part: Mapping[str, Any]) -> Part:
    if "what" not in part:
        return Words(text=part["text"])
    return Figure(
        text=part["text"],
        what=part["what"],
        count=part["count"],
        on=date.fromisoformat(part["on"]),
        year=part["year"],
        since=date.fromisoformat(part["since"]) if part["since"] else None,
    )
