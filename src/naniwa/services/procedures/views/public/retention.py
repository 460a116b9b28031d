"""Receipts of what was taken away when its time was over, with the keys by which anybody can check them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from naniwa.services.procedures.models import RetentionRun
from naniwa.services.procedures.operations.retention_receipts import fingerprint, public_pem
from naniwa.services.procedures.queries.names import titles
from naniwa.services.procedures.queries.retention import Told, receipts, told

SHOWN = 60


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The latest receipts; every one can be fetched by its number."""
    found, names = receipts(), titles()
    keys = {fingerprint(run.public_key): run for run in reversed(found) if run.public_key}
    rows: list[Told] = [line for run in found[:SHOWN] for line in told(run, names)]
    context = {"rows": rows, "runs": found[:SHOWN], "total": len(found), "keys": keys.items()}
    return render(request, "procedures/public/retention.html", context)


@require_safe
def receipt(_request: HttpRequest, number: int) -> HttpResponse:
    """Byte for byte as it was signed."""
    return _file(_run(number).receipt.encode(), "application/json", f"retention-{number}.json")


@require_safe
def signature(_request: HttpRequest, number: int) -> HttpResponse:
    """The 64 bytes of Ed25519."""
    return _file(bytes(_run(number).signature or b""), "application/octet-stream", f"retention-{number}.sig")


@require_safe
def key(_request: HttpRequest, number: int) -> HttpResponse:
    """The key that signed the receipt of this number, as PEM."""
    return _file(
        public_pem(_run(number).public_key or b"").encode(), "application/x-pem-file", f"retention-{number}.pem"
    )


def _run(number: int) -> RetentionRun:
    run = get_object_or_404(RetentionRun, number=number)
    if run.finished_at is None:
        raise Http404
    return run


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
