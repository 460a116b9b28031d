"""An organisation: the prefecture, a municipality, a department or an outside office."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PREFECTURE = "prefecture", _("都道府県")
    MUNICIPALITY = "municipality", _("市町村")
    DEPARTMENT = "department", _("部局")
    OFFICE = "office", _("外部事務所")


class Organisation(models.Model):
    """`code` is the six-digit local-government code; departments add a dash and a word."""

    code = models.CharField(_("団体コード"), max_length=40, unique=True)
    kind = models.CharField(_("種別"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=100)
    name_kana = models.CharField(_("名称（かな）"), max_length=200, blank=True)
    name_en = models.CharField(_("英語名"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上位の組織")
    )
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    hours = models.CharField(_("受付時間"), max_length=100, blank=True)
    hours_en = models.CharField(_("受付時間（英語）"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("組織")
        constraints = [
            models.CheckConstraint(
                name="organisations_a_root_has_no_parent",
                condition=models.Q(kind="prefecture", parent=None)
                | (~models.Q(kind="prefecture") & models.Q(parent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def open_hours(self) -> str:
        """When the office answers, in the reader's language."""
        return in_readers_language(self.hours, self.hours_en)


def in_readers_language(ja: str, en: str) -> str:
    """The English words for whoever reads English, where there are any."""
    return (en if (get_language() or "ja").startswith("en") else "") or ja
