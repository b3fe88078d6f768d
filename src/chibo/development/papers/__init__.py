"""The papers of a road that the program can word: which are due, and each as DOCX from the records."""

from chibo.development.papers.boxes import index_docx, label_sheet, make_index, make_labels, take_text
from chibo.development.papers.bulk import ask_for_due_papers, has_below
from chibo.development.papers.choice import Choice, Layout
from chibo.development.papers.due import DuePaper, may_be_typed, papers_due
from chibo.development.papers.given import Given
from chibo.development.papers.kinds import FORMS, Form, FormKind, LetterKind, Part, kind_of
from chibo.development.papers.making import make_paper, paper_docx
from chibo.development.papers.offers import RULES, Offer, OfferedPart, PaperRule, offers, paper_rules
from chibo.development.papers.own import own_guide
from chibo.development.papers.sets import DuePapers, due_papers_zip

__all__ = [
    "FORMS",
    "RULES",
    "Choice",
    "DuePaper",
    "DuePapers",
    "Form",
    "FormKind",
    "Given",
    "Layout",
    "LetterKind",
    "Offer",
    "OfferedPart",
    "PaperRule",
    "Part",
    "ask_for_due_papers",
    "due_papers_zip",
    "has_below",
    "index_docx",
    "kind_of",
    "label_sheet",
    "make_index",
    "make_labels",
    "make_paper",
    "may_be_typed",
    "offers",
    "own_guide",
    "paper_docx",
    "paper_rules",
    "papers_due",
    "take_text",
]
