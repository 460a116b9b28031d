"""An office at work: cases as they come in, drafted notices, and members of staff who have signed in."""

import tempfile
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import Any

import psycopg

from naniwa.cli.database import OWNER
from naniwa.library.postgres import Server

GRANT = "closure-relief-grant"
FILE = 5_000


def fill(server: Server, count: int) -> None:
    """Take in made-up applications for the grant and draft the notices of the faulty ones."""
    from django.db import connections
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures import definitions
    from naniwa.services.procedures.models import Application
    from naniwa.services.procedures.operations import notices, publishing
    from naniwa.services.procedures.queries.live import live
    from naniwa.services.procedures.rehearsal.arrivals import Helpers, write_files

    now = timezone.now()
    with as_system():
        version = live(publishing.publish(path=definitions.FOLDER / f"{GRANT}.yaml", by=None, now=now).pk)
    connections.close_all()
    with tempfile.TemporaryDirectory() as folder, Helpers(version) as helpers:
        files = write_files(version, count=count, seed=1, size=FILE, folder=Path(folder), now=now)
        connections.close_all()
        for _ in helpers.take_in(files, now=now):
            pass
    with as_system():
        faulty = Application.objects.filter(deficiencies__isnull=False).distinct().values_list("pk", flat=True)
        for some in batched(faulty, FILE):
            notices.draft_notices(some, now=now)
    # As the server itself does within minutes.
    with psycopg.connect(server.url(OWNER), autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")


def staff_sessions(count: int) -> list[str]:
    """Session keys of as many reviewers, as sign-in with a device would leave them."""
    from allauth.account.internal.flows import login
    from django.utils import timezone

    from benchmarks.sign_ins import session_of
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.organisations.models import Organisation
    from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role
    from naniwa.services.procedures.queries.live import current

    keys = []
    with as_system():
        version = current(GRANT)
        assert version
        office = Organisation.objects.get(pk=version.organisation_id)
        for number in range(count):
            person = Person.objects.create(
                email=f"reviewer{number}@example.jp", name="髙橋 一郎", kind=PersonKind.STAFF
            )
            Appointment.objects.create(
                person=person, organisation=office, role=Role.REVIEWER, starts_on=timezone.localdate()
            )
            device: dict[str, Any] = {
                login.AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "type": "totp", "at": 0.0}],
                login._AUTHENTICATION_METHODS_USER_SESSION_KEY: str(person.pk),  # noqa: SLF001 - as allauth leaves it
            }
            keys.append(session_of(person, device))
    return keys


def references(count: int) -> Iterator[str]:
    """Receipt numbers of some cases."""
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.models import Application

    with as_system():
        found = Application.objects.order_by("pk").values_list("reference", flat=True)
        step = max(1, found.count() // count)
        yield from list(found)[::step][:count]
