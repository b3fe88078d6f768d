"""Party age and what follows from it: which badge is due when, how early at most, with how much money."""

from chibo.law.tenure.age import Tenure, tenure
from chibo.law.tenure.badges import (
    Badge,
    badge_due,
    badge_due_at,
    badge_kinds,
    badge_money,
    badges_ahead,
    badges_missing,
    earliest_badge,
    usual_ceremony,
)

__all__ = [
    "Badge",
    "Tenure",
    "badge_due",
    "badge_due_at",
    "badge_kinds",
    "badge_money",
    "badges_ahead",
    "badges_missing",
    "earliest_badge",
    "tenure",
    "usual_ceremony",
]
