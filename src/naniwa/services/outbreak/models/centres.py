"""A health centre and the municipalities that it looks after."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Centre(models.Model):
    """`on_duty` owns every new case until somebody takes it, and all that comes too late."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    on_duty = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("当番の責任者")
    )
    phone = models.CharField(_("患者に知らせる電話番号"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("保健所")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Area(models.Model):
    """A municipality is looked after by one health centre."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="areas", verbose_name=_("保健所"))
    municipality = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("市町村")
    )

    class Meta:
        verbose_name = _("保健所の受持ち区域")

    def __str__(self) -> str:
        return str(self.municipality)
