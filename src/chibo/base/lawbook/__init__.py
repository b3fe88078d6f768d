"""The law book: one page per figure, the same on the screen, in the manual and at the terminal."""

from chibo.base.lawbook.pages import (
    ExampleLine,
    PolicyLine,
    RulePage,
    ValueLine,
    policy_said,
    rule_page,
    said,
    sureness,
)
from chibo.base.lawbook.printed import index_text, page_text, terminal_lines
from chibo.base.lawbook.reading import Book, Example, Note, book

__all__ = [
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
    "policy_said",
    "rule_page",
    "said",
    "sureness",
    "terminal_lines",
]
