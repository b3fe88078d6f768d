"""After an erasure nothing of the person is left, the numbers of past days stand, and the log still proves itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import models, transaction

from chibo.accounts.sessions import SessionStore
from chibo.base import audit, erased, vault
from chibo.base.holdings import HOLDINGS, Part
from chibo.base.jobs import actors
from chibo.base.models import AuditEntry, Job
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.desk.queries.search import search
from chibo.documents.models import Preview, Scan, StoredFile
from chibo.meetings.models import Meeting
from chibo.register import actions as register
from chibo.register import erasing
from chibo.register.actions.erasure import erasure_faults
from chibo.register.erasing import rows_of, texts_of
from chibo.register.models import Background, Erasure, Membership, Person, Photo
from chibo.register.queries import head_count, movements
from tests.chains import verify_chains
from tests.factories import MONDAY, TERM_START, PersonFactory, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from chibo.register.models import Organisation

MARK = "ZZDẤUVẾT"  # planted in every text about the person
NUMBER = "079085999123"


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()


def of(name: str) -> Person:
    return Person.objects.get(full_name=name)


def plant(person: Person) -> None:
    """Write a marker into every text about somebody, the name into texts about others, and files into the vault."""
    person.identity_number, person.residence = NUMBER, f"xã {MARK}"
    person.save()
    Background.objects.get_or_create(person=person)
    for holding in HOLDINGS:
        if holding.is_mention or not holding.texts:
            continue
        for row in rows_of(holding, person):
            for name in holding.texts:
                kept = row._meta.get_field(name)
                value: Any = {"x": MARK} if isinstance(kept, models.JSONField) else MARK
                setattr(row, name, value[: kept.max_length] if isinstance(value, str) and kept.max_length else value)
            row.save()
    session = SessionStore()
    session["kept"] = {"fields": [["note", f"Ghi về {person.full_name} {MARK}"]]}
    session.create()
    meeting = Meeting.objects.exclude(state="planned").latest("on")
    meeting.conclusion, meeting.read_out = f"Chi bộ nghe về {person.full_name.upper()}.", {"a": [person.full_name]}
    meeting.save()
    digest = vault.store(f"bản quét của {person.full_name} {MARK}".encode())
    home = person.organisation
    assert home is not None
    where = {"organisation_uid": home.uid, "scope_key": home.scope_key}
    file = StoredFile.objects.create(digest=digest, name=f"{person.full_name}.pdf", media_type="x", size=1, **where)
    Preview.objects.create(file=file, digest=vault.store(f"ảnh {MARK}".encode()))
    Scan.objects.create(
        subject_uid=person.uid, file=file, name=person.full_name, seen_with="x", kept_with="x", added_on=MONDAY, **where
    )
    Job.objects.create(
        kind="papers",
        title=f"Giấy tờ của {person.full_name}",
        actor_uid="x",
        actor=actors.plain(actor()),
        on=MONDAY,
        state=Job.State.DONE,
        digest=vault.store(f"ZIP {MARK}".encode()),
        name="giay-to.zip",
        **where,
    )


def everything() -> str:
    """Every value of every row, opened, and every file of the vault; what sessions hold is read by their own store."""
    said = [str(SessionStore(one.session_key).load()) for one in Session.objects.all()]
    for model in apps.get_models():
        for row in model._default_manager.all():
            said += [str(getattr(row, field.attname)) for field in model._meta.concrete_fields]
    said += [vault.read(address).decode(errors="replace") for address in vault.addresses()]
    return "\n".join(said)


def proposed(person: Person, parts: tuple[Part, ...] = tuple(Part)) -> Erasure:
    assert person.organisation is not None
    return Erasure.objects.create(
        person=person,
        organisation=person.organisation,
        parts=[part.value for part in parts],
        reason=f"{person.full_name} đề nghị xóa theo đơn",
        asked_by_uid="x",
        asked_by_name="y",
        asked_on=MONDAY,
    )


@pytest.mark.parametrize("name", ["Sùng Mẫu Vừ", "Lò Mẫu Xuân", "Quàng Mẫu Dung", "Hà Mẫu Kiên", "Đặng Mẫu Ý"])
def test_nothing_of_an_erased_person_is_left(
    sample: Organisation, name: str, django_capture_on_commit_callbacks: Any
) -> None:
    for address in list(vault.addresses()):  # what other tests left there
        vault.forget(address)
    person = of(name)
    days = [TERM_START, date(2016, 12, 31), date(2017, 12, 31), MONDAY]
    before = [head_count(sample, day) for day in days]
    ledger = [(line.on, line.kind, line.change, line.total) for line in movements(sample, TERM_START, MONDAY)]
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # one act, planted and erased
        plant(person)
        assert MARK in everything()
        counts = erasing.erase(actor=actor(), on=MONDAY, erasure=proposed(person), parts=tuple(Part))
    left = everything()
    for marker in (MARK, name, name.upper(), NUMBER):
        assert marker not in left, marker
    assert counts["scans"] == 1
    assert counts["rows"] > 0
    found = search(actor(), sample, MONDAY, name).found  # words alike of other papers, nothing of this person
    assert not [one for one in found if name in one.text or str(person.uid) in one.address]
    assert [head_count(sample, day) for day in days] == before
    assert [(one.on, one.kind, one.change, one.total) for one in movements(sample, TERM_START, MONDAY)] == ledger
    assert list(verify_chains()) == []
    call_command("verify")
    assert erased.known()[-1].person == str(person.uid)


def test_a_blanked_line_still_says_who_did_what_and_only_an_erasure_may_blank_it(sample: Organisation) -> None:
    person = of("Lò Mẫu Xuân")
    erasing.erase(actor=actor(), on=MONDAY, erasure=proposed(person), parts=tuple(Part))
    line = AuditEntry.objects.filter(subject_uid=str(person.uid), blanked=True).first()
    assert line is not None
    assert (line.changes, line.reason, line.action, line.actor_name) == ({}, "", "register.add_person", "Lò Mẫu An")
    AuditEntry.objects.filter(action=audit.BLANKED).delete()
    assert {broken.what for broken in verify_chains()} >= {audit.BLANK_UNSAID}


def test_somebody_of_the_same_name_keeps_the_name(sample: Organisation) -> None:
    other = PersonFactory.create(organisation=sample, full_name="Lò Mẫu Xuân")
    counts = erasing.erase(
        actor=actor(), on=MONDAY, erasure=proposed(Person.objects.filter(full_name="Lò Mẫu Xuân")[0]), parts=Part
    )
    other.refresh_from_db()
    assert (other.full_name, counts["namesakes"], counts["texts"]) == ("Lò Mẫu Xuân", 1, 0)


def test_a_longer_name_that_begins_alike_stays(sample: Organisation) -> None:
    person = of("Lò Mẫu Xuân")
    session = SessionStore()
    session["kept"] = {"fields": [["note", f"Ghi về {person.full_name} {MARK}"]]}
    session.create()
    meeting = Meeting.objects.exclude(state="planned").latest("on")
    meeting.conclusion = "Lò Mẫu Xuânh và lò mẫu xuân."
    meeting.save()
    erasing.erase(actor=actor(), on=MONDAY, erasure=proposed(person), parts=tuple(Part))
    meeting.refresh_from_db()
    assert meeting.conclusion == "Lò Mẫu Xuânh và (đã xóa)."


def test_a_part_goes_and_the_rest_stays(sample: Organisation) -> None:
    person = of("Sùng Mẫu Vừ")
    plant(person)
    erasing.erase(actor=actor(), on=MONDAY, erasure=proposed(person, (Part.NOTES,)), parts=(Part.NOTES,))
    for holding in HOLDINGS:
        if holding.is_mention or not holding.texts:
            continue
        texts = {str(getattr(row, name)) for row in rows_of(holding, person) for name in holding.texts}
        assert any(MARK in text for text in texts) == bool(texts) * (holding.part is not Part.NOTES), holding.record
    person.refresh_from_db()
    assert person.full_name == "Sùng Mẫu Vừ"


def test_what_came_back_with_an_older_backup_goes_again(
    sample: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    person = of("Lò Mẫu Xuân")
    erased.write([erased.Erased(person=str(person.uid), on=MONDAY, parts=tuple(part.value for part in Part))])
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures")
    assert not Person.objects.filter(full_name="Lò Mẫu Xuân").exists()
    assert list(erasing.to_replay()) == []
    call_command("replay_erasures")
    assert Erasure.objects.count() == 1
    erased.write([])


# --------------------------------------------------------------------------- who may, and what has to be kept


@pytest.mark.parametrize("what", ["cut off", "held open"])
def test_what_a_power_cut_or_a_scanner_left_of_an_erasure_goes_at_the_next_start(
    sample: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
    what: str,
) -> None:
    settings.DATA_DIR, settings.CHIBO_FILES_DIR = tmp_path, tmp_path / "files"
    settings.CHIBO_ERASED_DIR = tmp_path / "erased"
    person, photo = of("Quàng Mẫu Dung"), vault.store(b"photo")
    Photo.objects.create(person=person, digest=photo, added_by="x", added_on=MONDAY)
    row = proposed(person)
    Erasure.objects.update(state=Erasure.State.CONFIRMED, decided_on=MONDAY)
    with monkeypatch.context() as patched:
        if what == "held open":

            def held(_: str) -> None:
                raise PermissionError

            patched.setattr(vault, "forget", held)
        with django_capture_on_commit_callbacks(execute=what == "held open"):
            erasing.erase(actor=actor(), on=MONDAY, erasure=row, parts=tuple(Part))
    assert list(vault.addresses()) == [photo]
    assert len(erased.known()) == (1 if what == "held open" else 0)
    call_command("replay_erasures")
    assert list(vault.addresses()) == []
    assert [(line.person, line.on) for line in erased.known()] == [(str(person.uid), MONDAY)]
    call_command("replay_erasures")
    assert len(erased.known()) == 1
    assert list((tmp_path / "cho-xoa").iterdir()) == []


def test_a_member_keeps_the_file_and_may_lose_the_notes_of_a_road_that_ended(sample: Organisation) -> None:
    person = of("Quàng Mẫu Dung")
    whole = erasure_faults(person=person, parts=tuple(Part), on=MONDAY)
    assert any("đang là đảng viên" in fault.what for fault in whole)
    assert erasure_faults(person=person, parts=(Part.NOTES,), on=MONDAY) == ()


def test_an_open_road_keeps_its_notes(sample: Organisation) -> None:
    faults = erasure_faults(person=of("Lò Mẫu Xuân"), parts=(Part.NOTES,), on=MONDAY)
    assert [fault.what for fault in faults] == ["Hồ sơ phát triển của người này đang mở."]


def test_a_former_member_waits_for_the_term_the_organisation_sets(sample: Organisation) -> None:
    person = of("Hà Mẫu Kiên")
    last = Membership.objects.filter(person=person).latest("ends_on")
    assert last.ends_on is not None
    unset = [one.what for one in erasure_faults(person=person, parts=(Part.PERSON,), on=MONDAY)]
    assert any("chưa tìm thấy thời hạn" in what for what in unset)
    register.set_rule(
        actor=actor(),
        on=MONDAY,
        organisation=sample,
        sort="overlay",
        key="retention.former_member",
        value=600,
        ground="công văn mẫu",
        starts_on=TERM_START,
    )
    said = [one.what for one in erasure_faults(person=person, parts=(Part.PERSON,), on=MONDAY)]
    assert any(what.startswith("Hồ sơ phải giữ đến") for what in said)


def test_who_asks_does_not_confirm(sample: Organisation) -> None:
    person = PersonFactory.create(organisation=sample, full_name="Tòng Mẫu Lai")
    one = actor()
    row = register.propose_erasure(actor=one, on=MONDAY, person=person, parts=list(Part), reason="người ấy đề nghị")
    with pytest.raises(FaultyError, match="không tự xác nhận"):
        register.confirm_erasure(actor=one, on=MONDAY, erasure=row)
    other = type(one)(uid="01890000-0000-7000-8000-00000000000a", name="Khác", at=one.at, scopes=one.scopes)
    done = register.confirm_erasure(actor=other, on=MONDAY, erasure=row)
    assert done.state == Erasure.State.CONFIRMED
    person.refresh_from_db()
    assert (person.full_name, person.scope_key) == (erasing.NAMELESS, "")
    with pytest.raises(FaultyError):
        register.confirm_erasure(actor=other, on=MONDAY, erasure=row)
    nobody = type(one)(uid="x", name="Lạ", at=one.at)
    with pytest.raises(NotAllowedError):
        register.reject_erasure(actor=nobody, on=MONDAY, erasure=row, reason="không")


def test_what_is_swept_is_every_text_but_keys_and_choices() -> None:
    assert "conclusion" in texts_of(Meeting)
    assert "state" not in texts_of(Meeting)
    assert "scope_key" not in texts_of(StoredFile)


@pytest.mark.parametrize("torn", [b"", b"{", b"[{}]", b"[1]", b'[{"person": "x", "on": "x", "parts": []}]', b"\xff"])
def test_a_damaged_list_of_erasures_is_named_with_the_way_out(torn: bytes) -> None:
    erased.write([])
    erased.place().write_bytes(torn)
    with pytest.raises(erased.DamagedList, match="đổi tên nó") as raised:
        erased.known()
    assert str(erased.place()) in str(raised.value)
    erased.write([])
