"""The sample cell, loaded once for all the tests of a module that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from chibo.accounts.queries import system_actor
from chibo.exchange.sample import load_sample
from tests.factories import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from chibo.register.models import Organisation


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """The sample cell in an empty installation; taken away after the module. Not beside tests that use ``db``."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_sample(actor=system_actor(at=NOON))
        transaction.set_rollback(True)
