"""Django's ``migrate``, with a shorter way for an empty embedded database; after it every record is sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connection, connections

from chibo.base import clock
from chibo.base.access import Actor
from chibo.base.engine import checkpoint
from chibo.base.models import AuditEntry
from chibo.base.records import sealed_anew
from chibo.base.seals import renewing


class Command(migrate.Command):
    """Bring the database to the present form."""

    _has_begun = False
    _begun: renewing.Begun | None = None
    takes_the_short_way = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the checkpoint where there is nothing yet, migrate as ever, seal what the upgrade left."""
        if self.takes_the_short_way and not options["app_label"]:
            checkpoint.lay(connections[options["database"]])
        try:
            super().handle(*args, **options)
        finally:
            if self._has_begun or renewing.is_due(connection):
                self._seal()

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:  # noqa: FBT001, FBT002 — Django's
        """Note before the first migration which records are odd already, and after the one that brings the seals."""
        if action in {"apply_start", "unapply_start"} and not self._has_begun:
            self._has_begun = True
            self._begun = renewing.before_upgrade(connection)
        if action == "apply_success" and (migration.app_label, migration.name) == renewing.FIRST:
            self._begun = renewing.begin_first(connection)
        super().migration_progress_callback(action, migration, fake)

    def _seal(self) -> None:
        count = renewing.after_upgrade(connection, self._begun)
        if count and AuditEntry.objects.exists():
            actor = Actor(uid="chibo", name="Chương trình", at=clock.now())
            sealed_anew(actor=actor, on=clock.today(), count=count)
