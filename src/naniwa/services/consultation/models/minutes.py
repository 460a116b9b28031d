"""Minutes of a call: drafted from its speech by a program, edited and saved by a clerk."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.models.call import Call


class MinutesState(models.TextChoices):
    WAITING = "waiting", _("文字にしています")
    DRAFT = "draft", _("案ができました")
    FAILED = "failed", _("文字にできませんでした")
    SAVED = "saved", _("記録に残しました")
    DISCARDED = "discarded", _("使いませんでした")


class Minutes(models.Model):
    """`draft` is what the program wrote, for the office alone, and is emptied once a person has settled it.

    `press` is drawn with the page, so that one recording is sent in once; `kind` is `webm`, `ogg` or `mp4`. The speech
    lies in a file of its own only while the state is `waiting`.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    call = models.OneToOneField(Call, models.CASCADE, related_name="minutes", verbose_name=_("ビデオ通話"))
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    state = models.CharField(_("状態"), max_length=9, choices=MinutesState.choices, default=MinutesState.WAITING)
    kind = models.CharField(_("音声の種類"), max_length=4)
    draft = models.TextField(_("記録の案"), blank=True)
    sent_at = models.DateTimeField(_("音声が届いた日時"))
    started_at = models.DateTimeField(_("文字にし始めた日時"), null=True)
    settled_at = models.DateTimeField(_("記録を決めた日時"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("記録を決めた人")
    )

    class Meta:
        verbose_name = _("通話の記録")
        constraints = [
            models.CheckConstraint(
                name="consultation_only_a_draft_has_its_text", condition=Q(state="draft") | Q(draft="")
            ),
            models.CheckConstraint(
                name="consultation_minutes_are_settled_by_somebody",
                condition=Q(state__in=("saved", "discarded"), settled_at__isnull=False, settled_by__isnull=False)
                | (~Q(state__in=("saved", "discarded")) & Q(settled_at=None, settled_by=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)
