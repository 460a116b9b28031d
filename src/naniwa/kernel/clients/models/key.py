"""The RSA key that tokens are signed with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """`sealed` is the PEM text, encrypted by a key derived from SECRET_KEY."""

    sealed = models.TextField(_("暗号化した鍵"))
    made_at = models.DateTimeField(_("作成日時"))

    class Meta:
        verbose_name = _("トークンの署名鍵")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
