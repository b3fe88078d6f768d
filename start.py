#!/usr/bin/env python3
"""The two commands of chibo, with nothing but Python's standard library.

python3 start.py [--sample|--empty] [--port N] [--no-browser] [--data DIR]   chạy chibo
python3 start.py test [--long] [tham số của pytest]                          chạy toàn bộ kiểm tra
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
STAMP = VENV / "chibo-lock.json"
LOCKS = {"run": HOUSE / "lock" / "requirements.txt", "test": HOUSE / "lock" / "dev.txt"}
OLDEST = (3, 11)
ON_WINDOWS = os.name == "nt"
PATIENCE = 15  # seconds a stopping server is given

NEEDED_BY_TESTS = {  # Debian package: (what shows that it is there, places to look besides PATH)
    "chromium": (("chromium", "chromium-browser", "google-chrome"), ()),
    "postgresql": (("pg_ctl",), ("/usr/lib/postgresql/*/bin/pg_ctl",)),
    "libreoffice-writer-nogui": (("soffice", "libreoffice"), ()),
    "fonts-liberation2": ((), ("/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf",)),
    "poppler-utils": (("pdftoppm",), ()),
}


class Stop(Exception):
    """A reason to stop that the person at the machine can act on."""


def main(arguments: list[str]) -> int:
    """Run one of the two commands; give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if sys.version_info < OLDEST:
            raise Stop(
                "Cần Python {}.{} trở lên; máy này đang có {}.{}. Tải bản mới tại python.org rồi chạy lại.".format(
                    *OLDEST, *sys.version_info[:2]
                )
            )
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        install("run")
        return run_until_stopped([str(python()), "-m", "chibo", "start", *arguments])
    except Stop as stop:
        print(f"chibo: {stop}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return 130


# --- installing ---


def python() -> Path:
    """Tell where the environment's Python is."""
    return VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")


def install(what: str) -> None:
    """Make the environment equal to the lock; a second start finds the lock's hash and installs nothing."""
    wanted = {name: fingerprint(lock) for name, lock in LOCKS.items()}
    found = stamp()
    if found.get(what) == wanted[what] and python().exists():
        return
    print("Chuẩn bị lần đầu: tải và cài thư viện đã khóa phiên bản…", flush=True)
    try:
        make_environment()
        install_lock(LOCKS[what])
        install_house()
        held = dict(wanted) if what == "test" else {"run": wanted["run"]}  # the lock of the tests holds both
        STAMP.write_text(json.dumps(held), encoding="utf-8")
    except OSError as error:
        raise Stop(reason_of(str(error))) from error


def fingerprint(lock: Path) -> str:
    """Hash what an environment depends on: the lock, the Python, the place of the house."""
    parts = (lock.read_bytes(), sys.version.encode(), str(HOUSE).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp() -> dict[str, str]:
    """Read what was installed before."""
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in read.items()}


def make_environment() -> None:
    """Make ``.venv``, or make it anew when its Python is gone or another one."""
    probe = "import sys, pip; print(sys.version)"
    if python().exists():
        answer = subprocess.run([str(python()), "-c", probe], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == sys.version:
            return
    try:
        import ensurepip  # noqa: F401, PLC0415 — Debian ships Python without it
    except ImportError as error:
        raise Stop("Python thiếu mô-đun venv. Trên Debian/Ubuntu chạy: sudo apt install python3-venv") from error
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(VENV)
    except subprocess.CalledProcessError as error:
        raise Stop("Không tạo được .venv. Trên Debian/Ubuntu chạy: sudo apt install python3-venv") from error


def install_lock(lock: Path) -> None:
    """Install a lock with uv; where uv cannot be had, with pip. Every package is checked against its hash."""
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    hashed = ["--require-hashes", "-r", str(lock)]
    uv = [str(python()), "-m", "uv", "pip", "install", "--quiet", "--python", str(python()), *hashed]
    if quietly([*pip, "-r", str(HOUSE / "lock" / "uv.txt")]) is None and quietly(uv) is None:
        return
    complaint = quietly([*pip, "-r", str(lock)])
    if complaint is not None:
        raise Stop(reason_of(complaint))


def quietly(command: list[str]) -> str | None:
    """Run a command; give nothing when it went well, else what it said."""
    done = subprocess.run(
        command, cwd=HOUSE, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    return None if done.returncode == 0 else done.stdout + done.stderr


def reason_of(complaint: str) -> str:
    """Turn what an installer said into one line that helps."""
    low = complaint.lower()
    if "no space left" in low or "errno 28" in low or "disk full" in low:
        return "Ổ đĩa đã đầy: cần khoảng 700 MB trống trong thư mục chibo. Giải phóng chỗ rồi chạy lại."
    if "do not match the hashes" in low or "hash mismatch" in low:
        return "Thư viện tải về không khớp dấu kiểm trong lock/: không cài. Hãy thử lại bằng mạng khác."
    offline = (
        "connection",
        "name resolution",
        "getaddrinfo",
        "no matching distribution",
        "dns",
        "timed out",
        "network",
    )
    if any(word in low for word in offline):
        return "Không tải được thư viện: máy chưa có mạng, hoặc mạng chặn kho thư viện Python. Nối mạng rồi chạy lại."
    last = next((line for line in reversed(complaint.splitlines()) if line.strip()), "không rõ lý do")
    return f"Không cài được thư viện: {last.strip()}"


def install_house() -> None:
    """Put chibo itself into the environment: a path to ``src`` and the ``chibo`` command. Nothing is built."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(
        subprocess.run([str(python()), "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    )
    write_house(packages)


def write_house(packages: Path) -> None:
    """Write both. Neither names the folder of the house.

    Python and Windows read such files in the letters of a locale, which may lack those of "Nguyễn".
    """
    (packages / "chibo-house.pth").write_text(f"{os.path.relpath(HOUSE / 'src', packages)}\n", encoding="ascii")
    if ON_WINDOWS:
        (VENV / "Scripts" / "chibo.cmd").write_bytes(b'@"%~dp0python.exe" -X utf8 -m chibo %*\r\n')
    else:
        command = VENV / "bin" / "chibo"
        command.unlink(missing_ok=True)
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(python()))} -m chibo "$@"\n', encoding="utf-8")
        command.chmod(0o755)


# --- running ---


def run_until_stopped(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a program that has the terminal; pass on a wish to stop and wait until it has stopped."""
    child = subprocess.Popen(command, env={**os.environ, "PYTHONUTF8": "1", **(environment or {})})
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the terminal has told the child too
            try:
                return child.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                child.terminate()


# --- testing ---


def test(arguments: list[str]) -> int:
    """Run lint, formatting, types, contracts, then the tests on both engines; the last line is pytest's own."""
    install("test")
    bring_programs()
    passed = {name: is_good(name, command) for name, command in checks().items()}
    pytest = [str(python()), "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *arguments]
    if is_there("postgresql"):
        print("== pytest, PostgreSQL", flush=True)
        answer = run_until_stopped(pytest, {"CHIBO_TEST_DATABASE": "postgres"})
        passed["PostgreSQL"] = answer in {0, 5}  # 5: none of the chosen tests needs a database
    else:
        passed["PostgreSQL"] = not is_strict()
        print("== PostgreSQL: chưa cài, bỏ qua phần kiểm tra trên PostgreSQL", flush=True)
    if "--long" in arguments:
        passed |= {name: is_good(name, command) for name, command in long_checks().items()}
    for name, good in passed.items():
        print(f"== {name}: {'đạt' if good else 'CHƯA ĐẠT'}", flush=True)
    print("== pytest, SQLCipher", flush=True)
    last = run_until_stopped(pytest, {"CHIBO_TEST_DATABASE": "sqlcipher"})
    return last or int(not all(passed.values()))


def checks() -> dict[str, list[str]]:
    """Name the machine checks that come before the tests."""
    tools = python().parent
    suffix = ".exe" if ON_WINDOWS else ""
    os.chdir(HOUSE)
    return {
        "ruff check": [str(tools / f"ruff{suffix}"), "check", "."],
        "ruff format": [str(tools / f"ruff{suffix}"), "format", "--check", "."],
        "mypy": [str(python()), "-m", "mypy"],
        "lint-imports": [str(tools / f"lint-imports{suffix}"), "--no-logo"],
    }


def long_checks() -> dict[str, list[str]]:
    """Name what the long run adds to the long tests: branches and mutants of the law, known vulnerabilities."""
    branches = ["-n0", "-q", "--cov=chibo.law", "--cov-branch", "--cov-report=term-missing:skip-covered"]
    found = {"law branches 100 %": [str(python()), "-m", "pytest", "tests/law", *branches, "--cov-fail-under=100"]}
    found["known vulnerabilities"] = [str(python()), str(HOUSE / "tools" / "audit_lock.py")]
    if ON_WINDOWS:
        print("== mutation: mutmut chỉ chạy trên Linux, macOS và WSL; bỏ qua", flush=True)
        return found
    return {**found, "mutation of the law": [str(python()), str(HOUSE / "tools" / "mutate_law.py")]}


def is_good(name: str, command: list[str]) -> bool:
    """Run one of the checks under its name."""
    print(f"== {name}", flush=True)
    return run_until_stopped(command, {"PYTHONPATH": str(HOUSE)}) == 0


def is_strict() -> bool:
    """Tell whether a missing program is a failure: on a build server it is."""
    return os.environ.get("CI") == "true"


def is_there(package: str) -> bool:
    """Tell whether the program of a Debian package can be found, however it was installed."""
    names, places = NEEDED_BY_TESTS[package]
    found = any(shutil.which(name) for name in names)
    return found or any(any(Path("/").glob(place.lstrip("/"))) for place in places)


def bring_programs() -> None:
    """Install what the tests drive (browser, PostgreSQL, LibreOffice, fonts) where that is possible, else say how."""
    missing = [package for package in NEEDED_BY_TESTS if not is_there(package)]
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        print(f"Cài chương trình cho phần kiểm tra: {', '.join(missing)}", flush=True)
        run_until_stopped([apt, "-qq", "update"], quiet)
        run_until_stopped([apt, "-qq", "-y", "--no-install-recommends", "install", *missing], quiet)
        missing = [package for package in missing if not is_there(package)]
    if missing:
        print(f"Thiếu chương trình cho một số kiểm tra. Chạy: sudo apt install {' '.join(missing)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
