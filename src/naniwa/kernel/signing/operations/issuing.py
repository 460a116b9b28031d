"""Issuing a paper under an office's electronic seal: set, signed, kept, and entered in the register."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import pdf
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.kernel.signing.models import SignedPaper
from naniwa.kernel.signing.numbers import new_number
from naniwa.kernel.signing.seals import Seal, seal_of
from naniwa.kernel.signing.signature import sign


class NoSeal(Exception):
    """The office has no electronic seal on this installation."""


@transaction.atomic
def issue(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    name: str,
    language: str,
    organisation: Organisation,
    partner: Organisation | None,
    person: Person | None,
    dated: datetime,
    now: datetime,
) -> SignedPaper:
    """Fill a template of `documents.pdf` with data and the mark of the seal, sign it and keep it as `name`.

    Takes some tens of milliseconds, so it belongs in a job. Run as the system. Raises NoSeal.
    """
    seal = seal_of(organisation.code)
    if seal is None:
        raise NoSeal(organisation.code)
    number = new_number()
    marked = {**data, "seal": mark(number, seal, office=str(organisation))}
    made = sign(pdf.render(template, marked, language=language, now=dated), seal=seal, office=organisation.name)
    document = documents.keep_issued(
        made, name=name, field=title, organisation=organisation, partner=partner, person=person, now=now
    )
    paper = SignedPaper.objects.create(
        number=number,
        organisation=organisation,
        title=title,
        language=language,
        sha256=hashlib.sha256(made).hexdigest(),
        is_test=seal.is_test,
        signed_at=now,
        document=document,
    )
    audit.record("signing.sealed", by=None, target=paper, organisation=organisation, subject=person, now=now)
    return paper


def mark(number: str, seal: Seal, *, office: str) -> dict[str, Any]:
    """What `sealed` of the templates shows: number, office, and where anybody checks the paper."""
    link = f"{settings.SITE_URL}{reverse('signing:verify')}?number={number}"
    return {"number": number, "office": office, "link": link, "qr": pdf.qr(link), "test": seal.is_test}
