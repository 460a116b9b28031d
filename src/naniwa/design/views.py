"""The living reference of all components, and the form that keeps a person's display settings."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.display import TEXT_COOKIE, TEXT_SIZES, THEME_COOKIE, THEMES
from naniwa.design.samples import sample_page
from naniwa.design.samples.patterns import PATTERNS

YEAR = 365 * 24 * 60 * 60
CHOICES = (
    ("text", TEXT_COOKIE, TEXT_SIZES),
    ("theme", THEME_COOKIE, (*THEMES, "system")),
    ("language", settings.LANGUAGE_COOKIE_NAME, tuple(code for code, _name in settings.LANGUAGES)),
)


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every component in each state."""
    return render(request, "design/reference.html", sample_page(request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
def pattern(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the page patterns with made-up content; nothing that is posted is kept."""
    if name not in PATTERNS:
        raise Http404
    return render(request, f"design/reference/pattern_{name}.html", PATTERNS[name]())


@csrf_exempt  # sets only how pages look; without a token it works on cached pages and in expired sessions
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep text size, theme or language in a cookie for a year and go back."""
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if safe else "/")
    for name, cookie, known in CHOICES:
        if (chosen := request.POST.get(name)) in known:
            response.set_cookie(
                cookie, str(chosen), max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
            )
    return response
