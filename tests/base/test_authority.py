"""The installation's own authority: what it vouches for, what it refuses, and that its key lies encrypted."""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from chibo.base import authority, keys
from chibo.config import lan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
NAMES = ("may-chu", "may-chu.local", "192.168.1.20", "localhost", "127.0.0.1")


@pytest.fixture(autouse=True)
def _key() -> Iterator[None]:
    before = keys.current()
    keys.use(b"\x07" * keys.LENGTH)
    yield
    keys.use(before)


def verified(folder: Path, name: str, at: datetime = NOW) -> list[x509.Certificate]:
    """What a browser that trusts the authority would do."""
    held = authority.read(folder)
    assert held is not None
    assert held.server is not None
    verifier = PolicyBuilder().store(Store([held.authority])).time(at).build_server_verifier(x509.DNSName(name))
    return verifier.verify(held.server, [])


def test_a_machine_that_trusts_the_authority_trusts_the_server_under_its_names_only(tmp_path: Path) -> None:
    authority.issue(tmp_path, NAMES, at=NOW)
    assert verified(tmp_path, "may-chu.local")
    with pytest.raises(VerificationError):
        verified(tmp_path, "may-khac.local")
    with pytest.raises(VerificationError):
        verified(tmp_path, "may-chu.local", NOW + timedelta(days=400))


@pytest.mark.parametrize("name", ["example.org", "may-chu.example.org", "203.0.113.9", "8.8.8.8"])
def test_it_vouches_for_nothing_outside_the_office(tmp_path: Path, name: str) -> None:
    authority.issue(tmp_path, NAMES, at=NOW)
    with pytest.raises(authority.NotOfThisOffice, match="không bảo đảm được tên"):
        authority.issue(tmp_path, (*NAMES, name), at=NOW)


def test_every_start_has_a_new_key_under_the_same_authority(tmp_path: Path) -> None:
    first, second = (authority.issue(tmp_path, NAMES, at=NOW + timedelta(days=day)) for day in (0, 300))
    assert first[1] != second[1]
    assert first[0].split(b"-----END")[1] == second[0].split(b"-----END")[1], "machines keep trusting it"
    assert verified(tmp_path, "localhost", NOW + timedelta(days=301))


def test_an_authority_near_its_end_and_one_that_is_asked_for_are_made_anew(tmp_path: Path) -> None:
    old = authority.ready(tmp_path, NAMES, at=NOW).fingerprint
    assert authority.ready(tmp_path, NAMES, at=NOW + timedelta(days=3000)).fingerprint == old
    late = authority.ready(tmp_path, NAMES, at=NOW + timedelta(days=3600)).fingerprint
    assert late != old
    assert authority.ready(tmp_path, NAMES, at=NOW, is_new=True).fingerprint not in {old, late}


def test_the_private_key_lies_encrypted_and_the_servers_lies_nowhere(tmp_path: Path) -> None:
    _chain, private = authority.issue(tmp_path, NAMES, at=NOW)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"BEGIN PRIVATE KEY" not in kept
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in kept
    assert private.splitlines()[1] not in kept
    key = tmp_path / authority.FOLDER / "authority.key"
    assert key.stat().st_mode & 0o077 == 0
    # One wrong password in 256 leaves something that ends as an opened key would; then its shape is what is wrong.
    for number in range(300):
        with pytest.raises(ValueError, match=r"(?i)password|decrypt|deserialize"):
            serialization.load_pem_private_key(key.read_bytes(), b"another %d" % number)
    assert serialization.load_pem_private_key(key.read_bytes(), authority.password().encode())


def test_with_another_installation_key_it_says_what_to_do(tmp_path: Path) -> None:
    authority.issue(tmp_path, NAMES, at=NOW)
    keys.use(b"\x08" * keys.LENGTH)
    with pytest.raises(keys.KeyProblem, match="--new-authority"):
        authority.issue(tmp_path, NAMES, at=NOW)


def test_after_a_change_of_the_installation_key_machines_need_not_be_visited(tmp_path: Path) -> None:
    before = authority.ready(tmp_path, NAMES, at=NOW).fingerprint
    old, new = keys.current(), b"\x09" * keys.LENGTH
    authority.rewrap(tmp_path, old=old, new=new)
    keys.use(new)
    authority.issue(tmp_path, NAMES, at=NOW)
    held = authority.read(tmp_path)
    assert held is not None
    assert held.fingerprint == before


def test_the_fingerprint_is_what_other_programs_show(tmp_path: Path) -> None:
    held = authority.ready(tmp_path, NAMES, at=NOW)
    path = tmp_path / authority.FOLDER / "authority.pem"
    assert held.fingerprint.replace(" ", "").lower() == hashlib.sha256(x509_der(path)).hexdigest()


def x509_der(path: Path) -> bytes:
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return certificate.public_bytes(serialization.Encoding.DER)


def test_the_names_of_this_machine_are_names_a_certificate_can_hold(tmp_path: Path) -> None:
    names = authority.names_of_this_machine()
    assert {"localhost", "127.0.0.1"} <= set(names)
    authority.issue(tmp_path, names, at=NOW)


def test_where_no_way_leads_out_the_machines_own_cards_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sys.platform != "linux" or "127.0.0.1" in authority._by_cards()
    monkeypatch.setattr(authority, "_by_route", list)
    monkeypatch.setattr(authority, "_by_cards", lambda: ["127.0.0.1", "192.168.1.20", "8.8.8.8"])
    names = authority.names_of_this_machine()
    assert [name for name in names if name[0].isdigit()] == ["192.168.1.20", "127.0.0.1"]
    assert lan.advice(names) == ""
    monkeypatch.setattr(authority, "_by_cards", list)
    assert "CHIBO_HOSTS" in lan.advice(authority.names_of_this_machine())
