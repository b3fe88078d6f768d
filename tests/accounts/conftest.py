"""A cell whose secretary, administrator and auditor can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from chibo.accounts.models import Grant, User
from tests.accounts.people import enter, sample_cell
from tests.signing import come_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from chibo.register.models import Organisation


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cell(db: None) -> Organisation:
    return sample_cell()


@pytest.fixture
def secretary(cell: Organisation) -> User:
    return enter(cell, "an", "Lò Mẫu An", Grant.Role.SECRETARY)


@pytest.fixture
def administrator(cell: Organisation) -> User:
    return enter(cell, "quantri", "Hà Mẫu Trị", Grant.Role.ADMINISTRATOR)


@pytest.fixture
def auditor(cell: Organisation) -> User:
    return enter(cell, "kiemtra", "Tòng Mẫu Kiểm", Grant.Role.AUDITOR)


@pytest.fixture
def as_secretary(client: Client, secretary: User) -> Client:
    come_in(client, secretary)
    return client
