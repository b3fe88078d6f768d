"""Settings of the tests: the real ones, with a test key, a throw-away place and cheap pass phrases."""

import atexit
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests import cluster

if "CHIBO_TEST_PLACE" not in os.environ:  # the workers of xdist share the place of the process that starts them
    os.environ["CHIBO_TEST_PLACE"] = tempfile.mkdtemp(prefix="chibo-test-")
    atexit.register(shutil.rmtree, os.environ["CHIBO_TEST_PLACE"], ignore_errors=True)
    if os.environ.get("CHIBO_TEST_DATABASE") == "postgres":
        os.environ["CHIBO_DATABASE_URL"] = cluster.start()

_PLACE = Path(os.environ["CHIBO_TEST_PLACE"])
os.environ["CHIBO_DATA"] = str(_PLACE / f"data-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")  # no shared vault
os.environ["CHIBO_KEY_FILE"] = str(_PLACE / "key")
if not (_PLACE / "key").exists():  # written again, it would be empty for a moment under the eyes of another process
    (_PLACE / "key").write_text("5a" * 32, encoding="ascii")

from chibo.config.settings import *  # noqa: E402, F403
from chibo.config.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

if "CHIBO_DATABASE_URL" not in os.environ:
    # A file, not memory: SQLCipher encrypts files only. No waiting for the disk in tests.
    DATABASES["default"]["TEST"] = {"NAME": str(_PLACE / "test.db")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous = OFF"
CHIBO_ERASED_DIR = Path(os.environ["CHIBO_DATA"]) / "erased"
if find_spec("requests"):  # the outside sign-in is loaded for its tests, though no service is named
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
STATIC_ROOT = _PLACE / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CHIBO_MOST_A_MINUTE = 0  # tests ask faster than a hand
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
