"""The account an organisation pays from, as its bank's sheet for 総合振込 states it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.payments.models.claim import AccountType


class PayingAccount(models.Model):
    """Names are kana; `line_ends` says whether the bank wants CRLF after each record."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    client_code = models.CharField(_("委託者コード"), max_length=10)
    client_name = models.CharField(_("委託者名（カナ）"), max_length=40)
    bank_code = models.CharField(_("金融機関コード"), max_length=4)
    branch_code = models.CharField(_("支店コード"), max_length=3)
    account_type = models.CharField(_("預金種目"), max_length=1, choices=AccountType.choices)
    account_number = models.CharField(_("口座番号"), max_length=7)
    line_ends = models.BooleanField(_("改行あり"), default=False)

    class Meta:
        verbose_name = _("振込元口座")

    def __str__(self) -> str:
        return f"{self.bank_code}-{self.branch_code}-{self.account_number}"
