"""Everything on the review screen about one case, fetched once and put into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from naniwa.kernel.forms.answers import Difference
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.organisations.statements import Statement
from naniwa.library.periods import day_of
from naniwa.services.procedures.definitions import Proposal, decide
from naniwa.services.procedures.definitions.schema import Certificate
from naniwa.services.procedures.models import (
    OPEN_ITEMS,
    Application,
    Decision,
    Deficiency,
    Note,
    Notice,
    NoticeState,
    Step,
    Submission,
)
from naniwa.services.procedures.queries.checks import Checked, checked
from naniwa.services.procedures.queries.duplicates import Alike, alike
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.papers import certificate_of
from naniwa.services.procedures.queries.there import There, there
from naniwa.services.procedures.queries.viewing import Viewer


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in words; `reading` is the furigana; `faults` are the codes open on it."""

    key: str
    label: str
    value: str
    reading: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPage:
    title: str
    answers: list[ShownAnswer]


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as the answers name it; `field` says what it was asked for."""

    id: str
    name: str
    media_type: str
    field: str
    field_key: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class CaseFile:
    """A case with all that hangs on it; `differences` are what the latest correction changed."""

    case: Application
    has: There
    version: Live
    pages: list[ShownPage]
    files: list[Handed]
    checks: list[Checked]
    proposal: Proposal
    items: list[Deficiency]
    notices: list[Notice]
    differences: list[Difference]
    corrected_at: datetime | None
    steps: list[Step]
    notes: list[Note]
    duplicates: list[Alike]
    decision: Decision | None

    @property
    def certificate(self) -> Certificate | None:
        """What the decision gives beside its notice."""
        return certificate_of(self.case, self.decision)

    @property
    def open_items(self) -> list[Deficiency]:
        return [item for item in self.items if item.state in OPEN_ITEMS]

    @property
    def settled_items(self) -> list[Deficiency]:
        return [item for item in self.items if item.state not in OPEN_ITEMS]

    @property
    def draft(self) -> Notice | None:
        return next((notice for notice in self.notices if notice.state == NoticeState.DRAFT), None)


def case_file(case: Application, *, viewer: Viewer, language: str) -> CaseFile:
    """Read the whole case; the number of queries does not depend on how much hangs on it."""
    version = live(case.version_id)
    items = _items(case.pk)
    proposal = decide(version.procedure, case.answers, received_on=day_of(case.received_at))
    has = there(case)
    latest, before = _latest_two(case) if has.corrections else (None, None)
    return CaseFile(
        case=case,
        has=has,
        version=version,
        pages=list(_pages(version, case.answers, items, language)),
        files=list(_files(version, case.answers, language)),
        checks=checked(version, case.answers, proposal.assessment, language),
        proposal=proposal,
        items=items,
        notices=_notices(case.pk) if has.notices else [],
        differences=version.form.differences(before.answers, latest.answers, language=language)
        if latest and before
        else [],
        corrected_at=latest.at if latest and before else None,
        steps=_steps(case.pk),
        notes=_notes(case.pk) if has.notes else [],
        duplicates=alike(case, viewer=viewer, judged=has.pairs),
        decision=_decision.first(case.pk) if has.decision else None,
    )


def _latest_two(case: Application) -> tuple[Submission | None, Submission | None]:
    found = [*_submissions(case.pk), None, None]
    return found[0], found[1]


_items = Statement(
    lambda case: Deficiency.objects.filter(application_id=case).select_related("finder", "closed_by").order_by("pk")
)
_notices = Statement(
    lambda case: Notice.objects.filter(application_id=case).select_related("sent_by").order_by("-number")
)
_steps = Statement(lambda case: Step.objects.filter(application_id=case).select_related("by").order_by("-at", "-pk"))
_notes = Statement(lambda case: Note.objects.filter(application_id=case).select_related("by").order_by("-at", "-pk"))
_submissions = Statement(lambda case: Submission.objects.filter(application_id=case).order_by("-number")[:2])
_decision = Statement(
    lambda case: Decision.objects.filter(application_id=case).select_related("reviewer", "decided_by")
)


def _pages(version: Live, answers: Mapping[str, Any], items: list[Deficiency], language: str) -> Iterator[ShownPage]:
    for page in version.form.visible_pages(answers):
        fields = [
            field
            for field in version.form.visible_fields(page.key, answers)
            if field.type not in {"file", "declaration"}
        ]
        shown = [_answer(version, field, answers.get(field.key), items, language) for field in fields]
        if shown:
            yield ShownPage(page.title.in_language(language), shown)


def _answer(version: Live, field: AnyField, value: Any, items: list[Deficiency], language: str) -> ShownAnswer:  # noqa: ANN401 - any answer
    faults = tuple(item.code for item in items if item.field == field.key and item.state in OPEN_ITEMS)
    if isinstance(value, dict) and "family_kana" in value:
        name, reading = (f"{value.get(f'family{part}', '')} {value.get(f'given{part}', '')}" for part in ("", "_kana"))
        return ShownAnswer(field.key, field.label.in_language(language), name.strip(), reading.strip(), faults)
    words = version.form.display(field.key, value, language)
    return ShownAnswer(field.key, field.label.in_language(language), words, faults=faults)


def _files(version: Live, answers: Mapping[str, Any], language: str) -> Iterator[Handed]:
    asked = ((key, field) for key, field in version.form.fields.items() if field.type == "file")
    return chain.from_iterable(
        (
            Handed(file["id"], file["name"], file["media_type"], field.label.in_language(language), key)
            for file in answers.get(key) or []
        )
        for key, field in asked
    )
