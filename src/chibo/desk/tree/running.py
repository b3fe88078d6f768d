"""The long part of a change of the tree, done by a job: everybody's copies of keys follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.register import actions as register
from chibo.register import scope_keys
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from chibo.base.jobs import Task


def follow(task: Task) -> tuple[str, str]:
    """Bring the copies of a branch's keys along, batch by batch: stopped or cut off, it goes on where it was."""
    organisation = Organisation.objects.get(uid=task.organisation_uid)
    task.expect(scope_keys.count_stale(organisation.scope_key))
    total = 0
    while brought := register.follow_keys(actor=task.actor, on=task.on, organisation=organisation):
        total += brought
        task.step(brought)
    return "", f"Đã đưa {total} người và hồ sơ theo vị trí mới của {organisation.name}."
