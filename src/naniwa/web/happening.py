"""What is happening now, for the strip on the home page; each service may tell it in its `measures.py`."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from naniwa.design.parts import Figure


def now() -> list[Figure]:
    """The figures of every service whose `measures` has a function `happening() -> Sequence[Figure]`."""
    figures: list[Figure] = []
    for name in settings.SERVICES:
        if find_spec(f"{name}.measures"):
            tell = getattr(import_module(f"{name}.measures"), "happening", None)
            figures += tell() if tell else []
    return figures
