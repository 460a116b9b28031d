"""Answers to routine questions: passages of published definitions, word for word, each with the page it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from math import log
from pathlib import Path

import yaml

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text
from naniwa.library.asking import Synonyms, Term, synonyms, terms
from naniwa.library.names import search_form
from naniwa.library.periods import TOKYO
from naniwa.library.wareki import format_date, format_english
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.openness import MARKS
from naniwa.services.procedures.queries.catalogue import Found
from naniwa.services.procedures.queries.live import Live, live

MOST = 8
ENOUGH = 0.4
"""Passages that fit less well than this share of the best are left out."""
IN_HEADING, IN_WORDS, IN_NAME = 3.0, 1.5, 1.0
"""What a word counts where it is found: in the question answered, in the answer, in the name of the procedure."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`anchor` is its place on the page of the procedure; `basis` is what it rests on."""

    slug: str
    anchor: str
    title: Text
    heading: Text
    words: tuple[Text, ...]
    basis: Text


@dataclass(frozen=True, slots=True)
class _Folded:
    passage: Passage
    heading: str
    words: str
    name: str


def answers(published: Sequence[Found], question: str) -> list[Passage]:
    """The passages that fit a question best; none where no word of it stands anywhere."""
    everything = [one for found in published for one in _folded(found.version.version_id)]
    asked = _reachable(terms(question, _synonyms()), everything)
    weights = [(term, _weight(term, everything)) for term in asked]
    if not weights:
        return []
    ranked = sorted(((_score(one, weights), one.passage) for one in everything), key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0
    return [passage for score, passage in ranked[:MOST] if score > 0 and score >= ENOUGH * best]


@cache
def _synonyms() -> Synonyms:
    return synonyms(yaml.safe_load(Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8")))


def _reachable(asked: Sequence[Term], everything: Sequence[_Folded]) -> list[Term]:
    """Each term, or its parts where it stands nowhere."""
    found: list[Term] = []
    for term in asked:
        whole = not term.parts or any(_stands(term, one) for one in everything)
        found += [term] if whole else [Term(frozenset({part})) for part in term.parts]
    return found


def _stands(term: Term, one: _Folded) -> bool:
    return any(word in one.heading or word in one.words or word in one.name for word in term.words)


def _weight(term: Term, everything: Sequence[_Folded]) -> float:
    """What stands in few passages says more."""
    return log(1 + len(everything) / (1 + sum(_stands(term, one) for one in everything)))


def _score(one: _Folded, weights: Sequence[tuple[Term, float]]) -> float:
    """More for what fits more of the question; where only the procedure's name fits, its description alone."""
    places = ((one.heading, IN_HEADING), (one.words, IN_WORDS), (one.name, IN_NAME))
    score, fitting, own = 0.0, 0, one.passage.anchor == "main"
    for term, weight in weights:
        best = max((worth for place, worth in places if any(word in place for word in term.words)), default=0.0)
        fitting, own = fitting + bool(best), own or best > IN_NAME
        score += best * weight
    return score * fitting / len(weights) if own else 0.0


@lru_cache(maxsize=4096)
def _folded(version_id: int) -> tuple[_Folded, ...]:
    """Versions never change."""
    version = live(version_id)
    procedure = version.procedure
    name = _fold((procedure.title, *(one.name for one in procedure.life_situations)), procedure.keywords)
    return tuple(
        _Folded(
            passage=one,
            heading="" if one.anchor == "main" else _fold((one.heading,)),
            words=_fold(one.words if one.basis is procedure.legal_basis else (*one.words, one.basis)),
            name=name,
        )
        for one in (*_passages(procedure), _period(version))
        if not _is_open(one)
    )


def _is_open(passage: Passage) -> bool:
    """Whether a municipality has yet to decide what stands there: that answers nobody."""
    return any(
        mark in said for words in (passage.heading, *passage.words) for said in (words.ja, words.en) for mark in MARKS
    )


def _fold(texts: Sequence[Text], more: Sequence[str] = ()) -> str:
    written = (words for one in texts for words in (one.ja, one.en, one.easy or ""))
    return "\n".join(search_form(words) for words in (*written, *more))


def _passages(procedure: Procedure) -> Iterator[Passage]:
    def of(anchor: str, heading: Text, *words: Text, basis: Text | None = None) -> Passage:
        return Passage(procedure.slug, anchor, procedure.title, heading, words, basis or procedure.legal_basis)

    for number, one in enumerate(procedure.faq, start=1):
        yield of(f"faq-{number}", one.question, one.answer, basis=one.basis)
    yield of("main", procedure.title, procedure.description)
    for asked in procedure.eligibility:
        notes = [each.note for each in asked.options if each.note]
        if notes:
            yield of("eligibility", asked.question, *notes)
    for paper in procedure.documents:
        yield of(
            "papers",
            text(f"用意するもの：{paper.name.ja}", f"What to prepare: {paper.name.en}"),
            paper.note or paper.name,
        )
    for fee in procedure.fees:
        yield of("fees", text("手数料", "Fee"), fee.name, *(one.name for one in fee.exempt))
    yield of("basis", text("制度の根拠", "Legal basis"), procedure.legal_basis)
    yield of("contact", text("お問い合わせ", "Questions"), procedure.contact)


def _period(version: Live) -> Passage:
    """When applications are taken, as the page of the procedure says it."""
    procedure = version.procedure
    heading = text("受付期間", "Period of application")
    moments = (_moment("はじまり", "Opens", version.opens_at), _moment("しめきり", "Closes", version.closes_at))
    return Passage(procedure.slug, "period", procedure.title, heading, moments, procedure.legal_basis)


def _moment(ja: str, en: str, at: datetime | None) -> Text:
    if at is None:
        return text(f"{ja}：なし（一年中受け付けます）", f"{en}: never (all year round)")
    there = at.astimezone(TOKYO)
    return text(
        f"{ja}：{format_date(there.date())} {there:%H:%M}", f"{en}: {format_english(there.date())} {there:%H:%M}"
    )
