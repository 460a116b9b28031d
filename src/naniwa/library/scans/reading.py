"""A straight page as answers: each box cut out, read as what can stand in it, with how sure that is."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from naniwa.library.scans import correcting, cutting, recognising
from naniwa.library.scans.answers import Answer, Spot
from naniwa.library.scans.cutting import SURELY_TICKED, TICKED, Box
from naniwa.library.scans.straightening import Picture, straighten

__all__ = ["answers", "straighten"]

CORRECTIONS = {"digits": correcting.digits, "kana": correcting.katakana}
UNSURE_TICK = 0.5


def answers(sheet: Picture, spots: Sequence[Spot]) -> list[Answer]:
    """One for each name that anything stands in; all boxes of print are read together."""
    groups = [list(group) for _, group in groupby(sorted(spots, key=lambda spot: spot.name), lambda spot: spot.name)]
    ticks = [group for group in groups if group[0].what == "tick"]
    written = [group for group in groups if group[0].what != "tick"]
    lines = [(spot, line) for group in written for spot in group if (line := _line(sheet, spot)) is not None]
    texts = dict(zip((id(spot) for spot, _ in lines), recognising.read([line for _, line in lines]), strict=True))
    found = [one for group in ticks if (one := _ticked(sheet, group)) is not None]
    for group in written:
        found += _written(sheet, group, [texts[id(spot)] for spot in group if id(spot) in texts])
    return found


def _line(sheet: Picture, spot: Spot) -> Picture | None:
    if spot.what == "digits":
        return cutting.cells(sheet, _box(spot), spot.cells)
    return cutting.line(sheet, _box(spot))


def _ticked(sheet: Picture, group: Sequence[Spot]) -> Answer | None:
    """Those that hold ink; what could be a speck, or two where one was asked for, is for a person to look at."""
    shares = [(spot, cutting.ink(cutting.inside(sheet, _box(spot), cutting.TICK_FRAME_MM))) for spot in group]
    chosen = [spot.value for spot, share in shares if share >= TICKED]
    if not chosen and all(share < TICKED / 2 for _, share in shares):
        return None
    unclear = any(TICKED / 2 <= share < SURELY_TICKED for _, share in shares)
    return Answer(group[0].name, tuple(chosen), UNSURE_TICK if unclear else 1.0, cutting.around(sheet, _hull(group)))


def _written(sheet: Picture, group: Sequence[Spot], read: Sequence[tuple[str, float]]) -> Iterator[Answer]:
    if not read:
        return
    name, what, picture = group[0].name, group[0].what, cutting.around(sheet, _hull(group))
    if what == "place":
        sureness = min(sure for _, sure in read)
        for part, text in zip(("prefecture", "municipality"), correcting.place(read[0][0]), strict=True):
            yield Answer(f"{name}.{part}", (text,), sureness if text else 0.0, picture)
        return
    correct = CORRECTIONS.get(what, correcting.words)
    corrected = [(*correct(text), sure) for text, sure in read]
    text = "".join(one[0] for one in corrected)
    yield Answer(name, (text,), min(one[1] * one[2] for one in corrected), picture)


def _box(spot: Spot) -> Box:
    return Box(spot.x, spot.y, spot.width, spot.height)


def _hull(group: Sequence[Spot]) -> Box:
    left, top = min(spot.x for spot in group), min(spot.y for spot in group)
    right, bottom = max(spot.x + spot.width for spot in group), max(spot.y + spot.height for spot in group)
    return Box(left, top, right - left, bottom - top)
