"""Every screen of the sample cell on the encrypted embedded database: time, queries, weight. See performance.md."""

from __future__ import annotations

import gzip
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.crawl import crawled
from bench.table import drawn, machine, percentile, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

REQUESTS = 40
BASELINE = "/tro-giup/"
MOST_MS, MOST_QUERIES, FIRST_KB, LATER_KB = 100, 12, 150, 30
_STATIC = re.compile(r"/tinh/([^\"')]+)")


def main() -> None:
    """Load the sample cell into a throw-away folder, walk its screens, print the table."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        client = prepared(Path(folder))
        rows = [measured(client, screen, address) for screen, address in crawled(reader(client), interesting())]
        publish("pages", told(rows))
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def prepared(folder: Path) -> Client:
    """A signed-in secretary before the sample cell, as the real settings serve it."""
    for name in [name for name in os.environ if name.startswith(("CHIBO_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= {"CHIBO_DATA": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache")}
    (folder / "data").mkdir()
    from chibo.base import keys  # noqa: PLC0415 — the place comes first, then the settings that read it

    keys.use(keys.make())
    from chibo.config import prepare  # noqa: PLC0415

    prepare.set_up()
    prepare.migrate()
    prepare.fill_sample()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    settings.CHIBO_MOST_A_MINUTE = 0  # asked faster than by a hand
    call_command("collectstatic", interactive=False, verbosity=0)
    from chibo.accounts.models import User  # noqa: PLC0415

    client = Client(headers={"accept-encoding": "gzip"})
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/hop/soan/")  # a meeting before its first step has the longest pages
    return client


def interesting() -> tuple[str, ...]:
    """The people with most on their pages come first: they stand for their screen."""
    from chibo.development.models import DevelopmentCase  # noqa: PLC0415
    from chibo.meetings.models import Meeting  # noqa: PLC0415

    cases = {case.person.full_name: case for case in DevelopmentCase.objects.select_related("person")}
    vu, xuan = cases["Sùng Mẫu Vừ"], cases["Lò Mẫu Xuân"]
    planned = Meeting.objects.get(state=Meeting.State.PLANNED)
    return (
        f"/nguoi/{vu.person.uid}/",
        f"/phat-trien/{xuan.uid}/",
        f"/phat-trien/{vu.uid}/du-bi/",
        f"/ho-so/{vu.uid}/chinh-thuc/",
        f"/hop/{planned.uid}/chuong-trinh/",
    )


def reader(client: Client) -> Callable[[str], str]:
    """Read pages for the walk."""
    return lambda address: text_of(client.get(address, follow=True).content)


def text_of(content: bytes) -> str:
    """The HTML of an answer, compressed or not."""
    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode()


def measured(client: Client, screen: str, address: str) -> dict[str, object]:
    """Ask for one screen many times."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        queries = len(asked)  # now: the next request forgets them
    taken, worked = [], []
    for _ in range(REQUESTS):
        began, begun = time.perf_counter(), time.process_time()
        client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - begun) * 1000)
    later = len(answer.content)
    return {
        "screen": screen,
        "status": answer.status_code,
        "p50": percentile(taken, 0.5),
        "p95": percentile(taken, 0.95),
        "cpu": percentile(worked, 0.95),
        "queries": queries,
        "later": later / 1000,
        "first": (later + parts_of(text_of(answer.content))) / 1000,
    }


def parts_of(html: str) -> int:
    """The bytes of what a first view loads besides the page: scripts, styles, and the fonts these name."""
    from django.conf import settings  # noqa: PLC0415

    root, weight, waiting, seen = Path(settings.STATIC_ROOT), 0, _STATIC.findall(html), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or not (root / name).is_file():
            continue
        seen.add(name)
        packed = root / f"{name}.gz"
        weight += (packed if packed.exists() else root / name).stat().st_size
        if name.endswith(".css"):
            places = re.findall(r"url\([\"']?([^\"')]+)", (root / name).read_text("utf-8"))
            waiting += [os.path.relpath((root / name).parent / place, root) for place in places]
    return weight


def told(rows: list[dict[str, object]]) -> str:
    """The table, worst first, with what lies over its bar."""
    shown = sorted((row for row in rows if row["status"] == 200), key=lambda row: -float(str(row["p95"])))  # noqa: PLR2004
    base = next(float(str(row["p50"])) for row in shown if row["screen"] == BASELINE)
    lines = [
        (
            f"`{row['screen']}`",
            f"{row['p50']:.0f}",
            f"{row['p95']:.0f}",
            f"{row['cpu']:.0f}",
            f"{float(str(row['p50'])) / base:.1f}",
            row["queries"],
            f"{row['first']:.0f}",
            f"{row['later']:.1f}",
            over(row) or "",
        )
        for row in shown
    ]
    head = ("screen", "p50 ms", "p95 ms", "p95 CPU ms", f"× `{BASELINE}`", "queries", "first KB", "later KB", "over")
    wrong = sum(1 for row in shown if over(row))
    return (
        f"{len(shown)} screens, {REQUESTS} requests each, one after the other; {machine()}. "
        f"Bars: p95 {MOST_MS} ms, {MOST_QUERIES} queries, first view {FIRST_KB} KB, later {LATER_KB} KB. "
        f"Over a bar: {wrong}.\n\n{drawn(head, lines)}"
    )


def over(row: dict[str, object]) -> str:
    """Name the bars that a screen lies over."""
    bars = {"p95": MOST_MS, "queries": MOST_QUERIES, "first": FIRST_KB, "later": LATER_KB}
    return ", ".join(name for name, most in bars.items() if float(str(row[name])) > most)


if __name__ == "__main__":
    main()
