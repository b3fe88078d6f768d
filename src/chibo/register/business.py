"""What an organisation has under way, in whichever room it lies, and what becomes of it when the organisation ends.

The rooms above are named by the labels of their records, as in ``base.holdings``. A house test holds the list whole:
no model may point at an organisation without standing here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from chibo.register.models import Organisation


@unique
class Fate(StrEnum):
    """What becomes of a row when its organisation goes into another."""

    GOES = "goes"  # another organisation goes on with it
    STAYS = "stays"  # it stays with the old organisation, to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """Rows of one record that point at an organisation.

    ``is_open`` says which are under way; ``words`` call them on a page (none: part of the past, not told). ``person``
    is the way to whom a row is about: when an organisation is divided it goes where the person goes. ``once`` are the
    fields that may not come twice in one organisation.
    """

    record: str
    fate: Fate = Fate.STAYS
    words: str = ""
    is_open: Q = field(default_factory=Q)
    person: str = ""
    once: tuple[str, ...] = ()
    organisation: str = "organisation"
    note: str = ""

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows of the record."""
        found: QuerySet[Any] = apps.get_model(self.record)._default_manager.order_by("pk")  # noqa: SLF001 - any model
        return found

    def under_way(self, organisation: Organisation, day: date) -> QuerySet[Any]:
        """What is under way in an organisation on a day."""
        found = self.rows.filter(self.is_open, **{self.organisation: organisation})
        return found.filter(on__gte=day) if self.record == "meetings.meeting" else found


GOING: Final[tuple[Business, ...]] = (
    Business(
        record="development.developmentcase",
        fate=Fate.GOES,
        words="hồ sơ phát triển đảng viên đang mở",
        is_open=Q(closed_on=None),
        person="person",
        note="Các bước, giấy tờ và người giúp đỡ đi cùng hồ sơ; hạn tính lại theo quy tắc của nơi nhận.",
    ),
    Business(
        record="meetings.meeting",
        fate=Fate.GOES,
        words="cuộc họp đã lên lịch, chưa họp",
        is_open=Q(state="planned"),
        once=("on", "kind"),
        note="Giữ ngày giờ và chương trình; xem lại người chủ trì và thành phần.",
    ),
    Business(
        record="meetings.task",
        fate=Fate.GOES,
        words="việc giao chưa xong",
        is_open=Q(done_on=None),
        person="person",
    ),
    Business(
        record="meetings.concern",
        fate=Fate.GOES,
        words="kiến nghị chưa trả lời",
        is_open=Q(answered_on=None),
    ),
    Business(
        record="meetings.exemptionrequest",
        fate=Fate.GOES,
        words="đề nghị miễn sinh hoạt chưa giải quyết",
        is_open=Q(exemption=None),
        person="person",
    ),
    Business(
        record="reviews.partybadge",
        fate=Fate.GOES,
        words="huy hiệu Đảng đang đề nghị hoặc chưa trao",
        is_open=Q(given_on=None, closed_on=None),
        person="person",
    ),
    Business(
        record="register.datarequest",
        fate=Fate.GOES,
        words="yêu cầu về dữ liệu cá nhân chưa làm xong",
        is_open=Q(done_on=None) & ~Q(decision__in=["refused", "withdrawn"]),
        person="person",
    ),
    Business(
        record="register.restriction",
        fate=Fate.GOES,
        words="người đang được hạn chế xử lý dữ liệu",
        is_open=Q(ends_on=None),
        person="person",
    ),
    Business(
        record="register.erasure",
        fate=Fate.GOES,
        words="đề nghị xóa dữ liệu chờ xác nhận",
        is_open=Q(state="proposed"),
        person="person",
    ),
    Business(
        record="register.databreach",
        fate=Fate.GOES,
        words="sự cố dữ liệu chưa xong",
        is_open=Q(closed_on=None),
    ),
)
"""What the receiving organisation goes on with, in the order in which a page tells it."""

_OF_THE_CELL: Final = frozenset({"meetings.task", "meetings.exemptionrequest"})
FOLLOWING: Final[tuple[Business, ...]] = tuple(one for one in GOING if one.person and one.record not in _OF_THE_CELL)
"""What goes with a member who moves to another cell; a task and a request before its meeting stay with the old one."""

STAYING: Final[tuple[Business, ...]] = (
    Business(
        record="reviews.target",
        words="chỉ tiêu đang theo dõi",
        is_open=Q(withdrawn_on=None),
        organisation="unit",
        note="Ở lại với tổ chức cũ để đối chiếu; nơi nhận đặt chỉ tiêu của mình.",
    ),
    Business(
        record="development.goal",
        words="kế hoạch kết nạp đang theo dõi",
        is_open=Q(withdrawn_on=None),
        note="Ở lại với tổ chức cũ; nơi nhận lập kế hoạch của mình.",
    ),
    Business(
        record="reviews.yearreview",
        words="đợt kiểm điểm, xếp loại đang mở",
        is_open=Q(opened_on__isnull=False, concluded_on=None),
        note="Ở lại với tổ chức cũ, vẫn ghi tiếp và kết luận được ở đó.",
    ),
    Business(
        record="development.trainingclass",
        words="lớp bồi dưỡng đang theo dõi",
        is_open=Q(cancelled_on=None, list_sent_on=None),
        note="Ở lại với tổ chức cũ, vẫn ghi kết quả được ở đó.",
    ),
    Business(
        record="register.staffcount",
        words="số cán bộ ghi theo giấy tờ",
        organisation="workplace__organisation",
        note="Ở lại với tổ chức cũ; số của nơi nhận thì ghi ở trang cơ quan của nơi nhận.",
    ),
    Business(
        record="register.massbody",
        words="tổ chức đoàn thể của cơ quan",
        is_open=Q(ends_on=None),
        organisation="workplace__organisation",
        note="Ở lại với tổ chức cũ; đoàn thể của nơi nhận thì ghi ở trang cơ quan của nơi nhận.",
    ),
    Business(
        record="accounts.grant",
        words="vai trò đã giao",
        is_open=Q(ends_on=None),
        note="Giữ nguyên ở tổ chức cũ, chỉ xem được sổ cũ; vai trò ở nơi nhận do người quản lý tài khoản giao.",
    ),
)
"""What is under way and stays with the old organisation; a page tells it."""

PAST: Final[frozenset[str]] = frozenset(
    {
        "accounts.emergencyaccess",
        "accounts.emergencyrule",
        "accounts.rolerequest",
        "accounts.savedfilter",
        "accounts.secondsteprule",
        "accounts.sessionrule",
        "accounts.user",
        "development.certificate",
        "development.doorrule",
        "development.dossierlabel",
        "development.trainingbody",
        "exchange.columnmapping",
        "exchange.importedrow",
        "exchange.listimport",
        "meetings.planline",
        "meetings.resolution",
        "meetings.scoresheet",
        "meetings.topic",
        "register.organisationrule",
        "register.privacystatement",
        "register.term",
        "reports.report",
        "reviews.awarenessactivity",
        "reviews.campaign",
        "reviews.commendation",
        "reviews.commitmentround",
        "reviews.discipline",
        "reviews.pointsheet",
        "reviews.title",
    }
)
"""Records that belong to the old organisation for good: its past, its own rules, its roles."""

OWN: Final[frozenset[str]] = frozenset(
    {
        "register.changepart",
        "register.exemption",
        "register.formerstate",
        "register.membership",
        "register.movedrecord",
        "register.officeholding",
        "register.organisation",
        "register.partygroup",
        "register.person",
        "register.transfer",
        "register.workplace",
    }
)
"""Records of the register that the verbs on the tree treat by name."""
