"""One step under judgment: what is known, the act itself, the day of recording, the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law.journey.order import last_done_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.facts import CaseFacts, StepFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.vocabulary import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A step under judgment: what is known of the case, the act itself, the day it is judged, and the law."""

    facts: CaseFacts
    step: StepFacts
    on: date
    rules: Rulebook

    @property
    def day(self) -> date:
        """The day of the act, which chooses the law."""
        return self.step.on

    def done(self, kind: StepKind) -> date | None:
        """The day an earlier step was last done, if it was."""
        return last_done_on(self.facts, kind, self.rules)
