"""One file that holds everything: made, sealed, and tried out before it is trusted (ADR 0039).

Both engines, whatever the size: what is written or read passes by in pieces.
"""

from chibo.base.backup.making import SUFFIX, has_room, make, size_of
from chibo.base.backup.problem import BackupProblem, WrongOpener
from chibo.base.backup.proving import Summary, prove
from chibo.base.backup.restoring import note_restored, put_back, restore, restored_at, stage
from chibo.base.backup.sealing import identity_of, locked_identity, seal_for, wants_pass_phrase

__all__ = [
    "SUFFIX",
    "BackupProblem",
    "Summary",
    "WrongOpener",
    "has_room",
    "identity_of",
    "locked_identity",
    "make",
    "note_restored",
    "prove",
    "put_back",
    "restore",
    "restored_at",
    "seal_for",
    "size_of",
    "stage",
    "wants_pass_phrase",
]
