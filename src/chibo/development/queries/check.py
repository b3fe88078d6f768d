"""What the checker finds wrong with a case, as people work through it: by paper, with what somebody answered for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from chibo.base.refusal import NotYoursError
from chibo.base.words.checker import PAPER_NAMES
from chibo.base.words.checks import TITLES
from chibo.base.words.findings import GRADES, check_words
from chibo.development import facts
from chibo.development.check_words import TICKS, UNTOLD
from chibo.development.models import FindingWaiver
from chibo.development.queries.outlook import rulebooks
from chibo.development.words import RECOGNITION_PAPERS
from chibo.law import checker
from chibo.law.dossier.kinds import TickKind
from chibo.law.vocabulary import DossierKind, FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.words.checker import CheckText
    from chibo.development.facts import Gathered
    from chibo.development.models import DevelopmentCase
    from chibo.law.checker import CheckFinding, Report
    from chibo.law.timeline import Rulebook

_RECOGNITION_CODES: Final = frozenset({"E77", "E78", "E79", "E80", "E81", "E82", "E83", "E84", "E85"})
_TICK_OF: Final = {
    "E05": TickKind.BACKGROUND_CLEAN,
    "E10": TickKind.EDGE_SEAL,
    "E20": TickKind.APPLICATION_HANDWRITTEN,
    "E40": TickKind.CONCLUSION_SEALED,
    "E44": TickKind.CARRIED_SEALED,
    "E46": TickKind.RESIDENCE_CERTIFIED,
    "E73": TickKind.SAME_INK_ORIGINAL,
    "E74": TickKind.OWN_HAND,
}
_SAID: Final = ("said", "who", "place", "body")  # what tells two findings on the same papers apart


@dataclass(frozen=True, kw_only=True)
class Item:
    """One finding with its wording, what follows from it, and the reason somebody gave for letting it pass."""

    found: CheckFinding
    text: CheckText
    waiver: FindingWaiver | None = None
    follows: tuple[Item, ...] = ()
    anchor: str = ""  # the line of the list it speaks of, and the paper to repair there
    slug: str = ""
    paper_uid: str = ""

    @property
    def mark(self) -> str:
        """What makes this finding this one: as soon as a paper or a day changes, it is another."""
        return mark_of(self.found)

    @property
    def grade(self) -> str:
        """The grade in words."""
        return GRADES[self.found.grade]

    @property
    def is_stop(self) -> bool:
        """Whether it still has to be repaired before the dossier goes up."""
        return self.found.grade is FindingGrade.STOP and self.waiver is None

    @property
    def paper(self) -> str:
        """The paper it speaks of first, in words."""
        return PAPER_NAMES.get(self.found.papers[0].kind, "") if self.found.papers else ""

    @property
    def tick(self) -> str:
        """The sort of look at the paper that answers it, if one does."""
        kind = _TICK_OF.get(self.found.code) if self.found.grade is FindingGrade.TICK else None
        return kind.value if kind else ""

    @property
    def question(self) -> str:
        """What to look at."""
        return TICKS[TickKind(self.tick)] if self.tick else ""

    @property
    def counts_pages(self) -> bool:
        """Whether the look counts pages."""
        return self.tick == TickKind.EDGE_SEAL.value


@dataclass(frozen=True, kw_only=True)
class Group:
    """The findings that speak of one paper first."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A block of facts that nobody typed, and the checks that wait for it."""

    name: str
    codes: tuple[str, ...]
    section: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """What those checks look for."""
        return tuple(TITLES[code] for code in self.codes)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A case checked: the report, its items nested under their causes, and what could not be checked."""

    report: Report
    items: tuple[Item, ...]
    untold: tuple[Untold, ...] = ()

    @property
    def now(self) -> tuple[Item, ...]:
        """What concerns papers and acts of this installation's own time."""
        return tuple(item for item in self.items if not item.found.is_old and not item.tick)

    @property
    def old(self) -> tuple[Item, ...]:
        """Remarks on old papers and acts, which never stop anything (decision 41)."""
        return tuple(item for item in self.items if item.found.is_old)

    @property
    def ticks(self) -> tuple[Item, ...]:
        """What human eyes still have to see on the paper."""
        return tuple(item for item in self.items if item.tick and not item.found.is_old)

    @property
    def is_blocked(self) -> bool:
        """Whether a stop stands for which nobody answered."""
        return any(item.is_stop for item in self.items)


def mark_of(found: CheckFinding) -> str:
    """Give the mark of one finding, made of its variant, its papers and what it says; it names nobody."""
    papers = "|".join(f"{paper.kind}:{paper.dated or paper.partial or ''}:{paper.author}" for paper in found.papers)
    said = ",".join(f"{name}={found.params[name]}" for name in _SAID if name in found.params)
    digest = hashlib.sha256(f"{found.code}|{found.variant}|{papers}|{said}".encode()).digest()
    return str(UUID(bytes=digest[: len(UUID(int=0).bytes)]))


def check(case: DevelopmentCase, on: date) -> Checked:
    """Check one case's whole dossier on a day (E01 to E86 and the order of papers)."""
    return checks([case], on)[0]


def checks(cases: Sequence[DevelopmentCase], on: date) -> tuple[Checked, ...]:
    """Give what ``check`` gives for many cases, in order, in a fixed number of queries."""
    return checked(facts.gather(cases), on, rulebooks(cases, on))


def checked(
    gathered: Sequence[Gathered],
    on: date,
    rules: dict[int, Rulebook],
    waived: Iterable[FindingWaiver] | None = None,
) -> tuple[Checked, ...]:
    """Check cases whose rows were read already; ``waived`` are their waivers, where those were read too."""
    waivers = _by_mark(_waivers([one.case for one in gathered]) if waived is None else waived)
    return tuple(
        _checked(checker.check(known, on, rules[one.case.organisation_id]), waivers[one.case.pk])
        for one, known in zip(gathered, facts.dossiers_from(gathered, on), strict=True)
    )


def _waivers(cases: Sequence[DevelopmentCase]) -> Iterable[FindingWaiver]:
    wanted = [case.pk for case in cases if getattr(case, "has_waivers", True)]
    return FindingWaiver.objects.filter(case__in=wanted)  # an empty list asks nothing


def _by_mark(rows: Iterable[FindingWaiver]) -> dict[int, dict[tuple[str, str], FindingWaiver]]:
    found: dict[int, dict[tuple[str, str], FindingWaiver]] = defaultdict(dict)
    for row in rows:
        found[row.case_id][row.code, row.paper] = row
    return found


def _checked(report: Report, waivers: dict[tuple[str, str], FindingWaiver]) -> Checked:
    items = [_item(found, waivers) for found in report.findings]
    tops, below = _nested(items)
    nested = tuple(
        Item(found=item.found, text=item.text, waiver=item.waiver, follows=tuple(below.get(id(item), ())))
        for item in tops
    )
    return Checked(report=report, items=nested, untold=tuple(_untold(report)))


def _item(found: CheckFinding, waivers: dict[tuple[str, str], FindingWaiver]) -> Item:
    waiver = waivers.get((found.code, mark_of(found)))
    return Item(found=found, text=check_words(found), waiver=waiver)


def _nested(items: Sequence[Item]) -> tuple[list[Item], dict[int, list[Item]]]:
    """Put each consequence under the finding it follows from: one of that code on the same paper, else any."""
    tops = [item for item in items if not item.found.consequence_of]
    below: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        if not item.found.consequence_of:
            continue
        causes = [top for top in tops if top.found.code == item.found.consequence_of]
        same = [top for top in causes if set(top.found.papers) & set(item.found.papers)]
        cause = next(iter(same or causes), None)
        if cause is None or cause.found.is_old != item.found.is_old:
            tops.append(item)
        else:
            below[id(cause)].append(item)
    return tops, below


def _untold(report: Report) -> Iterable[Untold]:
    codes: dict[str, list[str]] = defaultdict(list)
    for one in report.unjudged:
        codes[one.block].append(one.code)
    for block, waiting in codes.items():
        name, section = UNTOLD.get(block, (block, ""))
        yield Untold(name=name, codes=tuple(waiting), section=section)


def finding_of(case: DevelopmentCase, on: date, code: str, mark: str) -> Item:
    """Give one finding of a case already guarded by its mark; raises ``NotYoursError`` when it is not there."""
    items = (item for top in check(case, on).items for item in (top, *top.follows))
    found = next((item for item in items if item.found.code == code and item.mark == mark), None)
    if found is None:
        raise NotYoursError
    return found


def by_paper(items: Iterable[Item]) -> tuple[Group, ...]:
    """Group findings by the paper they speak of first, in the order of the worst of each."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.paper].append(item)
    return tuple(Group(name=name or "Cả hồ sơ", items=tuple(found)) for name, found in groups.items())


def dossier_of_finding(found: CheckFinding) -> DossierKind:
    """Give the dossier a finding belongs to: that of its papers, else that of its code."""
    named = {paper.kind for paper in found.papers}
    meets = any(kind.startswith(("cell_recognition", "base_recognition", "probation_")) for kind in named)
    if meets or named & {kind.value for kind in RECOGNITION_PAPERS} or found.code in _RECOGNITION_CODES:
        return DossierKind.RECOGNITION
    return DossierKind.ADMISSION
