"""Where the cases of a list are: the address is worked out once, not for each of fifty rows."""

from functools import cache

from django.urls import reverse

ANY = "any"


@cache
def cases() -> str:
    """What the address of every case begins with."""
    return reverse("procedures:staff_case", args=[ANY]).removesuffix(f"{ANY}/")


def of_case(reference: str) -> str:
    """The review screen of a case."""
    return f"{cases()}{reference}/"
