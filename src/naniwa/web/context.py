"""What every page knows: its menus, who is acting, and whether this is the demo."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from naniwa.web import navigation


def frame(request: HttpRequest) -> dict[str, object]:
    return {
        "navigation": SimpleLazyObject(lambda: navigation.for_request(request)),
        "entrances": SimpleLazyObject(navigation.entrances),
        "counter_url": SimpleLazyObject(lambda: navigation.counter_url(getattr(request, "staff", None))),
        "staff": getattr(request, "staff", None),
        "demo": getattr(settings, "DEMO", False),
    }
