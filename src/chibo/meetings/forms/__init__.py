"""The shape of what arrives on the pages of a meeting, and on those of the year around it."""

from chibo.meetings.forms.member import AskForm, GrantForm, PastExemptionForm, ReturnForm, SheetForm, points_in
from chibo.meetings.forms.sitting import (
    HourField,
    ItemForm,
    MeetingForm,
    PersonChoice,
    PersonItemForm,
    QuickItemForm,
    RowChoice,
    VoteForm,
    absences_in,
    lines_in,
    resolutions_in,
    texts_in,
    version_of,
)
from chibo.meetings.forms.year import GroupForm, PlacesForm, PlanLineForm, SessionForm, TopicForm

__all__ = [
    "AskForm",
    "GrantForm",
    "GroupForm",
    "HourField",
    "ItemForm",
    "MeetingForm",
    "PastExemptionForm",
    "PersonChoice",
    "PersonItemForm",
    "PlacesForm",
    "PlanLineForm",
    "QuickItemForm",
    "ReturnForm",
    "RowChoice",
    "SessionForm",
    "SheetForm",
    "TopicForm",
    "VoteForm",
    "absences_in",
    "lines_in",
    "points_in",
    "resolutions_in",
    "texts_in",
    "version_of",
]
