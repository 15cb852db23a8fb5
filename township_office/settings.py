"""One settings file, read from the environment. Which column of "Where it runs" this is, nobody else asks."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key

from township_office.notices.mailbox import mail_server

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("OFFICE_VAR", BASE_DIR / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    path = VAR / "secret_key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := get_random_secret_key())
    return key


OFFICE_URL = urlsplit(os.environ.get("OFFICE_URL", "http://127.0.0.1:8000"))
OFFICE_DEMO = os.environ.get("OFFICE_DEMO") == "1"
SECURE = OFFICE_URL.scheme == "https"

SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()
DEBUG = os.environ.get("OFFICE_DEBUG") == "1"
ALLOWED_HOSTS = [OFFICE_URL.hostname or "127.0.0.1", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [f"{OFFICE_URL.scheme}://{OFFICE_URL.netloc}"]

INSTALLED_APPS = [
    "township_office.setup.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the widgets' templates, for our form renderer
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",  # its static files: the editor that writing drives
    "guardian",
    "simple_history",
    "township_office.townships",
    "township_office.web",
    "township_office.ui",
    "township_office.audit",
    "township_office.jobs",
    "township_office.numbers",
    "township_office.workdays",
    "township_office.people",
    "township_office.notices",
    "township_office.bookings",
    "township_office.writing",
    "township_office.files",
    "township_office.paper",
    "township_office.approvals",
    "township_office.approvals.circulation",
    "township_office.desk",
    "township_office.setup.apps.SetupConfig",
    "township_office.demo",
    "leave",
    "seals",
    "documents",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "township_office.people.middleware.Idle",
    "township_office.people.middleware.SignInFirst",
    "township_office.people.middleware.OwnPasswordFirst",
    "township_office.people.middleware.Confirming",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "township_office.web.middleware.OneLook",
    "township_office.web.middleware.NoStore",
    "township_office.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "township_office.urls"
WSGI_APPLICATION = "township_office.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "township_office.ui.context.shell",
            ],
            "builtins": ["township_office.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'office.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # a page's queries are short; compiling their plans costs more than it saves
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "township_office.web.cache.Cache", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "office_cache",
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Jobs are rows; the broker only rings the doorbell, so a dead one costs a second, never work.
# Without max_retries kombu waits six before it gives up, whatever the caller says of retrying.
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 1, "socket_timeout": 1, "max_retries": 0}
    if REDIS_URL
    else {
        "data_folder_in": str(VAR / "broker"),
        "data_folder_out": str(VAR / "broker"),
        "control_folder": str(VAR / "broker-control"),
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outwaits the longest failure of the broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# A bell nobody heard in time is worth nothing: the next one says the same.
CELERY_BEAT_SCHEDULE = {
    "drain": {"task": "jobs.drain", "schedule": 15.0, "options": {"expires": 15}},
    "periods": {"task": "jobs.periods", "schedule": crontab(minute=2)},
    "tidy": {"task": "jobs.tidy", "schedule": crontab(hour=3, minute=30)},
    "sweep_files": {"task": "files.sweep_orphans", "schedule": crontab(hour=3, minute=45)},
}

AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "township_office.people.today.SignedIn",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "pinyin")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "township_office.people.passwords.TenSigns"},
    {"NAME": "township_office.people.passwords.ThreeClasses"},
    {"NAME": "township_office.people.passwords.NotReused"},
]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "desk:todo"
LOGOUT_REDIRECT_URL = "people:login"
ANONYMOUS_USER_NAME = None  # guardian: nobody reads without a name
GUARDIAN_MONKEY_PATCH_USER = False
# Records are opened by grants read in queries (people.grants), never by a backend that a superuser passes.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

# DJ-02: five failures from one place lock the name there for ten minutes.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 10 / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
SESSION_COOKIE_AGE = 30 * 60  # put off by every click (people.middleware.Idle)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "township_office.web.views.outdated"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"  # but for a file, which may stand beside its record (files.views)
if os.environ.get("OFFICE_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "township_office.web.middleware.BehindProxy")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Without EMAIL_URL nothing is ever sent, and nobody is asked for an address.
_mail = mail_server(os.environ.get("EMAIL_URL", ""))
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail[:4]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.ssl
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or EMAIL_HOST_USER or "office@localhost"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "township_office.files.storage.DurableStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

FORM_RENDERER = "township_office.ui.forms.Renderer"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
