"""Health centres: who is on duty, which municipalities they look after."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import Area, Centre
from naniwa.services.outbreak.queries import cases
from naniwa.services.outbreak.rules.broken import NotOfThisCentre
from naniwa.services.outbreak.service import SUPERVISOR


def keep(*, on_duty: Person, phone: str, municipalities: Collection[str], by: Staff, now: datetime) -> Centre:
    """Make the office a health centre, or change it; a municipality that another looked after comes over.

    Raises NotOfThisCentre.
    """
    if on_duty not in cases.staff_with(by.organisation, (SUPERVISOR,), on=day_of(now)):
        raise NotOfThisCentre
    with transaction.atomic(), as_system():
        kept, _made = Centre.objects.update_or_create(
            organisation=by.organisation, defaults={"on_duty": on_duty, "phone": phone}
        )
        Area.objects.filter(centre=kept).exclude(municipality__code__in=municipalities).delete()
        for body in Organisation.objects.filter(code__in=municipalities):
            Area.objects.update_or_create(municipality=body, defaults={"centre": kept, "organisation": by.organisation})
        audit.record("outbreak.centre_kept", by=by, target=kept, now=now, on_duty=str(on_duty.public_id))
        return kept
