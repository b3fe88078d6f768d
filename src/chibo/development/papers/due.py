"""Which papers of a case we can word and the dossier still lacks on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.papers import records
from chibo.development.papers.kinds import FORMS, RECOGNITION, Form
from chibo.development.queries import outlook

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.law.verdict import Citation
    from chibo.law.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePaper:
    """A paper the dossier lacks. ``author_uid`` is the mentorship of the member who writes it, empty where none does.

    ``dated_from`` is the first day it may bear: papers of recognition are dated once the 12 months are full.
    """

    kind: PaperKind
    form: Form
    author: str
    author_uid: str
    dated_from: date | None
    citation: Citation


def papers_due(case: DevelopmentCase, on: date) -> tuple[DuePaper, ...]:
    """List the missing papers that we can make, in the order of the dossier; nothing where no list is known."""
    admission = records.admission_of(case.person, on)
    ends_on = records.end_of_probation(case.organisation, admission.ceremony_on) if admission else None
    return tuple(
        DuePaper(
            kind=missing.paper,
            form=FORMS[missing.paper],
            author=author.mentor.full_name if author else "",
            author_uid=str(author.uid) if author else "",
            dated_from=ends_on if missing.paper in RECOGNITION else None,
            citation=missing.citation,
        )
        for missing in outlook(case, on).missing
        if missing.paper in FORMS
        for author in _authors(case, missing.paper, missing.author)
    )


def _authors(case: DevelopmentCase, kind: PaperKind, named: str) -> list[Mentorship | None]:
    if not FORMS[kind].is_personal:
        return [None]
    writers = [each for each in records.helpers(case, kind) if not named or each.mentor.full_name == named]
    return [*writers] or [None]
