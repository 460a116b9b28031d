"""Addresses that several pages link to."""

from urllib.parse import urlencode

from django.urls import reverse


def of_department(code: str) -> str:
    return reverse("inventory:department", args=[code])


def list_of(code: str, **filters: str) -> str:
    """The list of a department's procedures."""
    return reverse("inventory:list") + "?" + urlencode({"department": code, **filters})
