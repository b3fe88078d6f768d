"""Make one paper. Taking it out of the program is written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.development.papers import contexts, records
from chibo.development.papers.kinds import FORMS, kind_of
from chibo.documents import render
from chibo.documents.regimes import regime_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.documents.render import MadePaper
    from chibo.law.vocabulary import PaperKind


def paper_docx(case: DevelopmentCase, kind: PaperKind | str, on: date, author_uid: str = "") -> MadePaper:
    """Make one paper of a guarded case in the form of the paper's own date; ``author_uid`` names the mentorship.

    Raises ``NotYoursError`` for a kind we have no template for, or a helper who is none of this case's; ``FaultyError``
    when the records forbid the paper (a vote that was not carried) or no form is known for its date.
    """
    kind = kind_of(kind)
    form = FORMS[kind]
    day = contexts.dated(case, kind, on)
    helper = _helper(case, kind, author_uid) if form.is_personal else None
    several = form.is_personal and len(records.helpers(case, kind)) > 1
    by = f" ({helper.mentor.full_name})" if several and helper else ""
    name = f"{form.number} {case.person.full_name}{by}"
    return render.make(name, form.template, contexts.values(case, kind, day, helper), regime=regime_on(day))


def _helper(case: DevelopmentCase, kind: PaperKind, author_uid: str) -> Mentorship | None:
    writers = records.helpers(case, kind)
    if not author_uid:
        return writers[0] if writers else None
    for each in writers:
        if str(each.uid) == author_uid:
            return each
    raise NotYoursError(author_uid)


@transaction.atomic
def make_paper(
    *, actor: Actor, on: date, case: DevelopmentCase, kind: PaperKind | str, author_uid: str = ""
) -> MadePaper:
    """Make one paper for somebody, and log that it left the program. Raises as :func:`paper_docx`."""
    check(actor, case)
    made = paper_docx(case, kind, on, author_uid)
    log(actor, on, case, [kind_of(kind).value])
    return made


def check(actor: Actor, case: DevelopmentCase) -> None:
    """Raise ``NotAllowedError`` for somebody who may not make papers of this case."""
    if not actor.may(Permission.MAKE_PAPERS, case.scope_key):
        raise NotAllowedError("soạn văn bản cho hồ sơ này")


def log(actor: Actor, on: date, case: DevelopmentCase, kinds: list[str]) -> None:
    """Write that papers of these kinds left the program; inside the transaction of the act."""
    audit.record(
        actor=actor,
        on=on,
        action="development.make_papers",
        subject=case,
        chain=str(case.organisation.uid),
        changes={"papers": kinds},
    )
