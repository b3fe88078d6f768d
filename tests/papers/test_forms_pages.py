"""The list of forms, the page that asks what no record holds, and the page of a life: who may, and what is left."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry, Installation
from chibo.development.papers.statement import supplement
from chibo.law.vocabulary import StepKind
from chibo.register.actions import correct_person, record_background
from chibo.register.models import Background, Correction, OrganisationRule, PersonFact
from tests.documents.reading import lines, text
from tests.factories import MONDAY, actor
from tests.papers.conftest import HELD
from tests.papers.shapes import SHAPES
from tests.papers.test_doors import sign_in

if TYPE_CHECKING:
    from django.test import Client

    from tests.papers.conftest import Desk


@pytest.fixture(autouse=True)
def working_day(db: None) -> None:
    Installation.objects.create(is_sample=True, working_day=HELD, first_day=date(2018, 1, 1))


def test_the_list_offers_what_fits_the_person_and_says_what_is_due(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    page = client.get(f"/ho-so/{desk.xuan.uid}/giay-to/").content.decode()
    for title in ("Tờ hướng dẫn viết đơn xin vào Đảng", "Giấy giới thiệu người đang được giúp đỡ chuyển đi", "4A-KNĐ"):
        assert title in page
    for other in ("7-KNĐ", "8-KNĐ", ">4-KNĐ<", "13-KNĐ", "xóa tên", "Chương trình lễ kết nạp", "2-HSĐV"):
        assert other not in page, other
    assert "Cần soạn" in page
    assert "Đ/c Trần Mẫu Cường" in page
    member = client.get(f"/ho-so/{desk.vu.uid}/giay-to/").content.decode()
    assert "Phiếu đảng viên" in member
    assert "Quyết định xóa tên trong danh sách đảng viên dự bị" in member
    assert "chuyển đi" not in member


def test_what_no_record_holds_is_asked_and_printed(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    address = f"/ho-so/{desk.xuan.uid}/soan/gioi-thieu-dang-giup-do/"
    assert "Để trống thì giấy có chỗ" in client.get(address).content.decode()
    answer = client.post(address, {"destination": "Đảng ủy xã Mường Phăng", "reason": "chuyển công tác"})
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "Kính gửi: Đảng ủy xã Mường Phăng" in lines(answer.content)
    assert "lý do: chuyển công tác." in text(answer.content)
    assert client.post(f"{address}?dang=pdf", {}).content.startswith(b"%PDF")
    bad = client.post(f"/ho-so/{desk.xuan.uid}/soan/xin-cham-le/", {"ceremony_on": "31-2-2018", "reason": "mưa lũ"})
    assert bad.status_code == 422
    assert "mưa lũ" in bad.content.decode()
    assert client.get(f"/ho-so/{desk.xuan.uid}/soan/99-knd/").status_code == 404


def test_a_life_is_told_once_and_fills_every_form(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    address = f"/ho-so/{desk.xuan.uid}/ly-lich-de-soan/"
    assert client.get(address).status_code == 200
    assert not AuditEntry.objects.filter(action="privacy.seen").exists(), "there was nothing to see yet"
    assert client.post(address, {"birth_place": "Bệnh viện huyện Mẫu", "religion": "không"}).status_code == 302
    assert Background.objects.get().birth_place == "Bệnh viện huyện Mẫu"
    (line,) = AuditEntry.objects.filter(action="register.record_background")
    assert "Bệnh viện" not in str(line.changes)
    assert "Bệnh viện huyện Mẫu" in client.get(address).content.decode()
    assert AuditEntry.objects.get(action="privacy.seen").changes["block"] == "life"
    for form in ("1-knd-huong-dan", "2-knd-huong-dan"):
        assert "Bệnh viện huyện Mẫu" in text(client.get(f"/ho-so/{desk.xuan.uid}/giay/{form}.docx").content)


def test_what_was_told_is_replaced_only_with_its_reason(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    address = f"/ho-so/{desk.xuan.uid}/ly-lich-de-soan/"
    first = {"religion": "chưa rõ", "occupation": "Giáo viên"}
    assert client.post(address, first).status_code == 302
    refused = client.post(address, {**first, "religion": "không"})
    assert refused.status_code == 422
    assert "Chưa ghi giấy tờ chứng minh giá trị mới của “Tôn giáo”." in refused.content.decode()
    changed = {**first, "occupation": "Hiệu phó", "how": "doi", "since": "1-9-2017", "proof": "QĐ 2"}
    assert client.post(address, changed).status_code == 302
    facts = PersonFact.objects.filter(person=desk.xuan.person).order_by("pk").values_list("field", "until")
    assert [(field, str(until or "")) for field, until in facts] == [("occupation", "2017-09-01"), ("occupation", "")]
    right = {**changed, "occupation": "Phó hiệu trưởng", "how": "sai", "since": "", "decided_by": "Bí thư"}
    assert client.post(address, right).status_code == 302
    kept = Correction.objects.get()
    assert (kept.field, kept.old_value, kept.new_value) == ("background.occupation", "Hiệu phó", "Phó hiệu trưởng")


def test_the_yearly_supplement_tells_corrections_in_words(desk: Desk) -> None:
    person = desk.xuan.person
    proof: dict[str, Any] = {"proof": "lý lịch gốc", "decided_by": "Bí thư"}
    record_background(actor=actor(), on=MONDAY, person=person, told={"religion": "chưa rõ"})
    record_background(actor=actor(), on=MONDAY, person=person, told={"religion": "không"}, **proof)
    correct_person(actor=actor(), on=MONDAY, person=person, changes={"birth": "1993"}, **proof)
    told = supplement(desk.xuan, MONDAY)["thay_đổi"]
    assert told == [
        {"tên": "Tôn giáo", "trước": "chưa rõ", "sau": "không", "ngày": "21-5-2018"},
        {"tên": "Ngày sinh", "trước": "30-5-1993", "sau": "1993", "ngày": "21-5-2018"},
    ]


def test_who_may_not_see_a_life_gets_no_paper_that_repeats_it(client: Client, desk: Desk) -> None:
    from chibo.accounts import roles  # noqa: PLC0415 - beside its only use

    assert "make_papers" in {permission.value for permission in roles.PERMISSIONS[Grant.Role.OFFICER]}
    sign_in(client, desk.house.organisation, Grant.Role.AUDITOR)
    for address in ("giay-to/", "soan/chuong-trinh-le/", "giay/1-knd-huong-dan.docx", "ly-lich-de-soan/"):
        assert client.get(f"/ho-so/{desk.xuan.uid}/{address}").status_code == 403, address


def test_the_typed_application_waits_for_the_office_to_allow_it(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    page = f"/ho-so/{desk.xuan.uid}/giay-to/"
    assert "giay/1-knd.docx" not in client.get(page).content.decode()
    rule(desk, "local.typed_papers")
    assert "giay/1-knd.docx" in client.get(page).content.decode()
    with zipfile.ZipFile(io.BytesIO(client.get(f"/ho-so/{desk.xuan.uid}/giay-con-thieu.zip").content)) as archive:
        assert sum("1-KNĐ" in name for name in archive.namelist()) == 2


def test_the_office_sets_its_rules_on_papers_with_a_ground(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    address, paper = "/phat-trien/quy-tac-giay-to/", f"/ho-so/{desk.xuan.uid}/giay/3-knd.docx"
    assert client.get(paper).status_code == 200
    bare = client.post(address, {"key": "local.whole_text", "is_on": "on", "starts_on": "1-6-2018", "ground": ""})
    assert bare.status_code == 422
    asked = {"key": "local.whole_text", "starts_on": "1-6-2018", "ground": "Công văn số 9 (mẫu)"}
    assert client.post(address, {**asked, "is_on": "on"}).status_code == 302
    assert client.get(paper).status_code == 422
    assert "Công văn số 9 (mẫu)" in client.get(address).content.decode()
    assert client.post(address, {**asked, "starts_on": "4-6-2018"}).status_code == 302
    assert client.get(paper).status_code == 200
    assert AuditEntry.objects.filter(action="register.set_rule").count() == 2
    sign_in(client, desk.house.organisation, Grant.Role.COMMITTEE_MEMBER)
    assert client.get(address).status_code == 403


def test_where_blanks_are_forbidden_a_paper_is_refused_with_what_is_missing(client: Client, desk: Desk) -> None:
    rule(desk, "local.whole_text")
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.xuan.uid}/giay/3-knd.docx")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "còn thiếu quê quán, nơi ở, ưu điểm, khuyết điểm" in said
    assert "Đơn vị quy định văn bản phải viết trọn" in said
    assert client.get(f"/ho-so/{desk.xuan.uid}/giay/1-knd-huong-dan.docx").status_code == 200, "a guide has blanks"


def test_a_resolution_on_a_vote_taken_is_refused_without_its_counts(client: Client, desk: Desk) -> None:
    desk.stepped(desk.xuan, StepKind.CELL_PROPOSED_ADMISSION, HELD)
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.xuan.uid}/giay/6-knd.docx")
    assert answer.status_code == 422
    assert "tán thành, mẫu số" in answer.content.decode()


def test_what_a_body_above_signs_is_a_draft_unless_it_is_that_body_that_makes_it(client: Client) -> None:
    shape = SHAPES["không đoàn thể, đảng ủy bộ phận (2022)"]()
    cell = shape.case.organisation
    sign_in(client, cell)
    draft = client.get(f"/ho-so/{shape.case.uid}/giay/8-knd.docx")
    assert "(Dự thảo)" in lines(draft.content)
    assert "d%E1%BB%B1%20th%E1%BA%A3o" in draft["Content-Disposition"]
    assert cell.parent is not None
    assert cell.parent.parent is not None
    sign_in(client, cell.parent.parent, Grant.Role.OFFICER)
    Grant.objects.filter(organisation=cell.parent.parent).update(reach=Grant.Reach.BELOW)
    own = client.get(f"/ho-so/{shape.case.uid}/giay/8-knd.docx")
    assert "(Dự thảo)" not in lines(own.content)
    assert "(Dự thảo)" in lines(client.get(f"/ho-so/{shape.case.uid}/giay/9-knd.docx").content), "decided higher up"
    letter = client.post(f"/ho-so/{shape.case.uid}/soan/gioi-thieu-da-de-nghi/", {})
    assert "(Dự thảo)" not in lines(letter.content)


def rule(desk: Desk, key: str) -> None:
    OrganisationRule.objects.create(
        organisation=desk.house.organisation,
        sort=OrganisationRule.Sort.OVERLAY,
        key=key,
        value=True,
        ground="Công văn của cấp trên (mẫu)",
        starts_on=date(2017, 1, 1),
    )
