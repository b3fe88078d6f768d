"""Look ahead: what will have expired by a day, and the latest day for each act of a road that must end on a day."""

from chibo.law.planning.ahead import Expiry, Plan, PlannedAct, plan_ceremony, plan_meeting
from chibo.law.planning.backwards import latest_start

__all__ = ["Expiry", "Plan", "PlannedAct", "latest_start", "plan_ceremony", "plan_meeting"]
