"""Files are whole or absent, unreadable without the key, and damage is found."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from chibo.base import keys, vault

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

PAPER = "Biên bản họp chi bộ: Lò Mẫu Én".encode()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """A vault of its own for each test."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_goes_in_comes_out(size: int) -> None:
    content = os.urandom(size)
    assert vault.read(vault.store(content)) == content


def test_the_same_content_is_kept_once(place: Path) -> None:
    assert vault.store(PAPER) == vault.store(PAPER)
    assert len(list(place.glob("??/*"))) == 1
    assert list(vault.addresses()) == [vault.store(PAPER)]


def test_nothing_can_be_read_on_the_disk(place: Path) -> None:
    digest = vault.store(PAPER)
    assert PAPER not in vault.path_of(digest).read_bytes()
    assert next(place.glob("??/*")).name != hashlib.sha256(PAPER).hexdigest()


def test_a_file_that_does_not_open_is_written_again_when_it_is_brought_again() -> None:
    path = vault.path_of(vault.store(PAPER))
    path.write_bytes(path.read_bytes()[:-1])
    assert vault.read(vault.store(PAPER)) == PAPER


@pytest.mark.parametrize("at", [3, 10, 30, -1])
def test_one_altered_byte_is_found(at: int) -> None:
    digest = vault.store(PAPER)
    path = vault.path_of(digest)
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    with pytest.raises(vault.DamagedFile):
        vault.read(digest)


def test_a_dropped_block_is_found() -> None:
    digest = vault.store(os.urandom(150_000))
    path = vault.path_of(digest)
    path.write_bytes(path.read_bytes()[: 23 + 65_552])
    with pytest.raises(vault.DamagedFile):
        vault.read(digest)


def test_another_key_does_not_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = vault.store(PAPER)
    derive = keys.derive
    monkeypatch.setattr(keys, "derive", lambda purpose, key=None: derive(purpose, key=bytes(len(key or bytes(32)))))
    with pytest.raises(vault.DamagedFile):
        vault.read(digest)


def test_a_missing_file_is_said() -> None:
    with pytest.raises(vault.DamagedFile):
        vault.read("0" * 64)


@pytest.mark.parametrize("address", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_addresses_are_taken(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        vault.path_of(address)


def test_a_full_disk_leaves_nothing_half_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(vault.DiskFull, match=r"Ổ đĩa có .* đã đầy"):
        vault.store(PAPER)
    assert [path for path in place.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_file_written_piece_by_piece_is_the_same_file(size: int) -> None:
    content = os.urandom(size)
    with vault.writing("thu") as file:
        for at in range(0, size, 7_001):
            assert file.write(content[at : at + 7_001]) == len(content[at : at + 7_001])
    assert (file.digest, file.size) == (vault.store(content), size)
    assert vault.read(file.digest) == content
    assert b"".join(vault.blocks(file.digest)) == content


def test_a_writing_that_breaks_off_leaves_nothing(place: Path) -> None:
    def break_off() -> None:
        with vault.writing("thu") as file:
            file.write(PAPER * 10_000)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert not [path for path in place.rglob("*") if path.is_file()]


def test_a_full_disk_is_said_while_writing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(vault.DiskFull, match=r"Ổ đĩa có .* đã đầy"), vault.writing("thu") as file:
        file.write(PAPER)
    assert not [path for path in place.rglob("*") if path.is_file()]


def test_a_piece_that_is_cut_off_or_altered_is_found() -> None:
    digest = vault.store(os.urandom(200_000))
    path = vault.path_of(digest)
    raw = path.read_bytes()
    for wrong in (raw[: 23 + 2 * 65_552], raw[:-1], raw[:100_000] + b"x" + raw[100_001:], b"", raw[:23]):
        path.write_bytes(wrong)
        with pytest.raises(vault.DamagedFile):
            list(vault.blocks(digest))
    vault.forget(digest)
    with pytest.raises(vault.DamagedFile):
        list(vault.blocks(digest))


def test_a_part_that_is_still_written_is_left_to_its_writer(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise PermissionError

    with vault.writing("thu") as file, monkeypatch.context() as patched:
        file.write(PAPER)
        patched.setattr("pathlib.Path.unlink", busy)
        vault.drop_part("thu")
    assert vault.read(file.digest) == PAPER
