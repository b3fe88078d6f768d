"""Workbooks of an office with named cells: keep a version, put one into use from a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit, secrecy, vault
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import sniffing, workshop
from chibo.documents.actions.files import kept_row, tidy_name
from chibo.documents.models import OfficeTemplate, TemplateChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

WORKBOOKS: Final = "bieu-xlsx"  # where a form of the Party names its guidance, a workbook has this word
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep_workbook(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    scope_key: str,
    template: str,
    name: str,
    content: bytes,
    judge: Callable[[Iterable[str]], list[Fault]],
) -> OfficeTemplate:
    """Check an uploaded workbook and keep it as the next version of ``template``. It is not used yet.

    ``judge`` tells what is wrong with the names of its cells; this room knows no figures. Raises ``NotAllowedError``,
    ``FaultyError`` with everything wrong.
    """
    if not actor.may(Permission.CHANGE_SETTINGS, scope_key):
        raise NotAllowedError("đổi mẫu biểu của tổ chức này")
    mark = sniffing.secrecy_mark(name, b"")
    if mark and not secrecy.is_taken(mark):
        raise FaultyError([sniffing.marked(mark)])
    names = _checked(content)
    faults = judge(names)
    if faults:
        raise FaultyError(faults)
    with transaction.atomic():
        return _next_version(
            actor,
            on,
            OfficeTemplate(
                organisation_uid=organisation_uid,
                scope_key=scope_key,
                regime=WORKBOOKS,
                template=template,
                added_by=actor.name,
                added_on=on,
            ),
            tidy_name(name, _XLSX),
            content,
        )


@transaction.atomic
def use_workbook(*, actor: Actor, on: date, version: OfficeTemplate) -> TemplateChoice:
    """Use a version from today, here and below. Raises ``NotAllowedError``."""
    if not actor.may(Permission.CHANGE_SETTINGS, version.scope_key):
        raise NotAllowedError("đổi mẫu biểu của tổ chức này")
    choice = TemplateChoice.objects.create(
        organisation_uid=version.organisation_uid,
        scope_key=version.scope_key,
        regime=version.regime,
        template=version.template,
        starts_on=on,
        source=TemplateChoice.Source.OFFICE,
        version=version,
        chosen_by=actor.name,
    )
    audit.record(
        actor=actor,
        on=on,
        action="documents.choose_template",
        subject=choice,
        chain=str(version.organisation_uid),
        changes={"template": version.template, "version": [None, version.version], "starts_on": [None, on]},
    )
    return choice


def _checked(content: bytes) -> list[str]:
    """Let the workshop take the file apart; the names of its cells, or everything that is wrong."""
    try:
        answer = workshop.run("workbook", content)
    except (workshop.TookTooLong, workshop.Broke) as error:
        raise FaultyError([_unreadable()]) from error
    if answer.get("faults"):
        raise FaultyError(Fault(**each) for each in answer["faults"])
    return [str(name) for name, _, _ in answer["names"]]


def _next_version(actor: Actor, on: date, version: OfficeTemplate, name: str, content: bytes) -> OfficeTemplate:
    digest = vault.store(content)
    of_form = {"organisation_uid": version.organisation_uid, "regime": version.regime, "template": version.template}
    earlier = list(OfficeTemplate.objects.select_for_update().filter(**of_form).select_related("file"))
    same = next((each for each in earlier if each.file.digest == digest), None)
    if same is not None:
        raise FaultyError([_same(same)])
    version.file = kept_row(
        digest=digest,
        organisation_uid=version.organisation_uid,
        scope_key=version.scope_key,
        name=name,
        media_type=_XLSX,
        size=len(content),
    )
    version.version = max((each.version for each in earlier), default=0) + 1
    version.save(force_insert=True)
    audit.record(
        actor=actor,
        on=on,
        action="documents.keep_template",
        subject=version,
        chain=str(version.organisation_uid),
        changes={"template": version.template, "version": [None, version.version], "digest": digest},
    )
    return version


def _same(version: OfficeTemplate) -> Fault:
    return Fault(
        what=f"Tệp này giống hệt bản {version.version} đã tải lên ngày {say_date(version.added_on)}.",
        why="Chương trình không giữ hai bản giống nhau.",
        next=f"Mở bản {version.version} để xem trước hoặc đưa vào dùng.",
        field="file",
    )


def _unreadable() -> Fault:
    return Fault(
        what="Tệp này làm hỏng bộ đọc Excel, hoặc đọc quá lâu.",
        why="Tệp không như Excel hay LibreOffice lưu ra.",
        next="Mở tệp trong Excel, lưu thành tệp .xlsx mới rồi tải lên lại.",
        field="file",
    )
