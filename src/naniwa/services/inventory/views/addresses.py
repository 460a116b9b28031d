"""Addresses that several pages link to."""

from urllib.parse import urlencode

from django.urls import reverse

from naniwa.services.inventory.models import Part, Procedure


def of_department(code: str) -> str:
    return reverse("inventory:department", args=[code])


def list_of(code: str, **filters: str) -> str:
    """The list of a department's procedures."""
    return reverse("inventory:list") + "?" + urlencode({"department": code, **filters})


def of_row(procedure: Procedure) -> str:
    return reverse("inventory:row", args=[procedure.public_id])


def of_redesign(procedure: Procedure) -> str:
    return reverse("inventory:redesign", args=[procedure.public_id])


def of_part(part: Part) -> str:
    """What a department has to do in a survey."""
    return reverse("inventory:part", args=[part.public_id])
