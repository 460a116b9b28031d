"""A tax bill (賦課) and its instalments: who owes which tax; the amounts stand in the ledger of fees."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.models import Charge
from naniwa.kernel.people.scoping import Scoped
from naniwa.services.taxes.definitions import taxes
from naniwa.services.taxes.rules.dunning import Standing


class Bill(Scoped):
    """`number` is the municipality's own; `reference` is under what the ledger charges it.

    `details` is what the letter says of base and rate. Who opens its link says `born_on`, or `number` where that is
    not known.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("納付の番号"), max_length=20, unique=True)
    number = models.CharField(_("通知書番号"), max_length=20)
    tax = models.CharField(_("税目"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("氏名"), max_length=200)
    kana = models.CharField(_("フリガナ"), max_length=200, blank=True)
    postcode = models.CharField(_("郵便番号"), max_length=8)
    address = models.CharField(_("住所"), max_length=300)
    born_on = models.DateField(_("生年月日"), null=True)
    email = models.CharField(_("メールアドレス"), max_length=254, blank=True)
    details = models.CharField(_("課税の内容"), max_length=1_000, blank=True)
    taken_at = models.DateTimeField(_("取込日時"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("取り込んだ人")
    )
    held_at = models.DateTimeField(_("督促を止めた日時"), null=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("督促を止めた人")
    )
    held_reason = models.CharField(_("督促を止める理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("税の賦課")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="taxes_a_bill_has_its_number"),
            models.CheckConstraint(
                name="taxes_who_holds_a_bill_says_why",
                condition=models.Q(held_at=None, held_by=None, held_reason="")
                | models.Q(held_at__isnull=False, held_by__isnull=False, held_reason__gt=""),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "tax", "year"], name="taxes_bills_of_office"),
            models.Index(fields=["organisation", "name"], name="taxes_bills_by_name"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def called(self) -> str:
        """The tax in the reader's language."""
        found = taxes().get(self.tax)
        return found.called(get_language() or "ja") if found else self.tax


class Instalment(models.Model):
    """One due day of a bill (期別): `charge` holds when and how much; `interest` what is owed for paying it late."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="instalments", verbose_name=_("税の賦課"))
    number = models.PositiveSmallIntegerField(_("期別"))
    charge = models.OneToOneField(Charge, models.PROTECT, related_name="+", verbose_name=_("調定"))
    interest = models.OneToOneField(Charge, models.PROTECT, related_name="+", null=True, verbose_name=_("延滞金の調定"))
    dunned_on = models.DateField(_("督促状を発した日"), null=True)

    class Meta:
        verbose_name = _("税の期別")
        constraints = [
            models.UniqueConstraint(fields=["bill", "number"], name="taxes_instalments_are_numbered"),
            models.CheckConstraint(name="taxes_instalments_count_from_one", condition=models.Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}-{self.number}"

    @property
    def due_on(self) -> date:
        """The last day on which it is paid in time."""
        found = self.charge.due_on
        if found is None:
            raise ValueError(self.pk)
        return found

    @property
    def standing(self) -> Standing:
        return Standing(self.due_on, self.charge.sums.owed, self.dunned_on, held=self.bill.held_at is not None)
