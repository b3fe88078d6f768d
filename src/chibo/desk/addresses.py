"""Where the pages of the rooms below stand: the desk leads to all of them (decision 26 keeps these stable)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chibo.development.models import DevelopmentCase
    from chibo.meetings.models import Meeting
    from chibo.register.models import Person

WORKLIST = "/viec-can-lam/"
DRAW_UP_AGENDA = "/hop/soan/"
SETTINGS = "/cai-dat/"
OWN_NOTES = "/phat-trien/ghi-chu/"
FORECAST = "/bao-cao/du-bao/"


def person(one: Person) -> str:
    """The page of a person."""
    return f"/nguoi/{one.uid}/"


def case(one: DevelopmentCase) -> str:
    """The page of a person's road."""
    return f"/phat-trien/{one.uid}/"


def admission_dossier(one: DevelopmentCase) -> str:
    """The admission dossier."""
    return f"/ho-so/{one.uid}/ket-nap/"


def recognition_dossier(one: DevelopmentCase) -> str:
    """The recognition dossier."""
    return f"/ho-so/{one.uid}/chinh-thuc/"


def agenda(one: Meeting) -> str:
    """The agenda of a meeting."""
    return f"/hop/{one.uid}/chuong-trinh/"
