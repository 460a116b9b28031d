"""A mandate: one person acts for another, within a scope, from one day to another."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.mandates.rules import KINDS, KindRule, Terms

PREFIX = "MN"


class Kind(models.TextChoices):
    FAMILY = "family", _("家族")
    SCRIVENER = "scrivener", _("行政書士")
    GUARDIAN = "guardian", _("成年後見人")
    PARENT = "parent", _("親権者")
    OTHER = "other", _("そのほかの頼まれた人")


class State(models.TextChoices):
    PROPOSED = "proposed", _("確認待ち")
    CONFIRMED = "confirmed", _("有効")
    REFUSED = "refused", _("認められませんでした")
    REVOKED = "revoked", _("取りやめ（本人）")
    ENDED = "ended", _("終了")
    EXPIRED = "expired", _("期間満了")


OVER = (State.REFUSED, State.REVOKED, State.ENDED, State.EXPIRED)


class Proof(models.TextChoices):
    PRINCIPAL = "principal", _("本人の確認")
    PAPER = "paper", _("書類の確認")


class Mandate(models.Model):
    """`principal` has an account, or none and is named on paper; the names stand as they were written then.

    No `procedures` and no `case` means all procedures. `organisation` looks at the paper; `shown_to` are the
    organisations that have a case under it. Terms never change: what is to be different is a new mandate.
    """

    reference = models.CharField(_("代理番号"), max_length=20, unique=True)
    press = models.UUIDField(_("送信番号"), default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("本人"), db_index=False
    )
    principal_name = models.CharField(_("本人の氏名・名称"), max_length=200)
    principal_kana = models.CharField(_("本人のフリガナ"), max_length=200)
    principal_address = models.CharField(_("本人の住所"), max_length=300)
    principal_born_on = models.DateField(_("本人の生年月日"), null=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("代理人"), db_index=False
    )
    agent_name = models.CharField(_("代理人の氏名"), max_length=200)
    agent_kana = models.CharField(_("代理人のフリガナ"), max_length=200)
    registration = models.CharField(_("登録番号"), max_length=40, blank=True)
    agent_office = models.CharField(_("事務所"), max_length=200, blank=True)
    kind = models.CharField(_("代理の種類"), max_length=10, choices=Kind.choices)
    procedures = ArrayField(models.CharField(max_length=60), verbose_name=_("手続"), default=list)
    case = models.CharField(_("受付番号"), max_length=20, blank=True)
    acts = ArrayField(models.CharField(max_length=10), verbose_name=_("できること"))
    starts_on = models.DateField(_("はじまりの日"))
    ends_on = models.DateField(_("おわりの日"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("確認する役所")
    )
    shown_to = ArrayField(models.BigIntegerField(), verbose_name=_("申請を受けた組織"), default=list)
    paper = models.ForeignKey(
        "documents.Document", models.SET_NULL, null=True, related_name="+", verbose_name=_("証明する書類")
    )
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("申出日時"))
    proof = models.CharField(_("確認の方法"), max_length=10, choices=Proof.choices, blank=True)
    confirmed_at = models.DateTimeField(_("確認日時"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("確認した人")
    )
    over_at = models.DateTimeField(_("終了日時"), null=True)
    over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("終わらせた人")
    )
    reason = models.TextField(_("理由"), blank=True)
    reminded_at = models.DateTimeField(_("もう一度お願いした日時"), null=True)
    reminders = models.PositiveSmallIntegerField(_("もう一度お願いした回数"), default=0, db_default=0)

    class Meta:
        verbose_name = _("代理権")
        indexes = [
            models.Index(fields=["principal", "state"], name="mandates_given"),
            models.Index(fields=["agent", "state"], name="mandates_held"),
            models.Index(fields=["ends_on"], name="mandates_ending", condition=Q(state="confirmed")),
        ]
        constraints = [
            models.CheckConstraint(name="mandates_nobody_acts_for_themselves", condition=~Q(principal=F("agent"))),
            models.CheckConstraint(name="mandates_end_after_they_begin", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="mandates_are_for_something", condition=Q(acts__len__gt=0)),
            models.CheckConstraint(
                name="mandates_of_scriveners_name_a_registration", condition=~Q(kind="scrivener") | ~Q(registration="")
            ),
            models.CheckConstraint(
                name="mandates_have_one_scope", condition=Q(case="") | Q(procedures__len=0)
            ),
            models.CheckConstraint(
                name="mandates_by_law_are_proved_by_paper",
                condition=~Q(kind__in=[kind for kind, rule in KINDS.items() if rule.by_law]) | ~Q(proof="principal"),
            ),
            models.CheckConstraint(
                name="mandates_confirmed_by_and_at_go_together",
                condition=Q(confirmed_by=None, confirmed_at=None, proof="")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="mandates_reminded_and_when_go_together",
                condition=Q(reminders=0, reminded_at=None) | Q(reminders__gt=0, reminded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mandates_in_force_were_confirmed",
                condition=~Q(state__in=["confirmed", "expired"]) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mandates_that_are_over_say_when",
                condition=Q(state__in=["proposed", "confirmed"], over_at=None)
                | Q(state__in=["refused", "revoked", "ended", "expired"], over_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def person_id(self) -> int:
        """Whose data it is, for the audit trail."""
        return self.principal_id

    @property
    def rule(self) -> KindRule:
        return KINDS[self.kind]

    @property
    def terms(self) -> Terms:
        """As the rules read them."""
        return Terms(
            kind=self.kind,
            acts=frozenset(self.acts),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            procedures=frozenset(self.procedures),
            case=self.case,
            state=self.state,
        )
