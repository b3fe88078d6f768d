"""The due papers of many people in one archive: asked for here, made person by person by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base import jobs
from chibo.base.access import Permission, within
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development import facts
from chibo.development.models import DevelopmentCase
from chibo.development.papers import digitising
from chibo.development.papers.choice import Choice, Layout, read
from chibo.development.papers.sets import GAPS_FILE, NOTHING, make_due, no_purpose
from chibo.documents import naming, sets
from chibo.register.queries import organisation_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.base.jobs import Task
    from chibo.base.models import Job
    from chibo.documents.sets import Entry
    from chibo.register.models import Organisation

KIND = "papers"
_AT_ONCE = 50  # cases read together


def ask_for_due_papers(*, actor: Actor, on: date, organisation: Organisation, below: bool, choice: Choice) -> Job:
    """Ask for the due papers of everybody in an organisation, or in it and below.

    Raises ``NotAllowedError`` for somebody who may not make papers or not see identity numbers there, ``FaultyError``
    where nobody's case is open or the numbers are asked for without a purpose.
    """
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn văn bản của tổ chức này")
    cases = _open_cases(actor, organisation, below=below)
    if choice.with_identity and not _opens_all(actor, organisation, cases):
        raise NotAllowedError("xem số định danh của mọi người trong các hồ sơ này")
    faults = [no_purpose()] if choice.with_identity and not choice.purpose.strip() else []
    if not cases.exists():
        faults.append(
            Fault(
                what="Không có hồ sơ nào đang mở ở đây.",
                next="Chọn cả các tổ chức bên dưới, hoặc đưa người vào nguồn trước.",
            )
        )
    if faults:
        raise FaultyError(faults)
    return jobs.ask(
        actor=actor,
        on=on,
        kind=KIND,
        title=f"Giấy tờ cần soạn: {organisation.name}{' và bên dưới' if below else ''}",
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        given={**choice.plain(), "below": below},
        by=[Permission.MAKE_PAPERS, *([Permission.VIEW_SENSITIVE] if choice.with_identity else [])],
        reason=choice.purpose,
    )


def has_below(organisation: Organisation) -> bool:
    """Whether there is an organisation below this one."""
    return organisation.children.exists()


def run(task: Task) -> tuple[str, str]:
    """Do such a job: one person after another goes into the archive, nothing is held longer than a person's papers."""
    actor, choice = task.actor, read(dict(task.given))
    organisation = organisation_for(actor, task.organisation_uid)
    cases = _open_cases(actor, organisation, below=bool(task.given["below"]))
    count = sets.write(_entries(task, actor, cases, choice), task.file)
    name = f"Giấy tờ cần soạn {naming.safe(organisation.name)} {task.on:%d-%m-%Y}.zip"
    return name, f"Có {count - 1} tệp giấy tờ. Chỗ còn trống và giấy chưa soạn được ghi trong tệp “{GAPS_FILE}”."


def _open_cases(actor: Actor, organisation: Organisation, *, below: bool) -> QuerySet[DevelopmentCase]:
    rows = DevelopmentCase.objects.filter(within(actor, Permission.MAKE_PAPERS), closed_on__isnull=True)
    if below:
        return rows.filter(scope_key__gte=organisation.scope_key, scope_key__lt=organisation.scope_key + "~")
    return rows.filter(organisation=organisation)


def _opens_all(actor: Actor, organisation: Organisation, cases: QuerySet[DevelopmentCase]) -> bool:
    """Whether somebody sees closed fields here and of all these cases: papers may be made further below than seen."""
    here = actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key)
    return here and not cases.exclude(within(actor, Permission.VIEW_SENSITIVE)).exists()


def _entries(task: Task, actor: Actor, cases: QuerySet[DevelopmentCase], choice: Choice) -> Iterator[Entry]:
    told: list[str] = []
    folders: set[str] = set()
    for case in _in_turn(task, cases):
        made = make_due(actor=actor, on=task.on, case=case, choice=choice)
        if made.entries:
            place = naming.unused(_folder(case, choice), folders)
            folders.add(place)
            yield from ((f"{place}/{path}", content) for path, content in made.entries)
        told += [f"{case.organisation.name} – {case.person.full_name}", *(made.told or (NOTHING,)), ""]
        task.step()
    yield GAPS_FILE, sets.told(told)


def _folder(case: DevelopmentCase, choice: Choice) -> str:
    if choice.layout is Layout.DIGITISED:
        return digitising.folder(case, with_identity=choice.with_identity)
    return naming.within(case.organisation.name, case.person.full_name)


def _in_turn(task: Task, cases: QuerySet[DevelopmentCase]) -> Iterator[DevelopmentCase]:
    """Give the cases ready for the facts, some at a time: no cursor stays open while papers are made."""
    keys = list(cases.order_by("scope_key", "person__sort_key", "pk").values_list("pk", flat=True))
    task.expect(len(keys))
    for start in range(0, len(keys), _AT_ONCE):
        wanted = keys[start : start + _AT_ONCE]
        found = {case.pk: case for case in facts.ready(DevelopmentCase.objects.filter(pk__in=wanted))}
        yield from (found[key] for key in wanted if key in found)
