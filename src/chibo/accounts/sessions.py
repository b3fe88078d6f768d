"""Where sessions lie: Django's own table, each bound to its own name (ADR 0052).

What a session holds is signed with a key derived from the installation's; Django signs every session alike. Here the
name of the session goes into the signature, so that a row written or copied into the table past the program opens
nothing, whatever it says.
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.contrib.sessions.models import Session


class SessionStore(InTheDatabase):
    """Django's store, with two things more: the name is signed along, and the list of places follows a new name."""

    @property
    def key_salt(self) -> str:
        """What goes into the signature besides the content."""
        return f"chibo.accounts.sessions:{self.session_key}"

    def cycle_key(self) -> None:
        """Give the session another name; where it stands in the list of places, the line goes along."""
        before = self.session_key
        super().cycle_key()
        if before:
            UserSession.objects.filter(session_key=before).update(session_key=self.session_key)


def forget_over() -> int:
    """Delete the sessions that are over, and from the list of places those that lead to none; gives how many were over.

    Nobody reads them any more, and they say from where and when somebody worked.
    """
    before = Session.objects.count()
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return before - Session.objects.count()
