"""Make one paper. Taking it out of the program is written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError, NotYoursError
from chibo.development.papers import contexts, records
from chibo.development.papers.given import Given
from chibo.development.papers.kinds import FORMS, kind_of
from chibo.documents import render
from chibo.documents.regimes import regime_on
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.development.papers.kinds import Form, FormKind
    from chibo.documents.render import MadePaper

NOTHING_GIVEN = Given()


def paper_docx(
    case: DevelopmentCase,
    kind: FormKind | str,
    on: date,
    author_uid: str = "",
    given: Given = NOTHING_GIVEN,
    *,
    maker: Actor | None = None,
) -> MadePaper:
    """Make one paper of a guarded case in the form of the paper's own date; ``author_uid`` names the mentorship.

    A paper that a body above the cell signs bears the mark of a draft, unless ``maker`` makes papers of that body.
    Raises ``NotYoursError`` for a kind we have no template for, or a helper who is none of this case's; ``FaultyError``
    when the records forbid the paper (a vote that was not carried), no form is known for its date, or the rule forbids
    blanks and there are some.
    """
    kind = kind_of(kind)
    form = FORMS[kind]
    day = contexts.dated(case, kind, on)
    helper = _helper(case, kind, author_uid) if form.is_personal else None
    said = contexts.values(case, kind, day, helper, given)
    said["dự_thảo"] = _is_draft(case, kind, day, maker)
    made = render.make(
        _name(case, form, said, helper, is_several=form.is_personal and len(records.helpers(case, kind)) > 1),
        form.template,
        said,
        regime=regime_on(day),
        scope_key=case.scope_key,
        dated=day,
    )
    _refuse_blanks(case, form, day, made, contexts.must_say(case, kind))
    return made


def _is_draft(case: DevelopmentCase, kind: FormKind, day: date, maker: Actor | None) -> bool:
    body = contexts.issuer(case, kind, day)
    if body is None:
        return False
    return body.row is None or maker is None or not maker.may(Permission.MAKE_PAPERS, body.row.scope_key)


def _name(
    case: DevelopmentCase, form: Form, said: dict[str, object], helper: Mentorship | None, *, is_several: bool
) -> str:
    by = f" ({helper.mentor.full_name})" if is_several and helper else ""
    number = form.number if said["mẫu"] else form.title
    draft = " (dự thảo)" if said["dự_thảo"] else ""
    return f"{number or form.title} {case.person.full_name}{by}{draft}"


def _refuse_blanks(case: DevelopmentCase, form: Form, day: date, made: MadePaper, must_say: tuple[str, ...]) -> None:
    """Refuse a paper with blanks where the rule forbids them: the counts of a vote taken, or everything (E56, E70)."""
    whole = rulebook_of(case.organisation, day).find("local.whole_text", day)
    forbids_all = whole is not None and bool(whole.value) and not form.is_guide
    blanks = [gap for gap in made.gaps if forbids_all or gap in must_say]
    if not blanks:
        return
    missing = ", ".join(gap.replace("_", " ") for gap in blanks)
    why = "Nghị quyết phải ghi đủ số đảng viên, số có mặt và kết quả biểu quyết."
    if forbids_all and whole is not None:
        why = f"Đơn vị quy định văn bản phải viết trọn, không để chỗ trống ({whole.citation.text})."
    fault = Fault(
        what=f"Chưa soạn {form.name} của {case.person.full_name}: còn thiếu {missing}.",
        why=why,
        next="Ghi đủ những điều còn thiếu vào hồ sơ hoặc biên bản họp rồi soạn lại.",
    )
    raise FaultyError([fault])


def _helper(case: DevelopmentCase, kind: FormKind, author_uid: str) -> Mentorship | None:
    writers = records.helpers(case, kind)
    if not author_uid:
        return writers[0] if writers else None
    for each in writers:
        if str(each.uid) == author_uid:
            return each
    raise NotYoursError(author_uid)


@transaction.atomic
def make_paper(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    kind: FormKind | str,
    author_uid: str = "",
    given: Given = NOTHING_GIVEN,
) -> MadePaper:
    """Make one paper for somebody, and log that it left the program. Raises as :func:`paper_docx`.

    Raises ``NotAllowedError`` too: for a paper that repeats what stays closed on a page, without the right to see it.
    """
    kind = kind_of(kind)
    check(actor, case)
    if FORMS[kind].is_sensitive and not actor.may(Permission.VIEW_SENSITIVE, case.scope_key):
        raise NotAllowedError("xem phần lý lịch mà giấy này chép lại")
    made = paper_docx(case, kind, on, author_uid, given, maker=actor)
    log(actor, on, case, [kind.value])
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
