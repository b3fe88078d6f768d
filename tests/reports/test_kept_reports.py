"""A report from its first edited sentence to its lock, its next version, and the note of where it went."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, NotAllowedError, NotYoursError
from chibo.documents.models import GivenNumber
from chibo.register.models import Membership, Person, Term
from chibo.reports import actions
from chibo.reports.models import Report
from chibo.reports.periods import Sort, calendar_period
from chibo.reports.queries import prose
from chibo.reports.queries.kept import forget
from chibo.reports.values import Wording
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, PersonFactory, actor, stranger
from tests.journeys.secretary import read_docx

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
QUARTER = calendar_period(Sort.QUARTER, date(2018, 1, 1))
STRENGTH = "dang-vien/so-luong"
OWN = "Quý I, chi bộ có «số_đảng_viên» đảng viên; đề nghị cấp trên mở lớp đảng viên mới."


@pytest.fixture
def report(sample: Organisation) -> Report:
    return actions.keep_report(
        actor=actor(), on=MONDAY, organisation=sample, subject=Report.Subject.GENERAL, period=QUARTER
    )


def written(report: Report, *, line: str, own: str = OWN) -> Report:
    wording = Wording(lines={STRENGTH: line}, own={"phuong-huong": own})
    return actions.write_report(actor=actor(), on=MONDAY, report=report, wording=wording)


def locked(report: Report, *, takes_number: bool = False) -> Report:
    return actions.lock_report(actor=actor(), on=MONDAY, report=report, dated=MONDAY, takes_number=takes_number)


def text(report: Report, on: date = MONDAY) -> str:
    return prose.told_of(actor(), Report.objects.select_related("organisation__kind").get(pk=report.pk), on).text


def somebody_comes(organisation: Organisation, on: date = date(2018, 2, 20)) -> None:
    """A late entry into a period that is over: what changes an open report, and never a locked one."""
    person = PersonFactory.create(organisation=organisation, full_name="Mạc Mẫu Mới", sex="male", ethnicity="Kinh")
    Membership.objects.create(person=person, organisation=organisation, starts_on=on, joined_by="transfer_in")
    forget()


def test_what_is_written_by_hand_keeps_its_live_figures(report: Report, sample: Organisation) -> None:
    written(report, line="Hết quý, chi bộ có «số_đảng_viên» đồng chí.")
    before = text(report)
    assert "Hết quý, chi bộ có 23 đồng chí. So với ngày 31-12-2017" in before
    assert "Quý I, chi bộ có 23 đảng viên; đề nghị cấp trên mở lớp" in before
    somebody_comes(sample)
    after = text(report)
    assert "Hết quý, chi bộ có 24 đồng chí." in after
    assert "Quý I, chi bộ có 24 đảng viên; đề nghị" in after
    assert "tăng 4 (từ 20 lên 24)" in after, "what nobody touched follows the books too"


def test_a_sentence_left_alone_stays_the_programs_own(report: Report, sample: Organisation) -> None:
    said = prose.told_of(actor(), report, MONDAY)
    shown = {f"{section.key}/{line.key}": line.text for section in said.sections for line in section.lines}
    somebody_comes(sample)
    wording = Wording(lines=shown, program=shown)
    actions.write_report(actor=actor(), on=MONDAY, report=report, wording=wording)
    report.refresh_from_db()
    assert report.edits == {"lines": {}, "own": {}}


def test_a_sentence_is_taken_out_and_brought_back(report: Report) -> None:
    written(report, line="", own="")
    assert "chính thức, 2 dự bị" not in text(report)
    again = Wording(lines={STRENGTH: ""}, again=frozenset({STRENGTH}))
    actions.write_report(actor=actor(), on=MONDAY, report=report, wording=again)
    assert "(21 chính thức, 2 dự bị)" in text(report)


def test_unknown_fields_are_refused_all_at_once_and_nothing_is_written(report: Report) -> None:
    with pytest.raises(FaultyError) as refused:
        written(report, line="Có «so_dang_vien» đảng viên.", own="Có «số_điểm» điểm.")
    first, second = refused.value.faults
    assert (first.what, first.next) == (
        "Mục “Đảng viên”: báo cáo này không có số liệu «so_dang_vien».",
        "Có thể muốn viết «số_đảng_viên».",
    )
    assert "Phương hướng, kiến nghị" in second.what
    report.refresh_from_db()
    assert report.edits == {}


def test_a_locked_report_is_the_same_whatever_happens_later(report: Report, sample: Organisation) -> None:
    written(report, line="Hết quý, chi bộ có «số_đảng_viên» đồng chí.")
    frozen = locked(report)
    before = text(frozen)
    somebody_comes(sample)
    Person.objects.filter(full_name="Lò Mẫu Tuyết").update(sex="male", ethnicity="Kinh")
    Term.objects.filter(organisation=sample).update(name="khác")
    sample.name = "Chi bộ đổi tên"
    sample.save()
    assert text(frozen, date(2020, 1, 1)) == before
    kept = Report.objects.get(pk=frozen.pk)
    assert kept.content is not None
    assert prose.digest_of(kept.content) == kept.digest == frozen.digest
    check = prose.checked(actor(), Report.objects.select_related("organisation__kind").get(pk=frozen.pk))
    assert check is not None
    assert check.is_whole
    assert {one.meaning: (one.locked, one.today) for one in check.moved}["số đảng viên"] == ("23", "24")


def test_the_hash_is_reckoned_by_anybody_and_tells_of_a_change(report: Report) -> None:
    frozen = locked(report)
    taken = actions.take_content(actor=actor(), on=MONDAY, report=frozen)
    assert hashlib.sha256(taken).hexdigest() == frozen.digest
    assert json.loads(taken)["fields"]["số_đảng_viên"] == "23"
    assert AuditEntry.objects.get(action="reports.lock_report").changes["digest"][1] == frozen.digest
    assert frozen.content is not None
    frozen.content["until"] = "2018-04-01"
    frozen.save()
    check = prose.checked(actor(), frozen)
    assert check is not None
    assert not check.is_whole


def test_nothing_of_a_locked_report_can_be_written(report: Report) -> None:
    frozen = locked(report)
    with pytest.raises(FaultyError, match="đã khóa"):
        written(frozen, line="Khác.")
    with pytest.raises(FaultyError, match="đã khóa"):
        locked(frozen)
    with pytest.raises(FaultyError, match="đã khóa"):
        actions.keep_report(
            actor=actor(), on=MONDAY, organisation=frozen.organisation, subject=frozen.subject, period=QUARTER
        )


def test_a_new_version_needs_a_reason_and_leaves_the_old_one(report: Report, sample: Organisation) -> None:
    with pytest.raises(FaultyError, match="chưa khóa"):
        actions.renew_report(actor=actor(), on=MONDAY, report=report, reason="Sai")
    written(report, line="Hết quý, chi bộ có «số_đảng_viên» đồng chí.")
    frozen = locked(report)
    with pytest.raises(FaultyError, match="Chưa ghi lý do"):
        actions.renew_report(actor=actor(), on=MONDAY, report=frozen, reason=" ")
    somebody_comes(sample)
    made = actions.renew_report(actor=actor(), on=MONDAY, report=frozen, reason="Ghi sót một đồng chí chuyển đến")
    assert (made.version, made.replaces_id) == (2, frozen.pk)
    assert "Hết quý, chi bộ có 24 đồng chí." in text(made)
    assert "Hết quý, chi bộ có 23 đồng chí." in text(frozen)
    with pytest.raises(FaultyError, match="bản mới hơn"):
        actions.renew_report(actor=actor(), on=MONDAY, report=frozen, reason="Lần nữa")


def test_the_number_comes_from_the_register_and_the_day_is_judged(report: Report) -> None:
    for dated, said in ((date(2018, 3, 30), "trước ngày của số liệu"), (date(2018, 5, 22), "chưa đến")):
        with pytest.raises(FaultyError, match=said):
            actions.lock_report(actor=actor(), on=MONDAY, report=report, dated=dated)
    frozen = locked(report, takes_number=True)
    given = GivenNumber.objects.get(paper_uid=frozen.uid)
    assert (frozen.number, given.number, given.dated) == (given.number, given.number, MONDAY)
    assert given.title == "Báo cáo tình hình công tác của chi bộ quý I năm 2018"


def test_two_people_writing_are_told(report: Report) -> None:
    written(report, line="Một.")
    with pytest.raises(ChangedMeanwhileError):
        actions.write_report(actor=actor(), on=MONDAY, report=report, wording=Wording(), hand=1)


def test_where_it_went_is_a_fact_of_a_locked_report(report: Report) -> None:
    def sent(to: str, on: date) -> None:
        actions.note_sending(actor=actor(), on=MONDAY, report=report, sent_to=to, sent_on=on, way="bản giấy")

    with pytest.raises(FaultyError) as refused:
        sent(" ", date(2018, 5, 22))
    assert [fault.what for fault in refused.value.faults] == [
        "Báo cáo quý I năm 2018 chưa khóa số liệu.",
        "Chưa ghi gửi ai.",
        "Ngày gửi 22-5-2018 chưa đến.",
    ]
    report = locked(report)
    with pytest.raises(FaultyError, match="trước ngày khóa"):
        sent("Đảng ủy", date(2018, 5, 20))
    sent("Đảng ủy Khối", MONDAY)
    assert [str(one) for one in prose.sendings_of(report)] == ["Đảng ủy Khối, 2018-05-21"]


def test_by_right(report: Report) -> None:
    reader = actor(Permission.VIEW_REPORTS)
    with pytest.raises(NotYoursError):
        prose.report_for(stranger(), report.uid)
    assert prose.report_for(reader, report.uid) == report
    for act in (
        lambda: actions.write_report(actor=reader, on=MONDAY, report=report, wording=Wording()),
        lambda: actions.lock_report(actor=reader, on=MONDAY, report=report, dated=MONDAY),
        lambda: actions.renew_report(actor=reader, on=MONDAY, report=report, reason="x"),
        lambda: actions.note_sending(actor=reader, on=MONDAY, report=report, sent_to="x", sent_on=MONDAY),
    ):
        with pytest.raises(NotAllowedError):
            act()


# ---------------------------------------------------------------------- over HTTP


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def seen(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.fixture
def address(secretary: Client) -> str:
    """A report that the secretary has begun to write."""
    return secretary.post("/bao-cao/bang-loi/")["Location"].removesuffix("sua/")


@pytest.fixture
def closed(secretary: Client, address: str) -> str:
    """The same, edited and locked."""
    typed = {"lines:dang-vien/so-luong": "Có «số_đảng_viên» đồng chí.", "own:phuong-huong": "Đề nghị mở lớp."}
    assert secretary.post(f"{address}sua/", typed).status_code == 302
    assert secretary.post(f"{address}khoa/", {"ngay": "21-5-2018", "lay_so": "on"}).status_code == 302
    return address


def test_the_page_of_a_period_opens_its_figures(secretary: Client) -> None:
    page = seen(secretary, "/bao-cao/bang-loi/")
    assert "Báo cáo tình hình công tác của chi bộ quý I năm 2018" in page
    opened = re.search(r'href="(/bao-cao/danh-sach/nu/[^"]+)"', page)
    assert opened
    assert "13 người" in seen(secretary, opened[1].replace("&amp;", "&"))


def test_what_is_typed_wrongly_or_late_is_not_lost(secretary: Client, address: str) -> None:
    assert "«số_đảng_viên»" in seen(secretary, f"{address}sua/")
    refused = secretary.post(f"{address}sua/", {"lines:dang-vien/so-luong": "Có «số_dảng_viên» đồng chí."})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "Có thể muốn viết «số_đảng_viên»." in said
    assert "Có «số_dảng_viên» đồng chí." in said
    assert secretary.post(f"{address}sua/", {"own:phuong-huong": "Một."}).status_code == 302
    late = secretary.post(f"{address}sua/", {"hand": "1", "own:phuong-huong": "Hai."})
    assert late.status_code == 409
    assert "Hai." in late.content.decode()


def test_locked_with_its_hash_on_the_page(secretary: Client, closed: str) -> None:
    page, digest = seen(secretary, closed), Report.objects.get().digest
    assert digest in page
    assert "Nội dung đúng như lúc khóa." in page
    assert hashlib.sha256(secretary.get(f"{closed}noi-dung.json").content).hexdigest() == digest
    assert secretary.get(f"{closed}sua/").status_code == 302
    assert "số 01-BC" in seen(secretary, "/bao-cao/bang-loi/?ky=quy-2018-04-01")


def test_a_lock_dated_before_its_figures_is_refused(secretary: Client, address: str) -> None:
    assert "Ngày văn bản" in seen(secretary, f"{address}khoa/")
    refused = secretary.post(f"{address}khoa/", {"ngay": "1-1-2018"})
    assert refused.status_code == 422
    assert "trước ngày của số liệu" in refused.content.decode()


def test_the_paper_in_the_form_of_its_day(secretary: Client, closed: str) -> None:
    paper = read_docx(secretary.get(f"{closed}tai/").content)
    for words in ("Số 01-BC/CB", "Có 23 đồng chí.", "Đề nghị mở lớp.", "ngày 21 tháng 5 năm 2018", "T/M CHI BỘ"):
        assert words in paper, words
    assert secretary.get(f"{closed}tai/?dang=pdf").content.startswith(b"%PDF")


def test_sent_and_renewed(secretary: Client, closed: str) -> None:
    assert secretary.post(f"{closed}da-gui/", {"gui_ai": "", "ngay_gui": "21-5-2018"}).status_code == 422
    sent = {"gui_ai": "Đảng ủy Khối", "ngay_gui": "21-5-2018", "cach": "bản giấy"}
    assert secretary.post(f"{closed}da-gui/", sent).status_code == 302
    assert "Đảng ủy Khối (bản giấy)" in seen(secretary, closed)
    assert "Lý do lập bản mới" in seen(secretary, f"{closed}ban-moi/")
    assert secretary.post(f"{closed}ban-moi/", {"ly_do": ""}).status_code == 422
    newer = secretary.post(f"{closed}ban-moi/", {"ly_do": "Đính chính"})["Location"].removesuffix("sua/")
    assert "Lý do: Đính chính" in seen(secretary, newer)
    assert secretary.post(f"{closed}ban-moi/", {"ly_do": "Nữa"}).status_code == 422
    assert "bản 2" in seen(secretary, "/bao-cao/bang-loi/")


def test_addresses_that_ask_for_nothing_real(secretary: Client) -> None:
    assert "Không có kỳ báo cáo này." in seen(secretary, "/bao-cao/bang-loi/?ky=thang-5", 422)
    assert "chưa bắt đầu" in seen(secretary, "/bao-cao/bang-loi/?ky=quy-2018-07-01", 422)
    seen(secretary, "/bao-cao/bang-loi/?don_vi=khong-co", 404)
    live = secretary.get("/bao-cao/bang-loi/tai/?ve=phat-trien&ky=nam-2017-01-01")
    paper = read_docx(live.content)
    assert "công tác phát triển đảng viên năm 2017" in paper
    assert "31\N{NON-BREAKING HYPHEN}12\N{NON-BREAKING HYPHEN}2017" in paper
    assert "31-12-2017" not in paper, "no date of a paper breaks at its hyphen"
