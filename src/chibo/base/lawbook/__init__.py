"""The law book: one page per figure, the same on the screen, in the manual and at the terminal."""

from chibo.base.lawbook.pages import (
    NEEDS,
    ExampleLine,
    PolicyLine,
    RulePage,
    ValueLine,
    parts,
    policy_said,
    rule_page,
    said,
    sureness,
    value_words,
)
from chibo.base.lawbook.printed import index_text, page_text, terminal_lines
from chibo.base.lawbook.reading import Book, Example, Note, book

__all__ = [
    "NEEDS",
    "Book",
    "Example",
    "ExampleLine",
    "Note",
    "PolicyLine",
    "RulePage",
    "ValueLine",
    "book",
    "index_text",
    "page_text",
    "parts",
    "policy_said",
    "rule_page",
    "said",
    "sureness",
    "terminal_lines",
    "value_words",
]
