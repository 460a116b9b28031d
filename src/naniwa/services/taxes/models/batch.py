"""A batch of letters: notices of taxes or dunning letters, printed part by part, so that it can be taken up again."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.documents.models import Document
from naniwa.services.taxes.models.bill import Bill


class LetterKind(models.TextChoices):
    NOTICE = "notice", _("納税通知書")
    DUNNING = "dunning", _("督促状")


class Batch(models.Model):
    """`number` is drawn with the form that asks for it; `dated` stands on the letters, and is the day of sending."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    kind = models.CharField(_("種類"), max_length=7, choices=LetterKind.choices)
    dated = models.DateField(_("発送日"))
    total = models.PositiveIntegerField(_("通数"))
    at = models.DateTimeField(_("作成日時"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作った人"))

    class Meta:
        verbose_name = _("税の郵便物")
        indexes = [models.Index(fields=["organisation", "-at"], name="taxes_batches_of_office")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dated}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Part(models.Model):
    """So many letters of a batch in one PDF; `document` is there once it is printed, until it is forgotten."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="parts", verbose_name=_("税の郵便物"))
    number = models.PositiveIntegerField(_("番号"))
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="+", verbose_name=_("印刷するPDF")
    )
    printed_at = models.DateTimeField(_("作成日時"), null=True)

    class Meta:
        verbose_name = _("郵便物の束")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="taxes_parts_are_numbered"),
            models.CheckConstraint(
                name="taxes_a_printed_part_says_when",
                condition=models.Q(document=None) | models.Q(printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}-{self.number}"


class Letter(models.Model):
    """One letter to one payer; a bill has one notice, and a dunning letter for each time that something is overdue."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="letters", verbose_name=_("郵便物の束"))
    position = models.PositiveIntegerField(_("順"))
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="letters", verbose_name=_("税の賦課"))
    kind = models.CharField(_("種類"), max_length=7, choices=LetterKind.choices)
    instalments = models.JSONField(_("期別"))

    class Meta:
        verbose_name = _("税の通知")
        constraints = [
            models.UniqueConstraint(fields=["part", "position"], name="taxes_letters_have_their_place"),
            models.UniqueConstraint(
                fields=["bill"], condition=models.Q(kind="notice"), name="taxes_a_bill_is_noticed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id}-{self.position}"
