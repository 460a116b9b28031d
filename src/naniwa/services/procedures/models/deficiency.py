"""A deficiency (不備): one fault of an application, as an item of a ledger."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application
from naniwa.services.procedures.models.notice import Notice


class Finder(models.TextChoices):
    RULE = "rule", _("自動点検")
    PERSON = "person", _("職員")
    BANK = "bank", _("銀行")


class ItemState(models.TextChoices):
    PROPOSED = "proposed", _("提案")
    CONFIRMED = "confirmed", _("不備として確認")
    NOTIFIED = "notified", _("お知らせ済み")
    ANSWERED = "answered", _("回答あり")
    RESOLVED = "resolved", _("解消")
    WAIVED = "waived", _("不備としない")


OPEN_ITEMS = (ItemState.PROPOSED, ItemState.CONFIRMED, ItemState.NOTIFIED, ItemState.ANSWERED)


class Deficiency(models.Model):
    """`opens` are the fields that the applicant may mend; `evidence` is what the rule compared.

    `reason` and `reason_en` are what the applicant reads.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="deficiencies", verbose_name=_("申請"))
    code = models.CharField(_("不備コード"), max_length=60)
    field = models.CharField(_("項目"), max_length=80)
    opens = ArrayField(models.CharField(max_length=80), verbose_name=_("直せる項目"), default=list)
    reason = models.TextField(_("理由"))
    reason_en = models.TextField(_("理由（英語）"), blank=True)
    found_by = models.CharField(_("発見者の種別"), max_length=6, choices=Finder.choices)
    finder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("発見者")
    )
    evidence = models.JSONField(_("根拠"), default=dict)
    state = models.CharField(_("状態"), max_length=9, choices=ItemState.choices, default=ItemState.PROPOSED)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="items", verbose_name=_("通知"))
    found_at = models.DateTimeField(_("発見日時"))
    closed_at = models.DateTimeField(_("終了日時"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("終了者")
    )

    class Meta:
        verbose_name = _("不備")
        indexes = [models.Index(fields=["application", "state"], name="procedures_items_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "code", "field"],
                condition=models.Q(state__in=OPEN_ITEMS),
                name="procedures_one_open_item_for_each_fault",
            ),
            models.CheckConstraint(
                name="procedures_items_close_with_a_time",
                condition=models.Q(state__in=OPEN_ITEMS, closed_at=None)
                | models.Q(state__in=["resolved", "waived"], closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.code}"
