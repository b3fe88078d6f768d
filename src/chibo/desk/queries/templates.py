"""Mẫu văn bản: every form of every regime, which template is in use, and the trial of one version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.refusal import NotYoursError
from chibo.development.papers import FORMS
from chibo.documents.models import TemplateChoice
from chibo.documents.office import catalogue
from chibo.documents.office.fields import say_unknown
from chibo.documents.office.side_by_side import lines
from chibo.documents.queries import templates as kept
from chibo.documents.regimes import regime_on, regimes
from chibo.documents.trials import compared
from chibo.meetings.papers import SHEETS
from chibo.register.models import Organisation
from chibo.reviews.papers.round_values import SHEETS as REVIEW_SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from chibo.documents.models import OfficeTemplate
    from chibo.documents.office.catalogue import Field
    from chibo.documents.office.side_by_side import Pair
    from chibo.documents.regimes import Regime

_OF_MEETINGS: Final = {
    "bien-ban": "Biên bản họp chi bộ",
    "nghi-quyet": "Nghị quyết họp chi bộ",
    "giay-du-lieu": "Giấy về dữ liệu cá nhân",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One form in a regime: what is used for it today, and how many versions the organisation has."""

    template: str
    name: str
    said: str
    is_ours: bool
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeForms:
    """The forms of one guidance, from its day on."""

    regime: Regime
    lines: tuple[FormLine, ...]
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One choice in the history of a form: from a day, what, by whom, and for which organisation."""

    starts_on: date
    said: str
    by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """One form: what is used, since when, every version, every field."""

    regime: Regime
    template: str
    name: str
    in_use: str
    is_ours: bool
    has_above: bool
    history: tuple[Chosen, ...]
    versions: tuple[OfficeTemplate, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One version tried on the sample: what is wrong with it, and both papers line beside line."""

    version: OfficeTemplate
    name: str
    regime: Regime
    broken: tuple[str, ...]
    can_mend: bool
    pairs: tuple[Pair, ...]
    changed: int


def form_name(template: str) -> str:
    """Number and title as people say them; a form that no room names is told by its own heading."""
    named = {form.template: form.name for form in FORMS.values()} | _OF_MEETINGS
    named |= {kind: sheet.title for kind, sheet in (SHEETS | REVIEW_SHEETS).items()}
    return named.get(template) or _heading(template)


def _heading(template: str) -> str:
    for regime in reversed(regimes()):
        if template in catalogue.names(regime.slug):
            return _titled(lines(catalogue.ours(regime.slug, template)), template)
    return template


def _titled(said: list[str], template: str) -> str:
    """The title is the first line in capitals that is neither the Party's name nor a field."""
    own = (line for line in said if line.isupper() and "{" not in line and not line.startswith("ĐẢNG CỘNG SẢN"))
    title = next(own, template)
    return f"{title[:1]}{title[1:].lower()}"


def regime_of(slug: str) -> Regime:
    """The guidance that an address names; raises ``NotYoursError``."""
    found = next((each for each in regimes() if each.slug == slug), None)
    if found is None:
        raise NotYoursError(slug)
    return found


def template_forms(organisation: Organisation, on: date) -> tuple[RegimeForms, ...]:
    """Every form of every regime, the newest regime first. Three queries."""
    chosen = kept.choices_in_force(organisation.scope_key, on)
    counts = kept.counts_of(organisation.uid)
    names = _organisations(chosen)
    return tuple(
        RegimeForms(
            regime=regime,
            lines=tuple(
                FormLine(
                    template=template,
                    name=form_name(template),
                    said=_said(chosen.get((regime.slug, template)), organisation, names),
                    is_ours=_is_ours(chosen.get((regime.slug, template))),
                    versions=counts.get((regime.slug, template), 0),
                )
                for template in catalogue.names(regime.slug)
            ),
            is_in_force=regime == regime_on(on),
        )
        for regime in reversed(regimes())
    )


def template_form(organisation: Organisation, regime: Regime, template: str, on: date) -> FormPage:
    """One form of one regime; raises ``NotYoursError`` for a form we do not have. Five queries."""
    if template not in catalogue.names(regime.slug):
        raise NotYoursError(template)
    where = {"regime": regime.slug, "template": template}
    chosen = kept.choices_in_force(organisation.scope_key, on, **where)
    in_force = chosen.get((regime.slug, template))
    history = kept.choices_of(organisation.scope_key, **where)
    names = _organisations({(str(row.pk), ""): row for row in history})
    return FormPage(
        regime=regime,
        template=template,
        name=form_name(template),
        in_use=_said(in_force, organisation, names),
        is_ours=_is_ours(in_force),
        has_above=any(row.organisation_uid != organisation.uid for row in history),
        history=tuple(
            Chosen(
                starts_on=row.starts_on,
                said=_said(row, organisation, names),
                by=row.chosen_by,
                is_in_force=in_force is not None and row.pk == in_force.pk,
            )
            for row in history
        ),
        versions=tuple(kept.versions_of(organisation.uid, **where)),
        fields=catalogue.known(regime.slug, template),
    )


def template_trial(version: OfficeTemplate) -> Trial:
    """Try a version on the sample. Raises ``FaultyError`` when it fails after all."""
    pairs = compared(version)
    return Trial(
        version=version,
        name=form_name(version.template),
        regime=regime_of(version.regime),
        broken=tuple(say_unknown(each) for each in version.unknown),
        can_mend=any(each["meant"] for each in version.unknown),
        pairs=pairs,
        changed=sum(not pair.is_same for pair in pairs),
    )


def _is_ours(choice: TemplateChoice | None) -> bool:
    return choice is None or choice.source == TemplateChoice.Source.OURS


def _organisations(chosen: Mapping[tuple[str, str], TemplateChoice]) -> Mapping[UUID, str]:
    uids = {row.organisation_uid for row in chosen.values()}
    return dict(Organisation.objects.filter(uid__in=uids).values_list("uid", "name"))


def _said(choice: TemplateChoice | None, organisation: Organisation, names: Mapping[UUID, str]) -> str:
    if choice is None or choice.source == TemplateChoice.Source.OURS:
        return "mẫu của chương trình"
    if choice.source == TemplateChoice.Source.ABOVE:
        return "theo mẫu của cấp trên"
    number = choice.version.version if choice.version else ""
    if choice.organisation_uid == organisation.uid:
        return f"bản {number}"
    return f"bản {number} của {names.get(choice.organisation_uid, 'cấp trên')}"
