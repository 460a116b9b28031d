"""What municipalities and payers are called in the language in force."""

from collections.abc import Iterable

from naniwa.kernel.organisations import queries as organisations


def names(codes: Iterable[str]) -> dict[str, str]:
    """By 団体コード; a code that nobody has stands for itself."""
    wanted = set(codes)
    found = organisations.by_codes(wanted)
    return {code: str(found.get(code, code)) for code in wanted}
