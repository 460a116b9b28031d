"""What a person may mend of an application: the faulty fields alone, as they stand now, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.parts import Answer
from naniwa.kernel.forms import validation
from naniwa.kernel.forms.answers import Assessment, Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import Application, CorrectionDraft, Deficiency, Notice
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import editable_fields
from naniwa.services.procedures.views.applicant.rendering import say
from naniwa.services.procedures.views.applicant.typed import Sent


@dataclass(frozen=True)
class Mending:
    """An application that waits for its applicant; `draft` is what was mended so far."""

    case: Application
    version: Live
    items: Sequence[Deficiency]
    notice: Notice | None
    draft: CorrectionDraft | None

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers with what was mended."""
        return {**self.case.answers, **(self.draft.changes if self.draft else {})}

    @cached_property
    def fields(self) -> list[AnyField]:
        """The open fields that show, in the order of the form."""
        form = self.version.form
        shown = [
            field for page in form.visible_pages(self.answers) for field in form.visible_fields(page.key, self.answers)
        ]
        open_keys = editable_fields([item.opens for item in self.items])
        return [field for field in shown if field.key in open_keys]

    @property
    def reasons(self) -> dict[str, str]:
        """Why a field must be mended, by field."""
        told: dict[str, list[str]] = {}
        for item in self.items:
            told.setdefault(item.field, []).append(reason(item))
        return {field: "\n".join(words) for field, words in told.items()}

    @property
    def loose(self) -> list[str]:
        """Reasons whose field does not show."""
        shown = {field.key for field in self.fields}
        return [reason(item) for item in self.items if item.field not in shown]

    @property
    def remarks(self) -> dict[str, str]:
        """The earlier answers, by field."""
        return {
            field.key: _("前回の回答：%(answer)s") % {"answer": self.words(field, self.case.answers)}
            for field in self.fields
            if self.case.answers.get(field.key)
        }

    def words(self, field: AnyField, answers: dict[str, Any]) -> str:
        """An answer in words."""
        return self.version.form.display(field.key, answers.get(field.key), get_language() or "ja")

    @property
    def changed(self) -> list[Answer]:
        """What was mended, with what stood there before."""
        return [
            Answer(
                term=say(field.label),
                value=self.words(field, self.answers),
                note=_("修正前：%(answer)s") % {"answer": self.words(field, self.case.answers) or "－"},
            )
            for field in self.fields
            if self._differs(field)
        ]

    @property
    def unchanged(self) -> list[Answer]:
        """Open fields that stand as they were."""
        return [
            Answer(term=say(field.label), value=self.words(field, self.answers))
            for field in self.fields
            if not self._differs(field)
        ]

    def _differs(self, field: AnyField) -> bool:
        return (self.answers.get(field.key) or None) != (self.case.answers.get(field.key) or None)

    def assess(self) -> Assessment:
        form = self.version.form
        return form.assess(form.without_hidden(self.answers), received_on=day_of(self.case.received_at))

    def read(self, sent: Sent) -> tuple[dict[str, Any], list[Problem]]:
        """Answers of the open fields as sent, None where there is none, and what is wrong with them."""
        read = [(field, *validation.parse(field, sent, self.answers.get(field.key))) for field in self.fields]
        return {field.key: value for field, value, _found in read}, [one for *_rest, found in read for one in found]


def reason(item: Deficiency) -> str:
    """What the applicant reads, in the language of the page."""
    return in_readers_language(item.reason, item.reason_en)
