"""The sample cell written through the verbs of every room, as a secretary with all the old papers would type it in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.accounts import actions as accounts
from chibo.accounts.models import Grant
from chibo.accounts.queries import SAMPLE_PHRASE
from chibo.base.models import Installation
from chibo.base.refusal import Fault, FaultyError
from chibo.development import actions as development
from chibo.exchange.sample.consistency import faults_of
from chibo.exchange.sample.promises import promise
from chibo.exchange.sample.roads import Typist, walk
from chibo.exchange.sample.shape import read_cell
from chibo.meetings import actions as meetings
from chibo.register import actions as register
from chibo.register.models import Membership, Organisation
from chibo.reviews import actions as reviews
from chibo.reviews.models import Classification, Target

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.sample.shape import SampleCell, SamplePerson, SampleReview
    from chibo.register.models import Person, Term, Workplace


def sample_cell() -> SampleCell:
    """The file delivered with the program."""
    return read_cell(files("chibo.exchange.sample").joinpath("cell.yaml").read_text("utf-8"))


def load_sample(*, actor: Actor, on: date | None = None, cell: SampleCell | None = None) -> Organisation:
    """Fill an empty installation with the sample cell; ``on`` fixes its working day (else the file's own).

    Raises ``FaultyError`` when the installation holds an organisation already, or with every date of the file that
    does not agree; nothing is written then.
    """
    cell = cell or sample_cell()
    faults = [Fault(what=f"Tệp mẫu: {fault}.") for fault in faults_of(cell)]
    if Organisation.objects.exists():
        faults.append(
            Fault(what="Dữ liệu đã có tổ chức đảng.", next="Chỉ nạp chi bộ mẫu vào thư mục dữ liệu còn trống.")
        )
    if faults:
        raise FaultyError(faults)
    with transaction.atomic():
        return _Loading(actor=actor, cell=cell, on=cell.working_day).run(on or cell.working_day)


@dataclass(kw_only=True)
class _Loading:
    """The rows made so far; ``on`` is the day on which everything is typed in."""

    actor: Actor
    cell: SampleCell
    on: date
    people: dict[str, Person] = field(default_factory=dict)

    def run(self, working_day: date) -> Organisation:
        """Write everything, in the order in which one thing needs another."""
        Installation.objects.update_or_create(
            id=1, defaults={"is_sample": True, "working_day": working_day, "first_day": self.on}
        )
        organisation = self._organisation()
        workplace = organisation.workplaces.get()
        term = self._term(organisation)
        for person in self.cell.people:
            self._person(person, organisation, workplace)
        self._leavers(organisation, workplace)
        self._meetings(organisation)
        typist = Typist(actor=self.actor, on=self.on, organisation=organisation, people=self.people)
        with development.due_at_the_end(on=self.on):
            for person in self.cell.people:
                if person.journey is not None:
                    walk(typist, person, person.journey)
        self._offices(organisation, term)
        for review in self.cell.reviews:
            self._review(review, organisation)
        for title in self.cell.titles:
            reviews.record_title(actor=self.actor, on=self.on, organisation=organisation, **asdict(title))
        promise(self.actor, self.on, organisation, self.cell, self.people)
        self._users(organisation, term)
        return organisation

    def _organisation(self) -> Organisation:
        given, office = self.cell.organisation, self.cell.workplace
        return register.found_organisation(
            actor=self.actor,
            on=self.on,
            name=given.name,
            kind=given.kind,
            short_name=given.short_name,
            superior_name=given.superior_name,
            place=given.place,
            starts_on=given.starts_on,
            workplace=office.name,
            has_youth_union=office.has_youth_union,
            has_trade_union=office.has_trade_union,
        )

    def _term(self, organisation: Organisation) -> Term:
        given = self.cell.term
        term = register.start_term(
            actor=self.actor,
            on=self.on,
            organisation=organisation,
            name=given.name,
            starts_on=given.starts_on,
            ends_on=given.ends_on,
        )
        promise = partial(reviews.set_target, actor=self.actor, on=self.on, term=term, ground=given.ground)
        promise(metric=Target.Metric.ADMISSIONS, value=given.target_admissions)
        promise(metric=Target.Metric.MEMBER_SHARE, value=given.target_member_share)
        for rule in self.cell.rules:
            register.set_rule(
                actor=self.actor,
                on=self.on,
                organisation=organisation,
                sort=rule.sort,
                key=rule.key,
                value=rule.value,
                ground=rule.ground,
                starts_on=rule.starts_on,
            )
        return term

    def _person(self, given: SamplePerson, organisation: Organisation, workplace: Workplace) -> None:
        person = register.add_person(
            actor=self.actor,
            on=self.on,
            organisation=organisation,
            full_name=given.name,
            sex=given.sex,
            birth=given.birth.isoformat(),
            ethnicity=given.ethnicity,
            schooling=given.schooling,
            theory_level=given.theory_level,
            is_trade_union_member=True,
            is_youth_union_member=given.is_youth_union_member,
        )
        self.people[given.id] = person
        register.hire(
            actor=self.actor,
            on=self.on,
            person=person,
            workplace=workplace,
            starts_on=given.hired_on,
            position=given.position,
        )
        if given.membership is not None and given.membership.joined_by != Membership.JoinedBy.ADMISSION:
            self._member(given, person, organisation)

    def _member(self, given: SamplePerson, person: Person, organisation: Organisation) -> None:
        """Enter who was a member before coming here, or at the opening; the others join by their own journey."""
        row = given.membership
        assert row is not None
        register.record_admission(
            actor=self.actor,
            on=self.on,
            person=person,
            decided_on=row.decided_on,
            ceremony_on=row.ceremony_on,
            official_on=row.official_on,
        )
        if row.joined_by == Membership.JoinedBy.TRANSFER_IN:
            register.transfer_in(
                actor=self.actor,
                on=self.on,
                person=person,
                organisation=organisation,
                starts_on=row.since,
                other_place=row.joined_from,
            )
            return
        register.open_membership(
            actor=self.actor,
            on=self.on,
            person=person,
            organisation=organisation,
            joined_by=row.joined_by,
            starts_on=given.member_from,
        )

    def _leavers(self, organisation: Organisation, workplace: Workplace) -> None:
        """Who left: known by name and last day only, official members since the ledger's first day or before."""
        first = self.cell.term.starts_on
        for given in self.cell.left:
            person = register.add_person(actor=self.actor, on=self.on, organisation=organisation, full_name=given.name)
            register.hire(
                actor=self.actor,
                on=self.on,
                person=person,
                workplace=workplace,
                starts_on=first,
                ends_on=given.left_on,
            )
            register.open_membership(
                actor=self.actor,
                on=self.on,
                person=person,
                organisation=organisation,
                joined_by=Membership.JoinedBy.OPENING,
                starts_on=first,
                was_official=True,
            )
            register.transfer_out(
                actor=self.actor,
                on=self.on,
                person=person,
                other_place=given.left_to,
                ends_on=given.left_on,
                reason=given.reason,
            )
            self.people[given.id] = person

    def _meetings(self, organisation: Organisation) -> None:
        for given in self.cell.meetings:
            meetings.record_past_meeting(
                actor=self.actor,
                on=self.on,
                organisation=organisation,
                held_on=given.held_on,
                kind=given.kind,
                members_total=given.members,
                members_official=given.official,
                present_total=given.present,
            )

    def _offices(self, organisation: Organisation, term: Term) -> None:
        for given in self.cell.people:
            if given.membership is not None and given.membership.office:
                register.hold_office(
                    actor=self.actor,
                    on=self.on,
                    person=self.people[given.id],
                    organisation=organisation,
                    office=given.membership.office,
                    starts_on=term.starts_on,
                )

    def _review(self, given: SampleReview, organisation: Organisation) -> None:
        record = partial(
            reviews.record_review, actor=self.actor, on=self.on, organisation=organisation, year=given.year
        )
        if not given.excellent_people:
            record(rated_total=given.rated, excellent_total=given.excellent, good_total=given.good)
            return
        review = record()
        last = self.on.replace(year=given.year, month=12, day=31)
        rated = [person for person in self.cell.people if person.member_from is not None and person.member_from <= last]
        grades = Classification.Grade
        reviews.classify(
            actor=self.actor,
            on=self.on,
            review=review,
            grades=[
                (self.people[person.id], grades.EXCELLENT if person.id in given.excellent_people else grades.GOOD)
                for person in rated
            ],
        )

    def _users(self, organisation: Organisation, term: Term) -> None:
        """Accounts hold from the term's first day, so that the sample can be looked at on any day of the term."""
        for given in self.cell.users:
            person = self.people.get(given.person)
            user = accounts.create_user(
                actor=self.actor,
                on=self.on,
                username=given.username,
                display_name=person.full_name if person else given.name,
                pass_phrase=SAMPLE_PHRASE,
                person=person,
            )
            accounts.grant_role(
                actor=self.actor,
                on=self.on,
                user=user,
                organisation=organisation,
                role=given.role,
                reach=Grant.Reach.HERE,
                starts_on=term.starts_on,
            )
