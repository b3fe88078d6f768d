"""Which papers of a case we can word and its road still lacks on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.development import facts
from chibo.development.papers import records
from chibo.development.papers.kinds import FORMS, RECOGNITION, Form, LetterKind
from chibo.law import journey
from chibo.law.vocabulary import DossierPhase, DutyKind, PaperKind, StepKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.development.facts import Gathered
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.development.papers.kinds import FormKind
    from chibo.law.journey import Missing, Outlook
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePaper:
    """A paper the road lacks. ``author_uid`` is the mentorship of the member who writes it, empty where none does.

    ``dated_from`` is the first day it may bear: papers of recognition are dated once the 12 months are full.
    """

    kind: FormKind
    form: Form
    author: str
    author_uid: str
    dated_from: date | None
    citation: Citation


def papers_due(case: DevelopmentCase, on: date) -> tuple[DuePaper, ...]:
    """List the missing papers that we can make, in the order of the road; nothing where no list is known.

    What a body above signs is due once the cell has voted; letters are due when their time has come.
    """
    return due_of(facts.gather([case])[0], on, rulebook_of(case.organisation, on))


def due_of(gathered: Gathered, on: date, rules: Rulebook) -> tuple[DuePaper, ...]:
    """The same for a case whose rows were read already."""
    case, seen = gathered.case, journey.outlook(gathered.facts, on, rules)
    done = {StepKind(step.kind) for step in gathered.steps}
    admission = records.admission_of(case.person, on)
    ends_on = records.end_of_probation(case.organisation, admission.ceremony_on) if admission else None
    listed = [missing for missing in seen.missing if missing.paper in FORMS and _has_come(missing, done)]
    due = [
        DuePaper(
            kind=kind,
            form=FORMS[kind],
            author=author.mentor.full_name if author else "",
            author_uid=str(author.uid) if author else "",
            dated_from=ends_on if kind in _AFTER_THE_YEAR else None,
            citation=missing.citation,
        )
        for missing in listed
        for kind in _forms_of(missing.paper, on, rules)
        for author in _authors(case, kind, missing.author)
    ]
    for letter, citation in _letters(gathered, seen, done, on, rules):
        form = FORMS[letter]
        due.append(DuePaper(kind=letter, form=form, author="", author_uid="", dated_from=None, citation=citation))
    order = list(FORMS)
    return tuple(sorted(due, key=lambda each: order.index(each.kind)))


_AFTER_THE_YEAR: Final = RECOGNITION & frozenset(PaperKind)
_VOTES: Final = (StepKind.CELL_PROPOSED_ADMISSION, StepKind.CELL_PROPOSED_RECOGNITION)
_TYPED: Final[dict[PaperKind, FormKind]] = {
    PaperKind.APPLICATION: LetterKind.TYPED_APPLICATION,
    PaperKind.BACKGROUND_STATEMENT: LetterKind.TYPED_BACKGROUND,
}


def _has_come(missing: Missing, done: set[StepKind]) -> bool:
    """What a body above signs waits for the vote of the cell."""
    return missing.phase is not DossierPhase.ABOVE or _VOTES[missing.paper in RECOGNITION] in done


def may_be_typed(rules: Rulebook, on: date) -> bool:
    """Whether the office lets application and life history be typed; by hand unless it says so."""
    own = rules.find("local.typed_papers", on)
    return own is not None and bool(own.value)


def _forms_of(paper: PaperKind, on: date, rules: Rulebook) -> tuple[FormKind, ...]:
    """The sheet beside the hand-written paper, and the typed one where the office allows it."""
    return (paper, _TYPED[paper]) if paper in _TYPED and may_be_typed(rules, on) else (paper,)


def _authors(case: DevelopmentCase, kind: FormKind, named: str) -> list[Mentorship | None]:
    if not FORMS[kind].is_personal:
        return [None]
    writers = [each for each in records.helpers(case, kind) if not named or each.mentor.full_name == named]
    return [*writers] or [None]


# --- letters ---


def _letters(
    gathered: Gathered, seen: Outlook, done: set[StepKind], on: date, rules: Rulebook
) -> Iterator[tuple[LetterKind, Citation]]:
    """The letters whose time has come, each with the figure that asks for it."""
    wanted = {missing.paper for missing in seen.missing}
    asked: list[tuple[bool, tuple[LetterKind, ...], str]] = [
        (
            PaperKind.BACKGROUND_CHECK in wanted and StepKind.BACKGROUND_DECLARED in done,
            (LetterKind.VERIFICATION_REQUEST, LetterKind.VERIFIER_MISSION),
            "verify.scope",
        ),
        (
            bool(wanted & {PaperKind.OPINIONS_SYNTHESIS, PaperKind.PROBATION_OPINIONS_SYNTHESIS}),
            (LetterKind.RESIDENCE_OPINION, LetterKind.ORGANISATION_OPINION),
            "opinions.required",
        ),
        (waits_for_ceremony(done), (LetterKind.CEREMONY_PROGRAMME,), "ceremony.one_by_one"),
        (_is_late(seen, DutyKind.HOLD_CEREMONY, on), (LetterKind.LATE_CEREMONY_REQUEST,), "ceremony.late_requires"),
        (
            _is_late(seen, DutyKind.CONSIDER_RECOGNITION, on),
            (LetterKind.LATE_RECOGNITION_EXPLANATION,),
            "recognition.cell_deadline",
        ),
        (
            _lacks_own_file(gathered, done),
            (LetterKind.MEMBER_BACKGROUND, LetterKind.MEMBER_SHEET),
            "dossier.admission_papers",
        ),
    ]
    for is_due, letters, figure in asked:
        reading = rules.find(figure, on) if is_due else None
        if reading is not None:
            yield from ((letter, reading.citation) for letter in letters)


def waits_for_ceremony(done: set[StepKind]) -> bool:
    """Whether the admission was decided and the ceremony is still to be held."""
    return StepKind.ADMISSION_DECIDED in done and StepKind.ADMITTED not in done


def _is_late(seen: Outlook, kind: DutyKind, on: date) -> bool:
    return any(duty.kind is kind and duty.due_on is not None and duty.due_on < on for duty in seen.duties)


def _lacks_own_file(gathered: Gathered, done: set[StepKind]) -> bool:
    """Whether the ceremony was held and the member's own booklet and sheet are not in the dossier yet."""
    if StepKind.ADMITTED not in done or StepKind.RECOGNITION_DECIDED in done:
        return False
    there = {paper.kind for paper in gathered.papers if paper.is_present}
    return not {LetterKind.MEMBER_BACKGROUND.value, LetterKind.MEMBER_SHEET.value} <= there
