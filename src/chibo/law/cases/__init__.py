"""Worked cases (facts → what the rule answers), run through the same judgments the program uses (decision 45)."""

from chibo.law.cases.run import CaseCheck, CaseFault, CaseOutcome, CaseResult, covered_names, run_case

__all__ = ["CaseCheck", "CaseFault", "CaseOutcome", "CaseResult", "covered_names", "run_case"]
