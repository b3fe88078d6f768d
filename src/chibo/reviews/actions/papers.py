"""Taking papers of honours out of the program: made, and written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.reviews.papers import honours as papers
from chibo.reviews.queries.badges import open_badges
from chibo.reviews.queries.commendations import commendations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.documents.render import MadePaper
    from chibo.register.models import Organisation
    from chibo.reviews.models import Commendation, PartyBadge


@transaction.atomic
def make_badge_list(*, actor: Actor, on: date, organisation: Organisation) -> MadePaper:
    """Make the list of badges asked for. Raises ``FaultyError`` where there is none, ``NotAllowedError``."""
    found = _asked_for(actor, organisation)
    _log(actor, on, organisation, organisation, "danh-sach-huy-hieu", found)
    return papers.badge_list_docx(organisation, found, on)


@transaction.atomic
def export_badge_list(*, actor: Actor, on: date, organisation: Organisation) -> tuple[str, bytes]:
    """Give the same list as a workbook with its file name. Raises as :func:`make_badge_list`."""
    found = _asked_for(actor, organisation)
    _log(actor, on, organisation, organisation, "danh-sach-huy-hieu.xlsx", found)
    return f"Đề nghị tặng Huy hiệu Đảng {on:%d-%m-%Y}.xlsx", papers.badge_workbook(found)


@transaction.atomic
def make_badge_application(*, actor: Actor, on: date, badge: PartyBadge) -> MadePaper:
    """Make the request of one person. Raises ``NotAllowedError``."""
    _log(actor, on, badge, badge.organisation, "6-hhd")
    return papers.badge_application_docx(badge, on)


@transaction.atomic
def make_commendation_list(*, actor: Actor, on: date, organisation: Organisation) -> MadePaper:
    """Make the list of those put forward. Raises ``FaultyError`` where there is none, ``NotAllowedError``."""
    found = _put_forward(organisation)
    _log(actor, on, organisation, organisation, "danh-sach-khen-thuong", found)
    return papers.commendation_list_docx(organisation, found, on)


@transaction.atomic
def export_commendation_list(*, actor: Actor, on: date, organisation: Organisation) -> tuple[str, bytes]:
    """Give the same list as a workbook with its file name. Raises as :func:`make_commendation_list`."""
    found = _put_forward(organisation)
    _log(actor, on, organisation, organisation, "danh-sach-khen-thuong.xlsx", found)
    return f"Đề nghị khen thưởng {on:%d-%m-%Y}.xlsx", papers.commendation_workbook(found)


def _asked_for(actor: Actor, organisation: Organisation) -> list[PartyBadge]:
    return list(open_badges(actor, organisation).filter(decided_on=None))


def _put_forward(organisation: Organisation) -> list[Commendation]:
    return list(commendations(organisation).filter(decided_on=None).select_related("organisation"))


def _log(
    actor: Actor,
    on: date,
    subject: Travelling,
    organisation: Organisation,
    kind: str,
    about: Iterable[PartyBadge | Commendation] = (),
) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn văn bản của chi bộ này")
    audit.record(
        actor=actor,
        on=on,
        action="reviews.make_paper",
        subject=subject,
        chain=str(organisation.uid),
        changes={"paper": [None, kind]},
        people=[each.person.uid for each in about if each.person is not None],
    )
