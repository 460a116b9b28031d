"""A link by e-mail with which a person goes on with a draft on another device."""

from contextlib import nullcontext
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, Purpose
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.whose import check_whose
from naniwa.services.procedures.queries.live import live


@transaction.atomic
def send_link(*, draft: Draft, by: Person, path: str, language: str, now: datetime) -> None:
    """Mail a sign-in link that leads to `path`. Raises NotYours."""
    mandate = check_whose(draft, by=by, act=Act.APPLY, now=now)
    version = live(draft.version_id)
    issued = people.issue(purpose=Purpose.SIGN_IN, email=by.email or "", person=by, next_path=path, now=now)
    link = settings.SITE_URL + reverse("people:sign_in_link", args=[issued.token])
    # An agent acts in the scope of the principal, whose letter this is not.
    with as_system() if mandate else nullcontext():
        notifications.send(
            "procedures.resume",
            to=by,
            key=f"procedures.resume.{issued.link.public_id}",
            organisation=Organisation.objects.get(pk=version.organisation_id),
            context={"procedure": version.procedure.title.in_language(language), "link": link},
            reference=str(draft.pk),
            language=language,
            now=now,
        )
