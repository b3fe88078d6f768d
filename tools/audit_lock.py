"""Ask whether a locked package has a known vulnerability; part of the long run. Says plainly when it cannot ask.

pip-audit is installed from lock/audit.txt, hashed like everything else, into a place that is thrown away; the packages
of the program are only named to it, none is installed or run.

python tools/audit_lock.py     0: nothing known, or nobody could be asked; 1: something is known
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements", "postgres", "oidc", "dev")
UNREACHED = ("connection", "resolve", "timed out", "timeout", "network", "http error", "proxy", "503", "service")
_PATIENCE = 600


def main() -> int:
    """Install the auditor, audit each lock, say what came out."""
    with tempfile.TemporaryDirectory(prefix="chibo-audit-") as folder:
        place = Path(folder) / "venv"
        auditor = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        uv = [sys.executable, "-m", "uv"]
        for command in (
            [*uv, "venv", "--quiet", str(place)],
            [*uv, "pip", "install", "--quiet", "--python", str(auditor), "--require-hashes", "-r", _lock("audit")],
        ):
            done = _run(command)
            if done.returncode:
                print(f"chưa kiểm được lỗ hổng đã biết: không cài được pip-audit.\n{done.stderr.strip()[-400:]}")
                return 0
        return max(_audited(auditor, lock) for lock in LOCKS)


def _lock(name: str) -> str:
    return str(ROOT / "lock" / f"{name}.txt")


def _audited(auditor: Path, lock: str) -> int:
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    done = _run([str(auditor), "-m", "pip_audit", "-r", _lock(lock), *options])
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode == 0:
        print(f"lock/{lock}.txt: không có lỗ hổng nào đã biết")
        return 0
    if "known vulnerabilit" in said:
        print(f"lock/{lock}.txt: CÓ lỗ hổng đã biết\n{said}")
        return 1
    reached = not any(word in said.lower() for word in UNREACHED)
    print(f"lock/{lock}.txt: CHƯA KIỂM ĐƯỢC ({'lỗi lạ' if reached else 'không hỏi được kho cảnh báo'})\n{said[-400:]}")
    return int(reached)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 2, "", "timed out")


if __name__ == "__main__":
    sys.exit(main())
