"""Elements of SVG as text: attributes only, no styles, so that the strictest content security policy shows them."""

from collections.abc import Iterable, Sequence
from html import escape

type Point = tuple[float, float]

ROUND = 6
HEAD = 7
"""Radius of a bend, and length of the head of an arrow."""


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """`class_` is class; an underscore is a hyphen."""
    pairs = "".join(f' {_name(key)}="{escape(_shown(value))}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def _name(key: str) -> str:
    return {"view_box": "viewBox"}.get(key, key.rstrip("_").replace("_", "-"))


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"


def lines(texts: Iterable[str], at: Point, *, size: float, leading: float, class_: str, **more: str | float) -> str:
    """Lines of text below one another; `at` is the start of the first one's baseline."""
    x, y = at
    return "".join(
        element("text", escape(text), class_=class_, x=x, y=y + order * leading, font_size=size, **more)
        for order, text in enumerate(texts)
    )


def rectangle(x: float, y: float, wide: float, high: float, **more: str | float) -> str:
    return element("rect", x=x, y=y, width=wide, height=high, **more)


def arrow(points: Sequence[Point], **more: str | float) -> str:
    """A line with round bends that ends in a head."""
    straight = simplified(points)
    path = element("path", d=_path([*straight[:-1], _before(straight[-2], straight[-1])]), fill="none", **more)
    return path + _head(straight[-2], straight[-1])


def simplified(points: Sequence[Point]) -> list[Point]:
    """Without points that stand twice, or on the line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return kept


def _path(points: Sequence[Point]) -> str:
    parts = [f"M{_at(points[0])}"]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(ROUND, _distance(before, bend) / 2, _distance(bend, after) / 2)
        parts.append(f"L{_at(_toward(bend, before, radius))}Q{_at(bend)} {_at(_toward(bend, after, radius))}")
    return "".join([*parts, f"L{_at(points[-1])}"])


def _head(before: Point, tip: Point) -> str:
    back = _toward(tip, before, HEAD)
    across = (HEAD * 0.6, 0.0) if before[0] == tip[0] else (0.0, HEAD * 0.6)
    left, right = (back[0] - across[0], back[1] - across[1]), (back[0] + across[0], back[1] + across[1])
    return element("path", class_="iv-head", d=f"M{_at(tip)}L{_at(left)}L{_at(right)}Z", fill="currentColor")


def _before(before: Point, tip: Point) -> Point:
    """Where the line meets the head."""
    return _toward(tip, before, HEAD - 1)


def _toward(start: Point, end: Point, by: float) -> Point:
    distance = _distance(start, end) or 1
    return (start[0] + (end[0] - start[0]) * by / distance, start[1] + (end[1] - start[1]) * by / distance)


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _at(point: Point) -> str:
    return f"{_shown(point[0])} {_shown(point[1])}"
