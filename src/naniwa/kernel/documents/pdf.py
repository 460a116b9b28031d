"""The PDFs that we issue: typst templates filled with data; tagged (PDF/UA-1) and fit to archive (PDF/A-2a)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import segno
import typst
from django.apps import apps
from django.conf import settings

from naniwa.library import wareki

FOLDER = "pdf"
FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
FAMILY = "Noto Sans CJK JP"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["a-2a", "ua-1"]

_lock = Lock()  # a compiler serves one thread at a time; a letter takes some milliseconds


class NoSuchTemplate(Exception):
    """No app has this template."""


class FontMissing(Exception):
    """The packages that carry Noto Sans CJK JP are not installed; `naniwa doctor` says so too."""


def render(template: str, data: Mapping[str, Any], *, language: str, now: datetime) -> bytes:
    """Fill `<app>/<name>` (the file `pdf/<name>.typ` of that app) with JSON-able data; same input, same bytes.

    The template finds `data` with `language` (`ja` or `en`) added. Raises NoSuchTemplate, FontMissing, and
    typst.TypstError where the template is at fault.
    """
    inputs = _inputs(data, language)
    with _lock:
        made = _compiler(template_path(template)).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=cast("Any", STANDARDS), timestamp=int(now.timestamp())
        )
    return cast("bytes", made)


def told(template: str, data: Mapping[str, Any], label: str, *, language: str) -> list[Any]:
    """What the template says of itself in its metadata under `label`, such as where things stand on its pages.

    Raises as `render` does.
    """
    found = typst.query(
        template_path(template),
        label,
        field="value",
        format="json",
        root=settings.PACKAGE,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(data, language),
    )
    return cast("list[Any]", json.loads(found))


def _inputs(data: Mapping[str, Any], language: str) -> dict[str, str]:
    words = "en" if language.startswith("en") else "ja"
    return {"data": json.dumps({**data, "language": words}, ensure_ascii=False)}


def template_path(template: str) -> Path:
    """Raises NoSuchTemplate."""
    label, _slash, name = template.partition("/")
    try:
        path = Path(apps.get_app_config(label).path, FOLDER, f"{name}.typ")
    except LookupError as error:
        raise NoSuchTemplate(template) from error
    if not path.is_file():
        raise NoSuchTemplate(template)
    return path


def templates() -> Sequence[str]:
    """Every template of every installed app."""
    found = (
        (config.label, path) for config in apps.get_app_configs() for path in Path(config.path, FOLDER).glob("*.typ")
    )
    return sorted(f"{label}/{path.stem}" for label, path in found)


def qr(text: str, *, error: Literal["m", "q"] = "q") -> str:
    """A QR code as SVG, for `qr` and `leads-to` of the templates; readable with a quarter of it covered.

    With `error` "m" a sixth, and the squares of a small code are larger.
    """
    out = BytesIO()
    segno.make(text, error=error, micro=False).save(out, kind="svg", xmldecl=False, border=2)
    return out.getvalue().decode()


def long_date(day: date, *, language: str) -> str:
    """`令和8年（2026年）11月22日`, or `Sunday 22 November 2026`."""
    if language.startswith("en"):
        return wareki.format_english(day)
    return wareki.format_wareki(day).replace("年", f"年（{day.year}年）", 1)


def font_folders() -> list[Path]:
    """Where the fonts lie that the PDFs are set in, the same on every machine. Raises FontMissing."""
    specs = [find_spec(package) for package in FONT_PACKAGES]
    folders = [Path(spec.origin).parent for spec in specs if spec and spec.origin]
    if len(folders) != len(FONT_PACKAGES):
        raise FontMissing(", ".join(FONT_PACKAGES))
    return folders


@cache
def fonts() -> typst.Fonts:
    """Of all that is set. Raises FontMissing."""
    return typst.Fonts(False, False, font_folders())  # noqa: FBT003 - neither the system's nor typst's own


@cache
def _compiler(path: Path) -> typst.Compiler:
    return typst.Compiler(path, root=settings.PACKAGE, font_paths=fonts(), ignore_system_fonts=True)
