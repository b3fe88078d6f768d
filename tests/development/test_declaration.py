"""The own statement: told page by page, checked, sent, taken over or sent back, erased."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import connection
from docx import Document

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.desk.management import schedule
from chibo.development import actions, declaring, queries
from chibo.development.facts import sections_in_force
from chibo.development.models import Declaration
from chibo.register.actions import change_fact, record_background
from chibo.register.models import Background, Correction, Person, PersonFact
from tests.development.test_doors import JUNE, typed
from tests.development.test_pages import signed_in
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from tests.development.conftest import Road

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {
    "birth_name": "Lò Mẫu Xuân",
    "birth": "1993-05-30",
    "birth_on_card": "1993-05-30",
    "native_place": "Xã Mẫu, tỉnh Mẫu",
    "birth_place": "Xã Mẫu, tỉnh Mẫu",
    "permanent_residence": "Tổ 4, phường Mẫu",
    "ethnicity": "Thái",
    "religion": "không",
    "general_education": "12/12 phổ thông",
    "occupation": "Chuyên viên",
    "history": [
        {
            "kind": "education",
            "starts_on": "1999-09",
            "ends_on": "2012-09",
            "place": "Trường Mẫu",
            "witness": "Lò Mẫu A",
        },
        {"kind": "work", "starts_on": "2012-09", "place": "Ban Mẫu", "witness": "Lò Mẫu B"},
    ],
    "relatives": [
        {"relation": relation, "answer": "none"}
        for relation in ("mother", "spouse", "spouse_father", "spouse_mother", "child", "sibling", "guardian")
    ]
    + [{"relation": "father", "answer": "exists", "name": "Lò Mẫu Cha"}],
    "consent": True,
}


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The day of the views, and a limiter that remembers no other test."""
    monkeypatch.setattr("chibo.base.clock.today", lambda: MONDAY)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def case(road: Road) -> DevelopmentCase:
    road.source()
    actions.set_door_rule(
        actor=actor(), on=MONDAY, organisation=road.cell.organisation, is_open=True, takes_declarations=True
    )
    return road.case


@pytest.fixture
def own(case: DevelopmentCase) -> Actor:
    code, _ = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    return queries.visitor_by_code(code, at=actor().at).actor


def told(own: Actor, case: DevelopmentCase, **changed: Any) -> Declaration:
    return actions.save_page(actor=own, on=MONDAY, case=case, told={**WHOLE, **changed})


def sent(own: Actor, case: DevelopmentCase, **changed: Any) -> Declaration:
    told(own, case, **changed)
    return actions.send_declaration(actor=own, on=MONDAY, case=case)


def stops(case: DevelopmentCase, **changed: Any) -> list[str]:
    return [one.said for one in queries.remarks_on({**WHOLE, **changed}, case, MONDAY) if one.is_stop]


# ---------------------------------------------------------------------- what is wrong with it


def test_a_whole_statement_has_nothing_to_mend(case: DevelopmentCase) -> None:
    assert stops(case) == []


def test_a_gap_in_the_years_is_told_with_both_months(case: DevelopmentCase) -> None:
    history = [{**WHOLE["history"][0], "ends_on": "2012-09"}, {**WHOLE["history"][1], "starts_on": "2013-06"}]
    assert stops(case, history=history) == [
        "Từ tháng 9-2012 đến tháng 6-2013 chưa khai làm gì, ở đâu. Ghi thêm một dòng, kể cả “ở nhà”."
    ]
    ended = [WHOLE["history"][0]]
    assert stops(case, history=ended)[0].startswith("Từ tháng 9-2012 đến nay chưa khai")


def test_dates_that_contradict_are_told_with_both(case: DevelopmentCase) -> None:
    assert stops(case, birth="1995-10-02", birth_on_card="1995-10-12") == [
        "Anh/chị đã khai ngày sinh 2-10-1995, căn cước ghi 12-10-1995. Chọn ngày đúng theo giấy tờ gốc."
    ]
    assert stops(case, birth="1995", birth_on_card="1995-10-12") == [], "a year does not contradict a day in it"
    assert any("trước ngày sinh" in said for said in stops(case, birth="2001", birth_on_card="2001"))


def test_everything_missing_is_told_at_once(case: DevelopmentCase) -> None:
    said = [one.said for one in queries.remarks_on({}, case, MONDAY)]
    wanted = sum(len(page.wanted) for page in declaring.PAGES)
    assert len(said) == wanted + 2
    assert said[-1].startswith("Chưa trả lời có hay không có: cha, mẹ, vợ hoặc chồng")


def test_only_the_circle_of_the_rule_is_asked(case: DevelopmentCase) -> None:
    circle = queries.circle_on(case, MONDAY)
    assert [str(one) for one in circle.relations] == [
        "father", "mother", "spouse", "spouse_father", "spouse_mother", "child", "sibling", "guardian",
    ]  # fmt: skip
    assert "01-HD/TW" in circle.citation
    assert queries.circle_on(case, date(2015, 5, 21)).relations == (), "no rule known, nobody asked"


def test_relatives_are_not_sent_without_the_word_of_consent(own: Actor, case: DevelopmentCase) -> None:
    told(own, case, consent=False)
    with pytest.raises(FaultyError, match="lời xác nhận"):
        actions.send_declaration(actor=own, on=MONDAY, case=case)


# ---------------------------------------------------------------------- the pages


def test_the_pages_are_told_one_by_one_and_kept_encrypted(client: Client, case: DevelopmentCase) -> None:
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    assert typed(client, plain).headers["Location"] == "/ma/tu-khai/"
    answer = client.post("/ma/tu-khai/que-quan/", {"native_place": "Bản Bó Mẫu", "birth_place": ""})
    assert answer.headers["Location"] == "/ma/tu-khai/noi-o/"
    answer = client.post("/ma/tu-khai/noi-o/", {"permanent_residence": "Tổ 4", "de-sau": "1"})
    assert answer.headers["Location"] == "/ma/tu-khai/"
    assert "Bản Bó Mẫu" in client.get("/ma/tu-khai/que-quan/").content.decode()
    rows = {
        "rows_there": "2",
        "r0_kind": "work",
        "r0_starts_on": "9-2012",
        "r0_ends_on": "6-2013",
        "r0_place": "Ban Mẫu",
    }
    assert client.post("/ma/tu-khai/qua-trinh/", {**rows, "them": "1"}).headers["Location"].endswith("/qua-trinh/")
    row = queries.declaration_of(case, MONDAY)
    assert queries.told_in(row)["history"][0]["ends_on"] == "2013-07", "the first month not covered"
    assert 'value="6-2013"' in client.get("/ma/tu-khai/qua-trinh/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM development_declaration")
        assert "Bản Bó" not in str(cursor.fetchall())
    assert "Bản Bó" not in str(list(AuditEntry.objects.values_list()))


def test_every_page_opens_says_why_and_who_will_see(client: Client, case: DevelopmentCase) -> None:
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    typed(client, plain)
    for page in declaring.PAGES:
        text = client.get(f"/ma/tu-khai/{page.slug}/").content.decode()
        assert page.why in text
        assert "Người xem sau khi anh/chị gửi" in text
        assert "<script" not in text
    assert client.get("/ma/tu-khai/khong-co/").status_code == 302


def test_impossible_days_are_told_and_not_kept(client: Client, case: DevelopmentCase) -> None:
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    typed(client, plain)
    rows = {"rows_there": "1", "r0_kind": "work", "r0_starts_on": "13-2012", "r0_ends_on": "6-2010"}
    answer = client.post("/ma/tu-khai/qua-trinh/", rows)
    assert answer.status_code == 422
    assert "không có ngày này trong lịch" in answer.content.decode()
    answer = client.post("/ma/tu-khai/ngay-sinh/", {"birth": "31-2-1993", "birth_on_card": ""})
    assert answer.status_code == 422
    rows = {"rows_there": "1", "r0_kind": "work", "r0_starts_on": "9998", "r0_ends_on": "9999"}
    assert client.post("/ma/tu-khai/qua-trinh/", rows).status_code == 422
    assert not Declaration.objects.exists()


def test_what_has_not_come_yet_is_told(case: DevelopmentCase) -> None:
    history = [WHOLE["history"][0], {**WHOLE["history"][1], "ends_on": "2031-01"}]
    assert any("có ngày chưa đến" in said for said in stops(case, history=history))
    assert "Ngày sinh 30-5-2031 chưa đến." in stops(case, birth="2031-05-30", birth_on_card="2031-05-30")


def test_the_check_sends_and_then_nothing_can_be_changed(client: Client, own: Actor, case: DevelopmentCase) -> None:
    told(own, case)
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    typed(client, plain)
    assert "Lò Mẫu Cha" in client.get("/ma/tu-khai/kiem-tra/").content.decode()
    assert client.post("/ma/tu-khai/kiem-tra/").headers["Location"] == "/ma/tu-khai/"
    assert "Đã gửi chi ủy ngày" in client.get("/ma/tu-khai/").content.decode()
    assert client.post("/ma/tu-khai/ten/", {"birth_name": "Khác"}).status_code == 302
    assert queries.told_in(queries.declaration_of(case, MONDAY))["birth_name"] == "Lò Mẫu Xuân"


def test_the_sheet_to_copy_by_hand_tells_what_was_told(client: Client, own: Actor, case: DevelopmentCase) -> None:
    told(own, case)
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    typed(client, plain)
    answer = client.get("/ma/tu-khai/to-huong-dan.docx")
    document = Document(io.BytesIO(answer.getvalue()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for words in ("Xã Mẫu, tỉnh Mẫu", "Lò Mẫu Cha", "Trường Mẫu"):
        assert words in text


def test_what_the_house_refuses_is_said_kindly_outside_too(client: Client, own: Actor, case: DevelopmentCase) -> None:
    _, plain = actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="declaration", valid_until=JUNE)
    typed(client, plain)
    answer = client.get("/ma/tu-khai/to-huong-dan.docx")
    assert answer.status_code == 422
    assert "Chưa khai gì nên chưa có tờ hướng dẫn" in answer.content.decode()
    answer = client.post("/ma/tu-khai/ten/", {"birth_name": "TUYỆT MẬT", "other_names": ""})
    assert answer.status_code == 422, "a text with a mark of state secrets is not taken (decision 8)"
    assert not Declaration.objects.exists()


# ---------------------------------------------------------------------- who may


def test_nobody_tells_sends_or_withdraws_for_another(own: Actor, case: DevelopmentCase) -> None:
    for who in (actor(), queries.visitor_by_code(_note_code(case), at=actor().at).actor):
        with pytest.raises(NotAllowedError):
            actions.save_page(actor=who, on=MONDAY, case=case, told={"birth_name": "x"})
        with pytest.raises(NotAllowedError):
            actions.withdraw_declaration(actor=who, on=MONDAY, case=case)


def _note_code(case: DevelopmentCase) -> Any:
    helper = Person.objects.get(full_name="Quàng Mẫu Dung")
    actions.set_door_rule(actor=actor(), on=MONDAY, organisation=case.organisation, takes_notes=True)
    row = actions.assign_mentor(actor=actor(), on=MONDAY, case=case, mentor=helper, starts_on=MONDAY)
    return actions.issue_code(actor=actor(), on=MONDAY, case=case, kind="note", valid_until=JUNE, mentorship=row)[0]


def test_a_draft_is_not_for_the_committee(own: Actor, case: DevelopmentCase) -> None:
    row = told(own, case)
    with pytest.raises(NotYoursError):
        queries.sent_for(case)
    with pytest.raises(NotAllowedError):
        actions.open_declaration(actor=actor(), on=MONDAY, declaration=row)


def test_opening_what_was_sent_takes_the_right_and_is_written(own: Actor, case: DevelopmentCase) -> None:
    row = sent(own, case)
    with pytest.raises(NotAllowedError):
        actions.open_declaration(
            actor=actor(Permission.VIEW_CASES, Permission.RECORD_STEPS), on=MONDAY, declaration=row
        )
    assert actions.open_declaration(actor=actor(), on=MONDAY, declaration=row)["ethnicity"] == "Thái"
    assert AuditEntry.objects.filter(action="privacy.seen", changes__block="declaration").count() == 1


# ---------------------------------------------------------------------- what becomes of it


def test_the_chosen_parts_go_into_the_record_and_the_statement_is_erased(own: Actor, case: DevelopmentCase) -> None:
    row = sent(own, case)
    chosen = ["native_place", "ethnicity", "religion", "history", "relatives", "birth"]
    actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=chosen)
    person = Person.objects.get(pk=case.person.pk)
    assert (person.native_place, person.ethnicity) == ("Xã Mẫu, tỉnh Mẫu", "Thái")
    assert str(Correction.objects.get(field="ethnicity").proof) == "Bản tự khai gửi ngày 21-05-2018"
    background = Background.objects.get(person=person)
    assert (background.religion, background.occupation) == ("không", ""), "what was not chosen is not taken"
    assert {one.name for one in sections_in_force([case])} == {"history", "relatives"}
    kept = Declaration.objects.get(pk=row.pk)
    assert (kept.state, kept.content, kept.closed_by) == ("taken", "", "Lò Mẫu An")
    with pytest.raises(FaultyError, match="không còn chờ chi ủy"):  # somebody else took it over meanwhile
        actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=chosen)
    line = AuditEntry.objects.get(action="development.take_declaration")
    assert "Thái" not in str(line.changes)


def test_what_the_list_holds_is_never_overwritten(own: Actor, case: DevelopmentCase) -> None:
    row = sent(own, case, birth="1993-05-29", birth_on_card="1993-05-29")
    line = next(one for one in queries.to_take(queries.told_in(row), case) if one.name == "birth")
    assert (line.said, line.kept, line.may_take) == ("29-5-1993", "30-5-1993", False)
    with pytest.raises(FaultyError, match="Chưa chọn mục nào"):
        actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=["birth"])
    assert str(Person.objects.get(pk=case.person.pk).birth) == "1993-05-30"


def test_it_is_sent_back_with_reasons_and_mended(own: Actor, case: DevelopmentCase) -> None:
    row = sent(own, case)
    with pytest.raises(FaultyError, match="vì sao"):
        actions.return_declaration(actor=actor(), on=MONDAY, declaration=row, reasons=" ")
    actions.return_declaration(actor=actor(), on=MONDAY, declaration=row, reasons="Ghi rõ tên trường")
    told(own, case, occupation="Văn thư")
    again = actions.send_declaration(actor=own, on=MONDAY, case=case)
    assert (again.pk, again.reasons) == (row.pk, "")


def test_withdrawing_erases_what_was_told(own: Actor, case: DevelopmentCase) -> None:
    sent(own, case)
    row = actions.withdraw_declaration(actor=own, on=MONDAY, case=case)
    assert (row.state, row.content) == ("withdrawn", "")
    assert queries.declaration_of(case, MONDAY) is None


def test_a_draft_lapses_after_its_days_and_what_was_sent_does_not(
    own: Actor, case: DevelopmentCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(own, case)
    late = MONDAY + timedelta(days=61)
    assert queries.declaration_of(case, MONDAY + timedelta(days=60)) is not None
    assert queries.declaration_of(case, late) is None
    monkeypatch.setattr("chibo.base.clock.today", lambda: late)
    assert schedule.tidy() == 1
    assert Declaration.objects.get().content == ""
    sent(own, case)
    assert actions.lapse_declarations(actor=actor(), on=late + timedelta(days=400)) == 0


def test_the_committee_sees_it_takes_it_and_sends_it_back(own: Actor, case: DevelopmentCase, road: Road) -> None:
    client = signed_in(road.cell, road.cell.an, "secretary")
    assert "chưa tự khai" in client.get(f"/phat-trien/{case.uid}/tu-khai/").content.decode()
    sent(own, case)
    page = client.get(f"/phat-trien/{case.uid}/tu-khai/").content.decode()
    assert re.search(r"Lò Mẫu Cha.*có", page)
    client.post(f"/phat-trien/{case.uid}/tu-khai/tra-lai/", {"reasons": "Ghi rõ tên trường"})
    assert Declaration.objects.get().state == "returned"
    actions.send_declaration(actor=own, on=MONDAY, case=case)
    client.post(f"/phat-trien/{case.uid}/tu-khai/", {"parts": ["religion"]})
    assert Declaration.objects.get().state == "taken"


def test_what_the_life_history_holds_stays_as_a_correction(own: Actor, case: DevelopmentCase) -> None:
    record_background(actor=actor(), on=MONDAY, person=case.person, told={"religion": "chưa rõ"})
    row = sent(own, case)
    actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=["religion"])
    kept = Correction.objects.get()
    assert (kept.field, kept.old_value, kept.new_value) == ("background.religion", "chưa rõ", "không")
    assert (kept.proof, kept.decided_by) == ("Bản tự khai gửi ngày 21-05-2018", "Lò Mẫu An")


def _lives_elsewhere(case: DevelopmentCase) -> None:
    since = date(2016, 1, 4)
    change_fact(
        actor=actor(), on=MONDAY, person=case.person, field="permanent_residence", text="Xã Mẫu Cũ", since=since
    )


def test_what_is_told_by_day_is_asked_about(own: Actor, case: DevelopmentCase) -> None:
    _lives_elsewhere(case)
    row = sent(own, case)
    told = queries.told_in(row)
    assert queries.parts_told_by_day(told, case) == ["Nơi thường trú"]
    with pytest.raises(FaultyError, match="đang ghi theo ngày"):
        actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=["permanent_residence"])
    actions.take_over(actor=actor(), on=MONDAY, declaration=row, chosen=["permanent_residence"], since=date(2018, 3, 1))
    facts = PersonFact.objects.filter(person=case.person, field="permanent_residence").order_by("pk")
    assert [(one.text, str(one.since), str(one.until or "")) for one in facts] == [
        ("Xã Mẫu Cũ", "2016-01-04", "2018-03-01"),
        (told["permanent_residence"], "2018-03-01", ""),
    ]
    assert facts[1].paper == "Bản tự khai gửi ngày 21-05-2018"
    assert not Correction.objects.exists()


def test_the_page_asks_whether_it_changed_or_was_wrong(own: Actor, case: DevelopmentCase, road: Road) -> None:
    _lives_elsewhere(case)
    sent(own, case)
    client = signed_in(road.cell, road.cell.an, "secretary")
    page = f"/phat-trien/{case.uid}/tu-khai/"
    assert "Đang ghi theo ngày trong phiếu đảng viên: Nơi thường trú." in client.get(page).content.decode()
    refused = client.post(page, {"parts": ["permanent_residence"]})
    assert refused.status_code == 422
    assert "Chọn: thay đổi từ ngày nào, hay ghi sai từ đầu." in refused.content.decode()
    for said, fault in (({"how": "doi"}, "Chưa ghi thay đổi từ ngày nào"), ({"how": "sai", "since": "1-3-2018"}, "Bỏ")):
        answer = client.post(page, {"parts": ["permanent_residence"], **said})
        assert answer.status_code == 422
        assert fault in answer.content.decode()
    assert client.post(page, {"parts": ["permanent_residence"], "how": "sai"}).status_code == 302
    kept = Correction.objects.get()
    assert (kept.field, kept.old_value) == ("background.permanent_residence", "Xã Mẫu Cũ")
