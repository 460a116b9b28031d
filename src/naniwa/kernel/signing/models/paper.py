"""A paper that an office issued under its electronic seal: what anybody may know of it, and where its file is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignedPaper(models.Model):
    """`number` stands on the paper; `sha256` is of the signed file. The row outlives the file, and names nobody."""

    number = models.CharField(_("文書番号"), max_length=14, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("署名した組織")
    )
    title = models.CharField(_("文書の種類"), max_length=100)
    language = models.CharField(_("言語"), max_length=10)
    sha256 = models.CharField(_("ハッシュ値"), max_length=64)
    is_test = models.BooleanField(_("試験用の署名"))
    signed_at = models.DateTimeField(_("署名日時"))
    document = models.OneToOneField(
        "documents.Document", models.SET_NULL, null=True, related_name="+", verbose_name=_("署名したファイル")
    )

    class Meta:
        verbose_name = _("電子署名した文書")
        constraints = [
            models.CheckConstraint(
                name="signing_numbers_are_in_groups",
                condition=models.Q(number__regex=r"^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$"),
            ),
            models.CheckConstraint(
                name="signing_digests_are_hexadecimal", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="signing_by_digest")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def reference(self) -> str:
        return self.number
