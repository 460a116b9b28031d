"""The diseases that the service knows: one YAML file each, checked by `rules.regime`."""

from functools import cache
from pathlib import Path

import yaml

from naniwa.services.outbreak.rules.regime import Regime

FOLDER = Path(__file__).parent
FIRST = "covid-19"
LANGUAGE_NAMES = {
    "ja": "日本語", "easy": "やさしい日本語", "en": "English", "zh": "中文", "ko": "한국어", "vi": "Tiếng Việt",
}  # fmt: skip
"""Each in its own words."""


@cache
def shipped() -> dict[str, Regime]:
    """By slug; raises pydantic's ValidationError for a file that is none."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.startswith("_"))
    found = [Regime.model_validate(yaml.safe_load(path.read_text())) for path in files]
    return {one.slug: one for one in found}


@cache
def patient_words() -> dict[str, dict[str, str]]:
    """What the patient's page says, by key and language."""
    content: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "_patient_page.yaml").read_text())
    return content


def source(slug: str) -> str:
    """The text of a shipped file."""
    return (FOLDER / f"{slug}.yaml").read_text()
