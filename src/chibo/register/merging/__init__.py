"""Two records of one person: what speaks against joining them, what goes where, and how they part again exactly.

The rooms above are reached through the models' own links (as ``erasing`` does), so that nothing that points at the
second record is forgotten (ADR 0048).
"""

from chibo.register.merging.comparing import Choice, Move, choices, moves, same_admissions
from chibo.register.merging.contradicting import contradictions, dated_fields
from chibo.register.merging.joining import join, later_than, mark, part

__all__ = [
    "Choice",
    "Move",
    "choices",
    "contradictions",
    "dated_fields",
    "join",
    "later_than",
    "mark",
    "moves",
    "part",
    "same_admissions",
]
