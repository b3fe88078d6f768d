"""Answers kept in memory until somebody writes: a page asks two questions instead of thirty.

Every act writes one line into the log of its organisation or of the installation, in its own transaction and one
after the other (decision 39). Each line is sealed with a hash over itself and all lines before it: while the seal of
the last change in both logs is the same, nothing has changed, so what was gathered before is still true, even after a
backup was restored under the running program. Nothing is kept outside the memory of the process. Reasons: ADR 0013.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Q

from chibo.base.audit import INSTALLATION
from chibo.base.models import AuditEntry
from chibo.base.once import once
from chibo.base.words.acts import CHANGES_NOTHING

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
    key = (organisation.uid, question, once(("seals", organisation.uid), lambda: _seals(str(organisation.uid))))
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


def _seals(uid: str) -> tuple[str, ...]:
    """The seal of the last change told by the logs of the installation and of an organisation. One query.

    Looks are passed over: every opened page of a person writes one, and answers are as true after it as before.
    """
    last = Q()
    for chain in (INSTALLATION, uid):
        acts = AuditEntry.objects.filter(chain=chain).exclude(action__in=CHANGES_NOTHING)
        newest = acts.order_by("-seq").values("pk")[:1]
        last |= Q(pk=newest)
    return tuple(AuditEntry.objects.filter(last).order_by("chain").values_list("hash", flat=True))


def forget() -> None:
    """Forget every answer: the next view of each page makes its own."""
    with _lock:
        _answers.clear()
