"""Bản tự khai as its pages show it: what is told, what is still wrong with it, what the committee may take over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from chibo.base.dates import say_date
from chibo.base.refusal import NotYoursError
from chibo.development import declaring
from chibo.development.check_words import PERIODS, PRESENCES, RELATIONS
from chibo.development.models import Declaration
from chibo.development.queries.doors import rule_of
from chibo.law.calendar import PartialDate, add_months
from chibo.law.dossier.kinds import Presence, Relation
from chibo.register import life
from chibo.register.facts import rulebook_of
from chibo.register.models import Background

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.development.declaring import OwnPage
    from chibo.development.models import DevelopmentCase
    from chibo.law.timeline import Rulebook

Told = dict[str, Any]
_BACKGROUND: Final = {
    field.name: str(field.verbose_name)
    for field in Background._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
}


def declaration_of(case: DevelopmentCase, on: date) -> Declaration | None:
    """Give the statement a person is at or sent; a draft that lay untouched too long is none any more."""
    row = Declaration.objects.filter(case=case, state__in=Declaration.OPEN).first()
    return None if row is None or has_lapsed(row, on) else row


def has_lapsed(row: Declaration, on: date) -> bool:
    """Whether a draft lay longer than its organisation keeps drafts."""
    if row.state == Declaration.State.SENT:
        return False
    return row.touched_on + timedelta(days=rule_of(row.case.organisation).draft_days) < on


def waiting_of(case: DevelopmentCase) -> Declaration | None:
    """Give the statement that waits for the committee, if there is one."""
    return Declaration.objects.filter(case=case, state=Declaration.State.SENT).first()


def sent_for(case: DevelopmentCase) -> Declaration:
    """Give the statement that waits for the committee; raises ``NotYoursError`` where none does."""
    row = waiting_of(case)
    if row is None:
        raise NotYoursError
    return row


def last_of(case: DevelopmentCase) -> Declaration | None:
    """Give the latest statement of a case, whatever became of it; its content is not for the committee to read."""
    return Declaration.objects.filter(case=case).order_by("-id").first()


def told_in(row: Declaration | None) -> Told:
    """Give what a statement tells; nothing yet where there is none."""
    return dict(json.loads(row.content)) if row is not None and row.content else {}


# --- the circle of relatives ---


@dataclass(frozen=True, kw_only=True)
class Circle:
    """Whom the statement asks about, and the rule of the day on whom to verify."""

    relations: tuple[Relation, ...]
    verified: str
    citation: str


def circle_on(case: DevelopmentCase, on: date) -> Circle:
    """Give the relatives to tell of on a day: whom the rule has verified, and siblings, whom the form only lists.

    Nobody where no rule of that day is known: then the page says so and asks nothing (decision 9).
    """
    found = rulebook_of(case.organisation, on).find("verify.scope", on)
    if found is None:
        return Circle(relations=(), verified="", citation="")
    named = {relation for key in found.codes for relation in declaring.IN_RULE.get(key, ())}
    asked = tuple(relation for relation in RELATIONS if relation in named or relation is Relation.SIBLING)
    return Circle(relations=asked, verified=found.text, citation=found.citation.text)


# --- is it whole? ---


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing to mend or to look at: what, what next, and the page where it is mended."""

    page: OwnPage
    said: str
    is_stop: bool = True


def remarks_on(told: Told, case: DevelopmentCase, on: date) -> list[Remark]:
    """Say everything that is missing or contradicts itself, all at once, in the order of the pages."""
    found = [
        *_gaps_in_fields(told),
        *_birth(told, case, on),
        *_history(told, rulebook_of(case.organisation, on), on),
        *_relatives(told, circle_on(case, on)),
    ]
    places = {page.slug: place for place, page in enumerate(declaring.PAGES)}
    return sorted(found, key=lambda remark: places[remark.page.slug])


def label_of(name: str) -> str:
    """Name a field as its page does."""
    if name in declaring.LABELS:
        return declaring.LABELS[name]
    text = _BACKGROUND[name]
    return f"{text[:1].upper()}{text[1:]}"


def _gaps_in_fields(told: Told) -> Iterator[Remark]:
    for page in declaring.PAGES:
        for name in page.wanted:
            if not told.get(name):
                yield Remark(page=page, said=f"Chưa khai: {label_of(name).lower()}.")


def _birth(told: Told, case: DevelopmentCase, on: date) -> Iterator[Remark]:
    page = declaring.BY_SLUG["ngay-sinh"]
    born, on_card = _day(told.get("birth")), _day(told.get("birth_on_card"))
    if born and born.earliest > on:
        yield Remark(page=page, said=f"Ngày sinh {said_day(born)} chưa đến.")
    if born and on_card and not _agree(born, on_card):
        said = (
            f"Anh/chị đã khai ngày sinh {said_day(born)}, căn cước ghi {said_day(on_card)}. "
            "Chọn ngày đúng theo giấy tờ gốc."
        )
        yield Remark(page=page, said=said)
    kept = case.person.birth
    if born and isinstance(kept, PartialDate) and not _agree(born, kept):
        said = (
            f"Sổ của chi bộ ghi ngày sinh {said_day(kept)}, bản khai ghi {said_day(born)}; chi ủy sẽ xem giấy tờ gốc."
        )
        yield Remark(page=page, said=said, is_stop=False)


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates, perhaps known in part only, can be the same day."""
    return one.earliest <= other.latest and other.earliest <= one.latest


def _history(told: Told, rules: Rulebook, on: date) -> Iterator[Remark]:
    page = declaring.BY_SLUG[declaring.HISTORY]
    rows = sorted(told.get("history", ()), key=lambda row: str(row["starts_on"]))
    if not rows:
        yield Remark(page=page, said="Chưa khai quá trình học tập, công tác.")
        return
    born = _day(told.get("birth"))
    first = _day(rows[0]["starts_on"])
    if born and first and first.latest < born.earliest:
        yield Remark(page=page, said=f"Quá trình bắt đầu {said_day(first)}, trước ngày sinh {said_day(born)}.")
    allowed = rules.on("local.history_gap_months", on).number
    for one, other in pairwise(rows):
        yield from _between(page, one, other, allowed)
    ended = _day(rows[-1].get("ends_on"))
    if ended and all(row.get("ends_on") for row in rows) and add_months(ended.latest, allowed) < on:
        yield Remark(page=page, said=_nothing_told(ended, None))
    for row in rows:
        yield from _stretch_alone(page, row, on)


def _stretch_alone(page: OwnPage, row: Mapping[str, Any], on: date) -> Iterator[Remark]:
    """What is wrong with one stretch, whatever stands beside it."""
    starts, ends = _day(row["starts_on"]), _day(row.get("ends_on"))
    began = said_day(starts)
    if any(day is not None and day.earliest > add_months(on, 1) for day in (starts, ends)):
        said = f"Quãng bắt đầu {began} có ngày chưa đến. Đang tiếp tục thì để trống ô “đến hết”."
        yield Remark(page=page, said=said)
    if not row.get("witness"):
        yield Remark(page=page, said=f"Quãng bắt đầu {began} chưa ghi người biết việc này.", is_stop=False)


def _between(page: OwnPage, one: Mapping[str, Any], other: Mapping[str, Any], allowed: int) -> Iterator[Remark]:
    """What is wrong between two stretches that follow each other."""
    ended, starts = _day(one.get("ends_on")), _day(other["starts_on"])
    assert starts is not None
    if ended is not None and add_months(ended.latest, allowed) < starts.earliest:
        yield Remark(page=page, said=_nothing_told(ended, starts))
    are_busy = "other" not in {one.get("kind"), other.get("kind")}
    if are_busy and (ended is None or starts.latest < ended.earliest):
        began = said_day(_day(one["starts_on"]))
        said = f"Hai quãng cùng lúc: quãng bắt đầu {began} chưa hết khi sang {said_day(starts)}."
        yield Remark(page=page, said=f"{said} Nếu đúng là vừa học vừa làm thì để vậy.", is_stop=False)


def _nothing_told(ended: PartialDate, starts: PartialDate | None) -> str:
    until = f"{_unit(starts)} {said_day(starts)}" if starts is not None else "nay"
    return f"Từ {_unit(ended)} {said_day(ended)} đến {until} chưa khai làm gì, ở đâu. Ghi thêm một dòng, kể cả “ở nhà”."


def _unit(day: PartialDate) -> str:
    return "ngày" if day.day else "tháng" if day.month else "năm"


def _relatives(told: Told, circle: Circle) -> Iterator[Remark]:
    page = declaring.BY_SLUG[declaring.RELATIVES]
    rows = told.get("relatives", ())
    answered = {row["relation"] for row in rows if row.get("answer")}
    open_ones = [RELATIONS[relation].lower() for relation in circle.relations if relation.value not in answered]
    if open_ones:
        yield Remark(page=page, said=f"Chưa trả lời có hay không có: {', '.join(open_ones)}.")
    for row in rows:
        if row.get("answer") not in (None, Presence.NONE) and not row.get("name"):
            yield Remark(page=page, said=f"Chưa ghi họ tên: {RELATIONS[Relation(row['relation'])].lower()}.")
    if rows and not told.get("consent"):
        yield Remark(page=page, said="Chưa đánh dấu lời xác nhận ở trang Người thân.")


def _day(text: object) -> PartialDate | None:
    return PartialDate.parse(str(text)) if text else None


def said_day(day: PartialDate | None) -> str:
    """Say a day known in part as people write it: 9-2012."""
    if day is None:
        return ""
    if day.is_full:
        return say_date(day.earliest)
    return f"{day.month}-{day.year}" if day.month else str(day.year)


# --- shown to the eye, and taken over field by field ---


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing told: how it is called, what was told; for the committee also what the record holds of it.

    ``may_take`` is false where the record holds something else that only a correction with its proof may change.
    """

    name: str
    label: str
    said: str
    kept: str = ""
    may_take: bool = True

    @property
    def is_same(self) -> bool:
        """Whether the record tells the same already."""
        return bool(self.kept) and self.kept == self.said


def shown(told: Told, page: OwnPage) -> list[Line]:
    """Give what one page tells, to be checked before it is sent."""
    if page.slug == declaring.HISTORY:
        rows = sorted(told.get("history", ()), key=lambda row: str(row["starts_on"]))
        return [Line(name="history", label=_stretch(row), said=_stretch_said(row)) for row in rows]
    if page.slug == declaring.RELATIVES:
        return [
            Line(name="relatives", label=RELATIONS[Relation(row["relation"])], said=_relative_said(row))
            for row in told.get("relatives", ())
        ]
    return [Line(name=name, label=label_of(name), said=said_in(told, name)) for name in page.fields if told.get(name)]


def said_in(told: Told, name: str) -> str:
    """Give what was told of a field, as people write it."""
    value = str(told.get(name, ""))
    return said_day(_day(value)) if name in {"birth", "birth_on_card"} and value else value


def _stretch(row: Mapping[str, Any]) -> str:
    last = _day(declaring.stepped(row["ends_on"], -1)) if row.get("ends_on") else None
    return f"{said_day(_day(row['starts_on']))} đến {f'hết {said_day(last)}' if last else 'nay'}"


def _stretch_said(row: Mapping[str, Any]) -> str:
    words = {kind.value: word for kind, word in PERIODS.items()}
    parts = [words.get(str(row.get("kind")), ""), row.get("place", "")]
    witness = f"người biết: {row['witness']}" if row.get("witness") else ""
    return "; ".join(part for part in [", ".join(filter(None, parts)), witness] if part)


def _relative_said(row: Mapping[str, Any]) -> str:
    words = {kind.value: word for kind, word in PRESENCES.items()}
    abroad = "đang ở nước ngoài" if row.get("is_abroad") else ""
    return ", ".join(filter(None, [row.get("name", ""), words.get(str(row.get("answer")), "").lower(), abroad]))


def to_take(told: Told, case: DevelopmentCase) -> list[Line]:
    """Give what the committee may take into the record, field by field, beside what stands there."""
    person, background = case.person, Background.objects.filter(person=case.person).first()
    lines = []
    for page in declaring.PAGES:
        for name in page.fields:
            if name == "birth_on_card" or not told.get(name):
                continue
            is_own = name in declaring.OF_PERSON
            held = getattr(person, name) if is_own else getattr(background, name, "")
            kept = said_day(held) if isinstance(held, PartialDate) else str(held or "")
            said = said_in(told, name)
            lines.append(
                Line(
                    name=name,
                    label=label_of(name),
                    said=said,
                    kept=kept,
                    may_take=not (is_own and kept) and kept != said,
                )
            )
    for name, label in (("history", "Quá trình học tập, công tác"), ("relatives", "Người thân")):
        if told.get(name):
            lines.append(Line(name=name, label=label, said=f"{len(told[name])} dòng"))
    return lines


def parts_to_take(told: Told, case: DevelopmentCase) -> list[tuple[str, str]]:
    """Give what can be ticked to be taken over: what the record lacks, or may hold anew."""
    lines = to_take(told, case)
    return [(line.name, f"{line.label}: {line.said}") for line in lines if line.may_take and not line.is_same]


def parts_told_by_day(told: Told, case: DevelopmentCase) -> list[str]:
    """Name the parts to be taken over that the register tells by day and that say something else. One query more."""
    labels = {line.name: line.label for line in to_take(told, case) if line.may_take and line.kept}
    return [labels[name] for name in life.told_by_day(case.person, labels)]
