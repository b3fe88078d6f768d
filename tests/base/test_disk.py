"""A rename is written down by the disk, and waits for who has the file open."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from chibo.base import disk, swap, vault


@pytest.mark.skipif(os.name == "nt", reason="Windows writes names down by itself")
def test_a_rename_is_written_down_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda held: synced.append(os.fstat(held).st_ino))
    (tmp_path / "new").write_bytes(b"new")
    disk.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert synced == [tmp_path.stat().st_ino]


@pytest.mark.skipif(os.name == "nt", reason="Windows writes names down by itself")
def test_what_is_said_to_be_ready_is_written_down_with_all_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = swap.clear(tmp_path)
    (fresh / "files" / "aa").mkdir(parents=True)
    synced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda held: synced.add(os.fstat(held).st_ino))
    swap.ready(tmp_path)
    assert {fresh.stat().st_ino, (fresh / "files").stat().st_ino, (fresh / "files" / "aa").stat().st_ino} <= synced


@pytest.mark.skipif(os.name == "nt", reason="Windows writes names down by itself")
def test_a_new_folder_is_written_down_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda held: synced.add(os.fstat(held).st_ino))
    vault.write_whole(tmp_path / "files" / "ab" / "x", b"x")
    assert {
        tmp_path.stat().st_ino,
        (tmp_path / "files").stat().st_ino,
        (tmp_path / "files" / "ab").stat().st_ino,
    } <= synced


@pytest.mark.parametrize(("refusals", "is_done"), [(3, True), (9, False)])
def test_where_others_may_have_the_file_open_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, *, is_done: bool
) -> None:
    real, left = Path.replace, [refusals]

    def held(source: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError
        return real(source, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(disk, "IS_PATIENT", True)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    (tmp_path / "new").write_bytes(b"new")
    if is_done:
        disk.replace(tmp_path / "new", tmp_path / "old")
        assert (tmp_path / "old").exists()
    else:
        with pytest.raises(PermissionError):
            disk.replace(tmp_path / "new", tmp_path / "old")
