"""A case is reported: by a clinic, or by the health centre itself."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import receipts
from naniwa.services.outbreak.models import Case, Source, Stage
from naniwa.services.outbreak.queries import centres, regimes
from naniwa.services.outbreak.rules import risk as risks
from naniwa.services.outbreak.rules.broken import Closed, NoCentre

PREFIX = "KS"
CODE_DIGITS = 8
FIELDS = (
    "name", "name_kana", "born_on", "sex", "phone", "email", "municipality", "address", "occupation", "proxy",
    "proxy_phone", "language", "factors", "note", "severity", "stay", "onset_on", "diagnosed_on",
)  # fmt: skip


def report(*, fields: Mapping[str, Any], disease: str, press: UUID, by: Staff, now: datetime) -> Case:
    """The centre of the person's municipality is in charge from now on, a centre's own report stays with it.

    A second press finds the first. Raises NoCentre.
    """
    own = centres.centre_of(by.organisation.pk)
    centre = own or centres.centre_for(fields["municipality"])
    if centre is None:
        raise NoCentre
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"outbreak:{press}"])
        if known := Case.objects.filter(press=press).first():
            return known
        case = Case(
            organisation=centre.organisation,
            partner=None if own else by.organisation,
            reference=receipts.new(PREFIX),
            press=press,
            disease=disease,
            source=Source.CENTRE if own else Source.CLINIC,
            owner=centre.on_duty,
            reported_on=timezone.localtime(now).date(),
            received_at=now,
            **{name: value for name, value in fields.items() if name in FIELDS},
        )
        _assess(case)
        case.next_due_at = risks.first_contact_due(regimes.in_force(disease).regime, risk=case.risk, since=now)
        case.save(force_insert=True)
        audit.record("outbreak.reported", by=by, target=case, now=now, centre=str(centre))
        return case


def change(*, case: Case, fields: Mapping[str, Any], by: Staff, now: datetime) -> Case:
    """The rest, later. A higher risk brings an earlier deadline, a lower one no later one. Raises Closed."""
    found = locked(case)
    if found.closed_at:
        raise Closed
    changed = [name for name in FIELDS if name in fields and getattr(found, name) != fields[name]]
    for name in changed:
        setattr(found, name, fields[name])
    before = found.risk
    _assess(found)
    if found.risk > before and found.stage == Stage.FIRST_CONTACT and found.next_due_at:
        regime = regimes.in_force(found.disease).regime
        due = risks.first_contact_due(regime, risk=found.risk, since=found.received_at)
        found.next_due_at = min(found.next_due_at, due)
    if changed:
        found.save(update_fields=[*changed, "risk", "next_due_at"])
        audit.record("outbreak.changed", by=by, target=found, now=now, fields=changed)
    return found


def locked(case: Case) -> Case:
    """The row as it stands, held until the transaction ends; closed cases too."""
    return Case.objects.select_for_update(of=("self",)).select_related("organisation", "owner").get(pk=case.pk)


def locked_and_kept(case: Case) -> Case:
    """Closed cases too, but none that names nobody any more. Raises Closed."""
    found = locked(case)
    if found.erased_at:
        raise Closed
    return found


def new_code() -> str:
    """What opens the patient's page, with the date of birth: digits that nobody has, read out on the telephone."""
    with as_system():
        while True:
            drawn = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
            if not Case.objects.filter(code=drawn).exists():
                return drawn


def _assess(case: Case) -> None:
    regime = regimes.in_force(case.disease).regime
    age = risks.age_on(case.born_on, case.age, case.reported_on)
    case.risk = risks.risk(regime, age=age, severity=case.severity, factors=case.factors)
