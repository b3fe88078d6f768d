"""A version of a template tried on the sample: the words of both papers, and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base import vault
from chibo.base.refusal import Fault, FaultyError
from chibo.documents import workshop
from chibo.documents.office.catalogue import ours, sample
from chibo.documents.office.side_by_side import pairs
from chibo.documents.render import fill_from

if TYPE_CHECKING:
    from chibo.documents.models import OfficeTemplate
    from chibo.documents.office.side_by_side import Pair

SIDES: Final = ("goc", "don-vi")
"""Whose template: the program's own, the organisation's."""


def compared(version: OfficeTemplate) -> tuple[Pair, ...]:
    """The sample paper by our template and by this version, line beside line."""
    ours, theirs = (sample_paper(version, side) for side in SIDES)
    return pairs(ours, theirs)


def sample_paper(version: OfficeTemplate, side: str) -> bytes:
    """The sample paper as DOCX: by our own template (``goc``) or by this version (``don-vi``).

    Raises ``FaultyError`` when the template fails with the sample after all.
    """
    source = ours(version.regime, version.template) if side == SIDES[0] else vault.read(version.file.digest)
    facts = sample(version.regime, version.template)
    return fill_from(source, facts, name=version.template).content


def sample_pages(version: OfficeTemplate, side: str) -> bytes:
    """The pages of the sample paper as one picture (PNG). Raises ``FaultyError`` when they cannot be drawn."""
    try:
        answer = workshop.run("pages", sample_paper(version, side))
    except (workshop.TookTooLong, workshop.Broke) as error:
        raise FaultyError([Fault(what="Không vẽ được trang in của mẫu này.", next="Xem phần chữ bên dưới.")]) from error
    if answer.get("faults"):
        raise FaultyError(Fault(**each) for each in answer["faults"])
    return bytes(answer["content"])
