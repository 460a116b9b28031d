"""What every page knows: navigation, who is signed in, and whether this is the demo."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    return {"demo": getattr(settings, "DEMO", False), "staff": getattr(request, "staff", None)}
