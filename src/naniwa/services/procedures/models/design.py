"""A definition while it is written: its draft, every text it ever had, and who let it out."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.forms.models import Version


class Design(models.Model):
    """`revision` is the number of the latest text; `origin` is what asked for the draft, "" if a person began it."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    title = models.CharField(_("手続の名前"), max_length=200)
    origin = models.CharField(_("もとの依頼"), max_length=80, blank=True)
    revision = models.PositiveIntegerField(_("変更の番号"), default=1)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("始めた人")
    )
    started_at = models.DateTimeField(_("始めた日時"))
    saved_at = models.DateTimeField(_("保存日時"))
    discarded_at = models.DateTimeField(_("捨てた日時"), null=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("捨てた人")
    )

    class Meta:
        verbose_name = _("定義の下書き")
        constraints = [
            models.CheckConstraint(
                name="procedures_designs_discarded_whole",
                condition=models.Q(discarded_at=None, discarded_by=None)
                | models.Q(discarded_at__isnull=False, discarded_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["origin"], condition=~models.Q(origin=""), name="procedures_one_design_an_origin"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        return str(self.public_id)


class DesignRevision(models.Model):
    """One text of a draft; `said` is what was done, in {"ja", "en"}.

    A trigger holds that it never changes, and goes only with a draft that was thrown away.
    """

    design = models.ForeignKey(Design, models.PROTECT, related_name="revisions", verbose_name=_("定義の下書き"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織"), db_index=False
    )
    number = models.PositiveIntegerField(_("変更の番号"))
    text = models.TextField(_("定義"))
    said = models.JSONField(_("したこと"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("変更した人"))
    at = models.DateTimeField(_("変更日時"))

    class Meta:
        verbose_name = _("定義の変更")
        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="procedures_one_revision_a_number"),
            models.CheckConstraint(name="procedures_revisions_count_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.design_id} {self.number}"


class ReviewOutcome(models.TextChoices):
    PUBLISHED = "published", _("公開した")
    SENT_BACK = "sent_back", _("書き直しを頼んだ")
    TAKEN_BACK = "taken_back", _("取り下げた")


class DesignReview(models.Model):
    """A second person looks at one revision and publishes it, or sends it back; nobody decides on their own request."""

    design = models.ForeignKey(Design, models.PROTECT, related_name="reviews", verbose_name=_("定義の下書き"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織"), db_index=False
    )
    revision = models.ForeignKey(DesignRevision, models.PROTECT, related_name="reviews", verbose_name=_("定義の変更"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("頼んだ人"))
    asked_at = models.DateTimeField(_("頼んだ日時"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("決めた人")
    )
    decided_at = models.DateTimeField(_("決めた日時"), null=True)
    outcome = models.CharField(_("結果"), max_length=12, choices=ReviewOutcome.choices, blank=True)
    note = models.TextField(_("伝えること"), blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", verbose_name=_("公開した版"))

    class Meta:
        verbose_name = _("公開前の確認")
        constraints = [
            models.UniqueConstraint(
                fields=["design"], condition=models.Q(decided_at=None), name="procedures_one_open_design_review"
            ),
            models.CheckConstraint(
                name="procedures_two_persons_publish",
                condition=models.Q(decided_by=None)
                | models.Q(outcome=ReviewOutcome.TAKEN_BACK)
                | ~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="procedures_reviews_decided_whole",
                condition=models.Q(decided_by=None, decided_at=None, outcome="")
                | (models.Q(decided_by__isnull=False, decided_at__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="procedures_reviews_name_what_they_published",
                condition=models.Q(outcome=ReviewOutcome.PUBLISHED, version__isnull=False)
                | (~models.Q(outcome=ReviewOutcome.PUBLISHED) & models.Q(version=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.design_id} {self.asked_at:%Y-%m-%d}"
