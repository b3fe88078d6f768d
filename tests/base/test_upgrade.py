"""An upgrade: a copy first, back to it when it fails or is cut off, and back on demand."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from chibo.base import backup, presence, upgrade
from chibo.base.models import Installation
from tests.factories import MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

AT = datetime(2018, 5, 21, 5, tzinfo=UTC)


@pytest.fixture
def folder(
    tmp_path: Path, settings: Settings, transactional_db: None, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """A data folder whose database is a copy of the tests' own, so that a whole file may be exchanged."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    own = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(tmp_path / "chibo.db")])
        connection.close()
        connection.settings_dict["NAME"] = str(tmp_path / "chibo.db")
    Installation.objects.create(first_day=MONDAY)
    yield tmp_path
    connection.close()
    connection.settings_dict["NAME"] = own
    presence.leave()


def half(error: BaseException) -> object:
    """An upgrade that changes the form of the database and the data, and then does not come to its end."""

    def migrate() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE half_done (id integer)")
        Installation.objects.update(is_sample=True)
        raise error

    return migrate


def state() -> tuple[bool, bool]:
    return "half_done" in connection.introspection.table_names(), Installation.objects.get().is_sample


def test_a_failing_upgrade_leaves_everything_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "_migrate", half(ZeroDivisionError()))
    with pytest.raises(upgrade.UpgradeProblem, match="đúng như trước khi nâng cấp"):
        upgrade.run(folder, at=AT)
    assert state() == (False, False)
    assert [copy.name for copy in upgrade.copies(folder)] == ["truoc-nang-cap-lan-1-2018-05-21-050000.age"]
    assert not upgrade.was_cut_off(folder)


def test_an_upgrade_that_was_cut_off_begins_anew_from_the_old_state(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(upgrade, "_migrate", half(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            upgrade.run(folder, at=AT)
    assert state() == (True, True)
    assert upgrade.was_cut_off(folder)
    seen: list[tuple[bool, bool]] = []
    monkeypatch.setattr(upgrade, "_migrate", lambda: seen.append(state()))
    upgrade.run(folder, at=AT.replace(hour=6))
    assert seen == [(False, False)]
    assert state() == (False, False)
    assert not upgrade.was_cut_off(folder)


def test_back_to_before_the_last_upgrade_keeps_what_came_after(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    with pytest.raises(upgrade.UpgradeProblem, match="Chưa có lần nâng cấp"):
        upgrade.roll_back(folder, at=AT)
    upgrade.run(folder, at=AT)
    Installation.objects.update(is_sample=True)
    used, left = upgrade.roll_back(folder, at=AT)
    assert not Installation.objects.get().is_sample
    assert used.name == "truoc-nang-cap-lan-1-2018-05-21-050000.age"
    assert left.name == "truoc-khi-quay-lai-lan-1-2018-05-21-050000.age"
    assert left.exists()


def test_what_was_put_aside_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.DATA_DIR = folder
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    with pytest.raises(upgrade.UpgradeProblem, match="Chưa có lần quay lại nào"):
        call_command("rollback", "--yes", "--from")
    upgrade.run(folder, at=AT)
    Installation.objects.update(is_sample=True)
    _, left = upgrade.roll_back(folder, at=AT)
    out = StringIO()
    call_command("rollback", "--yes", "--from", stdout=out)
    assert Installation.objects.get().is_sample
    assert f"như trong bản {left.name}" in out.getvalue()
    assert "chibo rollback --from truoc-khi-quay-lai-lan-2-" in out.getvalue()
    with pytest.raises(upgrade.UpgradeProblem, match=f"Không thấy tệp ai.age. .*{left.name}"):
        call_command("rollback", "--yes", "--from", "ai.age")
    call_command("rollback", "--yes", "--from", upgrade.copies(folder)[0].name, stdout=out)
    assert not Installation.objects.get().is_sample
    call_command("rollback", "--yes", "--from", str(left), stdout=out)
    assert [copy.name[19:24] for copy in upgrade.put_aside(folder)] == ["lan-4", "lan-3", "lan-2"]


def test_a_backup_with_files_is_not_taken_for_a_copy_of_the_database(folder: Path) -> None:
    backup.make(connection, folder, folder / "ca.age", at=AT)
    with pytest.raises(backup.BackupProblem, match="cả cơ sở dữ liệu lẫn các tệp"):
        upgrade.roll_back(folder, at=AT, source=folder / "ca.age")


def test_there_is_no_way_back_behind_a_change_of_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    upgrade.run(folder, at=AT)
    monkeypatch.setattr(backup.restoring, "keys", SimpleNamespace(current=lambda: bytes(32)))
    with pytest.raises(upgrade.UpgradeProblem, match="Khóa đã đổi"):
        upgrade.roll_back(folder, at=AT)


def test_three_copies_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    for day in range(1, 6):
        upgrade.run(folder, at=AT.replace(day=day))
    assert [copy.name[21:31] for copy in upgrade.copies(folder)] == ["2018-05-05", "2018-05-04", "2018-05-03"]


def test_a_clock_set_back_changes_nothing_of_which_copy_is_the_latest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    for day in (1, 2, 3):
        upgrade.run(folder, at=AT.replace(day=day))
    upgrade.copies(folder)[-1].rename(
        folder / "backups" / "truoc-nang-cap-2018-05-31-050000.age"
    )  # an earlier program's
    Installation.objects.update(is_sample=True)
    upgrade.run(folder, at=AT.replace(year=2000))
    Installation.objects.update(is_sample=False)
    used, _ = upgrade.roll_back(folder, at=AT)
    assert used.name == "truoc-nang-cap-lan-4-2000-05-21-050000.age"
    assert Installation.objects.get().is_sample
    assert [copy.name[15:20] for copy in upgrade.copies(folder)] == ["lan-4", "lan-3", "lan-2"]


@pytest.mark.parametrize("note", ["", "{}", "[]", "{"])
def test_a_torn_note_gives_the_latest_copy_back(folder: Path, monkeypatch: pytest.MonkeyPatch, note: str) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda: None)
    upgrade.run(folder, at=AT)
    Installation.objects.update(is_sample=True)
    (folder / upgrade.FOLDER / "dang-nang-cap.json").write_text(note, encoding="utf-8")
    upgrade.return_if_cut_off(folder)
    assert not Installation.objects.get().is_sample
    assert not upgrade.was_cut_off(folder)


def test_a_torn_note_without_a_copy_blocks_no_start(tmp_path: Path) -> None:
    (tmp_path / upgrade.FOLDER).mkdir()
    (tmp_path / upgrade.FOLDER / "dang-nang-cap.json").write_bytes(b"")
    upgrade.return_if_cut_off(tmp_path)
    assert not upgrade.was_cut_off(tmp_path)


@pytest.mark.django_db
def test_data_of_a_later_program_are_not_opened(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    assert not upgrade.is_pending()
    MigrationRecorder(connection).record_applied("base", "0099_later")
    for ask in (upgrade.is_pending, upgrade.refuse_newer, lambda: call_command("upgrade")):
        with pytest.raises(upgrade.UpgradeProblem, match=r"bản chibo mới hơn nâng cấp \(base\.0099_later\)"):
            ask()
    settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if "socialaccount" not in name]
    MigrationRecorder(connection).record_unapplied("base", "0099_later")
    MigrationRecorder(connection).record_applied("socialaccount", "0001_initial")
    upgrade.refuse_newer()
