"""The reads of this room, divided by the user's words."""

from chibo.desk.queries.agenda import proposals_of
from chibo.desk.queries.worklist import FOR_THE_AGENDA, Button, Tag, WorkGroup, Worklist, WorkRow, worklist

__all__ = ["FOR_THE_AGENDA", "Button", "Tag", "WorkGroup", "WorkRow", "Worklist", "proposals_of", "worklist"]
