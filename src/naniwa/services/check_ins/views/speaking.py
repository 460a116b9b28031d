"""Pages of visitors in the language that they choose by a link, or that their phone asks for."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from naniwa.library import spoken
from naniwa.services.check_ins.definitions import LANGUAGES, visitor_words
from naniwa.services.check_ins.views.asked import LANGUAGE, kept, language_in

KEPT = 60 * 24 * 60 * 60
LINKS = [(code, spoken.NAMES[code], spoken.TAGS[code]) for code in LANGUAGES]


def language_of(request: HttpRequest) -> str:
    asked = request.POST.get("language", "") or request.GET.get("language", "")
    return language_in(asked, request.COOKIES, request.headers.get("Accept-Language", ""))


def words_of(request: HttpRequest) -> Mapping[str, str]:
    return visitor_words(language_of(request))


def speak(request: HttpRequest, name: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """A page in the visitor's language, in a frame of the site's nearest; a choice made by a link is kept."""
    language = language_of(request)
    with translation.override(spoken.frame_of(language)):
        shown = {
            **context,
            "say": visitor_words(language),
            "spoken": language,
            "tag": spoken.TAGS[language],
            "languages": LINKS,
        }
        response = render(request, f"check_ins/{name}.html", shown, status=status)
    response.headers["Content-Language"] = spoken.TAGS[language]
    if request.GET.get("language") in LANGUAGES:
        response.set_cookie(
            LANGUAGE,
            kept(language, request.COOKIES),
            max_age=KEPT,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
