"""Papers of honours for the level above: the list of badges asked for, one request, the list of commendations.

Contexts of plain values made from records; nothing is judged or written here. What the facts do not show of a form is
marked in its template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.refusal import Fault, FaultyError
from chibo.documents import render, sheets, wording
from chibo.documents.regimes import regime_on
from chibo.meetings import papers as meeting_papers
from chibo.register.facts import rulebook_of
from chibo.register.models import Admission, Employment, Person
from chibo.reviews.models import PartyBadge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.documents.render import MadePaper
    from chibo.register.models import Organisation
    from chibo.reviews.models import Commendation

Values = dict[str, object]

BADGE_COLUMNS: Final = (
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Quê quán",
    "Chi bộ",
    "Ngày quyết định kết nạp",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Đủ năm tuổi Đảng",
    "Loại huy hiệu",
    "Diện",
)
COMMENDATION_COLUMNS: Final = ("TT", "Cá nhân, tập thể", "Hình thức", "Về", "Năm", "Thành tích")


def badge_list_docx(organisation: Organisation, badges: Sequence[PartyBadge], on: date) -> MadePaper:
    """Make the list of badges asked for. Raises ``FaultyError`` where nobody was asked for."""
    rows = badge_rows(badges)
    values = {
        **_shared(organisation, on),
        "danh_sách": [dict(zip(_BADGE_FIELDS, row, strict=True)) for row in rows],
        "số_người": len(rows),
        "cấp_nhận": wording.as_committee(meeting_papers.superior_of(organisation)),
    }
    name = f"Danh sách đề nghị tặng Huy hiệu Đảng {on:%d-%m-%Y}"
    scope_key = organisation.scope_key
    return render.make(name, "danh-sach-huy-hieu", values, regime=regime_on(on), scope_key=scope_key, dated=on)


_BADGE_FIELDS: Final = (
    "số",
    "họ_tên",
    "ngày_sinh",
    "quê_quán",
    "chi_bộ",
    "ngày_quyết_định",
    "ngày_vào_Đảng",
    "ngày_chính_thức",
    "ngày_đủ_năm",
    "loại_huy_hiệu",
    "diện",
)


def badge_rows(badges: Sequence[PartyBadge]) -> tuple[tuple[str, ...], ...]:
    """One row for each badge, in ``BADGE_COLUMNS``. One query. Raises ``FaultyError`` where there is none."""
    if not badges:
        what = "Không có đề nghị nào đang chờ quyết định."
        raise FaultyError([Fault(what=what, next="Đánh dấu người đủ năm rồi bấm Lập đề nghị.")])
    last = _last_admissions(badge.person for badge in badges)
    return tuple(_badge_row(place, badge, last.get(badge.person_id)) for place, badge in enumerate(badges, start=1))


def _badge_row(place: int, badge: PartyBadge, admission: Admission | None) -> tuple[str, ...]:
    person = badge.person
    return (
        f"{place}",
        person.full_name,
        wording.short_day(person.birth) or "",
        person.native_place,
        badge.organisation.name,
        wording.short_day(badge.counts_from) or "",
        (wording.short_day(admission.ceremony_on) if admission else "") or "",
        (wording.short_day(admission.official_on) if admission else "") or "",
        wording.short_day(badge.completes_on) or "",
        f"{badge.years} năm",
        badge.get_basis_display(),
    )


def badge_workbook(badges: Sequence[PartyBadge]) -> bytes:
    """The same list as a workbook."""
    return sheets.workbook("Đề nghị tặng Huy hiệu Đảng", BADGE_COLUMNS, badge_rows(badges))


def badge_application_docx(badge: PartyBadge, on: date) -> MadePaper:
    """Make one request; it bears the number of the form only from the day on which a text names it (6-HHĐ)."""
    person, organisation = badge.person, badge.organisation
    admission = _last_admissions([person]).get(person.pk)
    job = Employment.objects.filter(person=person, ends_on=None).select_related("workplace").first()
    form = rulebook_of(organisation, on).find("badge.form", on)
    values = {
        **_shared(organisation, on),
        "mẫu": form.code if form is not None else None,
        "họ_tên": person.full_name,
        "ngày_sinh": wording.day(person.birth),
        "quê_quán": person.native_place,
        "nơi_ở": person.residence,
        "chức_danh": job.position if job else None,
        "nơi_làm_việc": job.workplace.name if job else None,
        "ngày_quyết_định": wording.day(badge.counts_from),
        "ngày_vào_Đảng": wording.day(admission.ceremony_on) if admission else None,
        "ngày_chính_thức": wording.day(admission.official_on) if admission else None,
        "ngày_đủ_năm": wording.day(badge.completes_on),
        "loại_huy_hiệu": badge.years,
        "diện": None if badge.basis == PartyBadge.Basis.FULL else badge.get_basis_display(),
        "cấp_nhận": wording.as_committee(meeting_papers.superior_of(organisation)),
    }
    name = f"{form.code if form is not None else ''} Đề nghị tặng Huy hiệu Đảng {person.full_name}".strip()
    scope_key = organisation.scope_key
    return render.make(name, "6-hhd", values, regime=regime_on(on), scope_key=scope_key, dated=on)


def commendation_list_docx(organisation: Organisation, rows: Sequence[Commendation], on: date) -> MadePaper:
    """Make the list of those put forward. Raises ``FaultyError`` where nobody was."""
    told = commendation_rows(rows)
    fields = ("số", "họ_tên", "hình_thức", "về", "năm", "thành_tích")
    values = {
        **_shared(organisation, on),
        "danh_sách": [dict(zip(fields, row, strict=True)) for row in told],
        "số_người": sum(row.person_id is not None for row in rows) or None,
        "số_tập_thể": sum(row.person_id is None for row in rows) or None,
        "cấp_nhận": wording.as_committee(meeting_papers.superior_of(organisation)),
    }
    name = f"Danh sách đề nghị khen thưởng {on:%d-%m-%Y}"
    scope_key = organisation.scope_key
    return render.make(name, "danh-sach-khen-thuong", values, regime=regime_on(on), scope_key=scope_key, dated=on)


def commendation_rows(rows: Sequence[Commendation]) -> tuple[tuple[str, ...], ...]:
    """One row for each, in ``COMMENDATION_COLUMNS``. Raises ``FaultyError`` where there is none."""
    if not rows:
        raise FaultyError([Fault(what="Không có đề nghị khen thưởng nào đang chờ quyết định.")])
    return tuple(
        (
            f"{place}",
            row.person.full_name if row.person is not None else f"Tập thể {row.organisation.name}",
            row.get_form_display(),
            row.get_occasion_display(),
            f"{row.year}",
            row.merit,
        )
        for place, row in enumerate(rows, start=1)
    )


def commendation_workbook(rows: Sequence[Commendation]) -> bytes:
    """The same list as a workbook."""
    return sheets.workbook("Đề nghị khen thưởng", COMMENDATION_COLUMNS, commendation_rows(rows))


def _last_admissions(people: Iterable[Person]) -> dict[int, Admission]:
    """The last admission of each person. One query."""
    found = Admission.objects.filter(person__in=[person.pk for person in people]).order_by("ceremony_on")
    return {row.person_id: row for row in found}


def _shared(organisation: Organisation, on: date) -> Values:
    return {
        **meeting_papers.heading(organisation, on),
        **meeting_papers.signing(organisation, on),
        "nơi_nhận": meeting_papers.recipients(organisation),
    }
