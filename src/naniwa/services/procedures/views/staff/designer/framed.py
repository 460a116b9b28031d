"""Pages that show the preview in a frame, and the preview that may stand in one: on this site only."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def framing[**P](view: View[P]) -> View[P]:
    """The page may show frames of this site."""
    return _with({"frame-src": [CSP.SELF]}, view)


def framed[**P](view: View[P]) -> View[P]:
    """The page may stand in a frame of this site."""
    return _with({"frame-ancestors": [CSP.SELF]}, xframe_options_sameorigin(view))


def _with[**P](change: dict[str, Any], view: View[P]) -> View[P]:
    policy: dict[str, Any] = settings.SECURE_CSP
    opened = csp_override({**policy, **change})(view)
    update_wrapper(opened, view)
    return opened
