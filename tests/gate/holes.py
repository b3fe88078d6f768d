"""What goes into the holes of an address: the record it is about, and words of the right kind.

Every hole of every address is named here; an address that nobody named fails ``test_every_address_can_be_asked``.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django.db.models import ForeignKey

from chibo.accounts import models as accounts
from chibo.base.models import Backup, Job
from chibo.desk.lists.classes import CLASS_PAPERS
from chibo.desk.lists.papers import LIST_PAPERS
from chibo.desk.lists.sheets import LISTS
from chibo.development import models as development
from chibo.development.check_words import SECTION_SLUGS, TICKS
from chibo.development.declaring import PAGES
from chibo.development.papers.kinds import FORMS
from chibo.development.words import PAPER_SLUGS, STEP_SLUGS
from chibo.documents import models as documents
from chibo.documents.trials import SIDES
from chibo.exchange.models import ListImport
from chibo.law.reading import rulebook
from chibo.meetings import models as meetings
from chibo.meetings.papers import SHEETS as MEETING_SHEETS
from chibo.register import models as register
from chibo.register.actions import STATEMENTS
from chibo.reports.models import Report
from chibo.reviews import models as reviews
from chibo.reviews.papers.round_values import SHEETS as REVIEW_SHEETS
from tests.documents.office_files import FORM, REGIME

if TYPE_CHECKING:
    from tests.gate.addresses import Address
    from tests.gate.cast import World
    from tests.gate.rows import Row

OWN_FORM: Final = documents.TemplateChoice  # stands for the workbook of the office, which lies among the templates
NOBODY: Final = str(uuid.UUID(int=404))

# The longest beginning that fits says what the first ``uid`` of an address is.
ABOUT: Final[dict[str, type[Row]]] = {
    "nguoi/": register.Person,
    "nguoi/chuyen/": register.Transfer,
    "nguoi/dang-tich/": register.Membership,
    "nguoi/dinh-chinh/": register.Correction,
    "nguoi/cong-tac/": register.Employment,
    "nguoi/muc/": register.PersonFact,
    "nguoi/doan-the/": register.MassPlace,
    "nguoi/gop/": register.PersonMerge,
    "nguoi/hai-nguoi/": register.PersonApart,
    "nguoi/bo-loc/": accounts.SavedFilter,
    "boi-duong/lop/": development.TrainingClass,
    "boi-duong/giay-chung-nhan/": development.Certificate,
    "boi-duong/noi-cap/": development.TrainingBody,
    "hop/": meetings.Meeting,
    "hop/kien-nghi/": meetings.Concern,
    "hop/viec/": meetings.Task,
    "hop/ke-hoach/": meetings.PlanLine,
    "hop/chuyen-de/": meetings.Topic,
    "hop/to-dang/": register.PartyGroup,
    "hop/mien-sinh-hoat/": meetings.ExemptionRequest,
    "hop/mien-sinh-hoat/<uuid:uid>/sinh-hoat-lai/": register.Exemption,
    "hop/mien-sinh-hoat/<uuid:uid>/rut-lai/": register.Exemption,
    "hop/bo-sinh-hoat/": register.Person,
    "hop/nghi-quyet/": meetings.Resolution,
    "van-ban/so/": documents.GivenNumber,
    "to-chuc/": register.Organisation,
    "co-quan/": register.Workplace,
    "co-quan/so-can-bo/": register.StaffCount,
    "co-quan/doan-the/": register.MassBody,
    "cai-dat/cap-uy/": register.OfficeHolding,
    "cai-dat/nhiem-ky/": register.Term,
    "cai-dat/mau-van-ban/": documents.OfficeTemplate,
    "cai-dat/chi-tieu/": reviews.Target,
    "cai-dat/tai-khoan/": accounts.User,
    "cai-dat/vai-tro/": accounts.Grant,
    "luat/bo-sung/": register.FigureAmendment,
    "phat-trien/": development.DevelopmentCase,
    "phat-trien/ke-hoach/": development.Goal,
    "phat-trien/ke-hoach/viec/": development.PlanItem,
    "ho-so/": development.DevelopmentCase,
    "ghi-chu/": development.Mentorship,
    "danh-gia/dot/": reviews.YearReview,
    "danh-gia/nguoi/": reviews.Subject,
    "danh-gia/danh-hieu/": reviews.Title,
    "danh-gia/huy-hieu/": reviews.PartyBadge,
    "danh-gia/huy-hieu/nguoi/": register.Person,
    "danh-gia/khen-thuong/": reviews.Commendation,
    "danh-gia/ky-luat/": reviews.Discipline,
    "danh-gia/ky-luat/nguoi/": register.Person,
    "cam-ket/": reviews.CommitmentRound,
    "cam-ket/ban/": reviews.Commitment,
    "thi-dua/": reviews.Campaign,
    "thi-dua/phan/": reviews.CampaignEntry,
    "tuyen-truyen/": reviews.AwarenessActivity,
    "bao-cao/chi-tieu/": reviews.Target,
    "bao-cao/bang-loi/": Report,
    "bao-cao/mau-rieng/": OWN_FORM,
    "nhap-danh-sach/": ListImport,
    "tep/": documents.StoredFile,
    "ban-chup/": documents.Scan,
    "viec-chay/": Job,
    "cai-dat/sao-luu/": Backup,
    "cai-dat/vai-tro/de-nghi/": accounts.RoleRequest,
    "du-lieu/de-nghi/": register.DataRequest,
    "du-lieu/han-che/": register.Restriction,
    "du-lieu/xoa/": register.Erasure,
    "du-lieu/su-co/": register.DataBreach,
    "khan-cap/": accounts.EmergencyAccess,
}
# A second record inside the first.
INSIDE: Final[dict[str, type[Row]]] = {
    "step_uid": development.Step,
    "mentorship_uid": development.Mentorship,
    "code_uid": development.DoorCode,
    "task_uid": development.CaseTask,
    "paper_uid": development.Paper,
    "reason_uid": development.ReturnReason,
    "item_uid": meetings.AgendaItem,
    "person_uid": register.Person,
}
# Words: by beginning and hole; the longest beginning that fits counts.
WORDS: Final[dict[tuple[str, str], str]] = {
    ("nguoi/", "field"): "native_place",
    ("danh-sach/<slug:kind>.xlsx", "kind"): next(iter(LISTS)),
    ("danh-sach/<slug:kind>.csv", "kind"): next(iter(LISTS)),
    ("danh-sach/<slug:kind>.docx", "kind"): next(iter(LIST_PAPERS)),
    ("boi-duong/lop/<uuid:uid>/<slug:kind>.docx", "kind"): next(iter(CLASS_PAPERS)),
    ("boi-duong/lop/<uuid:uid>/<slug:kind>.xlsx", "kind"): "danh-sach",
    ("cai-dat/quy-tac-rieng/", "key"): rulebook().policies()[0].name,
    ("cai-dat/mau-van-ban/", "side"): SIDES[0],
    ("cai-dat/mau-van-ban/", "regime"): REGIME,
    ("cai-dat/mau-van-ban/", "name"): FORM,
    ("luat/", "key"): "ceremony.deadline",
    ("phat-trien/<uuid:uid>/buoc/", "slug"): next(iter(STEP_SLUGS.values())),
    ("phat-trien/<uuid:uid>/giay/", "slug"): next(iter(PAPER_SLUGS.values())),
    ("ho-so/", "slug"): "ket-nap",
    ("ho-so/", "kind"): next(iter(FORMS.values())).template,
    ("ho-so/(", "kind"): next(iter(TICKS)).value,
    ("ho-so/", "code"): "E01",
    ("ho-so/", "mark_uid"): NOBODY,
    ("ho-so/<uuid:uid>/muc/", "name"): next(iter(SECTION_SLUGS)),
    ("ma/tu-khai/", "slug"): PAGES[0].slug,
    ("hop/<uuid:uid>/giay/", "kind"): next(iter(MEETING_SHEETS)),
    ("danh-gia/dot/", "kind"): next(iter(REVIEW_SHEETS)),
    ("nhan/", "number"): "1",
    ("nhat-ky/", "number"): "1",
    ("du-lieu/tu-neu/", "key"): next(iter(STATEMENTS)),
    ("du-lieu/de-nghi/", "kind"): "tra-loi",
    ("bao-cao/danh-sach/", "what"): "dang-vien",
    ("bat-dau/", "step"): "to-chuc",
    ("tai-khoan/hai-buoc/khoa/", "pk"): "1",
}


def about(address: Address) -> type[Row] | None:
    """The kind of record an address is about; nothing for one without a record."""
    if "uid" not in address.holes:
        return None
    return ABOUT[max((start for start in ABOUT if address.route.startswith(start)), key=len)]


def words(address: Address) -> dict[str, str]:
    """The words of an address."""
    found = {}
    for hole in address.holes:
        if hole != "uid" and hole not in INSIDE:
            fitting = [start for start, name in WORDS if name == hole and address.route.startswith(start)]
            found[hole] = WORDS[max(fitting, key=len), hole]
    return found


def filled(address: Address, world: World, *, is_there: bool) -> str:
    """An address of the first branch's records, or of records that are nowhere."""
    given, kind = words(address), about(address)
    if kind is not None:
        given["uid"] = uid_of(kind, world) if is_there else NOBODY
    for hole in address.holes:
        if hole in INSIDE:
            given[hole] = str(inside(INSIDE[hole], address, world)) if is_there else NOBODY
    return address.filled(given)


def uid_of(kind: type[Row], world: World) -> str:
    """The uid of the first branch's record of a kind."""
    row: Any = world.own_form if kind is OWN_FORM else world.rows.of(kind)
    return str(row.uid)


def inside(kind: type[Row], address: Address, world: World) -> object:
    """The uid of a record inside the record of an address, where there is one; else of any."""
    first = about(address)
    outer = world.rows.of(first) if first is not None else None
    for field in kind._meta.concrete_fields:
        if first is not None and isinstance(field, ForeignKey) and field.remote_field.model is first:
            row: Any = kind._default_manager.filter(**{field.name: outer}).first()
            return row.uid if row is not None else world.rows.of(kind).uid
    return world.rows.of(kind).uid
