"""All settings, in one page. What an operator may change comes from the environment, listed in docs/operate."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import platformdirs

from chibo.base import keys, place
from chibo.config import network, oidc, urlform

DATA_DIR = place.data_folder()
CHIBO_FILES_DIR = DATA_DIR / "files"
CHIBO_ERASED_DIR = place.key_root()  # beside the key: an older backup must not bring back what was erased

DEBUG = False
SECRET_KEY = keys.derive("session").hex() if keys.is_known() else secrets.token_hex(32)
CHIBO_NETWORK = network.from_environment()
ALLOWED_HOSTS = [*network.LOOPBACK, *CHIBO_NETWORK.hosts]
ROOT_URLCONF = "chibo.config.urls"
WSGI_APPLICATION = "chibo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "chibo.base",
    "chibo.documents",
    "chibo.register",
    "chibo.accounts",
    "chibo.meetings",
    "chibo.development",
    "chibo.reviews",
    "chibo.reports",
    "chibo.exchange",
    "chibo.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "chibo.config.headers.strict_headers",  # first: a refusal by any of the others carries them too
    "django.middleware.security.SecurityMiddleware",
    "chibo.base.uploads.not_too_large",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads against BREACH and masks the CSRF token
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chibo.accounts.views.arrival.not_too_fast",
    "chibo.accounts.views.arrival.know_machine",
    "chibo.accounts.views.arrival.end_idle",
    "chibo.accounts.views.arrival.with_actor",
    "chibo.accounts.views.arrival.second_step_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a name has no place in a cookie

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chibo.accounts.views.layout.layout",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- the two engines (decision 15) ---

_SQLCIPHER: dict[str, Any] = {
    "ENGINE": "chibo.base.engine",
    "NAME": DATA_DIR / "chibo.db",
    "CONN_MAX_AGE": None,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
}
_DATABASE_URL = os.environ.get("CHIBO_DATABASE_URL")
DATABASES = {"default": urlform.postgres(_DATABASE_URL) if _DATABASE_URL else _SQLCIPHER}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- language and time ---

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- who signs in ---

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["chibo.accounts.passphrase.OneForm"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"chibo.accounts.passphrase.{rule}"}
    for rule in ("LongEnough", "NotANumberOfSomebody", "NotWellKnown", "NotOfTheHouse", "NotYourName")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "chibo.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# One office often stands behind one address: the tight limit is on the name that is tried, not on the address.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "door_code": "20/5m/ip,300/h/key",  # wrong codes of self-service (ADR 0051)
}

# An outside sign-in service, where one is named (ADR 0044); without it none of this is even loaded.
CHIBO_OIDC = oidc.from_environment()
if CHIBO_OIDC is not None:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
CHIBO_AT_WILL = ("socialaccount",)  # apps with tables of their own that come and go with a setting
SOCIALACCOUNT_PROVIDERS = CHIBO_OIDC.provider if CHIBO_OIDC else {}
SOCIALACCOUNT_ADAPTER = "chibo.accounts.outside.OutsideAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

MFA_ADAPTER = "chibo.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "chibo.accounts.forms.CodeForm",
    "reauthenticate": "chibo.accounts.forms.CodeAgainForm",
    "activate_totp": "chibo.accounts.forms.AppForm",
    "add_webauthn": "chibo.accounts.forms.KeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "chibo"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong by half a minute
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 60 * 60
MFA_TRUST_COOKIE_NAME = CHIBO_NETWORK.cookie("chibo_tin_may")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60

# --- cookies and headers ---

_HTTPS = CHIBO_NETWORK.is_encrypted
SESSION_ENGINE = "chibo.accounts.sessions"  # each session bound to its own name
SESSION_COOKIE_NAME = CHIBO_NETWORK.cookie("chibo_phien")
SESSION_COOKIE_AGE = 12 * 60 * 60
CHIBO_MOST_A_MINUTE = int(os.environ.get("CHIBO_MOST_A_MINUTE", "600"))  # asked by one account; 0: no limit
CHIBO_KNOWN_COOKIE = CHIBO_NETWORK.cookie("chibo_quen")  # machines from which an account came in before
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_NAME = CHIBO_NETWORK.cookie("chibo_csrf")
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
CHIBO_LARGE_COOKIE = CHIBO_NETWORK.cookie("chibo_chu")
CSRF_FAILURE_VIEW = "chibo.base.web.forged"
SECURE_SSL_REDIRECT = _HTTPS  # what was not encrypted is asked again, encrypted
SECURE_PROXY_SSL_HEADER = None  # config/network.py believes the named proxies only
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# --- files that do not change ---

STATIC_URL = "/tinh/"
STATIC_ROOT = Path(platformdirs.user_cache_dir("chibo", appauthor=False)) / "tinh"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # uploads go through base.vault only
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a list that is imported again: 200 rows on the page, each with all its fields
FILE_UPLOAD_HANDLERS = ["chibo.base.uploads.OnlyMemory"]  # an upload must not lie unencrypted in a temporary file

# --- what takes longer than a page ---

CHIBO_JOBS = os.environ.get("CHIBO_JOBS", "thread")  # or "worker": the command `chibo jobs` does it
CHIBO_JOB_KINDS = {  # kind → the function that does it
    "follow_keys": "chibo.desk.tree.running.follow",
    "archive": "chibo.exchange.archive.running.run",
    "papers": "chibo.development.papers.bulk.run",
    "grids": "chibo.reports.collection.run",
    "review_papers": "chibo.reviews.papers.rounds.run",
    "backup": "chibo.desk.safekeeping.running.make",
    "backup_trial": "chibo.desk.safekeeping.running.tried",
    "log_check": "chibo.desk.log.running.check",
    "commitment_forms": "chibo.reviews.papers.commitments.run",
    "import_list": "chibo.exchange.work.run",
}
CHIBO_JOB_PAGES = {  # kind → the page that shows what came of it, and what it is called
    "backup": ("safekeeping", "Xem ở trang Sao lưu"),
    "backup_trial": ("safekeeping", "Xem ở trang Sao lưu"),
    "import_list": ("imports", "Xem biên bản nhập"),
}

# --- what the room base asks of the rooms above it ---

CHIBO_CHAIN_NAMES = "chibo.register.queries.chain_names"  # chains of the log → names of organisations
CHIBO_ACTOR_NOW = "chibo.accounts.queries.actor_now"  # with which rights somebody acts today who asked for a job
CHIBO_SYSTEM_ACTOR = "chibo.accounts.queries.system_actor"  # who acts when a command does
CHIBO_WHOSE = {"person": ("register.person", "full_name"), "organisation": ("register.organisation", "name")}  # names

# --- what lies under the installation's key besides protected columns and files (base.rekey) ---

CHIBO_UNDER_THE_KEY = ["chibo.accounts.adapter.secrets_again"]

# --- records of libraries that are sealed as ours are: every act of ours that writes them says so (ADR 0052) ---

CHIBO_SEALED_BESIDES = {
    "mfa.authenticator": {  # the library notes by itself when a way was last used
        "left_out": ("last_used_at",),
        "since": ("accounts", "0006_given_phrase"),  # before it, rows have no seals and are no finding
    },
}

# --- what is logged: where it broke, never about whom ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"nameless": {"()": "chibo.config.logs.NamelessFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "nameless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
