"""The short way to the tables of an empty database leads where the whole history of migrations leads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from chibo.base.engine import checkpoint

ROOT = Path(__file__).parents[3]


@pytest.mark.engine("sqlcipher")
def test_checkpoint_and_history_lead_to_the_same_tables() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_checkpoint.py"), "--check"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
    ran = subprocess.run(command, env=clean, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.django_db
def test_nothing_is_laid_where_there_are_tables() -> None:
    assert not checkpoint.lay(connection)
