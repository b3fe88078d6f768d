"""What papers repeat of the records, as plain values: the person, the helper, the evidence of the cell's vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from chibo.development.facts import steps_in_force
from chibo.development.models import Mentorship, MonthlyNote, Paper
from chibo.development.queries.tasks import given_tasks
from chibo.documents import wording
from chibo.law.probation import probation_end
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.models import AgendaItem, Meeting, Resolution, Vote
from chibo.register.facts import rulebook_of
from chibo.register.models import Admission, Employment, OfficeHolding
from chibo.register.queries import office_holders

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase, Step
    from chibo.development.papers.kinds import FormKind
    from chibo.development.queries.tasks import GivenTask
    from chibo.register.models import Organisation, Person

Values = dict[str, object]
_BEFORE = Mentorship.Period.BEFORE_ADMISSION
_SORTS = {
    StepKind.CELL_PROPOSED_ADMISSION: AgendaItem.Sort.ADMISSION,
    StepKind.CELL_PROPOSED_RECOGNITION: AgendaItem.Sort.RECOGNITION,
}


# --- the person ---


def person_values(case: DevelopmentCase, dated: date) -> Values:
    """The person of a case on the date of the paper: name, birth, places, position and workplace of that day."""
    person = case.person
    job = _job(person, dated)
    return {
        "họ_tên": person.full_name,
        "ngày_sinh": wording.day(person.birth),
        "quê_quán": person.native_place,
        "nơi_ở": person.residence,
        "chức_danh": job.position if job else None,
        "nơi_làm_việc": job.workplace.name if job else None,
    }


def _job(person: Person, on: date) -> Employment | None:
    begun = Employment.objects.filter(person=person, starts_on__lte=on).select_related("workplace")
    return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).order_by("-starts_on", "-pk").first()


def position_of(person: Person, on: date) -> str | None:
    """What somebody does at work on a day."""
    job = _job(person, on)
    return job.position if job else None


def admission_of(person: Person, dated: date) -> Admission | None:
    """The person's latest admission up to a day."""
    return Admission.objects.filter(person=person, ceremony_on__lte=dated).order_by("-ceremony_on").first()


def probation_values(case: DevelopmentCase, dated: date) -> Values:
    """The three dates people mix up, each under its own name: ceremony (joining day), decision, end of 12 months."""
    admission = admission_of(case.person, dated)
    if admission is None:
        return {}
    return {
        "ngày_vào_Đảng": wording.day(admission.ceremony_on),
        "ngày_quyết_định_kết_nạp": wording.day(admission.decided_on),
        "ngày_hết_dự_bị": wording.day(end_of_probation(case.organisation, admission.ceremony_on)),
        "kết_nạp_lại": admission.is_readmission,
    }


def end_of_probation(organisation: Organisation, ceremony_on: date) -> date | None:
    """The day the 12 months are full by the law of the ceremony's day; nothing where no figure is known."""
    try:
        return probation_end(ceremony_on, rulebook_of(organisation, ceremony_on)).result
    except LawGap:
        return None


# --- the cell ---


def committee_values(organisation: Organisation, dated: date) -> Values:
    """Who speaks for the cell that day: its committee where it has one, else the cell by its secretary."""
    offices = {holding.office for holding in office_holders(organisation, dated)}
    has_committee = OfficeHolding.Office.COMMITTEE_MEMBER in offices
    return {
        "Cấp_ủy": "Chi ủy" if has_committee else "Chi bộ",
        "CẤP_ỦY": "CHI ỦY" if has_committee else "CHI BỘ",
        "chủ_thể": f"Chi ủy {organisation.name}" if has_committee else organisation.name,
        "cấp_ủy_báo_cáo": "chi ủy" if has_committee else "bí thư chi bộ",
    }


def bare(name: str) -> str:
    """A name without the words for committee and cell, where a sentence has said them: ``Chi ủy chi bộ tổ 4``."""
    for word in ("chi ủy ", "chi bộ "):
        name = name[len(word) :] if name.lower().startswith(word) else name
    return name


# --- the helpers ---


def helpers(case: DevelopmentCase, kind: FormKind) -> list[Mentorship]:
    """The members who write such a paper: introducers for 3-KNĐ, those helping during probation for 11-KNĐ.

    Where all of them have ended, those who helped to the last day.
    """
    rows = list(Mentorship.objects.filter(case=case).select_related("mentor").order_by("starts_on", "pk"))
    if kind is PaperKind.MEMBER_INTRODUCTION:
        return latest([row for row in rows if row.is_introducer and row.period == _BEFORE])
    return latest([row for row in rows if row.period != _BEFORE]) or [row for row in rows if row.ends_on is None]


def latest(rows: list[Mentorship]) -> list[Mentorship]:
    """Those who help still; where all have ended, those who helped to the last day."""
    running = [row for row in rows if row.ends_on is None]
    last = max((row.ends_on for row in rows if row.ends_on), default=None)
    return running or [row for row in rows if row.ends_on == last]


def helper_values(mentorship: Mentorship, dated: date) -> Values:
    """The helper, with the day of the assignment and the helper's own two dates."""
    mentor = mentorship.mentor
    admission = admission_of(mentor, dated)
    job = _job(mentor, dated)
    return {
        "người_giúp_đỡ": mentor.full_name,
        "ngày_sinh_người_giúp_đỡ": wording.day(mentor.birth),
        "ngày_vào_Đảng_người_giúp_đỡ": wording.day(admission.ceremony_on) if admission else None,
        "ngày_chính_thức_người_giúp_đỡ": wording.day(admission.official_on) if admission else None,
        "chức_danh_người_giúp_đỡ": job.position if job else None,
        "ngày_phân_công": wording.day(mentorship.starts_on),
    }


def help_values(mentorship: Mentorship) -> Values:
    """How many months the helper wrote about, and how often the two met; the free notes stay in the notebook.

    Of two notes about one month the larger number of meetings counts.
    """
    months = MonthlyNote.objects.filter(mentorship=mentorship).values("month").annotate(met=Max("times_met"))
    met = [row["met"] for row in months]
    return {"số_tháng_ghi": len(met) or None, "số_lần_gặp": sum(met) if met else None}


def task_values(case: DevelopmentCase, dated: date, helper: Mentorship | None = None) -> Values:
    """Tasks of the year of probation up to a day: what, when, with which result, and what the helper noted of it."""
    admission = admission_of(case.person, dated)
    since = admission.ceremony_on if admission is not None else case.opened_on
    return {
        "việc_được_giao": [
            {
                "tên": task.title,
                "ngày_giao": wording.short_day(task.given_on),
                "kết_quả": _result(task, helper),
            }
            for task in given_tasks(case)
            if since <= task.given_on <= dated and task.withdrawn_on is None
        ]
    }


def _result(task: GivenTask, helper: Mentorship | None) -> str | None:
    told = [task.result or (f"xong ngày {wording.short_day(task.done_on)}" if task.done_on else "")]
    if helper is not None:
        told.append(task.remark_of(helper.mentor_id))
    return "; ".join(each.strip().rstrip(".") for each in told if each.strip()) or None


# --- steps and papers ---


def step_of(case: DevelopmentCase, kind: StepKind) -> Step | None:
    """The last step of a kind in force."""
    rows = steps_in_force([case]).filter(kind=kind)
    return rows.select_related("resolution__meeting", "vote__item__meeting").last()


def paper_of(case: DevelopmentCase, kind: PaperKind) -> Paper | None:
    """The last paper of a kind that lies in the dossier."""
    rows = Paper.objects.filter(case=case, kind=kind, withdrawn_on__isnull=True, is_present=True)
    return rows.order_by("dated", "pk").last()


def union_values(case: DevelopmentCase, *, is_member: bool) -> Values:
    """The unions the person belongs to; before admission with the resolution by which they introduced the person."""
    said: list[Values] = []
    for kind, name, belongs in (
        (PaperKind.YOUTH_UNION_RESOLUTION, "Đoàn Thanh niên", case.person.is_youth_union_member),
        (PaperKind.TRADE_UNION_RESOLUTION, "Công đoàn", case.person.is_trade_union_member),
    ):
        paper = None if is_member else paper_of(case, kind)
        if paper is not None:
            said.append({"tổ_chức": name, "văn_bản": _cited(paper), "nội_dung": "giới thiệu quần chúng vào Đảng"})
        elif belongs:
            said.append({"tổ_chức": name})
    return {"ý_kiến_đoàn_thể": said}


def _cited(paper: Paper) -> str:
    number = f"Nghị quyết số {paper.number}" if paper.number else "Nghị quyết"
    dated = wording.day(paper.dated)
    return f"{number} {dated}" if dated else number


# --- the cell's vote ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of the cell's consideration: any part may still be missing; ``on`` is the day of the paper."""

    on: date
    step: Step | None = None
    resolution: Resolution | None = None
    vote: Vote | None = None
    item: AgendaItem | None = None
    meeting: Meeting | None = None

    @property
    def met_on(self) -> date | None:
        """The day the cell considers the person, once it is known: a draft must not give its own day for it."""
        return self.on if self.step is not None or self.meeting is not None else None


def evidence(case: DevelopmentCase, kind: StepKind, on: date) -> Evidence:
    """Find the vote and resolution behind a step; while there is no step, the latest agenda item about the person."""
    step = step_of(case, kind)
    if step is not None:
        vote = step.vote or (step.resolution.vote if step.resolution else None)
        item = vote.item if vote else (step.resolution.item if step.resolution else None)
        meeting = item.meeting if item else (step.resolution.meeting if step.resolution else None)
        return Evidence(on=step.on, step=step, resolution=step.resolution, vote=vote, item=item, meeting=meeting)
    return considered(case, _SORTS[kind], case.organisation_id, on)


def considered(case: DevelopmentCase, sort: str, organisation_id: int, on: date) -> Evidence:
    """Find the latest item about the person, of one sort, on the agendas of one organisation."""
    item = (
        AgendaItem.objects.filter(subject=case.person_id, sort=sort, meeting__organisation=organisation_id)
        .select_related("meeting__chair", "meeting__minute_taker", "meeting__organisation")
        .order_by("meeting__on", "pk")
        .last()
    )
    if item is None:
        return Evidence(on=on)
    resolution = item.resolutions.order_by("pk").last()
    vote = item.votes.order_by("round").last()
    return Evidence(on=item.meeting.on, resolution=resolution, vote=vote, item=item, meeting=item.meeting)
