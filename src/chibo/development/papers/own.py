"""The sheet to copy the life history by hand from, made of what its person told and nobody took over yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development.facts import read_section
from chibo.development.facts.sections import laid_over
from chibo.development.papers import contexts, making, statement
from chibo.development.papers.kinds import FORMS
from chibo.development.queries.declaration import declaration_of, told_in
from chibo.documents import render
from chibo.documents.regimes import regime_on
from chibo.law.dossier import DossierFacts
from chibo.law.vocabulary import PaperKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.documents.render import MadePaper

_KIND = PaperKind.BACKGROUND_STATEMENT


@transaction.atomic
def own_guide(*, actor: Actor, on: date, case: DevelopmentCase) -> MadePaper:
    """Make the guide of the life history for the person of the case, from the own statement; logged as a paper made.

    Raises ``NotAllowedError`` for anybody else, ``FaultyError`` where nothing is told.
    """
    if actor.person_uid != str(case.person.uid):
        raise NotAllowedError("lấy tờ hướng dẫn từ bản khai của người khác")
    told = told_in(declaration_of(case, on))
    if not told:
        raise FaultyError([Fault(what="Chưa khai gì nên chưa có tờ hướng dẫn.", next="Khai trước, rồi lấy tờ này.")])
    facts = laid_over(
        DossierFacts(),
        [read_section(name, json.dumps(told[name])) for name in ("history", "relatives") if told.get(name)],
    )
    form = FORMS[_KIND]
    said = {
        **contexts.values(case, _KIND, on, None, making.NOTHING_GIVEN),
        **statement.own_values(told, facts),
        "dự_thảo": False,
    }
    name = f"{form.number} {case.person.full_name}"
    made = render.make(name, form.template, said, regime=regime_on(on), scope_key=case.scope_key, dated=on)
    making.log(actor, on, case, [_KIND.value])
    return made
