"""One installation from its first start to its backup, as a person lives it: by the command, in real processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 — a dataclass reads its annotations

import pytest

from chibo.base import keys, place, presence

pytestmark = pytest.mark.xdist_group("installation")  # one worker, one first start

NAME = "Lò Mẫu Không Được Thấy"
SHEET = re.compile(r"^ +(\d: [A-Z2-7 ]+)$", re.MULTILINE)
PASS_PHRASE = "ngọn núi xanh xanh"
WRITE = f"""
import os, sys
from chibo.config import prepare
from chibo.base import place, vault
prepare.existing(place.data_folder())
prepare.set_up()
from datetime import UTC, date, datetime
from django.db import transaction
from chibo.base import audit
from chibo.base.access import Actor
from chibo.register.models import Person
actor = Actor(uid="chibo", name="Người Mẫu", at=datetime(2018, 5, 21, 5, tzinfo=UTC))
with transaction.atomic():
    person = Person.objects.create(full_name={NAME!r}, native_place={NAME!r}, identity_number="012345678901")
    audit.record(actor=actor, on=date(2018, 5, 21), action="register.add_person", subject=person)
vault.store("Biên bản: {NAME}".encode() * 5000)
"""


@dataclass
class Cell:
    """A data folder with everything around it in a folder of its own."""

    root: Path
    extra: dict[str, str] = field(default_factory=dict)
    page: str = ""
    second: subprocess.CompletedProcess[str] | None = None  # of a start while another serves
    said: str = ""
    code: int = -1

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
        homes = {name: str(self.root / "home") for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME")}
        config = {"XDG_CONFIG_HOME": str(self.root / "config"), "XDG_DATA_HOME": str(self.root / "share")}
        return {**kept, **homes, **config, "PYTHONUTF8": "1", "CHIBO_DATA": str(self.data), **self.extra}

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "chibo", *arguments]
        return subprocess.run(
            command, env=self.environment, input=given, capture_output=True, text=True, timeout=1200, check=False
        )

    def start(self, *arguments: str, given: str = "", is_tried_twice: bool = False) -> tuple[str, int]:
        """Start, ask for the page, stop by Ctrl-C; give what was said and the exit code."""
        command = [sys.executable, "-m", "chibo", "start", "--no-browser", *arguments]
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows only
        with subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            creationflags=flags,
        ) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            running.stdin.write(given)
            running.stdin.close()
            said = ""
            for line in running.stdout:
                said += line
                if "đang chạy tại" in line:
                    break
            address = re.search(r"http://\S+", said)
            assert address, said
            self.page = fetch(address[0])
            self.second = self.run("start", "--no-browser") if is_tried_twice else None
            running.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
            said += running.stdout.read()
            code = running.wait(timeout=120)
        return said, code


def fetch(address: str) -> str:
    """Ask for a page; a refusal is an answer too."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory) -> Cell:
    """An empty cell after its first start, with one person and one file in it."""
    made = Cell(tmp_path_factory.mktemp("cell"))
    made.said, made.code = made.start("--empty")
    subprocess.run([sys.executable, "-c", WRITE], env=made.environment, check=True)
    return made


def sheet_of(cell: Cell) -> str:
    return "\n".join(SHEET.findall(cell.said))


def test_the_first_start_serves_a_page_and_stops_cleanly(cell: Cell) -> None:
    assert cell.code == 0
    assert "<html" in cell.page
    assert "Đã dừng" in cell.said
    assert "Traceback" not in cell.said


def test_the_recovery_sheet_is_shown_once_and_opens_the_key(cell: Cell) -> None:
    kept = next((cell.root / "config").rglob("*.key")).read_text(encoding="ascii").strip()
    assert keys.from_sheet(sheet_of(cell)).hex() == kept


def test_the_key_and_its_sheet_lie_nowhere_in_the_data_folder(cell: Cell) -> None:
    key = keys.from_sheet(sheet_of(cell))
    for path in everything(cell.data):
        held = path.read_bytes()
        assert key not in held
        assert key.hex().encode() not in held
        assert sheet_of(cell).splitlines()[0].encode() not in held


def everything(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert len(found) >= 3
    return found


def test_no_plain_name_is_in_the_bytes_of_the_data_folder(cell: Cell) -> None:
    for path in everything(cell.data):
        held = path.read_bytes()
        for secret in (NAME, NAME.rpartition(" ")[2], "012345678901", "register_person"):
            assert secret.encode() not in held, path.name
            assert secret.encode("utf-16-le") not in held, path.name
        assert not held.startswith(b"SQLite format 3")


def test_a_second_start_takes_the_data_and_shows_no_sheet_and_one_meanwhile_is_told_where(cell: Cell) -> None:
    said, code = cell.start(is_tried_twice=True)
    assert code == 0
    assert not SHEET.findall(said)
    assert cell.second is not None
    assert cell.second.returncode == 3
    address = re.search(r"http://\S+", said)
    assert address
    assert f"chibo đang chạy trên dữ liệu này rồi: mở {address[0]} trong trình duyệt" in cell.second.stderr


def test_the_kind_cannot_be_mixed_up(cell: Cell) -> None:
    done = cell.run("start", "--sample", "--no-browser")
    assert done.returncode == 3
    assert "đang giữ dữ liệu của chi bộ thật" in done.stderr


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    cell = Cell(tmp_path)
    cell.data.mkdir()
    (cell.data / "thư.txt").write_text("của người khác", encoding="utf-8")
    done = cell.run("start", "--empty", "--no-browser")
    assert done.returncode == 3
    assert "không trống" in done.stderr
    assert [path.name for path in cell.data.iterdir()] == ["thư.txt"]


def test_a_wrong_key_is_one_clear_line(cell: Cell, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("ab" * 32, encoding="ascii")
    done = Cell(cell.root, {"CHIBO_KEY_FILE": str(tmp_path / "key")}).run("verify")
    assert done.returncode == 3
    assert "sai khóa" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_lost_key_is_said(cell: Cell, tmp_path: Path) -> None:
    done = Cell(cell.root, {"XDG_CONFIG_HOME": str(tmp_path)}).run("verify")
    assert done.returncode == 3
    assert "Không tìm thấy tệp khóa" in done.stderr


def test_verify_finds_it_whole(cell: Cell) -> None:
    done = cell.run("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nguyên vẹn" in done.stdout


def test_verify_finds_an_altered_file_and_an_altered_page(cell: Cell, tmp_path: Path) -> None:
    copy = Cell(tmp_path, {"XDG_CONFIG_HOME": str(cell.root / "config")})
    copy_all(cell.data, copy.data)
    (stored,) = (path for path in (copy.data / "files").rglob("*") if path.is_file())
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    done = copy.run("verify")
    assert done.returncode == 1
    assert "bị hỏng" in done.stdout
    raw = bytearray((copy.data / "chibo.db").read_bytes())
    raw[len(raw) // 2] ^= 255
    (copy.data / "chibo.db").write_bytes(raw)
    assert copy.run("verify").returncode in {1, 3}


@pytest.mark.parametrize("sealed_by", ["sheet", "pass phrase"])
def test_a_backup_comes_back_on_another_machine(cell: Cell, tmp_path: Path, sealed_by: str) -> None:
    target = tmp_path / "chibo.age"
    flags = [] if sealed_by == "sheet" else ["--pass-phrase"]
    given = sheet_of(cell) if sealed_by == "sheet" else PASS_PHRASE
    done = cell.run("backup", str(target), *flags, given=given + "\n")
    assert done.returncode == 0, done.stderr
    assert NAME.encode() not in target.read_bytes()
    elsewhere = Cell(tmp_path / "elsewhere")
    back = elsewhere.run("restore", str(target), given=given + "\n")
    assert back.returncode == 0, back.stderr
    assert elsewhere.run("verify").returncode == 0
    assert (elsewhere.data / place.MARKER).exists()
    again = elsewhere.run("restore", str(target), given=given + "\n")
    assert again.returncode == 3
    assert "không trống" in again.stderr


def test_a_damaged_backup_or_a_wrong_sheet_restores_nothing(cell: Cell, tmp_path: Path) -> None:
    target = tmp_path / "chibo.age"
    assert cell.run("backup", str(target)).returncode == 0
    elsewhere = Cell(tmp_path / "elsewhere")
    other = "\n".join(keys.to_sheet(bytes(32)))
    assert "Phiếu khôi phục không mở được" in elsewhere.run("restore", str(target), given=other).stderr
    target.write_bytes(target.read_bytes()[:-100])
    assert "bị cắt ngang" in elsewhere.run("restore", str(target), given=sheet_of(cell)).stderr
    left = [path.name for path in elsewhere.data.iterdir()] if elsewhere.data.exists() else []
    assert left in ([], [presence.LOCK]), "the lock says that nobody else may restore there meanwhile"


def test_a_backup_never_overwrites(cell: Cell, tmp_path: Path) -> None:
    (tmp_path / "old.age").write_text("cũ", encoding="utf-8")
    done = cell.run("backup", str(tmp_path / "old.age"))
    assert done.returncode == 3
    assert (tmp_path / "old.age").read_text(encoding="utf-8") == "cũ"


def test_a_pass_phrase_is_asked_from_then_on(tmp_path: Path) -> None:
    cell = Cell(tmp_path)
    assert cell.start("--empty", "--pass-phrase", given=f"{PASS_PHRASE}\n")[1] == 0
    assert list((tmp_path / "config").rglob("*.key")) == []
    assert cell.run("verify", given=f"{PASS_PHRASE}\n").returncode == 0
    wrong = cell.run("verify", given="ngọn núi khác hẳn\n")
    assert wrong.returncode == 3
    assert "Cụm mật khẩu không đúng" in wrong.stderr


def test_a_taken_port_is_said(cell: Cell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = cell.run("start", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 3
    assert "đang có chương trình khác dùng" in done.stderr


# --- another key ---

CHANGE = """
import os, signal
from chibo.config import cli, prepare
set_up = prepare.set_up
def cut(reached):
    if reached == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)
def then():
    set_up()
    from chibo.base import rekey
    rekey._reached = cut
prepare.set_up = then
raise SystemExit(cli.main(["change-key", "--yes"]))
"""
READ = """
from chibo.config import prepare
from chibo.base import place, vault
prepare.existing(place.data_folder())
prepare.set_up()
from chibo.register.models import Person
print(Person.objects.get().identity_number, *(len(vault.read(digest)) for digest in vault.addresses()))
"""
LENGTH = len(f"Biên bản: {NAME}".encode()) * 5000


def copy_of(cell: Cell, root: Path) -> Cell:
    """The same installation on a machine of its own."""
    for name in ("data", "config"):
        copy_all(cell.root / name, root / name)
    return Cell(root)


def read_by(cell: Cell) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READ], env=cell.environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def copy_all(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            place_of = target / path.relative_to(source)
            place_of.parent.mkdir(parents=True, exist_ok=True)
            place_of.write_bytes(path.read_bytes())


def test_a_key_is_changed_and_drilled_and_the_old_sheet_opens_old_backups_only(cell: Cell, tmp_path: Path) -> None:
    own = copy_of(cell, tmp_path / "own")
    assert own.run("backup", str(tmp_path / "old.age")).returncode == 0
    done = own.run("change-key", "--yes")
    assert done.returncode == 0, done.stderr
    new, old = "\n".join(SHEET.findall(done.stdout)), sheet_of(cell)
    assert read_by(own) == f"012345678901 {LENGTH}"
    assert own.run("verify").returncode == 0
    drilled = own.run("drill", given=new + "\n")
    assert drilled.returncode == 0
    assert "Phiếu mở được dữ liệu đang dùng." in drilled.stdout
    assert "Phiếu khôi phục không mở được" in drilled.stdout  # the last backup is under the old key
    assert own.run("drill", given=old + "\n").returncode == 1
    elsewhere = Cell(tmp_path / "elsewhere")
    assert elsewhere.run("restore", str(tmp_path / "old.age"), given=old + "\n").returncode == 0
    assert read_by(elsewhere) == f"012345678901 {LENGTH}"


@pytest.mark.parametrize(
    "stage",
    ["database", *(pytest.param(name, marks=pytest.mark.long) for name in ("begun", "files", "kept", "ready"))],
)
def test_killed_while_the_key_changes_one_key_opens_everything(cell: Cell, tmp_path: Path, stage: str) -> None:
    own = copy_of(cell, tmp_path)
    subprocess.run([sys.executable, "-c", CHANGE.format(stage=stage)], env=own.environment, check=False)
    assert (own.data / "dang-doi").exists()
    assert own.run("verify").returncode == 0
    assert read_by(own) == f"012345678901 {LENGTH}"
    assert not (own.data / "dang-doi").exists()


SERVING = """
import sys
from chibo.config import wsgi
print("serving", flush=True)
sys.stdin.read()
"""


def test_a_server_of_its_own_holds_the_folder_and_serves_no_network_before_there_is_an_owner(
    cell: Cell, tmp_path: Path
) -> None:
    own = copy_of(cell, tmp_path)
    own.extra["CHIBO_KEY_FILE"] = str(next((tmp_path / "config").rglob("*.key")))
    command = [sys.executable, "-c", SERVING]
    networked = {**own.environment, "CHIBO_HTTPS": "1", "CHIBO_HOSTS": "chibo.test"}
    refused = subprocess.run(command, env=networked, input="", capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "Chưa có tài khoản nào nên chưa cho máy khác vào." in refused.stderr
    with subprocess.Popen(
        command, env=own.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == "serving"
        done = own.run("change-key", "--yes")
        server.kill()
    assert len(list((own.root / "home").rglob("chibo.stamp"))) == 1, "style sheets are collected for who only serves"
    assert done.returncode == 3, done.stdout
    assert "đang mở dữ liệu này ở một cửa sổ khác" in done.stderr
