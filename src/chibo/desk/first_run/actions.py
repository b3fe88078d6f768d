"""The one act of the first run: what was answered becomes a cell with a term, targets and an owner, or nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import Grant, User
from chibo.accounts.queries import is_empty
from chibo.base.models import Installation
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.first_run.answers import office_named
from chibo.register.actions import found_organisation, start_term
from chibo.reviews.actions import set_target
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.first_run.answers import Answers
    from chibo.register.models import Organisation, Term


@transaction.atomic
def begin(
    *, actor: Actor, on: date, answers: Answers, username: str, display_name: str, pass_phrase: str, role: str
) -> User:
    """Set up an empty installation in one transaction; each part writes its own line into the log.

    Who is no secretary also becomes administrator, for somebody has to give the next account.
    Raises ``FaultyError`` with what a part found, or when somebody else was faster.
    """
    Installation.objects.get_or_create(id=1, defaults={"first_day": on})
    Installation.objects.select_for_update().get(id=1)
    if not is_empty():
        raise FaultyError([Fault(what="Chi bộ đã được lập trên máy này.", next="Đăng nhập bằng tài khoản đã có.")])
    user = create_user(actor=actor, on=on, username=username, display_name=display_name, pass_phrase=pass_phrase)
    cell = _found(actor, on, answers)
    term = start_term(
        actor=actor,
        on=on,
        organisation=cell,
        name=f"{answers.starts_on.year}-{answers.ends_on.year}",
        starts_on=answers.starts_on,
        ends_on=answers.ends_on,
    )
    _set_targets(actor, on, term, answers)
    for given in dict.fromkeys((role, *([] if role == Grant.Role.SECRETARY else [Grant.Role.ADMINISTRATOR]))):
        grant_role(actor=actor, on=on, user=user, organisation=cell, role=given, reach=Grant.Reach.HERE, starts_on=on)
    return user


def _found(actor: Actor, on: date, answers: Answers) -> Organisation:
    return found_organisation(
        actor=actor,
        on=on,
        name=answers.name,
        kind=answers.kind,
        superior_name=answers.superior_name,
        place=answers.place,
        starts_on=answers.starts_on,
        workplace=office_named(answers.name),
    )


def _set_targets(actor: Actor, on: date, term: Term, answers: Answers) -> None:
    wanted = {Target.Metric.ADMISSIONS: answers.admissions, Target.Metric.MEMBER_SHARE: answers.member_share}
    for metric, value in wanted.items():
        if value is not None:
            set_target(actor=actor, on=on, term=term, metric=metric, value=value, ground=answers.ground)
