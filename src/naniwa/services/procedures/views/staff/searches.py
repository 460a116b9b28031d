"""Saving a selection of the ledger under a name, sharing it, removing it, bringing it back."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.design.acts import tried
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import SavedSearch
from naniwa.services.procedures.operations import saved_searches
from naniwa.services.procedures.queries import saved
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.acting import READERS
from naniwa.services.procedures.views.staff.keeping import keeping, ledger_page
from naniwa.services.procedures.views.staff.sentences import sentence


@keeping("search", ledger_page)
@staff_required(*READERS)
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    shared = bool(request.POST.get("shared"))
    name, asked = request.POST.get("name", ""), request.GET.dict()
    return _act(
        request,
        lambda: saved_searches.save(name=name, asked=asked, shared=shared, by=request.staff, now=timezone.now()),
        _("検索を保存しました。台帳の上と、操作の検索（Ctrl+K）から開けます。"),
    )


@staff_required(*READERS)
@require_POST
def share(request: StaffRequest, number: UUID) -> HttpResponse:
    search, shared = _own(request, number), bool(request.POST.get("shared"))
    done = _("職場で共有しました。") if shared else _("共有をやめました。")
    return _act(
        request,
        lambda: saved_searches.share(search=search, shared=shared, by=request.staff, now=timezone.now()),
        done,
    )


@staff_required(*READERS)
@require_POST
def remove(request: StaffRequest, number: UUID) -> HttpResponse:
    """The next page offers to bring it back."""
    saved_searches.remove(search=_own(request, number), by=request.staff, now=timezone.now())
    return redirect(f"{reverse('procedures:staff_register')}?removed={number}")


@staff_required(*READERS)
@require_POST
def restore(request: StaffRequest, number: UUID) -> HttpResponse:
    search = _own(request, number)
    return _act(
        request,
        lambda: saved_searches.restore(search=search, by=request.staff, now=timezone.now()),
        _("検索を元に戻しました。"),
    )


def _own(request: StaffRequest, number: UUID) -> SavedSearch:
    """Raises Http404."""
    search = saved.own(number, viewer(request.staff))
    if search is None:
        raise Http404
    return search


def _act(request: StaffRequest, work: Callable[[], object], done: str) -> HttpResponse:
    """Either way back to the ledger as it was."""
    tried(request, work, done, unless=BrokenRule, why=sentence)
    query = request.GET.urlencode()
    return redirect(reverse("procedures:staff_register") + (f"?{query}" if query else ""))
