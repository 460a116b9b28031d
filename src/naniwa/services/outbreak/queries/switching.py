"""From when on the reports made here are counted, now or as it was at a time."""

from datetime import date, datetime

from django.db.models import Min

from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak.models import Case, FeedImport, Outcome, SwitchOver


def latest(body: Organisation) -> SwitchOver | None:
    """What was decided last, whether the days were counted by it yet or not."""
    return SwitchOver.objects.filter(organisation=body).order_by("-set_at", "-pk").first()


def in_force(body: Organisation, at: datetime | None = None) -> SwitchOver | None:
    """What the counts follow."""
    found = SwitchOver.objects.filter(organisation=body, counted_at__isnull=False)
    if at:
        found = found.filter(set_at__lte=at)
    return found.order_by("-set_at", "-pk").first()


def has_feed(body: Organisation) -> bool:
    return FeedImport.objects.filter(organisation=body).exists()


def first_report(disease: str, *, since: date) -> date | None:
    """The first day of which a case that counts was reported here."""
    counting = Case.objects.filter(disease=disease, reported_on__gte=since).exclude(outcome=Outcome.NOT_A_CASE)
    first: date | None = counting.aggregate(first=Min("reported_on"))["first"]
    return first
