"""Addresses, banks and branches in JSON, for pages that ask while the person types; public data, for anybody."""

from collections.abc import Sequence

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from naniwa.kernel.forms.validation.municipalities import municipality_code
from naniwa.library import banks, postal
from naniwa.services.procedures.views.applicant.helps import bank_code

DAY = 24 * 60 * 60


@require_safe
@cache_control(max_age=DAY)
def postal_code(request: HttpRequest) -> JsonResponse:
    """Places of a postal code: `?postal_code=5408570`."""
    places = [
        {
            "prefecture": place.prefecture,
            "municipality": place.city,
            "municipality_code": municipality_code(place.municipality_code),
            "town": place.town,
            "building": place.building,
        }
        for place in postal.lookup(request.GET.get("postal_code", ""))
    ]
    return JsonResponse({"places": places})


@require_safe
@cache_control(max_age=DAY)
def bank(request: HttpRequest) -> JsonResponse:
    """Banks by code, name or reading: `?q=りそな`."""
    return _items(banks.directory().search_banks(request.GET.get("q", ""), limit=8))


@require_safe
@cache_control(max_age=DAY)
def branch(request: HttpRequest) -> JsonResponse:
    """Branches of a bank in the same way: `?bank=0010&q=大阪`."""
    code = bank_code(request.GET.get("bank", ""))
    return _items(banks.directory().search_branches(code, request.GET.get("q", ""), limit=8))


def _items(found: Sequence[banks.Bank] | Sequence[banks.Branch]) -> JsonResponse:
    return JsonResponse({"items": [{"code": one.code, "name": one.name, "detail": one.kana} for one in found]})
