"""Settings of `naniwa serve`: nothing is assumed, everything travels encrypted."""

from naniwa.conf.base import *

ENVIRONMENT.require("database_url", "secret_key", "hosts")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# `__Host-`: a browser takes these from this host alone, over TLS, so that no neighbour of the domain can plant one.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
