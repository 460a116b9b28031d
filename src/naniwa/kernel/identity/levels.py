"""The words for how surely somebody proved who they are (library.sureness)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What a procedure may ask for, and what a session has reached; the surest last."""

    NONE = "none", _("本人確認なし")
    EMAIL = "email", _("メールアドレスを確認")
    PASSKEY = "passkey", _("パスキーで確認")
    ELECTRONIC = "electronic", _("電子証明書で確認")
