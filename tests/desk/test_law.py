"""Sổ quy định over HTTP: every page, the search, the day, and the four-eyes way of adding a value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry
from chibo.base.templatetags.luat import cach_tinh
from chibo.development.models import DevelopmentCase
from chibo.law.admission import ceremony_deadline
from chibo.law.reading import rulebook
from chibo.law.timeline import Computation, Unit
from chibo.register.facts import rulebook_of
from chibo.register.models import FigureAmendment
from tests.accounts.people import enter
from tests.factories import MONDAY, OrganisationFactory
from tests.signing import come_in

if TYPE_CHECKING:
    from chibo.register.models import Organisation

MOST = 12


def signed_in(username: str) -> Client:
    client = Client()
    user = User.objects.get(username=username)
    come_in(client, user)
    return client


@pytest.fixture
def secretary(sample: Organisation) -> Client:
    return signed_in("bi-thu")


@pytest.fixture
def deputy(sample: Organisation) -> Client:
    return signed_in("pho-bi-thu")


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


GIVEN = {
    "value": "20",
    "starts_on": "21-5-2018",
    "instrument": "Hướng dẫn 99-HD/TW ngày 2-5-2018",
    "instrument_on": "2-5-2018",
    "article": "điểm 4",
    "confidence": "high",
    "reason": "Đã nhận bản giấy.",
}


def propose(client: Client, key: str = "ceremony.deadline", **more: Any) -> Any:
    return client.post(f"/luat/{key}/bo-sung/", {**GIVEN, **more})


def the_row() -> FigureAmendment:
    return FigureAmendment.objects.get()


def withdraw(first: Client, second: Client, reason: str) -> None:
    where = f"/luat/bo-sung/{the_row().uid}/"
    assert first.post(where + "de-nghi-rut/", {"reason": reason}).status_code == 302
    assert second.post(where + "xac-nhan-rut/").status_code == 302


def test_every_figure_has_its_page_and_a_way_to_amend(secretary: Client) -> None:
    for figure in rulebook().figures():
        page = text_of(secretary, f"/luat/{figure.key}/")
        assert figure.name in page
        is_central = bool(figure.values) and not figure.key.startswith(("local.", "lead."))
        assert ("Bổ sung giá trị theo văn bản mới" in page) == is_central, figure.key
        text_of(secretary, f"/luat/{figure.key}/bo-sung/", 200 if is_central else 404)


def test_pages_ask_few_questions(secretary: Client) -> None:
    propose(secretary)
    paths = ("/luat/", "/luat/van-ban/", "/luat/bo-sung/", f"/luat/bo-sung/{the_row().uid}/", "/luat/age.min/")
    for path in (*paths, "/luat/age.min/bo-sung/", "/luat/?q=le+ket+nap&ngay=5-2-2018"):
        text_of(secretary, path)
        with CaptureQueriesContext(connection) as asked:
            text_of(secretary, path)
        assert len(asked) <= MOST, (path, len(asked))


def test_words_are_found_without_tone_marks(secretary: Client) -> None:
    page = text_of(secretary, "/luat/?q=le ket nap")
    assert "Thời hạn tổ chức lễ kết nạp" in page
    assert "Số thẻ đảng viên" not in page
    assert "Không thấy quy tắc nào" in text_of(secretary, "/luat/?q=mat troi")


def test_a_day_chooses_the_law(secretary: Client) -> None:
    assert "Thời hạn tổ chức lễ kết nạp tính từ ngày chi bộ nhận" in text_of(secretary, "/luat/?ngay=5-2-2018")
    assert "Thời hạn tổ chức lễ kết nạp tính từ ngày ban hành" in text_of(secretary, "/luat/?ngay=1-8-2026")
    assert "(chưa có căn cứ)" in text_of(secretary, "/luat/ceremony.deadline/?ngay=1-1-2011")
    assert "Chưa đọc được ngày “hom-qua”" in text_of(secretary, "/luat/?ngay=hom-qua")
    assert "tháng 1 chỉ có 31 ngày" in text_of(secretary, "/luat/ceremony.deadline/?ngay=32-1-2018")


def test_a_figure_says_confidence_gap_examples_readings_and_use(secretary: Client) -> None:
    page = text_of(secretary, "/luat/ceremony.deadline/")
    for said in (
        "đã đọc văn bản",
        "nguồn gián tiếp",
        "chưa có căn cứ",
        "Không đạt",
        "Ngày thứ nhất khi đếm ngày làm việc",
        "E75",
        "Lễ kết nạp",
    ):
        assert said in page
    assert "chi bộ chọn" in text_of(secretary, "/luat/review.excellent_cap/")


def test_an_own_rule_of_the_cell_stands_on_its_page(secretary: Client) -> None:
    assert "Quy tắc riêng" in text_of(secretary, "/luat/local.mentoring_months/")


def test_the_instruments_name_what_they_replace(secretary: Client) -> None:
    page = text_of(secretary, "/luat/van-ban/")
    assert page.count("<tr>") == len(rulebook().instruments) + 1
    assert "Bị thay bởi" in page


def test_citations_settings_and_help_lead_to_the_book(secretary: Client) -> None:
    assert 'href="/luat/recognition.cell_deadline/"' in text_of(secretary, "/viec-can-lam/")
    assert "Cách tính ngày" in text_of(secretary, "/viec-can-lam/")
    assert 'href="/luat/"' in text_of(secretary, "/cai-dat/")
    assert 'href="/luat/"' in text_of(secretary, "/tro-giup/")


def test_two_people_change_the_law_and_results_say_so(secretary: Client, deputy: Client, sample: Organisation) -> None:
    answer = propose(secretary)
    assert answer.status_code == 302
    row = the_row()
    page = text_of(secretary, f"/luat/bo-sung/{row.uid}/")
    assert "Đồng chí là người đề nghị" in page
    assert "xac-nhan" not in page.replace('id="xac-nhan"', "").replace('"xac-nhan"', "")
    assert "1 chờ xác nhận" in text_of(deputy, "/luat/")
    assert "chờ xác nhận" not in text_of(secretary, "/luat/")
    assert deputy.post(f"/luat/bo-sung/{row.uid}/xac-nhan/").status_code == 302
    page = text_of(secretary, "/luat/ceremony.deadline/")
    assert "trong 20 ngày làm việc" in page
    assert "(đơn vị bổ sung ngày" in page
    due = ceremony_deadline(MONDAY, MONDAY, rulebook_of(sample, MONDAY))
    assert due is not None
    assert due.amount == 20
    assert AuditEntry.objects.filter(action="register.confirm_amendment", chain="installation").count() == 1


def test_one_person_alone_changes_nothing(secretary: Client) -> None:
    propose(secretary)
    answer = secretary.post(f"/luat/bo-sung/{the_row().uid}/xac-nhan/")
    assert answer.status_code == 422
    assert "không tự xác nhận được" in answer.content.decode()
    assert the_row().state == "proposed"


def test_a_form_says_all_faults_at_once(secretary: Client) -> None:
    answer = propose(secretary, value="ba mươi", starts_on="1-5-2018", reason="", confidence="")
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "Giá trị không đúng dạng",
        "ở trước ngày văn bản",
        "Chưa ghi lý do bổ sung",
        "Chưa chọn nguồn chắc đến đâu" if "Chưa chọn nguồn" in page else "Nguồn chắc đến đâu",
    ):
        assert said in page
    assert "Có 4 chỗ cần sửa" in page
    assert not FigureAmendment.objects.exists()


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("vote.cell_threshold", {"value": "3/4"}, "3/4"),
        ("ceremony.one_by_one", {"value": "no"}, False),
        ("ceremony.clock_start", {"value": "4"}, "decision_issued"),
        ("vote.form", {"value": ["secret_ballot"]}, ["secret_ballot"]),
        ("decide.authority", {"value": "2"}, {"base_committee": "its_standing_committee"}),
    ],
)
def test_every_shape_has_its_form(secretary: Client, key: str, given: dict[str, Any], kept: object) -> None:
    answer = propose(secretary, key, **given)
    assert answer.status_code == 302, answer.content.decode()
    assert the_row().value == kept


def test_form_numbers_and_papers_are_asked_for_one_by_one(secretary: Client) -> None:
    fields = secretary.get("/luat/dossier.form_numbers/bo-sung/").context["form"].fields
    numbers = {name: field.initial for name, field in fields.items() if name.startswith("value_")}
    assert propose(secretary, "dossier.form_numbers", **{**numbers, "value_0": "1A-KNĐ"}).status_code == 302
    assert the_row().value["application"] == "1A-KNĐ"
    FigureAmendment.objects.all().delete()
    fields = secretary.get("/luat/dossier.admission_papers/bo-sung/").context["form"].fields
    needs = {name: field.initial for name, field in fields.items() if name.startswith("value_")}
    assert propose(secretary, "dossier.admission_papers", **{**needs, "value_0": ""}).status_code == 302
    assert len(the_row().value) == sum(map(bool, needs.values())) - 1


def test_refusing_and_withdrawing_ask_for_a_reason(secretary: Client, deputy: Client) -> None:
    propose(secretary)
    where = f"/luat/bo-sung/{the_row().uid}/"
    assert deputy.post(where + "tu-choi/", {"reason": ""}).status_code == 422
    assert deputy.post(where + "tu-choi/", {"reason": "Chưa thấy văn bản."}).status_code == 302
    assert "Chưa thấy văn bản." in text_of(secretary, where)
    answer = deputy.post(where + "rut/", {"reason": "Thôi."})
    assert answer.status_code == 422
    assert "đã có người không xác nhận" in answer.content.decode()


def test_two_people_withdraw_a_value_in_use(secretary: Client, deputy: Client, sample: Organisation) -> None:
    propose(secretary, "recognition.cell_deadline", value="10", starts_on="19-5-2018")
    where = f"/luat/bo-sung/{the_row().uid}/"
    deputy.post(where + "xac-nhan/")
    assert "Đề nghị rút" in text_of(secretary, where)
    assert secretary.post(where + "rut/", {"reason": "Một mình."}).status_code == 422
    assert secretary.post(where + "de-nghi-rut/", {"reason": ""}).status_code == 422
    secretary.post(where + "de-nghi-rut/", {"reason": "Văn bản giả định."})
    own, other = text_of(secretary, where), text_of(deputy, where)
    assert "Đồng chí là người đề nghị rút." in own
    assert where + "xac-nhan-rut/" not in own
    assert where + "xac-nhan-rut/" in other
    assert "Việc cần làm của 2 hồ sơ đang mở đổi ngày." in other
    assert "1 chờ xác nhận" in text_of(deputy, "/luat/")
    assert "chờ xác nhận" not in text_of(secretary, "/luat/")
    assert "đang áp dụng, chờ rút" in text_of(deputy, "/luat/bo-sung/")
    assert secretary.post(where + "xac-nhan-rut/").status_code == 422
    assert the_row().state == "confirmed"
    assert secretary.post(where + "giu-lai/", {"reason": "Văn bản vẫn còn."}).status_code == 302
    assert the_row().withdrawal_asked_on is None
    withdraw(deputy, secretary, "Văn bản giả định.")
    assert the_row().state == "withdrawn"
    shown = text_of(secretary, where)
    assert "Người đề nghị rút" in shown
    assert "Người xác nhận rút" in shown


def test_a_release_that_says_otherwise_is_named_until_somebody_withdraws(secretary: Client, deputy: Client) -> None:
    propose(secretary)
    deputy.post(f"/luat/bo-sung/{the_row().uid}/xac-nhan/")
    assert "Bản phát hành nói khác" not in text_of(secretary, "/luat/")
    row = the_row()
    first = next(iter(row.known))
    FigureAmendment.objects.update(known={day: value for day, value in row.known.items() if day != first})
    page = text_of(secretary, "/luat/")
    assert "Bản phát hành nói khác 1 giá trị bổ sung" in page
    assert "Bản phát hành nay có giá trị từ ngày" in page
    withdraw(secretary, deputy, "Bản phát hành đã có.")
    assert "Bản phát hành nói khác" not in text_of(secretary, "/luat/")


def test_the_same_day_in_a_release_is_named_and_the_amendment_stands(secretary: Client, deputy: Client) -> None:
    propose(secretary, starts_on="25-7-2016", instrument_on="25-7-2016")
    deputy.post(f"/luat/bo-sung/{the_row().uid}/xac-nhan/")
    page = text_of(secretary, "/luat/ceremony.deadline/?ngay=1-8-2016")
    assert "đã có trong bản phát hành, khác giá trị" in page
    assert "trong 20 ngày làm việc" in page


def test_a_figure_that_a_release_dropped_is_named(secretary: Client, deputy: Client) -> None:
    propose(secretary)
    deputy.post(f"/luat/bo-sung/{the_row().uid}/xac-nhan/")
    FigureAmendment.objects.update(value="hai mươi")
    assert "đã đổi dạng" in text_of(secretary, "/luat/bo-sung/")
    FigureAmendment.objects.update(key="gone.figure")
    assert "không còn trong bản phát hành" in text_of(secretary, "/luat/bo-sung/")


def test_who_may_not_change_settings_reads_but_does_not_amend(sample: Organisation) -> None:
    for username in ("chi-uy", "kiem-tra"):
        client = signed_in(username)
        assert "Bổ sung giá trị" not in text_of(client, "/luat/ceremony.deadline/")
        text_of(client, "/luat/ceremony.deadline/bo-sung/", 403)
        assert propose(client).status_code == 403
    assert not FigureAmendment.objects.exists()


def test_names_of_who_amends_are_for_who_looks_after_the_whole(
    secretary: Client, deputy: Client, sample: Organisation
) -> None:
    """They may be of a branch whose people the reader does not see."""
    propose(secretary)
    row = the_row()
    deputy.post(f"/luat/bo-sung/{row.uid}/xac-nhan/")
    row.refresh_from_db()
    names = {row.proposed_by_name, row.decided_by_name}
    assert len(names) == 2
    known = text_of(secretary, f"/luat/bo-sung/{row.uid}/")
    elsewhere = enter(OrganisationFactory.create(), "xa", "Vì Mẫu Xa", Grant.Role.SECRETARY)
    reader = Client()
    reader.force_login(elsewhere, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = [text_of(reader, path) for path in (f"/luat/bo-sung/{row.uid}/", "/luat/bo-sung/", f"/luat/{row.key}/")]
    for name in names:
        assert name in known
        assert not any(name in page for page in shown)
    assert "Người được giao quản lý chung" in shown[0]


def test_what_is_not_there_is_not_found(secretary: Client) -> None:
    for path in ("/luat/no.such/", "/luat/no.such/bo-sung/", "/luat/bo-sung/01890000-0000-7000-8000-000000000001/"):
        text_of(secretary, path, 404)


def test_a_computation_is_opened_into_its_parts() -> None:
    computed = rulebook().within_working_days("ceremony.deadline", MONDAY, MONDAY)
    shown = cach_tinh(computed)
    assert shown["amount"] == "30 ngày làm việc"
    assert shown["name"] == "Thời hạn tổ chức lễ kết nạp"
    assert shown["readings"][0].startswith("Ngày thứ nhất khi đếm ngày làm việc: ")
    assert cach_tinh(None) == {"computed": None}
    other = Computation(start=MONDAY, amount=3, unit=Unit.DAYS, result=MONDAY, rule="gone", citation=computed.citation)
    assert cach_tinh(other)["name"] == "gone"


def test_the_second_person_sees_how_many_cases_would_change(secretary: Client, deputy: Client) -> None:
    propose(secretary, "recognition.cell_deadline", value="10", starts_on="19-5-2018")
    assert "việc cần làm của 2 hồ sơ đang mở đổi ngày" in text_of(deputy, f"/luat/bo-sung/{the_row().uid}/")
    FigureAmendment.objects.update(key="vote.max_rounds_recognition")
    assert "Chưa hồ sơ đang mở nào đổi ngày" in text_of(deputy, f"/luat/bo-sung/{the_row().uid}/")


def test_the_stored_days_of_the_cases_follow_the_law(secretary: Client, deputy: Client) -> None:
    def due() -> date | None:
        return DevelopmentCase.objects.get(person__full_name="Sùng Mẫu Vừ").next_due

    propose(secretary, "recognition.cell_deadline", value="10", starts_on="19-5-2018")
    assert due() == date(2018, 6, 29)
    deputy.post(f"/luat/bo-sung/{the_row().uid}/xac-nhan/")
    assert due() == date(2018, 6, 1)
    withdraw(deputy, secretary, "Văn bản giả định.")
    assert due() == date(2018, 6, 29)
    assert AuditEntry.objects.filter(action="development.refresh_due").count() == 2
