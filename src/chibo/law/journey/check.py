"""The dossier checker, first storey: acts, papers and quoted dates compared, so that nothing comes back."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.law import probation
from chibo.law.calendar import PartialDate
from chibo.law.journey.dossier import is_there, needed_papers, papers_for
from chibo.law.journey.gate import is_old, judge, worst_first
from chibo.law.journey.order import last_done_on
from chibo.law.journey.outlook import as_of
from chibo.law.journey.stages import reached, stage_of
from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import DossierKind, DossierPhase, FindingGrade, PaperKind, Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts, PaperFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

_S, _P = StepKind, PaperKind

# "Not later than": the paper on the left is dated on or before the one on the right.
_NOT_LATER = (
    (_P.AWARENESS_CERTIFICATE, _P.CELL_ADMISSION_RESOLUTION),
    (_P.APPLICATION, _P.BACKGROUND_STATEMENT),
    (_P.APPLICATION, _P.CELL_ADMISSION_RESOLUTION),
    (_P.BACKGROUND_STATEMENT, _P.BACKGROUND_CHECK),
    (_P.BACKGROUND_CHECK, _P.CELL_ADMISSION_RESOLUTION),
    (_P.MEMBER_INTRODUCTION, _P.CELL_ADMISSION_RESOLUTION),
    (_P.YOUTH_UNION_RESOLUTION, _P.CELL_ADMISSION_RESOLUTION),
    (_P.TRADE_UNION_RESOLUTION, _P.CELL_ADMISSION_RESOLUTION),
    (_P.OPINIONS_SYNTHESIS, _P.CELL_ADMISSION_RESOLUTION),
    (_P.CELL_ADMISSION_RESOLUTION, _P.SECTION_ADMISSION_APPRAISAL),
    (_P.CELL_ADMISSION_RESOLUTION, _P.BASE_ADMISSION_RESOLUTION),
    (_P.SECTION_ADMISSION_APPRAISAL, _P.BASE_ADMISSION_RESOLUTION),
    (_P.CELL_ADMISSION_RESOLUTION, _P.ADMISSION_DECISION),
    (_P.BASE_ADMISSION_RESOLUTION, _P.ADMISSION_DECISION),
    (_P.NEW_MEMBER_CERTIFICATE, _P.CELL_RECOGNITION_RESOLUTION),
    (_P.SELF_REVIEW, _P.CELL_RECOGNITION_RESOLUTION),
    (_P.MENTOR_REMARKS, _P.CELL_RECOGNITION_RESOLUTION),
    (_P.PROBATION_OPINIONS_SYNTHESIS, _P.CELL_RECOGNITION_RESOLUTION),
    (_P.CELL_RECOGNITION_RESOLUTION, _P.SECTION_RECOGNITION_APPRAISAL),
    (_P.CELL_RECOGNITION_RESOLUTION, _P.BASE_RECOGNITION_RESOLUTION),
    (_P.SECTION_RECOGNITION_APPRAISAL, _P.BASE_RECOGNITION_RESOLUTION),
    (_P.CELL_RECOGNITION_RESOLUTION, _P.RECOGNITION_DECISION),
    (_P.BASE_RECOGNITION_RESOLUTION, _P.RECOGNITION_DECISION),
)
_AFTER_THE_YEAR = (_P.SELF_REVIEW, _P.MENTOR_REMARKS, _P.PROBATION_OPINIONS_SYNTHESIS)
_STEP_QUOTED = {
    "admitted_on": _S.ADMITTED,
    "decided_on": _S.ADMISSION_DECIDED,
    "application_on": _S.APPLICATION_RECEIVED,
    "certified_on": _S.AWARENESS_CLASS_CERTIFIED,
    "cell_resolved_on": _S.CELL_PROPOSED_ADMISSION,
    "recognised_on": _S.RECOGNITION_DECIDED,
}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def check(facts: CaseFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Find everything wrong with a case's acts and papers on a day, worst first, nothing held back (P17)."""
    known = replace(as_of(facts, on), papers=facts.papers)
    found_ = [*_acts(known, on, rules), *_papers(known, on, rules)]
    return worst_first(found_)


# ---------------------------------------------------------------------- acts


def _acts(facts: CaseFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    """Every recorded step judged once more against the others, as if it were being recorded."""
    for step in facts.steps:
        others = replace(facts, steps=tuple(other for other in facts.steps if other is not step))
        yield from judge(others, step, on, rules).findings


# ---------------------------------------------------------------------- papers


def _papers(facts: CaseFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    for rule in (_completeness, _signed_and_dated, _dated_in_time, _in_sequence, _after_the_year, _quotes):
        try:
            yield from rule(facts, on, rules)
        except LawGap as gap:
            yield no_basis(gap)


def dossier_of(facts: CaseFacts) -> DossierKind | None:
    """The dossier that is open at the case's stage, if one is."""
    stage = stage_of(facts.steps)
    if stage is Stage.RETURNED:
        stage = reached(facts.steps)
    if stage is Stage.APPLICANT:
        return DossierKind.ADMISSION
    return DossierKind.RECOGNITION if stage is Stage.PROBATIONARY else None


def _completeness(facts: CaseFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    """E63: papers the cell must have before it considers. Before the year is full their lack is only a reminder."""
    dossier = dossier_of(facts)
    if dossier is None:
        return
    grade = FindingGrade.STOP if _is_time(facts, dossier, on, rules) else FindingGrade.WARN
    for needed in needed_papers(facts, dossier, on, rules):
        if needed.phase is DossierPhase.CELL and not is_there(needed, facts) and not papers_for(needed, facts):
            params = {"paper": needed.paper.value, "form": needed.form, "author": needed.author}
            reading = rules.on(f"dossier.{dossier.value}_papers", on)
            yield found("paper_missing", reading, grade=grade, dossier=dossier.value, params=params)


def _is_time(facts: CaseFacts, dossier: DossierKind, on: date, rules: Rulebook) -> bool:
    ceremony = facts.last(_S.ADMITTED)
    if dossier is DossierKind.ADMISSION or ceremony is None:
        return True
    return on >= probation.probation_end(ceremony.on, rules).result


def _signed_and_dated(facts: CaseFacts, _on: date, _rules: Rulebook) -> Iterator[Finding]:
    for paper in facts.papers:
        params = {"paper": paper.kind.value, "author": paper.author}
        if paper.present and paper.dated is None:
            yield found("paper_undated", params=params)
        if (paper.present or paper.dated) and not paper.signed:
            yield found("paper_unsigned", params=params)


def _dated_in_time(facts: CaseFacts, on: date, _rules: Rulebook) -> Iterator[Finding]:
    for paper in facts.papers:
        if paper.dated and paper.dated > on:
            yield found("paper_in_future", paper=paper.kind.value, author=paper.author, dated=paper.dated, today=on)


def _in_sequence(facts: CaseFacts, _on: date, _rules: Rulebook) -> Iterator[Finding]:
    for earlier_kind, later_kind in _NOT_LATER:
        for earlier in _dated(facts, earlier_kind):
            for later in _dated(facts, later_kind):
                if earlier[1] > later[1]:
                    params = {"paper": earlier_kind.value, "author": earlier[0], "dated": earlier[1]}
                    yield found("papers_out_of_order", other=later_kind.value, other_dated=later[1], params=params)


def _dated(facts: CaseFacts, kind: PaperKind) -> tuple[tuple[str, date], ...]:
    return tuple((paper.author, paper.dated) for paper in facts.papers if paper.kind is kind and paper.dated)


def _after_the_year(facts: CaseFacts, _on: date, rules: Rulebook) -> Iterator[Finding]:
    ceremony = facts.last(_S.ADMITTED)
    if ceremony is None:
        return
    for paper in facts.papers:
        if paper.kind in _AFTER_THE_YEAR and paper.dated:
            for fault in probation.check_written_after_year(paper.kind, paper.dated, ceremony.on, rules):
                grade = FindingGrade.WARN if is_old(facts, ceremony) and _is_official(facts) else fault.grade
                yield replace(fault, grade=grade, params={**fault.params, "author": paper.author})


def _is_official(facts: CaseFacts) -> bool:
    return stage_of(facts.steps) is Stage.OFFICIAL


# ---------------------------------------------------------------------- what papers repeat


def _quotes(facts: CaseFacts, _on: date, rules: Rulebook) -> Iterator[Finding]:
    for paper in facts.papers:
        for name, said in paper.quotes.items():
            yield from _quoted(facts, paper, name, said, rules)


def _quoted(facts: CaseFacts, paper: PaperFacts, name: str, said: str, rules: Rulebook) -> Iterator[Finding]:
    known = _recorded(facts, name, rules)
    if known is None or _agree(name, said, known):
        return
    where = {"paper": paper.kind.value, "author": paper.author, "field": name}
    decided = last_done_on(facts, _S.ADMISSION_DECIDED, rules)
    if name == "admitted_on" and decided is not None and said == decided.isoformat():
        reading = rules.on("probation.clock_start", decided)
        yield found("decision_date_as_joining_date", reading, said=decided, known=_day(known), params=where)
    else:
        yield found("quoted_value_differs", said=_day(said), known=_day(known), params=where)


def _recorded(facts: CaseFacts, name: str, rules: Rulebook) -> str | None:
    """What the record says about a thing that papers repeat; nothing when the record is silent."""
    if name == "name":
        return facts.person.name
    if name == "birth":
        return str(facts.person.birth) if facts.person.birth else None
    if name == "official_on":
        ceremony = facts.last(_S.ADMITTED)
        return probation.official_date(ceremony.on, rules).result.isoformat() if ceremony else None
    kind = _STEP_QUOTED.get(name)
    day = last_done_on(facts, kind, rules) if kind else None
    return day.isoformat() if day else None


def _day(text: str) -> date | str:
    """A full date as a date, so that the wording can format it; anything else as it stands."""
    try:
        partial = PartialDate.parse(text)
    except ValueError:
        return text
    return partial.earliest if partial.is_full else text


def _agree(name: str, said: str, known: str) -> bool:
    return same_name(said, known) if name == "name" else said.strip() == known


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case, Unicode form and the place of the tone mark do not matter (E01)."""
    return one.casefold() == other.casefold() or _plain_name(one) == _plain_name(other)


def _plain_name(name: str) -> tuple[tuple[str, str], ...]:
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        letters = "".join(letter for letter in syllable if letter not in _TONES)
        tones = "".join(sorted(letter for letter in syllable if letter in _TONES))
        syllables.append((letters, tones))
    return tuple(syllables)
