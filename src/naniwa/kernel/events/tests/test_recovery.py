"""Workers killed with -9 while they deliver: every handler still takes effect, and once."""

import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.events import operations as events
from naniwa.kernel.events import queries
from naniwa.kernel.events.tests.sample import DoorOpened
from naniwa.kernel.jobs.stalled import restart_stalled
from naniwa.kernel.jobs.tests.processes import worker
from naniwa.kernel.organisations.isolation import as_system

pytestmark = [pytest.mark.recovery, pytest.mark.django_db(transaction=True)]
SAMPLE = "naniwa.kernel.events.tests.sample"


def _effects() -> Counter[str]:
    with as_system():
        return Counter(Record.objects.filter(action__startswith="tests.").values_list("action", flat=True))


def _killed() -> None:
    with worker(SAMPLE, wait=True) as process:
        assert process.wait(timeout=60) == -signal.SIGKILL


def test_handlers_take_effect_once_though_workers_die_before_and_between(tmp_path: Path) -> None:
    now = timezone.now()
    opened = DoorOpened(reference="a", first=str(tmp_path / "first"), second=str(tmp_path / "second"))
    events.emit(opened, now=now)
    _killed()
    assert _effects() == {}
    assert restart_stalled(now=now, silence=timedelta(0)) >= 1
    _killed()
    assert _effects()["tests.one"] == 1, "the first handler's effect was committed before the second one died"
    assert _effects()["tests.two"] == 0
    events.sweep(now=now + timedelta(minutes=5))
    restart_stalled(now=now, silence=timedelta(0))
    with worker(SAMPLE, wait=False) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert _effects() == {"tests.one": 1, "tests.two": 1, "tests.job": 1}
    assert queries.depth().undelivered == 0
