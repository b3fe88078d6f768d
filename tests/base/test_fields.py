"""Protected text and partial dates."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection

from chibo.base import fields
from chibo.law.calendar import PartialDate
from chibo.register.models import Person

NUMBER = "012345678901"


@pytest.mark.django_db
def test_protected_text_is_unreadable_in_the_database_itself() -> None:
    person = Person.objects.create(full_name="Lò Mẫu Én", identity_number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM register_person")
        stored = cursor.fetchone()[0]
    assert NUMBER not in stored
    person.refresh_from_db()
    assert person.identity_number == NUMBER


def test_one_text_is_written_differently_each_time() -> None:
    assert fields.seal(NUMBER, "a.b") != fields.seal(NUMBER, "a.b")


def test_a_value_copied_into_another_column_does_not_open() -> None:
    sealed = fields.seal(NUMBER, "register.person.identity_number")
    with pytest.raises(fields.DamagedValue, match="card_number"):
        fields.unseal(sealed, "register.person.card_number")


@pytest.mark.parametrize("stored", ["1:", "1:AAAA", "abc", "1:" + "A" * 60])
def test_a_damaged_value_is_said(stored: str) -> None:
    with pytest.raises(fields.DamagedValue):
        fields.unseal(stored, "a.b")


def test_protected_text_cannot_be_searched() -> None:
    with pytest.raises(FieldError):
        str(Person.objects.filter(identity_number=NUMBER).query)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["1985", "1985-07", "1985-07-21"])
def test_a_partial_date_stays_partial(text: str) -> None:
    person = Person.objects.create(full_name="Lò Mẫu Én", birth=text)
    assert person.birth == PartialDate.parse(text)
    person.refresh_from_db()
    assert person.birth == PartialDate.parse(text)


@pytest.mark.django_db
def test_an_unknown_date_is_none() -> None:
    person = Person.objects.create(full_name="Lò Mẫu Én")
    assert person.birth is None
    person.refresh_from_db()
    assert person.birth is None


@pytest.mark.parametrize("text", ["1990-13", "1990-02-30", "7/1985", "x"])
def test_no_calendar_has_it(text: str) -> None:
    with pytest.raises(ValidationError, match="Ngày không đúng"):
        Person(full_name="Lò Mẫu Én", birth=text)


def test_migrations_do_not_repeat_the_fixed_length() -> None:
    assert "max_length" not in Person._meta.get_field("birth").deconstruct()[3]


@pytest.mark.engine("postgres")
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["register_organisation", "register_person", "development_developmentcase"])
def test_keys_are_compared_byte_by_byte(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns WHERE table_name = %s AND column_name = 'scope_key'",
            [table],
        )
        assert cursor.fetchone()[0] == "C"
