"""Every paper of the sample cell can be made, and the facts of old acts are those of the sample's record."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.development.models import DevelopmentCase
from chibo.development.papers import FORMS, contexts, paper_docx, papers_due
from chibo.documents.regimes import regime_on
from chibo.law.vocabulary import PaperKind
from chibo.meetings import papers as meeting_papers
from chibo.meetings.models import Meeting, Resolution
from chibo.register.models import Admission
from tests.documents.reading import opened, text
from tests.factories import MONDAY
from tests.sample import lay_sample

if TYPE_CHECKING:
    from chibo.register.models import Organisation


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()


def case_of(name: str) -> DevelopmentCase:
    return DevelopmentCase.objects.select_related("person", "organisation__kind", "organisation__parent").get(
        person__full_name=name
    )


def test_the_resolutions_of_the_sample_say_its_record(sample: Organisation) -> None:
    made = paper_docx(case_of("Phan Mẫu Yến"), PaperKind.CELL_ADMISSION_RESOLUTION, MONDAY)
    facts = made.facts
    assert facts["ngày_văn_bản"] == "ngày 06 tháng 11 năm 2017"
    assert (facts["tổng_số"], facts["chính_thức"], facts["dự_bị"], facts["có_mặt"]) == (20, 18, 2, 20)
    assert (facts["có_mặt_chính_thức"], facts["vắng"], facts["vắng_chính_thức"]) == (18, 0, 0)
    assert (facts["tán_thành"], facts["mẫu_số"], facts["tỷ_lệ_tán_thành"]) == (18, 18, "100%")
    assert facts["ngày_sinh"] == "ngày 23 tháng 02 năm 1992"
    recognised = paper_docx(case_of("Lò Mẫu Tuyết"), PaperKind.CELL_RECOGNITION_RESOLUTION, MONDAY).facts
    assert recognised["ngày_vào_Đảng"] == "ngày 03 tháng 02 năm 2016"
    assert recognised["ngày_quyết_định_kết_nạp"] == "ngày 18 tháng 01 năm 2016"
    assert recognised["ngày_hết_dự_bị"] == "ngày 03 tháng 02 năm 2017"


def test_what_is_due_on_the_working_day(sample: Organisation) -> None:
    due = {
        case.person.full_name: [(each.form.number, each.author) for each in papers_due(case, MONDAY)]
        for case in DevelopmentCase.objects.filter(closed_on__isnull=True).select_related(
            "person", "organisation__kind", "organisation__parent"
        )
    }
    assert ("13-KNĐ", "") in due["Sùng Mẫu Vừ"]
    assert ("10-KNĐ", "") in due["Phan Mẫu Yến"]
    assert ("6-KNĐ", "") in due["Lò Mẫu Xuân"]


def test_every_form_of_the_four_admissions_is_made_in_the_form_of_its_date(sample: Organisation) -> None:
    """The term's four: each act of theirs has its own day, and the day chooses the measures (documents.md 1)."""
    admitted = Admission.objects.filter(ceremony_on__range=(date(2016, 1, 1), date(2018, 2, 5)))
    cases = DevelopmentCase.objects.select_related("person", "organisation__kind", "organisation__parent").filter(
        person__admissions__in=admitted.order_by("-ceremony_on")[:4]
    )
    assert len(cases) == 4
    for number, case in enumerate(cases):
        for kind in FORMS if number == 0 else PaperKind:
            if kind not in FORMS:
                continue
            made = paper_docx(case, kind, date(2018, 6, 5))
            said = text(made.content)
            assert case.person.full_name.casefold() in said.casefold(), (case, kind)
            assert not re.search(r"None|[{}]|cần đối chiếu với", said), (case, kind)
            assert measure(made.content) == measure_of(contexts.dated(case, kind, date(2018, 6, 5))), (case, kind)


def measure(content: bytes) -> int:
    margin = opened(content).sections[0].left_margin
    assert margin is not None
    return int(margin.mm + 0.5)


def measure_of(day: date) -> int:
    return int(regime_on(day).value("margins_mm")["left"])


def test_all_minutes_and_resolutions_can_be_made(sample: Organisation) -> None:
    for meeting in Meeting.objects.select_related("organisation", "chair", "minute_taker"):
        assert f"tháng {meeting.on.month} năm {meeting.on.year}" in text(
            meeting_papers.minutes_docx(meeting, MONDAY).content
        )
    for resolution in Resolution.objects.select_related("organisation", "meeting", "vote"):
        assert resolution.title in text(meeting_papers.resolution_docx(resolution, MONDAY).content)
