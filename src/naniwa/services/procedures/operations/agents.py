"""What becomes of drafts and cases when a mandate is confirmed: one case put under it, or a renewed one goes on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.mandates import acting, rules
from naniwa.kernel.mandates.acting import Agency
from naniwa.kernel.mandates.models import OVER, Mandate, State
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.operations.whose import check_whose
from naniwa.services.procedures.queries.agents import asked_for
from naniwa.services.procedures.queries.applicant import agents_application
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import NotYours


def paying(person: Person, reference: str, now: datetime) -> Agency | None:
    """For whom an agent may pay the fees of a case they handed in; None for nobody."""
    case = agents_application(reference, person)
    try:
        mandate = check_whose(case, by=person, act=rules.Act.APPLY, now=now) if case else None
    except NotYours:
        return None
    return acting.agency(mandate) if mandate else None


@transaction.atomic
def take_on(reference: str, *, now: datetime) -> int:
    """Put under a mandate in force what it is for and no other holds; returns how many cases. Safe to repeat.

    A mandate of one case takes that case of its principal. Any takes what the same agent did for the same principal
    under one that is over. Run as the system.
    """
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("principal").get(reference=reference)
    if mandate.state != State.CONFIRMED:
        return 0
    cases = [case for case in _cases(mandate) if _covered(mandate, case)]
    Application.objects.filter(pk__in=[case.pk for case in cases]).update(mandate=mandate)
    drafts = [draft for draft in _drafts(mandate) if _covered(mandate, draft)]
    # What a case came with goes with it, for its files are found by the draft that brought them.
    Draft.objects.filter(Q(pk__in=[draft.pk for draft in drafts]) | Q(application__in=cases)).update(mandate=mandate)
    acting.show_to(mandate, [number for case in cases for number in (case.organisation_id, case.partner_id)])
    audit.record_many(
        Entry(
            action="mandates.case_taken_on",
            by=None,
            target=case,
            subject=mandate.principal,
            now=now,
            detail={"mandate": reference},
        )
        for case in cases
    )
    return len(cases)


def _cases(mandate: Mandate) -> QuerySet[Application]:
    free = Q(mandate=None, reference=mandate.case) if mandate.case else Q(pk=None)
    return Application.objects.select_for_update().filter(free | _renewed(mandate), person=mandate.principal)


def _drafts(mandate: Mandate) -> QuerySet[Draft]:
    waiting = Draft.objects.select_for_update().filter(person=mandate.principal, application=None)
    return waiting.filter(_renewed(mandate))


def _renewed(mandate: Mandate) -> Q:
    """Under one of the same agent that is over."""
    former = Mandate.objects.filter(agent=mandate.agent, principal=mandate.principal, state__in=OVER)
    return Q(mandate__in=former)


def _covered(mandate: Mandate, row: Draft | Application) -> bool:
    case = row.reference if isinstance(row, Application) else ""
    return rules.covers(mandate.terms, procedure=asked_for(live(row.version_id).procedure), case=case)
