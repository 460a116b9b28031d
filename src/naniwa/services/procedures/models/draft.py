"""A draft: what a person has filled in so far, kept on each page."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.filling import Filling


class Draft(Filling):
    """`application` is set once, at submission: pressing the button again finds it there.

    `mandate` is under which an agent fills it in for `person`.
    `origins` tells for each answer that was taken from an earlier application which one it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("本人"))
    application = models.OneToOneField(
        "procedures.Application", models.CASCADE, null=True, related_name="draft", verbose_name=_("申請")
    )
    mandate = models.ForeignKey(
        "mandates.Mandate", models.PROTECT, null=True, related_name="+", verbose_name=_("代理権")
    )
    origins = models.JSONField(_("前の申請から入れた項目"), default=dict)

    class Meta:
        verbose_name = _("下書き")
        indexes = [models.Index(fields=["person", "procedure"], name="procedures_drafts_own")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def reference(self) -> str:
        return str(self.id)
