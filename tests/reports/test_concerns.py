"""The report says how many concerns of the unit were raised and answered; it names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.meetings.models import Concern, Meeting
from chibo.reports.queries.kept import forget
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def test_concerns_of_the_year_are_counted(sample: Organisation, client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    assert "kiến nghị từ đầu năm" not in secretary.get("/bao-cao/nhanh/").content.decode()
    meeting = Meeting.objects.filter(organisation=sample, on__year=2018).earliest("on")
    Concern.objects.create(
        organisation=sample, meeting=meeting, topic="Nhà để xe dột", answer="Đã lợp lại", answered_on=MONDAY
    )
    Concern.objects.create(organisation=sample, meeting=meeting, topic="Lớp học thêm buổi tối", due_on=meeting.on)
    forget()  # written around the verbs
    said = secretary.get("/bao-cao/nhanh/").content.decode()
    assert "Nêu 2, đã trả lời 1, còn chờ 1, trong đó quá hạn 1." in said
