"""The public half of the key that addresses are sealed to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficerKey(models.Model):
    """The private half is a file under a passphrase (secrecy.officer); check-ins are sealed to the newest.

    Each takes the place of the one before it, whose private half is destroyed once its last day is forgotten.
    """

    public = models.BinaryField(_("公開鍵"), max_length=32, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    made_at = models.DateTimeField(_("作った日時"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作った職員")
    )
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("替えた鍵"))
    destroyed_at = models.DateTimeField(_("秘密鍵を消した日時"), null=True)

    class Meta:
        verbose_name = _("通知担当の鍵")
        constraints = [
            models.UniqueConstraint(name="check_ins_one_key_after_another", fields=["replaces"], nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its fingerprint, as far as people compare it."""
        return bytes(self.public).hex()[:16]
