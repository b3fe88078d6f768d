"""Taking back people who were entered together by mistake, as long as nothing else was built on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.models import AuditEntry
from chibo.register.actions.common import Faults, allow, log
from chibo.register.models import Admission, Employment, Membership, Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_OWN = (Membership, Admission, Employment)  # what entering a person makes
_ENTERING = ("add_person", "hire", "record_admission", "open_membership")


@transaction.atomic
def take_back_people(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    people: Collection[Person],
    reason: str,
) -> int:
    """Delete people with the spells and admissions entered with them; the log keeps that they were there.

    Refuses whole, naming each person, when something else points at one of them or a later act changed what was
    entered. Returns how many went.
    """
    allow(actor, organisation.scope_key, "rút lại người đã nhập")
    named = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=[p.pk for p in people])}
    faults = Faults()
    for pk, what in sorted({*_pointing(named), *_later_acts(named)}):
        faults.add(f"{named[pk].full_name}: {what}.", next="Rút lại việc đó trước, hoặc giữ người này.")
    faults.settle()
    told = {"people": [[str(person.uid) for person in named.values()], []]}
    log(actor, on, "take_back_people", organisation, organisation, told, reason=reason)
    for model in _OWN:
        model._default_manager.filter(person__in=named).delete()  # noqa: SLF001 - Django's documented manager
    Person.objects.filter(pk__in=named).delete()
    return len(named)


def _pointing(named: Collection[int]) -> Iterator[tuple[int, str]]:
    """Rows of other kinds that point at the people: cases, absences, votes, accounts, and so on."""
    for relation in Person._meta.related_objects:  # noqa: SLF001 - Django's documented model API
        model, key = relation.related_model, relation.field
        if model in _OWN:
            continue
        rows = model._default_manager.filter(**{f"{key.name}__in": list(named)})  # noqa: SLF001 - as above
        for pk in set(rows.values_list(f"{key.name}_id", flat=True)):
            yield pk, _WORDS.get(model._meta.label_lower, "đã có ghi chép khác")  # noqa: SLF001 - as above


_WORDS = {
    "development.developmentcase": "đã có hồ sơ theo dõi",
    "development.mentorship": "đã được phân công giúp đỡ người khác",
    "development.paper": "đã đứng tên trong giấy tờ của một hồ sơ",
    "meetings.attendance": "đã có tên trong điểm danh cuộc họp",
    "meetings.meeting": "đã chủ trì hoặc ghi biên bản cuộc họp",
    "meetings.agendaitem": "đã có tên trong chương trình họp",
    "reviews.classification": "đã được xếp loại",
    "accounts.user": "đã có tài khoản đăng nhập",
    "register.officeholding": "đã được ghi chức vụ trong đảng",
    "register.transfer": "đã có ghi chuyển sinh hoạt",
    "register.exemption": "đã có ghi miễn công tác, sinh hoạt",
    "register.correction": "đã được đính chính",
    "register.background": "đã có phần lý lịch ghi riêng",
}


def _later_acts(named: dict[int, Person]) -> Iterator[tuple[int, str]]:
    """Acts of the log upon the people, their spells and admissions, other than entering them."""
    owner = {str(person.uid): pk for pk, person in named.items()}
    for model in _OWN:
        rows = model._default_manager.filter(person__in=named)  # noqa: SLF001 - Django's documented manager
        owner |= {str(uid): pk for uid, pk in rows.values_list("uid", "person_id")}
    entering = [f"register.{verb}" for verb in _ENTERING]
    later = AuditEntry.objects.filter(subject_uid__in=list(owner)).exclude(action__in=entering)
    for uid in later.values_list("subject_uid", flat=True):
        yield owner[uid], "thông tin đã được sửa sau khi nhập"
