"""Reads of organisations."""

from collections.abc import Iterable

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


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Row numbers of the organisations with these codes; unknown codes are left out."""
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def by_codes(codes: Iterable[str]) -> dict[str, Organisation]:
    """The organisations with these codes; unknown codes are left out."""
    return {found.code: found for found in Organisation.objects.filter(code__in=set(codes))}
