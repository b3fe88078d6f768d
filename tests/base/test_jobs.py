"""Long work: asked for, done once, stopped, cut off, fetched by its owner; nothing of it lies open on the disk."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from chibo.accounts.models import Grant, User
from chibo.base import jobs, vault
from chibo.base.access import Permission
from chibo.base.jobs import actors, running
from chibo.base.models import AuditEntry, Job
from chibo.base.refusal import FaultyError, NotYoursError
from tests.accounts.people import enter
from tests.accounts.test_actions import acting
from tests.base.work import SECRET
from tests.factories import MONDAY, OrganisationFactory, actor, stranger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

    from chibo.base.access import Actor

CELL = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    settings.CHIBO_JOB_KINDS = {
        kind: f"tests.base.work.{kind}" for kind in ("write", "refuse", "break_down", "be_stopped", "tell_meanwhile")
    }
    return tmp_path / "files"


def ask(kind: str = "write", **given: Any) -> Job:
    return jobs.ask(
        actor=actor(),
        on=MONDAY,
        kind=kind,
        title="Soạn giấy tờ",
        organisation_uid=CELL,
        scope_key="t001",
        given={"pieces": 5, **given},
        by=[Permission.MAKE_PAPERS],
        reason="gửi cấp trên",
    )


def seen(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db
def test_a_job_is_done_kept_and_fetched(place: Path) -> None:
    job = ask()
    assert jobs.run_waiting() == 1
    job = seen(job)
    assert (job.state, job.done, job.total, job.name) == ("done", 5, 5, "bộ giấy.zip")
    assert job.message == "Lò Mẫu An nhờ ngày 21-05-2018"
    assert b"".join(jobs.fetch(actor=actor(), on=MONDAY, job=job)) == SECRET * 5000
    assert job.size == len(SECRET) * 5000
    assert [path.name for path in place.rglob("*") if path.is_file()] == [job.digest]
    assert list(AuditEntry.objects.filter(chain=str(CELL)).values_list("action", flat=True).order_by("seq")) == [
        "base.ask_job",
        "base.fetch_job",
    ]
    assert AuditEntry.objects.get(action="base.ask_job").reason == "gửi cấp trên"


@pytest.mark.django_db
def test_a_job_in_one_transaction_tells_how_far_it_is_and_leaves_no_word_behind(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_TOLD_EVERY", 0)
    job = ask("tell_meanwhile")
    assert jobs.run_waiting() == 1
    assert (seen(job).state, seen(job).message) == ("done", "0 1 2")
    assert [path for path in place.rglob("*") if path.is_file()] == []
    assert jobs.how_far(seen(job)).what == ""


@pytest.mark.django_db
def test_a_job_in_one_transaction_hears_that_it_is_stopped(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_TOLD_EVERY", 0)
    job = ask("tell_meanwhile", stopped_at=1)
    assert jobs.run_waiting() == 1
    assert seen(job).message == ""
    assert [path for path in place.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_no_plain_text_ever_lies_on_the_disk(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []
    step = jobs.Task.step

    def look(task: jobs.Task, count: int = 1) -> None:
        looked.extend(path.read_bytes() for path in place.rglob("*") if path.is_file())
        step(task, count)

    monkeypatch.setattr(jobs.Task, "step", look)
    ask(pieces=20)
    jobs.run_waiting()
    assert max(map(len, looked)) > 300_000
    looked.extend(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert not [raw for raw in looked if SECRET[:20] in raw or b"PK\x03\x04" in raw]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("refuse", "failed", "Chưa có căn cứ. Hỏi cấp trên."),
        ("break_down", "failed", "Có sự cố, mã "),
        ("be_stopped", "stopped", ""),
    ],
)
def test_a_job_that_is_not_done_says_so_and_leaves_nothing(place: Path, kind: str, state: str, said: str) -> None:
    job = ask(kind)
    jobs.run_waiting()
    assert seen(job).state == state
    assert seen(job).message.startswith(said)
    assert not [path for path in place.rglob("*") if path.is_file()]
    with pytest.raises(NotYoursError):
        jobs.fetch(actor=actor(), on=MONDAY, job=seen(job))


@pytest.mark.django_db
def test_a_waiting_job_is_stopped_and_asked_for_again() -> None:
    job = ask()
    jobs.stop(actor=actor(), on=MONDAY, job=job)
    jobs.stop(actor=actor(), on=MONDAY, job=job)
    assert jobs.run_waiting() == 0
    assert seen(job).state == "stopped"
    following = jobs.again(actor=actor(), on=MONDAY, job=seen(job))
    assert (following.given, following.kind, following.pk != job.pk) == (job.given, job.kind, True)
    assert jobs.run_waiting() == 1
    assert AuditEntry.objects.filter(action="base.stop_job").count() == 1


@pytest.mark.django_db
def test_a_job_that_was_cut_off_is_given_up(place: Path) -> None:
    job = ask()
    place.mkdir()
    (place / f"{running.part_of(job)}.part").write_bytes(b"sealed")
    Job.objects.update(state="running", runner="gone", touched_at=Now() - timedelta(seconds=30))
    assert jobs.run_waiting() == 0
    assert seen(job).state == "running"
    Job.objects.update(touched_at=Now() - timedelta(seconds=90))
    assert jobs.run_waiting() == 0
    assert (seen(job).state, seen(job).message) == ("failed", running.LOST)
    assert not list(place.glob("*.part"))


@pytest.mark.django_db
def test_one_person_fills_no_line() -> None:
    for _ in range(5):
        ask()
    with pytest.raises(FaultyError, match="5 việc chưa xong"):
        ask()


@pytest.mark.django_db
def test_a_file_is_thrown_away_unless_another_names_it(place: Path, django_capture_on_commit_callbacks: Any) -> None:
    first, second = ask(), ask()
    jobs.run_waiting()
    assert seen(first).digest == seen(second).digest
    for job, left in ((first, 1), (second, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.discard(actor=actor(), on=MONDAY, job=seen(job))
        assert len([path for path in place.rglob("*") if path.is_file()]) == left
    assert seen(first).message == "Tệp đã xóa khỏi máy này."


@pytest.mark.django_db
def test_only_who_asked_sees_it() -> None:
    job = ask()
    assert jobs.job_for(actor(), job.uid) == job
    assert jobs.jobs_of(actor()) == [job]
    assert jobs.jobs_of(stranger()) == []
    with pytest.raises(NotYoursError):
        jobs.job_for(stranger(), job.uid)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "left",
    [
        actor(Permission.VIEW_PEOPLE),
        actor(Permission.MAKE_PAPERS, scope_key="t002"),
        actor(Permission.MAKE_PAPERS, scope_key="t001", below=False),
    ],
    ids=["another right", "another place", "the unit alone"],
)
def test_who_lost_the_right_does_not_find_what_was_made_with_it(left: Actor) -> None:
    job = ask()
    jobs.run_waiting()
    assert jobs.jobs_of(left) == []
    with pytest.raises(NotYoursError):
        jobs.job_for(left, job.uid)
    with pytest.raises(NotYoursError):
        jobs.fetch(actor=left, on=MONDAY, job=seen(job))
    still = actor(Permission.MAKE_PAPERS, scope_key="t00")
    assert b"".join(jobs.fetch(actor=still, on=MONDAY, job=jobs.job_for(still, job.uid)))


@pytest.mark.django_db
@pytest.mark.parametrize("is_older", [False, True], ids=["with the place of asking", "of an older program"])
def test_who_lost_the_right_finds_nothing_after_the_unit_has_moved_in_the_tree(*, is_older: bool) -> None:
    """The key of the job follows its organisation; the rights are read where they were judged."""
    asker = actor(Permission.MAKE_PAPERS, scope_key="t001", below=False)
    job = ask()
    plain = actors.plain(asker, by=[Permission.MAKE_PAPERS], scope_key="t001")
    said = {name: value for name, value in plain.items() if not (is_older and name == "scope_key")}
    Job.objects.filter(pk=job.pk).update(scope_key="t009x", actor=said)
    for gone in (replace(asker, scopes=()), asker):
        assert jobs.jobs_of(gone) == []
        with pytest.raises(NotYoursError):
            jobs.fetch(actor=gone, on=MONDAY, job=seen(job))
    moved = actor(Permission.MAKE_PAPERS, scope_key="t009x", below=False)
    assert bool(jobs.jobs_of(moved)) is not is_older


@pytest.mark.django_db
def test_of_a_job_from_before_every_right_of_that_moment_is_asked() -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(actor={name: said for name, said in job.actor.items() if name != "by"})
    with pytest.raises(NotYoursError):
        jobs.job_for(actor(Permission.MAKE_PAPERS), job.uid)
    assert jobs.job_for(actor(), job.uid) == job


@pytest.mark.django_db
def test_a_job_that_waited_is_done_with_the_rights_of_today(place: Path) -> None:
    organisation = OrganisationFactory.create(scope_key="t001")
    user = enter(organisation, "vu", "Vừ Mẫu Thư", Grant.Role.OFFICER)
    asked = acting(user)
    job = jobs.ask(
        actor=asked, on=MONDAY, kind="write", title="Soạn giấy tờ", organisation_uid=CELL, scope_key="t001",
        given={"pieces": 1}, by=[Permission.MAKE_PAPERS],
    )  # fmt: skip
    assert actors.now(job).scopes == asked.scopes
    Grant.objects.update(role=Grant.Role.AUDITOR)
    assert jobs.run_waiting() == 1
    assert seen(job).state == Job.State.FAILED
    assert seen(job).message.startswith("Quyền để làm việc này đã thôi hoặc đã thu hẹp")
    assert not [path for path in place.rglob("*") if path.is_file()]
    Grant.objects.update(role=Grant.Role.SECRETARY)
    User.objects.update(is_active=False)
    assert actors.now(job).scopes == ()
    assert actors.now(ask()) == replace(actor(), at=actor().at), "whoever is no account stays as written"


def test_an_actor_is_written_down_and_read_back() -> None:
    assert actors.read(actors.plain(actor())) == actor()


@pytest.fixture
def threads(settings: Settings) -> Iterator[None]:
    settings.CHIBO_JOBS = "thread"
    yield
    for thread in threading.enumerate():
        if thread.name == "chibo-jobs":
            thread.join(120)


@pytest.mark.django_db(transaction=True)
def test_a_thread_does_what_is_asked_and_an_act_goes_on_beside_it(threads: None) -> None:
    made = [ask(pieces=40) for _ in range(3)]
    for thread in threading.enumerate():
        if thread.name == "chibo-jobs":
            assert connection.connection is not None
            thread.join(120)
    assert [seen(job).state for job in made] == ["done"] * 3


@pytest.mark.django_db(transaction=True)
def test_two_runners_never_do_the_same_job_twice(settings: Settings) -> None:
    settings.CHIBO_JOBS = "worker"
    for _ in range(4):
        ask(pieces=1)
    counts: list[int] = []

    def run() -> None:
        try:
            counts.append(jobs.run_waiting())
        finally:
            connection.close()

    runners = [threading.Thread(target=run) for _ in range(2)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(120)
    assert sum(counts) == 4
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert len(list(vault.addresses())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "jump", [timedelta(days=-365), timedelta(minutes=-2), timedelta(minutes=20), timedelta(days=365)]
)
def test_a_job_cut_off_is_given_up_and_done_again_wherever_the_clock_jumped(place: Path, jump: timedelta) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, runner="gone", touched_at=Now() + jump)
    assert jobs.seconds_silent(seen(job), replace(actor(), at=timezone.now())) > jobs.SILENT  # noqa: TID251
    jobs.run_waiting()
    assert (seen(job).state, seen(job).message) == (Job.State.FAILED, running.LOST)
    again = jobs.again(actor=actor(), on=MONDAY, job=seen(job))
    assert jobs.run_waiting() == 1
    assert seen(again).state == Job.State.DONE


@pytest.mark.django_db
def test_a_job_that_rests_while_one_transaction_writes_is_not_given_up(place: Path) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, runner=running._ME)
    running.Task(seen(job), None, actor()).rest(running.LONGEST_REST * 9)  # type: ignore[arg-type]
    now = replace(actor(), at=timezone.now())  # noqa: TID251
    assert jobs.seconds_silent(seen(job), now) == 0
    assert jobs.run_waiting() == 0
    assert seen(job).state == Job.State.RUNNING
    later = replace(now, at=now.at + timedelta(seconds=running.LONGEST_REST + jobs.SILENT + 5))
    assert jobs.seconds_silent(seen(job), later) > jobs.SILENT
