"""A question in everyday Japanese or English taken apart into the words that it turns on, with their synonyms.

No dictionary of the language is needed: kanji, katakana, letters and digits carry what is asked, and what stands in
hiragana between them mostly binds; where it carries something, a list of synonyms names it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from naniwa.library.names import search_form

LONG = 3
"""Letters of a run of kanji from which it is also looked for in parts."""
SHORTEST = {"kanji": 1, "katakana": 2, "latin": 3}
"""Letters that a word of each script has at least; hiragana alone carries nothing."""
_EMPTY = frozenset(
    map(
        search_form,
        (
            *(
                "方",
                "人",
                "何",
                "私",
                "時",
                "日",
                "月",
                "場合",
                "必要",
                "教",
                "知",
                "聞",
                "出来",
                "事",
                "物",
                "今",
                "件",
                "為",
            ),
            *(
                "the",
                "and",
                "for",
                "can",
                "how",
                "what",
                "when",
                "where",
                "which",
                "who",
                "why",
                "does",
                "with",
                "from",
            ),
            *("are", "you", "your", "need", "have", "this", "that", "there", "much", "many", "get", "apply", "want"),
        ),
    )
)
"""Words that nearly every question has."""


@dataclass(frozen=True, slots=True)
class Term:
    """`words` are folded, any of which will do; `parts` are tried where none of them stands anywhere."""

    words: frozenset[str]
    parts: tuple[str, ...] = ()


type Synonyms = Sequence[frozenset[str]]


def synonyms(groups: Iterable[Iterable[str]]) -> Synonyms:
    """Groups of words for the same thing, folded."""
    return [frozenset(map(search_form, group)) for group in groups]


def terms(question: str, known: Synonyms) -> list[Term]:
    """What a question turns on, each once; nothing of a question that has nothing but binding words."""
    letters = list(_letters(question))
    folded = "".join(letter for letter, _script in letters)
    scripts = [script for _letter, script in letters]
    found: dict[frozenset[str], Term] = {}
    pairs = [(word, group) for group in known for word in group]
    for word, group in sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])):
        at = _free(folded, word, scripts)
        if at >= 0:
            scripts[at : at + len(word)] = [""] * len(word)
            found.setdefault(group, Term(group))
    for run in _runs(folded, scripts):
        if run not in _EMPTY:
            found.setdefault(frozenset({run}), Term(frozenset({run}), _parts(run)))
    return list(found.values())


def _letters(question: str) -> Iterator[tuple[str, str]]:
    """Each letter folded, with the script that it was written in; spaces end a run."""
    for letter in unicodedata.normalize("NFKC", question):
        for one in search_form(letter) or " ":
            yield one, _script(letter)


def _script(letter: str) -> str:
    if letter == "々" or "\u3400" <= letter <= "\u9fff" or letter >= "\U00020000":
        return "kanji"
    if "\u30a1" <= letter <= "\u30fc":
        return "katakana"
    return "latin" if letter.isalnum() and letter.isascii() else ""


def _free(folded: str, word: str, scripts: Sequence[str]) -> int:
    """Where a word stands: not within a longer one of its script, nor where another was found. -1 for nowhere.

    Kanji run on (児童手当の対象), so that a word of kanji may stand within a run of them.
    """
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        latin = scripts[at] == "latin"
        inside = latin and ("latin" in scripts[max(at - 1, 0) : at] or scripts[end : end + 1] == ["latin"])
        if not inside:
            return at
        at = folded.find(word, at + 1)
    return -1


def _runs(folded: str, scripts: Sequence[str]) -> Iterator[str]:
    for script, run in groupby(zip(folded, scripts, strict=True), key=lambda pair: pair[1]):
        word = "".join(letter for letter, _script in run)
        if len(word) >= SHORTEST.get(script, len(word) + 1):
            yield word


def _parts(run: str) -> tuple[str, ...]:
    """Pairs of neighbours of a long run of kanji: 支援金申請 is also 支援, 援金, 金申 and 申請."""
    if len(run) < LONG or run.isascii():
        return ()
    return tuple(first + second for first, second in pairwise(run))
