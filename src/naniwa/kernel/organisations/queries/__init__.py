"""Reads of organisations."""

from collections.abc import Iterable

from django.conf import settings

from naniwa.kernel.organisations.models import Kind, Organisation, in_readers_language
from naniwa.kernel.organisations.statements import Statement


def prefecture() -> Organisation:
    """The prefecture that this installation serves (NANIWA_PREFECTURE)."""
    return Organisation.objects.get(code=settings.PREFECTURE_CODE)


def municipalities() -> list[Organisation]:
    """The prefecture's municipalities by code."""
    return _of_kind(Kind.MUNICIPALITY.value)


def places() -> dict[int, tuple[str, str]]:
    """Code and name, in the language in force, of each municipality by row number; by code."""
    return {pk: (code, in_readers_language(*names)) for pk, code, *names in _names(Kind.MUNICIPALITY.value)}


def by_code(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Row numbers of the organisations with these codes; unknown codes are left out."""
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def by_codes(codes: Iterable[str]) -> dict[str, Organisation]:
    """The organisations with these codes; unknown codes are left out."""
    return {found.code: found for found in Organisation.objects.filter(code__in=set(codes))}


_names = Statement(
    lambda kind: Organisation.objects.filter(kind=kind).order_by("code").values_list("pk", "code", "name", "name_en")
)
_of_kind = Statement(lambda kind: Organisation.objects.filter(kind=kind).order_by("code"))
