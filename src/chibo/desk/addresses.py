"""Where the pages of the rooms below stand: the desk leads to all of them (decision 26 keeps these stable)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.development.models import CaseTask, DevelopmentCase, TrainingClass
    from chibo.meetings.models import Concern, Meeting, Task
    from chibo.register.models import Person

WORKLIST = "/viec-can-lam/"
DRAW_UP_AGENDA = "/hop/soan/"
SETTINGS = "/cai-dat/"
OFFICES = "/cai-dat/cap-uy/"
LEAVES = "/cai-dat/can-bo-nghi/"
OWN_NOTES = "/ghi-chu/"
FORECAST = "/bao-cao/du-bao/"
NUMBERS = "/van-ban/so/"


def person(one: Person) -> str:
    """The page of a person."""
    return reverse("person", args=[one.uid])


def case(one: DevelopmentCase) -> str:
    """The page of a person's road."""
    return reverse("development:case", args=[one.uid])


def admission_dossier(one: DevelopmentCase) -> str:
    """The admission dossier."""
    return reverse("development:dossier", args=[one.uid, "ket-nap"])


def recognition_dossier(one: DevelopmentCase) -> str:
    """The recognition dossier."""
    return reverse("development:dossier", args=[one.uid, "chinh-thuc"])


def decision(one: DevelopmentCase) -> str:
    """Where the admission decision is entered."""
    return reverse("development:decision", args=[one.uid])


def ceremony(one: DevelopmentCase) -> str:
    """Where the ceremony is prepared and entered."""
    return reverse("development:ceremony", args=[one.uid])


def probation(one: DevelopmentCase) -> str:
    """The probationary year."""
    return reverse("development:probation", args=[one.uid])


def mentors(one: DevelopmentCase) -> str:
    """Where members are assigned to help before the admission."""
    return reverse("development:mentors", args=[one.uid])


def account(one: User) -> str:
    """The page of an account."""
    return reverse("account_page", args=[one.uid])


def probation_mentor(one: DevelopmentCase) -> str:
    """Where a member is assigned to help during probation."""
    return reverse("development:probation_mentor", args=[one.uid])


def recognition(one: DevelopmentCase) -> str:
    """Where the recognition decision is entered."""
    return reverse("development:recognition", args=[one.uid])


def agenda(one: Meeting) -> str:
    """The agenda of a meeting."""
    return reverse("meetings:agenda", args=[one.uid])


def task(one: Task) -> str:
    """Where the result of a task is entered."""
    return reverse("meetings:task", args=[one.uid])


def concern(one: Concern) -> str:
    """Where a concern is answered."""
    return reverse("meetings:concern", args=[one.uid])


def case_task(one: CaseTask) -> str:
    """Where the result of a task given on the road is entered."""
    return reverse("development:finish_task", args=[one.case.uid, one.uid])


def training_class(one: TrainingClass) -> str:
    """The page of a class."""
    return reverse("development:training_class", args=[one.uid])


def choose_for_class(one: TrainingClass) -> str:
    """Where the list of a class is drawn up."""
    return reverse("development:choose_for_class", args=[one.uid])


def class_results(one: TrainingClass) -> str:
    """Where the results of a class are entered."""
    return reverse("development:class_results", args=[one.uid])
