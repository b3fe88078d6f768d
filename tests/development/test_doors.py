"""Self-service: closed until opened, one code for one thing of one person, nothing else behind it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.config.network import Network
from chibo.development import actions, queries
from chibo.development.models import DoorCode, Mentorship, MonthlyNote
from tests.factories import MONDAY, actor, stranger
from tests.house.plan import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.development.conftest import Road

pytestmark = pytest.mark.django_db
ANSWERS = {"times_met": "1", "task_result": "Hoàn thành tốt", "note": "Tham gia hội nghị báo cáo viên tháng 5."}
JUNE = date(2018, 6, 30)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The day of the views, and a limiter that remembers no other test."""
    monkeypatch.setattr("chibo.base.clock.today", lambda: MONDAY)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def helped(road: Road) -> Mentorship:
    road.source().mentors(road.cell.dung)
    opened(road)
    return Mentorship.objects.get(case=road.case)


def opened(road: Road, **parts: bool) -> None:
    given: dict[str, Any] = {"is_open": True, "takes_notes": True, "shows_steps": True, **parts}
    actions.set_door_rule(actor=actor(), on=MONDAY, organisation=road.cell.organisation, **given)


def handed(road: Road, kind: str = "note", until: date = JUNE, **more: Any) -> tuple[DoorCode, str]:
    if kind == "note":
        more.setdefault("mentorship", Mentorship.objects.get(case=road.case))
    return actions.issue_code(actor=actor(), on=MONDAY, case=road.case, kind=kind, valid_until=until, **more)


def typed(client: Client, code: str) -> Any:
    return client.post("/ma/", {"code": code})


def inside(client: Client, road: Road, kind: str = "note") -> DoorCode:
    code, plain = handed(road, kind)
    assert typed(client, plain).status_code == 302
    return code


# ---------------------------------------------------------------------- codes


def test_everything_is_closed_until_somebody_opens_it(road: Road) -> None:
    road.source().mentors(road.cell.dung)
    with pytest.raises(FaultyError, match="chưa mở"):
        handed(road)
    assert queries.offers_of(road.case, MONDAY) == []


def test_only_who_sees_closed_parts_opens_a_door(road: Road) -> None:
    given: dict[str, Any] = {"on": MONDAY, "organisation": road.cell.organisation, "is_open": True}
    for who in (stranger(), actor(Permission.CHANGE_SETTINGS), actor(Permission.VIEW_SENSITIVE)):
        with pytest.raises(NotAllowedError):
            actions.set_door_rule(actor=who, **given)


def test_the_code_itself_is_kept_nowhere(helped: Mentorship, road: Road) -> None:
    code, plain = handed(road)
    bare = plain.replace("-", "")
    held = [*DoorCode.objects.values_list(), *AuditEntry.objects.values_list()]
    assert bare not in str(held)
    assert plain not in str(held)
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", plain)
    assert queries.code_of_text(plain.lower().replace("-", "  ")) == code


def test_what_tells_of_a_life_has_a_longer_code(helped: Mentorship, road: Road) -> None:
    assert len(handed(road, "steps")[1]) == 14


def test_a_new_code_ends_the_one_before(helped: Mentorship, road: Road) -> None:
    old, _ = handed(road)
    new, _ = handed(road)
    old.refresh_from_db()
    assert [queries.state_of(one, MONDAY) for one in (old, new)] == ["withdrawn", "live"]


@pytest.mark.parametrize("until", [date(2018, 5, 20), date(2019, 5, 23)])
def test_a_code_ends_within_a_year_and_not_before_today(helped: Mentorship, road: Road, until: date) -> None:
    with pytest.raises(FaultyError, match="Mã này dùng được đến hết một ngày từ 21-5-2018 đến 22-5-2019"):
        handed(road, until=until)


def test_nobody_else_hands_out_or_takes_back(helped: Mentorship, road: Road) -> None:
    code, _ = handed(road)
    for who in (stranger(), actor(Permission.VIEW_CASES, Permission.WRITE_NOTES)):
        with pytest.raises(NotAllowedError):
            actions.issue_code(actor=who, on=MONDAY, case=road.case, kind="note", valid_until=JUNE, mentorship=helped)
        with pytest.raises(NotAllowedError):
            actions.withdraw_code(actor=who, on=MONDAY, code=code)


# ---------------------------------------------------------------------- the door


def test_a_note_by_code_lands_where_the_typed_ones_do(client: Client, helped: Mentorship, road: Road) -> None:
    inside(client, road)
    page = client.get("/ma/ghi-chu/").content.decode()
    assert "Ghi chú tháng 5-2018" in page
    assert "Lò Mẫu Xuân xem được ghi chú này" in page
    assert "Không ghi suy đoán về tư tưởng, tôn giáo, đời tư" in page
    answer = client.post("/ma/ghi-chu/", ANSWERS, follow=True)
    assert "Đã nhận. Cảm ơn đồng chí." in answer.content.decode()
    (note,) = queries.story(road.case, MONDAY).notes
    assert (note.mentor, note.note, note.way) == ("Quàng Mẫu Dung", ANSWERS["note"], "code")
    line = AuditEntry.objects.get(action="development.write_note")
    assert (line.actor_name, line.role) == ("Quàng Mẫu Dung (bằng mã)", "bằng mã")
    assert "Tháng này đã có ghi chú" in client.get("/ma/ghi-chu/").content.decode()


def test_both_notes_of_a_month_stay_when_they_differ(client: Client, helped: Mentorship, road: Road) -> None:
    actions.write_note(actor=actor(), on=MONDAY, mentorship=helped, month=MONDAY, times_met=2, note="Từ phiếu giấy")
    inside(client, road)
    assert "cả hai bản cùng được giữ" in client.get("/ma/ghi-chu/").content.decode()
    client.post("/ma/ghi-chu/", ANSWERS)
    notes = queries.story(road.case, MONDAY).notes
    assert {note.note for note in notes} == {"Từ phiếu giấy", ANSWERS["note"]}
    assert all(note.has_twin for note in notes)
    with pytest.raises(FaultyError, match="đã có ghi chú"):
        actions.write_note(actor=actor(), on=MONDAY, mentorship=helped, month=MONDAY, times_met=0)


def test_faults_of_a_note_are_told_at_once_and_nothing_is_kept(client: Client, helped: Mentorship, road: Road) -> None:
    inside(client, road)
    answer = client.post("/ma/ghi-chu/", {"note": "ấ" * 501})
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.content.decode()
    assert not MonthlyNote.objects.exists()


def test_every_wrong_code_is_answered_alike(client: Client, helped: Mentorship, road: Road) -> None:
    bodies = {said(typed(client, text)) for text in ("AAAA-AAAA", "BBBBCCCCDDDD", "x", "<script>", "' OR 1=1 --")}
    assert len({re.sub(r'value="[^"]*"', "", body) for body in bodies}) == 1


def said(answer: Any) -> str:
    text = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_an_expired_code_says_when_and_not_whose(
    client: Client, helped: Mentorship, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plain = handed(road, until=date(2018, 5, 31))
    monkeypatch.setattr("chibo.base.clock.today", lambda: date(2018, 6, 4))
    answer = typed(client, plain)
    assert answer.status_code == 422
    words = re.sub("<[^>]+>", "", answer.content.decode())
    assert "Mã này đã hết hạn ngày 31-5-2018. Xin mã mới từ chi ủy." in words
    assert "Mẫu" not in answer.content.decode()
    assert AuditEntry.objects.filter(action="development.refuse_code").count() == 1


@pytest.mark.parametrize("why", ["withdrawn", "door", "whole", "help", "case"])
def test_what_is_closed_meanwhile_ends_the_visit_at_once(
    client: Client, helped: Mentorship, road: Road, why: str
) -> None:
    code = inside(client, road)
    if why == "withdrawn":
        actions.withdraw_code(actor=actor(), on=MONDAY, code=code)
    elif why == "help":
        actions.end_mentorship(actor=actor(), on=MONDAY, mentorship=helped, ends_on=MONDAY)
    elif why == "case":
        actions.close_case(actor=actor(), on=MONDAY, case=road.case, acted_on=MONDAY, reason="moved_work")
    else:
        opened(road, **({"takes_notes": False} if why == "door" else {"is_open": False}))
    answer = client.post("/ma/ghi-chu/", ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ma/")
    assert not MonthlyNote.objects.exists()


def test_a_code_opens_its_one_page_and_nothing_else(client: Client, helped: Mentorship, road: Road) -> None:
    inside(client, road)
    uid = road.case.uid
    for path in ("/", "/nguoi/", f"/phat-trien/{uid}/", f"/ghi-chu/{helped.uid}/", "/buoc-cua-toi/", "/cai-dat/"):
        assert client.get(path).headers["Location"].startswith("/dang-nhap/")
    assert client.get("/ma/buoc/").headers["Location"] == "/ma/"


def test_the_visit_ends_by_the_button_and_by_the_hour(
    client: Client, helped: Mentorship, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(client, road)
    client.post("/ma/thoi/")
    assert client.get("/ma/ghi-chu/").status_code == 302
    inside(client, road)
    assert client.get("/ma/ghi-chu/").status_code == 200
    monkeypatch.setattr("chibo.development.views.outside.IDLE", -1)
    assert client.get("/ma/ghi-chu/").status_code == 302


def test_guessing_is_slowed_and_a_right_code_waits_too(client: Client, helped: Mentorship, road: Road) -> None:
    _, plain = handed(road)
    statuses = [typed(client, f"AAAA-{number:04}").status_code for number in range(21)]
    assert statuses == [422] * 20 + [429]
    answer = typed(client, plain)
    assert answer.status_code == 429
    assert "Chờ 5 phút" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused(helped: Mentorship, road: Road) -> None:
    careful = Client(enforce_csrf_checks=True)
    for path in ("/ma/", "/ma/ghi-chu/", "/ma/thoi/"):
        assert careful.post(path, ANSWERS).status_code == 403


def test_the_session_changes_its_name_when_a_code_is_taken(client: Client, helped: Mentorship, road: Road) -> None:
    client.get("/ma/")
    inside(client, road)
    first = client.session.session_key
    inside(client, road)
    assert client.session.session_key != first


# ---------------------------------------------------------------------- the weight


def test_the_note_weighs_at_most_60_kb_with_style_and_letters(client: Client, helped: Mentorship, road: Road) -> None:
    """Everything the page loads, before gzip, so that an old browser without it is counted too (product 2.16)."""
    inside(client, road)
    page = client.get("/ma/ghi-chu/").content
    style = CODE / "development" / "static" / "development" / "phone.css"
    letters = [
        CODE / "base" / "static" / "development" / name
        for name in re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8"))
    ]
    icon = CODE / "base" / "static" / "base" / "icon.svg"
    assert len(letters) == 2
    total = len(page) + sum(path.resolve().stat().st_size for path in (style, icon, *letters))
    assert total <= 60 * 1024, f"{total} bytes"
    assert b"<script" not in page
    assert set(re.findall(rb'(?:src|href)="([^"#?]*)"', page)) <= {b"", *assets(page)}


def assets(page: bytes) -> set[bytes]:
    return {found for found in re.findall(rb'href="([^"]*)"', page) if b"phone" in found or b"icon" in found}


# ---------------------------------------------------------------------- the own steps


def test_the_own_steps_tell_of_oneself_and_of_nobody_else(client: Client, helped: Mentorship, road: Road) -> None:
    actions.write_note(actor=actor(), on=MONDAY, mentorship=helped, month=MONDAY, times_met=2, note="Đọc báo cáo")
    inside(client, road, "steps")
    page = client.get("/ma/buoc/").content.decode()
    for words in ("Bước của tôi", "Lò Mẫu Xuân", "Quàng Mẫu Dung", "Đọc báo cáo", "Đã qua"):
        assert words in page
    for name in ("Sùng Mẫu Vừ", "Trần Mẫu Cường", "Đặng Mẫu Ý"):
        assert name not in page
    assert AuditEntry.objects.filter(action="privacy.seen", actor_name="Lò Mẫu Xuân (bằng mã)").count() == 1


def test_a_note_code_does_not_open_the_steps(client: Client, helped: Mentorship, road: Road) -> None:
    inside(client, road)
    assert client.get("/ma/buoc/").status_code == 302


# ---------------------------------------------------------------------- the address on the slip


@pytest.mark.parametrize(
    ("network", "host", "address", "is_near"),
    [
        (Network(), "127.0.0.1:8321", "http://127.0.0.1:8321/ma/", True),
        (Network(hosts=("vm", "192.0.2.2"), own_tls=True), "localhost:8321", "https://192.0.2.2:8321/ma/", False),
        (Network(hosts=("vm",), own_tls=True), "vm:8321", "https://vm:8321/ma/", False),
        (Network(hosts=("chibo.mau.vn",), proxies=("127.0.0.1",)), "127.0.0.1:8321", "https://chibo.mau.vn/ma/", False),
    ],
)
def test_a_slip_names_what_a_telephone_can_call(
    settings: Any, network: Network, host: str, address: str, *, is_near: bool
) -> None:
    settings.CHIBO_NETWORK = network
    scheme = "https" if network.own_tls else "http"
    link = queries.link_for(f"{scheme}://{host}/ma/", host)
    assert (link.address, link.is_near, bool(link.picture)) == (address, is_near, not is_near)
