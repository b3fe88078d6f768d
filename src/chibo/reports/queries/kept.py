"""Answers kept in memory until somebody writes: a page asks two questions instead of thirty.

Every act writes one line into the log of its organisation or of the installation, in its own transaction and one
after the other (decision 39). While the last line of both logs is the same, nothing has changed, so what was gathered
before is still true. Nothing is kept outside the memory of the process.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Max

from chibo.base.audit import INSTALLATION
from chibo.base.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from chibo.register.models import Organisation

_ROOM = 64
_answers: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()
Answer = TypeVar("Answer")


def kept(organisation: Organisation, *question: Hashable, make: Callable[[], Answer]) -> Answer:
    """Give the answer kept for a question about an organisation, or make it. One query when it is kept.

    ``question`` names what is asked, with everything the answer depends on beside the recorded data.
    """
    chains = [INSTALLATION, str(organisation.uid)]
    last = AuditEntry.objects.filter(chain__in=chains).values("chain").annotate(last=Max("seq")).order_by("chain")
    key = (organisation.uid, question, tuple(last.values_list("chain", "last")))
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return cast("Answer", _answers[key])
    made = make()
    with _lock:
        _answers[key] = made
        while len(_answers) > _ROOM:
            _answers.popitem(last=False)
    return made
