"""The worklist of the sample cell on 21-5-2018: exactly six lines, with their days and articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.management import call_command

from chibo.desk.queries import worklist
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    import pytest

    from chibo.register.models import Organisation

SIX = {
    ("consider_recognition", "Sùng Mẫu Vừ", "2018-06-29", "29-QĐ/TW", "4.2a"),
    ("send_to_new_member_class", "Phan Mẫu Yến", "2019-02-05", "01-HD/TW", "mục 4"),
    ("open_admission_dossier", "Lò Mẫu Xuân", "2018-06-05", "Quy tắc riêng của chi bộ mẫu", ""),
    (
        "write_mentor_note",
        "Lò Mẫu Xuân",
        "2018-05-31",
        "Phân công giúp đỡ từ ngày 5-6-2017; nhịp ghi chú là mặc định của chương trình",
        "",
    ),
    ("add_source", "Đặng Mẫu Ý", "2018-09-22", "Nghị quyết đại hội chi bộ nhiệm kỳ 2015-2020", ""),
    ("hold_meeting", None, "2018-06-05", "Điều lệ Đảng", "Điều 24 khoản 2"),
}


def test_six_lines_with_their_days_and_articles(sample: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("worklist", "--on", "2018-05-21", "--json")
    told = json.loads(capsys.readouterr().out)
    found = {(item["kind"], item["person"], item["due_on"] or item["opens_on"]) for item in told["items"]}
    assert found == {line[:3] for line in SIX}
    assert len(told["items"]) == len(SIX)
    for kind, _person, _day, instrument, point in SIX:
        cited = next(item["citations"][0]["text"] for item in told["items"] if item["kind"] == kind)
        assert instrument in cited
        assert point in cited
    assert told["gaps"] == []


def test_the_words_of_the_sample(sample: Organisation) -> None:
    found = worklist(actor(), sample, MONDAY)
    titles = {row.title for row in found.rows}
    assert "Xét công nhận chính thức: Sùng Mẫu Vừ" in titles
    assert "Họp chi bộ định kỳ tháng 6" in titles
    recognition = next(row for row in found.rows if row.has_limit)
    assert recognition.tag.text == "Còn 29 ngày làm việc"
    assert "chậm nhất ngày 29-6-2018" in recognition.reason
    assert (found.with_limit, len(found.rows)) == (1, 6)
    assert found.on_the_road == (("Đối tượng Đảng", 1),)


def test_my_work_is_what_i_have_to_do(sample: Organisation) -> None:
    found = worklist(actor(), sample, MONDAY)
    note = next(row for row in found.rows if row.kind == "write_mentor_note")
    assert note.doers.text == "đ/c Dung, đ/c Sơn"
    (uid, *_) = note.doers.uids
    assert {row.kind for row in found.of(uid).rows} <= {"write_mentor_note", "open_admission_dossier", "add_source"}
    assert "write_mentor_note" in {row.kind for row in found.of(uid).rows}
