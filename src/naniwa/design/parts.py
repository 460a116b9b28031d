"""Plain values that pages hand to the smaller components."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a timeline; `internal` lines are marked as seen by staff only."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    state: str = ""
    current: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure with its date and source; `value` is ready to read."""

    value: str
    label: str
    unit: str = ""
    note: str = ""
    as_of: date | None = None
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row of a summary list; `edit_url` gives the link that mends it."""

    term: str
    value: Any
    reading: str = ""
    note: str = ""
    edit_url: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field before and after a correction."""

    term: str
    before: str
    after: str
    note: str = ""

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go: breadcrumb, tab, step or menu entry; `note` is a sentence on what is there."""

    label: str
    url: str = ""
    count: int | None = None
    current: bool = False
    done: bool = False
    icon: str = ""
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of links in the staff navigation."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who answers questions, and when."""

    name: str
    phone: str = ""
    hours: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """What the page shells show around a page; web's context processor puts it in the context as `navigation`."""

    organisation: str = ""
    service: str = ""
    home_url: str = "/"
    sections: Sequence[Section] = ()
    links: Sequence[Link] = ()
    account: Sequence[Link] = ()
    footer: Sequence[Link] = ()
    contact: Contact | None = None
    sign_in_url: str = ""
    sign_out_url: str = ""
    account_name: str = ""
    demo: bool = False
