"""A hand-over at the counter: a resident reads one application on the office's screen, and answers for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HandoverState(models.TextChoices):
    OPEN = "open", _("本人が確認中")
    CONFIRMED = "confirmed", _("本人が確認済み")
    CHANGE = "change", _("本人が直しを希望")
    RETURNED = "returned", _("確認せずに返却")
    LOCKED = "locked", _("時間切れ")


class Handover(models.Model):
    """Of a form that is being filled in, or of an application, or of the one that became the other.

    `digest` is the SHA-256 of what was shown: the version of the form and its answers. `device` is what the browser
    says of itself. `wish` and `words` are what the resident wants changed.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    form = models.ForeignKey(
        "procedures.PaperForm", models.CASCADE, null=True, related_name="handovers", verbose_name=_("紙の申請書")
    )
    application = models.ForeignKey(
        "procedures.Application", models.CASCADE, null=True, related_name="handovers", verbose_name=_("申請")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("渡した職員"))
    language = models.CharField(_("言語"), max_length=8, default="ja")
    digest = models.CharField(_("確認した内容の要約値"), max_length=64)
    state = models.CharField(_("状態"), max_length=10, choices=HandoverState.choices, default=HandoverState.OPEN)
    device = models.CharField(_("端末"), max_length=200, blank=True)
    wish = models.CharField(_("直したいところ"), max_length=80, blank=True)
    words = models.CharField(_("直したい内容"), max_length=500, blank=True)
    opened_at = models.DateTimeField(_("渡した日時"))
    until = models.DateTimeField(_("閉じる日時"))
    closed_at = models.DateTimeField(_("終わった日時"), null=True)

    class Meta:
        verbose_name = _("窓口での確認")
        constraints = [
            models.CheckConstraint(
                name="procedures_a_handover_is_of_something",
                condition=models.Q(form__isnull=False) | models.Q(application__isnull=False),
            ),
            models.CheckConstraint(
                name="procedures_a_handover_ends_once",
                condition=models.Q(state="open", closed_at=None)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)
