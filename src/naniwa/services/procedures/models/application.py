"""An application: one person's case under one immutable version of a procedure."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.identity.levels import Level
from naniwa.kernel.people.scoping import Scoped


class State(models.TextChoices):
    """The words stand in design/status.py too, once for each language."""

    RECEIVED = "received", _("受付済み")
    UNDER_REVIEW = "under_review", _("審査中")
    NEEDS_CORRECTION = "needs_correction", _("修正のお願い")
    RESUBMITTED = "resubmitted", _("再提出済み")
    APPROVED = "approved", _("支給決定")
    DECLINED = "declined", _("不支給決定")
    PAYMENT_IN_PROGRESS = "payment_in_progress", _("振込手続き中")
    PAID = "paid", _("振込済み")
    TRANSFER_FAILED = "transfer_failed", _("振込できませんでした")
    WITHDRAWN = "withdrawn", _("取下げ")
    RECALLED = "recalled", _("決定取消し")


OPEN_STATES = (State.RECEIVED, State.UNDER_REVIEW, State.NEEDS_CORRECTION, State.RESUBMITTED)


class Stage(models.TextChoices):
    REVIEW = "review", _("審査")
    DECISION = "decision", _("決定待ち")
    CLOSED = "closed", _("審査終了")


class Channel(models.TextChoices):
    WEB = "web", _("ウェブ")
    PAPER = "paper", _("紙")


class Application(Scoped):
    """`partner` is the municipality of the place of business; `search` is a folded text, never shown.

    `identity` is how surely the applicant had proved who they are; empty on paper, which is checked by hand.
    `mandate` is under which an agent handed it in for `person`.
    `state_at` is when state or stage last changed: what the API lists by, so that a change of stage alone is seen too.
    """

    reference = models.CharField(_("受付番号"), max_length=20)
    procedure = models.CharField(_("手続"), max_length=60)
    version = models.ForeignKey("forms.Version", models.PROTECT, related_name="+", verbose_name=_("版"), db_index=False)
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.RECEIVED)
    stage = models.CharField(_("段階"), max_length=10, choices=Stage.choices, default=Stage.REVIEW)
    answers = models.JSONField(_("回答"))
    applicant_name = models.CharField(_("申請者名"), max_length=300)
    applicant_kana = models.CharField(_("申請者名（カナ）"), max_length=300, blank=True)
    search = models.TextField(_("検索用"), blank=True)
    identity_keys = ArrayField(models.CharField(max_length=80), verbose_name=_("同一性の手がかり"), default=list)
    amount_yen = models.BigIntegerField(_("金額（円）"), null=True)
    channel = models.CharField(_("受付方法"), max_length=5, choices=Channel.choices, default=Channel.WEB)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("紙を入力した人")
    )
    identity = models.CharField(
        _("本人確認の程度"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        default=Level.EMAIL,
        db_default=Level.EMAIL,
    )
    mandate = models.ForeignKey(
        "mandates.Mandate", models.PROTECT, null=True, related_name="+", verbose_name=_("代理権"), db_index=False
    )
    language = models.CharField(_("言語"), max_length=8, default="ja")
    received_at = models.DateTimeField(_("受付日時"))
    state_at = models.DateTimeField(_("状態の日時"))
    due_at = models.DateTimeField(_("期限"), null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("担当者"), db_index=False
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("審査者"), db_index=False
    )
    reviewed_at = models.DateTimeField(_("審査日時"), null=True)
    proposed_outcome = models.CharField(_("審査結果の案"), max_length=20, blank=True)
    review_comment = models.TextField(_("審査所見"), blank=True)

    class Meta:
        verbose_name = _("申請")
        indexes = [
            models.Index(
                fields=["assignee", "due_at"], name="procedures_mine", condition=models.Q(assignee__isnull=False)
            ),
            models.Index(
                fields=["reviewed_by"], name="procedures_reviewed", condition=models.Q(reviewed_by__isnull=False)
            ),
            models.Index(fields=["person", "received_at"], name="procedures_own"),
            models.Index(fields=["mandate"], name="procedures_by_agents", condition=models.Q(mandate__isnull=False)),
            models.Index(fields=["procedure", "received_at"], name="procedures_ledger"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="procedures_one_case_a_reference"),
            models.CheckConstraint(
                name="procedures_reviewed_by_and_at_go_together",
                condition=models.Q(reviewed_by=None, reviewed_at=None)
                | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="procedures_only_the_reviewed_await_decision",
                condition=~models.Q(stage="decision") | models.Q(reviewed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="procedures_somebody_keys_in_a_paper",
                condition=models.Q(channel="web", keyed_by=None) | models.Q(channel="paper", keyed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="procedures_the_web_knows_how_sure_it_was",
                condition=models.Q(channel="web", identity__in=Level.values) | models.Q(channel="paper", identity=""),
            ),
            models.CheckConstraint(
                name="procedures_amount_is_not_negative",
                condition=models.Q(amount_yen=None) | models.Q(amount_yen__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
