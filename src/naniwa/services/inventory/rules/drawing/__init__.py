"""A flow as an accessible SVG picture, for a wide screen and paper or for a phone; always the same for the same."""

from enum import StrEnum
from html import escape

from naniwa.services.inventory.rules.drawing import tall, wide
from naniwa.services.inventory.rules.drawing.picture import (
    NAME,
    NAME_LEADING,
    PAD,
    SMALL,
    SMALL_LEADING,
    Arrow,
    Box,
    Picture,
    Strip,
)
from naniwa.services.inventory.rules.drawing.svg import arrow, element, lines, rectangle
from naniwa.services.inventory.rules.flow import Flow, Kind
from naniwa.services.inventory.rules.in_words import summary


class Shape(StrEnum):
    """Lanes as rows, or below one another."""

    WIDE = "wide"
    TALL = "tall"


def draw(flow: Flow, *, language: str = "ja", shape: Shape = Shape.WIDE, name: str = "flow") -> str:
    """The whole `<svg>` as text, safe to put into a page; `name` keeps its ids apart from those of other drawings."""
    picture = wide.picture(flow, language) if shape is Shape.WIDE else tall.picture(flow, language)
    ids = f"{name}-title", f"{name}-desc"
    title = element("title", escape(flow.title.said(language)), id=ids[0])
    description = element("desc", escape(summary(flow).said(language)), id=ids[1])
    return element(
        "svg",
        title + description + _parts(picture, shape),
        class_=f"iv-flow iv-flow--{shape}",
        xmlns="http://www.w3.org/2000/svg",
        view_box=f"0 0 {round(picture.wide)} {round(picture.high)}",
        width=round(picture.wide),
        height=round(picture.high),
        role="img",
        aria_labelledby=" ".join(ids),
        font_family="'Noto Sans JP', 'Noto Sans CJK JP', sans-serif",
        fill="currentColor",
    )


def _parts(picture: Picture, shape: Shape) -> str:
    strips = "".join(_strip(strip, shape) for strip in picture.strips)
    boxes = "".join(_box(box) for box in picture.boxes)
    return strips + boxes + "".join(_arrow(one) for one in picture.arrows)


def _strip(strip: Strip, shape: Shape) -> str:
    border: dict[str, str | float] = {"stroke": "currentColor", "stroke_opacity": 0.35}
    whole = rectangle(strip.x, strip.y, strip.wide, strip.high, class_="iv-lane", fill="none", **border)
    label = rectangle(
        strip.x, strip.y, strip.label_wide, strip.label_high, class_="iv-lane__label", fill_opacity=0.07, **border
    )
    middle = strip.y + strip.label_high / 2 - (len(strip.name) - 1) * NAME_LEADING / 2 + NAME * 0.36
    x = strip.x + (strip.label_wide / 2 if shape is Shape.WIDE else PAD)
    name = lines(
        strip.name,
        (x, middle),
        size=NAME,
        leading=NAME_LEADING,
        class_="iv-lane__name",
        font_weight=700,
        text_anchor="middle" if shape is Shape.WIDE else "start",
    )
    return element("g", whole + label + name)


THICK = {Kind.DECIDE: 2.5}
DASHED = {Kind.WAIT: "2 4", Kind.AUTOMATIC: "7 4"}


def _box(box: Box) -> str:
    kind = box.card.step.kind
    dashes = {"stroke_dasharray": DASHED[kind]} if kind in DASHED else {}
    frame = rectangle(
        box.x,
        box.y,
        box.wide,
        box.high,
        rx=16 if box.card.end else 6,
        class_="iv-step__box",
        fill="none",
        stroke="currentColor",
        stroke_width=THICK.get(kind, 1.25),
        **dashes,
    )
    kind_name = kind.value.replace("_", "-")
    end = " iv-step--end" if box.card.end else ""
    return element("g", frame + _words(box), class_=f"iv-step iv-step--{kind_name}{end}")


def _words(box: Box) -> str:
    """In the middle of the height, from the left."""
    card = box.card
    x, y = box.x + PAD, box.y + (box.high - card.height) / 2 + PAD
    names = y + SMALL_LEADING
    small = names + len(card.name) * NAME_LEADING
    return (
        lines([card.head], (x, y + SMALL), size=SMALL, leading=SMALL_LEADING, class_="iv-step__kind")
        + lines(
            card.name, (x, names + NAME + 1), size=NAME, leading=NAME_LEADING, class_="iv-step__name", font_weight=700
        )
        + lines(card.small, (x, small + SMALL + 1), size=SMALL, leading=SMALL_LEADING, class_="iv-step__effort")
    )


def _arrow(one: Arrow) -> str:
    line = arrow(one.points, class_="iv-arrow__line", stroke="currentColor", stroke_width=1.5)
    x, y = one.label_at
    top = y - (len(one.label) - 1) * SMALL_LEADING
    label = lines(one.label, (x, top), size=SMALL, leading=SMALL_LEADING, class_="iv-arrow__condition")
    return element("g", line + label, class_="iv-arrow")


__all__ = ["Shape", "draw"]
