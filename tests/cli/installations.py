"""The variables that make an installation, as an operator sets them."""

from django.db import connection


def production(url: str) -> dict[str, str]:
    return {"NANIWA_DATABASE_URL": url, "NANIWA_SECRET_KEY": "x" * 50, "NANIWA_HOSTS": "naniwa.example.jp"}


def url(role: str) -> str:
    """The database of this test, for a role."""
    at = connection.settings_dict
    return f"postgresql://{role}@/{at['NAME']}?host={at['HOST']}&port={at['PORT']}"


def own_database() -> dict[str, str]:
    """The environment of an installation on the database of this test."""
    return production(url(connection.settings_dict["USER"]))
