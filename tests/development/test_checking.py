"""Working through the check: sections, looks at paper, reasons for letting pass, return slips; verbs and pages."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.development import actions, facts, queries
from chibo.development.models import DossierSection, FindingWaiver, ReturnReason, ReturnSlip
from chibo.law.dossier import from_file
from chibo.law.dossier.kinds import SheetKind
from chibo.law.vocabulary import PaperKind
from tests.chains import verify_chains
from tests.development.conftest import LATER, Road
from tests.development.test_pages import browser, get, post, signed_in
from tests.factories import actor, stranger

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["browser"]
pytestmark = pytest.mark.django_db
RELATIVES: list[dict[str, object]] = [
    {"relation": "father", "answer": "exists", "name": "Lò Mẫu Cha"},
    {"relation": "mother", "answer": "deceased"},
]
CHECKED = date(2018, 12, 10)


def record(road: Road, name: str, content: object) -> DossierSection:
    return actions.record_section(actor=actor(), on=LATER, case=road.case, name=name, content=content)


def wrong_quote(road: Road) -> Road:
    road.to_probation()
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    return road


def quoted(road: Road, on: date = CHECKED) -> queries.Item:
    return next(item for item in queries.check(road.case, on).items if item.found.code == "E76")


# ---------------------------------------------------------------------- sections


def test_a_section_becomes_facts_and_a_newer_one_replaces_it(road: Road) -> None:
    road.source()
    first = record(road, "relatives", RELATIVES)
    second = record(road, "relatives", RELATIVES[:1])
    first.refresh_from_db()
    assert first.replaced_by == second
    assert [one.name for one in facts.dossier_of(road.case, LATER).person.relatives or ()] == ["Lò Mẫu Cha"]
    assert DossierSection.objects.count() == 2, "nothing is ever overwritten"


def test_the_log_keeps_names_of_fields_and_no_contents(road: Road) -> None:
    road.source()
    record(road, "relatives", RELATIVES)
    line = AuditEntry.objects.filter(action="development.record_section").get()
    assert line.changes["fields"] == ["answer", "name", "relation"]
    assert "Mẫu Cha" not in json.dumps(line.changes, ensure_ascii=False)
    assert list(verify_chains()) == []


def test_a_section_lies_encrypted(road: Road) -> None:
    road.source()
    record(road, "relatives", RELATIVES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM development_dossiersection")
        assert "father" not in cursor.fetchone()[0]


def test_unknown_fields_are_refused_with_their_path(road: Road) -> None:
    road.source()
    with pytest.raises(FaultyError) as refused:
        record(road, "relatives", [{"relation": "father", "thoughts": "x"}, {"relation": "uncle"}])
    said = " ".join(fault.what for fault in refused.value.faults)
    assert "person.relatives[0].thoughts" in said
    assert "person.relatives[1].relation" in said
    with pytest.raises(FaultyError, match="Không có mục"):
        record(road, "gossip", [])
    assert not DossierSection.objects.exists()


def test_a_table_is_never_overruled_by_a_section(road: Road) -> None:
    road.source()
    record(road, "person", {"name": "Người Khác", "home_place_source": "id_card"})
    known = facts.dossier_of(road.case, LATER).person
    assert (known.name, known.home_place_source) == ("Lò Mẫu Xuân", "id_card")


def test_only_who_may_record_types_a_section(road: Road) -> None:
    road.source()
    with pytest.raises(NotAllowedError):
        actions.record_section(actor=stranger(), on=LATER, case=road.case, name="relatives", content=[])
    with pytest.raises(NotAllowedError):
        actions.open_section(actor=stranger(), on=LATER, case=road.case, name="relatives")


def test_a_further_paper_and_its_details_reach_the_checker(road: Road) -> None:
    road.to_vote()
    road.paper(SheetKind.BACKGROUND_REMARKS, date(2017, 8, 15), details={"signer_role": "secretary", "page_count": 18})  # type: ignore[arg-type]
    sheet = next(one for one in facts.dossier_of(road.case, LATER).papers if one.kind is SheetKind.BACKGROUND_REMARKS)
    assert (sheet.signer_role, sheet.page_count) == ("secretary", 18)
    assert facts.of([road.case])[0].papers == (), "the road's own lists do not know it"
    with pytest.raises(FaultyError, match="no_such"):
        road.paper(PaperKind.APPLICATION, None, details={"no_such": 1})


# ---------------------------------------------------------------------- the facts


def test_a_step_without_its_paper_stands_for_it(road: Road) -> None:
    road.to_decision()
    known = facts.dossier_of(road.case, LATER)
    days = {sheet.kind: sheet.day for sheet in known.papers}
    assert days[SheetKind.APPLICATION] == date(2017, 6, 5)
    assert [sheet.author for sheet in known.papers if sheet.kind is SheetKind.MEMBER_INTRODUCTION] == [
        "Quàng Mẫu Dung",
        "Trần Mẫu Cường",
    ]
    assert known.ceremony is not None
    assert known.ceremony.decision_received_on == date(2017, 11, 16)
    vote = next(one.vote for one in known.meetings if one.kind == "cell_admission")
    assert vote is not None
    assert (vote.base, vote.approve, vote.persons) == (4, 4, ("Lò Mẫu Xuân",))


def test_what_comes_later_is_not_known_yet(road: Road) -> None:
    road.to_probation()
    assert facts.dossier_of(road.case, date(2017, 6, 10)).ceremony is None


def test_whole_dossiers_cost_the_same_for_one_and_for_three(house: Any) -> None:
    from tests.development.test_reads import more_roads, queries_of  # noqa: PLC0415

    for road in more_roads(house, 3):
        record(road, "relatives", RELATIVES)
    rows = list(queries.cases(actor(), house.organisation))
    assert queries_of(lambda: facts.dossiers_of(rows[:1], LATER)) == queries_of(lambda: facts.dossiers_of(rows, LATER))
    assert queries_of(lambda: queries.checks(rows[:1], LATER)) == queries_of(lambda: queries.checks(rows, LATER))


# ---------------------------------------------------------------------- looks at paper


def test_a_look_at_the_paper_is_recorded_once_with_who_and_when(road: Road) -> None:
    road.to_vote()
    asked = {item.tick for item in queries.check(road.case, LATER).ticks}
    assert "application_handwritten" in asked
    actions.record_tick(actor=actor(), on=LATER, case=road.case, kind="application_handwritten")
    actions.record_tick(actor=actor(), on=LATER, case=road.case, kind="edge_seal", pages=18)
    left = {item.tick for item in queries.check(road.case, LATER).ticks}
    assert asked - left == {"application_handwritten", "edge_seal"}
    ticks = facts.dossier_of(road.case, LATER).ticks
    assert [(tick.by, tick.on) for tick in ticks] == [("Lò Mẫu An", LATER)] * 2


def test_the_edge_seal_wants_its_pages(road: Road) -> None:
    road.to_vote()
    with pytest.raises(FaultyError, match="số tờ"):
        actions.record_tick(actor=actor(), on=LATER, case=road.case, kind="edge_seal")


# ---------------------------------------------------------------------- reasons


def test_a_fault_passes_with_a_reason_until_the_paper_changes(road: Road) -> None:
    item = quoted(wrong_quote(road), LATER)
    assert queries.check(road.case, LATER).is_blocked
    actions.waive_finding(actor=actor(), on=LATER, case=road.case, code="E76", mark=item.mark, reason=" đã giải trình ")
    again = quoted(road, LATER)
    assert again.waiver is not None
    assert (again.waiver.reason, again.waiver.by) == ("đã giải trình", "Lò Mẫu An")
    assert not again.is_stop
    assert AuditEntry.objects.filter(action="development.waive_finding").get().reason == "đã giải trình"
    paper = road.case.papers.get(kind=PaperKind.SELF_REVIEW)
    road.paper(
        PaperKind.SELF_REVIEW,
        date(2018, 12, 7),
        author=road.person,
        quotes={"admitted_on": "2017-11-13"},
        replaces=paper,
    )
    assert quoted(road, LATER).is_stop, "another day is another finding"


def test_a_reason_needs_words_the_right_and_a_fault_that_stands(road: Road) -> None:
    item = quoted(wrong_quote(road), LATER)
    given: dict[str, Any] = {"on": LATER, "case": road.case, "code": "E76", "mark": item.mark}
    with pytest.raises(FaultyError, match="Chưa ghi lý do"):
        actions.waive_finding(actor=actor(), reason=" ", **given)
    with pytest.raises(NotAllowedError):
        actions.waive_finding(actor=stranger(), reason="x", **given)
    with pytest.raises(FaultyError, match="không còn"):
        actions.waive_finding(actor=actor(), reason="x", **{**given, "mark": str(UUID(int=0))})
    actions.waive_finding(actor=actor(), reason="x", **given)
    with pytest.raises(FaultyError, match="đã có lý do"):
        actions.waive_finding(actor=actor(), reason="x", **given)
    assert FindingWaiver.objects.count() == 1


# ---------------------------------------------------------------------- what came back


def came_back(road: Road, **given: Any) -> ReturnSlip:
    told: dict[str, Any] = {
        "returned_on": date(2018, 7, 3),
        "returned_by": "Ban Tổ chức (mẫu)",
        "codes": ["E76", "E72"],
    }
    return actions.record_return(actor=actor(), on=LATER, case=road.case, **{**told, **given})


def test_a_return_is_counted_and_repaired_reason_by_reason(road: Road) -> None:
    road.source()
    came_back(road)
    reason = ReturnReason.objects.get(code="E76")
    actions.resolve_return_reason(actor=actor(), on=LATER, reason=reason)
    slip = queries.slips_and_waivers(road.case)[0][0]
    assert (len(slip.reasons), slip.done, slip.is_open) == (2, 1, True)
    assert {(row.code, row.count, row.resolved) for row in queries.reasons_counted(actor())} == {
        ("E76", 1, 1),
        ("E72", 1, 0),
    }
    assert queries.reasons_counted(stranger()) == ()
    with pytest.raises(FaultyError, match="đã ghi sửa xong"):
        actions.resolve_return_reason(actor=actor(), on=LATER, reason=reason)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"returned_on": date(2020, 1, 1)}, "chưa đến"),
        ({"returned_by": " "}, "nơi trả lại"),
        ({"codes": []}, "Chưa chọn lý do"),
        ({"codes": ["other"]}, "lý do khác là gì"),
        ({"codes": ["E99"]}, "Không có lý do"),
    ],
)
def test_a_return_says_what_it_lacks(road: Road, given: dict[str, Any], said: str) -> None:
    road.source()
    with pytest.raises(FaultyError, match=said):
        came_back(road, **given)
    assert not ReturnSlip.objects.exists()


def test_a_reason_of_its_own_keeps_its_words(road: Road) -> None:
    road.source()
    came_back(road, codes=[], note="Thiếu ảnh")
    assert [(row.code, row.note) for row in ReturnReason.objects.all()] == [("other", "Thiếu ảnh")]


# ---------------------------------------------------------------------- the file


def test_the_exported_file_reads_back_and_names_no_neighbour(road: Road) -> None:
    wrong_quote(road)
    told = json.loads(json.dumps(queries.dossier_file(road.case, CHECKED)))
    read = from_file(told)
    assert read.checked_on == CHECKED
    assert read.person.name == "Lò Mẫu Xuân"
    actions.note_export(actor=actor(), on=LATER, case=road.case)
    assert AuditEntry.objects.filter(action="development.export_dossier").count() == 1


# ---------------------------------------------------------------------- pages


def test_the_page_groups_faults_and_leads_to_the_reason(browser: Client, road: Road) -> None:
    wrong_quote(road)
    text = get(browser, "dossier", road.case.uid, "chinh-thuc")
    item = quoted(road, LATER)
    address = reverse("development:waive", args=[road.case.uid, "chinh-thuc", "E76", item.mark])
    assert "trước khi gửi cấp trên" in text
    assert address in text
    assert "Chưa khai để kiểm tra" in text
    form = browser.get(address).content.decode()
    assert "Nêu lý do để cho qua" in form
    response = browser.post(address, {"reason": ""})
    assert response.status_code == 422
    assert "Chưa ghi lý do" in response.content.decode()
    assert browser.post(address, {"reason": "Cấp trên đồng ý"}).status_code == 302
    assert "Đã có lý do" in get(browser, "dossier", road.case.uid, "chinh-thuc")


def test_who_may_not_override_sees_no_such_link(browser: Client, road: Road) -> None:
    wrong_quote(road)
    member = signed_in(road.cell, road.cell.cuong, Grant.Role.COMMITTEE_MEMBER)
    assert "Nêu lý do" not in get(member, "dossier", road.case.uid, "chinh-thuc")
    address = reverse("development:waive", args=[road.case.uid, "chinh-thuc", "E76", quoted(road, LATER).mark])
    assert member.post(address, {"reason": "x"}).status_code == 403
    assert browser.get(address.replace(quoted(road, LATER).mark, str(UUID(int=0)))).status_code == 404


def test_a_return_over_http(browser: Client, road: Road) -> None:
    road.to_vote()
    assert "Chưa có hồ sơ nào bị trả lại" in get(browser, "returns")
    given: dict[str, Any] = {"returned_on": "3-7-2018", "returned_by": "Ban Tổ chức (mẫu)", "codes": ["E76", "E72"]}
    post(browser, "return", road.case.uid, "ket-nap", status=422, returned_on="3-7-2018", returned_by="x")
    post(browser, "return", road.case.uid, "ket-nap", **given)
    text = get(browser, "dossier", road.case.uid, "ket-nap")
    assert "2 lý do. Đã sửa 0." in text
    post(browser, "resolve_reason", road.case.uid, "ket-nap", ReturnReason.objects.order_by("id")[0].uid)
    assert "2 lý do. Đã sửa 1." in get(browser, "dossier", road.case.uid, "ket-nap")
    assert "Lò Mẫu Xuân" not in get(browser, "returns")


def test_a_look_over_http(browser: Client, road: Road) -> None:
    road.to_vote()
    assert "Đã xem bản giấy" in get(browser, "dossier", road.case.uid, "ket-nap")
    post(browser, "tick", road.case.uid, "ket-nap", "edge_seal", pages="18")
    post(browser, "tick", road.case.uid, "ket-nap", "edge_seal", pages="nhiều", status=422)
    assert browser.post(f"/ho-so/{road.case.uid}/ket-nap/da-xem/khong_co/").status_code == 404
    assert [tick.pages for tick in facts.dossier_of(road.case, LATER).ticks] == [18]


ROWS: dict[str, dict[str, Any]] = {
    "tham-tra": {"r0_name": "Lò Mẫu Cha", "r0_relation": "father", "r0_asked_at": "xã Mẫu", "r0_sent_on": "5-6-2017"},
    "y-kien": {"r0_source": "residence", "r0_body": "Bản Mẫu", "r0_dated": "5-6-2017", "r0_signer_role": "secretary"},
    "nguoi-than": {"r0_relation": "father", "r0_answer": "exists", "r0_name": "Lò Mẫu Cha", "r0_is_abroad": "on"},
    "qua-trinh": {"r0_kind": "work", "r0_starts_on": "9-2014", "r0_witness": "Quàng Mẫu Dung"},
}
WRITTEN = {
    "tham-tra": {"name": "Lò Mẫu Cha", "relation": "father", "asked_at": "xã Mẫu", "sent_on": "2017-06-05"},
    "y-kien": {"source": "residence", "body": "Bản Mẫu", "dated": "2017-06-05", "signer_role": "secretary"},
    "nguoi-than": {"relation": "father", "answer": "exists", "name": "Lò Mẫu Cha", "is_abroad": True},
    "qua-trinh": {"kind": "work", "starts_on": "2014-09", "witness": "Quàng Mẫu Dung"},
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_section_form_writes_its_rows_and_shows_them_again(browser: Client, road: Road, name: str) -> None:
    road.source()
    assert 'name="rows_there"' in get(browser, "section", road.case.uid, name)
    address = reverse("development:section", args=[road.case.uid, name])
    assert browser.post(address, {"rows_there": "9" * 5000}).status_code in {200, 302, 422}
    post(browser, "section", road.case.uid, name, rows_there="3", **ROWS[name])
    row = DossierSection.objects.get()
    assert json.loads(row.content) == [WRITTEN[name]]
    again = get(browser, "section", road.case.uid, name)
    assert ROWS[name].get("r0_name", ROWS[name].get("r0_witness", "Bản Mẫu")) in again
    assert AuditEntry.objects.filter(action="privacy.seen").exists(), "opening a closed block writes who saw it"


def test_a_section_form_says_all_faults_at_once_and_keeps_what_was_typed(browser: Client, road: Road) -> None:
    road.source()
    wrong: dict[str, Any] = {"rows_there": "3", "r0_starts_on": "mùa thu", "r1_place": "Trường Mẫu"}
    text = post(browser, "section", road.case.uid, "qua-trinh", status=422, **wrong)
    assert "Không đọc được “mùa thu”" in text
    assert "Dòng 1: chưa ghi việc" in text
    assert "Dòng 2: chưa ghi việc" in text
    assert 'value="Trường Mẫu"' in text
    assert not DossierSection.objects.exists()


def test_looking_ahead_on_the_page(browser: Client, road: Road) -> None:
    road.to_vote()
    address = reverse("development:dossier", args=[road.case.uid, "ket-nap"])
    for asked in ({"meeting_on": "5-7-2019", "ceremony_on": ""}, {"meeting_on": "", "ceremony_on": "19-5-2020"}):
        text = browser.get(address, asked).content.decode()
        assert "Ngày <time" in text
    assert "không kịp như hồ sơ hiện nay" in browser.get(address, {"meeting_on": "5-7-2024"}).content.decode()
    assert "31-2-2019" in browser.get(address, {"meeting_on": "31-2-2019"}).content.decode()


def test_the_new_pages_open_within_twelve_queries(browser: Client, road: Road) -> None:
    wrong_quote(road)
    mark = quoted(road, LATER).mark
    for address in (
        reverse("development:faults_print", args=[road.case.uid, "chinh-thuc"]),
        reverse("development:waive", args=[road.case.uid, "chinh-thuc", "E76", mark]),
        reverse("development:return", args=[road.case.uid, "chinh-thuc"]),
        reverse("development:section", args=[road.case.uid, "tham-tra"]),
        reverse("development:returns"),
    ):
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        assert len(captured) <= 12, "\n".join(query["sql"][:120] for query in captured)


def test_a_dossier_with_everything_on_it_opens_within_thirteen_queries(browser: Client, road: Road) -> None:
    wrong_quote(road)
    mark = quoted(road).mark
    actions.waive_finding(actor=actor(), on=CHECKED, case=road.case, code="E76", mark=mark, reason="Đã đính chính")
    for day in (3, 10):
        actions.record_return(
            actor=actor(),
            on=LATER,
            case=road.case,
            returned_on=date(2019, 5, day),
            returned_by="Ban Tổ chức",
            codes=["E72", "other"],
            note="Thiếu chữ ký",
        )
    record(road, "relatives", RELATIVES)
    address = reverse("development:dossier", args=[road.case.uid, "chinh-thuc"])
    browser.get(address)
    # one more than other pages: who may issue certificates (E17)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(address).content.decode()
    assert len(captured) <= 13, "\n".join(query["sql"][:120] for query in captured)
    assert "Đã đính chính" in page
    assert "Thiếu chữ ký" in page
    assert page.index("10-5-2019") < page.index("3-5-2019"), "the latest slip first"


def test_the_year_offers_the_class_only_while_it_is_missing(browser: Client, road: Road) -> None:
    road.to_probation()
    assert "Ghi giấy chứng nhận lớp đảng viên mới" in get(browser, "probation", road.case.uid)
    road.paper(PaperKind.NEW_MEMBER_CERTIFICATE, date(2018, 6, 8))
    assert "Ghi giấy chứng nhận lớp đảng viên mới" not in get(browser, "probation", road.case.uid)


def test_a_closed_case_says_its_own_reason(browser: Client, road: Road) -> None:
    road.source()
    actions.close_case(actor=actor(), on=LATER, case=road.case, acted_on=date(2018, 3, 5), reason="moved_work")
    text = get(browser, "case", road.case.uid)
    assert "Chuyển công tác, học tập đến nơi khác" in text
    assert "nguyện vọng" not in text
