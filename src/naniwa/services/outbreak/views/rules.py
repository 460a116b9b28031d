"""The rules of the observation: read, tried over past reports, proposed, and approved by a doctor."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.definitions import FIRST, defined
from naniwa.services.outbreak.forms import RulesForm
from naniwa.services.outbreak.operations import ruling
from naniwa.services.outbreak.queries import regimes, simulating
from naniwa.services.outbreak.rules.broken import NotTheseRules
from naniwa.services.outbreak.service import PHYSICIAN, RULES
from naniwa.services.outbreak.views import acting, diseases, rules_words


@staff_required(*RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    """With "try", what the text would have said of the reports of the last weeks; nothing changes."""
    disease = diseases.asked(request) or FIRST
    force = regimes.in_force(disease)
    posted = request.method == "POST"
    form = RulesForm(request.POST if posted else None, initial={"text": regimes.text_in_force(disease)})
    tried = None
    if posted and form.is_valid():
        text, note = form.cleaned_data["text"], form.cleaned_data["note"]
        try:
            if "try" in request.POST:
                other = ruling.read(text, disease=disease)
                tried = simulating.compare(request.staff.organisation.pk, force.regime, other, disease=disease)
            else:
                ruling.propose(disease=disease, text=text, note=note, by=request.staff, now=timezone.now())
                return redirect(_place(disease))
        except NotTheseRules as wrong:
            form.add_error("text", _("規則として読めません：%(why)s") % {"why": wrong.why})
    context = {
        "form": form,
        "force": force,
        "tables": rules_words.tables(force.regime),
        "versions": rules_words.proposed(regimes.versions(disease), regimes.text_in_force(disease)),
        "tried": tried,
        "doctor": PHYSICIAN,
        "diseases": diseases.choices() if diseases.several() else [],
        "slug": disease,
    }
    return render(request, "outbreak/observation/rules.html", context, status=422 if form.errors else 200)


@staff_required(PHYSICIAN)
@require_POST
def approve(request: StaffRequest, number: UUID) -> HttpResponse:
    every = (one for slug in defined() for one in regimes.versions(slug))
    version = next((one for one in every if one.public_id == number), None)
    if version is None:
        raise Http404
    acting.tell(
        request,
        lambda: ruling.approve(version=version, by=request.staff, now=timezone.now()),
        _("承認しました。今からこの規則で判定します。"),
    )
    return redirect(_place(version.disease))


def _place(disease: str) -> str:
    return reverse("outbreak:rules") + (f"?disease={disease}" if diseases.several() else "")
