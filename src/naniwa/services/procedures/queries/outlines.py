"""The outlines of the municipalities, as the reference data have them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from naniwa.design.maps import Outlines, Polygons, outlines
from naniwa.kernel import organisations

FILE = Path(organisations.__file__).parent / "data" / "boundaries.geojson"
CREDIT = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
"""As the licence of the outlines (CC BY 4.0) asks for, under each map."""


@cache
def municipalities() -> Outlines:
    """By six-digit code, for display only."""
    features = json.loads(FILE.read_text("utf-8"))["features"]
    return outlines({one["properties"]["lg_code"]: _polygons(one["geometry"]) for one in features})


def _polygons(geometry: dict[str, Any]) -> Polygons:
    """Of a GeoJSON Polygon or MultiPolygon."""
    found: Polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return found
