"""A straight page as answers: each box cut out, read as what can stand in it, with how sure that is."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from naniwa.library.scans import correcting, cutting, recognising
from naniwa.library.scans.answers import Answer, Spot, row_of
from naniwa.library.scans.cutting import SURELY_TICKED, TICKED, Box
from naniwa.library.scans.straightening import Picture, straighten

__all__ = ["answers", "straighten"]

CORRECTIONS = {"digits": correcting.digits, "kana": correcting.katakana}
UNSURE_TICK = 0.5


def answers(sheet: Picture, spots: Sequence[Spot]) -> list[Answer]:
    """One for each name that anything stands in; all boxes of print are read together."""
    groups = _by(spots, lambda spot: spot.name)
    around = {
        row: cutting.around(sheet, _hull(group)) for row, group in _by(spots, lambda spot: row_of(spot.name)).items()
    }
    lines = [(spot, line) for spot in spots if spot.what != "tick" for line in _lines(sheet, spot)]
    texts: dict[str, list[tuple[str, float]]] = {}
    for (spot, _), text in zip(lines, recognising.read([line for _, line in lines]), strict=True):
        texts.setdefault(spot.name, []).append(text)
    found: list[Answer] = []
    for name, group in groups.items():
        picture = around[row_of(name)]
        found += (
            _ticked(sheet, group, picture)
            if group[0].what == "tick"
            else _written(group[0], texts.get(name, []), picture)
        )
    return found


def _by(spots: Sequence[Spot], what: Callable[[Spot], str]) -> dict[str, list[Spot]]:
    return {key: list(group) for key, group in groupby(sorted(spots, key=what), what)}


def _lines(sheet: Picture, spot: Spot) -> list[Picture]:
    """What is to be read of a box, a line at a time; nothing of an empty one."""
    if spot.what == "lines":
        return cutting.lines(sheet, _box(spot))
    line = cutting.cells(sheet, _box(spot), spot.cells) if spot.what == "digits" else cutting.line(sheet, _box(spot))
    return [] if line is None else [line]


def _ticked(sheet: Picture, group: Sequence[Spot], picture: bytes) -> Iterator[Answer]:
    """Those that hold ink; what could be a speck, or two where one was asked for, is for a person to look at."""
    shares = [(spot, cutting.ink(cutting.inside(sheet, _box(spot), cutting.TICK_FRAME_MM))) for spot in group]
    chosen = [spot.value for spot, share in shares if share >= TICKED]
    if chosen or any(share >= TICKED / 2 for _, share in shares):
        unclear = any(TICKED / 2 <= share < SURELY_TICKED for _, share in shares)
        yield Answer(group[0].name, tuple(chosen), UNSURE_TICK if unclear else 1.0, picture)


def _written(spot: Spot, read: Sequence[tuple[str, float]], picture: bytes) -> Iterator[Answer]:
    if not read:
        return
    name, what = spot.name, spot.what
    if what == "place":
        sureness = min(sure for _, sure in read)
        for part, text in zip(("prefecture", "municipality"), correcting.place(read[0][0]), strict=True):
            yield Answer(f"{name}.{part}", (text,), sureness if text else 0.0, picture)
        return
    correct = CORRECTIONS.get(what, correcting.words)
    corrected = [(*correct(text), sure) for text, sure in read]
    text = ("\n" if what == "lines" else "").join(one[0] for one in corrected)
    yield Answer(name, (text,), min(one[1] * one[2] for one in corrected), picture)


def _box(spot: Spot) -> Box:
    return Box(spot.x, spot.y, spot.width, spot.height)


def _hull(group: Sequence[Spot]) -> Box:
    left, top = min(spot.x for spot in group), min(spot.y for spot in group)
    right, bottom = max(spot.x + spot.width for spot in group), max(spot.y + spot.height for spot in group)
    return Box(left, top, right - left, bottom - top)
