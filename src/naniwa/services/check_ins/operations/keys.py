"""Making the officer's key, putting another in its place, and destroying those that no day needs any more."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.services.check_ins.models import OfficerKey
from naniwa.services.check_ins.operations.naming import check_prefecture
from naniwa.services.check_ins.queries import days as kept
from naniwa.services.check_ins.queries import officers
from naniwa.services.check_ins.rules.broken import AlreadyKeyed
from naniwa.services.check_ins.secrecy import days, officer


@transaction.atomic
def make(*, passphrase: str, by: Staff, now: datetime, replaces: str = "") -> OfficerKey:
    """The first key, or one in the place of the newest, whose reference is `replaces`: pressed twice, one is made.

    Check-ins from now on are sealed to it. Raises NotPrefecture, AlreadyKeyed.
    """
    check_prefecture(by)
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('check_ins:officer', 0))")
        before = OfficerKey.objects.order_by("-made_at").first()
        if replaces != (before.reference if before else ""):
            raise AlreadyKeyed
        public = officer.make(passphrase)
        made = OfficerKey.objects.create(
            public=public, organisation=by.organisation, made_at=now, made_by=by.person, replaces=before
        )
    audit.record("check_ins.key_replaced" if before else "check_ins.key_made", by=by, target=made, now=now)
    return made


def destroy_unneeded(*, now: datetime) -> list[OfficerKey]:
    """Private halves of keys that were replaced and whose last day is forgotten; returns them.

    A run that was killed in between is finished by the next. Must not run inside a transaction.
    """
    with as_system():
        left = {*kept.partitions(), *days.kept()}
    oldest = day_of(now) - timedelta(days=settings.CHECK_IN_DAYS)
    over = [use for use in officers.uses() if use.key.destroyed_at is None and use.last and use.last < oldest]
    return [_destroy(use.key, now) for use in over if not any(use.holds(day) for day in left)]


def _destroy(key: OfficerKey, now: datetime) -> OfficerKey:
    officer.destroy(bytes(key.public))
    with as_system():
        if OfficerKey.objects.filter(pk=key.pk, destroyed_at=None).update(destroyed_at=now):
            audit.record("check_ins.key_destroyed", by=None, target=key, now=now, organisation=key.organisation)
    return key
