"""``chibo start``: the data, the server on this machine, the page in the browser."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chibo.base import asking, keys, keystore, place, presence
from chibo.config import lan, network, prepare, trying

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from multiprocessing.process import BaseProcess
    from typing import Any

    from chibo.base.place import Kind, Marker

ADDRESS = "127.0.0.1"
FIRST_PORT = 8321
PORTS_TRIED = 50
PATIENCE = 60.0
LAST_WORDS = 5.0  # seconds for what is being answered when the start was killed
PHRASES_TRIED = 3
_FORGOTTEN = (
    "Quên cụm mật khẩu thì mở bằng phiếu khôi phục; sau đó chibo không hỏi cụm nữa, muốn hỏi lại thì đặt cụm mới bằng "
    "chibo pass-phrase."
)


def start(options: argparse.Namespace) -> int:
    """Make or open the installation, bring it to the present form, serve it until Ctrl-C."""
    kind = _kind(options)
    folder = place.data_folder(kind)
    if place.is_marked(folder):  # else it may be somebody's own folder, where nothing is left behind
        _be_the_one(folder, has_browser=not options.no_browser)
    marker = _open(folder, kind)
    _be_the_one(folder, has_browser=not options.no_browser)
    if options.pass_phrase and not marker.pass_phrase:
        marker = _protect(folder, marker)
    names = lan.announce() if options.lan else ()
    prepare.set_up()
    _fill(folder, marker)
    _seal_if_due()
    if network.from_environment().is_encrypted:  # other machines call: by --lan, or through a proxy
        prepare.refuse_without_owner()
    prepare.collect_static()
    return _serve(options.port, has_browser=not options.no_browser, names=names)


def _be_the_one(folder: Path, *, has_browser: bool) -> None:
    """Serve this folder alone; a second start shows the page of the first one, and says so."""
    try:
        presence.serve(folder)
    except presence.AlreadyServed as served:
        if has_browser and served.address:
            webbrowser.open(served.address)
        raise


def fill_new(folder: Path, kind: Kind) -> None:
    """Make an installation and fill it, without serving; refuses one that is filled already."""
    marker = _open(folder, kind)
    if marker.is_filled:
        raise prepare.CannotRun(
            f"Thư mục {folder} đã có dữ liệu. Mở bằng “chibo start”, hoặc chọn thư mục khác: --data."
        )
    prepare.set_up()
    _fill(folder, marker)


def _kind(options: argparse.Namespace) -> Kind | None:
    if options.sample:
        return "sample"
    if options.empty:
        return "cell"
    if place.is_marked(place.data_folder()) or prepare.is_unmarked(place.data_folder()):
        return None  # a second start takes what is there
    return _asked() if sys.stdin.isatty() else "sample"


def _asked() -> Kind:
    print("Đây là lần đầu chạy chibo trên máy này. Đồng chí muốn:")
    print("  1. Xem thử với chi bộ mẫu (người và ngày đều là giả định)")
    print("  2. Bắt đầu với chi bộ của mình")
    while True:
        answer = input("Chọn 1 hoặc 2, rồi nhấn Enter [1]: ").strip()
        if answer in {"", "1"}:
            return "sample"
        if answer == "2":
            return "cell"


def _open(folder: Path, kind: Kind | None) -> Marker:
    prepare.recover_swap(folder)
    marker = _marker(folder)
    if marker is None:
        marker, sheet = prepare.create(folder, kind or "sample")
        _print_sheet(folder, sheet)
        return marker
    if kind is not None and kind != marker.kind:
        other = "chi bộ mẫu" if marker.kind == "sample" else "chi bộ thật"
        raise prepare.CannotRun(f"Thư mục {folder} đang giữ dữ liệu của {other}. Chọn thư mục khác bằng --data.")
    try:
        _unlock(folder, marker)
        if sys.stdin.isatty():  # an earlier program kept whatever sheet was typed
            trying.ask_opens(folder, keys.current())
    except (keys.NoKey, keys.BadKeyText, trying.WrongSheet, keystore.WrongPassPhrase) as problem:
        if not sys.stdin.isatty():
            raise
        is_forgotten = isinstance(problem, keystore.WrongPassPhrase)
        why = _FORGOTTEN if is_forgotten else "Máy này không có khóa mở được dữ liệu."
        return prepare.recover(folder, marker, _asked_sheet(why))
    return marker


def _unlock(folder: Path, marker: Marker) -> None:
    """Give this process the key; a pass phrase that was mistyped at a terminal is asked for again."""
    for tries_left in reversed(range(PHRASES_TRIED)):
        try:
            prepare.unlock(folder, marker)
        except keystore.WrongPassPhrase:
            if not (tries_left and sys.stdin.isatty()):
                raise
            print("Cụm mật khẩu không đúng. Xem lại bộ gõ, chữ hoa rồi nhập lại; đã quên thì nhấn Enter.", flush=True)
        else:
            return


def _marker(folder: Path) -> Marker | None:
    """Read the marker; one that was lost or damaged is made anew from the sheet, where somebody can type it."""
    try:
        marker = place.read_marker(folder)
    except place.DamagedMarker:
        if not sys.stdin.isatty():
            raise
    else:
        if marker is not None or not prepare.is_unmarked(folder) or not sys.stdin.isatty():
            return marker
    return prepare.rebuild(folder, _asked_sheet(f"Tệp {place.MARKER} bị mất hoặc đã hỏng; chương trình lập lại."))


def _print_sheet(folder: Path, sheet: Iterable[str]) -> None:
    """Show the recovery sheet once: on this terminal, in no file."""
    print(f"Dữ liệu (đã mã hóa) nằm ở: {folder}")
    print("PHIẾU KHÔI PHỤC – chỉ in ra lần này. Chép tay hoặc in, cất trong két; mất cả máy lẫn phiếu là mất dữ liệu.")
    for line in sheet:
        print(f"    {line}")
    print(flush=True)


def _asked_sheet(why: str) -> str:
    print(f"{why} {asking.LINES}")
    return asking.sheet(_typed_line, print)


def _typed_line() -> str:
    """Give the next line as a file would: with its end, or empty where nothing more comes."""
    try:
        return f"{input()}\n"
    except EOFError:
        return ""


def _protect(folder: Path, marker: Marker) -> Marker:
    first = prepare.ask_pass_phrase()
    if sys.stdin.isatty() and prepare.ask_pass_phrase() != first:
        raise prepare.CannotRun("Hai lần nhập cụm mật khẩu không giống nhau. Chạy lại và nhập lại.")
    protected = keystore.protect(marker, keys.current(), first)
    place.write_marker(folder, protected)
    keystore.forget(marker.id)
    print("Từ nay mỗi lần mở đều hỏi cụm mật khẩu.", flush=True)
    return protected


def _fill(folder: Path, marker: Marker) -> None:
    if prepare.is_pending():
        print("Chuẩn bị cơ sở dữ liệu…", flush=True)
        prepare.migrate()
    prepare.note_restore()  # first: what is written after a restore says nothing of the copy
    prepare.replay_erasures()
    prepare.sweep()
    prepare.after_start()
    if marker.is_filled:
        prepare.note_key()
        return
    if marker.kind == "sample":
        print("Nạp chi bộ mẫu…", flush=True)
        prepare.fill_sample()
    prepare.note_key()
    place.write_marker(folder, replace(marker, is_filled=True))
    place.make_private(folder)  # the database is new


def _seal_if_due() -> None:
    """Seal the log where the organisation set it and today's seal is not made yet; say so when the witness is away."""
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    try:
        call_command("seal", if_due=True, stdout=io.StringIO())
    except CommandError as away:
        print(str(away), flush=True)


# --- serving ---


def application(folder: str, key: bytes) -> Any:
    """Give the application inside the server's worker; the key comes from its parent, never by the environment."""
    os.environ["CHIBO_DATA"] = folder
    _end_with_parent()
    presence.enter(Path(folder))
    keys.use(key)
    from chibo.config import wsgi  # noqa: PLC0415

    return wsgi.application


def _end_with_parent() -> None:
    """Have this worker end when the start that made it is killed: nobody could stop it, nor open chibo beside it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), name="chibo-parent", daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)  # what is being answered comes to its end; on Windows this is the end itself
    time.sleep(LAST_WORDS)
    os._exit(1)  # a page that never ends its answer


class _Loader:
    """Carries the key to the worker, which on some systems is a process started afresh."""

    def __init__(self, folder: str, key: bytes) -> None:
        self.folder, self.key = folder, key

    def __call__(self) -> Any:
        return application(self.folder, self.key)


def _serve(wanted: int | None, *, has_browser: bool, names: tuple[str, ...] = ()) -> int:
    """Serve until Ctrl-C: plain on this machine only, or by TLS for the office network under ``names``."""
    from django.db import connections  # noqa: PLC0415
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    listening, first = (lan.EVERYWHERE, lan.FIRST_PORT) if names else (ADDRESS, FIRST_PORT)
    port = free_port(wanted, listening, first)
    shown = lan.addresses(names, port) if names else (f"http://{ADDRESS}:{port}/",)
    how = lan.advice(names) if names else ""
    presence.served_at(shown[-1])
    with lan.passing_place() as place:
        encrypted = lan.served(place, names) if names else {}
        connections.close_all()  # the worker opens its own
        server = Granian(
            "chibo",
            address=listening,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            websockets=False,
            log_level=LogLevels.error,
            workers_kill_timeout=10,
            **encrypted,
        )
        greeting = threading.Thread(target=_greet, args=(port, shown, place, has_browser, how), daemon=True)
        server.on_startup(greeting.start)
        server.serve(target_loader=_Loader(os.environ["CHIBO_DATA"], keys.current()), wrap_loader=False)
    connections["default"].ensure_connection()
    presence.serve_no_more()
    connections.close_all()  # the last to leave folds the write-ahead log into the file
    print("\nĐã dừng chibo. Dữ liệu đã được lưu.", flush=True)
    return 0


def free_port(wanted: int | None, address: str = ADDRESS, first: int = FIRST_PORT) -> int:
    """Give the wanted port, or the first free one from ``first`` on; a wanted one that is taken is said."""
    for port in [wanted] if wanted else range(first, first + PORTS_TRIED):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # there the option would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    if wanted:
        raise prepare.CannotRun(f"Cổng {wanted} đang có chương trình khác dùng. Chọn cổng khác bằng --port.")
    raise prepare.CannotRun(f"Không còn cổng trống từ {first} đến {first + PORTS_TRIED - 1}.")


def _answers(port: int, place: Path) -> bool:
    """Wait until the server answers, or until patience is at its end; give which."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection((ADDRESS, port), timeout=5) as line:
                if (place / "server.pem").exists():
                    lan.shake_hands(line, place)  # the port answers before the server has read its key
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _greet(port: int, addresses: tuple[str, ...], place: Path, has_browser: bool, how: str) -> None:  # noqa: FBT001 — by position
    """Say where the server is once it answers, and open the page; until then its key stays where it reads it."""
    while not _answers(port, place):
        print("chibo chưa trả lời, máy đang chậm. Vẫn đang chờ; muốn thôi thì bấm Ctrl-C.", flush=True)
    lan.forget(place)
    print(f"chibo đang chạy tại {addresses[0]}  (dừng: Ctrl-C)", flush=True)
    if len(addresses) > 1:
        print(f"Địa chỉ khác: {' '.join(addresses[1:])}")
        if how:
            print(how)
        print("Máy khác phải cài chứng thư gốc trước: xem Cài đặt → Dùng trong mạng nội bộ.", flush=True)
    if has_browser:
        webbrowser.open(addresses[-1])
