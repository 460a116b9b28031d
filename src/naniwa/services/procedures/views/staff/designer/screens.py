"""Where a page of the designer stands: its title, the way back, and the picture of the form beside it."""

from dataclasses import dataclass

from naniwa.services.procedures.definitions.editing.parts import Part, part_of
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, path
from naniwa.services.procedures.views.staff.designer.opened import Opened, said, title_of


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`trail` are (title, address) from the draft down; `query` is what the address of this page asks for."""

    title: str
    about: str
    place: Place
    query: dict[str, str]
    trail: tuple[tuple[str, str], ...]
    preview_url: str

    @property
    def up_url(self) -> str:
        return self.trail[-1][1]


def screen_of(now: Opened, place: Place, part: Part | None) -> Screen:
    """The page of a part, or of the thing at a place. Raises NoSuchPlace."""
    trail = [(now.design.title, now.url())]
    if part:
        return Screen(
            title=said(part.title),
            about=said(part.about),
            place=part.place,
            query={"at": path(part.place), "part": part.key},
            trail=tuple(trail),
            preview_url=preview_url(now, (*part.place, part.keys[-1])),
        )
    home = part_of(place)
    trail.append((said(home.title), now.item_url(home.place, home.key)))
    inner = [place[:end] for end in range(1, len(place)) if isinstance(place[end - 1], int)]
    trail += [(title_of(now.at(one), path(one)), now.item_url(one)) for one in inner]
    return Screen(
        title=title_of(now.at(place), path(place)),
        about="",
        place=place,
        query={"at": path(place)},
        trail=tuple(trail),
        preview_url=preview_url(now, place),
    )


PAGES = ("form", "pages")


def preview_url(now: Opened, place: Place) -> str:
    """The page of the form on which a thing stands, the notice, the questions; the first page for all else."""
    revision = str(now.revision.number)
    if place[:1] == ("wordings",):
        turn = now.at((*place[:2], "key")) if len(place) > 1 else ""
        return now.url("staff_design_notice", revision=revision, turn=str(turn))
    if place[:1] == ("faq",):
        return now.url("staff_design_faq", revision=revision)
    number = place[2] if place[:2] == PAGES and len(place) > 2 else 0  # noqa: PLR2004 - form.pages[n]
    return now.url("staff_design_preview", revision=revision, page=str(number))


__all__ = ["NoSuchPlace", "Screen", "preview_url", "screen_of"]
