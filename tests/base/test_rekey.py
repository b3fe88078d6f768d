"""Another key: everything opens with the new one; cut off anywhere, one of the two opens all."""

from __future__ import annotations

import errno
import uuid
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection

from chibo.accounts.adapter import SecondStepAdapter
from chibo.accounts.models import User
from chibo.base import authority, fields, keys, keystore, place, presence, rekey, swap, vault
from chibo.base.models import Safekeeping
from chibo.config import prepare, urlform
from chibo.documents.models import StoredFile
from chibo.register.models import Person
from tests.factories import NOON
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

OLD = bytes.fromhex("5a" * 32)
NUMBER = "001234567890"
PAPER = "Biên bản họp".encode() * 20_000
PHRASE = "ngọn núi xanh xanh"
STAGES = ("begun", "files", "database", "kept", "ready")


@pytest.fixture
def folder(
    tmp_path: Path, settings: Settings, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An installation of its own: the sample cell, somebody's number, a secret of a second step, a file, a session."""
    made = tmp_path / "data"
    made.mkdir()
    settings.CHIBO_FILES_DIR = made / "files"
    settings.CHIBO_ERASED_DIR = tmp_path / "khoa"
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(keystore, "_is_secure", lambda _: False)
    keys.use(OLD)
    place.write_marker(made, place.Marker(id="cu", kind="cell", is_filled=True, store=keystore.keep(OLD, "cu")))
    own = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(made / "chibo.db")])
        connection.close()
        connection.settings_dict["NAME"] = str(made / "chibo.db")
    else:
        monkeypatch.setattr(urlform, "key_check", lambda: Safekeeping.objects.get().key_check)
    lay_sample()
    fill(made)
    yield made
    connection.close()
    connection.settings_dict["NAME"] = own
    keys.use(OLD)
    presence.leave()


def fill(folder: Path) -> None:
    Safekeeping.objects.create(key_check=keys.check_of(OLD))
    Person.objects.filter(full_name="Lò Mẫu An").update(identity_number=NUMBER)
    secret = {"secret": SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")}
    Authenticator.objects.create(user=User.objects.get(username="bi-thu"), type="totp", data=secret)
    Session.objects.create(session_key="x", session_data="y", expire_date=NOON)
    authority.ready(folder, ["may-chu.local"], at=NOON)
    StoredFile.objects.create(
        organisation_uid=uuid.uuid4(), digest=vault.store(PAPER), name="giấy", size=1, media_type="text/plain"
    )


def opens_everything(folder: Path) -> bytes:
    """Give the key under which this process finds everything as it was put in."""
    assert Person.objects.get(full_name="Lò Mẫu An").identity_number == NUMBER
    held = Authenticator.objects.get().data["secret"]
    assert SecondStepAdapter().decrypt(held) == "JBSWY3DPEHPK3PXP"
    (address,) = vault.addresses()
    assert vault.read(address) == PAPER
    assert StoredFile.objects.get().digest == address
    assert authority.issue(folder, ["may-chu.local"], at=NOON)
    assert Safekeeping.objects.get().key_check == keys.check_of(keys.current())
    return keys.current()


def start_again(folder: Path) -> bytes:
    """What the next start does: finish or throw away, fetch the key, open everything."""
    connection.close()
    presence.leave()
    prepare.recover_swap(folder)
    marker = place.read_marker(folder)
    assert marker is not None
    keys.use(keystore.fetch(marker, lambda: PHRASE))
    return opens_everything(folder)


def test_everything_is_under_the_new_key_and_nothing_under_the_old(folder: Path) -> None:
    before = {path.name for path in vault.path_of(next(iter(vault.addresses()))).parent.iterdir()}
    new = rekey.change(folder, connection)
    assert new != OLD
    assert opens_everything(folder) == start_again(folder) == new
    assert Session.objects.count() == 0
    assert not before & {path.name for path in (folder / "files").rglob("*")}
    assert sorted(path.stem for path in (folder.parent / "khoa").iterdir()) == [place.read_marker(folder).id]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM register_person WHERE identity_number <> ''")
        sealed = str(cursor.fetchone()[0])
    with pytest.raises(fields.DamagedValue):
        fields.unseal(sealed, "register.person.identity_number", key=OLD)


@pytest.mark.parametrize("stage", STAGES)
def test_cut_off_at_any_stage_one_key_opens_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def cut(reached: str) -> None:
        if reached == stage:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rekey, "_reached", cut)
        with pytest.raises(KeyboardInterrupt):
            rekey.change(folder, connection)
    opened = start_again(folder)
    is_new = stage == "ready" or (stage == "database" and connection.vendor == "postgresql")
    assert (opened != OLD) is is_new
    assert not swap.beside(folder).exists()


def test_a_value_that_does_not_open_stops_it_and_nothing_changes(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_person SET card_number = %s WHERE full_name = %s", ["1:AAAA", "Lò Mẫu An"])
    with pytest.raises(fields.DamagedValue, match=r"register.person.card_number"):
        rekey.change(folder, connection)
    assert not swap.beside(folder).exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_person SET card_number = ''")
    assert start_again(folder) == OLD


@pytest.mark.parametrize("stage", STAGES)
def test_a_full_disk_at_any_stage_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(reached: str) -> None:
        if reached == stage:
            raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(rekey, "_reached", full)
        with pytest.raises(OSError, match="no room"):
            rekey.change(folder, connection)
    is_decided = stage == "ready" or (stage == "database" and connection.vendor == "postgresql")
    assert swap.beside(folder).exists() is is_decided
    assert len(list((folder.parent / "khoa").glob("*.key"))) == 1 + is_decided
    assert (start_again(folder) != OLD) is is_decided


def test_a_damaged_file_is_carried_over_as_it_is_and_named(folder: Path) -> None:
    address = vault.store(b"kia")
    torn = vault.path_of(address).read_bytes()[:-1]
    vault.path_of(address).write_bytes(torn)
    swapped = vault.store(b"nay")  # whole, at the address of another: a new name would make it good
    vault.path_of(swapped).write_bytes(vault.path_of(StoredFile.objects.get().digest).read_bytes())
    named = list[str]()
    rekey.change(folder, connection, damaged=named.append)
    assert sorted(named) == sorted([address, swapped])
    assert vault.path_of(address).read_bytes() == torn
    for one in named:
        with pytest.raises(vault.DamagedFile):
            vault.read(one)
        vault.forget(one)
    opens_everything(folder)


def test_a_pass_phrase_wraps_the_new_key_too(folder: Path) -> None:
    marker = place.read_marker(folder)
    assert marker is not None
    place.write_marker(folder, keystore.protect(marker, OLD, PHRASE))
    keystore.forget(marker.id)
    with pytest.raises(keystore.WrongPassPhrase):
        rekey.change(folder, connection, phrase="ngọn núi khác hẳn")
    new = rekey.change(folder, connection, phrase=PHRASE)
    assert start_again(folder) == new
    assert list((folder.parent / "khoa").glob("*.key")) == []


def test_a_key_in_a_file_of_the_operator_is_exchanged_with_the_rest(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "khoa-may-chu"
    named.write_text(OLD.hex(), encoding="ascii")
    monkeypatch.setenv("CHIBO_KEY_FILE", str(named))
    new = rekey.change(folder, connection)
    assert keys.read_file(named) == new == start_again(folder)
    assert not keystore.fresh_of(named).exists()
