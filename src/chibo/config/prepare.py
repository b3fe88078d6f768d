"""Getting ready: the data folder, its key, and Django on the right database."""

from __future__ import annotations

import getpass
import hashlib
import io
import os
import secrets
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chibo.base import keys, keystore, place, presence, swap, vault
from chibo.base.place import Marker
from chibo.config import network, urlform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chibo.base.place import Kind

SETTINGS = "chibo.config.settings"
PATIENCE = 60.0  # seconds for which a server waits for its database


class CannotRun(Exception):
    """Something outside the program is missing; the text is ready to show (exit code 3)."""


def existing(folder: Path) -> Marker:
    """Open an installation that is there; raises :class:`CannotRun` or :class:`~chibo.base.keys.KeyProblem`."""
    recover_swap(folder)
    marker = place.read_marker(folder)
    if marker is None:
        raise CannotRun(f"Chưa có dữ liệu ở {folder}. Chạy “chibo start” để tạo, hoặc thêm --sample để xem chi bộ mẫu.")
    unlock(folder, marker)
    return marker


def for_server(folder: Path) -> None:
    """Make everything ready for a server that was not handed its key by a parent, and hold the folder while it serves.

    A folder without a marker is let be where the key is in a file that the operator named: the data may lie in
    PostgreSQL. Raises as :func:`existing` and what is called below do.
    """
    from chibo.config import trying  # noqa: PLC0415 - not where "chibo start" went before

    if keys.is_held():  # "chibo start" has seen to all of this
        return
    if place.read_marker(folder) is None and keys.is_known():
        recover_swap(folder)
        presence.enter(folder)
        _patient(lambda: trying.ask_opens(folder, keys.current()) if trying.is_server() else None)
    else:
        _patient(lambda: existing(folder))
    set_up()
    refuse_newer()
    _note_restore_where_ready()
    if network.from_environment().is_encrypted:  # other machines call
        refuse_without_owner()
    collect_static()


def _patient(opened: Callable[[], object]) -> None:
    """Wait for a PostgreSQL that the machine starts after us; without its answer nobody serves under an untried key."""
    from chibo.config import trying  # noqa: PLC0415 - not where "chibo start" went before

    until = time.monotonic() + PATIENCE
    while True:
        try:
            opened()
        except trying.Away:
            if time.monotonic() >= until:
                raise
            time.sleep(1)
        else:
            return


def collect_static() -> None:
    """Collect and compress the static files when one of them has changed since the last time; one process at a time."""
    from django.conf import settings  # noqa: PLC0415 - once Django is set up
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    mark = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            details = Path(storage.path(name)).stat()
            mark.update(f"{name}\0{details.st_size}\0{details.st_mtime_ns}\n".encode())
    root = Path(settings.STATIC_ROOT)
    with presence.one_at_a_time(root.with_name(f"{root.name}.lock")):
        stamp = root / "chibo.stamp"
        if stamp.exists() and stamp.read_text(encoding="ascii") == mark.hexdigest():
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(mark.hexdigest(), encoding="ascii")


def refuse_newer() -> None:
    """Serve no data that a later program has changed the form of; a database that is away is for the pages to tell."""
    from django.db import DatabaseError, connections  # noqa: PLC0415 - once Django is set up

    from chibo.base import upgrade  # noqa: PLC0415

    try:
        upgrade.refuse_newer()
    except DatabaseError:
        return
    finally:
        connections.close_all()  # a server may fork after this


def _note_restore_where_ready() -> None:
    """Take the word of a restore up before a server writes: later nobody could say whose word it is."""
    from django.db import DatabaseError, connections  # noqa: PLC0415 - once Django is set up

    try:
        note_restore()
    except DatabaseError:  # tables of an older form: the command that brings them up takes it
        return
    finally:
        connections.close_all()  # a server may fork after this


def refuse_without_owner() -> None:
    """Refuse to serve an installation that nobody owns: whoever came first from the network would own it."""
    from django.db import connections  # noqa: PLC0415 - once Django is set up

    from chibo.accounts.queries import is_empty  # noqa: PLC0415

    try:
        if is_empty():
            raise CannotRun(
                "Chưa có tài khoản nào nên chưa cho máy khác vào. Mở “chibo start” trên máy này (không --lan, không "
                "đặt CHIBO_HTTPS), lập tài khoản đầu tiên hoặc khôi phục từ bản sao lưu, dừng rồi mở lại như cũ."
            )
    finally:
        connections.close_all()  # a server may fork after this


def recover_swap(folder: Path) -> None:
    """Finish an exchange of the data that was decided or cut off before, unless somebody works here."""
    if not swap.beside(folder).exists():
        return
    try:
        with presence.alone(folder):
            check = swap.waits_for(folder)
            if check and urlform.key_check() == check:
                swap.ready(folder, forget=_identity(folder))
            _fill_rows(folder)
            swap.finish(folder)
    except presence.NotAloneError:
        return


def _fill_rows(folder: Path) -> None:
    """Fill PostgreSQL where a restore that was made ready on the first page waits for this start."""
    if not swap.is_ready(folder) or swap.rows(folder) is None:
        return
    from chibo.base.backup import waiting  # noqa: PLC0415 - only where PostgreSQL is used

    marker = place.read_marker(swap.beside(folder))
    assert marker is not None
    print("Đưa dữ liệu khôi phục vào PostgreSQL…", file=sys.stderr, flush=True)
    waiting.fill(folder, urlform.reach(), keystore.fetch_next(marker), people="accounts_user")


def _identity(folder: Path) -> str:
    marker = place.read_marker(folder)
    return marker.id if marker else ""


def unlock(folder: Path, marker: Marker) -> None:
    """Give this process the key of an installation, once there is something that it opens.

    Raises ``KeyProblem``. Of SQLCipher it is the connection that finds a wrong key.
    """
    from chibo.config import trying  # noqa: PLC0415 - not where there is no installation

    presence.enter(folder)
    place.make_private(folder)  # one that an earlier program left open to others too
    os.environ["CHIBO_DATA"] = str(folder)
    key = keystore.fetch(marker, ask_pass_phrase)
    if marker.is_filled:
        trying.refuse_empty(folder, key)
    if trying.is_server():
        trying.ask_opens(folder, key)
    keys.use(key)


def create(folder: Path, kind: Kind) -> tuple[Marker, tuple[str, ...]]:
    """Make the data folder and its key; give the marker and the recovery sheet, which is kept nowhere."""
    own = {presence.LOCK, presence.SERVING}
    left = [entry for entry in folder.iterdir() if entry.name not in own] if folder.exists() else []
    if any(not one.name.startswith(f"{place.MARKER}.") for one in left):  # a first start may have been cut off
        raise CannotRun(f"Thư mục {folder} không trống và không phải dữ liệu của chibo. Chọn thư mục khác bằng --data.")
    presence.enter(folder)
    identity, key = secrets.token_hex(8), keys.make()
    store = keystore.keep(key, identity)
    if store == "named":
        key = keystore.fetch(Marker(id=identity, kind=kind), ask_pass_phrase)
    marker = Marker(id=identity, kind=kind, store=store)
    place.make_private(folder)
    place.write_marker(folder, marker)
    os.environ["CHIBO_DATA"] = str(folder)
    keys.use(key)
    return marker, keys.to_sheet(key)


def recover(folder: Path, marker: Marker, sheet: str) -> Marker:
    """Take the key from a recovery sheet, try it, keep it on this machine; give the new marker.

    Raises ``KeyProblem`` for a sheet that is mistyped or of other data; then nothing is kept.
    """
    key = _tried(folder, sheet, is_filled=marker.is_filled)
    return _marked(folder, key, replace(marker, store=keystore.keep_again(key, marker.id), pass_phrase=None))


def is_unmarked(folder: Path) -> bool:
    """Whether a database lies here without a marker that says what it is."""
    return not place.is_marked(folder) and (folder / swap.DATABASE).exists()


def rebuild(folder: Path, sheet: str) -> Marker:
    """Make the marker of an installation anew, from its database and its sheet. Raises as :func:`recover`."""
    from chibo.config import trying  # noqa: PLC0415 - seldom needed

    key = _tried(folder, sheet, is_filled=any(vault.addresses_in(folder / swap.FILES)))
    is_sample = trying.is_sample(folder, key)
    identity = secrets.token_hex(8)
    made = Marker(id=identity, kind="sample" if is_sample else "cell", is_filled=is_sample is not None)
    return _marked(folder, key, replace(made, store=keystore.keep_again(key, identity)))


def _tried(folder: Path, sheet: str, *, is_filled: bool) -> bytes:
    from chibo.config import trying  # noqa: PLC0415 - seldom needed

    presence.enter(folder)
    key = keys.from_sheet(sheet)
    if is_filled:  # else any key would open what is not there
        trying.refuse_empty(folder, key)
    trying.ask_opens(folder, key)
    return key


def _marked(folder: Path, key: bytes, marker: Marker) -> Marker:
    place.make_private(folder)
    place.write_marker(folder, marker)
    os.environ["CHIBO_DATA"] = str(folder)
    keys.use(key)
    return marker


def ask_pass_phrase() -> str:
    """Ask for the pass phrase, unseen at a terminal; else it is the first line of the input.

    Raises ``KeyProblem`` where there is nobody to ask, as in a run by the system's clock.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu: ")
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise keys.KeyProblem(
            "Dữ liệu này mở bằng cụm mật khẩu mà không có ai gõ, nên lệnh theo lịch của máy không chạy được. Để chibo "
            "mở và tự sao lưu theo lịch ở Cài đặt, hoặc bỏ cụm mật khẩu: chibo pass-phrase --remove."
        )
    return line.rstrip("\n")


def set_up() -> None:
    """Start Django."""
    import django  # noqa: PLC0415 — only after the key and the folder are known

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def migrate() -> None:
    """Bring the database to the present form, with a copy before; says nothing when it is."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("upgrade")


def _make_tables() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)


def note_key() -> None:
    """Have PostgreSQL remember under which key its rows are, where it does not yet: the next start asks for it."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("note_key")


def replay_erasures() -> None:
    """Erase again what an older backup brought back, and what a power cut left; nothing where there is nothing new."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("replay_erasures")


def note_restore() -> None:
    """Tell the log, once, that the data were restored and from when on nothing is known."""
    from django.core.management import call_command  # noqa: PLC0415

    if (place.data_folder() / swap.NOTE).exists():
        call_command("note_restore")


def sweep() -> None:
    """Take away what programs that were killed left behind, and the sessions that are over."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up

    from chibo.accounts import sessions  # noqa: PLC0415
    from chibo.base import sweeping  # noqa: PLC0415

    sweeping.sweep(place.data_folder(), connection)
    sessions.forget_over()


def after_start() -> None:
    """Do what waits for a moment when nobody works on the data: change the key where that was confirmed.

    Where it cannot be changed, the command says why and puts it down, and chibo opens under the key that it has.
    """
    from django.core.management import call_command  # noqa: PLC0415

    call_command("change_key", "--ordered")


@contextmanager
def without_data() -> Iterator[None]:
    """Set Django up with no data at all, for what is checked by itself; nothing is left behind."""
    os.environ.pop("CHIBO_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="chibo-kiem-") as folder:
        os.environ["CHIBO_DATA"] = folder
        keys.use(keys.make())
        set_up()
        yield


@contextmanager
def throwaway_sample() -> Iterator[None]:
    """Set Django up on a sample cell in memory, with a key made for the occasion; all of it is gone afterwards."""
    os.environ.pop("CHIBO_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="chibo-mau-") as folder:
        os.environ["CHIBO_DATA"] = folder
        keys.use(keys.make())
        from django.conf import settings  # noqa: PLC0415

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        settings.DATABASES["default"]["NAME"] = ":memory:"
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody will sign in there
        set_up()
        _make_tables()
        fill_sample()
        yield


def fill_sample() -> None:
    """Load the sample cell."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("load_sample", stdout=io.StringIO())  # what it says is not the answer to what was asked


def is_pending() -> bool:
    """Tell whether the database still has to be brought to the present form."""
    from chibo.base import upgrade  # noqa: PLC0415

    return upgrade.was_cut_off(place.data_folder()) or upgrade.is_pending()
