"""A card or an account elsewhere by which a person proves who they are."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityLink(models.Model):
    """`digest` is a keyed digest of the provider's serial, which itself is kept nowhere."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("本人"))
    provider = models.CharField(_("確認の方法"), max_length=30)
    digest = models.CharField(_("証明書の要約値"), max_length=64)
    linked_at = models.DateTimeField(_("登録日時"))
    used_at = models.DateTimeField(_("最後に使った日時"))
    ended_at = models.DateTimeField(_("登録の終わり"), null=True)

    class Meta:
        verbose_name = _("本人確認の登録")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "digest"], condition=models.Q(ended_at=None), name="identity_one_person_a_card"
            ),
            models.CheckConstraint(
                name="identity_a_link_ends_after_it_began",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("linked_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return str(self.public_id)
