"""Using one's own earlier answers again: what would be filled in, from where, and only what is ticked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.consent.purposes import newest
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.operations.prefilling import PREFILL, prefill
from naniwa.services.procedures.queries.earlier import Earlier
from naniwa.services.procedures.queries.earlier import earlier as earlier_answers
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.views.applicant.origins import origin_words
from naniwa.services.procedures.views.applicant.rendering import say
from naniwa.services.procedures.views.applicant.screens import entry_url, found, overtaken


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
@overtaken
def earlier(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Every answer that could be used, with a box each."""
    draft = found(request, draft_id)
    if draft.application is not None:
        return redirect("procedures:receipt", draft.application.reference)
    if request.method == "POST":
        prefill(draft_id=draft.pk, keys=set(request.POST.getlist("use")), by=request.user, now=timezone.now())
        messages.info(request, _("選んだ内容を入れました。ページごとに、いまも正しいか確かめてください。"))
        return redirect(entry_url(draft))
    version = live(draft.version_id)
    rows = [_row(version, one) for one in earlier_answers(version, draft, request.user)]
    context = {"draft": draft, "procedure": version.procedure, "rows": rows, "purpose": newest(PREFILL)}
    return render(request, "procedures/applicant/earlier.html", context | {"entry_url": entry_url(draft)})


def _row(version: Live, one: Earlier) -> dict[str, str]:
    key = one.field.key
    words = version.form.display(key, one.value, get_language() or "ja")
    return {"key": key, "label": say(one.field.label), "words": words, "origin": origin_words(one.origin)}
