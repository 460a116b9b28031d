"""Settings that every installation shares."""

from pathlib import Path

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from naniwa.conf.environment import Environment, database_settings, mailers
from naniwa.conf.identity import identity_providers

django_stubs_ext.monkeypatch()

ENVIRONMENT = Environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
SITE_URL = ENVIRONMENT.site_url
SITE_ID = None
ROOT_URLCONF = "naniwa.web.urls"
WSGI_APPLICATION = "naniwa.web.wsgi.application"

KERNEL = [
    "naniwa.kernel.organisations",
    "naniwa.kernel.arrivals",
    "naniwa.kernel.people",
    "naniwa.kernel.audit",
    "naniwa.kernel.events",
    "naniwa.kernel.jobs",
    "naniwa.kernel.consent",
    "naniwa.kernel.identity",
    "naniwa.kernel.documents",
    "naniwa.kernel.signing",
    "naniwa.kernel.notifications",
    "naniwa.kernel.payments",
    "naniwa.kernel.fees",
    "naniwa.kernel.mandates",
    "naniwa.kernel.forms",
    "naniwa.kernel.clients",
    "naniwa.kernel.connections",
]
SERVICES = [
    "naniwa.services.procedures",
    "naniwa.services.inventory",
    "naniwa.services.appointments",
    "naniwa.services.consultation",
    "naniwa.services.taxes",
    "naniwa.services.check_ins",
    "naniwa.services.outbreak",
]
INSTALLED_APPS = [
    "naniwa.web",
    *SERVICES,
    *KERNEL,
    "naniwa.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "naniwa.web.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "naniwa.web.papers.PaperPolicy",
    "naniwa.web.permissions.Permissions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "naniwa.web.middleware.Language",
    "naniwa.web.waiting.InTurn",
    "naniwa.web.middleware.OneAtATime",
    "naniwa.web.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "naniwa.web.idle.StaffIdle",
    "naniwa.web.handed_over.HandedOver",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "naniwa.web.middleware.WhoIsActing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "naniwa.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "naniwa.design.templatetags.design"],
        },
    },
]

DATABASES = {"default": database_settings(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["naniwa.kernel.people.signing_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "naniwa.web.adapter.AccountAdapter"
# Clients are counted by kernel.people.limits, across processes; many staff share one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/10m/key", "reauthenticate": "20/10m/user"}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_ADAPTER = "naniwa.web.adapter.DeviceAdapter"
MFA_FORMS = {
    "authenticate": "naniwa.web.forms.devices.DeviceCodeForm",
    "reauthenticate": "naniwa.web.forms.devices.AgainForm",
    "activate_totp": "naniwa.web.forms.devices.SetUpForm",
    "add_webauthn": "naniwa.web.forms.devices.PasskeyForm",
    "edit_webauthn": "naniwa.web.forms.devices.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Naniwa"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s, for slow fingers and slow clocks
# Partners' programs: tokens by client credentials only. The signing key is in the database (kernel.clients).
IDP_OIDC_ADAPTER = "naniwa.kernel.clients.adapter.OIDCAdapter"
IDP_OIDC_ACCESS_TOKEN_FORMAT = "jwt"  # noqa: S105 - a format
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 15 * 60
WEBHOOKS_MAY_STAY_LOCAL = False
# Who else may prove who somebody is (kernel.identity.providers): the path of a class, and what it is made with.
IDENTITY_PROVIDERS = identity_providers(ENVIRONMENT.identity_providers)

# Requests that a web process takes at once: most of them wait, for a file to arrive or to be checked, or for their turn
# at the one that is worked at (library.bulkhead).
WEB_THREADS = 16
# Whether people stand in line when more come than the site can serve.
WAITING_ROOM = ENVIRONMENT.waiting_room

SESSION_ENGINE = "naniwa.kernel.people.signing_in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
STAFF_IDLE_SECONDS = 60 * ENVIRONMENT.staff_idle_minutes
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "naniwa.web.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "frame-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "naniwa.kernel.documents.receiving.SparingUploadHandler",
]

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("ja-easy", _("やさしい日本語")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
METRICS_TOKEN = ENVIRONMENT.metrics_token
DOCUMENTS_ROOT = ENVIRONMENT.data / "documents"
# Keys and certificates of the offices' electronic seals (kernel.signing.seals).
SIGNING_ROOT = ENVIRONMENT.signing or ENVIRONMENT.data / "signing"
# Keys of check-ins, a folder that no backup may hold (docs/decisions/0038): with its days it is destroyed.
CHECK_IN_KEYS_ROOT = ENVIRONMENT.check_in_keys or ENVIRONMENT.data / "check-in-keys"
CHECK_IN_MAIL = ENVIRONMENT.check_in_mail
CHECK_IN_DAYS = ENVIRONMENT.check_in_days
# Files of diseases beside those that are shipped, and the machine that calls patients who did not report.
OUTBREAK_DISEASES = ENVIRONMENT.diseases
OUTBREAK_CALL_MACHINE = ENVIRONMENT.call_machine
VIRUS_SCANNER = ENVIRONMENT.virus_scanner
# How video calls may be held (services.consultation.meetings), who helps browsers find each other, and what program
# makes speech into text; without one nothing is recorded.
MEETINGS = ENVIRONMENT.meetings
ICE_SERVERS = ENVIRONMENT.ice_servers
TRANSCRIBER = ENVIRONMENT.transcriber
PREFECTURE_CODE = ENVIRONMENT.prefecture
PAYMENT_PROVIDERS = ENVIRONMENT.payment_providers
SLIP_ISSUERS = ENVIRONMENT.slip_issuers

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
BOUNCES = ENVIRONMENT.bounces
MAILERS = mailers(ENVIRONMENT.smtp_url)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "naniwa.conf.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
