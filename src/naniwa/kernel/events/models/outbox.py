"""What has happened, and which handler has already taken effect."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredEvent(models.Model):
    """`handlers` are those that were registered when it happened, so a new handler does not replay the past.

    `delivered_at` is set when all of them have taken effect; until then `next_attempt_at` says when to try again.
    """

    id = models.UUIDField(_("番号"), primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("名前"), max_length=80)
    payload = models.JSONField(_("内容"))
    at = models.DateTimeField(_("日時"))
    handlers = ArrayField(models.CharField(max_length=80), verbose_name=_("受け手"))
    attempts = models.SmallIntegerField(_("試行回数"), default=0)
    next_attempt_at = models.DateTimeField(_("次の試行日時"), null=True)
    delivered_at = models.DateTimeField(_("配信完了日時"), null=True)

    class Meta:
        verbose_name = _("できごと")
        db_table = "events_event"
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="events_undelivered", condition=models.Q(delivered_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="events_undelivered_is_tried_again",
                condition=models.Q(delivered_at=None, next_attempt_at__isnull=False)
                | models.Q(delivered_at__isnull=False, next_attempt_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(models.Model):
    """One handler's effect of one event; its row is written in the transaction of the effect."""

    event = models.ForeignKey(StoredEvent, models.CASCADE, related_name="deliveries", verbose_name=_("できごと"))
    handler = models.CharField(_("受け手"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("配信")
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="events_a_handler_takes_effect_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.handler}"
