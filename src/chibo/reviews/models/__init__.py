"""The room's records: what was promised and how it was judged."""

from chibo.reviews.models.activities import AwarenessActivity, AwarenessGuest
from chibo.reviews.models.awards import Commendation, PartyBadge
from chibo.reviews.models.commitments import Commitment, CommitmentRound, CommitmentText
from chibo.reviews.models.discipline import Discipline
from chibo.reviews.models.emulation import Campaign, CampaignEntry
from chibo.reviews.models.rounds import BallotLine, Opinion, PointSheet, RatingBallot, RatingDecision, Subject
from chibo.reviews.models.targets import BASES, Measure, Target, TargetAmendment
from chibo.reviews.models.titles import Title
from chibo.reviews.models.yearly import Classification, YearReview

__all__ = [
    "BASES",
    "AwarenessActivity",
    "AwarenessGuest",
    "BallotLine",
    "Campaign",
    "CampaignEntry",
    "Classification",
    "Commendation",
    "Commitment",
    "CommitmentRound",
    "CommitmentText",
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
