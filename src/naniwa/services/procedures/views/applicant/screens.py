"""One page of a draft: where it stands among the pages, and how it is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from secrets import token_hex
from typing import Any, Concatenate

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.definition.form import Page
from naniwa.kernel.people.access import PersonRequest
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.drafts import AlreadySubmitted
from naniwa.services.procedures.queries.applicant import own_draft
from naniwa.services.procedures.queries.earlier import earlier
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import NotYours
from naniwa.services.procedures.views.applicant.agents import draft_of
from naniwa.services.procedures.views.applicant.origins import remarks
from naniwa.services.procedures.views.applicant.rendering import Filled, field_views
from naniwa.services.procedures.views.applicant.typed import Sent


@dataclass(frozen=True)
class Screen:
    """A page that shows, with its neighbours; the summary comes after the last."""

    draft: Draft
    version: Live
    page: Page
    pages: list[Page]

    @property
    def number(self) -> int:
        return next(number for number, page in enumerate(self.pages, start=1) if page.key == self.page.key)

    @property
    def total(self) -> int:
        """All pages and the summary."""
        return len(self.pages) + 1

    @property
    def fields(self) -> list[AnyField]:
        """The fields that show with the answers so far."""
        return self.version.form.visible_fields(self.page.key, self.draft.answers)

    @property
    def url(self) -> str:
        return page_url(self.draft, self.page.key)

    @property
    def next_url(self) -> str:
        rest = self.pages[self.number :]
        return page_url(self.draft, rest[0].key) if rest else reverse("procedures:summary", args=[self.draft.pk])

    @property
    def previous_url(self) -> str:
        before = self.pages[: self.number - 1]
        return page_url(self.draft, before[-1].key) if before else ""


def page_url(draft: Draft, page: str) -> str:
    return reverse("procedures:page", args=[draft.pk, page])


def found(request: PersonRequest, draft_id: Any) -> Draft:  # noqa: ANN401 - a UUID
    """The person's draft, or one of somebody they act for. Raises Http404 for anybody else's."""
    draft = own_draft(draft_id, request.user) or draft_of(request, draft_id)
    if draft is None:
        raise Http404
    return draft


def overtaken[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Lead to the receipt when another window handed the draft in while this request was on its way."""

    def watched(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AlreadySubmitted:
            return redirect("procedures:draft", kwargs["draft_id"])
        except (Draft.DoesNotExist, NotYours) as gone:
            raise Http404 from gone

    update_wrapper(watched, view)
    return watched


def screen_of(draft: Draft, page: str) -> Screen:
    """Raises Http404 for a page that does not show."""
    version = live(draft.version_id)
    pages = version.form.visible_pages(draft.answers)
    if page not in {one.key for one in pages}:
        raise Http404
    return Screen(draft, version, version.form.pages[page], pages)


def entry_url(draft: Draft) -> str:
    """Where to go on: the first page that is not complete, else the summary."""
    pages = live(draft.version_id).form.visible_pages(draft.answers)
    rest = [page.key for page in pages if not draft.is_complete(page.key)]
    return page_url(draft, rest[0]) if rest else reverse("procedures:summary", args=[draft.pk])


def show(
    request: PersonRequest,
    screen: Screen,
    *,
    sent: Sent | None = None,
    problems: Sequence[Problem] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    fresh: Sequence[str] = (),
    restored: bool = False,
) -> HttpResponse:
    """The page with its answers, or with what was sent; `fresh` are questions that an answer brought up."""
    filled = Filled(
        answers=screen.draft.answers,
        sent=screen.draft.typed(screen.page.key) or None if sent is None else sent,
        problems=[problem for problem in problems if problem.field.partition(".")[0] not in fresh],
        options=options or {},
        remarks=remarks(screen.draft.origins),
        upload_url=reverse("procedures:upload", args=[screen.draft.pk]),
    )
    views = field_views(screen.fields, filled)
    context = {
        "screen": screen,
        "fields": views,
        "faulty": any(view.faults for view in views),
        "seen": f"{screen.draft.saves}.{token_hex(8)}",
        "known": [f"{view.key}:{file['id']}" for view in views if view.type == "file" for file in view.value],
        "shown": " ".join(view.key for view in views),
        "fresh": [view for view in views if view.key in fresh],
        "to": request.POST.get("to") or request.GET.get("to") or "",
        "restored": restored,
        "reusable": _reusable(request, screen),
    }
    return render(request, "procedures/applicant/page.html", context)


def _reusable(request: PersonRequest, screen: Screen) -> bool:
    """Whether to offer earlier answers: once, before anything is saved."""
    draft = screen.draft
    fresh = request.method == "GET" and not draft.saves and not draft.origins and draft.mandate_id is None
    return fresh and bool(earlier(screen.version, draft, request.user))
