"""How a test comes in: as somebody who has just said the pass phrase, for whom nothing is asked again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY

if TYPE_CHECKING:
    from django.test import Client

    from chibo.accounts.models import User

DOOR = "allauth.account.auth_backends.AuthenticationBackend"


def come_in(client: Client, user: User, *, is_fresh: bool = True) -> Client:
    """Sign a client in; ``is_fresh``: a moment ago, so that what weighs much may be done at once."""
    client.force_login(user, backend=DOOR)
    session = client.session
    session.pop("account_authentication_methods", None)
    if is_fresh:
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    return client
