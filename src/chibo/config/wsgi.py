"""The door for servers: ``granian --interface wsgi chibo.config.wsgi:application``, or any other WSGI server."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from chibo.base import place
from chibo.config import network, prepare

prepare.for_server(place.data_folder())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", prepare.SETTINGS)
application = network.believing(get_wsgi_application(), settings.CHIBO_NETWORK.proxies)

from chibo.base import jobs  # noqa: E402 - its rows exist once Django is set up
from chibo.desk.management import schedule  # noqa: E402

jobs.wake()  # what waited when the program was closed goes on
schedule.watch()  # backups by the plan, while the program is open
