"""A draft: what a person has filled in so far, kept on each page."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """`saves` counts the saves; `pages` tells for each page at which save it was kept and whether it is complete.

    So a page that another window saved in the meantime is recognised.
    `application` is set once, at submission: pressing the button again finds it there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("本人"))
    version = models.ForeignKey("forms.Version", models.PROTECT, related_name="+", verbose_name=_("版"))
    procedure = models.CharField(_("手続"), max_length=60)
    answers = models.JSONField(_("回答"), default=dict)
    pages = models.JSONField(_("記入済みのページ"), default=dict)
    saves = models.PositiveIntegerField(_("保存回数"), default=0)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    created_at = models.DateTimeField(_("開始日時"))
    saved_at = models.DateTimeField(_("保存日時"))
    application = models.OneToOneField(
        "procedures.Application", models.CASCADE, null=True, related_name="draft", verbose_name=_("申請")
    )

    class Meta:
        verbose_name = _("下書き")
        indexes = [models.Index(fields=["person", "procedure"], name="procedures_drafts_own")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def reference(self) -> str:
        return str(self.id)

    def kept_at(self, page: str) -> int:
        """The save at which the page was last kept; 0 if never."""
        return int(self.pages.get(page, {}).get("save", 0))

    def is_complete(self, page: str) -> bool:
        return bool(self.pages.get(page, {}).get("complete"))

    def note(self, page: str, *, complete: bool) -> None:
        """Count a save of the page."""
        self.saves += 1
        self.pages = {**self.pages, page: {"save": self.saves, "complete": complete}}
