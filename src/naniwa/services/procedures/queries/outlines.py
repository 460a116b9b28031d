"""The outlines of the municipalities, as the reference data have them."""

from functools import cache
from pathlib import Path

from naniwa.design.maps import Outlines, outlines_of
from naniwa.kernel import organisations

FILE = Path(organisations.__file__).parent / "data" / "boundaries.geojson"
CREDIT = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
"""As the licence of the outlines (CC BY 4.0) asks for, under each map."""


@cache
def municipalities() -> Outlines:
    """By six-digit code, for display only."""
    return outlines_of(FILE.read_text("utf-8"), code="lg_code")
