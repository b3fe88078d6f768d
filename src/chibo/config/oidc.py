"""The outside sign-in service of a larger installation (OpenID Connect), read from the environment; off by default."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = "co-quan"  # the one service, in addresses
_TITLE = "tài khoản của cơ quan"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One sign-in service: where it is, who we are to it, which of its words names a person, what it vouches for."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    title: str = _TITLE
    claim: str = "sub"
    second_step: str = ""
    authorities: str = ""
    hosts: frozenset[str] = frozenset()

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that the sign-in form may lead to."""
        scheme = urlsplit(self.issuer).scheme
        return tuple(f"{scheme}://{host}" for host in sorted(self.hosts))

    @property
    def provider(self) -> dict[str, Any]:
        """Say it as allauth wants it: PKCE, nothing but the identity token, no profile."""
        app = {
            "provider_id": NAME,
            "name": self.title,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer.rstrip("/"),
                "uid_field": self.claim,
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
                "scope": ["openid"] if self.claim == "sub" else ["openid", "profile", "email"],
            },
        }
        return {"openid_connect": {"APPS": [app]}}


def from_environment() -> Service | None:
    """Read the service, if one is named; raises ``ImproperlyConfigured``, in Vietnamese, for what is unsafe."""
    issuer = os.environ.get("CHIBO_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)) or not parts.netloc:
        raise ImproperlyConfigured("CHIBO_OIDC_ISSUER phải là địa chỉ https://…")
    client, secret_file = os.environ.get("CHIBO_OIDC_CLIENT", ""), os.environ.get("CHIBO_OIDC_SECRET_FILE", "")
    if not client or not secret_file:
        raise ImproperlyConfigured("Có CHIBO_OIDC_ISSUER thì phải có CHIBO_OIDC_CLIENT và CHIBO_OIDC_SECRET_FILE.")
    more = filter(None, (host.strip() for host in os.environ.get("CHIBO_OIDC_HOSTS", "").split(",")))
    return Service(
        issuer=issuer,
        client=client,
        secret=_secret(Path(secret_file)),
        title=os.environ.get("CHIBO_OIDC_TITLE", "") or _TITLE,
        claim=os.environ.get("CHIBO_OIDC_CLAIM", "") or "sub",
        second_step=os.environ.get("CHIBO_OIDC_SECOND_STEP", ""),
        authorities=os.environ.get("CHIBO_OIDC_CA", ""),
        hosts=frozenset({parts.netloc, *more}),
    )


def _secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"Không đọc được {path} (CHIBO_OIDC_SECRET_FILE).") from error
