"""One page of a paper: where it stands among the pages, and the pictures beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.definition.form import Page
from naniwa.kernel.people.access import StaffRequest
from naniwa.services.procedures.models import PaperForm
from naniwa.services.procedures.queries import paper
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.views.applicant.rendering import say

KEYERS = ("reviewer",)
PURPOSE = "review"


@dataclass(frozen=True)
class Screen:
    """A page to key in, with its neighbours; files are scans, and no page of their own."""

    form: PaperForm
    version: Live
    page: Page
    pages: list[Page]

    @property
    def number(self) -> int:
        return self.pages.index(self.page) + 1

    @property
    def fields(self) -> list[AnyField]:
        """Those that show with the answers so far."""
        return to_key(self.version.form.visible_fields(self.page.key, self.form.answers))

    @property
    def url(self) -> str:
        return page_url(self.form, self.page.key)

    @property
    def next_url(self) -> str:
        rest = self.pages[self.number :]
        return page_url(self.form, rest[0].key) if rest else reverse("procedures:staff_paper", args=[self.form.pk])

    @property
    def previous_url(self) -> str:
        return page_url(self.form, self.pages[self.number - 2].key) if self.number > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One side of paper as a picture; `picture` is empty where it cannot be opened yet."""

    name: str
    what: str
    number: int
    leaves: int
    picture: str
    open_url: str


def found(request: StaffRequest, number: UUID) -> PaperForm:
    """The office's paper. Raises Http404 for another's."""
    form = paper.form_of(request.staff.organisation.pk, number)
    if form is None:
        raise Http404
    return form


def screen_of(form: PaperForm, page: str) -> Screen:
    """Raises Http404 for a page that does not show."""
    version = live(form.version_id)
    pages = pages_of(version, form.answers)
    if page not in {one.key for one in pages}:
        raise Http404
    return Screen(form, version, version.form.pages[page], pages)


def pages_of(version: Live, answers: Mapping[str, Any]) -> list[Page]:
    """Those with anything to key in."""
    shown = version.form.visible_pages(answers)
    return [page for page in shown if to_key(version.form.visible_fields(page.key, answers))]


def to_key(fields: Sequence[AnyField]) -> list[AnyField]:
    return [field for field in fields if field.type != "file"]


def page_url(form: PaperForm, page: str) -> str:
    return reverse("procedures:staff_paper_page", args=[form.pk, page])


def entry_url(form: PaperForm) -> str:
    """Where to go on: the first page that nobody has keyed in, else the overview."""
    rest = [page.key for page in pages_of(live(form.version_id), form.answers) if not form.kept_at(page.key)]
    return page_url(form, rest[0]) if rest else reverse("procedures:staff_paper", args=[form.pk])


def leaves(form: PaperForm) -> list[Leaf]:
    """Every side of every scan, one below the other, so that nothing has to be opened while typing."""
    known = documents.by_numbers([scan["id"] for scan in form.scans])
    names = kinds(live(form.version_id))
    return [leaf for scan in form.scans for leaf in _leaves(scan, known.get(scan["id"]), names)]


def _leaves(scan: Mapping[str, str], document: Document | None, names: Mapping[str, str]) -> list[Leaf]:
    what = names.get(scan["field"], names[""])
    if document is None or not document.may_be_opened:
        return [Leaf(name=scan["name"], what=what, number=1, leaves=1, picture="", open_url="")]
    whole = reverse("documents:download", args=[document.pk, document.name]) + f"?purpose={PURPOSE}"
    return [
        Leaf(
            name=scan["name"],
            what=what,
            number=leaf,
            leaves=document.pages,
            picture=whole
            if document.is_picture
            else reverse("documents:page", args=[document.pk, leaf]) + f"?purpose={PURPOSE}",
            open_url=whole,
        )
        for leaf in range(1, document.pages + 1)
    ]


def kinds(version: Live) -> dict[str, str]:
    """What a scan can be of, by the key of its field: the form itself, or one of the papers that are asked for."""
    asked = {key: say(field.label) for key, field in version.form.fields.items() if field.type == "file"}
    return {"": _("申請書"), **asked}
