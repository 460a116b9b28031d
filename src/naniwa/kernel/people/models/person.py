"""A person who can sign in: a resident, a business or a member of staff."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    RESIDENT = "resident", _("個人")
    BUSINESS = "business", _("事業者")
    STAFF = "staff", _("職員")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """`email` is kept in lower case; who has none is reached by letter."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("メールアドレス"), unique=True, null=True, blank=True)
    name = models.CharField(_("氏名"), max_length=200, blank=True)
    name_kana = models.CharField(_("フリガナ"), max_length=200, blank=True)
    kind = models.CharField(_("種別"), max_length=8, choices=PersonKind.choices, default=PersonKind.RESIDENT)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    is_active = models.BooleanField(_("有効"), default=True)
    created_at = models.DateTimeField(_("登録日時"), db_default=Now())

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("利用者")
        constraints = [
            models.CheckConstraint(
                name="people_email_is_lower_case",
                condition=models.Q(email=models.functions.Lower("email")) | models.Q(email=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)
