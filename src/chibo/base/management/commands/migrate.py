"""Django's ``migrate``, with a shorter way for an empty embedded database."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from chibo.base.engine import checkpoint


class Command(migrate.Command):
    """Bring the database to the present form."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the checkpoint where there is nothing yet, then migrate as ever."""
        if not options["app_label"]:
            checkpoint.lay(connections[options["database"]])
        super().handle(*args, **options)
