"""The offices that may have an electronic seal."""

from naniwa.kernel.organisations.models import Organisation


def offices(*codes: str) -> list[tuple[str, str]]:
    """Code and name of these organisations; of all where none is named."""
    found = Organisation.objects.order_by("code").values_list("code", "name")
    return list(found.filter(code__in=codes) if codes else found)
