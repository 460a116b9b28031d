"""Which organisations are health centres for alerts, and what one has in hand: codes that wait to be entered."""

from datetime import datetime

from django.conf import settings

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Kind, Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import AlertCentre, CaseCode

MOST_CODES = 100
"""Codes in one list: they end within days."""


def is_prefecture(organisation: Organisation) -> bool:
    return organisation.code == settings.PREFECTURE_CODE


def is_centre(organisation: Organisation) -> bool:
    """Whether its staff give codes and approve: the prefecture itself, or whom its administrator named."""
    if is_prefecture(organisation):
        return True
    with as_system():
        return AlertCentre.objects.filter(organisation=organisation, ended_at=None).exists()


def may(by: Staff, *roles: str) -> bool:
    """Whether somebody holds one of these roles at a health centre."""
    return by.may(*roles) and is_centre(by.organisation)


def named() -> list[AlertCentre]:
    """Those that are, and those that were, by code."""
    with as_system():
        return list(AlertCentre.objects.select_related("organisation", "by").order_by("organisation__code"))


def nameable() -> list[Organisation]:
    """Organisations that are no health centre yet, by code."""
    with as_system():
        known = AlertCentre.objects.values("organisation")
        return list(Organisation.objects.exclude(kind=Kind.PREFECTURE).exclude(pk__in=known).order_by("code"))


def waiting_codes(organisation_id: int, *, now: datetime) -> tuple[list[CaseCode], int]:
    """Given, not used, not over: those that end first, and how many there are."""
    found = CaseCode.objects.filter(organisation_id=organisation_id, used_at=None, expires_at__gt=now)
    return list(found.order_by("expires_at", "pk")[:MOST_CODES]), found.count()
