"""Making the officer's key."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import OfficerKey
from naniwa.services.check_ins.rules.broken import AlreadyKeyed, NotYours
from naniwa.services.check_ins.secrecy import officer
from naniwa.services.check_ins.service import KEEPERS


@transaction.atomic
def make(*, passphrase: str, by: Staff, now: datetime) -> OfficerKey:
    """The first and only one, as what is sealed to it needs it. Raises NotYours, AlreadyKeyed."""
    if not by.may(*KEEPERS):
        raise NotYours
    with as_system():
        if OfficerKey.objects.exists():
            raise AlreadyKeyed
        made = OfficerKey.objects.create(
            public=officer.make(passphrase), organisation=by.organisation, made_at=now, made_by=by.person
        )
    audit.record("check_ins.key_made", by=by, target=made, now=now)
    return made
