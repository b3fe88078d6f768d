"""Which papers the two dossiers consist of for this person, and which are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.journey.order import PAPERS_OF
from chibo.law.vocabulary import DossierKind, DossierPhase, PaperKind, PaperNeed

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.facts import CaseFacts, PaperFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """One paper this person's dossier needs: form number of the day, phase, the member who writes it, if one does."""

    paper: PaperKind
    phase: DossierPhase
    form: str
    author: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A paper not there yet: which, by which phase of the road, from whom, and the article that asks for it."""

    paper: PaperKind
    why: str
    phase: DossierPhase
    author: str
    citation: Citation


def needed_papers(facts: CaseFacts, dossier: DossierKind, on: date, rules: Rulebook) -> tuple[NeededPaper, ...]:
    """List a dossier for this person by the regime of a day; ``LawGap`` where no list is known."""
    reading = rules.on(f"dossier.{dossier.value}_papers", on)
    forms = rules.find("dossier.form_numbers", on)
    numbers = forms.mapping if forms else {}
    needed: list[NeededPaper] = []
    for line in reading.papers:
        for author in _authors(line.when, facts, on):
            form = str(numbers.get(line.paper.value, ""))
            needed.append(
                NeededPaper(paper=line.paper, phase=line.phase, form=form, author=author, citation=reading.citation)
            )
    return tuple(needed)


def _authors(when: PaperNeed, facts: CaseFacts, on: date) -> tuple[str, ...]:
    """Whose copies are needed: none, one of nobody in particular, or one from each member helping."""
    if when is PaperNeed.PER_MENTOR:
        active = tuple(mentor.name for mentor in facts.mentors if mentor.ends_on is None or on < mentor.ends_on)
        return active or ("",)
    return ("",) if _is_needed(when, facts) else ()


def _is_needed(when: PaperNeed, facts: CaseFacts) -> bool:
    place, route = facts.organisation, introduction_route(facts)
    return {
        PaperNeed.ALWAYS: True,
        PaperNeed.WITH_YOUTH_UNION: route is IntroductionRoute.YOUTH_UNION,
        PaperNeed.WITH_TRADE_UNION_ONLY: route is IntroductionRoute.TRADE_UNION,
        PaperNeed.WITH_SECTION_COMMITTEE: place.has_section_committee,
        PaperNeed.WITH_BASE_COMMITTEE: place.has_base_committee,
    }[when]


def is_there(needed: NeededPaper, facts: CaseFacts) -> bool:
    """Whether a needed paper is in the dossier, or its step is recorded where no paper is kept separately."""
    papers = papers_for(needed, facts)
    if papers:
        return any(paper.present and paper.signed for paper in papers)
    if needed.author and any(paper.kind is needed.paper for paper in facts.papers):
        return False
    return any(needed.paper in PAPERS_OF.get(step.kind, ()) for step in facts.steps)


def papers_for(needed: NeededPaper, facts: CaseFacts) -> tuple[PaperFacts, ...]:
    """The papers in the dossier that answer a need: of its kind, and by its author where one is named."""
    return tuple(
        paper
        for paper in facts.papers
        if paper.kind is needed.paper and (not needed.author or not paper.author or paper.author == needed.author)
    )


def missing_papers(facts: CaseFacts, dossier: DossierKind, on: date, rules: Rulebook) -> tuple[Missing, ...]:
    """The papers of a dossier that are not there on a day, in the order of its list."""
    return tuple(
        Missing(
            paper=needed.paper,
            why=f"needed_for_{dossier.value}",
            phase=needed.phase,
            author=needed.author,
            citation=needed.citation,
        )
        for needed in needed_papers(facts, dossier, on, rules)
        if not is_there(needed, facts)
    )
