"""What taxes are called, in the language in force."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language

from naniwa.library.wareki import format_wareki
from naniwa.services.taxes.definitions import taxes


class _Named:
    """Chosen when it is read, as menus and figures are made once for all readers."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def __str__(self) -> str:
        return taxes()[self.slug].called(get_language() or "ja")


def subjects() -> Mapping[str, str | Promise]:
    """For the figures of the ledger, by slug."""
    return {slug: lazystr(_Named(slug)) for slug in taxes()}


def called(tax: str, language: str) -> str:
    """The slug itself for a tax that is billed no more."""
    found = taxes().get(tax)
    return found.called(language) if found else tax


def fiscal_year(year: int, language: str) -> str:
    """`令和8年度`, or `fiscal 2026`."""
    if language.startswith("en"):
        return f"fiscal {year}"
    return format_wareki(date(year, 4, 1)).partition("年")[0] + "年度"


def title(tax: str, year: int, instalment: int, language: str) -> str:
    """What a charge is for."""
    if language.startswith("en"):
        return f"{called(tax, language)}, {fiscal_year(year, language)}, instalment {instalment}"
    return f"{called(tax, language)} {fiscal_year(year, language)} 第{instalment}期"


def interest_title(tax: str, year: int, instalment: int, language: str) -> str:
    """As `title`, of what is owed for paying late."""
    words = title(tax, year, instalment, language)
    return f"Late interest: {words}" if language.startswith("en") else f"{words} 延滞金"
