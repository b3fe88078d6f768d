"""Seals: whatever no act has done to a record is found, on both engines, and acts raise no alarm."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from chibo.base import audit, oddities
from chibo.base import records as acts
from chibo.base.models import ActSeal, AuditEntry, RowSeal
from chibo.base.refusal import FaultyError
from chibo.base.seals import checking, layout, rekeying, renewing
from chibo.base.seals.checking import Loose, Odd
from chibo.base.words.records import RECORDS
from chibo.register.actions import add_person
from chibo.register.models import Organisation, Person
from tests.chains import verify_chains
from tests.factories import MONDAY, NOON, PersonFactory, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Organisation:
    return lay_sample()


def found() -> list[Odd]:
    return checking.verify(connection)[0]


def run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_the_sample_is_whole(cell: Organisation) -> None:
    assert RowSeal.objects.count() > 200
    assert checking.verify(connection) == ([], [])


def test_acts_leave_everything_whole_and_a_failed_act_nothing(cell: Organisation) -> None:
    before = RowSeal.objects.count()
    person = add_person(actor=actor(), on=MONDAY, organisation=cell, full_name="Lò Mẫu Niêm")
    assert RowSeal.objects.count() > before
    with transaction.atomic():
        add_person(actor=actor(), on=MONDAY, organisation=cell, full_name="Lò Mẫu Thôi")
        transaction.set_rollback(True)
    assert checking.verify(connection) == ([], [])
    assert person.pk


def changed(value: Any, field: models.Field[Any, Any]) -> Any:
    """Another value that the column takes."""
    if isinstance(field, models.BooleanField):
        return not value
    if value is None or isinstance(value, str):
        last = "y" if f"{value or ''}".endswith("x") else "x"
        return "2001-02-03" if "Date" in field.get_internal_type() else f"{value or ''}"[:-1] + last
    if isinstance(value, bytes | memoryview):
        return bytes(value) + b"x"
    return value + 1 if isinstance(value, int | float) else "2001-02-03"


def every_value() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    for model in layout.sealed_models():
        if model._base_manager.exists():
            for field in model._meta.concrete_fields:
                if field.name not in layout.left_out(model) and not field.primary_key:
                    yield model, field


def is_found(model: type[models.Model], field: models.Field[Any, Any], key: Any) -> bool | None:
    """Change one value by raw SQL, look, and take it back; nothing where the column does not take the value."""
    quote = connection.ops.quote_name
    names = (model._meta.db_table, field.column, model._meta.pk.column)
    table, column, pk = (quote(str(name)) for name in names)
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT {column} FROM {table} WHERE {pk} = %s", [key])
                value = cursor.fetchone()[0]
                cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {pk} = %s", [changed(value, field), key])
        except DatabaseError:
            return None
        found = checking.compare(connection, only=model._meta.db_table)
        transaction.set_rollback(True)
    return Odd(model._meta.db_table, str(key), "changed") in found.odd


def test_a_change_of_any_field_of_any_kind_by_raw_sql_is_found(cell: Organisation) -> None:
    chance, told = random.Random(9), dict[str, bool | None]()
    for model, field in every_value():
        key = chance.choice(list(model._base_manager.order_by("pk").values_list("pk", flat=True)))
        told[f"{model._meta.label}.{field.name}"] = is_found(model, field, key)
    assert [name for name, found in told.items() if found is False] == []
    assert sum(found is True for found in told.values()) > 150


def test_rows_removed_and_inserted_by_raw_sql_are_found(cell: Organisation) -> None:
    line = ActSeal.objects.count()
    person = PersonFactory.create(organisation=cell, full_name="Lò Mẫu Chèn")
    gone = Odd("register_correction", "77", "gone")
    run("INSERT INTO base_rowseal (kind, row, mac) VALUES ('register_correction', '77', %s)", b"0" * 16)
    assert set(found()) == {Odd("register_person", str(person.pk), "added"), gone}
    assert ActSeal.objects.count() == line


def test_a_change_by_a_queryset_outside_an_act_stays_found_after_an_act_on_the_same_record(cell: Organisation) -> None:
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    Person.objects.filter(pk=person.pk).update(birth="1970-01-01")
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(full_name="Sùng Mẫu Khác")
    odd = Odd("register_person", str(person.pk), "changed")
    assert found() == [odd]
    set_right_somehow(person)
    assert found() == [odd], "the act that came later did not make it good"


def set_right_somehow(person: Person) -> None:
    """An act that writes the person's row."""
    person.refresh_from_db()
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(given_key="khac")
        acts.sealed_anew(actor=actor(), on=MONDAY, count=1)


def test_what_is_written_after_the_line_of_the_log_is_sealed_too(cell: Organisation) -> None:
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    with transaction.atomic():
        acts.sealed_anew(actor=actor(), on=MONDAY, count=1)
        Person.objects.filter(pk=person.pk).update(given_key="khac")
    assert checking.verify(connection) == ([], [])


def test_an_old_row_put_back_with_its_old_seal_is_found_by_the_sum(cell: Organisation) -> None:
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    seal = RowSeal.objects.get(kind="register_person", row=str(person.pk)).mac
    set_right_somehow(person)
    Person.objects.filter(pk=person.pk).update(given_key=person.given_key)
    RowSeal.objects.filter(kind="register_person", row=str(person.pk)).update(mac=seal)
    assert checking.verify(connection) == ([], [Loose("sum")])


def test_a_row_taken_away_with_its_seal_is_found_by_the_sum(cell: Organisation) -> None:
    RowSeal.objects.filter(kind="register_officeholding").delete()
    run("DELETE FROM register_officeholding")
    assert checking.verify(connection) == ([], [Loose("sum")])


def test_a_line_of_the_log_written_past_the_program_has_no_seal(cell: Organisation) -> None:
    last = AuditEntry.objects.filter(chain="installation").order_by("-seq").first()
    assert last is not None
    AuditEntry.objects.filter(pk=last.pk).update(seq=last.seq + 1)
    loose = checking.verify(connection)[1]
    assert Loose("line", "installation", last.seq) in loose
    assert Loose("gap", "installation", last.seq + 1) in loose


def look(cell: Organisation, times: int) -> None:
    """Acts that change no record: somebody looks."""
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    for _ in range(times):
        with transaction.atomic():
            audit.record(actor=actor(), on=MONDAY, action="privacy.seen", subject=person, chain=str(cell.uid))


def cut_off(chain: str, count: int) -> None:
    """Take the last lines of a chain away, and every line about the acts that wrote them."""
    last = AuditEntry.objects.filter(chain=chain).order_by("-seq").values_list("seq", flat=True)[count]
    run("DELETE FROM base_auditentry WHERE chain = %s AND seq > %s", chain, last)
    run("DELETE FROM base_actseal WHERE chain = %s AND last > %s", chain, last)


@pytest.mark.parametrize("count", [1, 3])
def test_looks_cannot_be_cut_off_the_end_of_the_log_with_their_seals(cell: Organisation, count: int) -> None:
    look(cell, 5)
    assert checking.verify(connection) == ([], [])
    cut_off(str(cell.uid), count)
    end = AuditEntry.objects.filter(chain=str(cell.uid)).order_by("-seq").values_list("seq", flat=True)[0]
    assert set(checking.verify(connection)[1]) == {Loose("sum"), Loose("gap", str(cell.uid), end + 1)}
    run("DELETE FROM base_rowseal WHERE kind = 'log' AND row = %s", str(cell.uid))
    assert checking.verify(connection) == ([], [Loose("sum")]), "nor with the print of the end"


def test_what_was_cut_off_stays_found_when_the_log_goes_on(cell: Organisation) -> None:
    look(cell, 3)
    cut_off(str(cell.uid), 2)
    look(cell, 4)
    assert Loose("sum") in checking.verify(connection)[1]


def test_an_upgrade_prints_the_ends_of_older_logs(cell: Organisation) -> None:
    heads = RowSeal.objects.filter(kind="log")
    chains = AuditEntry.objects.values("chain").distinct().count()
    assert heads.count() == chains
    run("DELETE FROM base_rowseal")
    run("DELETE FROM base_actseal")
    renewing.after_upgrade(connection, renewing.begin_first(connection))
    assert heads.count() == chains
    assert checking.verify(connection) == ([], [])


@pytest.mark.parametrize("field", ["delta", "count", "last", "first", "mac", "chain"])
def test_a_changed_seal_of_an_act_is_found(cell: Organisation, field: str) -> None:
    line = ActSeal.objects.exclude(count=0).order_by("id").last()
    assert line is not None
    value = getattr(line, field)
    ActSeal.objects.filter(pk=line.pk).update(**{field: value + 1 if isinstance(value, int) else "0" * 32})
    assert checking.verify(connection)[1]


def test_verify_says_whose_and_where_but_not_what(cell: Organisation) -> None:
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    run(
        "UPDATE register_admission SET decided_on = '2001-01-01' WHERE person_id = %s", Person.objects.earliest("pk").pk
    )
    run("UPDATE register_person SET birth = '1970-01-01' WHERE id = %s", person.pk)
    with pytest.raises(CommandError):
        call_command("verify")
    told = [oddities.said(one) for one in found()]
    assert f"Thông tin cá nhân của Sùng Mẫu Vừ ({cell.name}), số {person.pk}, đã bị đổi ngoài chương trình." in told
    assert not any("1970" in one for one in told)


def test_accepting_needs_a_reason_is_logged_and_makes_it_whole(cell: Organisation) -> None:
    run("UPDATE register_person SET birth = '1970-01-01'")
    run("DELETE FROM register_officeholding")
    RowSeal.objects.filter(kind="register_officeholding").delete()
    PersonFactory.create(organisation=cell)
    with pytest.raises(FaultyError):
        acts.accept_odd(actor=actor(), on=MONDAY, reason=" ")
    assert acts.accept_odd(actor=actor(), on=MONDAY, reason="đã đối chiếu với hồ sơ giấy") > 5
    assert checking.verify(connection) == ([], [])
    assert AuditEntry.objects.filter(action="base.accept_records", reason="đã đối chiếu với hồ sơ giấy").exists()


def test_an_upgrade_seals_what_was_whole_and_leaves_what_was_odd(cell: Organisation) -> None:
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    run("UPDATE register_person SET birth = '1970-01-01' WHERE id = %s", person.pk)
    renewing.before_upgrade(connection)
    run("UPDATE register_person SET given_key = given_key || 'x'")  # what a migration does
    assert renewing.is_due(connection)
    assert renewing.after_upgrade(connection) > 5
    assert not renewing.is_due(connection)
    assert checking.verify(connection) == ([Odd("register_person", str(person.pk), "changed")], [])


def without_seals() -> None:
    RowSeal.objects.all().delete()
    ActSeal.objects.all().delete()


def test_records_from_before_the_seals_are_sealed_once(cell: Organisation) -> None:
    without_seals()
    renewing.begin_first(connection)
    assert renewing.is_due(connection), "the mark outlives a program cut off here"
    assert renewing.after_upgrade(connection) > 200
    assert checking.verify(connection) == ([], [])


def test_seals_taken_away_are_not_made_anew(cell: Organisation) -> None:
    acts.sealed_anew(actor=actor(), on=MONDAY, count=9)
    run("UPDATE register_person SET birth = '1970-01-01'")
    without_seals()
    call_command("migrate", verbosity=0)
    assert RowSeal.objects.count() == 0
    odd, loose = checking.verify(connection)
    assert len(odd) > 200
    assert {one.what for one in odd} == {"added"}
    assert {one.what for one in loose} == {"gap"}
    renewing.after_upgrade(connection, renewing.before_upgrade(connection))
    assert len(checking.verify(connection)[0]) == len(odd), "nor by an upgrade"
    renewing.after_upgrade(connection, renewing.begin_first(connection))
    assert len(checking.verify(connection)[0]) == len(odd), "nor where their tables went with them"


def test_the_mark_of_an_upgrade_fits_its_own_moment_only(cell: Organisation) -> None:
    run("UPDATE register_person SET birth = '1970-01-01' WHERE full_name = 'Sùng Mẫu Vừ'")
    begun = renewing.before_upgrade(connection)
    assert begun is not None
    assert renewing.under_way(connection) == renewing.before_upgrade(connection) == begun
    kept = list(RowSeal.objects.filter(kind="upgrade").values_list("row", "mac"))
    RowSeal.objects.filter(kind="upgrade").exclude(row="").delete()
    assert renewing.under_way(connection) is None, "the odd records were taken off it"
    for row, mac in kept:
        RowSeal.objects.update_or_create(kind="upgrade", row=row, defaults={"mac": mac})
    assert renewing.under_way(connection) == begun
    run("INSERT INTO django_migrations (app, name, applied) VALUES ('base', '9999', CURRENT_TIMESTAMP)")
    assert renewing.under_way(connection) == begun, "the upgrade went on"
    renewing.after_upgrade(connection)
    for row, mac in kept:
        RowSeal.objects.create(kind="upgrade", row=row, mac=mac)
    assert not renewing.is_due(connection), "kept and put back after its upgrade"
    RowSeal.objects.filter(kind="upgrade", row="").update(mac=bytes(kept[0][1])[:16])
    assert not renewing.is_due(connection), "of an earlier program, good for any moment"


def test_another_key_seals_anew_and_forgives_nothing(cell: Organisation) -> None:
    from chibo.base import keys  # noqa: PLC0415 — beside its only use

    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    run("UPDATE register_person SET birth = '1970-01-01' WHERE id = %s", person.pk)
    old, new = keys.current(), b"n" * keys.LENGTH
    with transaction.atomic():
        rekeying.again(connection, rekeying.whole(connection, old), old, new)
    keys.use(new)
    try:
        assert checking.verify(connection) == ([Odd("register_person", str(person.pk), "changed")], [])
    finally:
        keys.use(old)
    assert len(found()) > 200, "the old key opens no seal any more"


def test_a_clock_that_goes_back_breaks_nothing_and_is_told(cell: Organisation) -> None:
    late, early = (replace(actor(), at=NOON + timedelta(days=days)) for days in (3000, 2990))
    acts.sealed_anew(actor=late, on=MONDAY, count=1)
    assert oddities.clock_notes() == []
    acts.sealed_anew(actor=early, on=MONDAY, count=2)
    acts.sealed_anew(actor=replace(early, at=early.at - timedelta(seconds=9)), on=MONDAY, count=3)
    assert checking.verify(connection) == ([], [])
    assert list(verify_chains()) == []
    (told,) = oddities.clock_notes()
    assert "Đồng hồ máy đã lùi" in told


def test_every_kind_of_record_has_a_name() -> None:
    assert {model._meta.label_lower for model in layout.sealed_models()} == set(RECORDS)
