"""The page on which anybody checks a paper: by the file, or by its number alone."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.documents.limits import MEBIBYTE
from naniwa.kernel.documents.storage import DiscFull
from naniwa.kernel.people import limits
from naniwa.kernel.signing import queries
from naniwa.kernel.signing.numbers import read_number

# Many honest people may share one address; each file costs a second of a processor.
FILES = limits.Rule("signing.files", 30, timedelta(minutes=10))
NUMBERS = limits.Rule("signing.numbers", 60, timedelta(minutes=10))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Nothing that is sent here is kept."""
    context: dict[str, Any] = {"size": queries.LARGEST // MEBIBYTE}
    if request.method == "POST":
        context |= _of_file(request)
    elif typed := request.GET.get("number", ""):
        context |= _of_number(request, typed)
    faults = context.get("faults")
    return render(request, "signing/verify.html", context, status=422 if faults else 200)


def _of_file(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    if file is None:
        return _fault("file", _("確かめたいPDFのファイルを選んでください。"))
    _count(request, FILES)
    try:
        return {"found": queries.verify(file), "name": file.name}
    except queries.TooLarge:
        said = _("ファイルが大きすぎます。%(size)s MBまでのPDFを確かめられます。")
        return _fault("file", said % {"size": queries.LARGEST // MEBIBYTE})
    except queries.NotReadable:
        return _fault(
            "file",
            _(
                "PDFとして読めませんでした。壊れているか、パスワードがかかっています。受け取ったままのPDFを選んでください。"
            ),
        )
    except DiscFull:
        return _fault("file", _("ただいま確かめられません。時間をおいて、もう一度送ってください。"))


def _of_number(request: HttpRequest, typed: str) -> dict[str, Any]:
    number = read_number(typed)
    if not number:
        return {
            **_fault("number", _("文書番号は、7KQ2-M4FX-9ABC のような12文字です。紙の番号と見比べてください。")),
            "typed": typed,
        }
    _count(request, NUMBERS)
    return {"typed": number, "asked": True, "paper": queries.by_number(number)}


def _fault(field: str, said: str) -> dict[str, Any]:
    return {"faults": [(f"f-{field}", said)], f"{field}_fault": said}


def _count(request: HttpRequest, rule: limits.Rule) -> None:
    """Raises TooOften."""
    limits.consume(rule, account_adapter().get_client_ip(request), now=timezone.now())
