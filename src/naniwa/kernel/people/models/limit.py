"""How often something was done within a window of time, shared by all web processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Limit(models.Model):
    """`key` is a digest, so that addresses of people and clients are not kept."""

    key = models.CharField(_("キー"), max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("回数"))
    resets_at = models.DateTimeField(_("解除日時"), db_index=True)

    class Meta:
        verbose_name = _("利用回数")

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
