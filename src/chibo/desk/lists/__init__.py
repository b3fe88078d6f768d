"""Lists that leave the program: workbooks for mail merge, papers to be signed, the member register."""

from chibo.desk.lists.classes import CLASS_PAPERS, attendance_sheet, class_paper, class_sheet
from chibo.desk.lists.papers import LIST_PAPERS, list_paper, register_workbook
from chibo.desk.lists.shape import SheetList
from chibo.desk.lists.sheets import LISTS, meeting_sheet

__all__ = [
    "CLASS_PAPERS",
    "LISTS",
    "LIST_PAPERS",
    "SheetList",
    "attendance_sheet",
    "class_paper",
    "class_sheet",
    "list_paper",
    "meeting_sheet",
    "register_workbook",
]
