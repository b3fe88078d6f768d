"""A cell on its fixed working day, and people who can sign in to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.accounts.models import Grant, User
from chibo.base.models import Installation
from chibo.register.models import Term
from tests.factories import FOUNDED, MONDAY, TERM_END, TERM_START, OrganisationFactory

if TYPE_CHECKING:
    from chibo.register.models import Organisation

PHRASE = "hoa ban trắng núi rừng"


def sample_cell() -> Organisation:
    """A sample installation with one cell and its term."""
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=FOUNDED)
    cell = OrganisationFactory.create(name="Chi bộ Mẫu")
    Term.objects.create(organisation=cell, name="2015-2020", starts_on=TERM_START, ends_on=TERM_END)
    return cell


def enter(cell: Organisation, username: str, name: str, role: str, reach: str = Grant.Reach.HERE) -> User:
    """An account with one role."""
    user = User(username=username, display_name=name)
    user.set_password(PHRASE)
    user.save()
    Grant.objects.create(user=user, organisation=cell, role=role, reach=reach, starts_on=FOUNDED)
    return user
