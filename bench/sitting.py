"""One session of a cell of 300 members: every page of its steps, and the box that saves itself."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.pages import prepared
from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from chibo.meetings.models import Meeting

    Row = tuple[str, list[float], list[float], int, float]  # page, wall, processor, queries, bar

MEMBERS, REQUESTS = 300, 40
MOST_MS, MOST_QUERIES, MOST_SAVE_MS = 150, 15, 50
HELD = date(2018, 6, 5)
STEPS = ("chuong-trinh", "diem-danh", "noi-dung", "bieu-quyet", "bien-ban", "toi-nay", "nhap-giay")


def main() -> None:
    """Load the sample cell into a throw-away folder, fill it up to 300 members, sit, print the table."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        client = prepared(Path(folder))
        meeting = planned_session()
        rows = [asked(client, f"{step}, trước điểm danh", address(meeting, step)) for step in STEPS]
        filled(client, meeting)
        rows += [asked(client, f"{step}, sau điểm danh", address(meeting, step)) for step in STEPS]
        rows.append(saved(client, meeting))
        publish("sitting", told(rows))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def planned_session() -> Meeting:
    """Fill the cell up, move its working day, and give the session that is planned."""
    from chibo.accounts.queries import system_actor  # noqa: PLC0415 - the settings are there by now
    from chibo.base import clock  # noqa: PLC0415
    from chibo.exchange.sample.day import move_working_day  # noqa: PLC0415
    from chibo.meetings.models import Meeting  # noqa: PLC0415
    from chibo.register.models import Organisation  # noqa: PLC0415
    from tests.meetings.crowd import crowd  # noqa: PLC0415

    move_working_day(actor=system_actor(at=clock.now()), on=HELD)
    crowd(Organisation.objects.get(parent=None), HELD, MEMBERS)
    return Meeting.objects.get(state=Meeting.State.PLANNED)


def address(meeting: Meeting, step: str) -> str:
    """The address of a page of the session."""
    return f"/hop/{meeting.uid}/{step}/"


def filled(client: Client, meeting: Meeting) -> None:
    """Take the attendance, give ten tasks, raise five concerns, count one vote."""
    from tests.meetings.crowd import work  # noqa: PLC0415

    client.post(address(meeting, "diem-danh"), {"act": "confirm"})
    meeting.refresh_from_db()
    work(meeting)


def asked(client: Client, screen: str, path: str) -> Row:
    """Ask for one page many times."""
    return (screen, *measured(lambda _: client.get(path), MOST_MS))


def saved(client: Client, meeting: Meeting) -> Row:
    """Type on in one box."""
    from chibo.meetings.values import print_of  # noqa: PLC0415

    texts = [" ".join(["Nhất trí với báo cáo."] * number) for number in range(2 * REQUESTS + 2)]

    def type_on(number: int) -> HttpResponse:
        form = {"box": "opening", "opening": texts[number + 1], "seen-opening": print_of(texts[number])}
        answer: HttpResponse = client.post(f"{address(meeting, 'noi-dung')}o/", form)
        return answer

    return ("tự lưu một ô", *measured(type_on, MOST_SAVE_MS))


def measured(act: Callable[[int], HttpResponse], bar: float) -> tuple[list[float], list[float], int, float]:
    """Do something many times; give the times, what the processor spent, the queries and the bar."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as questions:
        answer = act(0)
        queries = len(questions)
    assert answer.status_code == 200, answer.status_code  # noqa: PLR2004 - a page that fails is no measurement
    taken, worked = [], []
    for number in range(1, REQUESTS + 1):
        began, begun = time.perf_counter(), time.process_time()
        act(number)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - begun) * 1000)
    return taken, worked, queries, bar


def told(rows: list[Row]) -> str:
    """The table, with what lies over its bar."""
    lines, wrong = [], 0
    for screen, taken, worked, queries, bar in rows:
        p95 = percentile(taken, 0.95)
        over = ", ".join(name for name, is_over in (("p95", p95 > bar), ("queries", queries > MOST_QUERIES)) if is_over)
        wrong += bool(over)
        lines.append(
            (
                screen,
                f"{percentile(taken, 0.5):.0f}",
                f"{p95:.0f}",
                f"{percentile(worked, 0.95):.0f}",
                f"{bar:.0f}",
                queries,
                over,
            )
        )
    head = ("page", "p50 ms", "p95 ms", "p95 CPU ms", "bar ms", "queries", "over")
    return (
        f"{MEMBERS} members, {REQUESTS} requests each, one after the other; {machine()}. "
        f"Bars: a page p95 {MOST_MS} ms, the box that saves itself {MOST_SAVE_MS} ms, {MOST_QUERIES} queries. "
        f"Over a bar: {wrong}.\n\n{drawn(head, lines)}"
    )


if __name__ == "__main__":
    main()
