"""Everything of one organisation as an open archive: whole, the same bytes for the same records, read without chibo."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from chibo.base.privacy import BLOCKS
from chibo.base.seals.layout import is_sealed
from chibo.exchange.archive import archive_bytes, archive_parts
from chibo.exchange.archive.rows import columns_of
from chibo.exchange.archive.shape import LEFT_OUT, OMITTED, PARTS
from chibo.register.models import Membership, Person
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory

if TYPE_CHECKING:
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def lines(archive: zipfile.ZipFile, record: str) -> list[dict[str, Any]]:
    """Read a file of records as anybody would."""
    return [json.loads(line) for line in archive.read(f"records/{record}.jsonl").decode().splitlines()]


def test_every_record_of_ours_is_in_the_archive_or_left_out_with_a_reason() -> None:
    told = [part.record for part in PARTS]
    models = apps.get_models()
    ours = {model._meta.label_lower for model in models if model.__module__.startswith("chibo.") or is_sealed(model)}
    assert len(told) == len(set(told))
    assert ours == {*told, *LEFT_OUT}, "name it in PARTS or, with its reason, in LEFT_OUT (exchange/archive/shape.py)"
    assert not set(told) & LEFT_OUT.keys()


def test_columns_that_are_left_out_exist_and_closed_ones_are_known_as_closed() -> None:
    for record, names in OMITTED.items():
        fields = {one.name for one in apps.get_model(record)._meta.concrete_fields}
        assert names <= fields, record
    for block in BLOCKS:
        if block.is_sensitive:
            closed = {one.name for one in columns_of(block.record) if one.is_closed}
            assert set(block.fields) <= closed, block.name


def test_anybody_can_read_it_with_a_zip_and_a_json_reader(sample: Organisation) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_bytes(sample))) as archive:
        assert archive.testzip() is None
        people, memberships = lines(archive, "register.person"), lines(archive, "register.membership")
        assert len(people) == Person.objects.count()
        assert len(memberships) == Membership.objects.count()
        for record in ("meetings.meeting", "development.paper", "development.step", "reviews.yearreview"):
            assert len(lines(archive, record)) == apps.get_model(record)._default_manager.count(), record
        assert "GÓI DỮ LIỆU" in archive.read("DOC-TOI.txt").decode("utf-8-sig")
        named = {one["uid"] for one in people + lines(archive, "elsewhere.people")}
        schema = json.loads(archive.read("schema.json"))
        for file in schema["files"]:
            for field in file["fields"]:
                if field.get("to") == "records/register.person.jsonl":
                    found = {line[field["name"]] for line in lines(archive, file["record"])}
                    assert found - {None} <= named, (file["record"], field["name"])


def test_the_manifest_proves_every_part(sample: Organisation) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_bytes(sample))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        told = {part["name"]: part for part in manifest["parts"]}
        assert set(archive.namelist()) == {*told, "manifest.json", "DOC-TOI.txt"}
        for name, part in told.items():
            content = archive.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (part["bytes"], part["sha256"])
            if name.startswith("records/"):
                assert part["records"] == len(content.splitlines())
        assert manifest["organisation"]["uid"] == str(sample.uid)
        assert manifest["schema"]["register"].startswith("0")


def test_the_same_records_give_the_same_bytes_in_order_of_uid(sample: Organisation) -> None:
    assert archive_bytes(sample) == archive_bytes(sample)
    parts = archive_parts(sample)
    for name, content in parts.items():
        uids = [json.loads(line).get("uid") for line in content.splitlines()] if name.endswith(".jsonl") else []
        if uids and uids[0] is not None:
            assert uids == sorted(uids), name
    assert "records/base.auditentry.jsonl" not in parts
    assert "records/base.auditentry.jsonl" in archive_parts(sample, with_minutes=True)


def test_a_change_of_one_record_changes_its_part_only(sample: Organisation) -> None:
    before = archive_parts(sample)
    person = Person.objects.order_by("pk")[0]
    person.residence = "Phường Mẫu Mới"
    person.save(update_fields=["residence"])
    after = archive_parts(sample)
    assert {name for name in after if after[name] != before.get(name)} == {"records/register.person.jsonl"}


def test_what_lies_below_goes_along_and_what_lies_elsewhere_does_not() -> None:
    above = OrganisationFactory.create(scope_key="zz01", name="Đảng bộ Mẫu")
    below = OrganisationFactory.create(scope_key="zz010001", parent=above, name="Chi bộ Mẫu Dưới")
    beside = OrganisationFactory.create(scope_key="zz02", name="Chi bộ Mẫu Bên")
    here, there, away = (PersonFactory.create(organisation=one) for one in (above, below, beside))
    for person in (here, there, away):
        MembershipFactory.create(person=person)
    gone = MembershipFactory.create(
        person=away, organisation=below, starts_on=date(2011, 1, 4), ends_on=date(2012, 1, 4)
    )
    parts = archive_parts(above)
    people = [json.loads(line) for line in parts["records/register.person.jsonl"].splitlines()]
    assert {one["uid"] for one in people} == {str(here.uid), str(there.uid)}
    spells = [json.loads(line) for line in parts["records/register.membership.jsonl"].splitlines()]
    assert {one["person"] for one in spells} == {str(here.uid), str(there.uid), str(away.uid)}
    assert str(gone.uid) in {one["uid"] for one in spells}
    named = [json.loads(line) for line in parts["records/elsewhere.people.jsonl"].splitlines()]
    assert named == [{"uid": str(away.uid), "full_name": away.full_name}]
