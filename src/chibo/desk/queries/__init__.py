"""The reads of this room, divided by the user's words."""

from chibo.desk.queries.agenda import proposals_of, whole_agenda_of
from chibo.desk.queries.filters import Wanted
from chibo.desk.queries.handover import open_in_hand
from chibo.desk.queries.lines import Button, Tag, WorkRow
from chibo.desk.queries.people import (
    PeopleList,
    PersonRow,
    annotated,
    chosen_people,
    is_uid,
    people_list,
    rows_of,
    standing_of,
)
from chibo.desk.queries.person import (
    Head,
    birth_bound_by,
    head_of,
    meetings_of_person,
    papers_of_person,
    tasks_of_person,
)
from chibo.desk.queries.search import Found, Results, search
from chibo.desk.queries.settings import SettingsView, settings_of
from chibo.desk.queries.story import Story, story_of
from chibo.desk.queries.worklist import FOR_THE_AGENDA, WorkGroup, Worklist, worklist

__all__ = [
    "FOR_THE_AGENDA",
    "Button",
    "Found",
    "Head",
    "PeopleList",
    "PersonRow",
    "Results",
    "SettingsView",
    "Story",
    "Tag",
    "Wanted",
    "WorkGroup",
    "WorkRow",
    "Worklist",
    "annotated",
    "birth_bound_by",
    "chosen_people",
    "head_of",
    "is_uid",
    "meetings_of_person",
    "open_in_hand",
    "papers_of_person",
    "people_list",
    "proposals_of",
    "rows_of",
    "search",
    "settings_of",
    "standing_of",
    "story_of",
    "tasks_of_person",
    "whole_agenda_of",
    "worklist",
]
