"""Machines from which an account came in before (ADR 0052).

Wrong tries close a name for a while, whoever tries. So that somebody who goes on guessing does not keep the owner out,
tries from a machine that let the account in before are counted by themselves. The cookie holds chance and proofs, no
name; who steals it wins as many tries as anybody has, no more.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST: Final = 6  # accounts of one machine
_AGE: Final = 180 * 24 * 60 * 60


def mark_of(request: HttpRequest, username: str) -> str:
    """Give what this machine is called beside an account that came in from it; empty where none did."""
    for pair in _pairs(request):
        chance, _, proof = pair.partition(".")
        if proof and hmac.compare_digest(proof, _proof(chance, username)):
            return chance
    return ""


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Have the browser keep that the account came in; the oldest of many accounts is forgotten."""
    if mark_of(request, username):
        return
    chance = secrets.token_hex(8)
    kept = [*_pairs(request), f"{chance}.{_proof(chance, username)}"][-MOST:]
    response.set_cookie(
        settings.CHIBO_KNOWN_COOKIE,
        "|".join(kept),
        max_age=_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _pairs(request: HttpRequest) -> list[str]:
    return [pair for pair in request.COOKIES.get(settings.CHIBO_KNOWN_COOKIE, "").split("|") if pair][:MOST]


def _proof(chance: str, username: str) -> str:
    said = f"{chance}:{username.strip().lower()}"
    return salted_hmac("chibo.accounts.known", said, algorithm="sha256").hexdigest()
