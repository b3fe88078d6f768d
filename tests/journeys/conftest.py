"""A browser in front of the real program; whatever it asks of the outside world or complains about fails the test."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.program import Program
from tests.journeys.secretary import Secretary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
)
# The browser tells of every refused form (422) and conflict (409) as if a file were missing; those pages are ours.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (409|422)")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """An installation that was started once and stopped: every table is there, and the sample cell."""
    installed = Program(place=tmp_path_factory.mktemp("first"))
    try:
        installed.start()
    finally:
        installed.stop()
    return installed


@pytest.fixture
def program(first: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The sample cell, started for one test on a copy of its own: a later start takes a quarter of the first."""
    place = tmp_path_factory.mktemp("chibo")
    shutil.copytree(first.place, place, dirs_exist_ok=True)
    started = Program(place=place)
    try:
        started.start()
        yield started
    finally:
        started.stop()


@contextmanager
def opened_page(browser: Browser, program: Program, *, scripts: bool, width: int = 1280) -> Iterator[Page]:
    """A page that may speak to the program only; complaints are collected and told at the end."""
    wrong: list[str] = []
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 900}, accept_downloads=True, locale="vi-VN"
    )

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(program.address).netloc:
            route.continue_()
        else:
            wrong.append(f"asked for {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            wrong.append(f"console: {message.text}")

    context.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), only_here)
    context.on("console", listen)
    context.on("weberror", lambda error: wrong.append(f"script: {error.error}"))
    page = context.new_page()
    page.set_default_timeout(60_000)  # a busy machine is slow, and that is no fault
    yield page
    context.close()
    assert wrong == []
    assert "Traceback" not in program.said()


@pytest.fixture
def secretary(browser: Browser, program: Program, request: pytest.FixtureRequest) -> Iterator[Secretary]:
    """The secretary of the sample cell, signed in; ``request.param`` tells whether the browser runs scripts."""
    with opened_page(browser, program, scripts=request.param) as page:
        person = Secretary(page=page, program=program)
        person.signs_in("bi-thu")
        yield person
