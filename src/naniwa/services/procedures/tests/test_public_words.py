"""What published figures are called, and their units, say what is counted."""

from pathlib import Path

import pytest
from django.utils.translation import override

from naniwa.library.open_data import Measure
from naniwa.services.procedures.definitions import load, shipped
from naniwa.services.procedures.queries.subjects import subjects
from naniwa.services.procedures.views.public import wording

MEASURED: dict[Measure, tuple[str, str]] = {
    "applications": ("申請件数", "application"),
    "approved": ("支給決定", "approv"),
    "paid_yen": ("支給額", "amount paid"),
    "reclaimed_yen": ("返還を求めた額", "amount claimed back"),
    "days_to_decision": ("日数", "days"),
    "deficiency_rate": ("割合", "rate"),
    "days_by_stage": ("日数", "days"),
}


@pytest.mark.parametrize(
    ("measure", "value", "ja", "en"),
    [
        ("days_to_decision", 12.5, "日", "days"),
        ("days_to_decision", 1.0, "日", "day"),
        ("days_to_decision", None, "", ""),
        ("approved", 1, "件", "application"),
        ("applications", 300, "件", "applications"),
        ("paid_yen", 500_000, "円", "yen"),
    ],
)
def test_a_figure_has_the_unit_of_its_number(measure: Measure, value: float | None, ja: str, en: str) -> None:
    for language, unit in (("ja", ja), ("en", en)):
        with override(language):
            assert wording.unit(measure, value) == unit


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_published_table_is_called_after_what_it_counts(path: Path) -> None:
    for statistic in subjects(load(path)):
        ja, en = MEASURED[statistic.measure]
        assert ja in statistic.name.ja, statistic.key
        assert en in statistic.name.en.lower(), statistic.key
