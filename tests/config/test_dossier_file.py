"""``chibo check FILE.json``: a dossier's file checked without any database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from chibo.config import cli
from chibo.config.answers import FINDING, GOOD, WRONG
from tests.law import seeded

if TYPE_CHECKING:
    from pathlib import Path


def file_of(folder: Path, **changes: Any) -> str:
    data = seeded.apply(seeded.built(seeded.BASE), {"checked_on": "2019-07-08", **changes})
    path = folder / "ho-so.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_clean_file_answers_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", file_of(tmp_path)]) == GOOD
    assert "Chưa thấy gì sai." in capsys.readouterr().out


def test_a_stop_answers_1_and_is_told_by_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = file_of(tmp_path, **{"opinions[organisation].dated": "2018-02-05", "has_open_question": None})
    assert cli.main(["check", name]) == FINDING
    out = capsys.readouterr().out
    assert "Lò Mẫu Xuân, kiểm tra theo ngày 8-7-2019" in out
    assert "[Cần sửa] E48" in out
    assert "ngày 1-2-2018; Ý kiến đoàn thể (Đoàn Trường Mẫu) ngày 5-2-2018" in out
    assert "Cách sửa: Chi ủy làm lại giấy." in out
    assert "Hệ quả của lỗi E48" in out
    assert "Căn cứ: Hướng dẫn 01-HD/TW ngày 20-9-2016, điểm 3.5" in out
    assert "Chưa xét được vì thiếu dữ kiện: E43 (has_open_question)." in out


def test_as_data_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = file_of(tmp_path, **{"papers[admission_decision].dated": "2018-07-20"})
    assert cli.main(["check", "--json", name, "--on", "2019-07-10"]) == FINDING
    told = json.loads(capsys.readouterr().out)
    assert (told["on"], told["blocked"]) == ("2019-07-10", True)
    late = next(found for found in told["findings"] if found["code"] == "E65")
    assert late["grade"] == "warn"
    assert late["papers"][1] == {"kind": "admission_decision", "dated": "2018-07-20", "author": None}
    assert late["computed"]


def test_only_warnings_answer_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change: dict[str, Any] = {"binding.in_order": False, "records.lost_papers": ["phiếu đảng viên"]}
    assert cli.main(["check", file_of(tmp_path, **change)]) == GOOD
    out = capsys.readouterr().out
    assert "Cả hồ sơ\n  [Nên xem lại] E85" in out
    assert "Mất giấy tờ: phiếu đảng viên." in out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"persn": {}}, "persn: không có trường này"),
        ({"papers[application].dated": "2018-02-30"}, "papers[3].dated: không có ngày '2018-02-30'"),
        ({"checked_on": None}, "thêm --on NGÀY"),
        (
            {"context.local_rules": [{"key": "age.min", "value": 1, "starts_on": "2018-01-01", "citation": "x"}]},
            "quy tắc riêng không đặt được",
        ),
    ],
)
def test_a_wrong_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], said: str
) -> None:
    assert cli.main(["check", file_of(tmp_path, **change)]) == WRONG
    assert said in capsys.readouterr().err


def test_no_file_no_json_and_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(tmp_path / "no.json")]) == WRONG
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert cli.main(["check", str(broken)]) == WRONG
    assert cli.main(["check", str(broken), "b.json"]) == WRONG
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == ["chibo", "chibo", "chibo"]
