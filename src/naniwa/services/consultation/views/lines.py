"""What was said as pages show it, and the reading of what is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from naniwa.design.acts import tried
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.people import limits
from naniwa.library.typed import number_in
from naniwa.services.consultation.forms import SayForm
from naniwa.services.consultation.models import CallState, Conversation, Side, Utterance
from naniwa.services.consultation.operations.saying import Words
from naniwa.services.consultation.queries import calls, conversations
from naniwa.services.consultation.rules.broken import BrokenRule, NothingSaid, TooLong, TooMany
from naniwa.services.consultation.words import HAPPENED, refusal

SAYING = limits.Rule("speak in a consultation", 120, timedelta(hours=1))
BEGINNING = limits.Rule("begin a consultation", 10, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Line:
    """`mine` stands on the reader's side; a file's address is empty until it can be opened.

    `call_url` leads from the newest offer of a video call to its page, as long as that call is not over.
    """

    side: str
    mine: bool
    who: str
    text: str
    at: datetime
    file_name: str = ""
    file_url: str = ""
    thumbnail: str = ""
    call_url: str = ""


def lines(conversation: Conversation, *, staff: bool, since: int = 0) -> Sequence[Line]:
    """Clerks see one another's names; the resident sees the office's."""
    found = [_line(one, conversation, staff=staff) for one in conversations.said(conversation, since=since)]
    offers = [number for number, one in enumerate(found) if one.text == str(HAPPENED["call_offered"]) and not one.who]
    call = calls.newest(conversation) if offers else None
    if call and call.state != CallState.ENDED:
        leads_to = reverse("consultation:staff_call" if staff else "consultation:call", args=[conversation.public_id])
        found[offers[-1]] = replace(found[offers[-1]], call_url=leads_to)
    return found


def _line(one: Utterance, conversation: Conversation, *, staff: bool) -> Line:
    if one.side == Side.SYSTEM:
        return Line("system", mine=False, who="", text=str(HAPPENED.get(one.text, "")), at=one.at)
    clerk = one.side == Side.CLERK
    who = (str(one.author) if staff else str(conversation.desk)) if clerk else str(conversation.person or "")
    file, url, thumbnail = one.document, "", ""
    if file and file.may_be_opened:
        url = reverse("documents:download", args=[file.pk, file.name]) + ("?purpose=consultation" if staff else "")
        thumbnail = reverse("documents:thumbnail", args=[file.pk]) if file.has_thumbnail else ""
    return Line(one.side, clerk == staff, who, one.text, one.at, file.name if file else "", url, thumbnail)


def words_in(request: HttpRequest, form: SayForm) -> Words:
    """A number drawn with the form says it once, however often it is pressed."""
    given = form.cleaned_data
    return Words(text=given["text"], file=given["file"], press=number_in(request.POST.get("number", "")))


def after(request: HttpRequest) -> int:
    """The last message that the open page has."""
    given = request.GET.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else 0  # noqa: PLR2004 - of a number


def said(form: SayForm, work: Callable[[], object]) -> bool:
    """Whether it could be said; if not, the form knows why. Raises what no other words would mend."""
    try:
        work()
    except Refused as refused:
        form.add_error("file", refused.message)
    except (NothingSaid, TooLong, TooMany) as broken:
        form.add_error("text", refusal(broken))
    else:
        return True
    return False


def tell(request: HttpRequest, work: Callable[[], object], done: str) -> None:
    """Carry out an act and say what came of it on the next page."""
    tried(request, work, done, unless=BrokenRule, why=refusal)
