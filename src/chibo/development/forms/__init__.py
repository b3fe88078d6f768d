"""The shape of what arrives on the pages of the road; no rule of the law stands here."""

from chibo.development.forms.checking import AheadForm, ReturnForm, WaiverForm
from chibo.development.forms.declaration import (
    OwnHistoryForm,
    OwnPageForm,
    OwnRelativesForm,
    SendBackForm,
    TakeForm,
)
from chibo.development.forms.doors import CodeForm, DoorForm, DoorRuleForm
from chibo.development.forms.making import BackgroundForm, GivenForm, PaperRuleForm
from chibo.development.forms.mentoring import (
    EndForm,
    FinishTaskForm,
    MentorForm,
    NoteForm,
    ProbationMentorForm,
    RemarkForm,
    TaskForm,
    WithdrawTaskForm,
)
from chibo.development.forms.paper import PaperForm
from chibo.development.forms.papers import BulkForm, SetForm
from chibo.development.forms.section import SECTION_FORMS, RowsForm
from chibo.development.forms.step import (
    CeremonyForm,
    CloseForm,
    DecisionForm,
    RecognitionForm,
    SourceForm,
    StepForm,
    TakeBackForm,
)
from chibo.development.forms.training import (
    BodyForm,
    CertificateForm,
    ChooseForm,
    ClassForm,
    PlannedForm,
    ReasonForm,
    ResultsForm,
    SentForm,
)

__all__ = [
    "SECTION_FORMS",
    "AheadForm",
    "BackgroundForm",
    "BodyForm",
    "BulkForm",
    "CeremonyForm",
    "CertificateForm",
    "ChooseForm",
    "ClassForm",
    "CloseForm",
    "CodeForm",
    "DecisionForm",
    "DoorForm",
    "DoorRuleForm",
    "EndForm",
    "FinishTaskForm",
    "GivenForm",
    "MentorForm",
    "NoteForm",
    "OwnHistoryForm",
    "OwnPageForm",
    "OwnRelativesForm",
    "PaperForm",
    "PaperRuleForm",
    "PlannedForm",
    "ProbationMentorForm",
    "ReasonForm",
    "RecognitionForm",
    "RemarkForm",
    "ResultsForm",
    "ReturnForm",
    "RowsForm",
    "SendBackForm",
    "SentForm",
    "SetForm",
    "SourceForm",
    "StepForm",
    "TakeBackForm",
    "TakeForm",
    "TaskForm",
    "WaiverForm",
    "WithdrawTaskForm",
]
