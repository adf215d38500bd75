# SPDX-License-Identifier: EUPL-1.2
"""Django settings. Everything an operator may change comes from `config.py`; nothing else reads the environment."""

from __future__ import annotations

import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from allmende.core.people.oidc import Provider
from allmende.site import accounts, config
from allmende.site.mail import mail_settings

PACKAGE = Path(__file__).resolve().parent.parent
ENV = config.load()
HOME: Path = ENV["ALLMENDE_HOME"].resolve()
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """Return the key from the environment, or the installation's own, made at the first start (mode 0600)."""
    if ENV["ALLMENDE_SECRET_KEY"]:
        return str(ENV["ALLMENDE_SECRET_KEY"])
    path = HOME / "secret-key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = _secret_key()
ENCRYPTION_KEYS = ENV["ALLMENDE_ENCRYPTION_KEYS"]
DEBUG = ENV["ALLMENDE_DEBUG"]
ALLOWED_HOSTS = ENV["ALLMENDE_HOSTS"]
BASE_URL = ENV["ALLMENDE_BASE_URL"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "allmende.core.ops",
    "allmende.core.access",
    "allmende.core.freshness",
    "allmende.core.geo",
    "allmende.core.people",
    "allmende.core.audit",
    "allmende.core.privacy",
    "allmende.core.municipality",
    "allmende.core.roles",
    "allmende.core.behalf",
    "allmende.core.throttle",
    "allmende.core.letters",
    "allmende.core.notices",
    "allmende.core.media",
    "allmende.core.ui",
    "allmende.core.accessibility",
    "allmende.core.readaloud",
    "allmende.core.plainwords",
    "allmende.core.maps",
    "allmende.core.languages",
    "allmende.core.search",
    "allmende.core.staff.apps.StaffConfig",
    "allmende.commons.cases",
    "allmende.commons.dialogue",
    "allmende.commons.places",
    "allmende.commons.ballots",
    "allmende.commons.forms",
    "allmende.commons.pages",
    "allmende.decide.participation",
    "allmende.decide.participation.budget",
    "allmende.decide.participation.survey",
    "allmende.know.supply",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "allmende.core.staff.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    *accounts.APPS,
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.forms",
]

MIDDLEWARE = [
    "allmende.core.ops.middleware.HealthMiddleware",
    "allmende.core.ops.middleware.RequestLogMiddleware",
    "allmende.core.ops.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "allmende.core.staff.middleware.StaffPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allmende.core.people.middleware.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allmende.core.freshness.middleware.FreshnessMiddleware",
    "allmende.core.municipality.middleware.MunicipalityMiddleware",
    "allmende.core.languages.middleware.LanguageChoiceMiddleware",
    "allmende.commons.pages.middleware.PageTreeMiddleware",
    "allmende.core.access.middleware.AccessMiddleware",
    "allmende.core.behalf.middleware.BehalfMiddleware",
    "allmende.core.people.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "allmende.site.urls"
WSGI_APPLICATION = "allmende.site.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "allmende.core.municipality.context.municipality",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "allmende.core.ui.forms.AccessibleRenderer"

# --- Database -------------------------------------------------------------------------------------------------------
if ENV["DATABASE_URL"]:
    DATABASES = {"default": dj_database_url.parse(ENV["DATABASE_URL"], conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "allmende.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half-way with "database is locked".
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
                ),
            },
            # A file, not memory: the suite uses real threads with a connection each.
            "TEST": {"NAME": HOME / "test.sqlite3"},
        }
    }

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
# "de-simple": BCP 47 variant subtag `simple`, the easy-to-read form of German.
# Each is named in itself. Ukrainian, Arabic and Turkish hold what citizens see; the staff area is German.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Einfache Sprache"),
    ("en", "English"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "allmende.site.formats"
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Services that staff can ask for drafts (core/languages/machine); off unless configured.
TRANSLATOR = {
    "kind": ENV["ALLMENDE_TRANSLATOR"] if ENV["ALLMENDE_TRANSLATOR_URL"] else "",
    "url": ENV["ALLMENDE_TRANSLATOR_URL"],
    "key": ENV["ALLMENDE_TRANSLATOR_KEY"],
    "model": ENV["ALLMENDE_TRANSLATOR_MODEL"],
}
SIMPLIFIER = {name: ENV[f"ALLMENDE_SIMPLIFIER_{name.upper()}"] for name in ("url", "key", "model")}

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "site" / "vendor"]
MEDIA_URL = "/medien/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "allmende.site.static_storage.StaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# --- Security -------------------------------------------------------------------------------------------------------
HTTPS = ENV["ALLMENDE_HTTPS"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if ENV["ALLMENDE_TRUST_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUST_PROXY = ENV["ALLMENDE_TRUST_PROXY"]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS: list[str] = []

BASEMAP_URL = ENV["ALLMENDE_BASEMAP_URL"]
_basemap_origin = ["/".join(BASEMAP_URL.split("/")[:3])] if BASEMAP_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_basemap_origin],
        "font-src": [SELF, *_basemap_origin],
        "media-src": [SELF],
        "connect-src": [SELF, *_basemap_origin],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}

AUTHENTICATION_BACKENDS = ["allmende.core.people.backend.SignInBackend", "allmende.core.roles.backend.RolesBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEMO: bool = ENV["ALLMENDE_DEMO"]
STAFF_SECOND_FACTOR: bool = ENV["ALLMENDE_STAFF_SECOND_FACTOR"]
OIDC_PROVIDERS: tuple[Provider, ...] = accounts.providers_of(ENV, SECRET_KEY)
globals().update(accounts.account_settings(OIDC_PROVIDERS, https=HTTPS))

# --- Mail and logs --------------------------------------------------------------------------------------------------
globals().update(mail_settings(ENV["ALLMENDE_MAIL_URL"], HOME))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["ALLMENDE_MAIL_FROM"]
MAIL_JOURNAL = ENV["ALLMENDE_MAIL_JOURNAL"]
# A mail under way belongs to its worker for ten minutes; one in doubt then rests until its server must have finished.
NOTICES_LEASE_SECONDS, NOTICES_DOUBT_SECONDS = 600, 300
LOGGING_CONFIG = "allmende.core.ops.logs.configure"
LOGGING = {"format": ENV["ALLMENDE_LOG_FORMAT"], "level": ENV["ALLMENDE_LOG_LEVEL"]}

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = _("Allmende-Redaktion")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y", "%d.%m.%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses that can be read out on the phone
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request to a third party
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}  # a password that many share can be guessed
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "allmende.core.media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "allmende.core.media.forms.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # documents are saved, never shown inside our origin
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp"}  # a third of the bytes, and every browser knows it
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 2**20
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "odt", "ods", "docx", "xlsx", "ics", "geojson"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 2**20
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

ALLMENDE_MUNICIPALITY = ENV["ALLMENDE_MUNICIPALITY"]
