"""Báo cáo nhanh: the state of an organisation in a few sentences whose figures can all be opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.register.queries import head_count, term_on
from chibo.reports.queries.figures import Figure, Words, ensure_readable, say_share
from chibo.reports.queries.kept import kept
from chibo.reports.queries.lists import term_admissions
from chibo.reviews.models import Target
from chibo.reviews.queries import latest_result, targets, titles_by_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reviews.models import Title
    from chibo.reviews.queries import ReviewResult

Part = Words | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, in pieces of words and figures."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What can be said of an organisation on a day."""

    organisation: Organisation
    on: date
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the text, in its order."""
        return tuple(part for sentence in self.sentences for part in sentence.parts if isinstance(part, Figure))


def narrative(actor: Actor, organisation: Organisation, on: date) -> Narrative:
    """Tell the state of an organisation on ``on`` (product.md 2.13). Raises :class:`NotYoursError`."""
    ensure_readable(actor, organisation)
    return kept(organisation, "narrative", on, make=lambda: _narrative(organisation, on))


def _narrative(organisation: Organisation, on: date) -> Narrative:
    unit = "Chi bộ" if organisation.kind.is_cell else "Đảng bộ"
    term = term_on(organisation, on)
    promised = {target.metric: target.value for target in targets(term)} if term else {}
    told = [
        _strength(organisation, unit, on),
        _admissions(organisation, on, promised.get(Target.Metric.ADMISSIONS))
        if term
        else _plain(f"Chưa ghi nhiệm kỳ của {unit.lower()} nên chưa tính được số kết nạp trong nhiệm kỳ."),
        _review(organisation, unit, on),
    ]
    goal = promised.get(Target.Metric.MEMBER_SHARE)
    if goal is not None:
        figure = Figure(text=f"{goal}%", what="chi-tieu-ty-le", count=1, on=on)
        told.append(_sentence("Mục tiêu đến cuối nhiệm kỳ: ", figure, " cán bộ là đảng viên."))
    return Narrative(organisation=organisation, on=on, sentences=tuple(told))


def _strength(organisation: Organisation, unit: str, on: date) -> Sentence:
    """Members and staff. The share is that of the staff who are members, whoever else belongs to the organisation."""
    heads = head_count(organisation, on)
    people = Figure(text=f"{heads.members} đảng viên", what="dang-vien", count=heads.members, on=on)
    employed = Figure(text=f"{heads.staff} cán bộ", what="can-bo", count=heads.staff, on=on)
    if heads.share is None:
        if not heads.members:
            return _plain(f"{unit} chưa có đảng viên và cán bộ nào trong sổ.")
        return _sentence(f"{unit} có ", people, "; chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ.")
    if not heads.members:
        return _sentence(f"{unit} chưa có đảng viên nào trong sổ, trên tổng số ", employed, ".")
    share = Figure(text=say_share(heads.share), what="can-bo-la-dang-vien", count=heads.staff_members, on=on)
    if heads.staff_members == heads.members:
        return _sentence(f"{unit} có ", people, " trên tổng số ", employed, ", chiếm ", share, ".")
    inside = replace(share, text=f"{heads.staff_members} đồng chí")
    inside_words = (", trong đó ", inside, " là cán bộ trên tổng số ", employed, ", chiếm ", share, ".")
    return _sentence(f"{unit} có ", people, *inside_words)


def _admissions(organisation: Organisation, on: date, target: int | None) -> Sentence:
    days = list(term_admissions(organisation, on).values_list("ceremony_on", flat=True))
    against = [] if target is None else [Figure(text=str(target), what="chi-tieu-ket-nap", count=1, on=on)]
    if not days:
        start = "Từ đầu nhiệm kỳ đến nay chưa ghi kết nạp đảng viên nào"
        return _sentence(start, "; chỉ tiêu nghị quyết là ", *against, ".") if against else _plain(start + ".")
    admitted = Figure(text=f"{len(days)} đảng viên", what="ket-nap", count=len(days), on=on)
    latest = Figure(text=say_date(days[-1]), what="ket-nap-gan-nhat", count=days.count(days[-1]), on=on)
    compared: tuple[str | Figure, ...] = ()
    if target is not None:
        word = "vượt" if len(days) > target else "đạt" if len(days) == target else "chưa đạt"
        compared = (f", {word} chỉ tiêu nghị quyết (", *against, ")")
    return _sentence("Từ đầu nhiệm kỳ đến nay kết nạp ", admitted, *compared, "; lần gần nhất ngày ", latest, ".")


def _review(organisation: Organisation, unit: str, on: date) -> Sentence:
    result = latest_result(organisation, on)
    if result is None or not (result.rated or result.title):
        return _titled(organisation, unit, on)
    parts: list[str | Figure] = [f"Năm {result.year}, "]
    if result.rated:
        parts.extend(_grades(result, on))
    if result.rated and result.title:
        parts.append("; ")
    if result.title:
        parts.extend(_title(result.titles, unit, on))
    return _sentence(*parts, ".")


def _titled(organisation: Organisation, unit: str, on: date) -> Sentence:
    """A title can be on record where nobody was rated yet."""
    years = titles_by_year(organisation, on)
    if not years:
        return _plain("Chưa ghi kết quả đánh giá, xếp loại năm nào.")
    found = years[max(years)]
    return _sentence(f"Năm {found[0].year}, ", *_title(found, unit, on), ".")


def _title(found: tuple[Title, ...], unit: str, on: date) -> tuple[str, Figure]:
    said = found[0].name[0].lower() + found[0].name[1:]
    figure = Figure(text=said, what="danh-hieu", count=len(found), on=on, year=found[0].year)
    return f"{unit.lower()} đạt danh hiệu ", figure


def _grades(result: ReviewResult, on: date) -> Iterator[str | Figure]:
    if not result.good_or_better_share:
        yield "không có đảng viên nào được xếp loại hoàn thành tốt nhiệm vụ trở lên"
        return
    text = say_share(result.good_or_better_share)
    yield Figure(text=text, what="hoan-thanh-tot", count=result.good_or_better, on=on, year=result.year)
    yield " đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên, trong đó "
    if not result.excellent_share:
        yield "không có đồng chí nào hoàn thành xuất sắc"
        return
    text = say_share(result.excellent_share)
    yield Figure(text=text, what="hoan-thanh-xuat-sac", count=result.excellent, on=on, year=result.year)
    yield " hoàn thành xuất sắc"


def _plain(text: str) -> Sentence:
    return _sentence(text)


def _sentence(*parts: str | Figure) -> Sentence:
    return Sentence(parts=tuple(Words(text=part) if isinstance(part, str) else part for part in parts))
