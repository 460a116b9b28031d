"""Publishes versions of definitions."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.forms import queries
from naniwa.kernel.forms.models import Version
from naniwa.kernel.people.models import Person


@transaction.atomic
def publish(
    *,
    kind: str,
    slug: str,
    source: str,
    window: Mapping[str, datetime] | None = None,
    by: Person | None,
    now: datetime,
) -> Version:
    """Add the next version of a definition found sound; publishing the same again gives the version there is.

    `window` replaces moments of the definition, by their names in it; `by` is None for the command line.
    """
    _one_at_a_time(kind, slug)
    latest = queries.latest(kind, slug)
    digest = hashlib.sha256(source.encode()).hexdigest()
    moments = {name: moment.isoformat() for name, moment in (window or {}).items()}
    if latest and (latest.digest, latest.window) == (digest, moments):
        return latest
    version = Version.objects.create(
        kind=kind,
        slug=slug,
        number=latest.number + 1 if latest else 1,
        source=source,
        digest=digest,
        window=moments,
        published_at=now,
        published_by=by,
    )
    audit.record("forms.published", by=by, target=str(version), now=now, digest=digest, window=moments)
    return version


def _one_at_a_time(kind: str, slug: str) -> None:
    """Two publishers of one definition wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"forms {kind} {slug}"])
