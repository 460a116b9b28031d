"""Maps: outlines from degrees, five shades, and a name for whoever points or listens."""

import pytest

from naniwa.design.maps import WIDTH, Area, AreaMap, Key, area_map, outlines, ranges, shade
from naniwa.design.tests.conftest import Render

SQUARE = [[[[135.0, 34.0], [135.0, 35.0], [136.0, 35.0], [136.0, 34.0], [135.0, 34.0]]]]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 5], [(5, 5)]),
        ([5, 5, 5, 5, 10, 85], [(5, 5), (10, 10), (85, 85)]),
        ([5, 10, 15, 20, 25, 30, 35, 40], [(5, 10), (15, 20), (25, 30), (35, 40)]),
    ],
)
def test_values_above_nought_fall_into_at_most_four_ranges(
    values: list[float], found: list[tuple[float, float]]
) -> None:
    assert ranges(values) == found


def test_the_highest_is_always_the_darkest_and_nought_the_lightest() -> None:
    for values in ([5], [5, 10], [5, 10, 15, 20, 25]):
        found = ranges(values)
        assert shade(max(values), found) == 5
        assert shade(0, found) == 1
        assert len({shade(low, found) for low, _high in found}) == len(found)


def test_outlines_keep_their_proportions() -> None:
    known = outlines({"a": SQUARE})
    assert known.paths == {"a": "M8 717l0 -709l584 0l0 709l-584 0z"}
    assert (WIDTH, known.height) == (600, 725)


def test_each_area_is_named_with_its_figure_and_cannot_carry_a_script(render: Render) -> None:
    drawn = AreaMap(
        id="m",
        title="地図",
        description="説明",
        outlines=outlines({"a": SQUARE}),
        areas=[
            Area(code="a", name="<script>", value="5", shade=5),
            Area(code="unknown", name="no outline", value="1", shade=1),
        ],
        legend=[Key(shade=5, label="5件")],
        source="出典の文",
    )
    html = render("{% area_map_of drawn %}", drawn=drawn)
    assert "<title>&lt;script&gt; 5</title>" in html
    assert 'aria-label="&lt;script&gt;: 5"' in html
    assert "no outline" not in area_map(drawn)
    assert "出典の文" in html
    assert "5件" in html
