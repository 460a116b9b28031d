"""A client: a partner's program, bound to one organisation, some procedures and one purpose."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiClient(models.Model):
    """`oidc` holds what it proves itself by; `person` is who acts, with appointments like those of staff.

    The person has no address and no password, and is never let in at a door. `former_secret` is the hash of the secret
    before, which lets in beside the new one until then; `secret_renewed_at` is None for the secret of the registration.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    oidc = models.OneToOneField(
        "allauth_idp_oidc.Client", models.PROTECT, related_name="+", verbose_name=_("認可サーバーの登録")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("行為者"))
    name = models.CharField(_("名前"), max_length=100)
    procedures = ArrayField(models.CharField(max_length=60), verbose_name=_("扱う手続"))
    purpose = models.CharField(_("目的"), max_length=60)
    created_at = models.DateTimeField(_("登録日時"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登録した人")
    )
    last_used_at = models.DateTimeField(_("最後に使われた日時"), null=True)
    secret_renewed_at = models.DateTimeField(_("鍵の交換日時"), null=True)
    former_secret = models.CharField(_("前の鍵の要約値"), max_length=200, blank=True, db_default="")
    former_until = models.DateTimeField(_("前の鍵の期限"), null=True)
    revoked_at = models.DateTimeField(_("停止日時"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("停止した人")
    )

    class Meta:
        verbose_name = _("APIクライアント")
        constraints = [
            models.CheckConstraint(
                name="clients_revoked_at_and_by_go_together",
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="clients_a_former_client_secret_has_its_end",
                condition=models.Q(former_secret="", former_until=None)
                | (~models.Q(former_secret="") & models.Q(former_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
