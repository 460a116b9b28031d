"""The rules of a disease that are in force: what a doctor approved last, or the file that is shipped."""

from dataclasses import dataclass
from functools import lru_cache

import yaml
from django.db.models import QuerySet

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.definitions import defined, source
from naniwa.services.outbreak.models import RuleVersion
from naniwa.services.outbreak.rules.regime import Regime


@dataclass(frozen=True, slots=True)
class InForce:
    """`number` 0 is the shipped file, which no doctor has approved here."""

    number: int
    regime: Regime

    @property
    def approved(self) -> bool:
        return self.number > 0


def in_force(disease: str) -> InForce:
    """Raises KeyError for a disease that nobody has defined."""
    with as_system():
        latest = _approved(disease).order_by("-number").first()
    if latest is None:
        return InForce(0, defined()[disease])
    return InForce(latest.number, _read(latest.text))


@lru_cache(maxsize=16)
def _read(text: str) -> Regime:
    return Regime.model_validate(yaml.safe_load(text))


def text_in_force(disease: str) -> str:
    with as_system():
        latest = _approved(disease).order_by("-number").first()
    return latest.text if latest else source(disease)


def versions(disease: str) -> list[RuleVersion]:
    """The newest first."""
    with as_system():
        found = RuleVersion.objects.select_related("proposed_by", "approved_by", "organisation")
        return list(found.filter(disease=disease).order_by("-number")[:50])


def _approved(disease: str) -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(disease=disease, approved_at__isnull=False)
