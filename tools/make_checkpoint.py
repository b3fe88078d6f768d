"""Write src/chibo/base/engine/checkpoint.sql anew: the tables after all migrations there are. Run after new ones.

python tools/make_checkpoint.py            write it
python tools/make_checkpoint.py --check    write nothing; say where the short way and the whole history part
"""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chibo.base.management.commands.migrate import Command

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "chibo" / "base" / "engine" / "checkpoint.sql"


def main(arguments: list[str]) -> int:
    """Live through the whole history in a throw-away place; write down or compare where it leads."""
    with tempfile.TemporaryDirectory(prefix="chibo-checkpoint-") as folder:
        os.environ["CHIBO_DATA"] = folder
        from chibo.base import keys  # noqa: PLC0415 — the place comes first, then the settings that read it

        keys.use(keys.make())
        from chibo.config import prepare  # noqa: PLC0415

        prepare.set_up()
        from chibo.base.management.commands.migrate import Command  # noqa: PLC0415

        whole = led_to(Command(), folder, "whole")
        if "--check" not in arguments:
            TARGET.write_text(whole, "utf-8")
            return 0
        parted = list(
            difflib.unified_diff(sorted_parts(whole), sorted_parts(led_to(Command(), folder, "short")), lineterm="")
        )
        print("\n".join(parted))
        return 1 if parted else 0


def led_to(command: Command, folder: str, way: str) -> str:
    """Migrate an empty database by the short way or through the whole history; give its tables as a checkpoint."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from chibo.base.engine import checkpoint  # noqa: PLC0415

    connection.settings_dict["NAME"] = str(Path(folder) / f"{way}.db")
    command.takes_the_short_way = way == "short"
    call_command(command, verbosity=0, interactive=False)
    text = checkpoint.told(connection)
    connection.close()
    return text


def sorted_parts(text: str) -> list[str]:
    """The statements without regard to their order: tables made anew by a later migration stand elsewhere."""
    return sorted(text.split(";\n\n"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
