"""What is written about the program agrees with the program."""

from __future__ import annotations

import argparse
import re
import tomllib

import pytest

from chibo.config import cli
from tests.house import plan

MANUAL = plan.HOUSE / "docs" / "operate"


def manual() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md")))


def parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = {parser.prog: parser}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                found |= parsers(below)
    return found


COMMANDS = parsers(cli.build())


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_manual_names_every_command_and_option(command: str) -> None:
    text = manual()
    options = [
        option for action in COMMANDS[command]._actions for option in action.option_strings if option[:2] == "--"
    ]
    assert [name for name in [command, *options] if f"{name}" not in text] == []


def test_the_manual_names_every_setting() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*plan.modules(), plan.HOUSE / "start.py"])
    settings = set(re.findall(r"environ(?:\.get\(|\.setdefault\(|\[)\"(CHIBO_[A-Z_]+)", code))
    assert settings
    assert [name for name in sorted(settings) if name not in manual()] == []


def test_locks_name_no_host_and_hash_everything() -> None:
    for lock in sorted((plan.HOUSE / "lock").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--find-links|\.local\b", text), lock.name
        pinned = re.findall(r"^[a-z0-9-]+==.*?(?=^[a-z]|\Z)", text, flags=re.MULTILINE | re.DOTALL)
        assert pinned, lock.name
        assert [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry] == [], lock.name


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((plan.HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    locked = set(
        re.findall(r"^([a-z0-9-]+)==", (plan.HOUSE / "lock" / "dev.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    running = set(
        re.findall(
            r"^([a-z0-9-]+)==", (plan.HOUSE / "lock" / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert names(project["project"]["dependencies"]) <= running <= locked
    assert names(project["dependency-groups"]["dev"]) <= locked


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;]", line)[0].strip().lower() for line in requirements}
