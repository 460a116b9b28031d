"""The WSGI application that the server imports."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from naniwa.library.service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_django = get_wsgi_application()


def _lean() -> list[Any]:
    """What services answer before Django does."""
    declared: list[Service] = [import_module(f"{name}.service").SERVICE for name in settings.SERVICES]
    return [import_module(service.lean).answer for service in declared if service.lean]


_answers = _lean()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """One of the services' short answers, or Django's."""
    for answer in _answers:
        found = answer(environ)
        if found is not None:
            start_response(found.status, found.headers)
            return [found.body]
    return _django(environ, start_response)
