"""Questions on who may be admitted and who introduces."""

from __future__ import annotations

from chibo.law import admission
from chibo.law.admission import AgeFit, IntroductionRoute, Leaving, Schooling
from chibo.law.cases.given import Given, NotCovered


def introducer_eligible(given: Given) -> bool:
    """Whether this member may introduce."""
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


def introduction_ok(given: Given) -> bool:
    """Whether the introduction as a whole is in order."""
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


def _age_fit(given: Given) -> AgeFit:
    return admission.age_fit(
        given.partial("birth_date"), given.on("cell_meeting_date", "considered_on", "on"), given.rules
    )


def age_ok(given: Given) -> bool:
    """Whether the age fits on the day the cell considers."""
    fit = _age_fit(given)
    if fit is AgeFit.UNCLEAR:
        raise NotCovered("birth_date")
    consent = given.flag("central_level_consent", "over_60_consent", "written_consent")
    return fit is AgeFit.FITS or (fit is AgeFit.OVER and consent)


def reason(given: Given) -> str | None:
    """Why the age does not fit, as a code; nothing when it does."""
    if given.has("birth_date"):
        on = given.on("cell_meeting_date", "considered_on", "on")
        least = given.rules.on("age.min", on).number
        most = given.rules.on("age.max_ordinary", on).number
        return {AgeFit.UNDER: f"under_{least}", AgeFit.OVER: f"over_{most}"}.get(_age_fit(given))
    raise NotCovered("reason")


def education_ok(given: Given) -> bool:
    """Whether schooling is enough."""
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


def eligible(given: Given) -> bool:
    """Whether citizenship, or age where that is given, allows admission."""
    if given.has("citizenship"):
        citizenship = given.text("citizenship").lower()
        is_ours = citizenship in {"vietnamese", "vietnam", "viet nam", "vn"}
        return admission.citizenship_ok("vietnamese" if is_ours else citizenship, given.on(), given.rules)
    if given.has("birth_date"):
        return age_ok(given)
    raise NotCovered("citizenship")


def barred(given: Given) -> bool:
    """Whether a relative who left the Party, or missing standards, bar the admission."""
    relatives = ("father_former_member", "mother_former_member", "parent_former_member", "relative_former_member")
    if not given.has(*relatives):
        raise NotCovered("father_former_member")
    bars = given.rules.on("relatives.former_member_bars", given.on()).value is True
    return (bars and given.flag(*relatives)) or not given.flag("applicant_meets_standards", default=True)


def refusal_correct(given: Given) -> bool:
    """A refusal for age is right only outside the bounds; other reasons are not for a program to judge."""
    if given.text("refusal_reason") != "age":
        raise NotCovered("refusal_reason")
    if given.has("birth_date"):
        return not age_ok(given)
    most = given.rules.on("age.max_ordinary", given.on()).number
    stated = (f"ages_below_{most}", f"age_below_{most}")
    return not (given.flag(*stated) if given.has(*stated) else _is_within(given))


def _is_within(given: Given) -> bool:
    age, on = given.number("age"), given.on()
    return given.rules.on("age.min", on).number <= age <= given.rules.on("age.max_ordinary", on).number


def can_be_considered(given: Given) -> bool:
    """Whether a former member, or a parent under the population policy, may be considered."""
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


def min_months(given: Given) -> int:
    """How many months must pass before the cell may consider."""
    if given.has("child_number"):
        months = admission.population_policy_wait(given.number("child_number"), given.on(), given.rules).months
    elif given.has("left_reason"):
        months = admission.readmission_wait(_leaving(given), 0, given.on(), given.rules).months
    else:
        raise NotCovered("left_reason")
    if months is None:
        raise NotCovered("no wait makes this possible")
    return months
