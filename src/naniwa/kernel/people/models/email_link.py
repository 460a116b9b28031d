"""A link sent by e-mail that proves, once and for a short time, that its reader holds the address."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    SIGN_IN = "sign_in", _("ログイン")
    NEW_ADDRESS = "new_address", _("メールアドレスの変更")
    INVITATION = "invitation", _("職員パスワードの設定")


class EmailLink(models.Model):
    """Only digests of the token and of the six-digit code are kept.

    `public_id` stays in the session of the browser that asked, so that the code can be typed there and nowhere else.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("目的"), max_length=12, choices=Purpose.choices)
    email = models.EmailField(_("メールアドレス"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("利用者")
    )
    token_digest = models.CharField(_("トークンの要約値"), max_length=64, unique=True)
    code_digest = models.CharField(_("確認番号の要約値"), max_length=64)
    attempts = models.PositiveSmallIntegerField(_("確認番号の入力回数"), default=0)
    next_path = models.CharField(_("続きのページ"), max_length=2000, blank=True)
    asked_at = models.DateTimeField(_("発行日時"))
    expires_at = models.DateTimeField(_("有効期限"))
    used_at = models.DateTimeField(_("使用日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("メールリンク")
        indexes = [
            models.Index(fields=["email", "purpose"], condition=models.Q(used_at=None), name="people_open_links"),
            models.Index(fields=["expires_at"], name="people_links_by_expiry"),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_link_email_is_lower_case", condition=models.Q(email=models.functions.Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
