"""The sample cell, loaded through the verbs of every room; and somebody's browser at an organisation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from chibo.accounts.models import Grant, User
from tests.factories import MONDAY
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.register.models import Organisation


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()


@pytest.fixture
def browser(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """Gives a browser in which a secretary of an organisation is signed in, on the Monday of the factories."""
    monkeypatch.setattr("chibo.base.clock.today", lambda: MONDAY)

    def opened(organisation: Organisation, *, below: bool = False) -> Client:
        user = User.objects.create(username=f"u{organisation.pk}{below}", display_name="Vì Mẫu Thư")
        reach = Grant.Reach.BELOW if below else Grant.Reach.HERE
        Grant.objects.create(
            user=user, organisation=organisation, role=Grant.Role.SECRETARY, reach=reach, starts_on=date(2015, 1, 5)
        )
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened
