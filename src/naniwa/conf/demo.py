"""Settings of `make demo`: ready people to sign in as, a mailbox to read, new applications that keep arriving."""

from naniwa.conf.base import *
from naniwa.conf.identity import CARD_READER

INSTALLED_APPS = ["naniwa.web.demo", *INSTALLED_APPS]
SECRET_KEY = SECRET_KEY or "demo-only-and-not-a-secret"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ALLOWED_HOSTS]
DEMO = True
WEBHOOKS_MAY_STAY_LOCAL = True
MAILBOX = ENVIRONMENT.data / "mailbox"
LOGGING = {**LOGGING, "root": {"handlers": ["stderr"], "level": "WARNING"}}
WHITENOISE_USE_FINDERS = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SLIP_ISSUERS = SLIP_ISSUERS or {"271004": "912345"}
STATIC_ROOT = None  # type: ignore[assignment] # straight from the packages, so there is no folder to collect into
# A stand-in that hears nothing and says so, to show the way from a recording to minutes.
TRANSCRIBER = TRANSCRIBER or (
    "/bin/sh",
    "-c",
    "echo 見本の文字起こしです。音声は聞いていません。本物のプログラムを入れると、ここに案が出ます。",
    "{audio}",
)
# Sample cards; it proves nothing, and its pages say so.
IDENTITY_PROVIDERS = [*IDENTITY_PROVIDERS, (CARD_READER, {})]
