"""The questions behind the names under ``expected``; each asks a public judgment with typed facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission, probation, quorum, tenure
from chibo.law.admission import AgeFit, ConsideringBody, IntroductionRoute, Leaving, Schooling
from chibo.law.cases.given import Given, NotCovered
from chibo.law.probation import AfterRounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from fractions import Fraction

_REPORT_UP = "report to immediate superior and competent committee, which decides"
_REMARKS = {
    "sending_unit_if_any": "written remarks of sending unit (if any)",
    "residence_party_organisation": "written remarks of residence party organisation",
}


# ---------------------------------------------------------------------- introduction


def _introducer_eligible(given: Given) -> bool:
    is_replacement = given.has("replacement_is_official", "replacement_months_together") or given.flag(
        "original_introducer_moved", "is_replacement", "introducer_is_replacement"
    )
    official_names = ("introducer_is_official", "replacement_is_official", "is_official")
    if given.has("introducer_status"):
        is_official = given.text("introducer_status") == "official"
    else:
        is_official = given.flag(*official_names, default=True) if given.has(*official_names) else _must(given)
    together = ("months_together", "replacement_months_together", "introducer_months_together")
    official_for = ("introducer_months_official", "months_official")
    return admission.introducer_eligible(
        given.on("introduction_date", "cell_meeting_date"),
        given.rules,
        is_official=is_official,
        months_together=given.number(*together) if given.has(*together) else None,
        is_replacement=is_replacement,
        months_official=given.number(*official_for) if given.has(*official_for) else None,
    )


def _must(given: Given) -> bool:
    """Nobody says whether the introducer is official: then there is at least a time of being official, or no answer."""
    if given.has("introducer_months_official", "months_official"):
        return True
    raise NotCovered("introducer_is_official")


def _introduction_ok(given: Given) -> bool:
    introducers = given.number("official_member_introducers", "introducers")
    has_youth = given.flag("youth_union_present")
    if has_youth and given.flag("youth_union_member"):
        route, resolved = IntroductionRoute.YOUTH_UNION, given.flag("youth_union_resolution")
    elif not has_youth and given.flag("trade_union_member"):
        route, resolved = IntroductionRoute.TRADE_UNION, given.flag("trade_union_resolution")
    else:
        route, resolved = IntroductionRoute.TWO_MEMBERS, True
    if not resolved and route is IntroductionRoute.TRADE_UNION:
        route, resolved = IntroductionRoute.TWO_MEMBERS, True
    past = given.flag("past_youth_age", "over_youth_age")
    wanted, _ = admission.introducers_needed(route, given.on("introduction_date"), given.rules, past_youth_age=past)
    return resolved and introducers >= wanted


# ---------------------------------------------------------------------- eligibility


def _age_fit(given: Given) -> AgeFit:
    return admission.age_fit(
        given.partial("birth_date"), given.on("cell_meeting_date", "considered_on", "on"), given.rules
    )


def _age_ok(given: Given) -> bool:
    fit = _age_fit(given)
    if fit is AgeFit.UNCLEAR:
        raise NotCovered("birth_date")
    consent = given.flag("central_level_consent", "over_60_consent", "written_consent")
    return fit is AgeFit.FITS or (fit is AgeFit.OVER and consent)


def _reason(given: Given) -> str | None:
    if given.has("birth_date"):
        on = given.on("cell_meeting_date", "considered_on", "on")
        least = given.rules.on("age.min", on).number
        most = given.rules.on("age.max_ordinary", on).number
        return {AgeFit.UNDER: f"under_{least}", AgeFit.OVER: f"over_{most}"}.get(_age_fit(given))
    raise NotCovered("reason")


def _education_ok(given: Given) -> bool:
    return admission.schooling_ok(
        _schooling(given),
        given.on("cell_meeting_date"),
        given.rules,
        hard_area=given.flag("hard_area", "fisherman_at_sea"),
        elder=given.flag("elder", "village_elder", "person_of_prestige"),
        has_consent=given.flag("central_level_consent", "written_consent"),
    )


def _schooling(given: Given) -> Schooling:
    """The highest level that the facts state."""
    stated = (
        (("thpt_diploma", "university_degree"), Schooling.HIGHER),
        (("thcs_diploma",), Schooling.THCS_DIPLOMA),
        (("thcs_equivalent", "thcs_diploma_equivalent"), Schooling.THCS_EQUIVALENT),
        (("thcs_programme_completed",), Schooling.THCS_PROGRAMME),
        (("primary_completed", "primary_school_completed"), Schooling.PRIMARY),
        (("can_read_and_write", "literate"), Schooling.LITERATE),
    )
    if not given.has(*(name for names, _ in stated for name in names)):
        raise NotCovered("schooling")
    return next((level for names, level in stated if given.flag(*names)), Schooling.NONE)


def _eligible(given: Given) -> bool:
    if given.has("citizenship"):
        citizenship = given.text("citizenship").lower()
        is_ours = citizenship in {"vietnamese", "vietnam", "viet nam", "vn"}
        return admission.citizenship_ok("vietnamese" if is_ours else citizenship, given.on(), given.rules)
    if given.has("birth_date"):
        return _age_ok(given)
    raise NotCovered("citizenship")


def _barred(given: Given) -> bool:
    relatives = ("father_former_member", "mother_former_member", "parent_former_member", "relative_former_member")
    if not given.has(*relatives):
        raise NotCovered("father_former_member")
    bars = given.rules.on("relatives.former_member_bars", given.on()).value is True
    return (bars and given.flag(*relatives)) or not given.flag("applicant_meets_standards", default=True)


def _refusal_correct(given: Given) -> bool:
    """A refusal for age is right only outside the bounds; other reasons are not for a program to judge."""
    if given.text("refusal_reason") != "age":
        raise NotCovered("refusal_reason")
    if given.has("birth_date"):
        return not _age_ok(given)
    most = given.rules.on("age.max_ordinary", given.on()).number
    stated = (f"ages_below_{most}", f"age_below_{most}")
    return not (given.flag(*stated) if given.has(*stated) else _is_within(given))


def _is_within(given: Given) -> bool:
    age, on = given.number("age"), given.on()
    return given.rules.on("age.min", on).number <= age <= given.rules.on("age.max_ordinary", on).number


def _can_be_considered(given: Given) -> bool:
    if given.text("left_reason", "reason", default="ordinary") == "population_policy":
        child, since = given.number("child_number"), given.number("months_since", "months_since_leaving")
        is_over = admission.population_policy_wait(child, given.on(), given.rules, months_since=since).is_over
        return is_over is True
    if given.has("left_on", "left_date") and given.has("cell_meeting_date"):
        since = given.rules.full_months(given.day("left_on", "left_date"), given.day("cell_meeting_date"))
    else:
        since = given.number("months_since_record_cleared", "months_since_leaving", "months_since")
    before = given.number("times_readmitted") if given.has("times_readmitted") else 0
    on = given.on("cell_meeting_date")
    return admission.readmission_wait(_leaving(given), since, on, given.rules, times_before=before).is_over is True


def _leaving(given: Given) -> str:
    reason = given.text("left_reason", "reason", default="ordinary")
    if reason == Leaving.ASKED_TO_LEAVE and given.flag("exceptional_family_hardship"):
        return Leaving.ORDINARY
    return Leaving.MINOR_CRIME if given.has("months_since_record_cleared") else reason


def _min_months(given: Given) -> int:
    if given.has("child_number"):
        months = admission.population_policy_wait(given.number("child_number"), given.on(), given.rules).months
    elif given.has("left_reason"):
        months = admission.readmission_wait(_leaving(given), 0, given.on(), given.rules).months
    else:
        raise NotCovered("left_reason")
    if months is None:
        raise NotCovered("no wait makes this possible")
    return months


# ---------------------------------------------------------------------- certificate and dossier


def _certificate_expires(given: Given) -> date:
    certified = given.day("certificate_date")
    return admission.awareness_certificate(certified, given.on("cell_meeting_date"), given.rules).result


def _certificate_valid(given: Given) -> bool:
    on = given.day("cell_meeting_date")
    return not admission.check_certificate(given.day("certificate_date"), on, given.rules)


def _dossier_expires(given: Given) -> date:
    start = given.day("dossier_date", "application_date", "dossier_started_on")
    return given.rules.last_valid("dossier.stale_after", start, given.on("cell_meeting_date")).result


def _dossier_valid(given: Given) -> bool:
    return given.day("cell_meeting_date") <= _dossier_expires(given)


# ---------------------------------------------------------------------- verification and place


def _relatives(given: Given, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(relative for name, relative in names.items() if given.flag(name))


def _verification(given: Given, side: str, names: dict[str, str]) -> bool:
    if not given.has(*names):
        raise NotCovered(side)
    clear = given.flag("cv_complete_clear_truthful", "statement_is_clear")
    relatives = _relatives(given, names)
    return admission.verification_required(side, relatives, given.on(), given.rules, statement_is_clear=clear)


def _own_side(given: Given) -> bool:
    names = {
        "parent_is_member": "natural_parent",
        "father_is_member": "natural_parent",
        "mother_is_member": "natural_parent",
        "sibling_is_member": "sibling",
        "child_is_member": "natural_child",
        "grandparent_is_member": "grandparent",
        "uncle_is_member": "uncle",
    }
    return _verification(given, "own_side", names)


def _spouse_side(given: Given) -> bool:
    names = {
        "spouse_is_member": "spouse",
        "spouse_parent_is_member": "spouse_parent",
        "parent_in_law_is_member": "spouse_parent",
        "spouse_sibling_is_member": "spouse_sibling",
    }
    return _verification(given, "spouse_side", names)


def _procedure_ok(given: Given) -> bool:
    rule = given.rules.on("verify.certify_after_results", given.on())
    if given.has("certified_on", "certification_date") and given.has("last_reply_on", "verification_date"):
        certified, replied = (
            given.day("certified_on", "certification_date"),
            given.day("last_reply_on", "verification_date"),
        )
        return not (rule.value is True and certified < replied)
    return not (rule.value is True and bool(given.first("certified_before_verification")))


def _considering_body(given: Given) -> ConsideringBody:
    return _place(given).body


def _place(given: Given) -> admission.StudyPlace:
    months = given.number("full_time_study_months", "secondment_months")
    seconded = given.has("secondment_months") and not given.has("full_time_study_months")
    return admission.considering_body(months, given.on(), given.rules, seconded=seconded)


def _extra_documents(given: Given) -> list[str]:
    return [_REMARKS[remark] for remark in _place(given).remarks]


def _within_authority(given: Given) -> bool:
    if not given.has("admitted_by_school"):
        raise NotCovered("admitted_by_school")
    ended = given.partial("study_ended") if given.has("study_ended") else None
    employed = given.partial("employed_elsewhere_since") if given.has("employed_elsewhere_since") else None
    return admission.school_may_admit(ended, employed, given.partial("admitted_by_school"))


def _contract_ok(given: Given) -> bool:
    return admission.contract_long_enough(given.number("contract_months"), given.on(), given.rules)


# ---------------------------------------------------------------------- votes


def _members(given: Given) -> int:
    return given.number("official_members", "committee_members", "standing_members", "members")


def _threshold(given: Given) -> tuple[Fraction, bool]:
    on = given.on("vote_date", "cell_meeting_date")
    body = given.text("body", default=_body(given))
    if body == "cell":
        reading = given.rules.on("vote.cell_threshold", on)
        return reading.share, reading.comparison == "more_than"
    if body not in {"base_committee", "delegated_base_committee", "standing_committee"}:
        raise NotCovered(body)
    is_standing, decides = body == "standing_committee", body == "delegated_base_committee"
    rule = quorum.committee_rule(on, given.rules, decides=decides, standing=is_standing)
    return rule.share, rule.more_than


def _body(given: Given) -> str:
    if given.has("official_members"):
        return "cell"
    if given.has("standing_members"):
        return "standing_committee"
    return "base_committee" if given.has("committee_members") else "unknown"


def _needed(given: Given) -> int:
    share, more_than = _threshold(given)
    return quorum.needed(_members(given), share, more_than=more_than)


def _passes(given: Given) -> bool:
    share, more_than = _threshold(given)
    return quorum.passes(given.number("approve", "approving"), _members(given), share, more_than=more_than)


def _min_share(given: Given) -> str:
    share, more_than = _threshold(given)
    return f"> {share}" if more_than else str(share)


def _of(given: Given) -> str:
    body = given.text("body", default=_body(given))
    names = {
        "cell": "all official members",
        "base_committee": "all committee members",
        "delegated_base_committee": "all committee members",
        "standing_committee": "all standing committee members",
    }
    if body not in names:
        raise NotCovered(body)
    return names[body]


def _cell_can_vote(given: Given) -> bool:
    return quorum.cell_can_vote(given.number("official_members"), given.on("cell_meeting_date"), given.rules)


# ---------------------------------------------------------------------- clocks


def _clock(given: Given) -> tuple[str, str]:
    """Find which clock a bare question means: by its named clock, else by the event it starts with."""
    named = {
        "ceremony": ("ceremony.deadline", _ceremony_start(given)),
        "recognition": ("recognition.cell_deadline", "end_of_12_months"),
        "admission_decision": ("decide.admission_deadline", "cell_resolution"),
        "recognition_decision": ("decide.recognition_deadline", "cell_resolution"),
    }
    starts = {
        "end_of_12_months": "recognition",
        "decision_issued": "ceremony",
        "decision_received_by_cell": "ceremony",
    }
    asked = given.text("clock", default=starts.get(str(given.expected.get("clock_start")), ""))
    if asked not in named:
        raise NotCovered("clock")
    return named[asked]


def _ceremony_start(given: Given) -> str:
    reading = given.rules.find("ceremony.clock_start", given.on())
    return reading.code if reading else ""


def _days(given: Given) -> int:
    return given.rules.on(_clock(given)[0], given.on()).number


def _unit(given: Given) -> str:
    return given.rules.on(_clock(given)[0], given.on()).unit


def _decision_deadline(given: Given) -> date:
    extended = given.flag("extension", "extended", "special_case", "with_extension")
    return _deadline(given, extended=extended)


def _extended_deadline(given: Given) -> date:
    return _deadline(given, extended=True)


def _deadline(given: Given, *, extended: bool) -> date:
    is_recognition = given.has("recognition_resolution_date") or given.text("matter", default="") == "recognition"
    resolved = given.day("recognition_resolution_date", "cell_resolution_date", "cell_meeting_date")
    rule = probation.recognition_decision_deadline if is_recognition else admission.decision_deadline
    return rule(resolved, given.rules, extended=extended).result


def _recognition_decision_deadline(given: Given) -> date:
    resolved = given.day("recognition_resolution_date", "cell_resolution_date", "cell_meeting_date")
    extended = given.flag("extension", "extended", "special_case", "with_extension")
    return probation.recognition_decision_deadline(resolved, given.rules, extended=extended).result


def _ceremony_deadline(given: Given) -> date:
    received = given.day("decision_received") if given.has("decision_received") else None
    issued = given.day("decision_issued") if given.has("decision_issued") else given.on("decision_received")
    due = admission.ceremony_deadline(issued, received, given.rules)
    if due is None:
        raise NotCovered("decision_received")
    return due.result


def _ceremony_in_time(given: Given) -> bool:
    return given.day("ceremony_date") <= _ceremony_deadline(given)


# ---------------------------------------------------------------------- probation and recognition


def _probation_ends(given: Given) -> date:
    return probation.probation_end(given.day("ceremony_date"), given.rules).result


def _official_from(given: Given) -> date:
    return probation.official_date(given.day("ceremony_date"), given.rules).result


def _cell_deadline(given: Given) -> date:
    return probation.cell_deadline(given.day("ceremony_date"), given.rules).result


def _probation_clock_start(given: Given) -> str:
    return given.rules.on("probation.clock_start", given.on()).code


def _may_stand(given: Given) -> bool:
    issued = given.flag("recognition_decision_issued", "is_official", "recognised")
    return probation.may_stand_for_election(is_recognised=issued, on=given.on(), rules=given.rules)


def _may_be_recognised(given: Given) -> bool:
    discipline = given.text("discipline", default="none")
    return probation.may_be_recognised(
        "" if discipline == "none" else discipline,
        given.on(),
        given.rules,
        still_qualified=given.flag("still_qualified", default=True),
    )


def _otherwise(given: Given) -> str:
    """No third outcome: without an extension of probation, who is not recognised is deleted (Charter art. 5.2)."""
    if given.rules.on("probation.extension_allowed", given.on()).value is True:
        raise NotCovered("probation.extension_allowed")
    return "deletion_of_name"


def _party_age_from(given: Given) -> date:
    decided = given.day("decision_date", "decision_issued", "admission_decision_date")
    official = given.flag("is_official", "recognised", default=True)
    answer = tenure.tenure(decided, max(decided, given.on()), given.rules, is_official=official)
    if answer is None:
        raise NotCovered("is_official")
    return answer.starts_on


def _allowed(given: Given) -> bool:
    """Several people in one session are allowed; one vote on several is not."""
    if not given.has("people", "same_session"):
        raise NotCovered("people")
    one_by_one = given.rules.on("ceremony.one_by_one", given.on()).value is True
    return not (one_by_one and given.flag("one_vote_for_all", "admitted_together"))


def _each_individually(given: Given) -> bool:
    return given.rules.on("ceremony.one_by_one", given.on()).value is True


# ---------------------------------------------------------------------- what to do


def _action(given: Given) -> str | None:
    if given.has("certificate_date"):
        return None if _certificate_valid(given) else "retake_class"
    if given.has("rounds"):
        rounds, reached = given.number("rounds"), given.flag("reached_two_thirds")
        after = probation.after_rounds(rounds, given.on(), given.rules, reached=reached)
        return _REPORT_UP if after is AfterRounds.REPORT_UP else after.value
    if given.has("official_members") and not given.has("approve"):
        return None if _cell_can_vote(given) else "superior_assigns_members_or_merges_cell"
    raise NotCovered("action")


QUESTIONS: dict[str, Callable[[Given], object]] = {
    "action": _action,
    "age_ok": _age_ok,
    "allowed": _allowed,
    "barred": _barred,
    "can_be_considered": _can_be_considered,
    "cell_can_vote": _cell_can_vote,
    "cell_deadline": _cell_deadline,
    "ceremony_deadline": _ceremony_deadline,
    "ceremony_in_time": _ceremony_in_time,
    "certificate_expires": _certificate_expires,
    "certificate_valid": _certificate_valid,
    "clock_start": lambda given: _clock(given)[1],
    "considering_body": _considering_body,
    "contract_ok": _contract_ok,
    "days": _days,
    "decision_deadline": _decision_deadline,
    "decision_deadline_extended": _extended_deadline,
    "dossier_expires": _dossier_expires,
    "dossier_valid": _dossier_valid,
    "each_individually": _each_individually,
    "education_ok": _education_ok,
    "eligible": _eligible,
    "extended_deadline": _extended_deadline,
    "extra_documents": _extra_documents,
    "introducer_eligible": _introducer_eligible,
    "introduction_ok": _introduction_ok,
    "may_be_recognised": _may_be_recognised,
    "may_stand_for_election": _may_stand,
    "min_months": _min_months,
    "min_share": _min_share,
    "needed": _needed,
    "of": _of,
    "official_from": _official_from,
    "otherwise": _otherwise,
    "own_side_verification_required": _own_side,
    "party_age_from": _party_age_from,
    "passes": _passes,
    "probation_clock_start": _probation_clock_start,
    "probation_ends": _probation_ends,
    "procedure_ok": _procedure_ok,
    "reason": _reason,
    "recognition_deadline": _cell_deadline,
    "recognition_decision_deadline": _recognition_decision_deadline,
    "refusal_correct": _refusal_correct,
    "spouse_side_verification_required": _spouse_side,
    "unit": _unit,
    "within_authority": _within_authority,
}
