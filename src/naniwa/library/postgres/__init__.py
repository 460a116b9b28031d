"""Starts a private PostgreSQL beside its data, with no set-up, as root or as an ordinary user."""

from naniwa.library.postgres.errors import LauncherError, NoPostgreSQL, NotStarted, UnusableData
from naniwa.library.postgres.server import Server, start_server

__all__ = ["LauncherError", "NoPostgreSQL", "NotStarted", "Server", "UnusableData", "start_server"]
