"""A sealed stretch of records: change one byte of them, and the seal no longer fits."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Block(models.Model):
    """`leaves` holds the SHA-256 of each record, 32 bytes after 32 bytes, in the order of `ids`.

    `hash` is SHA-256 over the previous block's hash, this block's bounds and its leaves. First and last are
    cursors: transaction and record number.
    """

    number = models.BigIntegerField(_("番号"), primary_key=True)
    first_txid = models.BigIntegerField(_("最初の取引"))
    first_id = models.BigIntegerField(_("最初の記録"))
    last_txid = models.BigIntegerField(_("最後の取引"))
    last_id = models.BigIntegerField(_("最後の記録"))
    count = models.IntegerField(_("件数"))
    ids = ArrayField(models.BigIntegerField(), verbose_name=_("記録の番号"))
    leaves = models.BinaryField(_("記録の要約値"))
    previous_hash = models.BinaryField(_("前の封の要約値"))
    hash = models.BinaryField(_("要約値"))
    sealed_at = models.DateTimeField(_("封をした日時"))

    class Meta:
        verbose_name = _("監査記録の封")
        constraints = [
            models.CheckConstraint(
                name="audit_a_block_holds_records", condition=models.Q(count__gte=1, count__lte=1000)
            ),
            models.UniqueConstraint(fields=["last_txid", "last_id"], name="audit_one_block_ends_here"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
