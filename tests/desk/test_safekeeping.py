"""Cài đặt › Sao lưu: made, tried, fetched; by the plan, told when it is missed; the only proved one never goes."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.core.management import call_command
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from chibo.accounts.models import User
from chibo.accounts.queries import actor_for_user
from chibo.base import backup, clock, jobs, keys, vault
from chibo.base.dates import local_day
from chibo.base.models import AuditEntry, Backup, Installation, Job, Safekeeping
from chibo.base.refusal import FaultyError
from chibo.base.vault import DiskFull
from chibo.desk.management import schedule
from chibo.desk.safekeeping import queries
from chibo.desk.safekeeping.rotation import Kept, to_drop
from chibo.documents.models import StoredFile
from tests.factories import OrganisationFactory
from tests.sample import lay_sample

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from chibo.register.models import Organisation

PAGE = "/cai-dat/sao-luu/"


@pytest.fixture
def cell(transactional_db: None, tmp_path: Path, settings: Settings) -> Organisation:
    settings.CHIBO_JOBS = "worker"
    settings.DATA_DIR = tmp_path / "data"
    settings.CHIBO_FILES_DIR = tmp_path / "data" / "files"
    (tmp_path / "data").mkdir()
    (tmp_path / "usb").mkdir()
    if connection.vendor == "sqlite":
        (tmp_path / "data" / "chibo.db").write_bytes(b"")  # its size is asked for; the database itself lies elsewhere
    keys.use(bytes.fromhex("5a" * 32))
    return lay_sample()


def signed_in(client: Client, username: str, *, is_fresh: bool = True) -> Client:
    client.force_login(
        User.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    if is_fresh:
        session = client.session
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(User.objects.get(username=username).pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session.save()
    return client


def said(answer: Any) -> str:
    return str(answer.content.decode())


def plan(folder: Path, **more: int) -> dict[str, object]:
    return {
        "folder": str(folder),
        "every_days": 7,
        "remind_after_days": 14,
        "keep_daily": 7,
        "keep_weekly": 4,
        "keep_monthly": 12,
        **more,
    }


def acts() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="base.").order_by("id").values_list("action", flat=True))


def test_one_is_made_tried_and_fetched(cell: Organisation, client: Client, tmp_path: Path) -> None:
    signed_in(client, "bi-thu")
    assert 'href="/cai-dat/sao-luu/"' in said(client.get("/cai-dat/"))
    assert "Chưa sao lưu lần nào." in said(client.get(PAGE))
    assert client.post(f"{PAGE}ngay/").status_code == 422
    assert client.post(PAGE, plan(tmp_path / "usb")).status_code == 302
    job = client.post(f"{PAGE}ngay/")["Location"]
    assert jobs.run_waiting() == 1
    told = said(client.get(job))
    assert "Đã khôi phục vào một nơi tạm và đếm" in told
    assert ("Tải tệp" in told, 'href="/cai-dat/sao-luu/"' in told) == (False, True)
    made = Backup.objects.get(proved_at__isnull=False)
    (file,) = (tmp_path / "usb").iterdir()
    assert made.path == str(file)
    assert "Dùng được" in said(client.get(PAGE))
    answer = client.get(f"{PAGE}{made.uid}/chibo.age")
    assert b"".join(answer.streaming_content) == file.read_bytes()  # type: ignore[attr-defined]
    file.write_bytes(file.read_bytes()[:-100])
    job = client.post(f"{PAGE}{made.uid}/thu/")["Location"]
    jobs.run_waiting()
    assert "bị cắt ngang" in said(client.get(job))
    assert "Không dùng được" in said(client.get(PAGE))
    file.unlink()
    assert "không thấy tệp" in said(client.get(PAGE))
    assert client.get(f"{PAGE}{made.uid}/chibo.age").status_code == 422
    assert [act for act in acts() if "job" not in act] == [
        "base.set_up_backups",
        "base.make_backup",
        "base.fetch_backup",
        "base.try_backup",
    ]


def test_who_may_not_and_who_is_not_fresh(cell: Organisation, client: Client, tmp_path: Path) -> None:
    made = Backup.objects.create(made_at=clock.now(), made_by="x", reason="asked", path="/x", size=1, files=1, rows=1)
    signed_in(client, "bi-thu", is_fresh=False)
    assert "/tai-khoan/" in client.get(f"{PAGE}{made.uid}/chibo.age")["Location"]
    for name in ("chi-uy-vien", "nguoi-giup-do"):
        if User.objects.filter(username=name).exists():
            signed_in(client, name)
            assert client.get(PAGE).status_code == 403
            assert "Sao lưu</a>" not in said(client.get("/cai-dat/"))
    OrganisationFactory(scope_key="z900", name="Chi bộ khác")
    signed_in(client, "bi-thu")
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{made.uid}/thu/").status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("folder", "told"), [("sao-luu", "cả đường dẫn"), ("{data}/sao-luu", "trong chính thư mục dữ liệu")]
)
def test_a_place_that_would_not_help_is_refused(
    cell: Organisation, client: Client, tmp_path: Path, folder: str, told: str
) -> None:
    signed_in(client, "bi-thu")
    answer = client.post(PAGE, {**plan(tmp_path), "folder": folder.format(data=tmp_path / "data")})
    assert answer.status_code == 422
    assert told in said(answer)


def real(cell: Organisation) -> None:
    """No sample any more: the plan works and reminders are told."""
    Installation.objects.update(is_sample=False, working_day=None)


def test_the_command_takes_no_place_within_the_data_either(cell: Organisation, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for place in (tmp_path / "data" / "x.age", tmp_path / "link" / "x.age", tmp_path / "data" / "backups" / "x.age"):
        with pytest.raises(FaultyError, match="nằm trong chính thư mục dữ liệu"):
            call_command("backup", str(place))
    assert list((tmp_path / "data").glob("*.age")) == []


def test_the_plan_is_kept_and_what_it_misses_is_told(
    cell: Organisation, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = tmp_path / "usb"
    Safekeeping.objects.create(folder=str(usb), every_days=7, keep_daily=1, keep_weekly=0, keep_monthly=0)
    assert schedule.look() is False  # a sample makes none by itself
    real(cell)
    usb.rename(tmp_path / "away")
    assert schedule.look() is False
    assert schedule.look() is False
    assert acts().count("base.miss_backup") == 1
    signed_in(client, "bi-thu")
    for page in ("/viec-can-lam/", "/cai-dat/"):
        assert "Chưa sao lưu được theo lịch" in said(client.get(page))
    (tmp_path / "away").rename(usb)
    assert schedule.look() is True
    assert schedule.look() is False
    assert "Chưa sao lưu được" not in said(client.get("/viec-can-lam/"))
    first = Backup.objects.get()
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    call_command("backup", "--scheduled")
    first.refresh_from_db()
    assert first.dropped_at == later
    assert len(list(usb.iterdir())) == 1


# A proved backup on a stick that is not in the machine.
AWAY: Final[dict[str, Any]] = {
    "made_by": "x",
    "reason": "asked",
    "path": "/khong-cam/x.age",
    "size": 1,
    "files": 1,
    "rows": 1,
    "proved_at": datetime(2018, 5, 21, tzinfo=UTC),
}


def test_an_old_backup_is_told_on_the_first_page(cell: Organisation, client: Client) -> None:
    now = clock.now()
    actor = actor_for_user(User.objects.get(username="bi-thu"), at=now, on=clock.today())
    assert queries.reminder(actor) is None
    real(cell)
    Installation.objects.update(first_day=local_day(now) - timedelta(days=20))
    told = queries.reminder(actor)
    assert told is not None
    assert told.what == "Chưa sao lưu lần nào, đã 20 ngày từ khi cài."
    made = Backup.objects.create(made_at=now, **AWAY)
    assert queries.reminder(actor) is None
    Backup.objects.filter(pk=made.pk).update(made_at=now - timedelta(days=14))
    told = queries.reminder(actor)
    assert told is not None
    assert told.what == "Đã 14 ngày chưa sao lưu."


def test_days_without_a_backup_are_counted_by_the_days_of_viet_nam(cell: Organisation) -> None:
    night = datetime(2026, 3, 4, 18, tzinfo=UTC)  # one in the morning of 5-3-2026
    actor = actor_for_user(User.objects.get(username="bi-thu"), at=night, on=date(2026, 3, 5))
    real(cell)
    Installation.objects.update(first_day=date(2026, 2, 13))
    told = queries.reminder(actor)
    assert told is not None
    assert told.what == "Chưa sao lưu lần nào, đã 20 ngày từ khi cài."


def test_a_backup_that_is_gone_or_proved_bad_counts_for_none(cell: Organisation, tmp_path: Path) -> None:
    now = clock.now()
    planned(cell, tmp_path)
    actor = actor_for_user(User.objects.get(username="bi-thu"), at=now, on=clock.today())
    Backup.objects.create(made_at=now - timedelta(days=3), **AWAY)
    assert not queries.is_due(now), "the stick is away, its file is not gone"
    made = Backup.objects.create(made_at=now, **{**AWAY, "path": str(tmp_path / "nay.age")})
    told = queries.reminder(actor)
    assert told is not None
    assert told.what == f"Bản sao lưu nay.age không còn ở {tmp_path}."
    assert queries.is_due(now + timedelta(days=5)), "the one before counts"
    (tmp_path / "nay.age").write_bytes(b"x")
    assert queries.reminder(actor) is None
    assert not queries.is_due(now + timedelta(days=5))
    Backup.objects.update(proved_at=None)
    Backup.objects.filter(pk=made.pk).update(proof="nay.age đã hỏng.")
    assert queries.is_due(now)
    told = queries.reminder(actor)
    assert told is not None
    assert told.what == "Không bản sao lưu nào dùng được: bản gần nhất thử không mở được. nay.age đã hỏng."


def test_a_clock_that_stood_ahead_stops_no_planned_backup(cell: Organisation, tmp_path: Path) -> None:
    now = clock.now()
    real(cell)
    Safekeeping.objects.create(folder=str(tmp_path / "usb"), every_days=7)
    given = AWAY
    Backup.objects.create(made_at=now + timedelta(days=365), **given)
    assert queries.is_due(now), "it was made a year ahead: nobody knows how old it is"
    Backup.objects.create(made_at=now, **given)
    assert not queries.is_due(now)
    assert not queries.is_due(now + timedelta(days=6))
    assert queries.is_due(now + timedelta(days=7))


def test_a_backup_made_ahead_of_the_clock_is_told_and_one_that_went_is_not_the_last(cell: Organisation) -> None:
    now = clock.now()
    real(cell)
    actor = actor_for_user(User.objects.get(username="bi-thu"), at=now, on=clock.today())
    given = AWAY
    ahead = Backup.objects.create(made_at=now + timedelta(days=3650), **given)
    told = queries.reminder(actor)
    assert told is not None
    assert "đồng hồ máy đã chạy sai" in told.what
    Backup.objects.create(made_at=now, **given, dropped_at=now)
    assert queries.last() == ahead


# --- what stops a backup ---


def planned(cell: Organisation, folder: Path, **more: int) -> None:
    real(cell)
    Safekeeping.objects.create(folder=str(folder), every_days=7, **more)


def lines_of_plan(folder: Path, days: int) -> list[Backup]:
    """Backups by the plan on days that went by, each with its file."""
    for ago in range(days, 0, -1):
        (folder / f"{ago}.age").write_bytes(b"x" * 10)
    given = {"made_by": "x", "reason": "scheduled", "size": 1, "files": 1, "rows": 1}
    return [
        Backup.objects.create(
            made_at=clock.now() - timedelta(days=ago),
            path=str(folder / f"{ago}.age"),
            proved_at=clock.now() if ago == days else None,
            **given,
        )
        for ago in range(days, 0, -1)
    ]


def test_a_full_stick_lets_the_old_ones_go_and_is_told(
    cell: Organisation, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = tmp_path / "usb"
    planned(cell, usb, keep_daily=3, keep_weekly=0, keep_monthly=0)
    proved, *_ = lines_of_plan(usb, 8)
    tries: list[int] = []

    def full(*_: object, **__: object) -> object:
        tries.append(len(list(usb.iterdir())))
        raise DiskFull(28, "đầy", str(usb))

    monkeypatch.setattr(backup, "make", full)
    monkeypatch.setattr(queries, "is_due", lambda _: True)
    assert schedule.look() is False
    assert tries == [8, 3], "the only proved one and the last two stay beside the one that is to come"
    assert Backup.objects.filter(dropped_at=None).count() == 3
    assert (usb / "8.age").exists()
    assert proved in Backup.objects.filter(dropped_at=None)
    assert schedule.look() is False
    assert tries == [8, 3, 3], "nothing more goes"
    signed_in(client, "bi-thu")
    assert f"hết chỗ ở {usb}" in said(client.get(PAGE))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (vault.DamagedFile("Tệp abc… bị mất"), "Tệp abc… bị mất"),
        (OperationalError("database or disk is full"), "hết chỗ ở"),
        (OperationalError("disk I/O error"), "chibo verify"),
        (ValueError("nobody thought of it"), "chưa lường trước (ValueError)"),
    ],
)
def test_whatever_stops_a_planned_backup_is_on_record(
    cell: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    planned(cell, tmp_path / "usb")

    def broken(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(backup, "make", broken)
    assert schedule.look() is False
    assert told in queries.plan().problem


def test_a_backup_with_a_damaged_file_in_it_is_made_and_told(
    cell: Organisation, client: Client, tmp_path: Path
) -> None:
    planned(cell, tmp_path / "usb")
    path = vault.path_of(vault.store(b"paper" * 100))
    path.write_bytes(path.read_bytes()[:-1])
    assert schedule.look() is True
    signed_in(client, "bi-thu")
    assert "Đã sao lưu, nhưng 1 tệp trong kho đã hỏng" in said(client.get("/viec-can-lam/"))
    page = said(client.get(PAGE))
    assert "Đã sao lưu, nhưng có tệp hỏng" in page
    assert "Chưa sao lưu được" not in page


def test_with_the_vault_gone_it_is_told_and_the_backups_that_hold_the_files_stay(
    cell: Organisation, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(cell, tmp_path / "usb", keep_daily=1, keep_weekly=0, keep_monthly=0)
    digests = [vault.store(text) for text in (b"first", b"second")]
    for digest in digests:
        StoredFile.objects.create(
            organisation_uid=uuid.uuid4(), digest=digest, name="giấy", size=5, media_type="text/plain"
        )
    started = clock.now()

    def after(days: int) -> str:
        monkeypatch.setattr(clock, "now", lambda: started + timedelta(days=days))
        monkeypatch.setattr(queries, "is_due", lambda _: True)
        assert schedule.look() is True
        return queries.plan().problem

    assert after(0) == ""
    (whole,) = (tmp_path / "usb").iterdir()
    (tmp_path / "data" / "files").rename(tmp_path / "gone")
    for day in range(1, 4):
        told = after(day)
        assert "2 tệp trong kho không còn, dù sổ có ghi" in told
        assert digests[0][:12] in told
    assert whole.exists()
    assert len(list((tmp_path / "usb").iterdir())) == 2, "those made since are rotated as ever"
    assert "Đã sao lưu, nhưng có tệp hỏng" in said(signed_in(client, "bi-thu").get(PAGE))
    (tmp_path / "gone").rename(tmp_path / "data" / "files")
    assert after(4) == ""
    assert not whole.exists()


def test_what_others_left_in_the_vault_stops_nothing_and_a_file_the_disk_does_not_read_is_named(
    cell: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(cell, tmp_path / "usb")
    good, bad = vault.path_of(vault.store(b"paper" * 100)), vault.path_of(vault.store(b"scan" * 100))
    for stray in ("Thumbs.db", f"{good.name} (1)", ".DS_Store"):
        (good.parent / stray).write_bytes(b"of others")
    (good.parent / ("0" * 64)).mkdir()
    opened = type(good).open

    def unread(path: Path, *args: Any, **more: Any) -> Any:
        if path == bad:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **more)

    monkeypatch.setattr(type(good), "open", unread)
    assert schedule.look() is True
    told = queries.plan().problem
    assert bad.name[:12] in told
    assert good.name[:12] not in told


# --- rotation ---

START = date(2018, 1, 1)


def test_days_weeks_and_months_are_kept() -> None:
    made = [Kept(key=day, on=START + timedelta(days=day), is_proved=True) for day in range(100)]
    dropped = to_drop(made, daily=3, weekly=2, monthly=3)
    kept = [START + timedelta(days=day) for day in range(100) if day not in dropped]
    assert kept == [date(2018, 2, 28), date(2018, 3, 31), date(2018, 4, 8), *(date(2018, 4, day) for day in (9, 10))]


def test_a_clock_set_back_lets_no_backup_go_that_was_just_made() -> None:
    ahead = [Kept(key=key, on=date(2028, 1, 1) + timedelta(days=key), is_proved=True) for key in range(5)]
    just = Kept(key=5, on=date(2018, 5, 21), is_proved=True)
    dropped = to_drop([*ahead, just], daily=2, weekly=0, monthly=0)
    assert dropped == [0, 1, 2, 3]


@given(
    made=st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.booleans()), max_size=60),
    counts=st.tuples(st.integers(0, 8), st.integers(0, 6), st.integers(0, 6)),
)
def test_the_only_proved_one_never_goes(made: list[tuple[int, bool, bool]], counts: tuple[int, int, int]) -> None:
    rows = [
        Kept(key=key, on=START + timedelta(days=day), is_proved=proved, is_there=there)
        for key, (day, proved, there) in enumerate(made)
    ]
    dropped = set(to_drop(rows, daily=counts[0], weekly=counts[1], monthly=counts[2]))
    there = [one for one in rows if one.is_there]
    assert dropped <= {one.key for one in there}
    left = [one for one in there if one.key not in dropped]
    assert bool(left) == bool(there)
    assert any(one.is_proved for one in left) == any(one.is_proved for one in there)
    assert not there or there[-1] in left
