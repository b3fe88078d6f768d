"""The room's records: what was promised and how it was judged."""

from chibo.reviews.models.awards import Commendation, PartyBadge
from chibo.reviews.models.discipline import Discipline
from chibo.reviews.models.rounds import BallotLine, Opinion, PointSheet, RatingBallot, RatingDecision, Subject
from chibo.reviews.models.targets import BASES, Measure, Target, TargetAmendment
from chibo.reviews.models.titles import Title
from chibo.reviews.models.yearly import Classification, YearReview

__all__ = [
    "BASES",
    "BallotLine",
    "Classification",
    "Commendation",
    "Discipline",
    "Measure",
    "Opinion",
    "PartyBadge",
    "PointSheet",
    "RatingBallot",
    "RatingDecision",
    "Subject",
    "Target",
    "TargetAmendment",
    "Title",
    "YearReview",
]
