"""``chibo start --lan`` as another machine meets it: TLS only, cookies of this host, one certificate to trust."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPSConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.config.test_installation import Cell
from tests.journeys.program import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("installation")

OWNED = """
from chibo.base import place
from chibo.config import prepare
prepare.existing(place.data_folder())
prepare.set_up()
from chibo.accounts.models import User
User.objects.create(username="bi-thu", display_name="Lò Mẫu An")
"""


class Served:
    """A cell that serves the office network."""

    def __init__(self, cell: Cell) -> None:
        self.cell, self.port = cell, free_port()
        self.began_at = time.time()
        words = ["start", "--empty", "--lan", "--no-browser", "--port", str(self.port)]
        self.running = subprocess.Popen(
            [sys.executable, "-m", "chibo", *words],
            env=cell.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.running.stdout is not None
        self.said = ""
        for line in self.running.stdout:
            self.said += line
            if "Máy khác phải cài" in line:
                break

    def asked(
        self, path: str = "/dang-nhap/", trusting: Path | None = None, host: str = "localhost"
    ) -> tuple[int, str]:
        """Ask as a machine that trusts one certificate; give the status and the headers."""
        context = ssl.create_default_context(cafile=str(trusting) if trusting else None)
        line = HTTPSConnection("localhost", self.port, context=context, timeout=120)
        with closing(line):
            line.request("GET", path, headers={"Host": f"{host}:{self.port}"})
            answer = line.getresponse()
            answer.read()
            return answer.status, str(answer.headers)

    def stop(self) -> int:
        self.running.send_signal(signal.SIGINT)
        self.running.communicate(timeout=120)
        return self.running.returncode


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    cell = Cell(tmp_path_factory.mktemp("lan"))
    cell.extra = {"CHIBO_HTTPS": "1", "CHIBO_HOSTS": "may-chu.local"}
    behind_a_proxy = cell.run("start", "--empty", "--no-browser")
    cell.extra = {}
    by_itself = cell.run("start", "--empty", "--lan", "--no-browser")
    for refused in (behind_a_proxy, by_itself):
        assert refused.returncode == 3, "whoever came first from the network would own it"
        assert "Chưa có tài khoản nào" in refused.stderr
    subprocess.run([sys.executable, "-c", OWNED], env=cell.environment, check=True)
    started = Served(cell)
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def certificate(served: Served) -> Path:
    """What an administrator carries to another machine."""
    path = served.cell.root / "goc.crt"
    done = served.cell.run("lan-certificate", str(path))
    assert done.returncode == 0, done.stderr
    assert re.search(r"Dấu vân tay \(SHA-256\), so với máy cài: ([0-9A-F]{4} ?){16}$", done.stdout, re.MULTILINE)
    return path


def test_a_machine_that_trusts_the_certificate_gets_the_page(served: Served, certificate: Path) -> None:
    status, headers = served.asked(trusting=certificate)
    assert status == 200
    assert "__Host-chibo_csrf=" in headers
    assert "Secure" in headers
    assert f"https://localhost:{served.port}/" in served.said


def test_a_machine_that_does_not_is_warned(served: Served) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        served.asked()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_nothing_is_answered_unencrypted_nor_by_old_tls(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as line:
        line.sendall(b"GET /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"HTTP/1.1 200" not in line.recv(4096)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=60) as line,
        pytest.raises((ssl.SSLError, ConnectionError)),
        old.wrap_socket(line, server_hostname="localhost"),
    ):
        pytest.fail("old TLS was taken")


HEAD = b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\n"
INSIDE = b"GET /xq7z HTTP/1.1\r\nHost: localhost\r\n\r\n"
UNCLEAR = {
    "two lengths": HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde" + INSIDE,
    "length and chunks": HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INSIDE,
    "no number": HEAD + b"Content-Length: +4\r\n\r\nabcd" + INSIDE,
    "a chunk of no size": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + INSIDE,
    "another coding last": HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + INSIDE,
    "a space before the colon": HEAD + b"Content-Length : 4\r\n\r\nabcd" + INSIDE,
    "a bare line end": b"GET /dang-nhap/ HTTP/1.1\nHost: localhost\rX: 1\n\n" + INSIDE,
}


@pytest.mark.parametrize("how", UNCLEAR)
def test_where_a_request_ends_is_never_unclear(served: Served, certificate: Path, how: str) -> None:
    """It is refused once and the line closed; what follows on the line is never taken for a request of its own."""
    trusting = ssl.create_default_context(cafile=str(certificate))
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=60) as plain,
        trusting.wrap_socket(plain, server_hostname="localhost") as line,
    ):
        line.sendall(UNCLEAR[how])
        said = b""
        while piece := line.recv(65536):  # a line that stays open ends in TimeoutError
            said += piece
    (status,) = re.findall(rb"HTTP/1\.1 (\d{3})", said)
    assert status in {b"400", b"403"}, "by granian, or by us for want of the form's token"


def test_a_name_that_is_not_the_machines_is_refused(served: Served, certificate: Path) -> None:
    assert served.asked(trusting=certificate, host="example.org")[0] == 400


def keys_in_files(served: Served) -> list[Path]:
    """The keys in folders made since the server began: what a program left that was killed before is none of ours."""
    places = [served.cell.root, Path(os.environ.get("TMPDIR", "/tmp")), Path("/dev/shm")]
    found = [path for place in places if place.is_dir() for path in place.glob("chibo-*/server.key")]
    return [path for path in found if changed_at(path.parent) >= served.began_at - 1]


def changed_at(folder: Path) -> float:
    """When a folder was made, or something in it; long ago where it is gone by now."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def test_the_servers_private_key_is_gone_once_it_serves(served: Served) -> None:
    until = time.monotonic() + 60  # another program may hold one for the moment in which it starts; ours would stay
    while (left := keys_in_files(served)) and time.monotonic() < until:
        time.sleep(0.2)
    assert left == []
    kept = b"".join(path.read_bytes() for path in served.cell.data.rglob("*.*") if path.suffix in {".key", ".pem"})
    assert b"BEGIN PRIVATE KEY" not in kept
