"""What all tests share: the choice of engine, the long checks, and programs that a machine may lack."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import guard, strays

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINE = os.environ.get("CHIBO_TEST_DATABASE", "sqlcipher")
_TOUCHING = {"db", "django_db_setup", "transactional_db", "live_server", "client", "admin_client"}

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine fails no property
settings.register_profile("normal", _PATIENT, derandomize=True)  # a new find comes from the long run, by day
settings.register_profile("long", _PATIENT, max_examples=1000)
settings.register_profile("mutation", max_examples=12, deadline=None, database=None, derandomize=True)


guard.stand()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long checks."""
    parser.addoption("--long", action="store_true", help="run the long checks too (decision 49)")


def pytest_configure(config: pytest.Config) -> None:
    """In the long run a property is tried on ten times as many examples."""
    settings.load_profile("long" if config.getoption("--long") else "normal")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, without a skip, what does not concern this run: the other engine, long checks, pure tests."""
    wanted = [item for item in items if _concerns_this_run(item, is_long=config.getoption("--long"))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(wanted)])
    items[:] = wanted


def _concerns_this_run(item: pytest.Item, *, is_long: bool) -> bool:
    if item.get_closest_marker("long") and not is_long:
        return False
    engine = item.get_closest_marker("engine")
    if engine is not None:
        return bool(engine.args[0] == ENGINE)
    return ENGINE == "sqlcipher" or _touches_the_database(item)


def _touches_the_database(item: pytest.Item) -> bool:
    names: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or bool(_TOUCHING & set(names))


@pytest.fixture(autouse=True)
def no_change_outside_an_act(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test that asks pages: no request changed a record but by an act, so that verify finds all whole."""
    if not _touches_the_database(request.node):
        yield
        return
    with strays.watched(monkeypatch) as found:
        yield
    assert found == [], "records changed outside of any act"


def program(*names: str, package: str) -> str:
    """Find a program that a test drives; without it the test is skipped, on a build server it fails."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    reason = f"needs {names[0]}: sudo apt install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser that playwright drives."""
    return program("chromium", "chromium-browser", "google-chrome", package="chromium")


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    return program("soffice", "libreoffice", package="libreoffice-writer-nogui")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """The path of the program that draws the pages of a PDF."""
    return program("pdftoppm", package="poppler-utils")
