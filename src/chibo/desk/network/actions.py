"""Verbs about the network: state that it is an independent LAN, and that it is one no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit, secrecy
from chibo.base.models import NetworkStatement
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.safekeeping.queries import ask_right
from chibo.register.facts import rulebook_of
from chibo.register.queries import home

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor

FIGURE = "privacy.independent_lan"


@transaction.atomic
def state_network(
    *, actor: Actor, on: date, place: str, reason: str, is_one_site: bool, has_no_line_out: bool, is_guarded: bool
) -> NetworkStatement:
    """State that this is an independent LAN: what bears a mark of secrecy is taken with a warning from now on.

    For who looks after the whole installation. Raises ``NotAllowedError`` and ``FaultyError`` with every fault.
    """
    ask_right(actor)
    audit.hold(audit.INSTALLATION)
    faults = []
    reading = rulebook_of(home(actor), on).find(FIGURE, on)
    if reading is None or not reading.value:
        why = "Luật 117/2025/QH15, Điều 5 có hiệu lực từ 1-3-2026; trước ngày ấy chưa thấy văn bản nào nói như vậy."
        faults.append(Fault(what="Vào ngày này chưa có căn cứ để khai mạng LAN độc lập.", why=why))
    if secrecy.statement_now() is not None:
        faults.append(Fault(what="Lời khai đang có hiệu lực.", next="Ghi thôi lời khai cũ rồi mới khai lại."))
    if not place.strip():
        faults.append(Fault(what="Chưa ghi địa điểm của mạng.", field="place"))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi ai quyết định, ai đã kiểm tra.", field="reason"))
    if not (is_one_site and has_no_line_out and is_guarded):
        what = "Mạng LAN độc lập phải ở trong một trụ sở, không nối ra ngoài, có biện pháp bảo đảm an ninh."
        faults.append(Fault(what=what, why="Luật 117/2025/QH15, Điều 5", next="Chưa đúng một ý thì không khai."))
    if faults:
        raise FaultyError(faults)
    made = NetworkStatement.objects.create(
        place=place.strip(), reason=reason.strip(), stated_on=on, stated_by=actor.name
    )
    said = {"place": [None, made.place]}
    audit.record(actor=actor, on=on, action="desk.state_network", subject=made, changes=said, reason=made.reason)
    return made


@transaction.atomic
def end_network(*, actor: Actor, on: date) -> None:
    """State that it is an independent LAN no more; marks are refused again. Raises ``NotAllowedError``."""
    ask_right(actor)
    held = secrecy.statement_now()
    if held is None:
        return
    held.ended_on, held.ended_by = on, actor.name
    held.save(update_fields=["ended_on", "ended_by"])
    audit.record(actor=actor, on=on, action="desk.end_network", subject=held, changes={"state": ["đang khai", "thôi"]})
