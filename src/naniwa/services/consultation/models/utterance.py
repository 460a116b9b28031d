"""What was said: one message with its words, its file, or both; never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.services.consultation.models.conversation import Conversation


class Side(models.TextChoices):
    RESIDENT = "resident", pgettext_lazy("consultation", "相談した方")
    CLERK = "clerk", pgettext_lazy("consultation", "職員")
    SYSTEM = "system", pgettext_lazy("consultation", "お知らせ")


class Utterance(models.Model):
    """`number` counts within the conversation. `press` is drawn with the form, so that one press says it once.

    Of the system only codes are kept ("taken", "handed_over", "closed"), which pages put into words.
    """

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="utterances", verbose_name=_("オンライン相談")
    )
    number = models.PositiveIntegerField(_("発言の番号"))
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    side = models.CharField(_("発言した側"), max_length=8, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("発言した人")
    )
    text = models.TextField(_("発言の内容"), blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="+", null=True, verbose_name=_("添付ファイル")
    )
    at = models.DateTimeField(_("発言の日時"))

    class Meta:
        verbose_name = _("発言")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="consultation_one_utterance_a_number"),
            models.CheckConstraint(
                name="consultation_something_is_said", condition=~Q(text="") | Q(document__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"
