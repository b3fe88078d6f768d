"""A server for ``test_kill``, run inside ``chibo manage shell``: say what lies in the records, then serve until killed.

It is the program's own WSGI application, with the settings, the encryption and the log of a real installation; only
the web server around it is the one of the standard library. Each server is a process of its own, forked from one that
has loaded the program and holds no connection.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connections
from django.test import Client

from chibo.accounts.models import User
from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.models import AuditEntry
from chibo.exchange.sample.day import move_working_day
from chibo.meetings import actions
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.meetings.queries import AgendaProposal
from chibo.register.models import Organisation, Person
from tests.chains import verify_chains

HELD = date(2018, 6, 5)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request, as two people at two windows need."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Say nothing of each request."""

    def log_message(self, *said: object) -> None:
        """Keep silent."""


def sitting() -> Meeting:
    """The session of 5-6-2018 with everybody there and one vote to take."""
    known = Meeting.objects.filter(on=HELD, from_old_file=False).first()
    if known is not None:
        return known
    actor, cell = system_actor(at=clock.now()), Organisation.objects.get(parent=None)
    move_working_day(actor=actor, on=HELD)
    about = Person.objects.get(full_name="Sùng Mẫu Vừ")
    matter = AgendaProposal(title="Xét công nhận", sort=AgendaItem.Sort.RECOGNITION, subject=about)
    planned = actions.plan_meeting(actor=actor, on=HELD, organisation=cell, held_on=HELD, proposals=[matter])
    return actions.take_attendance(actor=actor, on=HELD, meeting=planned)


def state(meeting: Meeting) -> dict[str, object]:
    """What lies in the records, and what the log says of it."""
    item = meeting.items.get()
    vote = Vote.objects.filter(item=item).first()
    entries = AuditEntry.objects.filter(subject_uid=str(meeting.uid))
    client = Client()
    client.force_login(User.objects.get(username="bi-thu"), backend=BACKEND)
    return {
        "meeting": str(meeting.uid),
        "item": str(item.uid),
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "csrf": settings.CSRF_COOKIE_NAME,
        "text": item.discussion,
        "vote": [vote.issued, vote.collected, vote.valid, vote.approve, vote.against, vote.base] if vote else None,
        "texts_logged": entries.filter(action="meetings.write_box").count(),
        "votes_logged": entries.filter(action="meetings.record_vote").count(),
        "breaks": len(list(verify_chains())),
    }


def serve() -> None:
    """Load the program once, then for each line that arrives start a server in a process of its own."""
    from chibo.config.wsgi import application  # noqa: PLC0415 - the settings are there by now

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="bi-thu"), backend=BACKEND)
    client.get(f"/hop/{sitting().uid}/noi-dung/")  # what a process loads once
    for _ in sys.stdin:
        connections.close_all()
        child = os.fork()
        if child == 0:
            told = state(sitting())
            server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
            sys.stdout.write(json.dumps({**told, "port": server.server_port, "process": os.getpid()}) + "\n")
            sys.stdout.flush()
            server.serve_forever()
        os.waitpid(child, 0)
