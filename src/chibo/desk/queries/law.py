"""Sổ quy định: the pages of the law as one organisation reads it, and the values people added to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.dates import say_date
from chibo.base.lawbook import NEEDS, RulePage, book, parts, rule_page, said, sureness, value_words
from chibo.base.numbers import whole_number
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import fold
from chibo.development.facts import of
from chibo.development.queries import cases
from chibo.law.journey import outlook
from chibo.law.reading import DataFault, read_value, rulebook
from chibo.law.timeline import Amendment, DossierPaper, UnknownFigure, written
from chibo.law.vocabulary import Confidence
from chibo.register.facts import rulebook_of
from chibo.register.models import FigureAmendment
from chibo.register.queries import home, may_amend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.law.facts import CaseFacts
    from chibo.law.timeline import Figure, Instrument, Rulebook, Value

_State = FigureAmendment.State
_FORM_NUMBERS = "dossier.form_numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One subject of the book with its figures."""

    key: str
    title: str
    pages: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A value somebody added: the row, its figure's name, the value in words, what a release says otherwise.

    ``is_own`` when the reader proposed it; ``asked_to_leave`` when it was the reader who asked to withdraw it.
    """

    row: FigureAmendment
    name: str
    value: str
    sureness: str
    clashes: tuple[str, ...] = ()
    is_own: bool = False
    asked_to_leave: bool = False

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return f"{self.row.get_state_display()}, chờ rút" if self.row.is_leaving else str(self.row.get_state_display())


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure's page with the values added to it."""

    page: RulePage
    added: tuple[Added, ...]
    may_amend: bool
    can_be_added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueField:
    """How a new value of a figure is asked for: ``kind`` is number, share, choice, many, texts or needs."""

    kind: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    entries: tuple[tuple[str, str, str], ...] = ()  # code, label, value now
    initial: object = None


# ---------------------------------------------------------------------- the book


_NUMBERED = re.compile(r"\d-[^\W\d]")  # 29-QĐ/TW
_IN_WORDS = re.compile(r"\b(quy dinh|quyet dinh|huong dan|chi thi|cong van|quy che|qd|hd|ct)( so)? (\d{1,4})\b")
_SYMBOLS = {"quy dinh": "qd", "quyet dinh": "qd", "huong dan": "hd", "chi thi": "ct", "cong van": "cv", "quy che": "qc"}


def law_book(actor: Actor, on: date, *, asked: str = "") -> tuple[Subject, ...]:
    """Give the book of a day by subject; with ``asked``, only what speaks of every word of it, marks or no marks."""
    rules = rulebook_of(home(actor), on)
    pages = [rule_page(rules, figure.key, on) for figure in rules.figures()]
    words = fold(asked).split()
    kept = [page for page in pages if all(word in _searched(page) for word in words)]
    return tuple(
        Subject(key=key, title=title, pages=held)
        for key, title in book().subjects.items()
        if (held := tuple(page for page in kept if page.key.startswith(f"{key}.")))
    )


def rules_named(actor: Actor, on: date, asked: str, *, limit: int) -> list[RulePage]:
    """Give the rules whose name holds every word as it stands there, or which rest on the instrument named.

    Parts of words, or words of their sentences, would find half the book; for that there is :func:`law_book`.
    """
    asked = _IN_WORDS.sub(lambda found: f"{found[3]}-{_SYMBOLS.get(found[1], found[1])}", fold(asked))
    words = asked.split()
    if _NUMBERED.search(asked):
        cited = [page for subject in law_book(actor, on, asked=asked) for page in subject.pages]
        return [page for page in cited if all(word in _cited(page) for word in words)][:limit]
    named = [one for one in rulebook().figures() if set(words) <= set(fold(one.name).split())]
    if not named:
        return []
    rules = rulebook_of(home(actor), on)
    return [rule_page(rules, one.key, on) for one in named[:limit]]


def _cited(page: RulePage) -> str:
    return fold(" ".join(line.citation for line in page.lines))


def _searched(page: RulePage) -> str:
    citations = " ".join(line.citation for line in page.lines)
    return fold(" ".join((page.key, page.name, page.subject, page.sentence, page.note, citations, *page.checks)))


def figure_view(actor: Actor, key: str, on: date) -> FigureView:
    """Give one figure's page; ``NotYoursError`` when there is no such figure."""
    rules = rulebook_of(home(actor), on)
    return FigureView(
        page=_page(rules, key, on),
        added=tuple(added for added in additions(actor, key=key) if added.row.state in {"proposed", "confirmed"}),
        may_amend=may_amend(actor),
        can_be_added=can_be_added(rulebook().figure(key)),
    )


def _page(rules: Rulebook, key: str, on: date) -> RulePage:
    try:
        return rule_page(rules, key, on)
    except UnknownFigure:
        raise NotYoursError from None


def instruments() -> tuple[tuple[Instrument, Instrument | None, Instrument | None], ...]:
    """Every instrument, newest first, with the one that took its place and the one it took the place of."""
    register = rulebook().instruments
    before = {one.superseded_by: one for one in register.values() if one.superseded_by}
    newest = sorted(register.values(), key=lambda one: (one.in_force_from, one.number), reverse=True)
    return tuple((one, register.get(one.superseded_by), before.get(one.id)) for one in newest)


# ---------------------------------------------------------------------- values added


def additions(actor: Actor, *, key: str = "") -> tuple[Added, ...]:
    """Give the values people added, newest first, each with what the release says otherwise. One query."""
    rows = FigureAmendment.objects.order_by("-id")
    return tuple(_added(row, actor) for row in (rows.filter(key=key) if key else rows))


def amendment_for(actor: Actor, uid: UUID | str) -> Added:
    """Give one added value to whoever reads the law; ``NotYoursError`` when there is none."""
    row = FigureAmendment.objects.filter(uid=uid).first()
    if row is None:
        raise NotYoursError
    return _added(row, actor)


def _added(row: FigureAmendment, actor: Actor) -> Added:
    figure = rulebook().book.get(row.key)
    return Added(
        row=row,
        name=figure.name if figure else row.key,
        value=_words(row, figure),
        sureness=sureness(row.confidence),
        clashes=tuple(_clashes(row, figure)) if row.state == _State.CONFIRMED else (),
        is_own=actor.uid == row.proposed_by_uid,
        asked_to_leave=row.is_leaving and actor.uid == row.withdrawal_asked_by_uid,
    )


def _words(row: FigureAmendment, figure: Figure | None) -> str:
    if figure is None:
        return str(row.value)
    try:
        return value_words(read_value(row.value, figure.unit), figure)
    except DataFault:
        return str(row.value)


def _clashes(row: FigureAmendment, figure: Figure | None) -> Iterator[str]:
    """What a release says otherwise than the value in use, until somebody withdraws it (never silently overwritten)."""
    if figure is None:
        yield "Quy tắc này không còn trong bản phát hành: giá trị bổ sung không còn tác dụng."
        return
    try:
        own = read_value(row.value, figure.unit)
    except DataFault:
        yield "Bản phát hành đã đổi dạng của quy tắc này: giá trị bổ sung không còn tác dụng."
        return
    for dated in figure.values:
        day, value = dated.starts_on, value_words(dated.value, figure)
        if day == row.starts_on:
            same = "cùng giá trị" if dated.value == own else f"khác giá trị ({value})"
            yield f"Ngày {say_date(day)} đã có trong bản phát hành, {same}. Giá trị bổ sung đang được dùng."
        elif row.known.get(day.isoformat()) != written(dated.value):
            yield f"Bản phát hành nay có giá trị từ ngày {say_date(day)}: {value}. Xem lại giá trị bổ sung."


def waiting(actor: Actor) -> int:
    """How many proposals, of a value or to withdraw one, wait for this reader to confirm. One or two queries."""
    if not may_amend(actor):
        return 0
    values = Q(state=_State.PROPOSED) & ~Q(proposed_by_uid=actor.uid)
    leaving = Q(state=_State.CONFIRMED, withdrawal_asked_on__isnull=False) & ~Q(withdrawal_asked_by_uid=actor.uid)
    return FigureAmendment.objects.filter(values | leaving).count()


def touched(actor: Actor, row: FigureAmendment, on: date) -> int:
    """How many open cases of the reader's organisation would have other days to act, were it confirmed or withdrawn."""
    organisation = home(actor)
    rules = rulebook_of(organisation, on)
    changed = _changed(actor, row, on, rules)
    if changed is None:
        return 0
    known = of(list(cases(actor, organisation)))
    return sum(_days(one, on, rules) != _days(one, on, changed) for one in known)


def _changed(actor: Actor, row: FigureAmendment, on: date, rules: Rulebook) -> Rulebook | None:
    """The rules as they would be after this reader's confirming; nothing where the reader confirms nothing."""
    figure = rulebook().book.get(row.key)
    if figure is None:
        return None
    if row.is_leaving and actor.uid != row.withdrawal_asked_by_uid:
        return rulebook_of(home(actor), on, without=row)
    if row.state != _State.PROPOSED or actor.uid == row.proposed_by_uid:
        return None
    added = Amendment(
        key=row.key,
        starts_on=row.starts_on,
        value=read_value(row.value, figure.unit),
        citation=row.citation,
        confidence=Confidence(row.confidence),
        added_on=on,
    )
    return rules.with_amendments([added])


def _days(facts: CaseFacts, on: date, rules: Rulebook) -> list[object]:
    return [(duty.kind, duty.due_on, duty.opens_on) for duty in outlook(facts, on, rules).duties]


# ---------------------------------------------------------------------- how a value is asked for


def can_be_added(figure: Figure) -> bool:
    """Whether a newer text could give the figure a value: not for what an organisation sets itself."""
    return bool(figure.values) and not figure.key.startswith(("local.", "lead."))


def value_field(key: str, on: date) -> ValueField:
    """How a new value of a figure is asked for, with the one in force filled in.

    Raises ``NotYoursError`` for a figure that is none, or that no newer text could change.
    """
    figure = rulebook().book.get(key)
    if figure is None or not can_be_added(figure):
        raise NotYoursError
    now = (figure.on(on) or figure.values[0]).value
    if figure.key == _FORM_NUMBERS and not isinstance(now, int | str | tuple):
        return ValueField(kind="texts", label="Số mẫu mới", entries=tuple(_numbers(now)))
    return _plain_field(figure, now)


def _numbers(now: object) -> Iterator[tuple[str, str, str]]:
    entries: Mapping[str, object] = now  # type: ignore[assignment]  # the table of form numbers
    labels = parts(now)  # type: ignore[arg-type]
    for (code, number), label in zip(entries.items(), labels, strict=True):
        yield code, label.rpartition(": ")[0], str(number)


def _plain_field(figure: Figure, now: Value) -> ValueField:
    match figure.unit:
        case "share":
            hint = "Ghi phân số, ví dụ 2/3 hoặc 15/100."
            return ValueField(kind="share", label="Tỷ lệ mới", hint=hint, initial=written(now))
        case "flag":
            choices = (("yes", "Có"), ("no", "Không"))
            return ValueField(kind="flag", label="Giá trị mới", choices=choices)
        case "code" | "map":
            return ValueField(kind="choice", label="Giá trị mới", choices=tuple(_known(figure)))
        case "list":
            codes = {code: said(code, "code") for dated in figure.values for code in _codes(dated.value)}
            return ValueField(kind="many", label="Giá trị mới", choices=tuple(codes.items()), initial=written(now))
        case "papers":
            return ValueField(kind="needs", label="Giấy tờ", entries=tuple(_needs(figure, now)), choices=_NEEDED)
    unit = said(0, figure.unit).removeprefix("0").strip()
    return ValueField(kind="number", label=f"Số mới ({unit})" if unit else "Số mới", initial=now)


def _known(figure: Figure) -> Iterator[tuple[str, str]]:
    """The values that the program understands, by the number of the first text that had each."""
    seen: list[Value] = []
    for number, dated in enumerate(figure.values):
        if dated.value not in seen:
            seen.append(dated.value)
            yield str(number), value_words(dated.value, figure)


def _codes(value: Value) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, tuple) else []


_NEEDED = (("", "không có trong hồ sơ"), *((need.value, words or "ai cũng cần") for need, words in NEEDS.items()))


def _needs(figure: Figure, now: Value) -> Iterator[tuple[str, str, str]]:
    """Every paper any text listed, with its need today; the code keeps the phase: ``phase:paper``."""
    today = {_code(line): line.when.value for line in _papers(now)}
    listed = {_code(line): line for dated in figure.values for line in _papers(dated.value)}
    for code, line in listed.items():
        yield code, parts((line,))[0].partition(" (")[0], today.get(code, "")


def _papers(value: Value) -> list[DossierPaper]:
    return [item for item in value if isinstance(item, DossierPaper)] if isinstance(value, tuple) else []


def _code(line: DossierPaper) -> str:
    return f"{line.phase.value}:{line.paper.value}"


def plain_value(key: str, field: ValueField, given: object) -> object:
    """Turn what a form gave for a field into plain data the law reads; what is none of the choices stays as given."""
    if field.kind == "flag":
        return given == "yes"
    if field.kind == "choice" and (place := whole_number(str(given))) is not None:
        return written(rulebook().figure(key).values[place].value)
    if field.kind == "needs" and isinstance(given, dict):
        pairs = ((*code.split(":"), when) for code, when in given.items() if when)
        return [{"phase": phase, "paper": paper, "when": when} for phase, paper, when in pairs]
    return given
