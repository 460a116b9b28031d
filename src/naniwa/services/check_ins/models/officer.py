"""The public half of the key that addresses are sealed to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficerKey(models.Model):
    """The private half is a file under a passphrase (secrecy.officer); check-ins are sealed to the newest."""

    public = models.BinaryField(_("公開鍵"), max_length=32, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    made_at = models.DateTimeField(_("作った日時"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作った職員")
    )

    class Meta:
        verbose_name = _("通知担当の鍵")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its fingerprint, as far as people compare it."""
        return bytes(self.public).hex()[:16]
