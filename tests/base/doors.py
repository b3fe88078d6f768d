"""Addresses with small views behind the door of the house, for the tests of that door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import OperationalError
from django.urls import include, path

from chibo.base.access import Permission
from chibo.base.refusal import (
    ChangedMeanwhileError,
    Fault,
    FaultyError,
    NotAllowedError,
    NotYoursError,
    RefusedError,
)
from chibo.base.web import actor_of, door, page
from chibo.law.verdict import Citation, Finding, Verdict
from chibo.law.vocabulary import Confidence, FindingGrade
from tests.factories import MONDAY

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CITATION = Citation(
    text="Quy định 29-QĐ/TW, điểm 4.2a", instrument="29-QĐ/TW", confidence=Confidence.MEDIUM, carried_forward=True
)


@door()
def seen(request: HttpRequest) -> HttpResponse:
    return page(request, "base/help.html", {"name": actor_of(request).name})


@door(Permission.IMPORT)
def importing(request: HttpRequest) -> HttpResponse:
    return page(request, "base/help.html")


@door()
def refusing(request: HttpRequest, how: str) -> HttpResponse:
    finding = Finding(
        code="date_in_future",
        grade=FindingGrade.STOP,
        params={"on": MONDAY, "today": MONDAY},
        citations=(CITATION,),
        possible_from=MONDAY,
    )
    raise {
        "yours": NotYoursError("x"),
        "allowed": NotAllowedError("xem hồ sơ này"),
        "refused": RefusedError(Verdict(findings=(finding,))),
        "faulty": FaultyError([Fault(what="Chưa ghi ngày.", next="Ghi ngày 5-2-2018."), Fault(what="<b>Sai</b>.")]),
        "changed": ChangedMeanwhileError(who="Nguyễn Mẫu Bích", when="8:10"),
        "broken": ZeroDivisionError(),
        "busy": OperationalError("database is locked"),
        "full": OperationalError("database or disk is full"),
    }[how]


urlpatterns = [
    path("thu/", seen),
    path("thu/nhap/", importing),
    path("thu/<slug:how>/", refusing),
    path("", include("chibo.accounts.urls")),
    path("", include("chibo.base.urls")),
    path("", include("chibo.desk.first_run_urls")),
]
handler403 = "chibo.base.web.forbidden"
handler404 = "chibo.base.web.missing"
handler500 = "chibo.base.web.server_fault"
