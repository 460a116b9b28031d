"""The diseases that the service knows: one YAML file each, shipped or the installation's, checked by `rules.regime`."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from naniwa.services.outbreak.rules.regime import Regime

FOLDER = Path(__file__).parent
FIRST = "covid-19"
"""What a file of cases and the demo are about unless it is said."""


def defined() -> dict[str, Regime]:
    """By slug; the installation's own file takes the place of a shipped one."""
    own = settings.OUTBREAK_DISEASES
    return {**_defined_in(FOLDER), **(_defined_in(Path(own)) if own else {})}


@cache
def _defined_in(folder: Path) -> dict[str, Regime]:
    """Raises pydantic's ValidationError for a file that is none, ValueError for one that is named otherwise."""
    files = sorted(path for path in folder.glob("*.yaml") if not path.stem.startswith("_"))
    found = {path.stem: Regime.model_validate(yaml.safe_load(path.read_text())) for path in files}
    for name, one in found.items():
        if name != one.slug:
            message = f"{name}.yaml is about {one.slug}"
            raise ValueError(message)
    return found


@cache
def patient_words() -> dict[str, dict[str, str]]:
    """What the patient's page says, by key and language."""
    content: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "_patient_page.yaml").read_text())
    return content


def source(slug: str) -> str:
    """The text of a file."""
    own = settings.OUTBREAK_DISEASES
    places = [Path(folder) / f"{slug}.yaml" for folder in (own, FOLDER) if folder]
    return next(path for path in places if path.exists()).read_text()
