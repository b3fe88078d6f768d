"""What somebody who takes a set of papers chose: as which files, under which names, with which numbers in the names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum, unique
from typing import Any


@unique
class Layout(StrEnum):
    """As which files, and how they are named; the value stands in addresses and jobs."""

    DOCX = "docx"
    PDF = "pdf"
    BOTH = "ca-hai"
    DIGITISED = "so-hoa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The choice. ``with_identity`` puts identity numbers into names of folders: only with a purpose, and logged."""

    layout: Layout = Layout.DOCX
    with_identity: bool = False
    purpose: str = ""

    def plain(self) -> dict[str, Any]:
        """As plain values, for the log and for a job."""
        return {**asdict(self), "layout": self.layout.value}


def read(values: dict[str, Any]) -> Choice:
    """Read what :meth:`Choice.plain` wrote."""
    return Choice(
        layout=Layout(values["layout"]), with_identity=bool(values["with_identity"]), purpose=str(values["purpose"])
    )
