"""Check-ins by day, the days themselves, and the mails that they bring about; of nobody without the day's key."""

import uuid
from datetime import UTC

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    """`fingerprint` of its key is public from the first check-in on; `signature` is over what is `said` of its end.

    `total` is counted once the day is over, as nothing comes to it any more.
    `lost_keys`, one a line, are of keys that were gone while the day went on: after a restore without the keys' folder.
    """

    day = models.DateField(_("日"), primary_key=True)
    fingerprint = models.CharField(_("鍵の指紋"), max_length=64)
    opened_at = models.DateTimeField(_("記録を始めた日時"))
    forgotten_at = models.DateTimeField(_("消した日時"), null=True)
    total = models.PositiveIntegerField(_("その日のチェックインの数"), null=True)
    check_ins = models.PositiveIntegerField(_("消したチェックインの数"), null=True)
    signature = models.BinaryField(_("署名"), null=True)
    signed_by = models.BinaryField(_("署名の公開鍵"), max_length=32, null=True)
    lost_keys = models.TextField(_("失われた鍵の指紋"), blank=True, db_default="")

    class Meta:
        verbose_name = _("チェックインの保存日")
        constraints = [
            models.CheckConstraint(
                name="check_ins_what_is_forgotten_has_a_receipt",
                condition=Q(forgotten_at=None, check_ins=None, signature=None)
                | Q(forgotten_at__isnull=False, check_ins__isnull=False, signature__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return self.day.isoformat()

    @property
    def said(self) -> dict[str, object]:
        """What the receipt says, in the names of its JSON."""
        said: dict[str, object] = {
            "day": self.reference,
            "key_fingerprint": self.fingerprint,
            "check_ins": self.check_ins,
            "destroyed_at": self.forgotten_at.astimezone(UTC).isoformat() if self.forgotten_at else None,
        }
        return {**said, "lost_key_fingerprints": self.lost_keys.split()} if self.lost_keys else said


class CheckIn(models.Model):
    """One visit, in the partition of its day: `subject` is an HMAC under the day's key, `sealed` the address.

    The address is sealed to the officer's public key, and that again under the day's. `press` is drawn with the page.
    Two indexes are all, as each costs every check-in; both answer without the table (docs/decisions/0040).
    """

    pk = models.CompositePrimaryKey("day", "subject", "press")
    day = models.DateField(_("日"))
    subject = models.BinaryField(_("照合符号"), max_length=16)
    press = models.UUIDField(_("重複防止番号"), editable=False)
    venue = models.UUIDField(_("施設の番号"))
    at = models.DateTimeField(_("チェックインした日時"))
    sealed = models.BinaryField(_("封をしたメールアドレス"))
    language = models.CharField(_("言語"), max_length=8, default="ja")

    class Meta:
        verbose_name = _("チェックイン")
        indexes = [models.Index(fields=["venue", "at"], include=["subject", "day"], name="check_ins_there_and_then")]

    def __str__(self) -> str:
        return f"{self.day} {self.venue}"


OF_AN_ALERT = ~Q(reference="")
"""Mails of alerts; those without a reference say that a check-in arrived."""


class PostState(models.TextChoices):
    QUEUED = "queued", _("送信待ち")
    SENDING = "sending", _("送信中")
    SENT = "sent", _("送信済み")
    FAILED = "failed", _("送信できませんでした")
    UNCONFIRMED = "unconfirmed", _("届いたか未確認")


class Post(models.Model):
    """A mail to somebody who checked in; `sealed` holds address and words under the key of `day`, until it is sent.

    `tag` is an HMAC that names the occasion, so that nobody has two mails of one. `reference` is an alert's number.
    """

    id = models.UUIDField(_("通知番号"), primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(_("日"))
    tag = models.BinaryField(_("重複防止符号"), max_length=16)
    reference = models.CharField(_("お知らせ番号"), max_length=20, blank=True)
    sealed = models.BinaryField(_("封をした宛先と文面"))
    state = models.CharField(_("送信の状態"), max_length=11, choices=PostState.choices, default=PostState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("送信回数"), default=0)
    next_attempt_at = models.DateTimeField(_("次の送信日時"), null=True)
    claimed_at = models.DateTimeField(_("送信開始日時"), null=True)

    class Meta:
        verbose_name = _("チェックインのメール")
        indexes = [
            models.Index(fields=["next_attempt_at"], name="check_ins_posts_due", condition=Q(state="queued")),
            models.Index(
                fields=["next_attempt_at"], name="check_ins_alerts_due", condition=Q(state="queued") & OF_AN_ALERT
            ),
            models.Index(fields=["reference"], name="check_ins_posts_of", condition=OF_AN_ALERT),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tag", "day"], name="check_ins_a_mail_an_occasion"),
            models.CheckConstraint(
                name="check_ins_what_waits_has_a_time",
                condition=Q(state="queued", next_attempt_at__isnull=False)
                | (~Q(state="queued") & Q(next_attempt_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
