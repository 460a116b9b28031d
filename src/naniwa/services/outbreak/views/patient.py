"""The patient's own page: a code and a date of birth instead of an account, then how they are today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library import spoken
from naniwa.library.spoken import said
from naniwa.library.typed import day_in, number_in
from naniwa.services.outbreak.definitions import patient_words
from naniwa.services.outbreak.models import Case, Way
from naniwa.services.outbreak.operations import observing
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import centres, observation, regimes
from naniwa.services.outbreak.rules.broken import NothingSaid
from naniwa.services.outbreak.rules.regime import LANGUAGES

BY_CLIENT = limits.Rule("open the patient's page, by client", 60, timedelta(minutes=10))
BY_CODE = limits.Rule("open the patient's page, by code", 10, timedelta(hours=1))
REPORTS = limits.Rule("report one's health", 30, timedelta(hours=1))
OPENED, LANGUAGE, LAST = "outbreak_patient", "outbreak_language", "outbreak_last"
OPEN_FOR = timedelta(minutes=30)
TEMPERATURES, OXYGEN, MOODS = (Decimal("34.0"), Decimal("43.0")), (50, 100), (5, 4, 3, 2, 1)


class Words:
    """What the page says in one language, as attributes of a template."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getitem__(self, key: str) -> str:
        return said(patient_words()[key], self.language)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was sent, with what is wrong by the name of its field."""

    said: Said
    proxy: bool
    faults: dict[str, str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Right and wrong are counted alike, and what is wrong is not told apart."""
    language = _language(request)
    if request.method != "POST":
        return _render(request, "enter", language, {"fields": _entrance(language, request)})
    now, code = timezone.now(), request.POST.get("code", "")[:40]
    limits.consume(BY_CLIENT, client_address(request), now=now)
    if figures := observation.digits(code):
        limits.consume(BY_CODE, figures, now=now)
    case = observation.patient(code, day_in(request.POST.get("born_on", "")))
    if case is None:
        wrong = {"fields": _entrance(language, request), "wrong": Words(language)["wrong"]}
        return _render(request, "enter", language, wrong, status=422)
    request.session.cycle_key()
    request.session[OPENED] = {"case": str(case.public_id), "until": (now + OPEN_FOR).isoformat()}
    request.session.setdefault(LANGUAGE, case.language if case.language in LANGUAGES else language)
    with as_system():
        audit.record("outbreak.entered", by=None, target=case, now=now)
    return redirect("outbreak:patient")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    case, language, now = _opened(request), _language(request), timezone.now()
    if case is None:
        return redirect("outbreak:enter")
    if request.method != "POST":
        return _form(request, case, language, {}, uuid4())
    limits.consume(REPORTS, str(case.public_id), now=now)
    taken, press = _taken(request, case, language), number_in(request.POST.get("number", ""))
    if not taken.faults:
        way = Way.PROXY if taken.proxy else Way.PATIENT
        try:
            with as_system():
                made = observing.record(case=case, said=taken.said, way=way, press=press, by=None, now=now)
        except NothingSaid:
            taken.faults["temperature"] = Words(language)["nothing"]
        else:
            request.session[LAST] = made.level
            return redirect("outbreak:thanks")
    return _form(request, case, language, taken.faults, press)


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens now: wait, or call 119."""
    case, language = _opened(request), _language(request)
    if case is None:
        return redirect("outbreak:enter")
    centre = centres.centre_of(case.organisation_id)
    context = {"case": case, "level": request.session.get(LAST, ""), "phone": centre.phone if centre else ""}
    return _render(request, "thanks", language, context)


def _opened(request: HttpRequest) -> Case | None:
    held = request.session.get(OPENED)
    if not held or datetime.fromisoformat(held["until"]) < timezone.now():
        return None
    with as_system():
        return Case.objects.select_related("organisation").filter(public_id=held["case"]).first()


def _language(request: HttpRequest) -> str:
    """The one asked for in the address, the one chosen before, or the site's."""
    site = spoken.OF_THE_SITE.get(translation.get_language() or "ja", "en")
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        request.session[LANGUAGE] = asked
        return asked
    return str(request.session.get(LANGUAGE, site))


def _form(request: HttpRequest, case: Case, language: str, faults: dict[str, str], press: UUID) -> HttpResponse:
    context = {
        "case": case,
        "fields": _questions(request, case, language, faults),
        "faults": [(f"f-{key}", text) for key, text in faults.items()],
        "number": press,
    }
    return _render(request, "report", language, context, status=422 if faults else 200)


def _entrance(language: str, request: HttpRequest) -> list[FieldView]:
    words, given = Words(language), request.POST
    return [
        FieldView(
            key="code", type="text", label=words["code"], hint=words["code_hint"], value=given.get("code", "")[:40],
            options={"inputmode": "numeric", "autocomplete": "off"},
        ),
        FieldView(
            key="born_on", type="text", label=words["born_on"], value=given.get("born_on", "")[:10],
            options={"input_type": "date", "autocomplete": "bday"},
        ),
    ]  # fmt: skip


def _questions(request: HttpRequest, case: Case, language: str, faults: dict[str, str]) -> list[FieldView]:
    words, given = Words(language), request.POST
    regime = regimes.in_force(case.disease).regime
    wrong = {key: (text,) for key, text in faults.items()}
    asked = [
        FieldView(
            key="temperature", type="text", label=words["temperature"], required=False,
            value=given.get("temperature", "")[:10], options={"inputmode": "decimal"},
            errors=wrong.get("temperature", ()),
        ),
        FieldView(
            key="spo2", type="text", label=words["spo2"], hint=words["spo2_hint"], required=False,
            value=given.get("spo2", "")[:10], options={"inputmode": "numeric"}, errors=wrong.get("spo2", ()),
        ),
        FieldView(
            key="symptoms", type="several", label=words["symptoms"], required=False, value=given.getlist("symptoms"),
            choices=[Choice(value=one.key, label=said(one.words, language)) for one in regime.symptoms],
        ),
        FieldView(
            key="mood", type="choice", label=words["mood"], required=False, value=given.get("mood", ""),
            choices=[Choice(value=str(one), label=words[f"mood_{one}"]) for one in MOODS],
        ),
        FieldView(
            key="proxy", type="several", label=words["proxy"], required=False, value=given.getlist("proxy"),
            choices=[Choice(value="yes", label=words["proxy"])],
        ),
    ]  # fmt: skip
    return [one for one in asked if one.key in {*regime.asks, "symptoms", "proxy"}]


def _taken(request: HttpRequest, case: Case, language: str) -> Taken:
    given, words, faults = request.POST, Words(language), dict[str, str]()
    temperature, spo2 = _figure(given.get("temperature", "")), _figure(given.get("spo2", ""))
    if given.get("temperature", "").strip() and not _within(temperature, *TEMPERATURES):
        faults["temperature"] = words["bad_temperature"]
    if given.get("spo2", "").strip() and not _within(spo2, *OXYGEN):
        faults["spo2"] = words["bad_spo2"]
    mood = given.get("mood", "")
    marked = set(given.getlist("symptoms"))
    symptoms = tuple(one.key for one in regimes.in_force(case.disease).regime.symptoms if one.key in marked)
    answers = Said(
        temperature=temperature.quantize(Decimal("0.1")) if temperature is not None and not faults else None,
        spo2=int(spo2) if spo2 is not None and not faults else None,
        symptoms=symptoms,
        mood=int(mood) if mood in {str(one) for one in MOODS} else None,
        asked=bool(mood),
    )
    return Taken(answers, "yes" in given.getlist("proxy"), faults)


def _figure(text: str) -> Decimal | None:
    """Full-width figures and a comma are figures too."""
    try:
        found = Decimal(text.strip().replace(",", ".").replace("．", ".").replace("，", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _within(value: Decimal | None, lowest: Decimal | int, highest: Decimal | int) -> bool:
    return value is not None and lowest <= value <= highest


def _render(
    request: HttpRequest, name: str, language: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """In a frame of Japanese or English, whichever is nearer."""
    words = {key: said(each, language) for key, each in patient_words().items()}
    with translation.override(spoken.frame_of(language)):
        links = [(code, spoken.NAMES[code], spoken.TAGS[code]) for code in LANGUAGES]
        shown = {**context, "say": words, "tag": spoken.TAGS[language], "languages": links, "spoken": language}
        return render(request, f"outbreak/observation/{name}.html", shown, status=status)
