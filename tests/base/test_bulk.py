"""Many rows at the speed of the driver: what stands in the table is what ``bulk_create`` would have put there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chibo.base import bulk
from chibo.base.fields import print_of
from chibo.base.seals import layout
from chibo.base.vietnamese import name_keys
from chibo.law.calendar import PartialDate
from chibo.register.models import Admission, Background, Membership, Organisation, Person
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NAMES = ("Lò Mẫu An", "Quàng Mẫu Bình", "Đặng Mẫu Ý")


def people(organisation: Organisation | None) -> list[Person]:
    """Three people: with everything, with a year of birth alone, with hardly anything."""
    more: tuple[dict[str, Any], ...] = (
        {"birth": PartialDate(1980, 2, 29), "sex": Person.Sex.FEMALE, "identity_number": "0123 456 789"},
        {"birth": "1975", "card_number": "12.345678", "is_youth_union_member": True, "native_place": "Mường Mẫu, 100%"},
        {},
    )
    return [
        Person(full_name=name, organisation=organisation, **vars_of(name), **said)
        for name, said in zip(NAMES, more, strict=True)
    ]


def vars_of(name: str) -> dict[str, Any]:
    keys = name_keys(name)
    return {"name_key": keys.name_key, "given_key": keys.given_key, "sort_key": keys.sort_key}


def stored(model: type[Any]) -> list[tuple[Any, ...]]:
    """The rows as the database writes them, without number, uid, moment and what is encrypted anew each time."""
    other = {"id", "uid", "recorded_at", "identity_number", "card_number", "person_id"}
    columns = [field.column for field in model._meta.local_concrete_fields if field.column not in other]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table} ORDER BY id")
        return [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor.fetchall()]


@pytest.mark.parametrize("in_a_cell", [True, False])
def test_rows_stand_as_django_would_write_them(in_a_cell: bool) -> None:  # noqa: FBT001 - a case
    organisation = OrganisationFactory.create() if in_a_cell else None
    with transaction.atomic():
        Person.objects.bulk_create(people(organisation))
        bulk.insert(people(organisation))
    rows = stored(Person)
    assert len(rows) == 2 * len(NAMES)
    assert rows[: len(NAMES)] == rows[len(NAMES) :]
    first, second = Person.objects.order_by("id")[3:5]
    assert (first.full_name, first.identity_number, first.birth) == (NAMES[0], "0123 456 789", PartialDate(1980, 2, 29))
    assert (second.card_number, second.native_place) == ("12.345678", "Mường Mẫu, 100%")
    assert first.identity_print
    assert first.initials_key == "lma"


def test_rows_know_their_number_and_what_they_point_at() -> None:
    organisation = OrganisationFactory.create()
    made = people(organisation)
    admissions = [Admission(person=one, ceremony_on=date(2001, 1, number + 1)) for number, one in enumerate(made)]
    spells = [Membership(person=one, organisation=organisation, starts_on=date(2001, 2, 1)) for one in made]
    with transaction.atomic():
        for rows in (made, admissions, spells, [Background(person=made[0], birth_name="Lò Mẫu Ẩn")]):
            bulk.insert(rows)
    assert [one.pk for one in made] == list(Person.objects.order_by("id").values_list("pk", flat=True))
    assert [one.person_id for one in admissions] == [one.pk for one in made]
    assert Admission.objects.get(person=made[2]).ceremony_on == date(2001, 1, 3)
    assert Membership.objects.get(person=made[0]).ends_on is None
    assert made[0].background.birth_name == "Lò Mẫu Ẩn"
    assert Person.objects.get(pk=made[0].pk).recorded_at == made[0].recorded_at == made[1].recorded_at
    made[0].residence = "Bản Mẫu"
    made[0].save()  # no second row
    assert Person.objects.count() == len(NAMES)


def test_the_next_row_of_the_usual_way_gets_the_next_number() -> None:
    with transaction.atomic():
        bulk.insert(people(None))
    last = Person.objects.latest("pk").pk
    (after,) = Person.objects.bulk_create(people(None)[:1])
    assert after.pk > last


def test_the_seals_hear_of_every_row() -> None:
    with transaction.atomic():
        made = people(OrganisationFactory.create())
        bulk.insert(made)
        asked = "SELECT count(*) FROM chibo_touched WHERE kind = 'register_person'"
        assert layout.rows(connection, asked) == [(len(made),)]


def test_what_the_database_refuses_leaves_nothing() -> None:
    made = people(None)
    made[2].uid = made[0].uid
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(made)
    assert not Person.objects.exists()


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(0):
        bulk.insert([])


@pytest.mark.django_db(transaction=True)
def test_rows_outside_of_a_transaction_are_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        bulk.insert(people(None))
    assert not Person.objects.exists()


def test_keys_follow_what_many_rows_change_and_what_one_row_saves() -> None:
    with transaction.atomic():
        made = people(OrganisationFactory.create())
        bulk.insert(made)
    before = made[1].card_print
    made[1].card_number, made[2].full_name = "87654321", "Vì Mẫu Sơn"
    bulk.update(made, ["card_number", "full_name"])
    first, second, third = Person.objects.order_by("id")
    assert second.card_print == print_of("87654321") != before
    assert (first.card_print, third.initials_key) == ("", "vms")
    second.card_number = ""
    second.save(update_fields=["card_number"])
    second.refresh_from_db()
    assert second.card_print == ""
    bulk.update([], ["card_number"])
