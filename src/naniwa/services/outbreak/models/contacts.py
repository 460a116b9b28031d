"""Calls that were made and how a case went from one owner to another."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.outbreak.models.cases import Case


class Result(models.TextChoices):
    REACHED = "reached", _("連絡がついた")
    NO_ANSWER = "no_answer", _("出なかった")
    WRONG_NUMBER = "wrong_number", _("番号が違った")
    LATER = "later", _("かけ直す約束をした")
    REFUSED = "refused", _("話を断られた")


class Attempt(models.Model):
    """`press` is drawn with the form, so that one press notes one call."""

    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="attempts", verbose_name=_("感染症の患者"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("連絡した人"))
    result = models.CharField(_("連絡の結果"), max_length=12, choices=Result.choices)
    note = models.TextField(_("連絡の内容"), blank=True)
    at = models.DateTimeField(_("連絡した日時"))

    class Meta:
        verbose_name = _("連絡の記録")
        indexes = [models.Index(fields=["case", "at"], name="outbreak_attempts")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.result}"


class Passage(models.TextChoices):
    TAKEN = "taken", _("引き受けた")
    HANDED = "handed", _("同僚に引き継いだ")
    CENTRE = "centre", _("ほかの保健所に引き継いだ")
    ESCALATED = "escalated", _("期限を過ぎて責任者に上がった")
    UNREACHED = "unreached", _("連絡がつかず責任者に上がった")


class Passing(models.Model):
    """`by` is nobody where the clock did it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="passings", verbose_name=_("感染症の患者"))
    kind = models.CharField(_("引継ぎの種類"), max_length=12, choices=Passage.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("引き継いだ人")
    )
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("新しい担当者"))
    centre = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("新しい担当の保健所")
    )
    note = models.TextField(_("引継ぎの理由"), blank=True)
    at = models.DateTimeField(_("引継ぎの日時"))

    class Meta:
        verbose_name = _("患者の引継ぎ")
        indexes = [models.Index(fields=["case", "at"], name="outbreak_passings")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
