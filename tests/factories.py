# mypy: disable-error-code="no-untyped-call"
"""A named cast for every test: made-up people (middle name "Mẫu"), one cell, and somebody who may do everything.

``Lò Mẫu An`` is the secretary, ``Nguyễn Mẫu Bích`` the deputy, ``Quàng Mẫu Dung`` helps ``Lò Mẫu Xuân``,
``Sùng Mẫu Vừ`` is in probation, ``Đặng Mẫu Ý`` works in the office and is no source yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from chibo.base.access import Actor, Permission, Scope
from chibo.base.vietnamese import name_keys
from chibo.register import models
from chibo.register.kinds import KINDS, Kind

FOUNDED = date(2010, 1, 4)
TERM_START, TERM_END = date(2015, 5, 22), date(2020, 5, 22)
MONDAY = date(2018, 5, 21)  # the sample's working day, and the day of most tests
NOON = datetime(2018, 5, 21, 5, 0, tzinfo=UTC)


def actor(*permissions: Permission, scope_key: str = "", below: bool = True, name: str = "Lò Mẫu An") -> Actor:
    """Somebody with the permissions named (none named: all of them) over a key."""
    given = permissions or tuple(Permission)
    scopes = tuple(Scope(permission=permission, scope_key=scope_key, below=below) for permission in given)
    return Actor(uid="01890000-0000-7000-8000-000000000001", name=name, at=NOON, scopes=scopes)


def stranger() -> Actor:
    """Somebody who signed in and was given nothing."""
    return Actor(uid="01890000-0000-7000-8000-00000000000f", name="Người Mẫu Lạ", at=NOON)


class KindFactory(DjangoModelFactory[models.OrganisationKind]):
    class Meta:
        model = models.OrganisationKind
        django_get_or_create = ("code",)

    code = Kind.GRASSROOTS_CELL.value
    name = KINDS[Kind.GRASSROOTS_CELL]["name"]
    is_cell = True
    is_grassroots = True


class OrganisationFactory(DjangoModelFactory[models.Organisation]):
    class Meta:
        model = models.Organisation

    name = "Chi bộ Mẫu"
    kind = SubFactory(KindFactory)
    starts_on = FOUNDED
    place = "Điện Biên Phủ"
    superior_name = "Đảng ủy Khối các cơ quan tỉnh (mẫu)"
    scope_key = Sequence(lambda number: f"t{number:03}")


class WorkplaceFactory(DjangoModelFactory[models.Workplace]):
    class Meta:
        model = models.Workplace

    organisation = SubFactory(OrganisationFactory)
    name = "Ban Mẫu"


class PersonFactory(DjangoModelFactory[models.Person]):
    class Meta:
        model = models.Person

    full_name = Sequence(lambda number: f"Người Mẫu {number}")
    organisation = SubFactory(OrganisationFactory)
    scope_key = LazyAttribute(lambda made: made.organisation.scope_key)
    name_key = LazyAttribute(lambda made: name_keys(made.full_name).name_key)
    given_key = LazyAttribute(lambda made: name_keys(made.full_name).given_key)
    sort_key = LazyAttribute(lambda made: name_keys(made.full_name).sort_key)
    sex = "female"
    birth = "1985-05-08"


class EmploymentFactory(DjangoModelFactory[models.Employment]):
    class Meta:
        model = models.Employment

    person = SubFactory(PersonFactory)
    workplace = SubFactory(WorkplaceFactory)
    starts_on = date(2012, 9, 3)
    position = "Chuyên viên"


class AdmissionFactory(DjangoModelFactory[models.Admission]):
    class Meta:
        model = models.Admission

    person = SubFactory(PersonFactory)
    decided_on = date(2012, 11, 5)
    ceremony_on = date(2012, 11, 19)
    official_on = date(2013, 11, 19)
    recognised_on = date(2013, 12, 16)


class MembershipFactory(DjangoModelFactory[models.Membership]):
    class Meta:
        model = models.Membership

    person = SubFactory(PersonFactory)
    organisation = LazyAttribute(lambda made: made.person.organisation)
    starts_on = date(2013, 1, 7)
    joined_by = models.Membership.JoinedBy.OPENING


class TermFactory(DjangoModelFactory[models.Term]):
    class Meta:
        model = models.Term

    organisation = SubFactory(OrganisationFactory)
    name = "2015-2020"
    starts_on = TERM_START
    ends_on = TERM_END


def member(organisation: models.Organisation, full_name: str = "", **admission: object) -> models.Person:
    """A member of an organisation; keywords set the dates of the admission."""
    named = {"full_name": full_name} if full_name else {}
    person = PersonFactory.create(organisation=organisation, **named)
    row = AdmissionFactory.create(person=person, **admission)
    MembershipFactory.create(person=person, starts_on=max(row.ceremony_on, date(2013, 1, 7)))
    return person


@dataclass(frozen=True, slots=True)
class Cell:
    """A small cell: four official members, one in probation, two who are not members; all seven on the staff."""

    organisation: models.Organisation
    workplace: models.Workplace
    term: models.Term
    an: models.Person
    bich: models.Person
    cuong: models.Person
    dung: models.Person
    vu: models.Person
    xuan: models.Person
    y: models.Person

    @property
    def people(self) -> tuple[models.Person, ...]:
        """Everybody, members first."""
        return (self.an, self.bich, self.cuong, self.dung, self.vu, self.xuan, self.y)


def cell(**about: object) -> Cell:
    """Make the cell of the named cast; keywords tell more about its organisation."""
    organisation = OrganisationFactory.create(**about)
    workplace = WorkplaceFactory.create(organisation=organisation)
    an, bich, cuong, dung = (
        member(organisation, name) for name in ("Lò Mẫu An", "Nguyễn Mẫu Bích", "Trần Mẫu Cường", "Quàng Mẫu Dung")
    )
    vu = member(
        organisation,
        "Sùng Mẫu Vừ",
        decided_on=date(2017, 4, 24),
        ceremony_on=date(2017, 5, 19),
        official_on=None,
        recognised_on=None,
    )
    xuan = PersonFactory.create(organisation=organisation, full_name="Lò Mẫu Xuân", sex="male", birth="1993-05-30")
    y = PersonFactory.create(organisation=organisation, full_name="Đặng Mẫu Ý", birth="1995-10-12")
    for person in (an, bich, cuong, dung, vu, xuan, y):
        EmploymentFactory.create(person=person, workplace=workplace)
    for person, office in ((an, "secretary"), (bich, "deputy_secretary"), (cuong, "committee_member")):
        models.OfficeHolding.objects.create(
            person=person, organisation=organisation, office=office, starts_on=TERM_START
        )
    term = TermFactory.create(organisation=organisation)
    return Cell(organisation, workplace, term, an, bich, cuong, dung, vu, xuan, y)
