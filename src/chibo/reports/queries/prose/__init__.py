"""Báo cáo bằng lời: what happened in a period, as prose whose every figure is a field with its list."""

from chibo.reports.queries.prose.keeping import (
    Check,
    checked,
    open_report,
    period_of,
    periods,
    report_for,
    reports_of,
    sendings_of,
)
from chibo.reports.queries.prose.telling import Told, canonical, digest_of, frozen, told, told_of
from chibo.reports.queries.prose.text import faults_in

__all__ = [
    "Check",
    "Told",
    "canonical",
    "checked",
    "digest_of",
    "faults_in",
    "frozen",
    "open_report",
    "period_of",
    "periods",
    "report_for",
    "reports_of",
    "sendings_of",
    "told",
    "told_of",
]
