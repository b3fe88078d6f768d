"""The archive as a person asks for it: by right, by purpose, in the background, locked where a phrase is given."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base import jobs, vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, AuditMention, Job
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.documents.models import Scan, StoredFile
from chibo.exchange.archive import archive_parts
from chibo.exchange.archive.actions import ask_for_archive
from chibo.register import models
from tests.factories import MONDAY, MembershipFactory, OrganisationFactory, PersonFactory, actor

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
PHRASE = "bốn từ dễ nhớ mẫu"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.CHIBO_JOBS = "worker"
    settings.CHIBO_FILES_DIR = tmp_path / "files"


@pytest.fixture
def cell() -> Organisation:
    """A cell with two people, one whose data may only be stored, and a scan."""
    found = OrganisationFactory.create(scope_key="q001", name="Chi bộ Mẫu Gói")
    one = PersonFactory.create(organisation=found, full_name="Lò Mẫu Số", identity_number="011000000001")
    two = PersonFactory.create(organisation=found, full_name="Quàng Mẫu Giữ", identity_number="011000000002")
    MembershipFactory.create(person=one)
    MembershipFactory.create(person=two)
    models.Restriction.objects.create(
        person=two, organisation=found, starts_on=MONDAY, reason="theo đề nghị", set_by="Lò Mẫu An"
    )
    file = StoredFile.objects.create(
        organisation_uid=found.uid,
        scope_key=found.scope_key,
        digest=vault.store(b"%PDF-mau"),
        name="Đơn xin.pdf",
        media_type="application/pdf",
        size=8,
    )
    Scan.objects.create(
        organisation_uid=found.uid,
        scope_key=found.scope_key,
        subject_uid=one.uid,
        seen_with=Permission.VIEW_CASES.value,
        kept_with=Permission.RECORD_STEPS.value,
        file=file,
        name=file.name,
        added_by="Lò Mẫu An",
        added_on=MONDAY,
    )
    return found


def made(by: Actor, organisation: Organisation, **more: Any) -> tuple[Job, bytes]:
    """Ask, let it be done, and fetch."""
    said = {"is_open": False, "purpose": "bàn giao", **more}
    job = ask_for_archive(actor=by, on=MONDAY, organisation=organisation, **said)
    assert jobs.run_waiting() == 1
    job = Job.objects.get(pk=job.pk)
    assert job.state == Job.State.DONE, job.message
    return job, b"".join(jobs.fetch(actor=by, on=MONDAY, job=job))


def records(content: bytes, record: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [json.loads(line) for line in archive.read(f"records/{record}.jsonl").decode().splitlines()]


def test_without_closed_fields_no_number_no_scan_and_nobody_who_is_restricted(cell: Organisation) -> None:
    job, content = made(actor(), cell)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert json.loads(archive.read("made.json"))["purpose"] == "bàn giao"
        manifest = json.loads(archive.read("manifest.json"))
    assert b"01100000000" not in everything
    assert b"%PDF-mau" not in everything
    assert {"reviews.discipline", "base.auditentry"} <= manifest["not_included"].keys()
    assert [one["full_name"] for one in records(content, "register.person")] == ["Lò Mẫu Số"]
    assert len(records(content, "register.membership")) == 1
    assert manifest["people_by_name_only"] == 1
    assert job.message.startswith("Có 1 người")


def test_with_closed_fields_all_of_it_and_the_log_says_who_why_and_whose(cell: Organisation) -> None:
    _, content = made(actor(), cell, is_open=True)
    (person,) = records(content, "register.person")
    assert person["identity_number"] == "011000000001"
    (stored,) = records(content, "documents.storedfile")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read(stored["path"]) == b"%PDF-mau"
    line = AuditEntry.objects.get(action="exchange.make_archive")
    assert (line.reason, line.changes["people"], line.changes["is_open"]) == ("bàn giao", 1, True)
    assert list(AuditMention.objects.filter(entry_id=line.pk).values_list("person_uid", flat=True)) == [person["uid"]]


def test_a_pass_phrase_locks_it_and_stands_nowhere(cell: Organisation) -> None:
    job, content = made(actor(), cell, pass_phrase=PHRASE)
    with zipfile.ZipFile(io.BytesIO(content)) as outer:
        identity = pyrage.passphrase.decrypt(outer.read("khoa.age"), PHRASE).decode()
        opened = pyrage.decrypt(outer.read("goi.zip.age"), [pyrage.x25519.Identity.from_str(identity)])
        assert "age -d -i khoa.age" in outer.read("DOC-TOI.txt").decode("utf-8-sig")
    assert len(records(opened, "register.person")) == 1
    told = json.dumps([job.given, *AuditEntry.objects.values_list("changes", "reason")], default=list)
    assert PHRASE not in told
    assert "recipient" not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_who_may_not_and_what_is_asked(cell: Organisation) -> None:
    here = {"on": MONDAY, "organisation": cell, "purpose": "bàn giao"}
    for held in ((Permission.VIEW_PEOPLE,), (Permission.CHANGE_SETTINGS,), (Permission.VIEW_PEOPLE, Permission.IMPORT)):
        with pytest.raises(NotAllowedError):
            ask_for_archive(actor=actor(*held), is_open=False, **here)  # type: ignore[arg-type]
    keeper = actor(Permission.VIEW_PEOPLE, Permission.CHANGE_SETTINGS)
    with pytest.raises(NotAllowedError):
        ask_for_archive(actor=keeper, is_open=True, **here)  # type: ignore[arg-type]
    with pytest.raises(FaultyError) as told:
        ask_for_archive(actor=keeper, on=MONDAY, organisation=cell, is_open=False, purpose=" ", pass_phrase="ngắn")
    assert [fault.field for fault in told.value.faults] == ["purpose", "pass_phrase"]
    _, content = made(keeper, cell)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if name.startswith(("records/meetings", "records/accounts"))]


def test_who_holds_a_right_here_but_not_below_takes_nothing_from_below(cell: Organisation) -> None:
    below = OrganisationFactory.create(scope_key="q0010001", parent=cell, name="Chi bộ Mẫu Dưới")
    PersonFactory.create(organisation=below, full_name="Vàng Mẫu Xa")
    _, content = made(actor(scope_key="q001", below=False), cell)
    assert [one["name"] for one in records(content, "register.organisation")] == ["Chi bộ Mẫu Gói"]
    assert "Vàng Mẫu Xa" not in json.dumps(records(content, "register.person"), ensure_ascii=False)


def test_closed_fields_of_units_below_take_the_right_there_too(cell: Organisation) -> None:
    """Two roles of one person: one sees closed fields here, another sees the people below."""
    below = OrganisationFactory.create(scope_key="q0010001", parent=cell, name="Chi bộ Mẫu Dưới")
    PersonFactory.create(organisation=below, full_name="Vàng Mẫu Xa", identity_number="011000000009")
    here, beneath = actor(scope_key="q001", below=False), actor(Permission.VIEW_PEOPLE, scope_key="q001")
    both = replace(here, scopes=(*here.scopes, *beneath.scopes))
    with pytest.raises(NotAllowedError, match="mọi đơn vị trong gói"):
        ask_for_archive(actor=both, on=MONDAY, organisation=cell, is_open=True, purpose="bàn giao")
    _, content = made(both, cell)
    assert "Vàng Mẫu Xa" in json.dumps(records(content, "register.person"), ensure_ascii=False)
    assert not any("identity_number" in one for one in records(content, "register.person"))
    opens = actor(Permission.VIEW_SENSITIVE, scope_key="q0010001")
    _, content = made(replace(both, scopes=(*both.scopes, *opens.scopes)), cell, is_open=True)
    assert "011000000009" in json.dumps(records(content, "register.person"))


def test_questions_do_not_grow_with_the_people(cell: Organisation) -> None:
    with CaptureQueriesContext(connection) as few:
        archive_parts(cell)
    for _ in range(20):
        MembershipFactory.create(person=PersonFactory.create(organisation=cell))
    with CaptureQueriesContext(connection) as many:
        archive_parts(cell)
    assert len(many) == len(few)
