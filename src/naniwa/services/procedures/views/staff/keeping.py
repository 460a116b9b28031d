"""What staff typed when their session had ended: kept aside, and given back after sign-in to the same person alone."""

from collections.abc import Callable
from datetime import timedelta
from functools import update_wrapper
from typing import Concatenate
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Hold
from naniwa.services.procedures.views import stale
from naniwa.services.procedures.views.staff.acting import TYPED, WHOLE, case_url, words_of

WHOSE = "whose"
TIMES = limits.Rule("hold what a member of staff typed", 60, timedelta(hours=1))
_signer = Signer(salt="procedures.whose")

type Page[**P] = Callable[Concatenate[HttpRequest, P], tuple[str, str]]
"""Of a form: what the page that shows it is about, and its address."""


def mark(person: Person) -> str:
    """Says in a form for whom its page was made, as its session may be gone when it comes back."""
    return _signer.sign(str(person.public_id))


def keeping[**P](
    form: str, page: Page[P]
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """Hold the words of a form whose session has ended, or whose token an own sign-in elsewhere has made stale.

    Everything else goes to the view, which is reached with a good token only.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @csrf_exempt  # checked here, so that a stale form is held instead of lost
        def watched(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            refused = stale.refusal(request) if request.method == "POST" else None
            acting = getattr(request, "staff", None) is not None
            if request.method != "POST" or (refused is None and acting):
                return view(request, *args, **kwargs)
            if not _may_hold(request) or (refused and not stale.from_our_own_page(request)):
                return refused or view(request, *args, **kwargs)
            about, address = page(request, *args, **kwargs)
            _hold(request, about, form)
            return redirect(address)

        update_wrapper(watched, view, updated=())
        return watched

    return decorate


def case_page(request: HttpRequest, reference: str) -> tuple[str, str]:
    return reference, case_url(request, reference)


def page_of_hold(request: HttpRequest, number: UUID) -> tuple[str, str]:
    """A hold stands on the page of its case, and all of them on that of the records officer."""
    with as_system():
        held = Hold.objects.select_related("application").filter(public_id=number, application__isnull=False).first()
    if held and held.application and "retention" not in request.headers.get("Referer", ""):
        return case_page(request, held.application.reference)
    return "retention", reverse("procedures:staff_retention")


def retention_page(_request: HttpRequest) -> tuple[str, str]:
    return "retention", reverse("procedures:staff_retention")


def ledger_page(request: HttpRequest) -> tuple[str, str]:
    return "ledger", _with_query(request, reverse("procedures:staff_register"))


def export_page(request: HttpRequest) -> tuple[str, str]:
    return "export", _with_query(request, reverse("procedures:staff_export_ask"))


def paper_of(_request: HttpRequest, number: UUID) -> tuple[str, str]:
    return f"paper/{number}", reverse("procedures:staff_paper", args=[number])


def paper_page(_request: HttpRequest, number: UUID, page: str) -> tuple[str, str]:
    return f"paper/{number}/{page}", reverse("procedures:staff_paper_page", args=[number, page])


def paper_correction(_request: HttpRequest, reference: str) -> tuple[str, str]:
    return f"correction/{reference}", reverse("procedures:staff_paper_correction", args=[reference])


def overlay_page(_request: HttpRequest, slug: str) -> tuple[str, str]:
    return f"overlay/{slug}", reverse("procedures:staff_overlay", args=[slug])


def _with_query(request: HttpRequest, address: str) -> str:
    query = request.GET.urlencode()
    return address + (f"?{query}" if query else "")


def _may_hold(request: HttpRequest) -> bool:
    """Of a page that was made for somebody, unless another person has signed in since."""
    whose = _whose(request)
    return bool(whose) and (not request.user.is_authenticated or str(request.user.public_id) == whose)


def _whose(request: HttpRequest) -> str:
    try:
        return _signer.unsign(request.POST.get(WHOSE, ""))
    except BadSignature:
        return ""


def _hold(request: HttpRequest, about: str, form: str) -> None:
    whose, kept = _whose(request), stale.everything(request) if form == WHOLE else words_of(request)
    held = {"reference": about, "forms": {form: kept}, "whose": whose, "held": True}
    told = _("時間がたったため、もう一度ログインしてください。入力した内容は、とってあります。")
    stale.hold(request, TYPED, held, rule=TIMES, subject=whose, words=told)
