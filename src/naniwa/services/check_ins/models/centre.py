"""Which organisations are health centres for alerts, as the prefecture's administrator says."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AlertCentre(models.Model):
    """Its staff give codes and approve alerts until `ended_at`; a centre that comes again keeps its row.

    `organisation` is the centre. The prefecture needs no row.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    since = models.DateTimeField(_("登録した日時"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登録した職員"))
    ended_at = models.DateTimeField(_("外した日時"), null=True)

    class Meta:
        verbose_name = _("通知を扱う保健所")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def reference(self) -> str:
        return str(self.public_id)
