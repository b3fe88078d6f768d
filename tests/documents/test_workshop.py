"""The process that reads what somebody brought: ended when its time is up, no key in it, no file written by it."""

from __future__ import annotations

import os
import sys

import pytest

from chibo.documents import workshop, workshop_bench
from tests.documents import samples
from tests.documents.office_files import word


def test_a_job_is_done_in_a_process_of_its_own() -> None:
    answer = workshop.run("template", word("«họ_tên»"), facts={"họ_tên": "Lò Mẫu An"})
    assert answer["fields"] == [[["họ_tên"], "họ_tên"]]
    assert answer["content"].startswith(b"PK")


def test_what_is_wrong_comes_back_in_words() -> None:
    answer = workshop.run("preview", samples.PDF, media_type="application/pdf")
    assert answer["faults"][0]["what"] == "Không mở được tệp PDF này."
    assert answer["content"] == b""


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_COMMAND", ("-c", "import time; time.sleep(60)"))
    with pytest.raises(workshop.TookTooLong):
        workshop.run("preview", b"x", seconds=0.5)


@pytest.mark.parametrize("code", ["import os; os._exit(9)", "print('no frame')", "print('00000002{}')"])
def test_a_process_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(workshop, "_COMMAND", ("-c", code))
    with pytest.raises(workshop.Broke):
        workshop.run("preview", b"x")


def test_it_knows_no_key_and_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_KEY_FILE", "/somewhere/key")
    code = "import os, json; from chibo.documents.workshop import frame; import sys; "
    code += "sys.stdout.buffer.write(frame({'names': sorted(os.environ)}, b''))"
    monkeypatch.setattr(workshop, "_COMMAND", ("-c", code))
    names = workshop.run("preview", b"")["names"]
    assert [name for name in names if "CHIBO" in name or "DJANGO" in name or "HOME" in name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits are POSIX's")
def test_it_can_write_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    code = (
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from chibo.documents import workshop_bench; workshop_bench.confine()\n"
        f"open({os.fspath(tmp_path)!r} + '/x', 'wb', buffering=0).write(b'secret')"  # type: ignore[call-overload]
    )
    monkeypatch.setattr(workshop, "_COMMAND", ("-c", code))
    with pytest.raises(workshop.Broke):
        workshop.run("preview", b"")
    assert [path.stat().st_size for path in __import__("pathlib").Path(str(tmp_path)).iterdir()] == [0]


def test_the_bench_answers_one_job_after_the_other() -> None:
    import io  # noqa: PLC0415 - only here

    asked = workshop.frame({"job": "preview", "media_type": "image/png"}, samples.png())
    out = io.BytesIO()
    workshop_bench.serve(io.BytesIO(asked + asked), out)
    first = out.getvalue()[: len(out.getvalue()) // 2]
    assert workshop.unframed(first)["content"].startswith(b"\xff\xd8")
    assert out.getvalue() == first * 2
