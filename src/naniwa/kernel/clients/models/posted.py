"""What a client has posted under a key of its own, so that the same twice is done once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.clients.models.client import ApiClient


class Posted(models.Model):
    """`fingerprint` is the SHA-256 of what was posted; `answer` is what was answered, without personal data."""

    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="posted", verbose_name=_("APIクライアント"))
    key = models.CharField(_("冪等キー"), max_length=100)
    fingerprint = models.CharField(_("要約値"), max_length=64)
    answer = models.JSONField(_("応答"))
    at = models.DateTimeField(_("日時"), db_index=True)

    class Meta:
        verbose_name = _("APIへの投稿")
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="clients_one_post_a_key")]

    def __str__(self) -> str:
        return self.key
