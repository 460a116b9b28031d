"""What a public service declares of itself, for the pages and menus that know no service by name."""

from dataclasses import dataclass
from typing import Literal

Audience = Literal["resident", "staff", "public"]


@dataclass(frozen=True, slots=True)
class Role:
    """What a member of staff may be appointed to."""

    slug: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of a menu; staff see it when they hold one of `roles`, or always when there are none.

    `about` is a sentence for where there is room for more than the label, such as a door of the home page.
    """

    label: str
    label_en: str
    url_name: str
    audience: Audience
    roles: tuple[str, ...] = ()
    icon: str = ""
    about: str = ""
    about_en: str = ""


@dataclass(frozen=True, slots=True)
class Api:
    """What programs call: the `api` of this dotted module, below this path, with no slash before and one after."""

    path: str
    module: str


@dataclass(frozen=True, slots=True)
class Service:
    """A public service; `urls` is the dotted module of its addresses.

    `entrance` is the name of the page where a person begins with it. Pages of other services lead there, with
    `?origin=` (kernel.events.origins), where the service is installed. `counter` is the page on which staff serve
    whoever has come; pages of other services lead there with `?words=`, by which it finds them. `lean` is the dotted
    module whose `answer` sees requests before Django and answers the busiest itself (docs/decisions/0039).
    """

    slug: str
    title: str
    title_en: str
    urls: str
    roles: tuple[Role, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    api: Api | None = None
    entrance: str = ""
    counter: str = ""
    lean: str = ""

    def menu(self, audience: Audience, roles: frozenset[str] = frozenset()) -> tuple[NavItem, ...]:
        """Return the lines that this reader sees."""
        mine = (item for item in self.navigation if item.audience == audience)
        return tuple(item for item in mine if not item.roles or roles & set(item.roles))
