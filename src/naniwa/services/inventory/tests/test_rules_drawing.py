"""The drawings: nothing crosses a box, nothing lies on anything else, and a strict policy and a screen reader like them."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from naniwa.services.inventory.rules.drawing import Shape, draw, tall, wide
from naniwa.services.inventory.rules.drawing.picture import NAME, PAD, SMALL, Arrow, Picture
from naniwa.services.inventory.rules.drawing.svg import Point
from naniwa.services.inventory.rules.drawing.text import NEVER_FIRST, width, wrapped
from naniwa.services.inventory.rules.flow import Flow
from naniwa.services.inventory.rules.flow_reading import parse
from naniwa.services.inventory.tests.flows import SAMPLES, random_flows, sample, short

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {Shape.WIDE: wide.picture, Shape.TALL: tall.picture}
EVERY = [(name, shape, language) for name in SAMPLES for shape in Shape for language in ("ja", "en")]

type Stretch = tuple[Point, Point]


def stretches(arrow: Arrow) -> list[Stretch]:
    return [(min(pair), max(pair)) for pair in pairwise(arrow.points) if pair[0] != pair[1]]


def crosses_a_box(picture: Picture) -> list[str]:
    return [
        f"{arrow.edge} {box.card.step.code}"
        for arrow in picture.arrows
        for (x1, y1), (x2, y2) in stretches(arrow)
        for box in picture.boxes
        if x2 > box.x + 0.1 and x1 < box.x + box.wide - 0.1 and y2 > box.y + 0.1 and y1 < box.y + box.high - 0.1
    ]


def lies_on(one: Stretch, other: Stretch) -> bool:
    """Along the same line, over more than a point."""
    for across, along in ((0, 1), (1, 0)):
        same = one[0][across] == one[1][across] == other[0][across] == other[1][across]
        if same and min(one[1][along], other[1][along]) - max(one[0][along], other[0][along]) > 0.1:
            return True
    return False


def on_one_another(picture: Picture) -> list[str]:
    """Arrows that leave the same step, or lead to the same, may share a part of their way."""
    return [
        f"{one.edge} {other.edge}"
        for one, other in combinations(picture.arrows, 2)
        if one.edge.source != other.edge.source and one.edge.target != other.edge.target
        if any(lies_on(first, second) for first in stretches(one) for second in stretches(other))
    ]


def outside(picture: Picture) -> list[Point]:
    corners = [point for arrow in picture.arrows for point in arrow.points]
    corners += [(box.x + box.wide, box.y + box.high) for box in picture.boxes]
    return [(x, y) for x, y in corners if not (0 <= x <= picture.wide and 0 <= y <= picture.high)]


def too_wide(picture: Picture) -> list[str]:
    lines = [(box, line, NAME) for box in picture.boxes for line in box.card.name]
    lines += [(box, line, SMALL) for box in picture.boxes for line in (box.card.head, *box.card.small)]
    return [line for box, line, size in lines if width(line, size) > box.wide - 2 * PAD]


def boxes_on_boxes(picture: Picture) -> list[str]:
    return [
        f"{one.card.step.code} {other.card.step.code}"
        for one, other in combinations(picture.boxes, 2)
        if abs(one.x - other.x) < one.wide and one.y < other.y + other.high and other.y < one.y + one.high
    ]


@pytest.mark.parametrize(("name", "shape", "language"), EVERY)
def test_a_sample_is_drawn_clear(name: str, shape: Shape, language: str) -> None:
    picture = SHAPES[shape](sample(name), language)
    for fault in (crosses_a_box, on_one_another, outside, too_wide, boxes_on_boxes):
        assert fault(picture) == [], fault.__name__


@pytest.mark.parametrize("shape", Shape)
@given(flow=random_flows())
@settings(max_examples=150, deadline=None)
def test_any_flow_is_drawn_clear(shape: Shape, flow: Flow) -> None:
    picture = SHAPES[shape](flow, "ja")
    for fault in (crosses_a_box, on_one_another, outside, too_wide, boxes_on_boxes):
        assert fault(picture) == [], fault.__name__


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_fits_the_page(name: str) -> None:
    assert wide.picture(sample(name), "ja").wide <= wide.PAGE
    assert tall.picture(sample(name), "ja").wide == tall.PAGE


@pytest.mark.parametrize(("name", "shape", "language"), EVERY)
def test_a_drawing_has_a_title_a_description_and_no_style(name: str, shape: Shape, language: str) -> None:
    text = draw(sample(name), language=language, shape=shape, name="today")
    picture = ET.fromstring(text)  # noqa: S314 - our own text
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "today-title today-desc"
    assert picture.find(f"{SVG}title[@id='today-title']") is not None
    assert picture.find(f"{SVG}desc[@id='today-desc']") is not None
    assert not re.search(r"style=|<style|<script|href|on\w+=", text)


def test_the_same_flow_is_drawn_the_same() -> None:
    assert draw(sample("six_lanes")) == draw(sample("six_lanes"))


def test_colours_are_those_of_the_text_around() -> None:
    found = set(re.findall(r'(?:fill|stroke)="([^"]+)"', draw(sample("long"))))
    assert found == {"none", "currentColor"}


def test_names_are_texts_and_no_markup() -> None:
    data = short()
    data["steps"][0]["name"] = "<b>&\"'"
    text = draw(parse(data))
    assert "<b>" not in text
    assert "&lt;b&gt;&amp;" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("申請書に記入して押印する", ("申請書に", "記入して", "押印する")),
        ("Fill in the form", ("Fill in", "the form")),
        ("住民情報システム番号一覧", ("住民情報", "システム", "番号一覧")),
        ("", ("",)),
    ],
)
def test_lines_break_between_phrases(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 70, 14) == lines


@pytest.mark.parametrize("letter", ["、", "。", "ー", "ッ", "）"])
def test_no_line_begins_with_what_never_may(letter: str) -> None:
    lines = wrapped("漢" * 5 + letter + "漢" * 9 + letter, 70, 14)
    assert all(line[0] not in NEVER_FIRST for line in lines)
    assert all(width(line, 14) <= 70 for line in lines)
