"""PostgreSQL as Django has it; only the ends of transactions are ours."""

from __future__ import annotations

from django.db.backends.postgresql import base as plain

from chibo.base.engine.acts import Acts


class DatabaseWrapper(Acts, plain.DatabaseWrapper):
    """Django's backend for PostgreSQL."""
