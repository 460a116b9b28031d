"""Files as they come: with a page that is sent, or one by one while the person goes on typing."""

from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Concatenate
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.limits import PICTURES, Kind, Limits
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import FileField
from naniwa.kernel.forms.definition.form import Page
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import attachments
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.views.applicant.rendering import file_urls, say
from naniwa.services.procedures.views.applicant.screens import found, overtaken

type Upload = UploadedFile[bytes]

MEBIBYTE = 1024 * 1024
KINDS = {"pdf": frozenset({Kind.PDF}), "image": PICTURES}


def limits_of(field: FileField) -> Limits:
    """What the definition allows for the field."""
    kinds = frozenset().union(*(KINDS[kind] for kind in field.accept))
    return Limits(largest=field.max_megabytes * MEBIBYTE, kinds=kinds)


def accept(
    upload: Upload, field: FileField, *, request: PersonRequest, whose: Person, organisation_id: int, collection: str
) -> Document:
    """Take in one file of `whose` application. Raises the subclasses of Refused."""
    return documents.accept(
        upload,
        name=upload.name or "",
        person=whose,
        by=request.user,
        organisation=Organisation.objects.get(pk=organisation_id),
        field=field.key,
        collection=collection,
        limits=limits_of(field),
        now=timezone.now(),
    )


def take_files(request: PersonRequest, draft: Draft, page: Page) -> list[Problem]:
    """Attach every file that came with a page; what was refused is said at its field."""
    problems = []
    for field in page.fields:
        if isinstance(field, FileField):
            for upload in request.FILES.getlist(field.key):
                problems += _take(request, draft, field, upload)
    return problems


def _take(request: PersonRequest, draft: Draft, field: FileField, upload: Upload) -> list[Problem]:
    try:
        attach(request, draft, field, upload)
    except Refused as refused:
        return [refusal(field, upload, refused)]
    except attachments.NoRoom as full:
        return [problem("too_many_files", field, field.key, count=full.at_most)]
    return []


def refusal(field: FileField, upload: Upload, refused: Refused) -> Problem:
    """The reason, with the name of the file it is about."""
    words = f"{upload.name}：{refused.message}"
    return Problem(field.key, refused.code, text(words, words))


def attach(request: PersonRequest, draft: Draft, field: FileField, upload: Upload) -> Document:
    organisation_id = live(draft.version_id).organisation_id
    document = accept(
        upload, field, request=request, whose=draft.person, organisation_id=organisation_id, collection=str(draft.pk)
    )
    attachments.attach(draft_id=draft.pk, field=field.key, document=document, by=request.user, now=timezone.now())
    return document


def detach_wanted(request: PersonRequest, draft: Draft) -> int:
    """Remove the files that the person took away, by a button or from the list that a script keeps; says how many."""
    wanted = removals(request.POST)
    for field, document in wanted:
        if isinstance(live(draft.version_id).form.fields.get(field), FileField):
            attachments.detach(
                draft_id=draft.pk, field=field, document_id=document, by=request.user, now=timezone.now()
            )
    return len(wanted)


def removals(posted: QueryDict) -> list[tuple[str, str]]:
    """(field, document) of each file that the page had when it was opened (`known`) and does not name any more."""
    known = [_pair(one) for one in posted.getlist("known")]
    gone = [(field, number) for field, number in known if field in posted and number not in posted.getlist(field)]
    return [*(_pair(one) for one in posted.getlist("remove_file")), *gone]


def _pair(written: object) -> tuple[str, str]:
    field, _colon, number = str(written).partition(":")
    return field, number


def sending[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """As `person_required`, but the script that sends a file is told that the session has run out."""
    guarded = person_required(view)

    def watched(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
        return guarded(request, *args, **kwargs)

    update_wrapper(watched, view)
    return watched


@require_POST
@sending
@overtaken
def upload(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """One file, sent on its own; answers in JSON what the list shows, or why it was refused."""
    draft = found(request, draft_id)
    field = live(draft.version_id).form.fields.get(request.POST.get("field", ""))
    if draft.application is not None:
        raise Http404
    if "remove_file" in request.POST:
        detach_wanted(request, draft)
        return JsonResponse({})
    sent = request.FILES.getlist("file")
    if not isinstance(field, FileField) or not sent:
        raise Http404
    return told(field, lambda: attach(request, draft, field, sent[0]))


def told(field: FileField, take: Callable[[], Document]) -> JsonResponse:
    """What came of taking a file, for the script that sent it."""
    try:
        return JsonResponse(as_json(take()), status=HTTPStatus.CREATED)
    except Refused as refused:
        return JsonResponse({"message": refused.message}, status=422)
    except attachments.NoRoom as full:
        message = problem("too_many_files", field, field.key, count=full.at_most).message
        return JsonResponse({"message": say(message)}, status=422)


def as_json(document: Document) -> dict[str, object]:
    """What the list of files shows of one."""
    return {
        "id": str(document.pk),
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
        **file_urls(str(document.pk), document.name),
    }
