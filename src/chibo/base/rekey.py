"""Another key for an installation: what lies under the old one is written again under the new one (ADR 0040).

What is new is gathered beside the data folder and looked through before it takes the place of the old; a program that
is killed anywhere leaves either the old key or the new one that opens everything. On PostgreSQL the rows change in one
transaction, which also says which key they are under; the next start asks it what to do with the files. What cannot be
done to its end is thrown away at once; a file that was damaged before stops nothing and is carried over as it is.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils.module_loading import import_string
from sqlcipher3.dbapi2 import Error as EngineError

from chibo.base import authority, disk, erased, fields, keys, keystore, place, swap, vault
from chibo.base.backup import embedded
from chibo.base.engine.base import connect as connect_encrypted
from chibo.base.seals import rekeying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from chibo.base.place import Marker

_AT_ONCE = 500  # rows read together


class Rows(Protocol):
    """A database being written again: runs a statement with ``%s`` in it, gives its rows."""

    vendor: str

    def __call__(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The key that goes and the key that comes."""

    old: bytes
    new: bytes

    def again(self, sealed: str, where: str) -> str:
        """Seal a text again for the same place; raises :class:`~chibo.base.fields.DamagedValue`."""
        return fields.seal(fields.unseal(sealed, where, key=self.old), where, key=self.new)

    def at(self, where: str) -> Callable[[str], str]:
        """Give :meth:`again` for one place."""
        return lambda sealed: self.again(sealed, where)


def _nobody(address: str) -> None:
    del address


def change(folder: Path, connection: Any, *, phrase: str = "", damaged: Callable[[str], None] = _nobody) -> bytes:
    """Give the installation a new key, and give that key; the old one opens old backups only from now on.

    The caller is alone on the folder. ``phrase`` wraps the key where the installation asks for a pass phrase;
    ``damaged`` hears the address of every file that does not open, which is kept as it is. Raises ``KeyProblem``,
    ``OSError``, ``DatabaseError`` where it cannot be done; then nothing has changed and nothing is left behind.
    """
    marker = place.read_marker(folder)
    if marker is None:
        raise keys.NoKey(f"Chưa có dữ liệu ở {folder}.")
    if marker.pass_phrase:
        keystore.unwrap(marker, phrase)  # a mistyped one would close the new key for good
    both = Keys(old=keys.current(), new=keys.make())
    try:
        _made_beside(folder, connection, both, marker, phrase, damaged)
    except Exception:
        _give_up(folder, connection, both)
        raise
    connection.close()
    swap.finish(folder)
    keys.use(both.new)
    return both.new


def _made_beside(
    folder: Path, connection: Any, both: Keys, marker: Marker, phrase: str, damaged: Callable[[str], None]
) -> None:
    """Make everything again beside the data, up to the moment that decides."""
    fresh = swap.clear(folder)
    _reached("begun")
    addresses = _files_again(fresh, both, damaged)
    _authority_again(folder, fresh / swap.BESIDES, both)
    _reached("files")
    (_exchanged if connection.vendor == "sqlite" else _committed)(folder, connection, both, addresses, marker, phrase)
    _reached("ready")


def _give_up(folder: Path, connection: Any, both: Keys) -> None:
    """Throw away what was not decided, the new key with it: it may fill the very disk that has no room.

    What was decided stays for the next start, and so does what nobody can be asked about: rows under the new key.
    """
    if swap.is_ready(folder) or (swap.waits_for(folder) and _may_be_under(connection, both.new)):
        return
    swap.take_back(folder)


def _may_be_under(connection: Any, key: bytes) -> bool:
    try:
        found = _of_django(connection)("SELECT key_check FROM base_safekeeping")
    except DatabaseError:
        return True  # the line was cut perhaps while the rows were committed
    return (keys.check_of(key),) in found


def _exchanged(
    folder: Path, connection: Any, both: Keys, addresses: dict[str, str], marker: Marker, phrase: str
) -> None:
    """Make the embedded database again beside the old one, and say that it is ready."""
    try:
        _database_again(connection, swap.beside(folder), both, addresses)
    except EngineError as error:  # of the driver itself: the copy is not opened through Django
        raise DatabaseError(str(error)) from error
    _reached("database")
    place.write_marker(swap.beside(folder), _keep(marker, both.new, phrase))
    _reached("kept")
    swap.ready(folder, forget=marker.id)


def _committed(
    folder: Path, connection: Any, both: Keys, addresses: dict[str, str], marker: Marker, phrase: str
) -> None:
    """Change the rows of PostgreSQL in one transaction: its end decides which key there is."""
    renewed = _keep(marker, both.new, phrase)
    place.write_marker(swap.beside(folder), renewed)
    swap.wait_for(folder, keys.check_of(both.new))
    _reached("kept")
    with transaction.atomic():
        _rows_again(_of_django(connection), both, addresses)
    _reached("database")
    swap.ready(folder, forget=marker.id)


def _reached(stage: str) -> None:
    """Mark a point of the road; tests cut the program off here."""
    del stage


def _keep(marker: Marker, key: bytes, phrase: str) -> Marker:
    """Keep the new key under a new name, so that the old one stays until the exchange; and the list of erasures."""
    told = erased.known()
    if told:
        erased.write(told, key=key)
    renewed = replace(marker, id=secrets.token_hex(8), pass_phrase=None)
    if marker.pass_phrase:
        return keystore.protect(renewed, key, phrase, is_first=False)
    return replace(renewed, store=keystore.keep_beside(key, renewed.id))


# --- files ---


def _files_again(fresh: Path, both: Keys, damaged: Callable[[str], None]) -> dict[str, str]:
    """Write every file of the vault again beside; give old address → new address.

    One that does not open is copied as it is, under its old address: whoever mends it needs the old sheet, and one
    torn page of paper must not keep a key that leaked in use.
    """
    root, found = fresh / swap.FILES, dict[str, str]()
    root.mkdir()
    for digest in vault.addresses():
        try:
            found[digest] = _file_again(root, digest, both)
        except vault.DamagedFile:
            _file_as_it_is(root, digest)
            damaged(digest)
    return found


def _file_again(root: Path, digest: str, both: Keys) -> str:
    part, mark = root / "part", hmac.new(keys.derive("file-names", key=both.old), digestmod=hashlib.sha256)
    with part.open("wb") as file:
        sealing = vault.Sealing(file, both.new)
        for piece in vault.blocks_of(vault.path_of(digest), digest, key=both.old):
            sealing.write(piece)
            mark.update(piece)
        address = sealing.finish()
        file.flush()
        os.fsync(file.fileno())
    if not hmac.compare_digest(mark.hexdigest(), digest):  # whole, but another file's: a new name would make it good
        raise vault.DamagedFile(digest)
    _put(part, root, address)
    return address


def _file_as_it_is(root: Path, digest: str) -> None:
    part = root / "part"
    with vault.path_of(digest).open("rb") as old, part.open("wb") as file:
        shutil.copyfileobj(old, file)
        file.flush()
        os.fsync(file.fileno())
    _put(part, root, digest)


def _put(part: Path, root: Path, address: str) -> None:
    target = root / address[:2] / address
    target.parent.mkdir(exist_ok=True)
    disk.replace(part, target)


def _authority_again(folder: Path, besides: Path, both: Keys) -> None:
    """Seal the private key of the office's certificates again, where there are any."""
    held = folder / authority.FOLDER / authority.PRIVATE
    if held.exists():
        (besides / authority.FOLDER).mkdir(parents=True)
        shutil.copy2(held, besides / authority.FOLDER / authority.PRIVATE)
        authority.rewrap(besides, old=both.old, new=both.new)


# --- rows ---


def _database_again(connection: Any, fresh: Path, both: Keys, addresses: dict[str, str]) -> None:
    """Write the embedded database again under the new key, and look through it."""
    copy = fresh / swap.DATABASE
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    opened = connect_encrypted(str(copy), keys.derive("database", key=both.old))
    try:
        opened.execute(f"PRAGMA rekey = \"x'{keys.derive('database', key=both.new).hex()}'\"")
        with _of_embedded(opened) as run:
            _rows_again(run, both, addresses)
    finally:
        opened.close()
    embedded.count(copy, both.new)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _of_embedded(opened: Any) -> Iterator[Rows]:
    class Run:
        vendor = "sqlite"

        def __call__(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
            return list(opened.execute(statement.replace("%s", "?"), tuple(values)).fetchall())

    yield Run()
    opened.commit()


def _of_django(connection: Any) -> Rows:
    class Run:
        vendor = "postgresql"

        def __call__(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
            with connection.cursor() as cursor:
                cursor.execute(statement, list(values))
                return list(cursor.fetchall()) if cursor.description else []

    return Run()


def _rows_again(run: Rows, both: Keys, addresses: dict[str, str]) -> None:
    """Write again whatever a row holds under the key: protected columns, addresses of files, what other rooms name.

    Seals come last: a record that was whole is whole again, one changed past the program stays found.
    """
    through = rekeying.Through(run, run.vendor)
    known = rekeying.whole(through, both.old)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:  # noqa: SLF001
            _field_again(run, model, field, both, addresses)
    for named in settings.CHIBO_UNDER_THE_KEY:
        rewrite: Callable[[Rows, Keys], None] = import_string(named)
        rewrite(run, both)
    for table in ("django_session", "usersessions_usersession"):
        run(f'DELETE FROM "{table}"')  # noqa: S608 - a name of ours; every session was signed with the old key
    found = run("UPDATE base_safekeeping SET key_check = %s RETURNING id", [keys.check_of(both.new)])
    if not found:
        raise keys.KeyProblem("Chưa có trang Sao lưu và khóa trong dữ liệu này; mở chibo một lần rồi đổi khóa.")
    rekeying.again(through, known, both.old, both.new)


def _field_again(
    run: Rows, model: type[models.Model], field: models.Field[Any, Any], both: Keys, addresses: dict[str, str]
) -> None:
    if isinstance(field, fields.EncryptedTextField):
        _column_again(run, model, str(field.column), both.at(field.place))
    elif isinstance(field, fields.PrintField):  # after the column it follows, which is under the new key now
        _prints_again(run, model, field, both.new)
    elif _is_address(model, field):
        _column_again(run, model, str(field.column), lambda text: addresses.get(text, text))


def _is_address(model: type[models.Model], field: Any) -> bool:
    return field.name == getattr(model, "KEPT_IN_VAULT", "digest") and isinstance(field, models.CharField)


def _column_again(run: Rows, model: type[models.Model], column: str, again: Callable[[str], str]) -> None:
    last = 0
    table, pk = model._meta.db_table, model._meta.pk.column  # noqa: SLF001 - Django's documented names
    wanted = f'"{pk}" > %s AND "{column}" <> %s ORDER BY "{pk}" LIMIT {_AT_ONCE}'
    reading = f'SELECT "{pk}", "{column}" FROM "{table}" WHERE {wanted}'  # noqa: S608 - names of Django's own
    writing = f'UPDATE "{table}" SET "{column}" = %s WHERE "{pk}" = %s'  # noqa: S608
    while rows := run(reading, [last, ""]):
        for key, text in rows:
            run(writing, [again(text), key])
            last = key


def _prints_again(run: Rows, model: type[models.Model], field: fields.PrintField, key: bytes) -> None:
    """Print anew what is protected under the new key."""
    source: Any = model._meta.get_field(field.of)  # noqa: SLF001 - Django's documented names
    table, pk, column = model._meta.db_table, model._meta.pk.column, field.column  # noqa: SLF001
    for row, sealed in run(f'SELECT "{pk}", "{source.column}" FROM "{table}" WHERE "{column}" <> %s', [""]):  # noqa: S608
        fresh = fields.print_of(fields.unseal(sealed, source.place, key=key), key=key)
        run(f'UPDATE "{table}" SET "{column}" = %s WHERE "{pk}" = %s', [fresh, row])  # noqa: S608 - names of Django's own


def walked(value: Any, again: Callable[[str], str]) -> Any:
    """Give a value of JSON with every sealed text in it written again; what is no sealed text stays."""
    match value:
        case dict():
            return {name: walked(held, again) for name, held in value.items()}
        case list():
            return [walked(held, again) for held in value]
        case str() if value.startswith(fields.SEALED):
            return again(value)
        case _:
            return value


def json_again(run: Rows, table: str, column: str, again: Callable[[str], str]) -> None:
    """Write again the sealed texts inside a column of JSON."""
    cast = "%s::jsonb" if run.vendor == "postgresql" else "%s"
    for key, held in run(f'SELECT id, "{column}" FROM "{table}"'):  # noqa: S608 - names of ours
        value = json.loads(held) if isinstance(held, str) else held
        run(f'UPDATE "{table}" SET "{column}" = {cast} WHERE id = %s', [json.dumps(walked(value, again)), key])  # noqa: S608
