"""Lists that leave the program: workbooks for mail merge, papers to be signed, the member register."""

from chibo.desk.lists.papers import LIST_PAPERS, list_paper, register_workbook
from chibo.desk.lists.sheets import LISTS, SheetList, meeting_sheet

__all__ = [
    "LISTS",
    "LIST_PAPERS",
    "SheetList",
    "list_paper",
    "meeting_sheet",
    "register_workbook",
]
