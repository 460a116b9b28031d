"""Reads of organisations."""

from collections.abc import Iterable

from django.conf import settings

from naniwa.kernel.organisations.models import Kind, Organisation
from naniwa.kernel.organisations.statements import Statement


def prefecture() -> Organisation:
    """The prefecture that this installation serves (NANIWA_PREFECTURE)."""
    return Organisation.objects.get(code=settings.PREFECTURE_CODE)


def municipalities() -> list[Organisation]:
    """The prefecture's municipalities by code."""
    return _of_kind(Kind.MUNICIPALITY.value)


def by_code(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Row numbers of the organisations with these codes; unknown codes are left out."""
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def by_codes(codes: Iterable[str]) -> dict[str, Organisation]:
    """The organisations with these codes; unknown codes are left out."""
    return {found.code: found for found in Organisation.objects.filter(code__in=set(codes))}


_of_kind = Statement(lambda kind: Organisation.objects.filter(kind=kind).order_by("code"))
