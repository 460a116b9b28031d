"""A draft as a request opens it: which text, at which place, and the words around it."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.people.access import StaffRequest
from naniwa.services.procedures.definitions.editing import places
from naniwa.services.procedures.definitions.editing.naming import names, words_of
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml, path, place_of
from naniwa.services.procedures.definitions.editing.sentences import Named
from naniwa.services.procedures.models import Design, DesignReview, DesignRevision
from naniwa.services.procedures.queries import designs
from naniwa.services.procedures.queries.designs import Checked, checked

WRITERS = ("publisher",)
TITLES = ("title", "label", "name", "question", "staff", "item", "subject")


@dataclass(frozen=True)
class Opened:
    """One revision of a draft, read and checked."""

    design: Design
    revision: DesignRevision

    @cached_property
    def checked(self) -> Checked:
        return checked(self.revision.text)

    @property
    def document(self) -> Yaml:
        return self.checked.document

    @cached_property
    def names(self) -> dict[str, Named]:
        """The variables of its rules."""
        return names(self.document)

    @cached_property
    def review(self) -> DesignReview | None:
        """The one that waits."""
        return self.design.reviews.filter(decided_at=None).select_related("asked_by").first()

    @property
    def home_url(self) -> str:
        return self.url()

    @property
    def examples_url(self) -> str:
        return self.url("staff_design_examples")

    @property
    def history_url(self) -> str:
        return self.url("staff_design_history")

    @property
    def blanks_url(self) -> str:
        return self.url("staff_design_blanks")

    @property
    def text_url(self) -> str:
        return self.url("staff_design_text")

    @property
    def export_url(self) -> str:
        return self.url("staff_design_export")

    def url(self, name: str = "staff_design", **query: str) -> str:
        address = reverse(f"procedures:{name}", args=[self.design.public_id])
        return f"{address}?{urlencode(query)}" if query else address

    def item_url(self, place: Place, part: str = "") -> str:
        """The page on which the thing at a place is changed."""
        query = {"at": path(place)} | ({"part": part} if part else {})
        return self.url("staff_design_item", **query)

    def at(self, place: Place) -> Yaml:
        """What stands at a place. Raises NoSuchPlace."""
        return places.at(self.document, place)


def opened(request: StaffRequest, number: UUID, revision: int | None = None) -> Opened:
    """The office's draft at its latest revision, or at one. Raises Http404."""
    design = designs.design_of(request.staff.organisation.pk, number)
    found = designs.revision(design, revision) if design else None
    if design is None or found is None:
        raise Http404
    return Opened(design, found)


def asked_place(request: StaffRequest) -> Place:
    """The place that an address names. Raises Http404."""
    try:
        return place_of(request.GET.get("at", ""))
    except NoSuchPlace as nowhere:
        raise Http404 from nowhere


def base_of(request: StaffRequest) -> int | None:
    typed = request.POST.get("base", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None  # noqa: PLR2004 - digits of a number


def title_of(thing: Yaml, otherwise: str = "") -> str:
    """What a thing of a list is called on a page."""
    return said(title_text(thing, otherwise))


def title_text(thing: Yaml, otherwise: str = "") -> Text:
    """The same in every language."""
    if not isinstance(thing, dict):
        return words_of(str(thing), otherwise)
    named = next((thing[key] for key in TITLES if thing.get(key)), None)
    if isinstance(named, str | dict):
        return words_of({"ja": named, "en": named} if isinstance(named, str) else named, otherwise)
    return words_of(None, str(thing.get("key") or thing.get("code") or otherwise))


def said(text: Text | None) -> str:
    """A text in the language of the page."""
    return text.in_language(get_language() or "ja") if text else ""
