"""What an archive holds: each kind of record once, how a row leads to its organisation, who sees it, what stays out.

A house-like test holds the list whole: a model of ours stands in ``PARTS`` or, with its reason, in ``LEFT_OUT``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = 1
"""Grows when a reader of the format before would misread an archive; new files and fields do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of record.

    ``paths`` lead from a row to keys of organisations: one of them in the organisation's range is enough. ``by_uid``
    is the path to the uid of an organisation, in rooms that know none. Neither: data of the whole installation that
    the others point at. ``is_closed`` needs the right to sensitive blocks, and a purpose, for every row.
    """

    record: str
    seen_by: Permission
    paths: tuple[str, ...] = ()
    by_uid: str = ""
    is_closed: bool = False
    is_minutes: bool = False

    @property
    def file(self) -> str:
        """Where it lies in the archive."""
        return f"records/{self.record}.jsonl"


def _parts(seen_by: Permission, rows: dict[str, str], *, is_closed: bool = False) -> Iterator[Part]:
    """Parts that one right sees; the paths of each are written with blanks between."""
    for record, paths in rows.items():
        yield Part(record=record, seen_by=seen_by, paths=tuple(paths.split()), is_closed=is_closed)


_ORG: Final = "organisation__scope_key"
_OWN: Final = "person__scope_key"

PARTS: Final[tuple[Part, ...]] = (
    *_parts(
        Permission.VIEW_PEOPLE,
        {
            "register.organisationkind": "",
            "register.figureamendment": "",
            "register.organisation": "scope_key",
            "register.organisationchange": "parts__organisation__scope_key",
            "register.changepart": _ORG,
            "register.formerstate": _ORG,
            "register.movedrecord": _ORG,
            "register.organisationrule": _ORG,
            "register.privacystatement": _ORG,
            "register.term": _ORG,
            "register.termshift": "term__organisation__scope_key",
            "register.partygroup": _ORG,
            "register.workplace": _ORG,
            "register.staffcount": "workplace__organisation__scope_key",
            "register.massbody": "workplace__organisation__scope_key",
            "register.person": "scope_key",
            "register.background": _OWN,
            "register.correction": _OWN,
            "register.employment": f"workplace__organisation__scope_key {_OWN}",
            "register.admission": _OWN,
            "register.membership": f"{_ORG} {_OWN}",
            "register.transfer": _ORG,
            "register.exemption": _ORG,
            "register.groupplace": f"group__organisation__scope_key {_OWN}",
            "register.officeholding": f"{_ORG} {_OWN}",
            "register.massplace": _OWN,
        },
    ),
    *_parts(
        Permission.VIEW_SENSITIVE,
        {
            "register.personfact": _OWN,
            "register.datarequest": _ORG,
            "register.restriction": _ORG,
            "register.erasure": _ORG,
            "register.databreach": _ORG,
        },
        is_closed=True,
    ),
    *_parts(
        Permission.MANAGE_ACCOUNTS,
        {
            "accounts.user": f"{_ORG} {_OWN}",
            "accounts.grant": _ORG,
            "accounts.rolerequest": _ORG,
            "accounts.savedfilter": _ORG,
            "accounts.secondsteprule": _ORG,
            "accounts.sessionrule": _ORG,
            "accounts.emergencyrule": _ORG,
            "accounts.emergencyaccess": _ORG,
        },
    ),
    *_parts(
        Permission.VIEW_MEETINGS,
        {
            "meetings.meeting": _ORG,
            "meetings.agendaitem": "meeting__organisation__scope_key",
            "meetings.agendapoint": "item__meeting__organisation__scope_key",
            "meetings.attendance": "meeting__organisation__scope_key",
            "meetings.vote": "item__meeting__organisation__scope_key",
            "meetings.resolution": _ORG,
            "meetings.minutesnote": "meeting__organisation__scope_key",
            "meetings.task": _ORG,
            "meetings.taskreport": "task__organisation__scope_key",
            "meetings.concern": _ORG,
            "meetings.topic": _ORG,
            "meetings.planline": _ORG,
            "meetings.scoresheet": _ORG,
            "meetings.sessionscore": "meeting__organisation__scope_key",
            "meetings.exemptionrequest": _ORG,
        },
    ),
    *_parts(
        Permission.VIEW_CASES,
        {
            "development.developmentcase": "scope_key",
            "development.doorrule": _ORG,
            "development.step": "case__scope_key",
            "development.paper": "case__scope_key",
            "development.dossiersection": "case__scope_key",
            "development.dossierlabel": "case__scope_key",
            "development.findingwaiver": "case__scope_key",
            "development.returnslip": "case__scope_key",
            "development.returnreason": "slip__case__scope_key",
            "development.goal": _ORG,
            "development.planitem": "goal__organisation__scope_key",
            "development.mentorship": "case__scope_key",
            "development.monthlynote": "mentorship__case__scope_key",
            "development.casetask": "case__scope_key",
            "development.taskremark": "mentorship__case__scope_key",
            "development.trainingbody": _ORG,
            "development.trainingclass": _ORG,
            "development.classplace": "training_class__organisation__scope_key",
            "development.certificate": _ORG,
        },
    ),
    *_parts(
        Permission.VIEW_REPORTS,
        {
            "reviews.target": "unit__scope_key",
            "reviews.targetamendment": "target__unit__scope_key",
            "reviews.awarenessactivity": _ORG,
            "reviews.awarenessguest": "activity__organisation__scope_key",
            "reviews.commitmentround": _ORG,
            "reviews.commitmenttext": "round__organisation__scope_key",
            "reviews.commitment": "round__organisation__scope_key",
            "reviews.campaign": _ORG,
            "reviews.campaignentry": "campaign__organisation__scope_key",
            "reviews.pointsheet": _ORG,
            "reviews.yearreview": _ORG,
            "reviews.subject": "review__organisation__scope_key",
            "reviews.opinion": "subject__review__organisation__scope_key",
            "reviews.ratingballot": "review__organisation__scope_key",
            "reviews.ballotline": "ballot__review__organisation__scope_key",
            "reviews.ratingdecision": "subject__review__organisation__scope_key",
            "reviews.classification": "review__organisation__scope_key",
            "reviews.commendation": _ORG,
            "reviews.partybadge": _ORG,
            "reviews.title": _ORG,
            "reports.report": _ORG,
            "reports.reportsending": "report__organisation__scope_key",
        },
    ),
    *_parts(Permission.VIEW_SENSITIVE, {"reviews.discipline": _ORG}, is_closed=True),
    *_parts(
        Permission.MAKE_PAPERS,
        {
            "documents.storedfile": "scope_key",
            "documents.officetemplate": "scope_key",
            "documents.templatechoice": "scope_key",
            "documents.scan": "scope_key",
            "documents.scanswitch": "scope_key",
        },
    ),
    Part(record="documents.numbercounter", seen_by=Permission.MAKE_PAPERS, by_uid="organisation_uid"),
    Part(record="documents.givennumber", seen_by=Permission.MAKE_PAPERS, by_uid="counter__organisation_uid"),
    Part(record="documents.skippednumbers", seen_by=Permission.MAKE_PAPERS, by_uid="counter__organisation_uid"),
    Part(record="exchange.listimport", seen_by=Permission.IMPORT, paths=(_ORG,), is_minutes=True),
    Part(
        record="exchange.importedrow",
        seen_by=Permission.IMPORT,
        paths=("list_import__organisation__scope_key",),
        is_minutes=True,
    ),
    Part(record="exchange.columnmapping", seen_by=Permission.IMPORT, paths=(_ORG,), is_minutes=True),
    Part(record="base.auditentry", seen_by=Permission.VIEW_AUDIT, is_closed=True, is_minutes=True),
)
"""In the order in which they lie in the archive: what is pointed at mostly before what points."""

LEFT_OUT: Final[dict[str, str]] = {
    "base.installation": "nói về máy này, không về tổ chức",
    "base.networkstatement": "mạng mà máy này nằm trong đó",
    "base.auditmention": "suy ra từ danh sách đã lấy; dòng nhật ký giữ số người và mã kiểm tra",
    "base.logseal": "niêm phong nhật ký của cả máy",
    "base.sealrule": "niêm phong nhật ký của cả máy",
    "base.job": "việc chạy nền",
    "base.safekeeping": "nơi sao lưu của máy này",
    "base.backup": "bản sao lưu của máy này",
    "base.keychange": "khóa của máy này",
    "base.rowseal": "dấu niêm của máy này",
    "base.actseal": "dấu niêm của máy này",
    "documents.preview": "ảnh thu nhỏ, vẽ lại được từ tệp",
    "register.childcounter": "suy ra từ cây tổ chức",
    "register.photo": "ảnh chân dung, chỉ giữ để xem trên máy này",
    "register.personmerge": "giữ để tách lại hai bản ghi trên máy này",
    "register.personapart": "giữ để không hỏi lại trên máy này",
    "accounts.outsideidentity": "cách đăng nhập",
    "mfa.authenticator": "cách đăng nhập",
    "development.declaration": "bản khai chưa nhận là của người khai; đã nhận thì nằm ở lý lịch và các mục hồ sơ",
    "development.doorcode": "mã tự phục vụ, chỉ mở được trên máy này",
}
"""Models of ours that no archive holds, each with its reason as the archive tells it."""

OMITTED: Final[dict[str, frozenset[str]]] = {
    "accounts.user": frozenset({"password", "last_login", "email"}),
    "register.formerstate": frozenset({"name_key"}),
    "register.person": frozenset({"name_key", "given_key", "sort_key", "scope_key"}),
    "development.developmentcase": frozenset({"scope_key"}),
    "documents.storedfile": frozenset({"digest", "scope_key"}),
    "documents.officetemplate": frozenset({"scope_key"}),
    "documents.templatechoice": frozenset({"scope_key"}),
    "documents.scan": frozenset({"scope_key"}),
    "documents.scanswitch": frozenset({"scope_key"}),
    "exchange.listimport": frozenset({"digest"}),
    "base.auditentry": frozenset({"id", "salt"}),
}
"""Columns that open accounts, name places on this machine, or can be derived from the others."""
