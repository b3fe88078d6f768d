"""Everything of one organisation and below as an open archive that is read without chibo (ADR 0047)."""

from chibo.exchange.archive.packing import archive_bytes, archive_parts
from chibo.exchange.archive.rows import Reach

__all__ = ["Reach", "archive_bytes", "archive_parts"]
