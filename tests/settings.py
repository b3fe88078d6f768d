"""Settings of the tests: the real ones, with a test key, a throw-away place and cheap pass phrases."""

import os
import tempfile
from pathlib import Path

_PLACE = Path(os.environ.get("CHIBO_TEST_PLACE") or tempfile.mkdtemp(prefix="chibo-test-"))
os.environ["CHIBO_TEST_PLACE"] = str(_PLACE)  # the workers of xdist share it
os.environ["CHIBO_DATA"] = str(_PLACE / "data")
os.environ["CHIBO_KEY_FILE"] = str(_PLACE / "key")
(_PLACE / "key").write_text("5a" * 32, encoding="ascii")

from chibo.config.settings import *  # noqa: E402, F403
from chibo.config.settings import DATABASES, STORAGES  # noqa: E402

if os.environ.get("CHIBO_TEST_DATABASE", "sqlcipher") == "sqlcipher":
    # A file, not memory: SQLCipher encrypts files only. No waiting for the disk in tests.
    DATABASES["default"]["TEST"] = {"NAME": str(_PLACE / "test.db")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous = OFF"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
