"""How stored answers are shown again inside their controls."""

from collections.abc import Mapping


def date_parts(value: object) -> Mapping[str, str]:
    """Split `2020-04-01` or `2020-04` into parts; parts that a person typed come back as they are."""
    if isinstance(value, Mapping):
        return {name: str(part or "") for name, part in value.items()}
    pieces = str(value or "").split("-")
    return dict(zip(("year", "month", "day"), (piece.lstrip("0") for piece in pieces), strict=False))


def shown_number(value: object) -> str:
    """Group the digits of a whole number; leave anything else as typed."""
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def file_size(size: int) -> str:
    """Write bytes as KB or MB, the way phones do."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
