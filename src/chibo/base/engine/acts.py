"""What both engines do around a transaction: the seals learn where it begins and where an act ends.

In the tests of a whole transaction that is taken back, the outermost block of the program is a savepoint; there it
begins and ends just as it does outside of tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.seals import sealing, touching

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper as _Base
else:
    _Base = object


class Acts(_Base):
    """Mixed into the wrapper of an engine, before Django's own."""

    sealed_tables: Any
    sealed_version: Any
    sealed_rests: bool = False  # while tables change their form

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection that knows nothing of the tables yet."""
        self.sealed_tables, self.sealed_version = None, None
        return super().get_new_connection(conn_params)

    def init_connection_state(self) -> None:
        """Give the connection its notes."""
        super().init_connection_state()
        touching.prepare(self)

    def savepoint(self) -> str | None:
        """Begin, where a test holds the transaction around the program's."""
        made = super().savepoint()
        if self.atomic_blocks and self._is_outermost():
            touching.start(self)
        return made

    def savepoint_commit(self, sid: str) -> None:
        """End, where a test holds the transaction around the program's."""
        if self.atomic_blocks and self._is_outermost():
            sealing.end(self)
        super().savepoint_commit(sid)

    def commit(self) -> None:
        """Seal what the act touched, then commit; what cannot be sealed is not committed."""
        if self.connection is not None and not self.get_autocommit():
            try:
                sealing.end(self)
            except BaseException:
                self.rollback()
                raise
        super().commit()

    def _is_outermost(self) -> bool:
        return all(getattr(block, "_from_testcase", False) for block in self.atomic_blocks)
