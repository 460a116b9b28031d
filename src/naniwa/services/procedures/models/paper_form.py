"""A form that staff fill in: one that came by post with its scans, or one at the counter with the resident there."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.scoping import Scoped
from naniwa.services.procedures.models.filling import Filling


class PaperForm(Filling, Scoped):
    """`scans` are files as answers name them, each with the `field` it is for; "" is the form itself.

    `received_on` is the postmark, or the day on which it came in. One that is filled in `at_counter`, with the resident
    there, has no scan: they confirm it on the screen. `application` is set once, when it is registered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_on = models.DateField(_("受領日"))
    at_counter = models.BooleanField(_("窓口で入力"), default=False, db_default=False)
    scans = models.JSONField(_("スキャン"), default=list)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("受け付けた人")
    )
    application = models.OneToOneField(
        "procedures.Application", models.CASCADE, null=True, related_name="paper_form", verbose_name=_("申請")
    )

    class Meta:
        verbose_name = _("紙の申請書")
        indexes = [
            models.Index(
                fields=["organisation", "received_on"],
                name="procedures_papers_to_key",
                condition=models.Q(application=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def reference(self) -> str:
        return str(self.id)

    @property
    def collection(self) -> str:
        """Under which its scans are kept."""
        return f"paper {self.id}"
