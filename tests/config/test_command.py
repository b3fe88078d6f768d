"""The command's manners: exit codes, one line of error, dates as people write them."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.management.base import CommandError
from django.db.utils import OperationalError

from chibo.base import place, presence
from chibo.base.engine.base import WrongKey
from chibo.base.vault import DiskFull
from chibo.config import cli
from chibo.config.answers import CANNOT, FINDING, GOOD, WRONG, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

CASE = """
cases:
- id: {id}
  facts: {{certificate_date: '2020-01-15', cell_meeting_date: '2025-02-03'}}
  expected: {{certificate_expires: '{expires}'}}
  regime_date: '2025-06-09'
"""


@pytest.mark.parametrize("text", ["2018-05-21", "21-5-2018", "21/05/2018", " 21-05-2018 "])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert cli.read_day(text) == date(2018, 5, 21)


@pytest.mark.parametrize("text", ["2018-02-30", "31-4-2018", "5-2018", "hôm nay", ""])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(WrongUse, match="ngày"):
        cli.read_day(text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "thiếu: LỆNH"),
        (["wroklist"], "không có lựa chọn 'wroklist'"),
        (["worklist", "--on", "30-2-2018"], "không có ngày “30-2-2018”"),
        (["worklist", "--on"], "“--on” cần một giá trị"),
        (["start", "--port", "x"], "“--port” không nhận giá trị 'x'"),
        (["start", "--sample", "--empty"], "không dùng"),
        (["start", "--fast"], "không hiểu tham số: --fast"),
        (["law", "show", "age.min"], "thiếu: --on"),
        (["backup"], "thiếu: TỆP"),
        (["restore", "--data", "x"], "thiếu: TỆP"),
        (["law", "show", "age.mn", "--on", "2018-05-21"], "Có phải: age.min"),
        (["law", "cases", "no-such.yaml"], "không mở được tệp no-such.yaml"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(capfd: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert cli.main(arguments) == WRONG
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("chibo: ")
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        ("backup", ("TỆP", "tệp sẽ ghi, nên có đuôi .age", "--pass-phrase", "--json", "--data")),
        ("restore", ("TỆP", "bản sao lưu (.age)", "--data")),
        ("verify", ("--json", "--data")),
        ("import", ("TỆP", "--yes", "--blank", "--twins", "--on", "--data")),
    ],
)
def test_help_names_every_argument(capsys: pytest.CaptureFixture[str], verb: str, shown: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        cli.main([verb, "-h"])
    said = capsys.readouterr().out
    assert all(word in said for word in shown), said


def test_what_was_told_reaches_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, list[str]]] = []

    def call(verb: str, arguments: list[str]) -> int:
        told.append((verb, arguments))
        return GOOD

    monkeypatch.setattr(cli, "_call", call)
    for name in ("existing", "set_up", "migrate", "replay_erasures", "note_restore", "note_key"):
        monkeypatch.setattr(f"chibo.config.prepare.{name}", lambda *_: None)
    assert cli.main(["backup", "x.age", "--pass-phrase", "--json"]) == GOOD
    monkeypatch.setenv("CHIBO_DATA", "y")
    assert cli.main(["restore", "x.age"]) == GOOD
    assert cli.main(["import", "x.ods", "--yes", "--blank", "--twins", "apart"]) == GOOD
    assert told == [
        ("backup", ["x.age", "--json", "--pass-phrase"]),
        ("restore", ["x.age"]),
        ("import", ["x.ods", "--twins", "apart", "--yes", "--blank"]),
    ]


@pytest.mark.parametrize("verb", ["worklist", "narrative", "verify", "backup x.age"])
def test_without_data_it_cannot_run_and_says_what_to_do(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
) -> None:
    monkeypatch.setenv("CHIBO_DATA", str(tmp_path / "none"))
    assert cli.main(verb.split()) == CANNOT
    err = capfd.readouterr().err
    assert "chibo start" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (WrongKey("file is not a database"), "sai khóa", CANNOT),
        (OperationalError("database or disk is full"), "ổ đĩa đã đầy", CANNOT),
        (OperationalError("server closed the connection"), "chibo verify", CANNOT),
        (DiskFull(28, "No space left"), "ổ đĩa đã đầy", CANNOT),
        (CommandError("có điều phải xem", returncode=FINDING), "có điều phải xem", FINDING),
        (CommandError("Error: unrecognized arguments: --x"), "không hiểu tham số: --x", WRONG),
        (ZeroDivisionError("Lò Mẫu Én / 0"), "lỗi chưa lường trước (ZeroDivisionError)", CANNOT),
    ],
)
def test_every_error_becomes_a_line_and_a_code(error: Exception, said: str, code: int) -> None:
    line, answered = cli.explained(error)
    assert said in line
    assert answered == code
    assert "Lò Mẫu Én" not in line


# --- the law, without a database ---


def test_a_figure_is_shown_with_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law", "show", "age.min", "--on", "21-5-2018"]) == GOOD
    out = capsys.readouterr().out
    assert "18 tuổi" in out
    assert "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 1.1" in out
    assert "Đối chiếu lần cuối" in out


def test_a_figure_is_given_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law", "show", "age.min", "--on", "2018-05-21", "--json"]) == GOOD
    shown = json.loads(capsys.readouterr().out)
    assert (shown["key"], shown["value"], shown["on"]) == ("age.min", 18, "2018-05-21")
    assert shown["url"].startswith("https://")
    assert shown["confidence"] == "high"


def test_a_gap_is_said_and_answers_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law", "show", "age.min", "--on", "1-1-1930"]) == FINDING
    assert "chưa có căn cứ" in capsys.readouterr().out
    assert cli.main(["law", "show", "age.min", "--on", "1-1-1930", "--json"]) == FINDING
    assert json.loads(capsys.readouterr().out)["value"] is None


def test_every_figure_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    from chibo.law.reading import rulebook  # noqa: PLC0415

    for figure in rulebook().figures():
        for day in ("2018-05-21", "2026-01-01"):
            for form in ([], ["--json"]):
                assert cli.main(["law", "show", figure.key, "--on", day, *form]) in {GOOD, FINDING}
    assert "Traceback" not in capsys.readouterr().err


def test_cases_are_reported_by_id(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(id="RIGHT", expires="2025-01-15"), encoding="utf-8")
    assert cli.main(["law", "cases", str(file)]) == GOOD
    assert capsys.readouterr().out.splitlines() == ["RIGHT: đúng", "1 trường hợp: 1 đúng, 0 SAI, 0 chưa bao quát."]


def test_a_wrong_case_answers_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(id="WRONG", expires="2025-03-15"), encoding="utf-8")
    assert cli.main(["law", "cases", str(file), "--json"]) == FINDING
    (reported,) = json.loads(capsys.readouterr().out)
    assert (reported["id"], reported["outcome"]) == ("WRONG", "failed")
    assert reported["checks"][0]["actual"] == "2025-01-15"


@pytest.mark.parametrize("text", ["a: [", "cases: 3", "- id: X", "cases: [{facts: {}}]"])
def test_a_file_without_cases_is_said(capfd: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    assert cli.main(["law", "cases", str(file)]) == WRONG
    assert capfd.readouterr().err.count("\n") == 1


def test_verify_calls_data_that_are_gone_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write_marker(tmp_path, place.Marker(id="x", kind="cell", is_filled=True))
    monkeypatch.delenv("CHIBO_DATABASE_URL", raising=False)
    monkeypatch.setenv("CHIBO_DATA", os.environ["CHIBO_DATA"])  # put back afterwards
    assert cli.main(["verify", "--json", "--data", str(tmp_path)]) == FINDING
    told = json.loads(capsys.readouterr().out)
    assert told["whole"] is False
    assert "Không thấy cơ sở dữ liệu" in told["faults"][0]
    assert cli.main(["backup", str(tmp_path / "x.age"), "--data", str(tmp_path)]) == CANNOT
    assert not (tmp_path / "chibo.db").exists()
    presence.leave()
