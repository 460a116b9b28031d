"""Taking the person out of cases whose time is over, or the cases themselves, with all that hangs on them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from naniwa.kernel.documents.operations import erasing as documents
from naniwa.kernel.fees.operations import erasing as fees
from naniwa.kernel.forms.definition.fields import ChoiceField
from naniwa.kernel.notifications.operations import erasing as messages
from naniwa.kernel.organisations import bulk
from naniwa.kernel.payments.operations import erasing as payments
from naniwa.services.procedures.models import (
    GONE,
    Appeal,
    Application,
    CheckMark,
    CorrectionDraft,
    Decision,
    Deficiency,
    Draft,
    Handover,
    Note,
    Notice,
    Pair,
    PaperForm,
    Recall,
    Step,
    Submission,
)
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.sealing import WHICH
from naniwa.services.procedures.queries.transcripts import word_of

# What of a case's own row stays as it is: what statistics count, what money needs, what staff did and when.
KEPT_OF_CASE = frozenset(
    {
        "id", "organisation", "partner", "reference", "procedure", "version", "state", "stage", "amount_yen", "channel",
        "identity", "keyed_by", "language", "received_at", "state_at", "due_at", "assignee", "reviewed_by",
        "reviewed_at", "proposed_outcome",
    }
)  # fmt: skip
EMPTIED_OF_CASE: dict[str, Any] = {
    "person": None,
    "mandate": None,
    "applicant_name": GONE,
    "applicant_kana": "",
    "search": "",
    "identity_keys": [],
    "review_comment": "",
}


@transaction.atomic
def anonymise(version: Live, cases: Sequence[Application]) -> None:
    """Leave municipality, amount, dates, states and the choices that published statistics count; empty the rest."""
    _take_away(cases)
    ids, kept = [case.pk for case in cases], counted_choices(version)
    bulk.amend(Application, ("id", "answers"), [(case.pk, _kept(case.answers, kept)) for case in cases])
    Application.objects.filter(pk__among=ids).update(**EMPTIED_OF_CASE)
    Step.objects.filter(application__among=ids).update(detail="")
    Notice.objects.filter(application__among=ids).update(body="")
    Deficiency.objects.filter(application__among=ids).update(reason="", reason_en="", evidence={})
    Decision.objects.filter(application__among=ids).update(reason="")
    Appeal.objects.filter(application__among=ids).update(ground="", answer="")
    Recall.objects.filter(application__among=ids).update(reason="")


@transaction.atomic
def delete(cases: Sequence[Application]) -> None:
    """Remove the cases; the books of the money keep amounts without names."""
    _take_away(cases)
    ids = [case.pk for case in cases]
    Deficiency.objects.filter(application__among=ids).delete()
    Application.objects.filter(pk__among=ids).delete()


@transaction.atomic
def delete_drafts(drafts: Sequence[Draft]) -> None:
    documents.erase(collections=[str(draft.pk) for draft in drafts])
    Draft.objects.filter(pk__among=[draft.pk for draft in drafts]).delete()


def counted_choices(version: Live) -> frozenset[str]:
    """Answers chosen from a list that a published statistic of the procedure counts."""
    asked = {one.by for one in version.procedure.statistics} & version.form.fields.keys()
    return frozenset(key for key in asked if isinstance(version.form.fields[key], ChoiceField))


def _take_away(cases: Sequence[Application]) -> None:
    """What goes in either way: drafts, submissions, notes, judgements, files, messages, and names in the books."""
    ids, references = [case.pk for case in cases], [case.reference for case in cases]
    drafts = list(Draft.objects.filter(application__among=ids).values_list("pk", flat=True))
    handed_in = [case.answers for case in cases]
    handed_in += Submission.objects.filter(application__among=ids).values_list("answers", flat=True)
    papers = [paper.collection for paper in PaperForm.objects.filter(application__among=ids)]
    collections = [*map(str, drafts), *papers, *(f"correction {reference}" for reference in references)]
    collections += map(word_of, references)
    issued = Decision.objects.filter(application__among=ids).values_list(*(f"{one}__document" for one in WHICH))
    numbers = [number for each in handed_in for number in _files(each)]
    numbers += [number for row in issued for number in row if number is not None]
    documents.erase(numbers=numbers, collections=collections)
    for model in (Submission, CorrectionDraft, Draft, Handover, PaperForm, Note, CheckMark):
        model.objects.filter(application__among=ids).delete()
    Pair.objects.filter(Q(earlier__among=ids) | Q(later__among=ids)).delete()
    messages.erase(references)
    payments.erase(references)
    fees.erase(references)


def _files(answer: Any) -> Iterator[UUID]:  # noqa: ANN401 - any answer, with others inside
    """The numbers of the documents that answers name, also within groups."""
    if isinstance(answer, dict):
        if {"id", "media_type"} <= answer.keys():
            yield from _number(answer["id"])
        else:
            for inner in answer.values():
                yield from _files(inner)
    elif isinstance(answer, list):
        for inner in answer:
            yield from _files(inner)


def _number(text: object) -> Iterator[UUID]:
    """A rehearsal names files that never were; they must not stop the night."""
    with suppress(ValueError):
        yield UUID(str(text))


def _kept(answers: dict[str, Any], keys: frozenset[str]) -> str:
    return json.dumps({key: answers[key] for key in sorted(keys & answers.keys())}, ensure_ascii=False)
