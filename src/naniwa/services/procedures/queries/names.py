"""The names behind the codes that lists and filters show."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.organisations import queries as organisations
from naniwa.services.procedures.queries.live import KIND, Live, live
from naniwa.services.procedures.rules import PAPER_CODE

# Each class ends where the next begins, and no blank is looked at twice, so that it reads once over any text.
_BRACKET = re.compile(r"(?<!\s)\s*+[（(][^（(）){]*+\{[^（(）)]*+[）)]")
_FILLED_IN = re.compile(r"\{[a-z0-9_]+\}")
BEYOND = {PAPER_CODE: text("紙に書かれていない、または読めない答え", "Answer missing or unreadable on paper")}
_SENTENCE_END = re.compile(r"(?<=。)|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """Words by code; `places` has code and name by row number, `unpaid` the procedures that pay nothing."""

    procedures: dict[str, str]
    codes: dict[str, str]
    places: dict[int, tuple[str, str]]
    unpaid: frozenset[str] = frozenset()

    def procedure(self, slug: str) -> str:
        return self.procedures.get(slug, slug)

    def code(self, code: str) -> str:
        return self.codes.get(code, code)

    def place(self, code: str) -> str:
        return dict(self.places.values()).get(code, code)


def procedures() -> list[Live]:
    """The latest version of each procedure, by slug."""
    return [live(version.pk) for version in forms.all_latest(KIND)]


def titles() -> dict[str, str]:
    """What each procedure is called in the language in force, by slug."""
    return _titles(procedures(), get_language() or "ja")


def names(language: str) -> Names:
    found = procedures()
    return Names(
        procedures=_titles(found, language),
        codes={code: beyond(code, language) for code in BEYOND}
        | {code: words for each in found for code, words in fault_names(each, language).items()},
        places=organisations.places(),
        unpaid=frozenset(each.procedure.slug for each in found if not each.procedure.pays),
    )


def _titles(found: list[Live], language: str) -> dict[str, str]:
    return {each.procedure.slug: each.procedure.title.in_language(language) for each in found}


def fault_names(version: Live, language: str) -> dict[str, str]:
    """What each fault is called among staff: their wording without the answers that are filled in."""
    return {check.code: title(check.staff.in_language(language)) for check in version.procedure.form.checks}


def beyond(code: str, language: str) -> str:
    """What a fault is called that no check of the definition names; the code itself where nobody has words for it."""
    return BEYOND[code].in_language(language) if code in BEYOND else code


def title(wording: str) -> str:
    """The sentences that stand without an answer; where none does, "…" stands for the answers."""
    bare = _BRACKET.sub("", wording)
    standing = [words for words in _SENTENCE_END.split(bare) if words and not _FILLED_IN.search(words)]
    return ("" if "。" in bare else " ").join(standing) or _FILLED_IN.sub("…", bare)
