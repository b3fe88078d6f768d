"""Dự báo: what the unit's own pace makes of the target by the end of the term."""

from chibo.reports.queries.forecasting.facts import Basis, Expected, Forecast, Outcome
from chibo.reports.queries.forecasting.reckoning import forecast
from chibo.reports.queries.forecasting.supposing import Supposed, Supposition, suppose

__all__ = ["Basis", "Expected", "Forecast", "Outcome", "Supposed", "Supposition", "forecast", "suppose"]
