"""What can stop the database from coming up, each in words for the person at the terminal."""


class LauncherError(Exception):
    """The embedded database cannot be used."""


class NoPostgreSQL(LauncherError):
    """Neither the wheel nor the machine offers PostgreSQL 15 or later."""


class UnusableData(LauncherError):
    """The data folder belongs to somebody else or to another version."""


class NotStarted(LauncherError):
    """PostgreSQL was started and did not become ready; carries the end of its log."""


class InUse(LauncherError):
    """What has to be done needs the server for itself."""
