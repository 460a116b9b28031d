"""Settings of the test suite: as production, but quick hashes and plain static files."""

import os
import tempfile
from pathlib import Path

from naniwa.conf.base import *
from naniwa.conf.identity import CARD_READER

SECRET_KEY = "tests-only"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
LOGGING = {"version": 1, "disable_existing_loggers": False}
# Static files straight from the packages, without collecting them first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Tests come faster than any people; those of the line itself put it up.
WAITING_ROOM = False
# Sample cards; it proves nothing, and its pages say so.
IDENTITY_PROVIDERS = [*IDENTITY_PROVIDERS, (CARD_READER, {})]
# Keys of check-ins that tests leave are nobody's, and lie in no folder of data.
CHECK_IN_KEYS_ROOT = Path(tempfile.gettempdir()) / f"naniwa-check-in-keys-{os.getpid()}"
