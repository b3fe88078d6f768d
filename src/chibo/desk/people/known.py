"""What other pages of the register know for Phiếu đảng viên: who somebody is, the post, the days in the Party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.desk.queries.person import jobs_of
from chibo.documents.wording import capital, short_day
from chibo.register.models import Admission, Background, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.register.models import Person

_OF_LIFE: Final = {
    "birth_name": "họ và tên khai sinh",
    "other_names": "các bí danh",
    "birth_place": "nơi sinh, nơi đăng ký khai sinh",
    "religion": "tôn giáo",
    "occupation_before": "nghề nghiệp trước khi vào Đảng",
    "youth_union_joined": "ngày và nơi vào Đoàn",
}


def known_of(person: Person, day: date) -> tuple[tuple[str, str], ...]:
    """Label and value of what the register holds beside the dated facts; nothing empty. Five queries at most."""
    return tuple((capital(label), text) for label, text in _known(person, day) if text)


def _known(person: Person, day: date) -> Iterator[tuple[str, str]]:
    yield "ngày sinh", short_day(person.birth) or ""
    yield "giới tính", str(person.get_sex_display())
    yield "dân tộc", person.ethnicity
    yield "quê quán", person.native_place
    life = Background.objects.filter(person=person).first()
    for name, label in _OF_LIFE.items():
        yield label, getattr(life, name, "")
    for job in jobs_of(person, day):
        if job.ends_on is None or job.ends_on > day:
            yield "công tác", ", ".join(part for part in (job.position, job.workplace.name) if part)
    yield from _admission(person, day)


def _admission(person: Person, day: date) -> Iterator[tuple[str, str]]:
    row = Admission.objects.filter(person=person, ceremony_on__lte=day).order_by("ceremony_on").last()
    if row is None:
        told = Membership.objects.filter(person=person, starts_on__lte=day).exclude(told_joining="").last()
        yield "ngày vào Đảng", short_day(told.told_joining) or "" if told is not None else ""
        return
    yield "ngày quyết định kết nạp", say_date(row.decided_on) if row.decided_on else ""
    yield "ngày vào Đảng (lễ kết nạp)", say_date(row.ceremony_on)
    yield "ngày chính thức", say_date(row.official_on) if row.official_on and row.official_on <= day else ""
