"""Tìm kiếm: people of other organisations in reach, papers by number, rules; nothing that may not be seen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import chibo
from chibo.accounts.models import Grant, User
from chibo.base.access import Permission, Scope
from chibo.desk.queries import find_pages, find_people, search
from chibo.development.models import DevelopmentCase, Paper, Step
from chibo.documents.models import GivenNumber, NumberCounter
from chibo.meetings.models import AgendaItem, Meeting, Resolution
from chibo.register.actions import correct_person
from chibo.register.models import FormerState, OrganisationChange, Person
from tests.factories import (
    MONDAY,
    TERM_START,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    actor,
    cell,
    member,
    stranger,
)
from tests.gate.addresses import addresses

if TYPE_CHECKING:
    from django.test import Client

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from tests.factories import Cell

pytestmark = pytest.mark.django_db


def found(who: Actor, home: Organisation, asked: str) -> list[tuple[str, str, str]]:
    return [(one.sort, one.text, one.why) for one in search(who, home, MONDAY, asked).found]


def names(who: Actor, home: Organisation, asked: str) -> list[str]:
    return [text for sort, text, _ in found(who, home, asked) if sort.startswith("Người")]


def test_people_of_other_organisations_in_reach_come_after_ones_own() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    there = OrganisationFactory.create(scope_key="t7000002", name="Chi bộ Mẫu Hai")
    member(here, "Lò Mẫu Hoà")
    member(there, "Quàng Mẫu Hòa")
    assert found(actor(scope_key="t700"), here, "hoa mau") == [
        ("Người", "Lò Mẫu Hoà", "Đảng viên chính thức"),
        ("Người ở đơn vị khác", "Quàng Mẫu Hòa", "Chi bộ Mẫu Hai"),
    ]


@pytest.mark.parametrize("below", [True, False])
def test_nobody_out_of_reach_is_found_or_hinted_at(*, below: bool) -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    member(OrganisationFactory.create(scope_key="t7010001"), "Quàng Mẫu Hòa")
    seen = actor(scope_key="t7000001", below=below)
    assert found(seen, here, "quang mau hoa") == []
    assert found(actor(Permission.VIEW_REPORTS, scope_key="t70"), here, "quang mau hoa") == []


@pytest.mark.parametrize("asked", ["7-NQ", "07-nq/cb", "7/NQ"])
def test_a_paper_is_found_by_its_number(asked: str) -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    term = TermFactory.create(organisation=here)
    counter = NumberCounter.objects.create(organisation_uid=here.uid, term_uid=term.uid, paper_type="NQ", last=7)
    GivenNumber.objects.create(counter=counter, number=7, dated=date(2018, 5, 4), title="về công tác tháng 5")
    assert found(actor(scope_key="t7000001"), here, asked) == [
        ("Văn bản", "07-NQ/CB về công tác tháng 5", "theo số văn bản, 4-5-2018")
    ]
    assert found(actor(Permission.VIEW_PEOPLE, scope_key="t7000001"), here, asked) == []


def test_rules_are_found_by_their_words() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    assert any(sort == "Quy định" and "dự bị" in text for sort, text, _ in found(actor(), here, "du bi"))


@pytest.mark.parametrize("asked", ["29-QĐ/TW", "quy định 29", "Quy định số 29", "QĐ 29"])
def test_rules_are_found_by_their_instrument_as_people_say_it(asked: str) -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    rules = [text for sort, text, _ in found(actor(), here, asked) if sort == "Quy định"]
    assert "Tuổi tối thiểu của người vào Đảng" in rules


@pytest.mark.parametrize("asked", ["%", "'", "“ ”", "…", "-"])
def test_signs_alone_find_nothing(asked: str) -> None:
    assert found(actor(), OrganisationFactory.create(scope_key="t7000001"), asked) == []


def test_pages_too_are_found_with_the_marks_that_were_typed() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    pages = {
        asked: {text for sort, text, _ in found(actor(), here, asked) if sort == "Trang"}
        for asked in ("phieu", "phí", "phiếu")
    }
    assert "Phiếu đảng viên để bổ sung" in pages["phieu"] & pages["phiếu"]
    assert pages["phí"] == {"Trợ giúp"}, "phím tắt"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("hoà", ""),
        ("hòa", ""),
        ("HOA", ""),
        ("Hoà Lò", ""),
        ("lò mẫu h", ""),
        ("mau hoa", ""),
        ("LMH", ", theo chữ cái đầu của họ tên"),
        ("l.m.h", ", theo chữ cái đầu của họ tên"),
        ("lò 1985", ", theo năm sinh"),
        ("1985", ", theo năm sinh"),
        ("sinh năm 1985", ", theo năm sinh"),
        ("hoà sn 1985", ", theo năm sinh"),
        ("sinh ngày 8-5-1985", ", theo ngày sinh"),
        ("8/5/1985", ", theo ngày sinh"),
        ("12.345.678", ", theo số thẻ đảng viên"),
        ("012345678901", ", theo số định danh cá nhân"),
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
def test_whatever_is_typed_of_somebody(asked: str, why: str, *, is_own: bool) -> None:
    home, away = two_cells()
    here = home if is_own else away
    row = member(here, "Lò Mẫu Hoà")
    row.card_number, row.identity_number = "12 345678", "012345678901"
    row.save()
    member(here, "Bùi Mẫu Lan", ceremony_on=date(2012, 11, 19))
    Person.objects.filter(full_name="Bùi Mẫu Lan").update(birth="1990")
    told = "Đảng viên chính thức" if is_own else "Chi bộ Mẫu Hai"
    sort = "Người" if is_own else "Người ở đơn vị khác"
    assert (sort, "Lò Mẫu Hoà", told + why) in found(actor(scope_key="t700"), home, asked)
    assert names(actor(scope_key="t700"), home, asked) == ["Lò Mẫu Hoà"]


def two_cells() -> tuple[Organisation, Organisation]:
    return (
        OrganisationFactory.create(scope_key="t7000001"),
        OrganisationFactory.create(scope_key="t7000002", name="Chi bộ Mẫu Hai"),
    )


def test_a_word_begins_a_word_of_the_name() -> None:
    home, away = two_cells()
    for place in (home, away):
        member(place, "Quàng Mẫu Lan")
    assert names(actor(scope_key="t700"), home, "an") == []
    assert names(actor(scope_key="t700"), home, "la") == ["Quàng Mẫu Lan", "Quàng Mẫu Lan"]


@pytest.mark.parametrize("number", ["12345678", "012345678901"])
def test_a_number_is_compared_only_where_numbers_may_be_opened(number: str) -> None:
    home, away = two_cells()
    for place in (home, away):
        row = member(place, "Lò Mẫu Hoà")
        row.card_number, row.identity_number = "12345678", "012345678901"
        row.save()
    seen = actor(Permission.VIEW_PEOPLE, scope_key="t700")
    assert names(seen, home, number) == []
    both = [
        Scope(Permission.VIEW_PEOPLE, "t700", below=True),
        Scope(Permission.VIEW_SENSITIVE, "t7000002", below=False),
    ]
    only_there = replace(seen, scopes=tuple(both))
    assert found(only_there, home, number)[0][0] == "Người ở đơn vị khác"
    assert len(names(only_there, home, number)) == 1


def test_a_changed_number_and_a_changed_name_are_found_and_the_old_ones_are_not() -> None:
    home, _ = two_cells()
    row = member(home, "Lò Mẫu Hoà")
    row.card_number = "12345678"
    row.save()
    changes = {"card_number": "87654321", "full_name": "Vì Mẫu Sơn"}
    correct_person(actor=actor(), on=MONDAY, person=row, changes=changes, proof="Thẻ", decided_by="Chi ủy")
    assert names(actor(), home, "12345678") == names(actor(), home, "LMH") == []
    assert names(actor(), home, "87654321") == names(actor(), home, "VMS") == ["Vì Mẫu Sơn"]


def test_pages_of_people_follow_one_another_without_gap_or_double() -> None:
    home, away = two_cells()
    third = OrganisationFactory.create(scope_key="t7000003", name="Chi bộ Mẫu Ba")
    for number, place in enumerate((home, away, third)):
        for more in range(17):
            member(place, f"Lò Mẫu{more % 3} Hoà" if more % 2 else f"Hoà Mẫu {number} {more}")
    who, after, seen = actor(scope_key="t700"), "", []
    for _ in range(9):
        results = search(who, home, MONDAY, "hoa", after=after)
        seen += [one.address for one in results.found if one.sort.startswith("Người")]
        after = results.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 51
    by_name = list(Person.objects.filter(organisation=home).order_by("sort_key", "pk"))
    own = [one for one in by_name if one.given_key == "hoa"] + [one for one in by_name if one.given_key != "hoa"]
    assert [address.split("/")[2] for address in seen[:17]] == [str(one.uid) for one in own]


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Vừ", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("vứ", ["Giàng Mẫu Vứ", "Sùng Mẫu Vừ", "Vũ Mẫu Phúc"]),
        ("đ/c Vừ", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("Đồng chí  Vừ", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("ông Vừ:", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("(Vừ)", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("“sùng mẫu vừ”", ["Sùng Mẫu Vừ"]),
        ("Sùng-Mẫu-Vừ", ["Sùng Mẫu Vừ"]),
        ("Vừ (1985)", ["Sùng Mẫu Vừ", "Giàng Mẫu Vứ", "Vũ Mẫu Phúc"]),
        ("anh", ["Lò Mẫu Anh", "Anh Mẫu Thư"]),
        ("anh Thư", ["Anh Mẫu Thư", "An Mẫu Thư"]),
        ("chị Thư", ["An Mẫu Thư", "Anh Mẫu Thư"]),
        ("ông", []),
    ],
)
def test_the_given_name_as_typed_comes_first(asked: str, first: list[str], *, is_own: bool) -> None:
    home, away = two_cells()
    for name in ("Vũ Mẫu Phúc", "Giàng Mẫu Vứ", "Sùng Mẫu Vừ", "Lò Mẫu Anh", "An Mẫu Thư", "Anh Mẫu Thư"):
        member(home if is_own else away, name)
    assert names(actor(scope_key="t700"), home, asked) == first


def test_pages_go_on_where_the_given_name_as_typed_ends() -> None:
    home, away = two_cells()
    for place in (home, away):
        for number in range(12):
            member(place, f"Sùng Mẫu{number} Vừ")
            member(place, f"Sùng Mẫu{number} Vũ")
            member(place, f"Vũ Mẫu{number} Lan")
    who, after, seen = actor(scope_key="t700"), "", []
    for _ in range(5):
        results = search(who, home, MONDAY, "đ/c Vừ", after=after)
        seen += [one for one in results.found if one.sort.startswith("Người")]
        after = results.after
        if not after:
            break
    assert len({one.address for one in seen}) == len(seen) == 72
    last_words = [one.text.rpartition(" ")[2] for one in seen]
    assert last_words == (["Vừ"] * 12 + ["Vũ"] * 12 + ["Lan"] * 12) * 2


def test_common_beginnings_are_walked_to_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    home, away = two_cells()
    for more in range(30):
        member(away, f"Lò Mẫu Hoà{more}" if more % 2 else f"Vì Hoà{more} Lan")
    few = search(actor(scope_key="t700"), home, MONDAY, "hoa")
    monkeypatch.setattr(find_people, "_CAPPED", 3)
    walked = search(actor(scope_key="t700"), home, MONDAY, "hoa")
    assert {one.text for one in few.found if one.sort.startswith("Người")} < {f"Lò Mẫu Hoà{more}" for more in range(30)}
    assert len([one for one in walked.found if one.sort.startswith("Người")]) == 20
    assert search(actor(scope_key="t700"), home, MONDAY, "hoa", after=walked.after).found


def test_decisions_and_papers_of_dossiers_are_found_by_number_where_cases_may_be_seen() -> None:
    house = cell(scope_key="t7000001")
    case = DevelopmentCase.objects.create(
        person=house.xuan, organisation=house.organisation, scope_key="t7000001", opened_on=MONDAY
    )
    Step.objects.create(case=case, kind="admission_decided", on=MONDAY, number="12-QĐ/ĐU")
    Paper.objects.create(case=case, kind="background_statement", number="0012", dated=MONDAY)
    told = [text for sort, text, _ in found(actor(), house.organisation, "QĐ 12") if sort == "Văn bản"]
    assert len(told) == 1
    assert told[0].startswith("12-QĐ/ĐU")
    assert told[0].endswith(": Lò Mẫu Xuân")
    assert len([sort for sort, _, _ in found(actor(), house.organisation, "12") if sort == "Văn bản"]) == 2
    assert found(actor(Permission.VIEW_MEETINGS), house.organisation, "12-QĐ") == []
    OrganisationFactory.create(scope_key="t7000002")
    assert found(actor(scope_key="t7000002"), house.organisation, "12-QĐ/ĐU") == []


def test_meetings_are_found_by_day_kind_and_what_was_on_the_agenda() -> None:
    house = cell(scope_key="t7000001")
    meeting = Meeting.objects.create(organisation=house.organisation, on=date(2018, 6, 5))
    AgendaItem.objects.create(meeting=meeting, order=1, title="Chuyển đổi số ở xã")
    Resolution.objects.create(organisation=house.organisation, meeting=meeting, on=meeting.on, title="Về hoà giải")
    said = "Họp chi bộ định kỳ ngày 5-6-2018"
    for asked, why in (
        ("5-6", "theo ngày họp"),
        ("5/6/2018", "theo ngày họp"),
        ("họp 2018", "theo ngày họp"),
        ("họp tháng 6", "theo ngày họp"),
        ("tháng 6/2018", "theo ngày họp"),
        ("tháng 6 năm 2018", "theo ngày họp"),
        ("6-2018", "theo ngày họp"),
        ("dinh ky", "theo loại cuộc họp"),
        ("chuyen doi so", "nội dung “Chuyển đổi số ở xã”"),
    ):
        assert ("Cuộc họp", said, why) in found(actor(), house.organisation, asked), asked
    for asked in ("tháng 5", "họp tháng 6 năm 2017", "7/2018", "5-7"):
        assert not [one for one in found(actor(), house.organisation, asked) if one[0] == "Cuộc họp"], asked
    assert ("Văn bản", "Về hoà giải", "theo trích yếu, 5-6-2018") in found(actor(), house.organisation, "hòa giải")
    assert not {"Cuộc họp", "Văn bản"} & {
        sort for sort, *_ in found(actor(Permission.VIEW_CASES), house.organisation, "2018")
    }


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("đảng viên", True),
        ("dang vien", True),
        ("đảng vi", True),
        ("HÒA GIẢI", True),
        ("giải hoà", True),
        ("“hòa giải”, (đảng viên)", True),
        ("đặng viên", False),
        ("hoạ giải", False),
        ("hòa thuân", False),
        ("dang vien y", False),
    ],
)
def test_a_word_typed_with_marks_is_that_word(asked: str, *, is_found: bool) -> None:
    house = cell(scope_key="t7000001")
    Resolution.objects.create(
        organisation=house.organisation, on=MONDAY, title="Về hoà giải, hoà thuận giữa (đảng viên)"
    )
    assert ("Văn bản" in {sort for sort, *_ in found(actor(), house.organisation, asked)}) is is_found


def test_organisations_are_found_by_the_name_of_today_and_by_old_ones_in_reach_only() -> None:
    home, away = two_cells()
    change = OrganisationChange.objects.create(sort="renamed", on=date(2018, 1, 1))
    FormerState.objects.create(
        organisation=away, change=change, kind=away.kind, name="Chi bộ Trường Mẫu cũ", name_key="chi bo truong mau cu",
        scope_key=away.scope_key, starts_on=TERM_START, ends_on=date(2018, 1, 1),
    )  # fmt: skip
    who = actor(scope_key="t700")
    assert ("Tổ chức đảng", "Chi bộ Mẫu Hai", "tổ chức đảng") in found(who, home, "mẫu hai")
    assert ("Tổ chức đảng", "Chi bộ Mẫu Hai", "tên cũ “Chi bộ Trường Mẫu cũ”, đến 1-1-2018") in found(
        who, home, "truong"
    )
    for seen in (actor(scope_key="t7000001"), actor(Permission.VIEW_REPORTS, scope_key="t700")):
        assert not [one for one in found(seen, home, "truong") if one[0] == "Tổ chức đảng"]


def test_every_page_without_a_record_is_found_by_its_title_and_only_by_who_may_open_it() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    listed = {address for _, address, _ in find_pages.PAGES}
    routes = {one.route for one in addresses() if not one.holes and "." not in one.route}
    assert listed <= routes
    assert sorted(routes - listed - NO_PAGES) == []
    for title, address, _ in find_pages.PAGES:
        asks_for = next(one.asks_for for one in addresses() if one.route == address)
        for who in (actor(scope_key="t7000001"), actor(Permission.WRITE_NOTES, scope_key="t7000001"), stranger()):
            pages = [page.address for page in find_pages.find_pages(who, title)]
            assert (f"/{address}" in pages) == (asks_for is None or who.holds(asks_for)), address
    assert ("Trợ giúp", "Bản chụp") in {(sort, text) for sort, text, _ in found(actor(), here, "chup bang dien thoai")}


# Forms and acts that their pages lead to, files, the way in, and pages for one moment.
NO_PAGES: Final = frozenset(
    route
    for one in addresses()
    if (route := one.route).startswith(("dang-", "bat-dau/", "tai-khoan/", "ma/"))
    or route.endswith(
        (
            "/ghi/", "/them/",
            "/moi/", "/mo/", "/lap/", "/tai/", "/lam/", "/de-nghi/", "/quyet-dinh/", "/trao/", "/in/",
            "/lay-so/", "/bo-qua/", "/giai-thich/", "/luu/", "/doc-lap/", "/giup-do/", "/lop/",
            "/soan/", "/mo-dot/", "/ngay/", "/doi-chieu/", "/da-mien/",
            "/cac-chi-bo/", "/danh-sach/", "/moi-bieu/", "/ten-o/", "/dai-hoi/", "/phien/", "/hai-buoc/",
        )
    )
    or route in {"", "tim/", "doc-ngay/", "chu-to/", "tiep-tuc/", "bao-cao/", "nhat-ky/niem-phong/",
                 "cai-dat/chi-tieu/", "cai-dat/mo-khan-cap/", "danh-gia/bo-tieu-chi/", "phat-trien/quy-tac-giay-to/",
                 "boi-duong/noi-cap/"}
)  # fmt: skip


def signed_in(client: Client) -> Cell:
    house = cell(scope_key="t7000001")
    user = User.objects.create(username="toi", display_name="Vừ Mẫu Tôi", organisation=house.organisation)
    Grant.objects.create(
        user=user, organisation=house.organisation, role="secretary", reach="here", starts_on=TERM_START
    )
    client.force_login(user)
    return house


def test_the_first_result_waits_for_enter_and_what_was_asked_is_marked(client: Client) -> None:
    house = signed_in(client)
    page = client.get("/tim/", {"q": "xuan <b>"}).content.decode()
    assert "Không thấy “xuan &lt;b&gt;”. Thử bỏ dấu, hoặc tìm theo năm sinh." in page
    page = client.get("/tim/", {"q": "xuan"}).content.decode()
    assert page.count(" autofocus") == 1
    assert f'href="/nguoi/{house.xuan.uid}/" autofocus>Lò Mẫu <mark>Xuân</mark></a>' in page
    with CaptureQueriesContext(connection) as queries:
        client.get("/tim/", {"q": "xuan"})
    assert len(queries) <= 12


def test_no_name_that_is_searched_for_stands_in_an_address(client: Client) -> None:
    """It would lie in the history of the browser and in the log of a proxy; back and reload work all the same."""
    signed_in(client)
    answer = client.post("/tim/", {"q": "Lò Mẫu Xuân"})
    address = answer["Location"]
    assert (answer.status_code, "Xu" in address, "xuan" in address.lower()) == (302, False, False)
    for _ in range(2):
        page = client.get(address).content.decode()
        assert "Tìm “Lò Mẫu Xuân”" in page
        assert "q=" not in page
    for number in range(30):
        latest = client.post("/tim/", {"q": f"xuan {number}"})["Location"]
    assert "Tìm “xuan 29”" in client.get(latest).content.decode()
    assert "Gõ tên người" in client.get(address).content.decode()  # one of long ago is forgotten


def test_the_forms_that_ask_for_people_send_what_is_typed_in_the_body() -> None:
    asking = re.compile(r'<form[^>]*method="get"[^>]*>(?:(?!</form>).)*name="(q|tim|ten)"', re.DOTALL)
    others = {"law_book.html", "tree.html"}  # words of the law, names of organisations
    found = {
        path.name
        for path in Path(chibo.__file__).parent.rglob("templates/**/*.html")
        if asking.search(path.read_text(encoding="utf-8"))
    }
    assert found == others


@pytest.mark.parametrize("asked", ["hoa", "hoa 1", "đ/c Hoà", "LMH", "1985", "123456", "7-NQ", "5-6-2018"])
def test_a_search_asks_no_more_for_three_and_for_three_hundred(asked: str) -> None:
    here, there = two_cells()
    counted = []
    for more in (1, 2, 297):
        people = [
            PersonFactory.build(organisation=place, full_name=f"Lò Mẫu Hoà {number}", scope_key=place.scope_key)
            for number in range(more)
            for place in (here, there)
        ]
        Person.objects.bulk_create(people)
        with CaptureQueriesContext(connection) as queries:
            search(actor(scope_key="t700"), here, MONDAY, asked)
        counted.append(len(queries))
    assert max(counted[1:]) <= counted[0] + 1, "at most the walk beside the count"
    assert max(counted) <= 10


@pytest.mark.parametrize("form", ["2-HSĐV", "1-TĐV", "6-KNĐ"])
def test_a_form_is_found_by_its_number_where_it_lies(form: str) -> None:
    assert find_pages.find_pages(actor(), form)
