"""Finding a procedure, reading what it is, and seeing in three questions whether it is likely."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.events import origins
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.schema import Answer
from naniwa.services.procedures.queries import catalogue, standing
from naniwa.services.procedures.queries.live import Live, current
from naniwa.services.procedures.views.applicant.rendering import say

ASKED = "asked"


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """All procedures, or those that match words and a situation in life."""
    everything = catalogue.published(timezone.now())
    words, situation = request.GET.get("q", "").strip(), request.GET.get("situation", "")
    context = {
        "found": [
            (one, closing(one.version)) for one in catalogue.matching(everything, words=words, situation=situation)
        ],
        "situations": catalogue.situations(everything),
        "words": words,
        "situation": situation,
    }
    return render(request, "procedures/applicant/find.html", context)


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """What a procedure is, in plain words; where municipalities have their own form of it, they are to choose from."""
    version = found(slug)
    office = Organisation.objects.get(pk=version.organisation_id)
    title = version.procedure.title.in_language(get_language() or "ja")
    context = {
        "places": places(request, version),
        "base": version.procedure.based_on,
        "version": version,
        "procedure": version.procedure,
        "window": catalogue.window_of(version, timezone.now()),
        "office": office,
        "asking": origins.leading("", office=office.code, about=title),
        "amounts": [one for one in version.procedure.amounts if isinstance(one.amount, int)],
        "closing": closing(version),
    }
    return render(request, "procedures/applicant/about.html", context)


@require_safe
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Three questions; what is answered stands in the address alone and is kept nowhere."""
    version = found(slug)
    answered = _answered(version.procedure, request)
    fields = _questions(version.procedure, request, answered=answered)
    context = {
        "version": version,
        "procedure": version.procedure,
        "window": catalogue.window_of(version, timezone.now()),
        "fields": fields,
        "faulty": any(field.faults for field in fields),
        "closing": closing(version),
        "verdict": _verdict(list(answered.values())) if len(answered) == len(version.procedure.eligibility) else None,
    }
    return render(request, "procedures/applicant/check.html", context)


@dataclass(frozen=True, slots=True)
class Places:
    """The municipalities that have their own form of a procedure; `own` is that of the last application.

    Without any, nobody can apply yet: the procedure leaves something to each of them.
    """

    own: standing.Variant | None
    others: list[standing.Variant]


def places(request: HttpRequest, version: Live) -> Places | None:
    """None where there is nothing to choose."""
    variants = standing.variants(version.procedure.slug) if version.procedure.for_municipalities else []
    if not (variants or version.undecided):
        return None
    person = request.user.pk if request.user.is_authenticated else None
    lived_in = standing.lived_in(person) if person else None
    own = next((one for one in variants if one.organisation.pk == lived_in), None)
    return Places(own, [one for one in variants if one is not own])


@dataclass(frozen=True)
class Verdict:
    """Whether it is likely, and what is said to the answers."""

    likely: bool
    reasons: list[str]


def found(slug: str) -> Live:
    """The latest version. Raises Http404."""
    version = current(slug)
    if version is None:
        raise Http404
    return version


def closing(version: Live) -> datetime | None:
    """The last minute in which an application can be handed in: midnight is said as 23:59 of the day before."""
    return version.closes_at and version.closes_at - timedelta(minutes=1)


def _answered(procedure: Procedure, request: HttpRequest) -> dict[str, Answer]:
    chosen = {question.key: request.GET.get(question.key, "") for question in procedure.eligibility}
    return {
        question.key: question.options[int(chosen[question.key])]
        for question in procedure.eligibility
        if chosen[question.key].isascii() and len(chosen[question.key]) == 1 and chosen[question.key].isdigit()
        and int(chosen[question.key]) < len(question.options)
    }  # fmt: skip


def _questions(procedure: Procedure, request: HttpRequest, *, answered: Collection[str]) -> list[FieldView]:
    """The questions; once the result is asked for, those without an answer say so."""
    asked = bool(answered) or ASKED in request.GET
    return [
        FieldView(
            key=question.key,
            type="choice",
            label=say(question.question),
            value=request.GET.get(question.key, ""),
            errors=[_unanswered(say(question.question))] if asked and question.key not in answered else [],
            choices=[Choice(value=str(at), label=say(option.label)) for at, option in enumerate(question.options)],
        )
        for question in procedure.eligibility
    ]


def _unanswered(question: str) -> str:
    return _("「%(question)s」の答えを1つ選んでください。") % {"question": question}


def _verdict(answers: list[Answer]) -> Verdict:
    likely = all(answer.likely for answer in answers)
    told = [answer for answer in answers if answer.note and answer.likely is likely]
    return Verdict(likely, [say(answer.note) for answer in told])
