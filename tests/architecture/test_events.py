"""Events that more than one service knows: every class of one name has the same fields, as stored events go to all."""

from collections import defaultdict
from dataclasses import fields
from importlib import import_module

from naniwa.kernel.events.registry import Event
from tests.architecture.sources import SOURCE


def classes() -> dict[str, list[type[Event]]]:
    """By name, those that `events.py` and `heard.py` declare."""
    found: dict[str, list[type[Event]]] = defaultdict(list)
    for file in sorted([*SOURCE.rglob("events.py"), *SOURCE.rglob("heard.py")]):
        module = import_module(".".join(file.with_suffix("").relative_to(SOURCE.parent).parts))
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, Event) and one is not Event:
                found[one.name].append(one)
    return found


def test_what_a_service_hears_is_declared_as_it_is_told() -> None:
    shapes = {
        name: [{one.name: one.type for one in fields(each)} for each in known] for name, known in classes().items()
    }
    assert "inventory.form_wanted" in shapes
    assert [name for name, known in shapes.items() if any(shape != known[0] for shape in known)] == []
