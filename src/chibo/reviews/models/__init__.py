"""The room's records: what was promised and how it was judged."""

from chibo.reviews.models.targets import Target
from chibo.reviews.models.titles import Title
from chibo.reviews.models.yearly import Classification, YearReview

__all__ = ["Classification", "Target", "Title", "YearReview"]
