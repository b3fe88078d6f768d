"""What weighs much asks for the pass phrase again: every such address, and whether it really does (ASVS V7.5)."""

from __future__ import annotations

import ast
from pathlib import Path

ROOMS = Path(__file__).parents[2] / "src" / "chibo"

TO_OPEN = {
    "accounts": {"reset_phrase", "second_step_rule", "take_second_step_away", "confirm", "revoke", "close"}
    | {"session_rule", "identity"},
    "desk": {"law_confirm", "law_close", "export"},
}
"""Views that ask before they show or do anything."""

TO_WRITE = {
    "accounts": {"add", "account", "link", "emergency", "rule"},
    "desk": {"hand_over"},
}
"""Views whose page may be looked at, and that ask before they write."""


def guarded(room: str, by: str) -> set[str]:
    """The views of a room that carry a decorator."""
    return {
        node.name
        for path in (ROOMS / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and by in {one.id for one in node.decorator_list if isinstance(one, ast.Name)}
    }


def test_what_changes_accounts_roles_the_law_or_takes_the_log_away_asks_again() -> None:
    for room, views in TO_OPEN.items():
        assert views <= guarded(room, "fresh"), room
    for room, views in TO_WRITE.items():
        assert views <= guarded(room, "fresh_to_write"), room
