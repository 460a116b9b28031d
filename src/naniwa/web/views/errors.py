"""What is shown when a page cannot be: in plain words, with a way on."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.access import NotPermitted
from naniwa.kernel.people.models import Role

LAST_RESORT = (
    '<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>ただいま表示できません</title>'
    "<h1>ただいま表示できません</h1>"
    "<p>しばらくしてからもう一度お試しください。保存した内容は消えていません。</p>"
    '<p lang="en">This page cannot be shown just now. Please try again in a few minutes. What you saved is safe.</p>'
    "</html>"
)
CSRF_WORDS = {
    "title": _("もう一度お試しください"),
    "text": _(
        "ページを開いてから時間がたったか、ブラウザのCookieが使えません。前のページに戻って再読み込みし、もう一度お試しください。"
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A host that is not ours is refused before anybody is known."""
    if not hasattr(request, "user"):
        request.user = AnonymousUser()
    return render(request, "web/errors/400.html", status=400)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    roles = exception.roles if isinstance(exception, NotPermitted) else ()
    names = [Role(role).label for role in roles if role in Role.values]
    return render(request, "web/errors/403.html", {"roles": names}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Without the request's context, because the database may be what is broken."""
    try:
        page: str = render_to_string("web/errors/500.html")
    except Exception:  # noqa: BLE001 - the last page must not fail
        page = LAST_RESORT
    return HttpResponseServerError(page)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/csrf.html", CSRF_WORDS, status=403)
