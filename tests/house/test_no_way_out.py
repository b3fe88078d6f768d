"""The program opens no address outside: no module can, but for the sign-in service that an operator may name."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import guard
from tests.house import plan

if TYPE_CHECKING:
    from pathlib import Path

# What speaks to another machine. `socket` itself: to find a free port, one's own address, and whether one is served.
SPEAKING = {
    "urllib.request",
    "http.client",
    "http.server",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "telnetlib",
    "xmlrpc",
    "asyncio",
    "socketserver",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "pycurl",
    "paramiko",
    "webbrowser",
    "socket",
    "ssl",
    "psycopg",
}
MAY = {
    "src/chibo/accounts/outside.py": {"requests"},  # ADR 0044: only where a service is named
    "src/chibo/config/launch.py": {"socket", "webbrowser"},  # a free port; the user's own browser at our page
    "src/chibo/config/lan.py": {"socket", "ssl"},  # one handshake with ourselves
    "src/chibo/base/backup/postgres.py": {"psycopg"},  # the database that the operator named
    "src/chibo/base/backup/waiting.py": {"psycopg"},  # the same one, when a restore into it was cut off
    "src/chibo/config/trying.py": {"psycopg"},  # the same one, asked whether a typed key opens it
    "src/chibo/config/urlform.py": {"psycopg"},  # the same one, asked before the framework is there
    "src/chibo/base/authority.py": {"socket"},  # by which address this machine is called; nothing is sent
}


def spoken(path: Path) -> set[str]:
    """The modules of ``SPEAKING`` that a module imports, anywhere in it."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            named |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            named |= {
                part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
    return {way for way in SPEAKING if any(name == way or name.startswith(f"{way}.") for name in named)}


def test_only_named_modules_can_speak_to_another_machine() -> None:
    found = {plan.said(path): ways for path in plan.modules() if (ways := spoken(path))}
    assert {
        name: sorted(ways - MAY.get(name, set())) for name, ways in found.items() if ways - MAY.get(name, set())
    } == {}
    assert sorted(set(MAY) - set(found)) == [], "an exception that nobody needs any more"


@pytest.mark.parametrize(
    "text", ["import requests", "from urllib import request", "import http.client as x", "def f():\n    import ssl"]
)
def test_a_module_that_speaks_would_be_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(text, encoding="utf-8")
    assert spoken(tmp_path / "x.py")


def test_without_a_named_service_its_library_is_not_even_loaded() -> None:
    script = (
        "import os, sys, tempfile; os.environ['CHIBO_DATA'] = tempfile.mkdtemp(); "
        "os.environ['CHIBO_KEY_FILE'] = os.environ['CHIBO_DATA'] + '/k'; "
        "open(os.environ['CHIBO_KEY_FILE'], 'w').write('5a' * 32); "
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'chibo.config.settings'; "
        "import django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(sorted({'requests', 'urllib3', 'jwt'} & set(sys.modules)))"
    )
    kept = {"PATH": "/usr/bin:/bin", "HOME": "/tmp"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=kept, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == "[]"


# --- every test of this house runs behind the same guard ---


@pytest.mark.parametrize("address", [("192.0.2.7", 80), ("8.8.8.8", 53)])
def test_the_guard_lets_no_test_speak_to_the_outside(address: tuple[str, int]) -> None:
    with socket.socket() as line, pytest.raises(guard.WayOut):
        line.connect(address)
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(guard.WayOut):
        line.sendto(b"x", address)


def test_the_guard_lets_no_name_be_asked_for() -> None:
    with pytest.raises(guard.WayOut):
        socket.getaddrinfo("example.org", 443)
    assert socket.getaddrinfo("localhost", 80)
