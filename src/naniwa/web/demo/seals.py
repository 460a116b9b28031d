"""The demo's offices sign with seals of our test authority."""

from datetime import datetime

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.signing import authority, queries


def make(*, now: datetime) -> None:
    """Keys that are there already stay."""
    with as_system():
        authority.make(queries.offices(), now=now)
