"""Alerts: the code of a case, the visits that it opens, and who approved telling those who were there."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.library.periods import day_of
from naniwa.library.suppression import lowered
from naniwa.services.check_ins.models.venue import Venue


class CaseCode(models.Model):
    """A code that a health centre gives to one person, for once; the code itself is kept nowhere (queries.given).

    `case` is the centre's own number. `onset` decides which days count.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    case = models.CharField(_("患者番号"), max_length=40)
    onset = models.DateField(_("発症日"))
    digest = models.BinaryField(_("コードの照合符号"), max_length=32, unique=True)
    given_at = models.DateTimeField(_("渡した日時"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("渡した職員")
    )
    expires_at = models.DateTimeField(_("期限"))
    used_at = models.DateTimeField(_("使われた日時"), null=True)

    class Meta:
        verbose_name = _("通知コード")
        constraints = [
            models.CheckConstraint(name="check_ins_a_code_is_for_a_case", condition=~Q(case="")),
            models.CheckConstraint(name="check_ins_a_code_ends", condition=Q(expires_at__gt=models.F("given_at"))),
        ]

    def __str__(self) -> str:
        return self.case

    @property
    def reference(self) -> str:
        return str(self.public_id)


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("alert", "承認待ち")
    SENDING = "sending", pgettext_lazy("alert", "送信中")
    SENT = "sent", pgettext_lazy("alert", "送信済み")
    DROPPED = "dropped", pgettext_lazy("alert", "お知らせしない")


class Alert(models.Model):
    """What one case opened; `number` stands in every mail and can be looked up by anybody once it is sent.

    `entered_by` entered the code for the person; where these did it themselves nobody is named.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("お知らせ番号"), max_length=20, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    code = models.OneToOneField(CaseCode, models.PROTECT, related_name="alert", verbose_name=_("通知コード"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("代わりに入力した職員")
    )
    policy = models.CharField(_("通知基準"), max_length=40)
    policy_version = models.PositiveSmallIntegerField(_("通知基準の版"))
    state = models.CharField(_("お知らせの状態"), max_length=7, choices=State.choices, default=State.PLANNED)
    reported_at = models.DateTimeField(_("コードが入力された日時"))
    released_at = models.DateTimeField(_("承認された日時"), null=True)
    sent_at = models.DateTimeField(_("送り終えた日時"), null=True)
    people = models.PositiveIntegerField(_("お知らせした人数"), null=True)
    dropped_at = models.DateTimeField(_("取りやめた日時"), null=True)
    reason = models.CharField(_("取りやめた理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("接触のお知らせ")
        constraints = [
            models.CheckConstraint(
                name="check_ins_what_is_sent_was_approved",
                condition=Q(state__in=["planned", "dropped"]) | Q(released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="check_ins_what_is_dropped_has_a_time",
                condition=Q(state="dropped", dropped_at__isnull=False) | (~Q(state="dropped") & Q(dropped_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        return self.number

    def is_of(self, person_id: int) -> bool:
        """Whether they gave the code or typed the address: they see no places and decide nothing."""
        return person_id in {self.code.given_by_id, self.entered_by_id}

    @property
    def people_at_least(self) -> int:
        """As it is shown: in whole steps."""
        return lowered(self.people or 0)


class SharedVisit(models.Model):
    """Where and when the case was; it goes with its day. `level` is what was decided, once it was.

    Nothing of it says who the case is, but its alert: a health centre's own number. A stay over midnight has a row for
    each day on which others checked in: `day` is theirs.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="visits", verbose_name=_("接触のお知らせ"))
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name=_("チェックイン施設"))
    subject = models.BinaryField(_("照合符号"), max_length=16)
    day = models.DateField(_("日"))
    begins = models.DateTimeField(_("始まり"))
    ends = models.DateTimeField(_("終わり"))
    stay_minutes = models.PositiveSmallIntegerField(_("居合わせたとみなす時間（分）"))
    doubtful = models.BooleanField(_("疑わしい"), default=False)
    level = models.CharField(_("知らせる内容"), max_length=5, blank=True)

    class Meta:
        verbose_name = _("居合わせた場所と時間")
        indexes = [models.Index(fields=["venue", "day"], name="check_ins_visits_of_a_day")]
        constraints = [
            models.CheckConstraint(name="check_ins_a_visit_takes_a_while", condition=Q(ends__gt=models.F("begins"))),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def other_day(self) -> bool:
        """Whether it is about people who checked in on the other side of midnight."""
        return self.day != day_of(self.begins)

    @property
    def stay(self) -> timedelta:
        return timedelta(minutes=self.stay_minutes)


class Approval(models.Model):
    """One person's word that an alert may go out; of nobody twice."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="approvals", verbose_name=_("接触のお知らせ"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("承認した職員"))
    at = models.DateTimeField(_("承認の日時"))

    class Meta:
        verbose_name = _("お知らせの承認")
        constraints = [
            models.UniqueConstraint(fields=["alert", "by"], name="check_ins_nobody_approves_twice"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
