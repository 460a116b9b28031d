"""A correction in the making: what a person has mended so far, until it is handed in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class CorrectionDraft(models.Model):
    """Seen by the person alone: `changes` are answers by field, `typed` what was sent while some cannot be read yet."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="correction_draft", verbose_name=_("申請")
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("本人"))
    changes = models.JSONField(_("直した回答"), default=dict)
    typed = models.JSONField(_("入力中の内容"), default=dict)
    saves = models.PositiveIntegerField(_("保存回数"), default=0)
    window = models.CharField(_("最後に保存した画面"), max_length=20, blank=True)
    saved_at = models.DateTimeField(_("保存日時"))

    class Meta:
        verbose_name = _("修正の下書き")

    def __str__(self) -> str:
        return str(self.application_id)
