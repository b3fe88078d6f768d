"""Seals and their witness: cut ends and rewritten chains are found, known gaps are told kindly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from chibo.base import audit, witness
from chibo.base.models import AuditEntry, AuditMention, LogSeal
from chibo.base.refusal import FaultyError
from chibo.base.words import log as words
from tests.chains import verify_chains
from tests.factories import MONDAY, NOON, OrganisationFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db


def write(count: int, chain: str = "a", **more: Any) -> None:
    subject = OrganisationFactory.create()
    for number in range(count):
        audit.record(
            actor=actor(), on=MONDAY, action="thu.viec", subject=subject, chain=chain, changes={"n": number}, **more
        )


def later(hours: int) -> Any:
    return replace(actor(), at=NOON + timedelta(hours=hours))


def whats(report: witness.Report) -> set[str]:
    return {found.what for found in report.breaks}


def sealed(hours: int = 0) -> LogSeal:
    return witness.seal_log(actor=later(hours), on=MONDAY)


def test_a_seal_names_the_last_line_of_every_chain_that_grew() -> None:
    write(3, "a")
    write(1, "b")
    first = sealed()
    assert [(chain, seq) for chain, seq, _ in first.heads] == [("a", 3), ("b", 1)]
    write(1, "b")
    second = sealed()
    assert ("b", 2) in [(chain, seq) for chain, seq, _ in second.heads]
    assert (second.number, second.previous) == (2, first.digest)
    report = witness.examine()
    assert (report.is_whole, report.seals) == (True, 2)


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_log_cut_off_at_its_end_is_found_by_a_seal(kept: int) -> None:
    write(3, "a")
    sealed()
    AuditEntry.objects.filter(chain="a", seq__gt=kept).delete()
    assert list(verify_chains()) == [], "the chain alone cannot tell"
    assert whats(witness.examine()) == {witness.CUT}


def test_a_chain_written_anew_from_the_start_is_found_by_a_seal() -> None:
    write(2, "a")
    sealed()
    AuditEntry.objects.filter(chain="a").delete()
    write(2, "a")
    assert whats(witness.examine()) == {witness.REWRITTEN}


def test_seals_taken_away_are_found_by_the_witness(tmp_path: Path) -> None:
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(tmp_path))
    write(3, "a")
    sealed()
    assert witness.tell_witness(str(tmp_path)) == 1
    assert witness.examine().witnessed == 1
    AuditEntry.objects.filter(chain="a", seq=3).delete()
    LogSeal.objects.all().delete()
    assert whats(witness.examine()) == {witness.CUT, witness.SEAL_UNKNOWN}


def test_the_witness_gets_what_it_missed_and_says_when_it_is_away(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(folder))
    write(1)
    sealed()
    folder.rename(tmp_path / "away")
    with pytest.raises(witness.WitnessAway):
        witness.tell_witness(str(folder))
    assert "Cắm USB" in witness.examine().witness_away
    (tmp_path / "away").rename(folder)
    sealed(1)
    assert witness.tell_witness(str(folder)) == 2
    assert witness.tell_witness(str(folder)) == 0


@pytest.mark.parametrize("left", [b'{"at": "2018-05-2', b"\xe1\xba", b"", None])
def test_a_stick_pulled_out_in_the_last_line_stops_no_seal_and_costs_none(tmp_path: Path, left: bytes | None) -> None:
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(tmp_path))
    path = tmp_path / witness.FILE
    write(1)
    sealed()
    witness.tell_witness(str(tmp_path))
    first = path.read_bytes()
    path.write_bytes(first[:-1] if left is None else first + left)  # none: a whole line, only its end is missing
    assert len(witness.read_witness(str(tmp_path))) == 1
    sealed(1)
    assert witness.tell_witness(str(tmp_path)) == 1
    assert path.read_bytes().startswith(first)
    assert [told["number"] for told in witness.read_witness(str(tmp_path))] == [1, 2]


def test_a_witness_that_was_edited_is_not_believed(tmp_path: Path) -> None:
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(tmp_path))
    write(1)
    sealed()
    witness.tell_witness(str(tmp_path))
    path = tmp_path / witness.FILE
    path.write_text(path.read_text().replace('"number": 1', '"number": 2'))
    assert "đã bị sửa" in witness.examine().witness_away


@pytest.mark.parametrize("field", ["heads", "previous", "digest", "on", "at"])
def test_a_changed_seal_is_found(field: str) -> None:
    write(1)
    made = sealed()
    values = {"heads": [["a", 1, "0" * 64]], "on": MONDAY - timedelta(days=1), "at": NOON - timedelta(days=1)}
    setattr(made, field, values.get(field, "f" * 64))
    made.save()
    assert witness.SEAL_CHANGED in whats(witness.examine())


def test_what_a_restored_machine_lost_is_a_known_gap(tmp_path: Path) -> None:
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(tmp_path))
    write(2)
    copied = list(AuditEntry.objects.all())
    write(2)
    sealed(1)
    witness.tell_witness(str(tmp_path))
    AuditEntry.objects.exclude(pk__in=[entry.pk for entry in copied]).delete()
    LogSeal.objects.all().delete()
    assert not witness.examine().is_whole
    witness.note_restore(actor=later(48), on=MONDAY + timedelta(days=2), made_at=NOON)
    report = witness.examine()
    assert report.breaks == []
    assert [words.gap_said(gap) for gap in report.gaps] == [
        "Nhật ký bị đứt đoạn từ 21-5-2018 đến 23-5-2018 (máy khôi phục từ bản sao lưu). Đã ghi chú."
    ]


def test_a_gap_excuses_nothing_before_the_copy_was_made() -> None:
    write(3)
    sealed()
    AuditEntry.objects.filter(chain="a", seq=3).delete()
    witness.note_restore(actor=later(48), on=MONDAY, made_at=NOON + timedelta(hours=1))
    assert whats(witness.examine()) == {witness.CUT}


@pytest.mark.parametrize("folder", ["usb", "/khong/co/thu/muc", "inside"])
def test_a_witness_beside_the_data_or_nowhere_is_refused(folder: str) -> None:
    inside = Path(settings.DATA_DIR) / "nhan-chung"
    inside.mkdir(parents=True, exist_ok=True)
    with pytest.raises(FaultyError):
        witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(inside) if folder == "inside" else folder)


def test_sealing_is_due_once_a_day_where_it_is_switched_on() -> None:
    assert not witness.is_due(MONDAY)
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness="")
    assert witness.is_due(MONDAY)
    sealed()
    assert not witness.is_due(MONDAY)
    assert witness.is_due(MONDAY + timedelta(days=1))
    assert witness.is_due(MONDAY - timedelta(days=365)), "the clock stood a year ahead when it was sealed"


def test_the_short_code_is_typed_back_from_paper() -> None:
    write(1)
    made = sealed()
    assert witness.typed(witness.short(made.digest).upper().replace("-", " ")) == made
    assert witness.typed("3f9a") is None
    assert made.digest in witness.code(made)


# --- what is told in a line can be erased, and who is mentioned is bound to it ---


def test_a_blanked_line_keeps_the_chain_and_is_told() -> None:
    write(3, reason="người Mẫu")
    subject = OrganisationFactory.create()
    blanked = audit.blank(
        actor=actor(), on=MONDAY, entries=AuditEntry.objects.filter(seq=2), subject=subject, reason="theo đề nghị"
    )
    line = AuditEntry.objects.get(chain="a", seq=2)
    assert (blanked, line.changes, line.reason, line.salt) == (1, {}, "", "")
    report = witness.examine()
    assert (report.breaks, report.blanked) == ([], 1)


def test_a_line_blanked_in_silence_is_found() -> None:
    write(3)
    AuditEntry.objects.filter(seq=2).update(changes={}, reason="", salt="", blanked=True)
    assert whats(witness.examine()) == {audit.BLANK_UNSAID}


def test_a_line_of_before_the_salt_still_holds() -> None:
    write(1)
    line = AuditEntry.objects.get()
    line.salt = line.told = line.role = ""
    line.hash = audit.seal(line)
    line.save()
    assert list(verify_chains()) == []
    AuditEntry.objects.update(reason="khác")
    assert [found.what for found in verify_chains()] == [audit.CHANGED]


@pytest.mark.parametrize("how", ["taken away", "added", "exchanged", "added elsewhere"])
def test_people_mentioned_beside_a_line_are_bound_to_it(how: str) -> None:
    write(1)
    write(1, people=[PersonFactory.create().uid, PersonFactory.create().uid])
    assert list(verify_chains()) == []
    match how:
        case "taken away":
            AuditMention.objects.all()[0].delete()
        case "added":
            AuditMention.objects.create(entry_id=AuditEntry.objects.get(seq=2).pk, person_uid="x")
        case "exchanged":
            AuditMention.objects.filter(pk=AuditMention.objects.all()[0].pk).update(person_uid="x")
        case _:
            AuditMention.objects.create(entry_id=AuditEntry.objects.get(seq=1).pk, person_uid="x")
    assert [found.what for found in verify_chains()] == [audit.UNMENTIONED]


# --- any edit at all ---

FIELDS = [field.name for field in AuditEntry._meta.concrete_fields if field.name != "id"]
EDITS = st.one_of(
    st.tuples(st.just("change"), st.integers(0, 8), st.sampled_from(FIELDS), st.integers(0, 9)),
    st.tuples(st.just("remove"), st.integers(0, 8), st.just(""), st.just(0)),
    st.tuples(st.just("insert"), st.integers(0, 8), st.just(""), st.integers(1, 30)),
    st.tuples(st.just("exchange"), st.integers(0, 8), st.just(""), st.integers(1, 8)),
    st.tuples(st.just("cut"), st.integers(0, 8), st.just(""), st.just(0)),
)


def tampered(edit: tuple[str, int, str, int]) -> None:
    """One edit past the program, by plain writes."""
    kind, place, field, number = edit
    rows = list(AuditEntry.objects.filter(chain__in=["a", "b"]).order_by("chain", "seq"))
    row = rows[place % len(rows)]
    match kind:
        case "change":
            value = another(getattr(row, field), number)
            if field == "seq":
                value = row.seq + 100 + number
            AuditEntry.objects.filter(pk=row.pk).update(**{field: value})
        case "remove":
            row.delete()
        case "insert":
            AuditEntry.objects.create(
                **{each: getattr(row, each) for each in FIELDS if each != "seq"}, seq=row.seq + 100 + number
            )
        case "exchange":
            other = rows[(place + number) % len(rows)]
            if other.pk == row.pk:
                other = rows[(place + 1) % len(rows)]
            names = [name for name in FIELDS if name not in {"chain", "seq"}]
            mine, theirs = ({name: getattr(each, name) for name in names} for each in (row, other))
            AuditEntry.objects.filter(pk=row.pk).update(**theirs)
            AuditEntry.objects.filter(pk=other.pk).update(**mine)
        case _:
            AuditEntry.objects.filter(chain=row.chain, seq__gte=row.seq).delete()


def another(value: Any, number: int) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict):
        return {**value, "n": f"khác {number}"}
    if isinstance(value, str):
        return (value[:-1] + ("x" if value[-1:] != "x" else "y"))[-len(value) or None :] or "x"
    if isinstance(value, int):
        return value + 1 + number
    return value + timedelta(days=1 + number)


@given(edit=EDITS)
@trying(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_edit_of_the_log_is_found(edit: tuple[str, int, str, int]) -> None:
    with transaction.atomic():
        write(5, "a", reason="vì sao")
        write(4, "b")
        sealed()
        assert witness.examine().is_whole
        tampered(edit)
        assert not witness.examine().is_whole, edit
        transaction.set_rollback(True)


# --- the commands ---


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_verify_says_in_words_which_line_of_whose_log_is_broken() -> None:
    cell = OrganisationFactory.create(name="Chi bộ Mẫu")
    write(3, str(cell.uid))
    AuditEntry.objects.filter(seq=2).update(reason="khác")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert "Nhật ký của Chi bộ Mẫu, dòng 2: nội dung đã bị đổi." in out.getvalue()
    assert "Không ai sửa lại nhật ký cho khớp." in out.getvalue()


def test_seal_and_its_check(tmp_path: Path) -> None:
    witness.set_rule(actor=actor(), on=MONDAY, is_on=True, witness=str(tmp_path))
    write(1)
    first = said("seal", "--if-due")
    assert "Đã niêm phong nhật ký lần 1" in first
    assert "không cần" in said("seal", "--if-due")
    code = first.rpartition(": ")[2].strip()
    assert "Khớp với niêm phong lần 1" in said("seal", "--check", code)
    assert json.loads((tmp_path / witness.FILE).read_text())["number"] == 1
    with pytest.raises(CommandError):
        said("seal", "--check", "0000-0000-0000-0000-0000")
    AuditEntry.objects.filter(chain="a").delete()
    with pytest.raises(CommandError):
        said("seal", "--check", code)
