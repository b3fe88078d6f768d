"""What the pages about personal data show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, Max, OuterRef

from chibo.base.access import Permission, within
from chibo.base.dates import local_day
from chibo.base.holdings import PARTS, Part
from chibo.base.lawbook import said
from chibo.base.models import Job
from chibo.base.privacy import BLOCKS, block_of
from chibo.base.refusal import NotYoursError
from chibo.base.words import CONFIDENCE, PERMISSIONS
from chibo.desk.privacy.copying import counts_of
from chibo.development.models import DevelopmentCase
from chibo.law import privacy as clocks
from chibo.law.calendar import CalendarGap
from chibo.law.timeline import LawGap, Unit
from chibo.law.vocabulary import DataRequestKind
from chibo.register.actions import RESTRICTION_READINGS, STATEMENTS
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import (
    DataBreach,
    DataRequest,
    Employment,
    Erasure,
    Membership,
    Person,
    PrivacyStatement,
    Restriction,
)
from chibo.register.queries import below, restriction_of, restriction_reading, rows_about, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.privacy import Block
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation

UNITS: Final = {Unit.WORKING_DAYS: "ngày làm việc", Unit.DAYS: "ngày", Unit.MONTHS: "tháng"}
OF_MANY: Final = frozenset({"import", "breach"})  # kinds that are about many at once: not on one person's page
NO_GROUND: Final = "chưa tìm thấy căn cứ cụ thể; tổ chức tự nêu"
FRAME: Final = (
    "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 và Nghị định 356/2025/NĐ-CP, từ ngày 1-1-2026",
    (
        "Quan điểm chính trị, tôn giáo, dân tộc, sức khỏe là dữ liệu nhạy cảm (Nghị định 356/2025/NĐ-CP, Điều 4): "
        "chương trình coi cả hồ sơ là nhạy cảm"
    ),
    (
        "Việc theo nhiệm vụ của cơ quan có thể không cần sự đồng ý (Luật 91/2025/QH15, Điều 19); "
        "chưa rõ áp dụng cho chi bộ đến đâu, cần hỏi cấp trên"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of data: what, why, on what ground, who sees it, how long. ``own`` is the ground stated here."""

    block: Block
    who: str
    ground: str
    sureness: str
    own: str

    @property
    def is_missing(self) -> bool:
        """Whether neither the sources nor the organisation give a ground."""
        return not self.ground and not self.own


def kept_blocks(organisation: Organisation, on: date) -> tuple[Kept, ...]:
    """Every kind of data with its purpose and ground as they stand on a day. Three queries."""
    rules, stated = rulebook_of(organisation, on), statements(organisation)
    return tuple(_kept(block, rules, stated, on) for block in BLOCKS)


def _kept(block: Block, rules: Rulebook, stated: dict[str, PrivacyStatement], on: date) -> Kept:
    reading = rules.find(block.ground, on) if block.ground else None
    own = stated.get(f"ground.{block.name}")
    return Kept(
        block=block,
        who=PERMISSIONS[block.seen_by],
        ground=reading.citation.text if reading else "",
        sureness=CONFIDENCE[reading.citation.confidence] if reading else "",
        own=own.text if own else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The privacy notice of an organisation."""

    organisation: Organisation
    kept: tuple[Kept, ...]
    contact: str
    rights: tuple[str, ...]
    terms: tuple[Term, ...]
    frame: tuple[str, ...] = FRAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long one kind of record stays: the figure, its words, its source; nothing set: the organisation sets it."""

    key: str
    name: str
    now: str
    source: str
    note: str
    may_set: bool


RETENTION: Final = (
    "non_member",
    "closed_case",
    "mentor_notes",
    "former_member",
    "review_papers",
    "requests",
    "breaches",
    "job_results",
    "log_level2",
    "log_level3",
)


def terms_of(organisation: Organisation, on: date) -> tuple[Term, ...]:
    """The schedule of keeping as it stands on a day. Two queries, in a reading request none after the notice."""
    rules = rulebook_of(organisation, on)
    return tuple(_term(f"retention.{name}", rules, on) for name in RETENTION)


def _term(key: str, rules: Rulebook, on: date) -> Term:
    figure, reading = rules.figure(key), rules.find(key, on)
    sureness = CONFIDENCE[reading.citation.confidence] if reading else ""
    return Term(
        key=key,
        name=figure.name,
        now=said(reading.value, figure.unit) if reading else "chưa đặt",
        source=f"{reading.citation.text}{f' ({sureness})' if sureness else ''}" if reading else NO_GROUND,
        note=figure.note,
        may_set=figure.delegable,
    )


def notice(organisation: Organisation, on: date) -> Notice:
    """Everything the privacy notice says. Five queries."""
    contact = statements(organisation).get("contact")
    rights = tuple(_rights(rulebook_of(organisation, on), on))
    return Notice(
        organisation=organisation,
        kept=kept_blocks(organisation, on),
        contact=contact.text if contact else "",
        rights=rights,
        terms=terms_of(organisation, on),
    )


_CLOCKS: Final = (
    ("privacy.answer_hours", "Mọi đề nghị được giải quyết trong {}"),
    ("privacy.answer_days", "Đề nghị được trả lời trong {}"),
    ("privacy.limit_days", "Rút lại đồng ý, hạn chế, phản đối: thực hiện trong {}"),
    ("privacy.limit_days_with_others", "Có bên xử lý hoặc bên thứ ba: thực hiện trong {}"),
    ("privacy.extension_days", "Gia hạn một lần, không quá {}"),
    ("privacy.other_days_least", "Xem, lấy bản sao, đính chính, xóa: nguồn ghi từ {}"),
    ("privacy.other_days_most", "… đến {}, không nói quyền nào bao nhiêu"),
    ("privacy.breach_hours", "Sự cố dữ liệu được báo cơ quan có thẩm quyền trong {}"),
)


def _rights(rules: Rulebook, on: date) -> Iterable[str]:
    for key, sentence in _CLOCKS:
        reading = rules.find(key, on)
        if reading is not None and not reading.citation.carried_forward:
            sureness = CONFIDENCE[reading.citation.confidence]
            source = f"{reading.citation.text}{f'; {sureness}' if sureness else ''}"
            yield f"{sentence.format(said(reading.value, rules.figure(key).unit))} ({source})."


# ---------------------------------------------------------------------- one person


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """The page of a person's own data. ``tells_why``: the reason of the restriction may be read."""

    counts: tuple[tuple[str, int], ...]
    kept: tuple[Kept, ...]
    requests: tuple[DataRequest, ...]
    restriction: Restriction | None
    tells_why: bool
    erasures: tuple[Erasure, ...]

    @property
    def is_asked_for_copy(self) -> bool:
        """Whether a request to see the data waits."""
        return any(row.kind == DataRequestKind.ACCESS and row.done_on is None for row in self.requests)


def own_data(actor: Actor, person: Person, on: date) -> OwnData:
    """What is kept about a person and what was asked. Seven queries however much is kept.

    Requests and erasures of another organisation than the actor keeps are counted and not told; of oneself all are.
    """
    reach = rows_about(actor, person, Permission.EDIT_REGISTER)
    asked = DataRequest.objects.filter(reach, person=person).select_related("organisation")
    held = restriction_of(person, on)
    is_own = str(person.uid) == actor.person_uid
    return OwnData(
        counts=tuple(counts_of(person).items()),
        kept=tuple(one for one in kept_blocks(person.organisation, on) if one.block.name not in OF_MANY)
        if person.organisation
        else (),
        requests=tuple(asked.order_by("-received_on", "-pk")),
        restriction=held,
        tells_why=held is not None and (is_own or actor.may(Permission.EDIT_REGISTER, held.organisation.scope_key)),
        erasures=tuple(Erasure.objects.filter(reach, person=person).order_by("-asked_on", "-pk")),
    )


def open_access_request(actor: Actor, person: Person) -> DataRequest | None:
    """The request, with a signed paper, on which somebody else may take the copy for a person."""
    reach = rows_about(actor, person, Permission.EDIT_REGISTER)
    return (
        DataRequest.objects.filter(reach, person=person, kind="access", done_on=None)
        .exclude(decision=DataRequest.Decision.REFUSED)
        .order_by("-pk")
        .first()
    )


# ---------------------------------------------------------------------- the whole organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """What waits, for those who look after personal data."""

    requests: tuple[DataRequest, ...]
    restrictions: tuple[Restriction, ...]
    erasures: tuple[Erasure, ...]
    breaches: tuple[DataBreach, ...]
    stated: tuple[tuple[str, str, str], ...]


def hub(actor: Actor) -> Hub:
    """What is open in the organisations whose register the actor keeps. Five queries."""
    here = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    requests = DataRequest.objects.filter(here, done_on=None).select_related("person")
    return Hub(
        requests=tuple(requests.order_by("done_by", "pk")),
        restrictions=tuple(
            Restriction.objects.filter(here, ends_on=None).select_related("person").order_by("starts_on", "pk")
        ),
        erasures=tuple(
            Erasure.objects.filter(here, state=Erasure.State.PROPOSED).select_related("person").order_by("pk")
        ),
        breaches=tuple(DataBreach.objects.filter(here, closed_on=None).order_by("found_at")),
        stated=(),
    )


def breaches_of(actor: Actor) -> list[DataBreach]:
    """Every breach of the organisations in the actor's reach, the latest first. One query."""
    here = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    return list(DataBreach.objects.filter(here).select_related("organisation").order_by("-found_at"))


def past_requests(actor: Actor) -> list[DataRequest]:
    """The last requests that were done with. One query."""
    here = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    done = DataRequest.objects.filter(here).exclude(done_on=None).select_related("person")
    return list(done.order_by("-done_on", "-pk")[:50])


def statement_of(organisation: Organisation, key: str) -> tuple[str, str]:
    """The title of what an organisation may state, and what it states now; raises ``NotYoursError``."""
    if key.startswith("ground."):
        try:
            title = f"Căn cứ: {block_of(key.removeprefix('ground.')).label}"
        except KeyError as error:
            raise NotYoursError(key) from error
    elif key in STATEMENTS:
        title = STATEMENTS[key]
    else:
        raise NotYoursError(key)
    now = statements(organisation).get(key)
    return title, now.text if now else ""


def withheld(organisation: Organisation, on: date) -> frozenset[int]:
    """Who is left out of lists that leave the program: those restricted, here and below; nobody where one warns.

    Lists that the Party's rules ask for (7-HSĐV, who is sent to a class, cards) name everybody. Two queries.
    """
    if restriction_reading(organisation) != "refuse":
        return frozenset()
    held = Restriction.objects.filter(covering(on), below(organisation, field="person__scope_key"))
    return frozenset(held.values_list("person_id", flat=True))


def restriction_words(organisation: Organisation) -> str:
    """What a restriction means here, in words."""
    stated = statements(organisation).get("restriction")
    return RESTRICTION_READINGS[stated.text if stated else "refuse"]


def request_state(actor: Actor, row: DataRequest) -> dict[str, object]:
    """What can be done with a request by whom, and by which rule its days run. Two queries."""
    rules, kind = rulebook_of(row.organisation, row.received_on), DataRequestKind(row.kind)
    is_open, key = row.done_on is None, row.organisation.scope_key
    keeps, is_own = actor.may(Permission.EDIT_REGISTER, key), actor.person_uid == str(row.person.uid)
    return {
        "is_open": is_open,
        "may_answer": is_open and keeps and row.answered_on is None,
        "may_extend": is_open
        and keeps
        and row.extended_on is None
        and not row.decision
        and clocks.may_extend(kind, row.received_on, rules),
        "may_decide": is_open and not row.decision and not is_own and actor.may(Permission.OVERRIDE, key),
        "may_finish": is_open and keeps and bool(row.decision),
        "may_withdraw": is_open and not row.decision and (keeps or is_own),
        "sources": tuple(_sources(kind, row, rules)),
    }


def _sources(kind: DataRequestKind, row: DataRequest, rules: Rulebook) -> Iterator[tuple[str, Citation]]:
    """What each day rests on; nothing where the law of the day has no clock."""
    try:
        answer = clocks.answer_by(row.received_on, rules)
        done = clocks.done_by(
            kind, row.received_on, rules, with_others=row.with_others, is_extended=row.extended_on is not None
        )
    except (LawGap, CalendarGap):
        return
    for name, found in (("Trả lời", answer), ("Thực hiện", done)):
        yield f"{name}: {found.amount} {UNITS[found.unit]}", found.citation


def breach_term(row: DataBreach) -> Reading | None:
    """Within how many hours a breach is told, as the law of the day it was found; nothing without one. Two queries."""
    day = local_day(row.found_at)
    return rulebook_of(row.organisation, day).find("privacy.breach_hours", day)


def erasure_view(actor: Actor, row: Erasure) -> dict[str, object]:
    """An erasure: its parts in words, whether the actor asked for it, whether the actor may confirm. No query."""
    is_asker = actor.uid == row.asked_by_uid or bool(actor.person_uid and actor.person_uid == row.asked_by_person)
    may_decide = actor.may(Permission.OVERRIDE, row.organisation.scope_key)
    is_waiting = row.state == Erasure.State.PROPOSED
    return {
        "row": row,
        "parts": [said for part, said in PARTS.items() if part.value in row.parts],
        "is_asker": is_asker,
        "may_confirm": is_waiting and may_decide and not is_asker,
        "may_reject": is_waiting and (may_decide or is_asker),
    }


# ---------------------------------------------------------------------- what has come to its term


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One person whose data have come to a term: since when kept, until when, which parts may go."""

    person: Person
    since: date
    until: date
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueGroup:
    """Everybody due under one term."""

    term: Term
    rows: tuple[Due, ...]

    @property
    def parts_said(self) -> tuple[str, ...]:
        """The parts in words."""
        return tuple(PARTS[part] for part in self.rows[0].parts) if self.rows else ()


_CLOSED: Final[dict[str, tuple[Part, ...]]] = {
    "mentor_notes": (Part.NOTES,),
    "closed_case": (Part.CASE, Part.NOTES),
    "non_member": tuple(Part),
    "former_member": tuple(Part),
}


def due_for_review(organisation: Organisation, on: date) -> tuple[DueGroup, ...]:
    """Who has come to which term in an organisation on a day; nothing is erased by this. Six queries."""
    return _due_under(tuple(_CLOSED), organisation, on, rulebook_of(organisation, on))


def waiting_for_review(organisation: Organisation, on: date, rules: Rulebook) -> tuple[int, date] | None:
    """How many people have come to a term that the organisation itself has set, and since when the first; or nothing.

    What only the program proposes calls nobody to work. No query where no term is set, two otherwise.
    """
    set_here = {rule.key for rule in rules.overlays if rule.covers(on)}
    own = tuple(name for name in _CLOSED if f"retention.{name}" in set_here)
    rows = [row for group in _due_under(own, organisation, on, rules) for row in group.rows] if own else []
    return (len({row.person.pk for row in rows}), min(row.until for row in rows)) if rows else None


def _due_under(names: tuple[str, ...], organisation: Organisation, on: date, rules: Rulebook) -> tuple[DueGroup, ...]:
    people = _people(organisation, on)
    gone = _erased(organisation)
    groups = []
    for name in names:
        parts = _CLOSED[name]
        rows = [
            Due(person=one, since=since, until=until.result, parts=parts)
            for one in people
            if (since := _since(one, name)) is not None
            and (until := clocks.kept_until(f"retention.{name}", since, on, rules)) is not None
            and until.result <= on
            and not {part.value for part in parts} <= gone.get(one.pk, set())
        ]
        groups.append(DueGroup(term=_term(f"retention.{name}", rules, on), rows=tuple(rows)))
    return tuple(groups)


def _people(organisation: Organisation, on: date) -> list[Person]:
    """Everybody the organisation keeps, with the days from which terms run. One query."""
    spells = Membership.objects.filter(person=OuterRef("pk"))
    cases = DevelopmentCase.objects.filter(person=OuterRef("pk"))
    jobs = Employment.objects.filter(covering(on), person=OuterRef("pk"))
    return list(
        Person.objects.filter(organisation=organisation)
        .annotate(
            was_member=Exists(spells),
            is_member=Exists(spells.filter(ends_on=None)),
            has_open_case=Exists(cases.filter(closed_on=None)),
            is_staff=Exists(jobs),
            left_on=Max("memberships__ends_on"),
            case_closed_on=Max("cases__closed_on"),
            job_ended_on=Max("employments__ends_on"),
        )
        .order_by("sort_key", "pk")
    )


def _since(one: Person, name: str) -> date | None:
    """From which day a term runs for a person; nothing where it does not concern them (yet)."""
    told = vars(one)
    closed: date | None = None if told["has_open_case"] else told["case_closed_on"]
    if name == "mentor_notes":
        return closed
    if name == "closed_case":
        return None if told["was_member"] else closed
    if name == "former_member":
        left: date | None = told["left_on"]
        return None if told["is_member"] else left
    if told["was_member"] or told["has_open_case"] or told["is_staff"]:
        return None
    return max((day for day in (told["case_closed_on"], told["job_ended_on"]) if day), default=None)


def _erased(organisation: Organisation) -> dict[int, set[str]]:
    """Which parts of whom are gone already. One query."""
    done = Erasure.objects.filter(organisation=organisation, state=Erasure.State.CONFIRMED)
    gone: dict[int, set[str]] = {}
    for person, parts in done.values_list("person_id", "parts"):
        gone.setdefault(person, set()).update(parts)
    return gone


def other_due(organisation: Organisation, on: date) -> dict[str, int]:
    """How many job files, requests and breaches have come to their term. Three queries at most."""
    rules, found = rulebook_of(organisation, on), {}
    jobs = Job.objects.filter(organisation_uid=organisation.uid).exclude(digest="").values_list("on", flat=True)
    requests = DataRequest.objects.filter(organisation=organisation).exclude(done_on=None)
    breaches = DataBreach.objects.filter(organisation=organisation).exclude(closed_on=None)
    kinds = {
        "job_results": jobs,
        "requests": requests.values_list("done_on", flat=True),
        "breaches": breaches.values_list("closed_on", flat=True),
    }
    for name, days in kinds.items():
        if rules.find(f"retention.{name}", on) is None:
            continue
        untils = (clocks.kept_until(f"retention.{name}", day, on, rules) for day in days if day)
        found[name] = sum(until is not None and until.result <= on for until in untils)
    return found
