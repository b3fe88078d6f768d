"""Uploads and templates gone wrong by the thousand: refused in words, or kept; never a crash, an escape, a plain copy.

Files are mutated copies of true ones and hostile templates, by a seeded generator. The process that opens them is the
program's own (``workshop_bench``), kept for the whole test so that two thousand inputs take minutes: if it breaks or
hangs on any of them the test fails.
"""

from __future__ import annotations

import io
import random
import tempfile
import threading
import uuid
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.documents import actions, render, workshop
from chibo.documents.models import OfficeTemplate, Scan
from chibo.documents.office import catalogue
from chibo.documents.queries.scans import Shelf
from tests.documents import samples
from tests.documents.office_files import FORM, REGIME, downloaded, word
from tests.documents.reading import text
from tests.documents.scan_files import pdf, photograph, picture
from tests.factories import MONDAY, OrganisationFactory, actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import Popen

    from pytest_django import Settings

SEED = 20261128
MARK = "LòMẫuDấuVết7391"  # stands in every input; may stand nowhere on the disk
PATIENCE = 20.0
HERE = uuid.UUID(int=1)
OUTSIDE = Path(f"/tmp/chibo-{uuid.uuid4().hex}.xml")  # of chance: nobody else on the machine makes it
STRANGE = ("../x.xml", str(OUTSIDE), "word/vbaProject.bin", "C:x.xml", "a\\..\\b.xml", "word/x.bin")
ESCAPED = ("<class", "<built-in", "<bound method", "object at 0x", "__", "Undefined", "root:", "jinja2", "<function")

PIECES = [
    *["{{", "}}", "{%", "%}", "{#", "#}", "{%p", "{%tr", "{{r", "«", "»", "<<", ">>", "|", ".", "(", ")", "[", "]"],
    *["~", "*", "**", "-%}", "{%-", "'", '"', ",", "=", " ", "\n"],
    *["họ_tên", "nơi_nhận", "việc_được_giao", "kết_luận", "loop", "self", "cycler", "range(10**9)", "namespace"],
    *["if", "for x in", "endif", "endfor", "else", "elif", "set x =", "macro m()", "endmacro", "include", "import"],
    *["nếu ", "hết nếu", "mỗi x trong ", "hết mỗi", "còn không", "không có ", " và ", " hoặc ", "thứ tự"],
    *["__class__", "__mro__", "__subclasses__()", "__globals__", "__init__", "items", "format", "attr('x')", "safe"],
    *["x.y", "1", "10**9", "'a'*99999", "<w:t>", "</w:p>", "&lt;", "\u202e", "chữ_hoa", "join", "map", "colspan 9"],
]


class Bench:
    """The workshop's process, asked again and again; ended, and the test failed, when it takes too long."""

    def __init__(self) -> None:
        self.process: Popen[bytes] = workshop.started()

    def run(self, job: str, content: bytes, **asked: Any) -> dict[str, Any]:
        asked.pop("seconds", None)
        sent, said = self.process.stdin, self.process.stdout
        assert sent is not None
        assert said is not None
        watch = threading.Timer(PATIENCE, self.process.kill)
        watch.start()
        try:
            sent.write(workshop.frame({"job": job, **asked}, content))
            sent.flush()
            head = said.read(8)
            assert head, f"the process broke on {job}, {len(content)} bytes"
            return workshop.unframed(head + said.read(int(head, 16)))
        finally:
            watch.cancel()

    def close(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench()
    monkeypatch.setattr(workshop, "run", made.run)
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk as the program sees it: its vault, and the folder for temporary files."""
    settings.CHIBO_FILES_DIR = tmp_path / "data" / "files"
    settings.DATA_DIR = tmp_path / "data"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return tmp_path


# --- inputs ---


@cache
def _true_files() -> dict[str, tuple[bytes, ...]]:
    marked = word(f"{MARK} «họ_tên»", "«nếu kết_nạp_lại»lại«hết nếu»", "«mỗi dòng trong nơi_nhận»«dòng»«hết mỗi»")
    return {
        "docx": (marked, downloaded(), downloaded("11-knd"), downloaded("bien-ban")),
        "pdf": (pdf(1), pdf(3), samples.PDF),
        "image": (photograph(), photograph(300, 200, turned=True), picture(), picture("P"), samples.png()),
    }


def hostile_words(rng: random.Random) -> bytes:
    lines = ["".join(rng.choices(PIECES, k=rng.randint(1, 14))) for _ in range(rng.randint(1, 6))]
    # what XML cannot hold, no editor writes
    return word(MARK, *("".join(letter for letter in line if letter >= " ") for line in lines))


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Bytes turned, cut, doubled, exchanged."""
    raw = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        if not raw:
            break
        at, length = rng.randrange(len(raw)), rng.choice((1, 1, 2, 4, 64))
        match rng.randrange(5):
            case 0:
                raw[at] = rng.randrange(256)
            case 1:
                del raw[at : at + length]
            case 2:
                raw[at:at] = raw[at : at + length] * rng.choice((1, 2, 50))
            case 3:
                raw[at : at + length] = rng.randbytes(length)
            case _:
                del raw[at + 1 :]
    return bytes(raw)


def mutated_inside(rng: random.Random, content: bytes) -> bytes:
    """A well-made archive around a part gone wrong, a strange name, or a part that does not belong."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = rng.choice([name for name in names if name.startswith("word/") and name.endswith((".xml", ".rels"))])
        for name in names:
            part = old.read(name)
            new.writestr(name, _spoilt(rng, part) if name == victim else part)
        if rng.random() < 0.3:
            new.writestr(rng.choice(STRANGE), MARK.encode())
    return out.getvalue()


def _spoilt(rng: random.Random, part: bytes) -> bytes:
    match rng.randrange(4):
        case 0:
            return mutated(rng, part)
        case 1:
            tags = part.split(b"<")
            rng.shuffle(tags)
            return b"<".join(tags)
        case 2:
            evil = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
            return part.replace(b"?>", b"?>" + evil, 1)
        case _:
            said = "".join(rng.choices(PIECES, k=6)).replace("&", "&amp;").replace("<", "&lt;")
            return part.replace(b"</w:t>", said.encode() + b"</w:t>", rng.choice((1, 3)))


def nested(rng: random.Random) -> bytes:
    depth = rng.choice((2, 5, 9, 60))
    rows = "«mỗi x trong nơi_nhận»" if rng.random() < 0.5 else "{% if họ_tên %}"
    return word(MARK, rows * depth + "x" + ("«hết mỗi»" if "mỗi" in rows else "{% endif %}") * depth)


def templates(rng: random.Random) -> bytes:
    match rng.randrange(5):
        case 0:
            return hostile_words(rng)
        case 1:
            return mutated(rng, rng.choice(_true_files()["docx"]))
        case 2:
            return nested(rng)
        case 3:
            return rng.choice((samples.xlsx, samples.png, lambda: samples.archive("a", "b"), lambda: b""))()
        case _:
            return mutated_inside(rng, rng.choice(_true_files()["docx"]))


def scans(rng: random.Random) -> bytes:
    kind = rng.choice(("pdf", "image", "image", "docx"))
    content = rng.choice(_true_files()[kind])
    if rng.random() < 0.1:
        return content
    if kind == "image" and rng.random() < 0.3:  # a header that promises more than there is
        at = content.find(b"\xff\xc0") + 5 if content[:2] == b"\xff\xd8" else 16
        return content[:at] + rng.randbytes(4) + content[at + 4 :]
    return mutated(rng, content)


# --- what may happen ---


def in_words(refused: FaultyError) -> None:
    """Every reason says what is wrong and what to do."""
    assert refused.faults
    assert all(fault.what and (fault.next or fault.why) for fault in refused.faults)


def keep_template(content: bytes) -> None:
    """Upload it; what is kept is filled, and says nothing but the facts."""
    try:
        version = actions.keep_template(
            actor=actor(),
            on=MONDAY,
            organisation_uid=HERE,
            scope_key="0001",
            regime=REGIME,
            template=FORM,
            name="mẫu.docx",
            content=content,
        )
    except FaultyError as refused:
        in_words(refused)
        return
    source = actions.open_template(actor=actor(), on=MONDAY, version=version)
    try:
        said = text(render.fill_from(source, catalogue.sample(REGIME, FORM), name=FORM).content)
    except FaultyError:
        return
    plain = text(source)
    assert [sign for sign in ESCAPED if sign in said and sign not in plain] == []


def keep_scan(shelf: Shelf, content: bytes) -> None:
    try:
        scan, _ = actions.add_scan(actor=actor(), on=MONDAY, shelf=shelf, name="giấy.pdf", content=content)
    except FaultyError as refused:
        in_words(refused)
        return
    assert actions.open_scan(actor=actor(), on=MONDAY, scan=scan) == content


def attack(rng: random.Random, times: int) -> None:
    shelf = Shelf(
        subject=OrganisationFactory.create(),
        organisation_uid=HERE,
        scope_key="0001",
        seen_with=Permission.VIEW_CASES,
        kept_with=Permission.RECORD_STEPS,
    )
    verbs: list[Callable[[], None]] = [
        lambda: keep_template(templates(rng)),
        lambda: keep_scan(shelf, scans(rng)),
    ]
    for _ in range(times):
        rng.choice(verbs)()


def look_at_the_disk(place: Path, outside: set[Path]) -> None:
    """Nothing beside the vault, nothing in it in the clear."""
    files = [path for path in place.rglob("*") if path.is_file()]
    vault = place / "data" / "files"
    assert [path for path in files if not path.is_relative_to(vault)] == []
    for path in files:
        raw = path.read_bytes()
        assert raw.startswith(b"chibo1\n"), path
        assert not any(sign in raw for sign in (MARK.encode(), b"%PDF", b"JFIF", b"PK\x03\x04", b"word/document"))
    assert not OUTSIDE.exists()
    assert set(Path(tempfile.gettempdir()).iterdir()) == outside


@pytest.mark.django_db
def test_a_hundred_seeded_inputs(bench: Bench, place: Path) -> None:
    keep_template(_true_files()["docx"][0])
    attack(random.Random(SEED), 100)
    look_at_the_disk(place, set())
    assert OfficeTemplate.objects.exists()
    assert Scan.objects.exists()


@pytest.mark.long
@pytest.mark.django_db
def test_thousands_of_inputs(bench: Bench, place: Path) -> None:
    for batch in range(10):
        attack(random.Random(SEED + 1 + batch), 250)
    look_at_the_disk(place, set())
