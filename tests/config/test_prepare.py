"""A typed recovery sheet is tried before it is kept, and makes anew what a power cut tore."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from chibo.base import fields, keys, keystore, place, presence, vault
from chibo.base.engine.base import connect
from chibo.base.seals import sealing
from chibo.config import launch, prepare, trying
from chibo.config.trying import WrongSheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

KEY, OTHER = bytes(range(32)), bytes(32)
SHEET, WRONG = ("\n".join(keys.to_sheet(key)) for key in (KEY, OTHER))
MARKER = place.Marker(id="one", kind="cell", is_filled=True, pass_phrase=None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder under a key whose file is lost; the process has no key and no other place."""
    for name in ("CHIBO_KEY_FILE", "CHIBO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHIBO_DATA", os.environ["CHIBO_DATA"])  # put back afterwards
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    before = keys.current() if keys.is_held() else None
    made = tmp_path / "data"
    place.write_marker(made, MARKER)
    opened = connect(str(made / "chibo.db"), keys.derive("database", key=KEY))
    opened.execute("CREATE TABLE base_installation (is_sample bool)")
    opened.execute("INSERT INTO base_installation VALUES (1)")
    opened.commit()
    opened.close()
    yield made
    keys.use(before)
    presence.leave()


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, sheet: str) -> None:
    lines = iter(sheet.splitlines())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: next(lines))


def kept(folder: Path) -> bytes:
    marker = place.read_marker(folder)
    assert marker is not None
    return keystore.fetch(marker, str)


def test_a_sheet_of_other_data_is_not_kept_and_the_right_one_is(folder: Path) -> None:
    with pytest.raises(WrongSheet, match="không mở được dữ liệu"):
        prepare.recover(folder, MARKER, WRONG)
    assert place.read_marker(folder) == MARKER
    assert not (folder.parent / "khoa").exists()
    prepare.recover(folder, MARKER, SHEET)
    assert kept(folder) == keys.current() == KEY


@pytest.mark.parametrize("torn", [b"", b"0001020304", b"\xff"])
def test_a_torn_key_file_asks_for_the_sheet(folder: Path, monkeypatch: pytest.MonkeyPatch, torn: bytes) -> None:
    (folder.parent / "khoa").mkdir()
    (folder.parent / "khoa" / "one.key").write_bytes(torn)
    with pytest.raises(keys.BadKeyText, match="Lấy phiếu khôi phục trong két"):
        launch._open(folder, None)  # nobody to ask
    at_a_terminal(monkeypatch, SHEET)
    launch._open(folder, None)
    assert kept(folder) == KEY
    assert [path.name for path in (folder.parent / "khoa").iterdir()] == ["one.key"]


def test_a_named_key_file_that_is_torn_is_made_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = folder.parent / "ten.key"
    named.write_text(OTHER.hex(), encoding="ascii")
    monkeypatch.setenv("CHIBO_KEY_FILE", str(named))
    with monkeypatch.context() as patched:
        at_a_terminal(patched, SHEET)
        with pytest.raises(keys.KeyProblem, match="được để nguyên"):
            launch._open(folder, None)
    assert keys.read_file(named) == OTHER
    named.write_bytes(b"")
    at_a_terminal(monkeypatch, SHEET)
    launch._open(folder, None)
    assert keys.read_file(named) == KEY


def test_a_wrong_key_that_an_earlier_program_kept_is_asked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keystore.keep(OTHER, "one")
    at_a_terminal(monkeypatch, SHEET)
    launch._open(folder, None)
    assert kept(folder) == KEY


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b"{}", None])
def test_a_damaged_or_lost_marker_is_made_anew_from_the_sheet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, torn: bytes | None
) -> None:
    marker = folder / place.MARKER
    marker.write_bytes(torn) if torn is not None else marker.unlink()
    with pytest.raises((place.DamagedMarker, prepare.CannotRun)):
        launch._open(folder, None)
    with monkeypatch.context() as patched:
        at_a_terminal(patched, WRONG)
        with pytest.raises(WrongSheet):
            launch._open(folder, None)
    at_a_terminal(monkeypatch, SHEET)
    made = launch._open(folder, None)
    assert (made.kind, made.is_filled) == ("sample", True)
    assert place.read_marker(folder) == made
    assert kept(folder) == KEY


def test_what_a_later_program_wrote_into_the_marker_is_nothing_to_this_one(folder: Path) -> None:
    (folder / place.MARKER).write_text('{"id": "one", "kind": "cell", "is_filled": true, "mood": "good"}', "utf-8")
    assert place.read_marker(folder) == MARKER


def test_a_marker_is_written_down_before_a_key_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(os, "fsync", told.append)
    place.write_marker(folder, MARKER)
    assert len(told) >= (1 if os.name == "nt" else 2)  # the file, and the folder that names it


@pytest.mark.parametrize("held", ["check", "act", "value", "file", "nothing"])
def test_with_postgresql_the_sheet_is_tried_on_what_lies_there(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    place_of = "register.person.identity_number"
    rows: dict[str, list[tuple[object, ...]]] = {"base_safekeeping": [(keys.check_of(KEY),)]} if held == "check" else {}
    rows |= {"register_person": [("1:AAAA",), (fields.seal("01234", place_of, key=KEY),)]} if held == "value" else {}
    act = ("chain", 1, 2, "hash", "00", 3)
    rows |= {"base_actseal": [(*act, sealing.act_print(*act, key=KEY))]} if held == "act" else {}
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgres://x@127.0.0.1/x")
    monkeypatch.setattr(trying, "_asked_of_postgres", lambda table, _: rows.get(table, []))
    if held == "file":
        settings.CHIBO_FILES_DIR = folder / "files"
        keys.use(KEY)
        vault.store(b"paper")
    trying.ask_opens(folder, KEY)
    if held == "nothing":
        trying.ask_opens(folder, OTHER)
        return
    with pytest.raises(WrongSheet):
        trying.ask_opens(folder, OTHER)


@pytest.mark.parametrize("left", ["nothing", "no bytes", "no table"])
def test_data_that_are_gone_are_said_and_nothing_is_begun_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    (folder / "chibo.db").unlink()
    if left == "no bytes":
        (folder / "chibo.db").touch()
    if left == "no table":
        opened = connect(str(folder / "chibo.db"), keys.derive("database", key=KEY))
        opened.execute("PRAGMA user_version = 1")
        opened.close()
    keystore.keep(KEY, "one")
    for ask in (prepare.existing, lambda folder: launch._open(folder, None)):
        with pytest.raises(trying.NoDatabase, match="khôi phục bản sao lưu vào một thư mục khác"):
            ask(folder)
    keystore.forget("one")
    at_a_terminal(monkeypatch, SHEET)
    with pytest.raises(trying.NoDatabase):
        launch._open(folder, None)
    assert (folder / "chibo.db").exists() == (left != "nothing")


def test_an_empty_server_is_said_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keystore.keep(KEY, "one")
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgres://x@127.0.0.1/x")
    monkeypatch.setattr(trying, "_asked_of_postgres", lambda _table, _asked: [])
    with pytest.raises(trying.NoDatabase, match="CHIBO_DATABASE_URL"):
        prepare.existing(folder)


def test_a_server_waits_for_a_database_that_is_away_and_never_serves_under_an_untried_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keystore.keep(KEY, "one")
    keys.use(None)
    pauses: list[float] = []

    def slept(pause: float) -> None:
        pauses.append(pause)
        monkeypatch.setattr("chibo.config.prepare.time.monotonic", lambda: float("inf"))

    monkeypatch.setattr("chibo.config.prepare.time.sleep", slept)
    monkeypatch.setattr(prepare, "set_up", lambda: pytest.fail("it served"))
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgres://x@127.0.0.1:1/x")
    with pytest.raises(trying.Away, match="Mở PostgreSQL"):
        prepare.for_server(folder)
    assert pauses == [1]


def test_a_forgotten_pass_phrase_is_tried_again_and_then_the_sheet_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write_marker(folder, keystore.protect(MARKER, KEY, "ngọn núi xanh xanh"))
    typed: list[str] = []

    def forgotten() -> str:
        typed.append("")
        return ""

    monkeypatch.setattr(prepare, "ask_pass_phrase", forgotten)
    with pytest.raises(keystore.WrongPassPhrase):
        launch._open(folder, None)  # nobody to ask
    assert len(typed) == 1
    at_a_terminal(monkeypatch, SHEET)
    made = launch._open(folder, None)
    assert len(typed) == 1 + launch.PHRASES_TRIED
    assert (made.pass_phrase, made.store) == (None, "file")
    assert kept(folder) == KEY
    assert "Quên cụm mật khẩu thì mở bằng phiếu khôi phục" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows asks who owns the profile")
def test_the_data_folder_is_its_owners_alone_when_made_and_at_every_start(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_to_others(place_of: Path) -> list[str]:
        return [one.name for one in (place_of, *place_of.iterdir()) if one.stat().st_mode & 0o077]

    before = os.umask(0o022)
    try:
        prepare.create(tmp_path / "new", "cell")
        assert open_to_others(tmp_path / "new") == []
        keystore.keep(KEY, "one")
        folder.chmod(0o755)
        (folder / "chibo.db").chmod(0o644)
        (folder / place.MARKER).chmod(0o644)
        prepare.existing(folder)
        assert open_to_others(folder) == []
    finally:
        os.umask(before)
