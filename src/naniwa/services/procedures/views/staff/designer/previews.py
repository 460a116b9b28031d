"""What a draft says beside its form, as people get it: its notices by mail and on paper, its questions often asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.notifications import letters
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.notifications.operations.sending import write
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.templates import PLACEHOLDER, Template
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions import wordings
from naniwa.services.procedures.definitions.editing.filled import FILLED
from naniwa.services.procedures.definitions.editing.naming import things, words_of
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.views.staff.designer import notices
from naniwa.services.procedures.views.staff.designer.choosing import word
from naniwa.services.procedures.views.staff.designer.framed import framed
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, opened, said
from naniwa.services.procedures.views.staff.designer.preview import asked_number

LANGUAGES = ("ja", "ja-easy", "en")
MAIL = "hanako@example.jp"


@dataclass(frozen=True)
class Asked:
    """Which notice of a draft, in which language; `own` says whether it has words of its own."""

    opened: Opened
    turn: str
    language: str

    @property
    def own(self) -> bool:
        return self._wording is not None

    @property
    def _wording(self) -> Mapping[str, Yaml] | None:
        found = things(self.opened.document, "wordings")
        return next((one for one in found if one.get("key") == self.turn), None)

    @property
    def template(self) -> Template | None:
        """As the draft says it, finished or not; else as the platform does."""
        document = self.opened.document
        if self._wording is None:
            named = document.get("notices") if isinstance(document, Mapping) else None
            return wordings.platforms(named if isinstance(named, Mapping) else {}, self.turn)
        texts = {part: _told(words_of(self._wording.get(part))) for part in ("subject", "body")}
        return Template(f"procedures.{self.turn}", 1, frozenset(), texts["subject"], texts["body"])


def _told(words: Text) -> dict[str, str]:
    return words.model_dump(exclude_none=True)


def _asked(request: StaffRequest, number: UUID) -> Asked:
    now = opened(request, number, asked_number(request.GET.get("revision", "")))
    known = wordings.turns(pays=notices.pays(now))
    first = [str(one.get("key")) for one in things(now.document, "wordings") if one.get("key") in known]
    turn, language = request.GET.get("turn", ""), request.GET.get("language", get_language() or "ja")
    chosen = turn if turn in known else (first or known)[0]
    return Asked(now, chosen, language if language in LANGUAGES else "ja")


@never_cache
@framed
@staff_required(*WRITERS)
@require_safe
def notice(request: StaffRequest, number: UUID) -> HttpResponse:
    """One notice as a mail, or as a letter where it goes by post."""
    asked = _asked(request, number)
    now = asked.opened
    query = {"revision": str(now.revision.number), "turn": asked.turn, "language": asked.language}
    context = {
        "opened": now,
        "message": _message(asked, request.staff.organisation, timezone.now()),
        "own": asked.own,
        "by_post": asked.turn.endswith(wordings.BY_POST),
        "turns": [(key, word(key), key == asked.turn) for key in wordings.turns(pays=notices.pays(now))],
        "language": asked.language,
        "pdf_url": now.url("staff_design_letter", **query),
    }
    return render(request, "procedures/staff/designer/notice.html", context)


@never_cache
@staff_required(*WRITERS)
@require_safe
def letter(request: StaffRequest, number: UUID) -> HttpResponse:
    """The same on paper, as it is printed for people without an e-mail address."""
    moment = timezone.now()
    message = _message(_asked(request, number), request.staff.organisation, moment)
    answer = HttpResponse(letters.batch([message] if message else [], now=moment), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return answer


def _message(asked: Asked, office: Organisation, now: datetime) -> Message | None:
    """A notice to nobody, which is not saved; what nothing fills in stays as it was written."""
    template = asked.template
    if template is None:
        return None
    return write(
        Outgoing(
            template=template.key,
            wording=template,
            key="preview",
            organisation=office,
            name=FILLED["name"].sample.in_language(asked.language),
            address=MAIL,
            postal_address=FILLED["post_to"].sample.in_language(asked.language),
            language=asked.language,
            reference=FILLED["reference"].sample.ja,
            context=_context(asked, template, office),
        ),
        now,
    )


def _context(asked: Asked, template: Template, office: Organisation) -> dict[str, str]:
    texts = [*template.subject.values(), *template.body.values()]
    context = {name: f"{{{name}}}" for words in texts for name in PLACEHOLDER.findall(words)}
    context |= {name: one.sample.in_language(asked.language) for name, one in FILLED.items()}
    document = asked.opened.document if isinstance(asked.opened.document, Mapping) else {}
    context["procedure"] = words_of(document.get("title"), context["procedure"]).in_language(asked.language)
    if post := document.get("post_to") or document.get("contact"):
        context["post_to"] = words_of(post).in_language(asked.language).strip()
    ours = {"office": str(office), "office_phone": office.phone, "office_hours": str(office.open_hours)}
    return context | {name: words for name, words in ours.items() if words}


@never_cache
@framed
@staff_required(*WRITERS)
@require_safe
def faq(request: StaffRequest, number: UUID) -> HttpResponse:
    """The questions often asked, as they stand on the page of the procedure."""
    now = opened(request, number, asked_number(request.GET.get("revision", "")))
    found = [
        {part: said(words_of(one[part])) for part in ("question", "answer", "basis") if one.get(part)}
        for one in things(now.document, "faq")
    ]
    return render(request, "procedures/staff/designer/faq.html", {"opened": now, "found": found})
