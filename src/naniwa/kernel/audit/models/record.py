"""One thing that was done, or one reading of somebody's data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    CHANGE = "change", _("変更")
    READ = "read", _("閲覧")


class Record(models.Model):
    """Only ever added. People and organisations are kept as numbers without a constraint, so that a record
    outlives whom it names, and 300,000 of them do not cost a million look-ups.

    The table has one more column, `txid`: the transaction that wrote the row, by which sealing knows that no
    earlier row can still appear.
    """

    at = models.DateTimeField(_("日時"))
    kind = models.CharField(_("区分"), max_length=6, choices=Kind.choices)
    action = models.CharField(_("操作"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        verbose_name=_("行為者"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        verbose_name=_("組織"),
    )
    roles = models.CharField(_("役割"), max_length=120)
    target_type = models.CharField(_("対象の種類"), max_length=60)
    target = models.CharField(_("対象"), max_length=80)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        verbose_name=_("本人"),
    )
    purpose = models.CharField(_("目的"), max_length=60)
    detail = models.JSONField(_("詳細"))

    class Meta:
        verbose_name = _("監査記録")
        indexes = [
            models.Index(fields=["organisation", "at"], name="audit_by_organisation"),
            models.Index(fields=["target", "at"], name="audit_by_target"),
            models.Index(fields=["subject", "at"], name="audit_by_subject", condition=models.Q(subject__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.target}"
