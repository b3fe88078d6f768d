"""Every screen at 360 and 1280 px in the real program: nothing to scroll sideways, no barrier, in Vietnamese."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.urls import Resolver404, resolve

from bench.crawl import crawled, screen_of
from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.journeys.program import Program

# Words that Django, allauth or a careless template would leave behind.
ENGLISH = re.compile(
    r"(?<![.\w-])(sign in|log ?in|log ?out|password|username|required|invalid|error|submit|save|delete|search|"
    r"page not found|successfully|please|none|true|false|this field|select|choose|unknown|undefined|null|january|"
    r"monday)(?![.\w-]*\w)",
    re.IGNORECASE,
)
MEASURE = """() => ({
  scrolls: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
  headings: document.querySelectorAll("h1").length,
  lang: document.documentElement.lang,
  said: document.body.innerText,
  html: document.documentElement.outerHTML,
})"""

AXE = AXE_FILE_PATH.read_text("utf-8")
BARRIERS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(found => ["serious", "critical"].includes(found.impact))
  .map(found => `${found.id} (${found.help}): ${found.nodes.map(node => node.html).join(" ")}`)"""


def test_a_barrier_is_found_where_there_is_one(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="vi"><title>Mẫu</title><main><input><p style="color:#ddd">Nhạt</p></main></html>')
    page.evaluate(AXE)
    said = " ".join(page.evaluate(BARRIERS))
    page.close()
    assert "label" in said
    assert "color-contrast" in said


@pytest.mark.parametrize("width", [360, 1280])
def test_every_screen_fits_and_speaks_vietnamese(
    browser: Browser, program: Program, width: int, request: pytest.FixtureRequest
) -> None:
    is_long = request.config.getoption("--long")
    every, named = (1, screen_of) if is_long else (8, kind_of)
    with opened_page(browser, program, scripts=True, width=width) as page:
        person = Secretary(page=page, program=program)
        person.signs_in("bi-thu")
        page.request.post(f"{program.address}/hop/soan/", form={"csrfmiddlewaretoken": token(page)})
        faults: list[str] = []
        screens = [screen for screen, _ in crawled(reader(page, program, width, faults, every=every), named=named)]
    assert faults == []
    assert len(screens) > 60, "the walk reached the whole program"


def kind_of(address: str) -> str:
    """The kind of an address, by the route that answers it: steps, papers or rules of one page are one kind."""
    try:
        return resolve(address.partition("?")[0]).route
    except Resolver404:
        return screen_of(address)


def token(page: Page) -> str:
    return page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""


def reader(page: Page, program: Program, width: int, faults: list[str], *, every: int) -> Callable[[str], str]:
    def read(address: str) -> str:
        answer = page.goto(program.address + address)
        status = answer.status if answer else 0
        found = page.evaluate(MEASURE)
        is_chosen = crc32(screen_of(address).encode()) % every == 0  # two seconds a screen: the long run takes all
        wrong = faults_of(found, status) + (barriers_of(page) if is_chosen else [])
        faults.extend(f"{address} at {width}: {fault}" for fault in wrong)
        keep_a_picture(page, address, width)
        return str(found["html"])

    return read


def barriers_of(page: Page) -> list[str]:
    """What axe calls serious or critical; it comes in from outside, for the page's own rules let no script in."""
    page.evaluate(AXE)
    return list(page.evaluate(BARRIERS))


def faults_of(found: dict[str, object], status: int) -> list[str]:
    english = sorted(set(ENGLISH.findall(str(found["said"]))))
    wrong = {
        f"answers {status}": status != 200,
        f"scrolls {found['scrolls']} px sideways": found["scrolls"] != 0,
        f"has {found['headings']} headings": found["headings"] != 1,
        f"is in “{found['lang']}”": found["lang"] != "vi",
        f"says {english}": bool(english),
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def keep_a_picture(page: Page, address: str, width: int) -> None:
    """Save what it looks like where CHIBO_SHOTS names a folder."""
    folder = os.environ.get("CHIBO_SHOTS")
    if folder:
        name = re.sub(r"[0-9a-f-]{36}", "…", address.partition("?")[0]).strip("/").replace("/", "_") or "dau"
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
