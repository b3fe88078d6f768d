"""The shape of the sheet with which members' data was cleaned up in 2025 for the national database (known second hand).

The fields and their order are told by others; the sheet itself was not seen, so the names of its columns are ours.
What the register does not keep stays empty and is named in ``NOT_KEPT``; nothing is guessed from other fields.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.base import audit
from chibo.base.access import Permission, within
from chibo.desk.lists.shape import ListKind, SheetList
from chibo.documents.wording import short_day
from chibo.exchange.lists.numbers import digits
from chibo.law.membership import card_digits
from chibo.law.reading import rulebook
from chibo.register.facts import covering
from chibo.register.models import Admission, Background, Exemption, Membership
from chibo.register.queries import below

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.desk.lists.shape import Wanted
    from chibo.documents.sheets import Cell
    from chibo.register.models import Organisation

COLUMNS: Final = (
    "TT",
    "Họ và tên",
    "Mã đảng viên",
    "Tên gọi khác",
    "Giới tính",
    "Ngày sinh",
    "Dân tộc",
    "Tôn giáo",
    "Số định danh cá nhân",
    "Số thẻ đảng viên (12 số)",
    "Nơi cấp thẻ",
    "Ngày cấp thẻ",
    "Số thẻ cũ",
    "Tổ chức đảng đang sinh hoạt",
    "Nơi đăng ký khai sinh: quốc gia",
    "Nơi đăng ký khai sinh: tỉnh, thành phố",
    "Nơi đăng ký khai sinh: chi tiết",
    "Quê quán: quốc gia",
    "Quê quán: tỉnh, thành phố",
    "Quê quán: chi tiết",
    "Nơi thường trú: quốc gia",
    "Nơi thường trú: tỉnh, thành phố",
    "Nơi thường trú: chi tiết",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số chứng minh nhân dân cũ",
    "Trạng thái hoạt động",
    "Ngày ra khỏi Đảng, từ trần, miễn sinh hoạt",
)
NOT_KEPT: Final = (
    "mã đảng viên của cơ sở dữ liệu",
    "nơi cấp, ngày cấp thẻ, số thẻ cũ",
    "quốc gia, tỉnh của từng địa danh (sổ ghi một ô, đưa cả vào cột chi tiết)",
    "số chứng minh nhân dân cũ",
)
"""What stays empty, in the words of the page."""

_SHEET_OF: Final = date(2025, 1, 1)  # the sheet has one column for a card of its day, another for older ones
_LEFT: Final = {
    Membership.LeftBy.TRANSFER_OUT: "Đã chuyển sinh hoạt",
    Membership.LeftBy.DEATH: "Từ trần",
    Membership.LeftBy.REMOVAL: "Ra khỏi Đảng: xóa tên",
    Membership.LeftBy.RESIGNATION: "Ra khỏi Đảng: xin ra",
    Membership.LeftBy.EXPULSION: "Ra khỏi Đảng: khai trừ",
}


def _gather(actor: Actor, organisation: Organisation, on: date, wanted: Wanted) -> SheetList:
    del wanted
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    begun = Membership.objects.filter(reach, below(organisation), starts_on__lte=on)
    spells = {one.person_id: one for one in begun.select_related("person", "organisation").order_by("starts_on", "pk")}
    ordered = sorted(spells.values(), key=lambda one: (bytes(one.person.sort_key), one.person_id))
    audit.mention(one.person.uid for one in ordered)
    asked = begun.values("person")
    joined = Admission.objects.filter(person__in=asked, ceremony_on__lte=on).order_by("ceremony_on")
    admissions = {one.person_id: one for one in joined}
    lives = {one.person_id: one for one in Background.objects.filter(person__in=asked)}
    exempt = dict(Exemption.objects.filter(covering(on), person__in=asked).values_list("person_id", "starts_on"))
    people = tuple(one.person_id for one in ordered)
    rows = tuple(
        (
            place,
            *_line(one, admissions.get(one.person_id), lives.get(one.person_id), exempt.get(one.person_id), on),
        )
        for place, one in enumerate(ordered, start=1)
    )
    return SheetList(title="Đảng viên, dạng rà soát 2025", columns=COLUMNS, rows=rows, people=people)


def _line(
    spell: Membership, admission: Admission | None, life: Background | None, exempt: date | None, on: date
) -> tuple[Cell, ...]:
    person, told = spell.person, life or Background()
    card = digits(person.card_number)
    is_new = len(card) == card_digits(_SHEET_OF, rulebook())
    official = admission.official_on if admission is not None else None
    return (
        person.full_name,
        "",
        told.other_names,
        person.get_sex_display(),
        short_day(person.birth) or "",
        person.ethnicity,
        told.religion,
        person.identity_number,
        card if is_new else "",
        "",
        "",
        "" if is_new else card,
        spell.organisation.name,
        *("", "", told.birth_place),
        *("", "", person.native_place),
        *("", "", told.permanent_residence or person.residence),
        short_day(admission.ceremony_on if admission is not None else spell.told_joining) or "",
        (short_day(official) or "") if official is not None and official <= on else "",
        "",
        *_status(spell, exempt, on),
    )


def _status(spell: Membership, exempt: date | None, on: date) -> tuple[str, str]:
    if spell.ends_on is not None and spell.ends_on <= on:
        return _LEFT.get(Membership.LeftBy(spell.left_by), spell.get_left_by_display()), short_day(spell.ends_on) or ""
    if exempt is not None:
        return "Đang sinh hoạt, được miễn công tác và sinh hoạt", short_day(exempt) or ""
    return "Đang sinh hoạt", ""


CLEAN_UP: Final = ListKind(
    title="Dữ liệu đảng viên theo dạng bảng rà soát 2025", permission=Permission.VIEW_SENSITIVE, gather=_gather
)
