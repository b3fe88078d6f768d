"""Where a paper lies in a digitised member file, and how it is called (1361-CV/BTCTW, annexes 1 and 2)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import yaml

from chibo.development.papers.kinds import LetterKind
from chibo.documents import naming
from chibo.law.vocabulary import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.due import DuePaper
    from chibo.documents.render import MadePaper
    from chibo.documents.sets import Entry

_CODE: Final = re.compile(r"\d{2}(\.\d{3}){4}")  # province, above the base, base, subordinate, cell
_GUIDES: Final = "To_huong_dan"

# Which of the listed types a paper is; a guide sheet beside a hand-written paper is none of them.
NUMBERS: Final[Mapping[str, int]] = {
    PaperKind.BACKGROUND_STATEMENT.value: 1,
    PaperKind.ADMISSION_DECISION.value: 5,
    PaperKind.RECOGNITION_DECISION.value: 7,
    PaperKind.APPLICATION.value: 37,
    PaperKind.AWARENESS_CERTIFICATE.value: 38,
    PaperKind.MEMBER_INTRODUCTION.value: 39,
    PaperKind.YOUTH_UNION_RESOLUTION.value: 40,
    PaperKind.TRADE_UNION_RESOLUTION.value: 41,
    PaperKind.OPINIONS_SYNTHESIS.value: 42,
    PaperKind.CELL_ADMISSION_RESOLUTION.value: 43,
    PaperKind.SECTION_ADMISSION_APPRAISAL.value: 44,
    PaperKind.BASE_ADMISSION_RESOLUTION.value: 45,
    PaperKind.NEW_MEMBER_CERTIFICATE.value: 46,
    PaperKind.SELF_REVIEW.value: 47,
    PaperKind.MENTOR_REMARKS.value: 48,
    PaperKind.PROBATION_OPINIONS_SYNTHESIS.value: 49,
    PaperKind.CELL_RECOGNITION_RESOLUTION.value: 50,
    PaperKind.SECTION_RECOGNITION_APPRAISAL.value: 51,
    PaperKind.BASE_RECOGNITION_RESOLUTION.value: 52,
    LetterKind.TYPED_BACKGROUND.value: 1,
    LetterKind.MEMBER_BACKGROUND.value: 2,
    LetterKind.MEMBER_SHEET.value: 3,
    LetterKind.MEMBER_SUPPLEMENT.value: 4,
    LetterKind.DELETION_DECISION.value: 8,
    LetterKind.TYPED_APPLICATION.value: 37,
    LetterKind.VERIFIER_MISSION.value: 96,
    LetterKind.VERIFICATION_REQUEST.value: 97,
}


@lru_cache(maxsize=1)
def titles() -> Mapping[int, str]:
    """The types we know: number → title."""
    text = resources.files("chibo.documents").joinpath("digitising.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["types"])


def folder(case: DevelopmentCase, *, with_identity: bool) -> str:
    """The folder of a person: under the cell's code where it has one of five groups, else under its name.

    The identity number goes into it only where somebody asked for it and it is known.
    """
    code = case.organisation.code
    cell = code if _CODE.fullmatch(code) else naming.unmarked(case.organisation.name)
    name = naming.joined(case.person.full_name)
    number = "".join(filter(str.isdigit, case.person.identity_number)) if with_identity else ""
    return naming.within(cell, f"{number}_{name}" if number else name)


def entries(papers: Sequence[tuple[DuePaper, MadePaper]]) -> list[Entry]:
    """Give each paper its path inside the person's folder; several of one type are numbered in their order."""
    known = [(due, made, _named(due)) for due, made in papers]
    counts: dict[tuple[int | None, str], int] = {}
    found: list[Entry] = []
    for due, made, named in known:
        counts[named] = counts.get(named, 0) + 1
        ending = made.name[made.name.rfind(".") :]
        of = sum(other == named for _, _, other in known)
        name = naming.digitised(*named, nth=counts[named], of=of, ending=ending)
        path = naming.within(_GUIDES if due.form.is_guide else "", name)
        found.append((path, made.content))
    return found


def _named(due: DuePaper) -> tuple[int | None, str]:
    number = None if due.form.is_guide else NUMBERS.get(due.kind.value)
    return number, titles()[number] if number is not None else due.form.title
