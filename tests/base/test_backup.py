"""A backup of the embedded engine: what is told of a wrong sheet, a damaged, older or newer file; never held whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import tomllib
import unicodedata
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest
from django.db import connection

import chibo
from chibo.base import backup, keys, place, presence, swap, vault
from chibo.base.backup import embedded, sealing
from chibo.base.engine.base import connect
from chibo.base.models import Installation
from tests.base.backups import about, sealed, spoiled
from tests.config.test_installation import Cell
from tests.factories import MONDAY

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = [pytest.mark.engine("sqlcipher"), pytest.mark.django_db(transaction=True)]
AT = datetime(2018, 5, 21, 5, tzinfo=UTC)
PHRASE = "ngọn núi xanh xanh"
OTHER = bytes(range(32))
PAPER = "Biên bản họp".encode() * 20_000


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two files in its vault, and a database with a row."""
    made = tmp_path / "data"
    made.mkdir()
    settings.CHIBO_FILES_DIR = made / "files"
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    keys.use(bytes.fromhex("5a" * 32))
    Installation.objects.create(first_day=MONDAY)
    vault.store(PAPER)
    vault.store(b"")
    return made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "chibo.age"


def make(folder: Path, target: Path, phrase: str = "") -> backup.Summary:
    return backup.make(connection, folder, target, at=AT, pass_phrase=phrase)


def prove(folder: Path, source: Path, *, key: bytes | None = None, phrase: str = "") -> backup.Summary:
    return backup.prove(source, connection, folder, key=None if phrase else key or keys.current(), pass_phrase=phrase)


def everything(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("phrase", ["", PHRASE])
def test_it_says_what_it_holds_leaves_nothing_beside_and_a_wrong_pass_phrase_is_told(
    folder: Path, target: Path, phrase: str
) -> None:
    before = everything(folder)
    made = make(folder, target, phrase)
    assert (made.files, made.size, made.way, made.is_older) == (2, target.stat().st_size, "restored", False)
    assert made.rows > made.tables > 50
    assert made.about.made_at == AT.isoformat()
    assert prove(folder, target, phrase=phrase) == made
    assert backup.wants_pass_phrase(target) is bool(phrase)
    assert everything(folder) == before
    assert [path.name for path in target.parent.iterdir() if path.name.endswith(".part")] == []
    if phrase:  # stretching a phrase takes a second: what is told of a wrong one is looked at here too
        with pytest.raises(backup.WrongOpener, match="Cụm mật khẩu không mở được"):
            prove(folder, target, phrase="ngọn núi khác hẳn")
        with pytest.raises(backup.WrongOpener, match="mở bằng cụm mật khẩu riêng"):
            prove(folder, target)


def test_what_is_restored_is_the_very_same(folder: Path, target: Path, tmp_path: Path) -> None:
    make(folder, target)
    there = tmp_path / "kia"
    done = backup.restore(target, there, "so-hieu", connection, key=keys.current())
    assert done.files == 2
    assert {path.name: path.read_bytes() for path in everything(there / "files")} == {
        path.name: path.read_bytes() for path in everything(folder / "files")
    }
    assert embedded.count(there / "chibo.db", keys.current())["base_installation"] == 1
    assert place.read_marker(there) == place.Marker(id="so-hieu", kind="cell", is_filled=True, store="file")
    assert not swap.beside(there).exists()


RESTORING = """
import sys
from pathlib import Path
from chibo.base import presence
with presence.alone(Path(sys.argv[1])):
    print("alone", flush=True)
    sys.stdin.read()
"""


def test_two_never_restore_into_one_folder(folder: Path, target: Path, tmp_path: Path) -> None:
    make(folder, target)
    there = tmp_path / "kia"
    with subprocess.Popen(
        [sys.executable, "-c", RESTORING, str(there)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == b"alone"
        with pytest.raises(presence.NotAloneError, match="khôi phục dữ liệu này"):
            backup.restore(target, there, "so-hieu", connection, key=keys.current())
        first.kill()
    backup.restore(target, there, "so-hieu", connection, key=keys.current())
    with pytest.raises(backup.BackupProblem, match="không trống"):
        backup.restore(target, there, "so-hieu", connection, key=keys.current())


def test_every_way_of_a_file_that_cannot_be_used_is_told_apart(folder: Path, target: Path, tmp_path: Path) -> None:
    make(folder, target)
    whole = target.read_bytes()
    bad = tmp_path / "bad.age"
    for content, said in spoiled(whole).items():
        bad.write_bytes(content)
        with pytest.raises(backup.BackupProblem, match=said):
            prove(folder, bad)
    with pytest.raises(backup.WrongOpener, match="Phiếu khôi phục không mở được"):
        prove(folder, target, key=OTHER)
    with pytest.raises(backup.BackupProblem, match="Không đọc được tệp"):
        prove(folder, tmp_path / "none.age")


def test_a_file_that_goes_away_while_it_is_opened_is_told_and_nobody_waits_for_ever(
    folder: Path, tmp_path: Path
) -> None:
    pouring = sealing.Pouring(tmp_path / "rút rồi.age", 0, sealing.identity_of(keys.current()))
    reading = threading.Thread(target=pouring.stream.read, daemon=True)
    reading.start()
    reading.join(10)
    assert not reading.is_alive()
    assert "Không đọc được tệp sao lưu" in str(pouring.end())


@pytest.mark.parametrize("said", [{"format": 3}, {"migrations": [["register", "9999_later"]]}])
def test_a_newer_program_is_named_and_refused(folder: Path, target: Path, said: dict[str, object]) -> None:
    sealed(target, {"about.json": about(**said), "chibo.db": b"x"})
    with pytest.raises(backup.BackupProblem, match=r"bản chibo mới hơn làm ra \(9.1\)"):
        prove(folder, target)


@pytest.mark.parametrize(
    "name", ["../evil", "files/aa/../../evil", "chibo.json", "/etc/passwd", "files/ab/" + "c" * 64]
)
def test_a_part_with_a_strange_name_is_refused(folder: Path, target: Path, name: str) -> None:
    sealed(target, {"about.json": about(), name: b"x"})
    with pytest.raises(backup.BackupProblem, match="không phải bản sao lưu"):
        prove(folder, target)


def test_a_backup_of_the_other_engine_is_named_and_refused(folder: Path, target: Path) -> None:
    sealed(target, {"about.json": about(engine="postgresql"), "database/0001": b"PGDMP"})
    with pytest.raises(backup.BackupProblem, match=r"là của PostgreSQL\. Đặt CHIBO_DATABASE_URL"):
        prove(folder, target)


def test_a_part_that_was_left_out_is_found(folder: Path, target: Path) -> None:
    manifest = json.dumps({"sha256": {"chibo.db": "0" * 64, "files/aa/" + "a" * 64: "0" * 64}}).encode()
    sealed(target, {"about.json": about(), "chibo.db": b"x", "manifest.json": manifest})
    with pytest.raises(backup.BackupProblem, match="đã hỏng"):
        prove(folder, target)


@pytest.mark.skipif(find_spec("requests") is None, reason="the outside sign-in is not installed")
def test_the_outside_sign_in_turned_off_makes_no_backup_newer(folder: Path, target: Path, settings: Settings) -> None:
    before = make(folder, target)
    assert ("socialaccount", "0001_initial") in before.about.migrations
    settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if "socialaccount" not in name]
    assert prove(folder, target).rows == before.rows
    assert not make(folder, target.with_name("again.age")).is_older


def first_format(folder: Path, target: Path, *, drop: bool) -> Path:
    """A file as the first chibo made it, its database one change of form behind."""
    copy = folder / "copy.db"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    opened = connect(str(copy), keys.derive("database"))
    change = (
        "DELETE FROM django_migrations WHERE app = 'exchange'"
        if drop
        else ("INSERT INTO django_migrations (app, name, applied) VALUES ('exchange', '9999_later', '2018-05-21')")
    )
    opened.execute(change)
    opened.commit()
    opened.close()
    content = copy.read_bytes()
    copy.unlink()
    sums = {"chibo.db": hashlib.sha256(content).hexdigest()}
    said = {"what": "chibo", "format": 1, "made_at": AT.isoformat(), "kind": "cell", "sha256": sums}
    return sealed(target, {"manifest.json": json.dumps(said).encode(), "chibo.db": content})


def test_an_older_file_is_read_and_said_to_be_older(folder: Path, target: Path) -> None:
    assert prove(folder, first_format(folder, target, drop=True)).is_older


def test_an_older_format_from_a_newer_program_is_refused(folder: Path, target: Path) -> None:
    with pytest.raises(
        backup.BackupProblem, match=r"mới hơn làm ra: dữ liệu có thay đổi “exchange.9999_later” mà bản đang dùng"
    ):
        prove(folder, first_format(folder, target, drop=False))


def test_a_folder_that_is_away_and_a_file_that_is_there(folder: Path, target: Path, tmp_path: Path) -> None:
    with pytest.raises(backup.BackupProblem, match="cắm USB"):
        make(folder, tmp_path / "usb" / "chibo.age")
    target.write_bytes(b"old")
    with pytest.raises(backup.BackupProblem, match="không bị ghi đè"):
        make(folder, target)
    assert target.read_bytes() == b"old"


def test_a_file_that_was_damaged_before_stops_no_backup_and_is_named(
    folder: Path, target: Path, tmp_path: Path
) -> None:
    digest = vault.store(PAPER)
    path = vault.path_of(digest)
    path.write_bytes(path.read_bytes()[:-1])
    made = make(folder, target)
    assert (made.files, made.damaged) == (2, (digest,))
    assert f"1 tệp trong kho đã hỏng từ trước: {digest[:12]}…" in made.said()
    assert "Tất cả mở được" not in made.said()
    back = backup.restore(target, tmp_path / "kia", "so-hieu", connection, key=keys.current())
    assert back.damaged == (digest,)
    assert vault.store(PAPER) == digest  # brought again
    assert make(folder, target.with_name("again.age")).damaged == ()


def test_a_pass_phrase_opens_from_another_input_method(folder: Path, target: Path) -> None:
    apart = unicodedata.normalize("NFD", PHRASE)
    assert apart != PHRASE
    make(folder, target, apart)
    assert prove(folder, target, phrase=PHRASE) == prove(folder, target, phrase=apart)
    before = target.with_name("truoc.age")  # sealed as its machine wrote it, before there was one form
    before.write_bytes(pyrage.passphrase.encrypt(b"x", apart))
    with sealing.opened(before, key=None, pass_phrase=PHRASE) as stream:
        assert stream.read() == b"x"


def test_a_short_pass_phrase_is_refused(folder: Path, target: Path) -> None:
    with pytest.raises(backup.BackupProblem, match="ít nhất 12"):
        make(folder, target, "ngắn")
    assert list(target.parent.glob("*.age*")) == []


@pytest.mark.parametrize("cut_at", range(8))
def test_an_exchange_that_is_cut_off_anywhere_is_finished_by_the_next_start(
    folder: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    make(folder, target)
    there = tmp_path / "kia"
    (there / "files" / "aa").mkdir(parents=True)
    (there / "files" / "aa" / "old").write_bytes(b"old")
    (there / "chibo.db").write_bytes(b"old")
    (there / "chibo.db-wal").write_bytes(b"old")
    _, marker = backup.stage(target, there, "moi", connection, key=keys.current())
    swap.ready(there, marker=marker)
    with monkeypatch.context() as patched:
        cut_off_after(patched, cut_at)
        with pytest.raises(KeyboardInterrupt):
            swap.finish(there)
    swap.finish(there)
    assert embedded.count(there / "chibo.db", keys.current())["base_installation"] == 1
    assert len(everything(there / "files")) == 2
    assert place.read_marker(there) == marker
    assert not (there / "chibo.db-wal").exists()
    assert not swap.beside(there).exists()


def cut_off_after(patched: pytest.MonkeyPatch, steps: int) -> None:
    """Let so many steps of an exchange be done, then no more."""
    left = [steps]

    def wrapped(name: str, owner: object) -> None:
        real = getattr(owner, name)

        def step(*arguments: object, **more: object) -> object:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*arguments, **more)

        patched.setattr(owner, name, step)

    wrapped("_move", swap)
    wrapped("_drop", swap)
    wrapped("rmtree", shutil)
    if steps >= 7:  # all done but the last: the folder itself is half gone
        patched.setattr(shutil, "rmtree", half_gone)


def half_gone(path: Path) -> None:
    next(iter(path.iterdir())).unlink()
    raise KeyboardInterrupt


def test_what_was_not_ready_is_thrown_away(folder: Path, target: Path, tmp_path: Path) -> None:
    make(folder, target)
    there = tmp_path / "kia"
    backup.stage(target, there, "moi", connection, key=keys.current())
    assert swap.finish(there) is False
    assert everything(there) == []


def test_the_program_says_the_version_it_is_packed_as() -> None:
    packed = tomllib.loads((Path(chibo.__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert packed["project"]["version"] == chibo.__version__


LARGE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from chibo.base import backup, place, vault
from chibo.config import prepare
prepare.existing(place.data_folder())
prepare.set_up()
from django.db import connection
def peak():
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmHWM"].split()[0]) // 1024
for _ in range(4):
    with vault.writing("lon") as file:
        for _ in range(100):
            file.write(os.urandom(1024 * 1024))
before = peak()
made = backup.make(connection, place.data_folder(), Path(sys.argv[1]), at=datetime(2018, 5, 21, 5, tzinfo=UTC))
print(made.size // 1024 // 1024, peak() - before)
"""


@pytest.mark.long
@pytest.mark.xdist_group("installation")
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told otherwise there")
def test_a_large_vault_passes_by_in_pieces(tmp_path: Path) -> None:
    """Measured in a process of its own: in this one an earlier test may have reached a higher peak already."""
    cell = Cell(tmp_path / "lon")
    cell.start("--empty")
    command = [sys.executable, "-c", LARGE, str(tmp_path / "lon.age")]
    told = subprocess.run(command, env=cell.environment, capture_output=True, text=True, check=True).stdout
    size, grown = map(int, told.split())
    assert size >= 400
    assert grown < 60  # MB
