"""Reads of organisations."""

from django.conf import settings

from naniwa.kernel.organisations.models import Kind, Organisation


def prefecture() -> Organisation:
    """The prefecture that this installation serves (NANIWA_PREFECTURE)."""
    return Organisation.objects.get(code=settings.PREFECTURE_CODE)


def municipalities() -> list[Organisation]:
    """The prefecture's municipalities by code."""
    return list(Organisation.objects.filter(kind=Kind.MUNICIPALITY).order_by("code"))


def by_code(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()
