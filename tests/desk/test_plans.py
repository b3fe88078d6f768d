"""The pages of a plan, and its lines on the worklist: dated, with article and button, never a limit of the law."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.desk.queries.worklist import worklist
from chibo.development.models import Goal, PlanItem
from chibo.law.vocabulary import DutyGroup, DutyKind
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
PAGE = "/phat-trien/ke-hoach/"


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def test_from_the_wish_to_the_worklist_and_back(secretary: Client, sample: Organisation) -> None:
    page = secretary.get(PAGE, {"so": "3", "ngay": "19-5-2019"}).content.decode()
    assert "Còn kịp 1 người, thiếu 2." in page
    assert "không bước nào được bỏ qua" in page
    case = sample.cases.get(person__full_name="Lò Mẫu Xuân")
    sent = {"count": "1", "by": "19-5-2019", "cases": [str(case.uid)], "ground": "Nghị quyết chi bộ"}
    assert secretary.post(PAGE, sent).status_code == 302
    goal = Goal.objects.get()
    assert "Công văn gửi hồ sơ" in secretary.get(f"{PAGE}{goal.uid}/").content.decode()
    item = PlanItem.objects.get(goal=goal, act="application")
    address = f"{PAGE}viec/{item.uid}/"
    assert secretary.post(address, {"planned_on": "20-5-2020"}).status_code == 422
    assert secretary.post(address, {"planned_on": "24-5-2018"}).status_code == 302
    rows = [row for row in worklist(actor(), sample, MONDAY).rows if row.kind is DutyKind.PLANNED_ACT]
    assert [(row.title, row.due_on, row.group) for row in rows] == [
        ("Đơn xin vào Đảng: Lò Mẫu Xuân", date(2018, 5, 24), DutyGroup.THIS_WEEK)
    ]
    assert (rows[0].tag.text, rows[0].has_limit, len(rows[0].citations)) == ("Kế hoạch 24-5-2018", False, 2)
    assert rows[0].citations[-1].text == "Nghị quyết chi bộ"
    home = secretary.get("/viec-can-lam/").content.decode()
    assert "7 việc, 1 việc có hạn theo quy định" in home
    late = worklist(actor(), sample, date(2018, 5, 28))
    assert [row.tag.text for row in late.rows if row.kind is DutyKind.PLANNED_ACT] == ["Chậm kế hoạch 4 ngày"]
    assert secretary.post(address, {"viec": "bo"}).status_code == 302
    assert secretary.post(f"{PAGE}{goal.uid}/", {"reason": ""}).status_code == 422
    assert secretary.post(f"{PAGE}{goal.uid}/", {"reason": "Hoãn"}).status_code == 302
    assert not [row for row in worklist(actor(), sample, MONDAY).later if row.kind is DutyKind.PLANNED_ACT]


def test_what_cannot_be_planned_is_said(secretary: Client) -> None:
    assert "Chưa có kế hoạch nào." in secretary.get(PAGE).content.decode()
    wrong = secretary.get(PAGE, {"so": "0", "ngay": "31-2-2019"})
    assert wrong.status_code == 422
    assert "Có 2 chỗ cần sửa" in wrong.content.decode()
    past = secretary.get(PAGE, {"so": "1", "ngay": "1-5-2018"}).content.decode()
    assert "Còn kịp 0 người, thiếu 1." in past
    nobody = secretary.post(PAGE, {"count": "1", "by": "19-5-2019"})
    assert nobody.status_code == 422
    assert "Chưa chọn ai." in nobody.content.decode()
