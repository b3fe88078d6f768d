"""Templates of an office: keep a version, mend it, put one into use from a day, go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit, secrecy, vault
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError, NotYoursError
from chibo.documents import sniffing, workshop
from chibo.documents.actions.files import kept_row, tidy_name
from chibo.documents.models import OfficeTemplate, TemplateChoice
from chibo.documents.office import catalogue
from chibo.documents.office.fields import say_unknown, unknown_in
from chibo.documents.office.language import renamed
from chibo.documents.regimes import regimes

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.documents.regimes import Regime

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def keep_template(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    scope_key: str,
    regime: str,
    template: str,
    name: str,
    content: bytes,
    mended_from: OfficeTemplate | None = None,
) -> OfficeTemplate:
    """Check an uploaded template, fill it once with the sample, keep it as the next version. It is not used yet.

    A field the form has not is kept with the version and named there; such a version cannot be put into use.
    Raises ``NotAllowedError``, ``NotYoursError`` for a form we do not have, ``FaultyError`` with everything wrong.
    """
    _may(actor, scope_key)
    if regime not in {each.slug for each in regimes()} or template not in catalogue.names(regime):
        raise NotYoursError(template)
    checked = _checked(name, content, regime, template)
    with transaction.atomic():
        return _next_version(
            actor,
            on,
            checked,
            organisation_uid=organisation_uid,
            scope_key=scope_key,
            regime=regime,
            template=template,
            name=name,
            mended_from=mended_from,
        )


def mend_template(*, actor: Actor, on: date, version: OfficeTemplate) -> OfficeTemplate:
    """Write the field that was meant wherever a version has one that the form has not: a new version.

    Raises ``NotAllowedError`` and ``FaultyError`` when no field resembles what is written.
    """
    _may(actor, version.scope_key)
    wrong = [each for each in version.unknown if each["meant"]]
    if not wrong:
        raise FaultyError([_nothing_alike()])
    content = vault.read(version.file.digest)
    for each in wrong:
        content = renamed(content, each["name"], each["meant"], is_part=each["is_part"])
    return keep_template(
        actor=actor,
        on=on,
        organisation_uid=version.organisation_uid,
        scope_key=version.scope_key,
        regime=version.regime,
        template=version.template,
        name=version.file.name,
        content=content,
        mended_from=version,
    )


@transaction.atomic
def use_template(*, actor: Actor, on: date, version: OfficeTemplate, starts_on: date) -> TemplateChoice:
    """Use a version for papers dated ``starts_on`` or later. Raises ``NotAllowedError`` and ``FaultyError``."""
    _may(actor, version.scope_key)
    faults = [_broken(each) for each in version.unknown] + _faults_of_day(version.regime, starts_on)
    if faults:
        raise FaultyError(faults)
    return _choose(actor, on, version, TemplateChoice.Source.OFFICE, starts_on, version)


@transaction.atomic
def go_back(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    scope_key: str,
    regime: str,
    template: str,
    source: str,
    starts_on: date,
) -> TemplateChoice:
    """Use the program's own template again from a day, or follow the organisation above (``source``).

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    _may(actor, scope_key)
    faults = _faults_of_day(regime, starts_on)
    if faults:
        raise FaultyError(faults)
    unsaved = OfficeTemplate(organisation_uid=organisation_uid, scope_key=scope_key, regime=regime, template=template)
    return _choose(actor, on, unsaved, TemplateChoice.Source(source), starts_on, None)


@transaction.atomic
def open_template(*, actor: Actor, on: date, version: OfficeTemplate) -> bytes:
    """Give a version to be saved, and write who took it."""
    _may(actor, version.scope_key)
    audit.record(
        actor=actor, on=on, action="documents.open_template", subject=version, chain=str(version.organisation_uid)
    )
    return vault.read(version.file.digest)


def _may(actor: Actor, scope_key: str) -> None:
    if not actor.may(Permission.CHANGE_SETTINGS, scope_key):
        raise NotAllowedError("đổi mẫu văn bản của tổ chức này")


def _checked(name: str, content: bytes, regime: str, template: str) -> dict[str, Any]:
    """Let the workshop take the file apart; its answer, or everything that is wrong."""
    mark = sniffing.secrecy_mark(name, b"")
    if mark and not secrecy.is_taken(mark):
        raise FaultyError([sniffing.marked(mark)])
    facts = dict(catalogue.sample(regime, template))
    try:
        answer = workshop.run("template", content, facts=facts)
    except workshop.TookTooLong as error:
        raise FaultyError([_too_slow()]) from error
    except workshop.Broke as error:
        raise FaultyError([_unreadable()]) from error
    if answer.get("faults"):
        raise FaultyError(Fault(**each) for each in answer["faults"])
    mark = sniffing.secrecy_mark("", answer["content"])
    if mark and not secrecy.is_taken(mark):
        raise FaultyError([sniffing.marked(mark)])
    used = {tuple(path): str(written) for path, written in answer["fields"]}
    unknown = unknown_in(used, catalogue.known_paths(regime, template))
    return {"content": answer["content"], "unknown": catalogue.as_rows(unknown)}


def _next_version(actor: Actor, on: date, checked: dict[str, Any], *, name: str, **form: Any) -> OfficeTemplate:
    digest = vault.store(checked["content"])
    of_form = {key: form[key] for key in ("organisation_uid", "regime", "template")}
    earlier = list(OfficeTemplate.objects.select_for_update().filter(**of_form).select_related("file"))
    same = next((each for each in earlier if each.file.digest == digest), None)
    if same is not None:
        raise FaultyError([_same(same)])
    file = kept_row(
        digest=digest,
        organisation_uid=form["organisation_uid"],
        scope_key=form["scope_key"],
        name=tidy_name(name, _DOCX),
        media_type=_DOCX,
        size=len(checked["content"]),
    )
    version = OfficeTemplate.objects.create(
        **form,
        file=file,
        version=max((each.version for each in earlier), default=0) + 1,
        unknown=checked["unknown"],
        added_by=actor.name,
        added_on=on,
    )
    changes = {"template": version.template, "regime": version.regime, "version": [None, version.version]}
    audit.record(
        actor=actor,
        on=on,
        action="documents.keep_template",
        subject=version,
        chain=str(version.organisation_uid),
        changes={**changes, "digest": digest, "mended_from": form["mended_from"] and form["mended_from"].version},
    )
    return version


def _choose(
    actor: Actor,
    on: date,
    form: OfficeTemplate,
    source: TemplateChoice.Source,
    starts_on: date,
    version: OfficeTemplate | None,
) -> TemplateChoice:
    choice = TemplateChoice.objects.create(
        organisation_uid=form.organisation_uid,
        scope_key=form.scope_key,
        regime=form.regime,
        template=form.template,
        starts_on=starts_on,
        source=source,
        version=version,
        chosen_by=actor.name,
    )
    audit.record(
        actor=actor,
        on=on,
        action="documents.choose_template",
        subject=choice,
        chain=str(form.organisation_uid),
        changes={
            "template": form.template,
            "regime": form.regime,
            "source": [None, source.value],
            "version": [None, version.version if version else None],
            "starts_on": [None, starts_on],
        },
    )
    return choice


# --- what is said ---


def _broken(each: dict[str, Any]) -> Fault:
    return Fault(what=say_unknown(each), next="Sửa trường ấy trước khi đưa mẫu vào dùng.")


def _faults_of_day(slug: str, starts_on: date) -> list[Fault]:
    regime: Regime = next(each for each in regimes() if each.slug == slug)
    if regime.until_day is not None and starts_on >= regime.until_day:
        return [
            Fault(
                what=f"Từ ngày {say_date(starts_on)} không còn giấy tờ nào theo {regime.id}.",
                why=f"Giấy ghi ngày từ {say_date(regime.until_day)} theo hướng dẫn sau.",
                next="Chọn ngày sớm hơn, hoặc đổi mẫu ở hướng dẫn sau.",
                field="starts_on",
            )
        ]
    return []


def _nothing_alike() -> Fault:
    return Fault(
        what="Không có trường nào gần giống để sửa giúp.",
        next="Xem bảng trường của mẫu, sửa trong Word rồi tải lên lại.",
    )


def _same(version: OfficeTemplate) -> Fault:
    return Fault(
        what=f"Tệp này giống hệt bản {version.version} đã tải lên ngày {say_date(version.added_on)}.",
        why="Chương trình không giữ hai bản giống nhau.",
        next=f"Mở bản {version.version} để thử hoặc đưa vào dùng.",
        field="file",
    )


def _too_slow() -> Fault:
    return Fault(
        what=f"Đọc mẫu này quá {workshop.SECONDS:.0f} giây nên chương trình đã dừng.",
        why="Mẫu quá phức tạp, có thể làm treo máy mỗi lần soạn giấy.",
        next="Bắt đầu lại từ mẫu của chương trình, chép từng phần cần sửa sang.",
        field="file",
    )


def _unreadable() -> Fault:
    return Fault(
        what="Tệp này làm hỏng bộ đọc Word.",
        why="Tệp không như Word hay LibreOffice lưu ra.",
        next="Mở tệp trong Word, chọn Lưu thành dạng .docx mới rồi tải lên lại.",
        field="file",
    )
