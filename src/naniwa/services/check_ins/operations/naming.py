"""Naming health centres for alerts, and taking it back."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import AlertCentre
from naniwa.services.check_ins.queries import centres
from naniwa.services.check_ins.rules.broken import NotPrefecture
from naniwa.services.check_ins.service import KEEPERS


@transaction.atomic
def name(*, organisation: Organisation, by: Staff, now: datetime) -> AlertCentre:
    """From now on its reviewers give codes and its approvers decide; named twice, it is named once.

    Raises NotPrefecture.
    """
    check_prefecture(by)
    with as_system():
        found, new = AlertCentre.objects.select_for_update().get_or_create(
            organisation=organisation, defaults={"since": now, "by": by.person}
        )
        if not new and found.ended_at:
            found.since, found.by, found.ended_at, new = now, by.person, None, True
            found.save(update_fields=["since", "by", "ended_at"])
    if new:
        audit.record("check_ins.centre_named", by=by, target=found, now=now, office=organisation.code)
    return found


@transaction.atomic
def end(*, organisation: Organisation, by: Staff, now: datetime) -> None:
    """Its staff give no codes and approve nothing any more; what they gave holds. Raises NotPrefecture."""
    check_prefecture(by)
    with as_system():
        found = AlertCentre.objects.select_for_update().filter(organisation=organisation, ended_at=None).first()
        if found is None:
            return
        found.ended_at = now
        found.save(update_fields=["ended_at"])
    audit.record("check_ins.centre_ended", by=by, target=found, now=now, office=organisation.code)


def check_prefecture(by: Staff) -> None:
    """Raises NotPrefecture but for administrators of the prefecture itself."""
    if not by.may(*KEEPERS) or not centres.is_prefecture(by.organisation):
        raise NotPrefecture
