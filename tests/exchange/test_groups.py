"""Parts of a list whose titles say who stands there: asked once, and nobody there comes in unseen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.refusal import FaultyError
from chibo.exchange.forms import decisions_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.standing import Standing, standing_of
from chibo.register.models import Membership, Person
from chibo.register.queries import head_count
from tests.exchange.looking import bring, look, make_cell, sign_in, upload
from tests.factories import MONDAY

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

Rows = list[tuple[object, ...]]
HEAD = ("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức")


def person(place: int, name: str, *more: object) -> tuple[object, ...]:
    return (place, f"Lò Mẫu {name}", f"{place}-1-1950", "3/2/1980", "3/2/1981", *more)


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("DANH SÁCH ĐẢNG VIÊN CHUYỂN ĐI, TỪ TRẦN 2020-2026", Standing.LEFT),
        ("II. Đảng viên đã mất", Standing.LEFT),
        ("Đảng viên chuyển sinh hoạt đi nơi khác", Standing.LEFT),
        ("DS đảng viên bị xóa tên, khai trừ", Standing.LEFT),
        ("Đảng viên giảm trong năm", Standing.LEFT),
        ("Tăng, giảm đảng viên", Standing.LEFT),
        ("III. Đảng viên miễn sinh hoạt", Standing.EXEMPT),
        ("Đảng viên được miễn công tác và sinh hoạt Đảng", Standing.EXEMPT),
        ("Đảng viên sinh hoạt tạm thời", Standing.GUEST),
        ("SHTT đến 30/6/2018", Standing.GUEST),
        ("II. GIẢM", Standing.LEFT),
        ("Biến động đảng viên năm 2017", Standing.LEFT),
        ("Ban Giám hiệu", None),
        ("Đảng viên giám sát chuyên đề", None),
        ("Danh sách ban giám đốc", None),
        ("Danh sách đảng viên mới chuyển sinh hoạt đến", None),
        ("Danh sách đảng viên (không kể đảng viên đã chuyển đi)", None),
        ("Tổng số: 20, trong đó chuyển đi 2", None),
        ("Đảng viên chính thức", None),
        ("Miền núi", None),
    ],
)
def test_what_a_title_says(title: str, standing: Standing | None) -> None:
    assert standing_of(title) is standing


@pytest.mark.django_db
def test_a_sheet_of_those_who_left_is_asked_about_before_it_comes_in(cell: Organisation) -> None:
    rows: Rows = [("DANH SÁCH ĐẢNG VIÊN CHUYỂN ĐI, TỪ TRẦN 2010-2016",), HEAD, person(1, "An"), person(2, "Bạn")]
    found = look(upload(cell, rows))
    (asked,) = found.groups
    assert (asked.rows, asked.answer, found.people) == (2, "", 0)
    with pytest.raises(FaultyError) as error:
        bring(cell, rows)
    assert "Chưa rõ 2 người ở phần" in error.value.faults[0].what
    mark = asked.group.mark
    each = look(upload(cell, rows, Decisions(groups={mark: "each"})))
    assert [[fault.column for fault in line.must] for line in each.lines] == [[Column.LEFT_WHY]] * 2
    said = Decisions(groups={mark: "died"}, edits={3: {Column.DIED_ON: "5/3/2015"}})
    bring(cell, rows, said)
    assert list(Membership.objects.values_list("ends_on", "left_by")) == [(date(2015, 3, 5), "death")]
    assert Person.objects.count() == 1, "who left on an unknown day waits"


@pytest.mark.django_db
def test_rows_that_tell_by_themselves_are_not_asked_about(cell: Organisation) -> None:
    rows: Rows = [("DANH SÁCH ĐẢNG VIÊN CHUYỂN ĐI",), (*HEAD, "Ngày chuyển đi", "Nơi chuyển đi")]
    rows += [person(1, "An", "1/5/2016", "Đảng bộ xã Mẫu"), person(2, "Bạn", "", "")]
    (asked,) = look(upload(cell, rows)).groups
    assert asked.rows == 1


@pytest.mark.django_db
def test_sections_of_exempt_members_and_guests_are_asked_once_each(cell: Organisation) -> None:
    rows: Rows = [HEAD, ("I", "Đảng viên chính thức"), person(1, "An"), ("II", "Đảng viên miễn sinh hoạt", "2 đ/c")]
    rows += [person(2, "Bạn"), person(3, "Chi"), ("III. Đảng viên sinh hoạt tạm thời",), person(4, "Dế")]
    rows += [("IV. Đảng viên dự bị",), person(5, "Én")]
    found = look(upload(cell, rows))
    assert [(asked.group.standing, asked.rows) for asked in found.groups] == [
        (Standing.EXEMPT, 2),
        (Standing.GUEST, 1),
    ]
    assert found.people == 2
    exempt, guest = (asked.group.mark for asked in found.groups)
    bring(cell, rows, Decisions(groups={exempt: "here", guest: "out"}))
    assert head_count(cell, MONDAY).members == 4
    assert not Person.objects.filter(full_name="Lò Mẫu Dế").exists()


@pytest.mark.django_db
def test_cells_one_by_one_within_a_part_belong_to_it_and_the_next_part_does_not(cell: Organisation) -> None:
    rows: Rows = [HEAD, ("B. ĐẢNG VIÊN TỪ TRẦN",), ("Chi bộ Mẫu",), person(1, "An"), ("C. ĐẢNG VIÊN DỰ BỊ",)]
    rows += [person(2, "Bạn"), ("Đảng viên miễn sinh hoạt",), person(3, "Chi"), ("2. Chi bộ Mẫu Hai",), person(4, "Dế")]
    found = look(upload(cell, rows))
    assert [(asked.group.standing, asked.rows) for asked in found.groups] == [(Standing.LEFT, 1), (Standing.EXEMPT, 1)]


def test_the_page_sends_one_answer_for_a_part() -> None:
    sent = {"phan-0": "out", "ten-phan-0": "shtt", "phan-1": "x", "ten-phan-1": "y"}
    assert decisions_of(sent).groups == {"shtt": "out"}


@pytest.mark.django_db
def test_the_page_asks_and_takes_the_answer(cell: Organisation, client: Client) -> None:
    rows: Rows = [HEAD, ("Đảng viên sinh hoạt tạm thời",), person(1, "An"), ("Đảng viên dự bị",), person(2, "Bạn")]
    record = upload(cell, rows)
    sign_in(client, cell)
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    page = client.get(address).content.decode()
    assert "Phần cần hỏi (1)" in page
    assert "“Đảng viên sinh hoạt tạm thời”: 1 dòng" in page
    assert client.post(address, {"viec": "nhap"}).status_code == 422
    mark = look(record).groups[0].group.mark
    answered = {"viec": "nhap", "phan-0": "out", "ten-phan-0": mark}
    assert client.post(address, answered).status_code == 302
    assert [one.full_name for one in Person.objects.all()] == ["Lò Mẫu Bạn"]
