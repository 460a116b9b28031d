"""Fixed choices that several fields share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERA_CHOICES: tuple[tuple[str, str | Promise], ...] = (
    ("", _("西暦")),
    ("reiwa", _("令和")),
    ("heisei", _("平成")),
    ("showa", _("昭和")),
    ("taisho", _("大正")),
    ("meiji", _("明治")),
)
ACCOUNT_TYPES: tuple[tuple[str, str | Promise], ...] = (
    ("1", _("普通")),
    ("2", _("当座")),
    ("4", _("貯蓄")),
    ("9", _("その他")),
)
