"""The papers of the two dossiers that the program can word: which are due, and each as DOCX from the records."""

from chibo.development.papers.due import DuePaper, papers_due
from chibo.development.papers.kinds import FORMS, Form, kind_of
from chibo.development.papers.making import make_paper, paper_docx
from chibo.development.papers.sets import DuePapers, due_papers_zip

__all__ = [
    "FORMS",
    "DuePaper",
    "DuePapers",
    "Form",
    "due_papers_zip",
    "kind_of",
    "make_paper",
    "paper_docx",
    "papers_due",
]
