"""A conversation that one clerk hands to another, with a note that only the office reads."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.models.conversation import Conversation


class HandOver(models.Model):
    """`to` is nobody where it goes back into the queue."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="hand_overs", verbose_name=_("オンライン相談")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("引き継いだ人"))
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("引き継がれた人")
    )
    note = models.TextField(_("引継ぎのメモ"), blank=True)
    at = models.DateTimeField(_("引継ぎの日時"))

    class Meta:
        verbose_name = _("相談の引継ぎ")

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)
