"""Corrections that came by post, keyed in by staff: only the faulty fields, as on the site."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.documents.models import Document
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import start_of
from naniwa.services.procedures.models import Application, Channel, PaperForm
from naniwa.services.procedures.operations.corrections import resubmit_many
from naniwa.services.procedures.operations.paper import by_field, entry
from naniwa.services.procedures.rules import BrokenRule, NotYetReceived


class NotOnPaper(BrokenRule):
    """An application from the site is corrected there, by its applicant."""


@transaction.atomic
def add_scan(*, application: Application, document: Document, field: str, now: datetime) -> None:
    """Keep a file that came with a correction beside those of the form."""
    form = PaperForm.objects.select_for_update(of=("self",)).get(application=application)
    form.scans, form.saved_at = [*form.scans, entry(document, field)], now
    form.save(update_fields=["scans", "saved_at"])


@transaction.atomic
def key_in(
    *, application: Application, changes: Mapping[str, Any], received_on: date, by: Staff, now: datetime
) -> Application:
    """Hand in what a correction says; the postmark counts for its deadline. What is still missing stays a fault.

    Raises NotOnPaper, NotYetReceived, WrongState (also on a second press), TooLate.
    """
    if application.channel != Channel.PAPER:
        raise NotOnPaper
    received_at = start_of(received_on)
    if received_at > now:
        raise NotYetReceived
    files = by_field(PaperForm.objects.get(application=application).scans)
    whole = {application.pk: {**changes, **files}}
    return resubmit_many(changes=whole, now=now, by=by.person, received_at=received_at)[0]
