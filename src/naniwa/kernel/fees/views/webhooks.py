"""The address that payment providers call; who calls is known by the signature alone."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from naniwa.kernel.fees.operations import hear
from naniwa.kernel.fees.providers import Forged, Unreadable, provider

LONGEST = 64 * 1024
_log = logging.getLogger(__name__)


@csrf_exempt  # a machine calls, and signs what it says
@never_cache
@require_POST
def called(request: HttpRequest, name: str) -> HttpResponse:
    """Take a call in, once; a forged one is refused and leaves nothing behind but a line in the log."""
    known, now = provider(name), timezone.now()
    if known is None:
        return HttpResponse(status=404)
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return HttpResponse(status=413)
    try:
        headers = {key.lower(): value for key, value in request.headers.items()}
        notice = known.read_notice(headers, request.body, timestamp=int(now.timestamp()))
    except Forged:
        _log.warning("a call in the name of the payment provider %s was not signed by it", name)
        return HttpResponse(status=403)
    except Unreadable:
        return HttpResponse(status=400)
    hear(notice, provider=name, now=now)
    return HttpResponse(status=204)
