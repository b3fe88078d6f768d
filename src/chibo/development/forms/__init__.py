"""The shape of what arrives on the pages of the road; no rule of the law stands here."""

from chibo.development.forms.mentoring import (
    FinishTaskForm,
    MentorForm,
    NoteForm,
    TaskForm,
)
from chibo.development.forms.paper import PaperForm
from chibo.development.forms.step import (
    CeremonyForm,
    CloseForm,
    DecisionForm,
    RecognitionForm,
    SourceForm,
    StepForm,
    TakeBackForm,
)

__all__ = [
    "CeremonyForm",
    "CloseForm",
    "DecisionForm",
    "FinishTaskForm",
    "MentorForm",
    "NoteForm",
    "PaperForm",
    "RecognitionForm",
    "SourceForm",
    "StepForm",
    "TakeBackForm",
    "TaskForm",
]
