"""Lists that leave the program: workbooks for mail merge, papers to be signed, the member register."""

from chibo.desk.lists.papers import LIST_PAPERS, list_paper, register_workbook
from chibo.desk.lists.sheets import (
    AWARENESS,
    LISTS,
    NEW_MEMBER,
    SheetList,
    meeting_sheet,
    persons_to_card,
    persons_to_send,
)

__all__ = [
    "AWARENESS",
    "LISTS",
    "LIST_PAPERS",
    "NEW_MEMBER",
    "SheetList",
    "list_paper",
    "meeting_sheet",
    "persons_to_card",
    "persons_to_send",
    "register_workbook",
]
