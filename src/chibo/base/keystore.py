"""Where the installation's key is kept, outside of the data folder (decision 16).

In order: the file that ``CHIBO_KEY_FILE`` names; a pass phrase that unwraps it; the system's credential store
where there is a secure one; else a file of this user that only the owner may read.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chibo.base import disk, keys, place
from chibo.base.vietnamese import phrase_form, phrase_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.place import Marker, Store

SERVICE = "chibo"
SHORTEST_PASS_PHRASE = 12
_SECURE = ("keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService")
_COST = {"time": 3, "memory": 131_072, "lanes": 2}  # about half a second on an office PC
_NONCE = 12
_LOST = (
    "Lấy phiếu khôi phục trong két: chạy chibo start trong cửa sổ lệnh rồi nhập ba dòng của phiếu, hoặc chép phiếu vào "
    "một tệp và đặt CHIBO_KEY_FILE trỏ đến tệp ấy. Không có phiếu thì không ai mở được dữ liệu này."
)


class WrongPassPhrase(keys.KeyProblem):
    """The pass phrase does not open the key."""


def keep(key: bytes, identity: str) -> Store:
    """Keep a key and tell where."""
    named = os.environ.get("CHIBO_KEY_FILE")
    if named:
        path = Path(named)
        if not path.exists():
            _write_owner_only(path, key.hex())
        return "named"
    return _keep_here(key, identity)


def _keep_here(key: bytes, identity: str) -> Store:
    """Keep a key on this machine, whatever file the operator names just now."""
    if _into_keyring(key, identity):
        return "keyring"
    _write_owner_only(_file(identity), key.hex())
    return "file"


def keep_again(key: bytes, identity: str) -> Store:
    """Keep a key that was tried on the data, in the place of what was left torn or wrong there, and tell where.

    A file that the operator named and that holds another whole key stays, as it may be of other data: raises
    ``KeyProblem``.
    """
    named = os.environ.get("CHIBO_KEY_FILE")
    if not named:
        return keep(key, identity)
    held = _held_in(Path(named))
    if held not in {key, None}:
        raise keys.KeyProblem(
            f"{named} đang giữ khóa của dữ liệu khác nên được để nguyên. Trỏ CHIBO_KEY_FILE đi nơi khác."
        )
    if held is None:
        _write_owner_only(Path(named), key.hex())
    return "named"


def _held_in(path: Path) -> bytes | None:
    try:
        return keys.read_file(path)
    except keys.KeyProblem:
        return None


def keep_beside(key: bytes, identity: str) -> Store:
    """Keep a key that is to replace the present one: a file the operator named stays until the exchange."""
    named = os.environ.get("CHIBO_KEY_FILE")
    if not named:
        return keep(key, identity)
    fresh = fresh_of(Path(named))
    fresh.unlink(missing_ok=True)
    _write_owner_only(fresh, key.hex())
    return "named"


def fresh_of(named: Path) -> Path:
    """Where the next key waits beside the file that the operator named."""
    return named.with_name(f"{named.name}.moi")


def fetch_next(marker: Marker) -> bytes:
    """Give the key that :func:`keep_beside` kept for an exchange that is not finished; raises ``keys.KeyProblem``."""
    named = os.environ.get("CHIBO_KEY_FILE")
    if named:
        fresh = fresh_of(Path(named))
        return keys.read_file(fresh if fresh.exists() else Path(named))
    return fetch(marker, str)


def fetch(marker: Marker, ask: Callable[[], str]) -> bytes:
    """Give the key of an installation; ``ask`` is called for a pass phrase. Raises ``keys.KeyProblem``."""
    named = os.environ.get("CHIBO_KEY_FILE")
    if named:
        return keys.read_file(Path(named))
    if marker.pass_phrase:
        key = unwrap(marker, ask())
        _file(marker.id).unlink(missing_ok=True)  # left where setting the phrase was cut off
        return key
    if marker.store == "keyring":
        return _from_keyring(marker.id)
    try:
        return keys.read_file(_file(marker.id))
    except (keys.NoKey, keys.BadKeyText) as error:
        raise type(error)(f"{error}. {_LOST}") from error


def protect(marker: Marker, key: bytes, pass_phrase: str, *, is_first: bool = True) -> Marker:
    """Wrap the key with a pass phrase; give the marker that holds the wrapped key.

    Once the marker is written, :func:`forget` takes the key away from everywhere else. Raises ``KeyProblem`` for a
    phrase that is too short, or where the operator keeps the key in a file of their own; one that is named only because
    a phrase was forgotten or a key lost is in nobody's way.
    """
    is_named = marker.store == "named" and not marker.pass_phrase
    if is_first and is_named and os.environ.get("CHIBO_KEY_FILE"):
        message = "Khóa nằm trong tệp mà CHIBO_KEY_FILE chỉ đến nên cụm mật khẩu không có tác dụng. Bỏ biến ấy trước."
        raise keys.KeyProblem(message)
    pass_phrase = phrase_form(pass_phrase)
    if len(pass_phrase) < SHORTEST_PASS_PHRASE:
        message = f"Cụm mật khẩu phải có ít nhất {SHORTEST_PASS_PHRASE} ký tự."
        raise keys.KeyProblem(message)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    sealed = AESGCM(_stretched(pass_phrase, salt, _COST)).encrypt(nonce, key, marker.id.encode())
    wrapped = {
        "salt": salt.hex(),
        "sealed": (nonce + sealed).hex(),
        **{name: str(cost) for name, cost in _COST.items()},
    }
    return replace(marker, store="pass_phrase", pass_phrase=wrapped)


def unprotect(marker: Marker, key: bytes) -> Marker:
    """Keep the key on this machine again, to be opened without a pass phrase; give the marker that says where.

    A forgotten phrase is removed with the sheet in the file that ``CHIBO_KEY_FILE`` names; that file is to go.
    """
    _file(marker.id).unlink(missing_ok=True)  # left by a change that was cut off
    return replace(marker, store=_keep_here(key, marker.id), pass_phrase=None)


def forget(identity: str) -> None:
    """Remove the key of an installation from the store and the file of this user."""
    import keyring  # noqa: PLC0415 — slow to import, and seldom needed
    from keyring.errors import KeyringError  # noqa: PLC0415

    for left in place.key_root().glob(f"{identity}.key*"):  # what a power cut left half written too
        left.unlink(missing_ok=True)
    if _is_secure(keyring.get_keyring()):
        try:
            keyring.delete_password(SERVICE, identity)
        except KeyringError:
            return  # it was not there


def unwrap(marker: Marker, pass_phrase: str) -> bytes:
    """Open the wrapped key; raises :class:`WrongPassPhrase`."""
    wrapped = dict(marker.pass_phrase or {})
    cost = {name: int(wrapped[name]) for name in _COST}
    raw = bytes.fromhex(wrapped["sealed"])
    for typed in phrase_forms(pass_phrase):
        cipher = AESGCM(_stretched(typed, bytes.fromhex(wrapped["salt"]), cost))
        with suppress(InvalidTag):
            return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], marker.id.encode())
    message = (
        "Cụm mật khẩu không đúng. Nếu đã quên, dùng phiếu khôi phục: đặt CHIBO_KEY_FILE trỏ đến tệp chép lại phiếu."
    )
    raise WrongPassPhrase(message)


def _stretched(pass_phrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(
        pass_phrase.encode(),
        salt,
        time_cost=cost["time"],
        memory_cost=cost["memory"],
        parallelism=cost["lanes"],
        hash_len=keys.LENGTH,
        type=Type.ID,
    )


def _file(identity: str) -> Path:
    return place.key_root() / f"{identity}.key"


def _write_owner_only(path: Path, text: str) -> None:
    """Write a file that only its owner may read: whole, or as it was before.

    On Windows the mode says little; there the folder lies in the user's own profile, which other users cannot open.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        disk.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _into_keyring(key: bytes, identity: str) -> bool:
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    if not _is_secure(keyring.get_keyring()):
        return False
    try:
        keyring.set_password(SERVICE, identity, key.hex())
        return keyring.get_password(SERVICE, identity) == key.hex()
    except KeyringError:
        return False  # locked or refused: the file serves


def _from_keyring(identity: str) -> bytes:
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    message = (
        "Không lấy được khóa từ kho mật khẩu của hệ điều hành. Hãy mở kho (đăng nhập lại) hoặc dùng phiếu khôi phục."
    )
    try:
        found = keyring.get_password(SERVICE, identity)
    except KeyringError as error:
        raise keys.NoKey(message) from error
    if found is None:
        raise keys.NoKey(message)
    return bytes.fromhex(found)


def _is_secure(store: object) -> bool:
    chained = getattr(store, "backends", None)
    backends = [store] if chained is None else list(chained)[:1]  # a chain writes to its first
    return bool(backends) and type(backends[0]).__module__.startswith(_SECURE)
