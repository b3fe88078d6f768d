"""Papers of a round of commitments: the form for each member, many forms by a job, the list for the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit, jobs
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import naming, pdf, render, sets, wording
from chibo.documents.regimes import regime_on
from chibo.meetings.papers import heading, recipients, signing
from chibo.register.models import Admission, Employment
from chibo.reviews.queries.commitments import commitment_round_for, commitment_round_page, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.jobs import Task
    from chibo.base.models import Job
    from chibo.documents.render import MadePaper
    from chibo.documents.sets import Entry
    from chibo.register.models import Organisation, Person
    from chibo.reviews.models import CommitmentRound
    from chibo.reviews.queries.commitments import OneCommitment, RoundPage, RoundRow

KIND: Final = "commitment_forms"
FORM, SUMMARY = "ban-cam-ket", "tong-hop-cam-ket"
_MAY = "soạn văn bản của chi bộ này"


# ---------------------------------------------------------------------- one form, the list


@transaction.atomic
def make_form(*, actor: Actor, on: date, one: OneCommitment) -> MadePaper:
    """Make the form of one member, in the wording that member signed or would sign; logged.

    Raises ``NotAllowedError``; ``FaultyError`` for a commitment in the words of another cell.
    """
    turn, person = one.round, one.row.person
    _check_right(actor, turn.organisation)
    if one.row.commitment is not None and one.row.commitment.from_cell:
        raise FaultyError([_of_another_cell(person.full_name, one.row.commitment.from_cell)])
    made = form_docx(turn, one.row, one.text.body if one.text else "", _known([person], last_day(turn, on)))
    _log(actor, on, turn, FORM, [person])
    return made


def form_docx(turn: CommitmentRound, row: RoundRow, body: str, known: Mapping[int, Values]) -> MadePaper:
    """Make the form of one member of a guarded round; the day of signing is left to the hand that signs."""
    dated = row.commitment.handed_on if row.commitment and row.commitment.handed_on else turn.opened_on
    promise = row.commitment.promise if row.commitment else ""
    values = {
        **heading(turn.organisation, dated),
        **known.get(row.person.pk, {}),
        "ngày_văn_bản": f"ngày …… tháng …… năm {dated.year}",
        "tên_đợt": turn.name,
        "năm": str(turn.year),
        "căn_cứ": turn.ground,
        "người_xác_nhận": _confirming(turn, row, dated),
        "họ_tên": row.person.full_name,
        "ngày_sinh": wording.short_day(row.person.birth),
        "lời": [{"dòng": line, "là_mục": line.endswith(":")} for line in wording.paragraphs(body)],
        "việc_cam_kết": wording.paragraphs(promise),
    }
    name = f"Bản cam kết {turn.year} {row.person.full_name}"
    scope_key = turn.organisation.scope_key
    return render.make(name, FORM, values, regime=regime_on(dated), scope_key=scope_key, dated=dated)


@transaction.atomic
def make_summary(*, actor: Actor, on: date, turn: CommitmentRound) -> MadePaper:
    """Make the list of a round for the file: who handed in when, confirmed, checked; logged."""
    _check_right(actor, turn.organisation)
    page = commitment_round_page(turn, on)
    made = summary_docx(page, on)
    _log(actor, on, turn, SUMMARY, [row.person for row in page.rows])
    return made


def summary_docx(page: RoundPage, on: date) -> MadePaper:
    """Make the list of a guarded round as it stands on a day."""
    turn, counts = page.round, page.counts
    values = {
        **heading(turn.organisation, on),
        **signing(turn.organisation, on),
        "tên_đợt": turn.name,
        "năm": str(turn.year),
        "tính_đến": wording.day(on),
        "danh_sách": [_line(place, row) for place, row in enumerate(page.rows, start=1)],
        "phải_nộp": counts.total,
        "đã_nộp": counts.handed_in,
        "nộp_muộn": counts.late,
        "chưa_nộp": counts.missing,
        "đã_xác_nhận": counts.confirmed,
        "đã_kiểm_tra": counts.checked,
        "nơi_nhận": recipients(turn.organisation),
    }
    name = f"Tổng hợp cam kết {turn.year} {on:%d-%m-%Y}"
    scope_key = turn.organisation.scope_key
    return render.make(name, SUMMARY, values, regime=regime_on(on), scope_key=scope_key, dated=on)


Values = dict[str, object]


def _confirming(turn: CommitmentRound, row: RoundRow, dated: date) -> object:
    """Who signs for the cell; left open where that would be the very person who promises."""
    signer = signing(turn.organisation, dated).get("người_ký")
    return None if signer == row.person.full_name else signer


def _line(place: int, row: RoundRow) -> Values:
    given = row.commitment
    if given is None:
        return {"số": f"{place}.", "họ_tên": row.person.full_name, "nộp": "Chưa nộp"}
    notes = [
        f"đã nộp ở {given.from_cell}" if given.from_cell else "",
        "nộp muộn" if row.is_late else "",
        "" if row.is_member else "đã chuyển đi",
    ]
    return {
        "số": f"{place}.",
        "họ_tên": row.person.full_name,
        "nộp": say_date(given.handed_on) if given.handed_on else "Được miễn nộp",
        "nơi_để": given.kept_at or ("Bản quét" if row.scans else None),
        "xác_nhận": f"{say_date(given.confirmed_on)}, {given.confirmed_by}" if given.confirmed_on else None,
        "kết_quả": given.get_result_display() if given.result else None,
        "ghi_chú": wording.capital("; ".join(filter(None, notes))) or None,
    }


def _known(people: Sequence[Person], on: date) -> dict[int, Values]:
    """What the form says of each person beside the name: post, office, joining day. Three queries for all."""
    keys = [person.pk for person in people]
    jobs_ = Employment.objects.filter(person__in=keys, starts_on__lte=on).select_related("workplace")
    posts = {row.person_id: row for row in jobs_.order_by("starts_on")}
    admissions = Admission.objects.filter(person__in=keys, ceremony_on__lte=on).order_by("ceremony_on")
    joined = {row.person_id: row.ceremony_on for row in admissions}
    return {
        person.pk: {
            "chức_danh": _post(posts.get(person.pk)),
            "ngày_vào_Đảng": wording.short_day(joined.get(person.pk)),
        }
        for person in people
    }


def _post(job: Employment | None) -> str | None:
    return ", ".join(filter(None, (job.position, job.workplace.name))) if job else None


# ---------------------------------------------------------------------- many forms, by a job


def ask_for_forms(*, actor: Actor, on: date, turn: CommitmentRound, as_pdf: bool, everybody: bool) -> Job:
    """Ask for the forms of those who have not handed in, or of everybody in the round.

    Raises ``NotAllowedError``; ``FaultyError`` where nobody needs one.
    """
    _check_right(actor, turn.organisation)
    page = commitment_round_page(turn, on)
    if not _wanted(page, everybody=everybody):
        raise FaultyError([Fault(what="Mọi đảng viên đã nộp.", next="Chọn in cho tất cả mọi người trong đợt.")])
    return jobs.ask(
        actor=actor,
        on=on,
        kind=KIND,
        title=f"Mẫu cam kết: {turn}",
        organisation_uid=turn.organisation.uid,
        scope_key=turn.organisation.scope_key,
        given={"round": str(turn.uid), "as_pdf": as_pdf, "everybody": everybody},
        by=[Permission.MAKE_PAPERS],
    )


def run(task: Task) -> tuple[str, str]:
    """Do such a job: one member's form after another goes into the archive."""
    given = task.given
    turn = commitment_round_for(task.actor, str(given["round"]))
    _check_right(task.actor, turn.organisation)
    page = commitment_round_page(turn, task.on)
    rows = _wanted(page, everybody=bool(given["everybody"]))
    task.expect(len(rows))
    count = sets.write(_entries(task, page, rows, as_pdf=bool(given["as_pdf"])), task.file)
    with transaction.atomic():
        _log(task.actor, task.on, turn, FORM, [row.person for row in rows])
    name = f"Mẫu cam kết {turn.year} {naming.safe(turn.organisation.name)} {task.on:%d-%m-%Y}.zip"
    return name, f"Có {count} bản, mỗi người một bản."


def _wanted(page: RoundPage, *, everybody: bool) -> list[RoundRow]:
    return [
        row
        for row in page.rows
        if row.is_member and (row.is_missing or (everybody and row.commitment and not row.commitment.from_cell))
    ]


def _entries(task: Task, page: RoundPage, rows: Iterable[RoundRow], *, as_pdf: bool) -> Iterator[Entry]:
    rows = list(rows)
    known = _known([row.person for row in rows], last_day(page.round, task.on))
    latest = page.text.body if page.text else ""
    for row in rows:
        signed = row.commitment.text if row.commitment else None
        made = form_docx(page.round, row, signed.body if signed else latest, known)
        paper = pdf.as_pdf(made) if as_pdf else made
        yield paper.name, paper.content
        task.step()


# ---------------------------------------------------------------------- shared


def _check_right(actor: Actor, organisation: Organisation) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError(_MAY)


def _of_another_cell(name: str, cell: str) -> Fault:
    return Fault(
        what=f"Bản cam kết của {name} theo mẫu của {cell}.",
        why="Lời của bản ấy không nằm trong chương trình này.",
        next="Xem bản giấy, hoặc xin chi bộ cũ bản sao.",
    )


def _log(actor: Actor, on: date, turn: CommitmentRound, kind: str, people: Iterable[Person]) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="reviews.make_paper",
        subject=turn,
        chain=str(turn.organisation.uid),
        changes={"paper": [None, kind]},
        people=[person.uid for person in people],
    )
