"""Finding a procedure: by words, by situation in life, the open ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.models import Version
from naniwa.library.names import search_form
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.queries.live import KIND, Live, latest_whole, live

type Window = Literal["open", "soon", "closed"]
NEVER = datetime.max.replace(tzinfo=UTC)
ORDER: dict[Window, int] = {"open": 0, "soon": 1, "closed": 2}


@dataclass(frozen=True)
class Found:
    """A procedure and whether it takes applications now."""

    version: Live
    window: Window

    @property
    def procedure(self) -> Procedure:
        return self.version.procedure


@dataclass(frozen=True)
class Situation:
    """A situation in life and how many procedures stand under it."""

    key: str
    name: Text
    count: int


def window_of(version: Live, now: datetime) -> Window:
    """Whether the procedure is open; the closing moment itself is too late."""
    if now < version.opens_at:
        return "soon"
    return "open" if version.closes_at is None or now < version.closes_at else "closed"


def published(now: datetime) -> list[Found]:
    """Every procedure, those that are open first, each in the version that new applications are made on.

    The forms that municipalities gave a procedure stand behind it, and are chosen on its page.
    """
    found = [Found(version, window_of(version, now)) for version in map(live, latest_whole())]
    return sorted(found, key=lambda one: (ORDER[one.window], one.version.closes_at or NEVER, one.procedure.slug))


def matching(procedures: Sequence[Found], *, words: str = "", situation: str = "") -> list[Found]:
    """Those that hold every word, however it is written, and stand under the situation if one is given."""
    wanted = [folded for word in words.split() if (folded := search_form(word))]
    return [
        one
        for one in procedures
        if all(word in _haystack(one.version.version_id) for word in wanted)
        and (not situation or any(each.key == situation for each in one.procedure.life_situations))
    ]


def situations(procedures: Sequence[Found]) -> list[Situation]:
    """The situations in life that the procedures name, the most frequent first."""
    counts: dict[str, int] = {}
    names: dict[str, Text] = {}
    for each in (each for one in procedures for each in one.procedure.life_situations):
        counts[each.key] = counts.get(each.key, 0) + 1
        names.setdefault(each.key, each.name)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return [Situation(key, names[key], counts[key]) for key in ranked]


@lru_cache(maxsize=4096)
def _haystack(version_id: int) -> str:
    """All that is searched of a version, folded; versions never change."""
    procedure = live(version_id).procedure
    texts = [procedure.title, procedure.description, *(each.name for each in procedure.life_situations)]
    written = [words for text in texts for words in (text.ja, text.en, text.easy or "")]
    return "\n".join(search_form(words) for words in [*written, *procedure.keywords])


def is_published(slug: str) -> bool:
    """Whether there is a version of the procedure."""
    return Version.objects.filter(kind=KIND, slug=slug).exists()


def source_of(slug: str) -> str:
    """The text of the latest version, "" if nothing is published."""
    found = Version.objects.filter(kind=KIND, slug=slug).order_by("-number").values_list("source", flat=True).first()
    return found or ""
