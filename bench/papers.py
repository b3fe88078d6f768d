"""How fast papers are: DOCX against bare docxtpl, PDF against bare typst, a whole dossier, a thousand in bulk.

Both ratios compare processor time of the same run, measured in turn: other work on the machine stretches both alike.
Run: ``python -m bench.papers [--write]``; ``--write`` puts the table into docs/develop/performance.md.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.pages import prepared
from bench.table import drawn, machine, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chibo.base.models import Job
    from chibo.development.models import DevelopmentCase
    from chibo.documents.render import MadePaper

ROUNDS = 40
LEAST, DOSSIER_SECONDS = 0.8, 2.0
FEW, MANY = 100, 1000  # papers
FLAT = 1.25  # peak memory of many papers over that of few


def main() -> int:
    """Measure everything, print the table; 1 when a bar is not reached."""
    if sys.argv[1:2] == ["--bulk"]:
        print(json.dumps(bulk(int(sys.argv[2]), sys.argv[3])))
        return 0
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        prepared(Path(folder))
        rows = [*ratios(), *dossier()]
        close()
    rows += in_bulk()
    head = ["what", "ours", "baseline", "result", "bar", "kept"]
    publish("papers", f"{ROUNDS} rounds in turn; {machine()}.\n\n{drawn(head, rows)}")
    return int(any(row[-1] == "no" for row in rows))


def close() -> None:
    """Let go of the database before its folder is taken away."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def in_turn(*runs: Callable[[int], object]) -> list[float]:
    """The median processor time of each run in milliseconds, measured one after the other, round by round."""
    taken: list[list[float]] = [[] for _ in runs]
    for turn in range(-3, ROUNDS):
        for place, run in enumerate(runs):
            begun = time.process_time()
            run(turn)
            if turn >= 0:
                taken[place].append((time.process_time() - begun) * 1000)
    return [statistics.median(each) for each in taken]


def papers_of_sample() -> Iterator[tuple[str, str, MadePaper]]:
    """Three true papers of the sample: a name, the template, and what was made."""
    from chibo.development.models import DevelopmentCase  # noqa: PLC0415
    from chibo.development.papers import FORMS, kind_of, paper_docx  # noqa: PLC0415
    from chibo.meetings.models import Meeting  # noqa: PLC0415
    from chibo.meetings.papers import minutes_docx  # noqa: PLC0415

    on = _day()
    cases = {case.person.full_name: case for case in DevelopmentCase.objects.select_related("person", "organisation")}
    for form, name in (("5-knd", "Lò Mẫu Xuân"), ("13-knd", "Sùng Mẫu Vừ")):
        kind = kind_of(form)
        yield form, FORMS[kind].template, paper_docx(cases[name], kind, on)
    meeting = Meeting.objects.filter(state=Meeting.State.ADOPTED).order_by("-on")[0]
    yield "minutes", "bien-ban", minutes_docx(meeting, on)


def _day() -> Any:
    from chibo.base import installation  # noqa: PLC0415

    known = installation.current()
    assert known is not None
    return known.working_day


def ratios() -> Iterator[list[object]]:
    """DOCX over docxtpl, PDF over typst, and the whole way from values to PDF, paper by paper."""
    from chibo.documents import pdf, render  # noqa: PLC0415
    from chibo.documents.office.catalogue import ours as template_of  # noqa: PLC0415
    from chibo.documents.regimes import regime_on  # noqa: PLC0415

    regime = regime_on(_day())
    for name, template, made in papers_of_sample():
        facts = dict(made.facts)

        def our_docx(turn: int, template: str = template, facts: dict[str, Any] = facts) -> bytes:
            return render.docx(template, {**facts, "họ_tên": f"Sùng Mẫu Vừ {turn}"}, regime=regime)

        ours, bare = in_turn(our_docx, bare_docx(template_of(regime.slug, template), facts))
        yield _row(f"DOCX {name}: values → file over bare docxtpl of the same template", ours, bare)
        yield from _pdf_rows(name, {turn: our_docx(turn) for turn in range(-3, ROUNDS)})
        (whole,) = in_turn(lambda turn, our_docx=our_docx: pdf.pdf(our_docx(turn + 1000)))
        yield [f"PDF {name}: values → PDF", f"{whole:.1f} ms", "", "", "", ""]


def bare_docx(template: bytes, facts: dict[str, Any]) -> Callable[[int], bytes]:
    """The library alone: no narrow language, no gaps counted, nothing kept between two papers."""
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import ChainableUndefined, Environment  # noqa: PLC0415

    def run(turn: int) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        values = {**facts, "họ_tên": f"Sùng Mẫu Vừ {turn}"}
        document.render(values, Environment(undefined=ChainableUndefined), autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return run


def _pdf_rows(name: str, filled: dict[int, bytes]) -> Iterator[list[object]]:
    """A compiler remembers what it has laid out, so each run gets papers it has not seen."""
    import typst  # noqa: PLC0415

    from chibo.documents import pdf  # noqa: PLC0415
    from chibo.documents.pdf.faces import FOLDER  # noqa: PLC0415
    from chibo.documents.pdf.setting import STANDARD, compiled  # noqa: PLC0415

    sources = {turn: pdf.source(content) for turn, content in filled.items()}

    def alone(turn: int) -> object:
        source = sources[turn].replace("Sùng", "Sung").encode()
        return typst.compile(source, font_paths=[str(FOLDER)], ignore_system_fonts=True, pdf_standards=STANDARD)

    def warm(turn: int) -> object:
        return compiled(sources[turn].replace("Sùng", "Xung"))

    ours, bare, kept = in_turn(lambda turn: pdf.pdf(filled[turn]), alone, warm)
    yield _row(f"PDF {name}: filled DOCX → PDF over typst.compile of the same source", ours, bare)
    what = f"PDF {name}: the same over a compiler kept warm, as ours is"
    yield [what, f"{ours:.1f} ms", f"{kept:.1f} ms", f"{kept / ours:.2f}", "", ""]


def _row(what: str, ours: float, bare: float) -> list[object]:
    ratio = bare / ours
    kept = "yes" if ratio >= LEAST else "no"
    return [what, f"{ours:.1f} ms", f"{bare:.1f} ms", f"{ratio:.2f}", f"≥ {LEAST}", kept]


def dossier() -> Iterator[list[object]]:
    """All due papers of one person in one archive, records and log included; wall time of the slowest of the sample."""
    from chibo.accounts.queries import system_actor  # noqa: PLC0415
    from chibo.base import clock  # noqa: PLC0415
    from chibo.development import facts  # noqa: PLC0415
    from chibo.development.models import DevelopmentCase  # noqa: PLC0415
    from chibo.development.papers import Choice, Layout, due_papers_zip  # noqa: PLC0415

    actor, on = system_actor(at=clock.now()), _day()
    for layout in (Layout.DOCX, Layout.PDF, Layout.BOTH):
        slowest, worked, most = 0.0, 0.0, 0
        for case in facts.ready(DevelopmentCase.objects.filter(closed_on=None)):
            begun, busy = time.perf_counter(), time.process_time()
            made = due_papers_zip(actor=actor, on=on, case=case, choice=Choice(layout=layout))
            slowest = max(slowest, time.perf_counter() - begun)
            worked = max(worked, time.process_time() - busy)
            most = max(most, len(made.papers))
        kept = "yes" if slowest <= DOSSIER_SECONDS else "no"
        what = f"whole dossier as ZIP ({layout.value}, up to {most} files)"
        yield [what, f"{slowest:.2f} s", "", f"{worked:.2f} s of the processor", f"≤ {DOSSIER_SECONDS:g} s", kept]


# --- in bulk: each count in a process of its own, because a peak of memory never falls ---


def in_bulk() -> Iterator[list[object]]:
    """A hundred and a thousand papers by a job: time, peak memory, and whether it is flat."""
    peaks: dict[str, dict[int, float]] = {}
    for layout in ("docx", "pdf"):
        for count in (FEW, MANY):
            told = subprocess.run(
                [sys.executable, "-m", "bench.papers", "--bulk", str(count), layout],
                check=True,
                capture_output=True,
                text=True,
            )
            found = json.loads(told.stdout.splitlines()[-1])
            peaks.setdefault(layout, {})[count] = found["peak"]
            what = f"bulk {layout}: {found['files']} papers of {found['people']} people"
            speed = f"{found['files'] / found['seconds']:.0f} papers/s"
            yield [what, f"{found['seconds']:.0f} s", "", speed, "", ""]
        few, many = peaks[layout][FEW], peaks[layout][MANY]
        kept = "yes" if many <= few * FLAT else "no"
        what = f"bulk {layout}: peak memory at {MANY} over {FEW}"
        yield [what, f"{many:.0f} MB", f"{few:.0f} MB", f"{many / few:.2f}", f"≤ {FLAT}", kept]


def bulk(count: int, layout: str) -> dict[str, float]:
    """Do one such job in this process and tell its time, its files, and the most memory held after any person."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        prepared(Path(folder))
        from chibo.base import jobs  # noqa: PLC0415

        job = _asked(count, layout)
        held = [resident()]
        step = jobs.Task.step

        def looked(task: jobs.Task, count: int = 1) -> None:
            held.append(resident())
            step(task, count)

        jobs.Task.step = looked  # type: ignore[method-assign]
        begun = time.perf_counter()
        jobs.run_waiting()
        seconds = time.perf_counter() - begun
        job.refresh_from_db()
        assert job.state == "done", (job.state, job.message, job.done, job.total)
        files = int(job.message.split()[1])
        close()
    return {"seconds": seconds, "files": files, "people": job.total, "peak": max(held), "before": held[0]}


def _asked(count: int, layout: str) -> Job:
    """Ask for at least so many papers."""
    from django.conf import settings  # noqa: PLC0415

    from chibo.accounts.queries import system_actor  # noqa: PLC0415
    from chibo.base import clock  # noqa: PLC0415
    from chibo.development.papers import Choice, Layout, ask_for_due_papers, papers_due  # noqa: PLC0415
    from chibo.register.queries import home  # noqa: PLC0415

    settings.CHIBO_JOBS = "worker"  # this process does it itself
    actor, on, case = system_actor(at=clock.now()), _day(), _someone()
    _multiply(case, -(-count // len(papers_due(case, on))))
    choice = Choice(layout=Layout(layout))
    return ask_for_due_papers(actor=actor, on=on, organisation=home(actor), below=True, choice=choice)


def resident() -> float:
    """The memory this process holds now, in MB (Linux tells it in pages)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _someone() -> DevelopmentCase:
    from chibo.development.models import DevelopmentCase  # noqa: PLC0415

    return DevelopmentCase.objects.select_related("person", "organisation").get(
        person__full_name="Sùng Mẫu Vừ", closed_on=None
    )


def _multiply(case: DevelopmentCase, people: int) -> None:
    """Give the cell so many more people on the same road: the person, the case and every row that hangs on them."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        for _ in range(people):
            person = _copy(case.person)
            road = _copy(case, person=person)
            for row in [*case.steps.all(), *case.mentorships.all(), *case.papers.all()]:
                _copy(row, case=road)
            for row in case.person.admissions.all():
                _copy(row, person=person)


def _copy(row: Any, **changes: Any) -> Any:
    from chibo.base.models import new_uid  # noqa: PLC0415

    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001
    copy = type(row)(**{**values, "id": None, "uid": new_uid()})
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


if __name__ == "__main__":
    sys.exit(main())
