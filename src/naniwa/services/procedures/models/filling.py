"""What is filled in page by page: answers so far, and for each page how it was kept."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _


class Filling(models.Model):
    """`saves` counts the saves; `pages` tells for each page at which save it was kept and whether it is complete.

    So a page that another window saved in the meantime is recognised. A page that is not complete also keeps what was
    typed, as it was sent, because half a date is no answer yet.
    """

    version = models.ForeignKey("forms.Version", models.PROTECT, related_name="+", verbose_name=_("版"))
    procedure = models.CharField(_("手続"), max_length=60)
    answers = models.JSONField(_("回答"), default=dict)
    pages = models.JSONField(_("記入済みのページ"), default=dict)
    saves = models.PositiveIntegerField(_("保存回数"), default=0)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    created_at = models.DateTimeField(_("開始日時"))
    saved_at = models.DateTimeField(_("保存日時"))

    class Meta:
        abstract = True

    def kept_at(self, page: str) -> int:
        """The save at which the page was last kept; 0 if never."""
        return int(self.pages.get(page, {}).get("save", 0))

    def is_complete(self, page: str) -> bool:
        return bool(self.pages.get(page, {}).get("complete"))

    def kept_by(self, page: str) -> str:
        """The window that kept the page last."""
        return str(self.pages.get(page, {}).get("window", ""))

    def typed(self, page: str) -> dict[str, list[str]]:
        """What was sent for a page that is not complete, by POST name."""
        kept: dict[str, list[str]] = self.pages.get(page, {}).get("typed", {})
        return kept

    def note(
        self, page: str, *, complete: bool, typed: Mapping[str, Sequence[str]] | None = None, window: str = ""
    ) -> None:
        """Count a save of the page."""
        self.saves += 1
        kept = {name: list(values) for name, values in (typed or {}).items()}
        told = {"save": self.saves, "complete": complete, "window": window} | (
            {} if complete or not kept else {"typed": kept}
        )
        self.pages = {**self.pages, page: told}
