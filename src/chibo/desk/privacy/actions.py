"""Verbs of the desk about personal data: hand a person the own copy, make the papers; each stands in the log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit, vault
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.holdings import HOLDINGS
from chibo.base.refusal import Fault, FaultyError, NotAllowedError, NotYoursError
from chibo.desk.privacy import papers
from chibo.desk.privacy.copying import scans_of, sections_of
from chibo.desk.privacy.queries import OF_MANY, kept_blocks, open_access_request
from chibo.documents import pdf, sets
from chibo.register.models import DataRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.documents.render import MadePaper
    from chibo.documents.sets import Entry
    from chibo.register.models import DataBreach, Organisation, Person

REQUEST_PAPERS: Final[dict[str, Callable[[DataRequest, date], MadePaper]]] = {
    "phieu-tiep-nhan": papers.receipt_docx,
    "tra-loi": papers.answer_docx,
}
README: Final = "Đọc trước.txt"


@transaction.atomic
def copy_own_data(*, actor: Actor, on: date, person: Person) -> tuple[str, bytes]:
    """Give everything kept about a person as an archive: PDF, JSON and the scans of the own papers.

    The person takes it by the own account. Who keeps the register takes it only on a request with a signed paper, which
    is done with by that; what organisations out of reach noted is theirs to hand over, and the archive says so. Raises
    ``NotAllowedError``, ``FaultyError``.
    """
    organisation = person.organisation
    if organisation is None:
        raise FaultyError([Fault(what="Không có tổ chức nào đang giữ hồ sơ của người này.")])
    request = None if actor.person_uid == str(person.uid) else _on_paper(actor, person)
    sections = sections_of(actor, person)
    made = pdf.as_pdf(papers.copy_docx(person, organisation, sections, on))
    told = {
        "người": person.full_name,
        "tổ chức": organisation.name,
        "ngày lấy": say_date(on),
        "vì sao giữ": _why(organisation, on),
        "dữ liệu": {section.label: list(section.rows) for section in sections},
    }
    entries: list[Entry] = [
        (README, sets.told(_readme(is_own=request is None))),
        (made.name, made.content),
        ("du-lieu.json", json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()),
        *_papers(actor, person),
    ]
    if request is not None and request.decision:
        DataRequest.objects.filter(pk=request.pk).update(done_on=on)
    changes = {"rows": sum(len(section.rows) for section in sections), "files": len(entries)}
    audit.record(
        actor=actor,
        on=on,
        action="desk.copy_own_data",
        subject=person,
        chain=str(organisation.uid),
        changes=changes,
        reason="theo đề nghị có chữ ký" if request is not None else "chính người này tải",
    )
    return f"Dữ liệu của {person.full_name} {say_date(on)}.zip", sets.archive(entries)


def _on_paper(actor: Actor, person: Person) -> DataRequest:
    needed = (Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE)
    if not all(actor.may(permission, person.scope_key) for permission in needed):
        what = "lấy bản dữ liệu thay cho người này"
        raise NotAllowedError(what)
    request = open_access_request(actor, person)
    if request is None:
        raise FaultyError(
            [
                Fault(
                    what="Chưa có đề nghị lấy bản dữ liệu của người này.",
                    why="Lấy thay thì phải có giấy đề nghị có chữ ký.",
                    next="Ghi đề nghị “Xem, lấy bản dữ liệu của mình” trước.",
                )
            ]
        )
    return request


def _why(organisation: Organisation, on: date) -> list[dict[str, str]]:
    return [
        {
            "dữ liệu": one.block.label,
            "để làm gì": one.block.purpose,
            "căn cứ": one.own or one.ground or "chưa tìm thấy căn cứ cụ thể",
            "ai xem": one.who,
            "giữ bao lâu": one.block.kept,
        }
        for one in kept_blocks(organisation, on)
        if one.block.name not in OF_MANY
    ]


def _readme(*, is_own: bool) -> list[str]:
    others = "Phần do tổ chức khác ghi, nơi đồng chí, anh, chị sinh hoạt trước đây, không ở đây: đề nghị tổ chức ấy."
    return [
        "Đây là mọi dữ liệu chương trình đang giữ về đồng chí, anh, chị.",
        *([] if is_own else [others]),
        "Bản PDF để đọc và in; tệp JSON cho máy khác đọc; thư mục Giấy tờ là bản chụp giấy tờ của chính người này.",
        "Không có ở đây: tên và dữ liệu của người khác, lời phát biểu của người khác trong biên bản họp.",
        f"Đã tìm trong {len(HOLDINGS)} loại hồ sơ. Bản giấy ở cấp ủy không nằm trong tệp này.",
        "Tệp này không mã hóa: giữ như giữ giấy tờ tùy thân.",
    ]


def _papers(actor: Actor, person: Person) -> Iterator[Entry]:
    for scan in scans_of(actor, person):
        if scan.file is not None:
            yield f"Giấy tờ/{scan.name}", vault.read(scan.file.digest)


@transaction.atomic
def make_request_paper(*, actor: Actor, on: date, request: DataRequest, kind: str) -> MadePaper:
    """Make the receipt or the answer of a request; the log says so. Raises ``NotYoursError`` for another kind."""
    if kind not in REQUEST_PAPERS:
        raise NotYoursError(kind)
    made = REQUEST_PAPERS[kind](request, on)
    _log(actor, on, request, request.organisation, kind)
    return made


@transaction.atomic
def make_breach_paper(*, actor: Actor, on: date, breach: DataBreach) -> MadePaper:
    """Make the draft of the notice about a breach; the log says so."""
    made = papers.breach_docx(breach, on)
    _log(actor, on, breach, breach.organisation, "thong-bao-su-co")
    return made


def _log(actor: Actor, on: date, subject: DataRequest | DataBreach, organisation: Organisation, kind: str) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="desk.make_privacy_paper",
        subject=subject,
        chain=str(organisation.uid),
        changes={"paper": kind},
    )
