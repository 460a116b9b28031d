"""The municipality that a ward of a designated city belongs to."""

from naniwa.library.postal import six_digits

DESIGNATED = "1"
TOKYO = "13"
# First ward code of the designated cities by prefecture, where there is more than the one whose wards follow 100.
# Source: 全国地方公共団体コード (総務省), 20 designated cities.
FIRST = {"14": (100, 130, 150), "22": (100, 130), "27": (100, 140), "40": (100, 130)}


def municipality_code(code: str) -> str:
    """Six digits of the city for the five of a ward (27128 中央区 gives 271004 大阪市), else of the place itself."""
    prefecture, number = code[:2], int(code[2:])
    if code[2] != DESIGNATED or prefecture == TOKYO:
        return six_digits(code)
    first = max(start for start in FIRST.get(prefecture, (100,)) if start <= number)
    return six_digits(f"{prefecture}{first}")
